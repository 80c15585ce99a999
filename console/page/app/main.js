// The frame of the page: login, the stream, which view is open. A view is a function of the
// situation and of the address, so that every selection has a link.
import { html, render } from "lit-html";
import { AlarmStrip } from "./alerts.js";
import { board } from "./board.js";
import { commandLine, listenForSlash } from "./command_line.js";
import { dispatch } from "./dispatch.js";
import { follow } from "./events.js";
import { health } from "./health.js";
import { KeptAnswer } from "./kept_answer.js";
import { LongTable } from "./long_table.js";
import { audit, ownView } from "./looks.js";
import { createMap } from "./map.js";
import * as server from "./server.js";
import { Situation } from "./situation.js";
import { UnitPanel } from "./unit.js";
import { clockWords, number, useForce } from "./words.js";
import { zone } from "./zone.js";
import { createZoneMap } from "./zone_map.js";
import { ZoneEditor } from "./zones.js";

const root = document.getElementById("page");
const situation = new Situation();

// Each with the right that the server asks for.
const views = {
  dispatch: { title: "Dispatch", draw: dispatch, right: "live" },
  board: { title: "Presence", draw: board, right: "presence" },
  zone: { draw: zone, right: "presence" },
  zones: { title: "Zones", draw: () => editor.draw(), right: "zones" },
  health: { title: "Health", draw: health, right: "health" },
  looks: { title: "Who looked", draw: audit, right: "audit" },
  mine: { title: "My record", draw: ownView, right: "self" },
};
const mayOpen = (name) => name in views && page.me.rights.includes(views[name].right);
const titled = () => Object.keys(views).filter((name) => views[name].title && mayOpen(name));
const openView = () => (mayOpen(page.place.view) ? page.place.view : Object.keys(views).find(mayOpen));

const page = {
  me: null,
  online: false,
  loginError: "",
  situation,
  /// What the force calls things.
  force: new KeptAnswer(learnWords, () => draw()),
  board: new KeptAnswer(server.board, () => draw()),
  zone: new KeptAnswer(server.zone, () => draw()),
  zones: new KeptAnswer(server.zones, () => draw()),
  looks: new KeptAnswer(server.looks, () => draw()),
  own: new KeptAnswer(server.ownRecord, () => draw()),
  /// Zone sets in force and to come.
  sets: new KeptAnswer(server.status, () => draw()),
  zoneMap: null,
  /// The view and what is selected in it: "#/dispatch/incident/I-1" -> {view, kind, name}.
  place: readPlace(),
  /// The engine's clock, going on between two heartbeats.
  now: () => (situation.heartbeat ? number(situation.heartbeat.engine_now_ms) : Date.now()),
  redraw: () => draw(),
};

page.panel = new UnitPanel(page);
page.unitTable = new LongTable(page.redraw);
const editor = new ZoneEditor(page);
page.alarms = new AlarmStrip(page);

const namesBelow = (kind) => [...situation.topicsBelow(kind).keys()].map((topic) => topic.slice(kind.length + 1, -1));
/// What the line for experts finds by name.
const known = () => ({
  views: titled(),
  units: namesBelow("unit"),
  incidents: namesBelow("incident"),
  zones: (page.board.value?.rows ?? []).map((row) => row.zone),
});
let notUnderstood = "";
function sayNotUnderstood(text) {
  notUnderstood = text;
  draw();
}
listenForSlash();

const noTrail = [];
let stop = null;
let map = null;

function readPlace() {
  const [view, kind, name] = location.hash.replace(/^#\//, "").split("/").map(decodeURIComponent);
  return { view: view ?? "", kind: kind ?? "", name: name ?? "" };
}

const loginForm = () => html`
  <main class="login" id="view">
    <form @submit=${submitLogin}>
      <h1>Beatwatch</h1>
      <label>Name <input name="name" autocomplete="username" required autofocus></label>
      <label>Password <input name="password" type="password" autocomplete="current-password" required></label>
      <button>Log in</button>
      <p role="alert">${page.loginError}</p>
    </form>
  </main>`;

async function submitLogin(event) {
  event.preventDefault();
  const form = new FormData(event.target);
  try {
    page.me = await server.logIn(form.get("name"), form.get("password"));
    page.loginError = "";
    begin();
  } catch (error) {
    page.loginError = error.message;
  }
  draw();
}

function begin() {
  stop?.();
  for (const ofAccount of [page.board, page.zone, page.looks, page.own]) {
    ofAccount.forget();
  }
  stop = follow(situation, {
    onLine: (online) => {
      if (page.online !== online) {
        page.online = online;
        draw();
      }
    },
    onGone: () => {
      page.me = null;
      draw();
    },
  });
}

async function learnWords() {
  const words = await server.force();
  useForce(words);
  return words;
}

async function leave() {
  stop?.();
  await server.logOut();
  page.me = null;
  page.online = false;
  draw();
}

const warnings = () => {
  const lines = notUnderstood ? [notUnderstood] : [];
  if (!page.online) {
    lines.push("The server is not heard: what stands here may be old. Trying again.");
  }
  if (situation.heartbeat && !situation.heartbeat.journal_writable) {
    lines.push("The server cannot write its journal: nothing new is shown until it can.");
  }
  if (situation.heartbeat?.driven_clock) {
    lines.push("This is a replayed or simulated shift, not live.");
  }
  return lines;
};

const header = () => html`
  <header>
    <h1>Beatwatch</h1>
    <nav aria-label="Views">
      ${titled().map(
        (name) => html`<a href="#/${name}" aria-current=${openView() === name ? "page" : "false"}>${views[name].title}</a>`,
      )}
    </nav>
    ${commandLine(known, sayNotUnderstood)}
    <time>${situation.heartbeat ? clockWords(situation.heartbeat.engine_now_ms) : ""}</time>
    <button @click=${toggleTheme}>Light or dark</button>
    <span>${page.me.name}, ${page.me.role}</span>
    <button @click=${leave}>Log out</button>
  </header>
  <div class="warnings" role="status">${warnings().map((line) => html`<p>${line}</p>`)}</div>`;

function toggleTheme() {
  const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  map?.restyle();
}

function draw() {
  if (page.me === null) {
    map = null;
    render(loginForm(), root);
    return;
  }
  render(html`${header()}${page.me.rights.includes("alarms") ? page.alarms.draw() : ""}<main id="view" tabindex="-1">${views[openView()].draw(page)}</main>`, root);
  showZoneMap(document.getElementById("zone-map"));
  const target = document.getElementById("map");
  if (target === null) {
    map = null;
  } else {
    if (map?.element !== target) {
      map = createMap(target, page);
    }
    map.show(page.place, page.panel.trail?.points ?? noTrail);
  }
}

function showZoneMap(target) {
  if (target === null) {
    page.zoneMap = null;
    return;
  }
  if (page.zoneMap?.element !== target) {
    page.zoneMap = createZoneMap(target, {
      changed: (coordinates) => editor.reshape(coordinates),
      chosen: (name) => {
        location.hash = `#/zones/zone/${encodeURIComponent(name)}`;
      },
    });
  }
  page.zoneMap.show(editor.zones(), page.place.name);
}

// What says how old a position is goes on with the heartbeat, a unit's dot as soon as it moved.
situation.listen((topics, onlyMoved) => {
  if (page.me !== null) {
    if (!onlyMoved) {
      keepAnswers();
      draw();
    }
    map?.update(topics);
  }
});

// Asked for while a view shows it, and again in each minute of the engine's time: a dispatcher's
// window costs nobody a board.
function keepAnswers() {
  const minute = Math.floor(number(situation.heartbeat?.engine_now_ms) / 60_000);
  if (minute === 0 || page.me === null) {
    return;
  }
  page.force.keep(`${situation.heartbeat.run.run}`);
  const { kind: zoneName } = page.place;
  const view = openView();
  if (view === "board") {
    page.board.keep(`${minute} ${situation.zonesHash}`);
  } else if (view === "zone") {
    page.zone.keep(`${minute} ${situation.zonesHash} ${zoneName}`, zoneName);
    page.zones.keep(situation.zonesHash);
  } else if (view === "zones") {
    page.zones.keep(situation.zonesHash);
    page.sets.keep(situation.zonesHash);
  } else if (view === "looks") {
    page.looks.keep("once");
  } else if (view === "mine") {
    page.own.keep("once");
  }
}

addEventListener("hashchange", () => {
  page.place = readPlace();
  keepAnswers();
  draw();
});

try {
  page.me = await server.whoAmI();
  begin();
} catch (error) {
  page.loginError = error.status === 401 ? "" : error.message;
}
draw();
