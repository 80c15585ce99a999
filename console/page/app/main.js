// The frame of the page: login, the stream, which view is open. A view is a function of the
// situation and of the address, so that every selection has a link.
import { html, render } from "lit-html";
import { commandLine, listenForSlash } from "./command_line.js";
import { follow } from "./events.js";
import { Login } from "./login.js";
import { LongTable } from "./long_table.js";
import { createMap } from "./map.js";
import { readPlace } from "./place.js";
import * as server from "./server.js";
import { changeTheme, recallTheme } from "./theme.js";
import { drawView, openView, titled, windowTitle } from "./views.js";
import { clockWords } from "./words.js";
import { createZoneMap } from "./zone_map.js";

const root = document.getElementById("page");
// They listen to the document for as long as it is open, and keep nothing of what they draw.
const tables = { units: new LongTable(draw), looks: new LongTable(draw) };
const noTrail = [];

/// Null: nobody is logged in.
let page = null;
let loginError = "";
let leaving = false;
let stop = () => {};
let map = null;

const loginForm = () => html`
  <main class="login" id="view">
    <form @submit=${submitLogin}>
      <h1>Beatwatch</h1>
      <label>Name <input name="name" autocomplete="username" required autofocus></label>
      <label>Password <input name="password" type="password" autocomplete="current-password" required></label>
      <button>Log in</button>
      <p role="alert">${loginError}</p>
    </form>
  </main>`;

async function submitLogin(event) {
  event.preventDefault();
  const form = new FormData(event.target);
  try {
    begin(await server.logIn(form.get("name"), form.get("password")));
  } catch (error) {
    loginError = error.message;
  }
  draw();
}

function begin(me) {
  end();
  const login = new Login(me, readPlace(location.hash), tables, draw);
  page = login;
  loginError = "";
  stop = follow(login.situation, {
    onLine: (online) => {
      if (login.online !== online) {
        login.online = online;
        draw();
      }
    },
    onGone: () => {
      end();
      draw();
    },
  });
  // What says how old a position is goes on with the heartbeat, a unit's dot as soon as it moved.
  login.situation.listen((topics, onlyMoved) => {
    if (page !== login) {
      return;
    }
    if (!onlyMoved) {
      login.keep(openView(login));
      draw();
    }
    map?.update(topics);
  });
}

function end() {
  stop();
  stop = () => {};
  page = null;
  map = null;
}

// What was shown goes at once, be the server there or not; nobody logs in before it has answered, since its
// answer takes the cookie.
async function leave() {
  end();
  leaving = true;
  draw();
  try {
    await server.logOut();
  } catch (error) {
    loginError = `The server did not end the session: ${error.message}`;
  }
  leaving = false;
  draw();
}

/// What the line for experts finds by name.
async function known(login) {
  await login.keepZones();
  const namesBelow = (kind) => [...login.situation.topicsBelow(kind).keys()].map((topic) => topic.slice(kind.length + 1, -1));
  return {
    views: titled(login).map(([name]) => name),
    units: namesBelow("unit"),
    incidents: namesBelow("incident"),
    zones: (login.zones.value?.features ?? []).map(({ properties }) => properties.name),
  };
}
function sayNotUnderstood(login, text) {
  login.notUnderstood = text;
  draw();
}
const lineForExperts = (login) => commandLine(() => known(login), (text) => sayNotUnderstood(login, text));

const warnings = () => {
  const { heartbeat } = page.situation;
  const lines = page.notUnderstood ? [page.notUnderstood] : [];
  if (!page.online) {
    lines.push("The server is not heard: what stands here may be old. Trying again.");
  }
  if (heartbeat && !heartbeat.journal_writable) {
    lines.push("The server cannot write its journal: nothing new is shown until it can.");
  }
  if (heartbeat?.driven_clock) {
    lines.push("This is a replayed or simulated shift, not live.");
  }
  return lines;
};

const header = () => html`
  <header>
    <h1>Beatwatch</h1>
    <nav aria-label="Views">
      ${titled(page).map(
        ([name, title]) => html`<a href="#/${name}" aria-current=${openView(page) === name ? "page" : "false"}>${title}</a>`,
      )}
    </nav>
    ${lineForExperts(page)}
    <time>${page.situation.heartbeat ? clockWords(page.situation.heartbeat.engine_now_ms) : ""}</time>
    <button @click=${otherTheme}>Light or dark</button>
    <span>${page.me.name}, ${page.me.role}</span>
    <button @click=${leave}>Log out</button>
  </header>
  <div class="warnings" role="status">${warnings().map((line) => html`<p>${line}</p>`)}</div>`;

function otherTheme() {
  changeTheme();
  map?.restyle();
}

function draw() {
  document.title = page === null ? "Beatwatch" : windowTitle(page);
  if (page === null) {
    render(leaving ? html`<main id="view"><p role="status">Logging out.</p></main>` : loginForm(), root);
    return;
  }
  render(html`${header()}${page.may("alarms") ? page.alarms.draw() : ""}<main id="view" tabindex="-1">${drawView(page)}</main>`, root);
  showZoneMap(document.getElementById("zone-map"));
  showMap(document.getElementById("map"));
}

function showMap(target) {
  if (target === null) {
    map = null;
    return;
  }
  if (map?.element !== target) {
    map = createMap(target, page);
  }
  map.show(page.place, page.panel.trail?.points ?? noTrail);
}

function showZoneMap(target) {
  if (target === null) {
    page.zoneMap = null;
    return;
  }
  if (page.zoneMap?.element !== target) {
    page.zoneMap = createZoneMap(target, {
      changed: (coordinates) => page.editor.reshape(coordinates),
      chosen: (name) => {
        location.hash = `#/zones/zone/${encodeURIComponent(name)}`;
      },
    });
  }
  page.zoneMap.show(page.editor.zones(), page.place.name);
}

addEventListener("hashchange", () => {
  if (page !== null) {
    page.place = readPlace(location.hash);
    page.keep(openView(page));
    draw();
  }
});
listenForSlash();
recallTheme();

try {
  begin(await server.whoAmI());
} catch (error) {
  loginError = error.status === 401 ? "" : error.message;
}
draw();
