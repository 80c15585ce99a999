// What each zone was to get today and what it got, those that lack most first.
import { html } from "lit-html";
import { levelPart, levelsOf } from "./levels.js";
import { bar, strip, stripes } from "./marks.js";
import { single } from "./situation.js";
import { stateMark } from "./states.js";
import { wide } from "./wide.js";
import { ageWords, lengthWords, minutesOf, number, timeWords, windowWords } from "./words.js";

const zoneLink = (zone) => `#/zone/${encodeURIComponent(zone)}`;
const rowsAtOnce = 200;

/// What is asked for, and how much of it is missing: "1 visit by 23:00, 15 of 30 min".
export function askWords(ask) {
  const parts = [];
  if (ask.visits_asked) {
    parts.push(`${ask.visits} of ${ask.visits_asked} ${ask.visits_asked === 1 ? "visit" : "visits"}`);
  }
  if (number(ask.dose_asked_ms)) {
    parts.push(`${minutesOf(ask.dose_ms)} of ${minutesOf(ask.dose_asked_ms)} min`);
  }
  if (ask.max_gap_ms != null) {
    parts.push(`gap ${lengthWords(number(ask.longest_gap_ms))}, at most ${lengthWords(number(ask.max_gap_ms))}`);
  }
  const inferred = ask.inferred ? `, ${ask.inferred} inferred only` : "";
  return `${parts.join(", ")}${inferred}, ${windowWords(ask.from_ms, ask.to_ms)}${ask.by_plan ? " (plan)" : " (red time)"}`;
}

// Whoever may not know units is not told the topic.
function whoIsHere(row, page) {
  const path = [row.levels[0], row.zone].filter(Boolean).join("/");
  return single(page.situation.topic(`presence/${path}/`), "presence_changed")?.here ?? [];
}

export function lastVisit(row, page) {
  if (row.here) {
    const names = whoIsHere(row, page);
    return names.length ? `now: ${names.join(", ")}` : "now";
  }
  return row.last_visit_ended_at_ms == null ? "none on record" : ageWords(number(row.last_visit_ended_at_ms), page.now());
}

export function redWords(row, now) {
  if (row.red_from_ms == null) {
    return "";
  }
  return number(row.red_from_ms) <= now
    ? `now, to ${timeWords(row.red_to_ms)}`
    : `next ${windowWords(row.red_from_ms, row.red_to_ms)}`;
}

const dayAsked = (row) => row.asks.reduce((sum, ask) => sum + number(ask.dose_asked_ms), 0);

const zoneRow = (row, page, scaleMs) => html`
  <tr>
    <th scope="row"><a href=${zoneLink(row.zone)}>${row.zone}</a></th>
    <td>${stateMark(row.state)}</td>
    <td>${row.asks.length ? askWords(row.asks[0]) : ""}</td>
    <td>${lastVisit(row, page)}</td>
    <td>${row.visits.at_least} / ${row.visits.about} / ${row.visits.at_most}</td>
    <td>${minutesOf(row.presence.at_least_ms)} / ${minutesOf(row.presence.about_ms)} / ${minutesOf(row.presence.at_most_ms)}
      ${bar(row.presence, dayAsked(row), scaleMs)}</td>
    <td>${number(row.presence.unknown_ms) ? `${minutesOf(row.presence.unknown_ms)} min` : ""}</td>
    <td>${redWords(row, page.now())}</td>
    <td>${strip(row, number(page.board.value.day_from_ms), page.now())}</td>
  </tr>`;

const within = (row, level) => level === "" || row.levels.some((path) => path === level || path.startsWith(`${level}/`));

function tools(page, all, found) {
  const search = (event) => {
    page.boardPart = { wanted: event.target.value.trim().toLowerCase(), more: 0 };
    page.redraw();
  };
  const choose = (event) => {
    location.hash = event.target.value ? `#/board/level/${encodeURIComponent(event.target.value)}` : "#/board";
  };
  return html`<div class="tools">
    <label>Zone <input type="search" .value=${page.boardPart.wanted} @input=${search}></label>
    <label>Within <select @change=${choose}>
      <option value="" ?selected=${page.place.name === ""}>everywhere</option>
      ${levelsOf(all).map((level) => html`<option value=${level} ?selected=${page.place.name === level}>${level}</option>`)}
    </select></label>
    <span role="status">${found.length} of ${all.length} zones, as told at ${timeWords(page.board.value?.as_of_ms)}</span>
  </div>`;
}

export function board(page) {
  const all = (page.board.value?.rows ?? []);
  const { wanted, more } = page.boardPart;
  const shown = rowsAtOnce + more;
  const level = page.place.kind === "level" ? page.place.name : "";
  const found = all.filter((row) => within(row, level) && row.zone.toLowerCase().includes(wanted));
  const scaleMs = Math.max(60_000, ...all.map((row) => Math.max(number(row.presence.about_ms) * 1.5, dayAsked(row) * 1.2)));
  return html`
    <section aria-label="Presence board">
      ${stripes}
      <h2>Presence today, worst first</h2>
      ${page.board.error ? html`<p class="stale" role="alert">${page.board.error}</p>` : ""}
      ${tools(page, all, found)}
      ${levelPart(page, all)}
      <p>Figures are at least / about / at most. A full bar is proved, a striped one likely, an outline possible; grey is time without signal, in none of them. A line across the bar is what plans ask for.</p>
      ${wide("Worst first", html`<table class="board">
        <thead><tr><th>Zone</th><th>State</th><th>Asked</th><th>Last visit</th><th>Visits</th><th>Minutes</th><th>No signal</th><th>Red time</th><th>Day from ${timeWords(page.board.value?.day_from_ms)}</th></tr></thead>
        <tbody>${found.slice(0, shown).map((row) => zoneRow(row, page, scaleMs))}</tbody>
      </table>`)}
      ${found.length > shown
        ? html`<button @click=${() => { page.boardPart.more += rowsAtOnce; page.redraw(); }}>Show ${Math.min(rowsAtOnce, found.length - shown)} more of ${found.length - shown}</button>`
        : ""}
    </section>`;
}
