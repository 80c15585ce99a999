// What each zone got today, those that had nobody for longest first.
import { html } from "lit-html";
import { ageWords, minutesOf, number } from "./words.js";

const link = (zone) => `#/board/zone/${encodeURIComponent(zone)}`;

function rows(situation) {
  const all = [];
  for (const [topic, messages] of situation.topicsBelow("presence/")) {
    let newest = null;
    for (const { presence_changed: presence } of messages.values()) {
      if (presence && (newest === null || number(presence.day_from_ms) > number(newest.day_from_ms))) {
        newest = presence;
      }
    }
    if (newest) {
      all.push({ level: topic.split("/").slice(1, -2).join("/"), ...newest });
    }
  }
  const waited = (row) => (row.here?.length ? Infinity : number(row.last_visit_ended_at_ms));
  return all.sort((a, b) => waited(a) - waited(b) || (a.zone < b.zone ? -1 : 1));
}

const lastSeen = (row, now) =>
  row.here?.length
    ? `now: ${row.here.join(", ")}`
    : row.last_visit_ended_at_ms
      ? ageWords(number(row.last_visit_ended_at_ms), now)
      : "none on record";

// Solid: proved; striped: along the likely path; outline: possible. Unknown time stands apart.
function bar({ presence }, scaleMs) {
  const width = (ms) => `${Math.min(100, (100 * number(ms)) / scaleMs).toFixed(1)}%`;
  return html`<svg class="bar" role="img" width="100%" height="14"
      aria-label="at least ${minutesOf(presence.at_least_ms)}, about ${minutesOf(presence.about_ms)}, at most ${minutesOf(presence.at_most_ms)} minutes; ${minutesOf(presence.unknown_ms)} without signal">
    <rect class="about" height="14" width=${width(presence.about_ms)} fill="url(#likely)"></rect>
    <rect class="most" height="14" width=${width(presence.at_most_ms)}></rect>
    <rect class="least" height="14" width=${width(presence.at_least_ms)}></rect>
  </svg>`;
}

const zoneRow = (row, page, scaleMs) => html`
  <tr aria-selected=${page.place.name === row.zone}>
    <th scope="row"><a href=${link(row.zone)}>${row.zone}</a></th>
    <td>${row.level}</td>
    <td>${lastSeen(row, page.now())}</td>
    <td>${row.visits?.at_least ?? 0} / ${row.visits?.about ?? 0} / ${row.visits?.at_most ?? 0}</td>
    <td>${minutesOf(row.presence.at_least_ms)} / ${minutesOf(row.presence.about_ms)} / ${minutesOf(row.presence.at_most_ms)}</td>
    <td>${bar(row, scaleMs)}</td>
    <td>${number(row.presence.unknown_ms) ? minutesOf(row.presence.unknown_ms) : ""}</td>
    <td>${number(row.red_time_ms) ? `${minutesOf(row.red?.about_ms)} of ${minutesOf(row.red_time_ms)}` : ""}</td>
  </tr>`;

export function board(page) {
  const all = rows(page.situation);
  const scaleMs = Math.max(60_000, ...all.map((row) => number(row.presence.about_ms) * 1.5));
  return html`
    <section aria-label="Presence board">
      <svg width="0" height="0" aria-hidden="true">
        <pattern id="likely" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="stripe" width="3" height="6"></rect>
        </pattern>
      </svg>
      <h2>Presence today, longest without a visit first</h2>
      <p>Figures are at least / about / at most. A full bar is proved, a striped one likely, an outline possible.</p>
      <table>
        <thead><tr><th>Zone</th><th>Level</th><th>Last visit</th><th>Visits</th><th>Minutes</th><th>Proved, likely, possible</th><th>No signal, min</th><th>Red time, min</th></tr></thead>
        <tbody>${all.map((row) => zoneRow(row, page, scaleMs))}</tbody>
      </table>
    </section>`;
}
