// One zone today: what it was to get, who came and how that is known, hour by hour; the sentence
// that can be read out to residents.
import { html } from "lit-html";
import { askWords, lastVisit, redWords } from "./board.js";
import { centreOf } from "./grid_places.js";
import { hourTable } from "./hour_table.js";
import { strip } from "./marks.js";
import { stateMark } from "./states.js";
import { wide } from "./wide.js";
import { certaintyWords, classWords, dateWords, evidenceWords, lengthWords, minutesOf, number, priorityWords, timeWords, visitStateWords } from "./words.js";

const three = (measure) => `${minutesOf(measure.at_least_ms)} / ${minutesOf(measure.about_ms)} / ${minutesOf(measure.at_most_ms)}`;

// "12 on foot, 3 stopped"
function modeWords({ on_foot_ms: onFoot, stopped_ms: stopped, driving_ms: driving }) {
  const parts = [[onFoot, "on foot"], [stopped, "stopped"], [driving, "driving"]];
  return parts.filter(([ms]) => number(ms) > 0).map(([ms, word]) => `${lengthWords(number(ms))} ${word}`).join(", ");
}

const visitRow = (visit, named) => html`
  <tr>
    <th scope="row">${timeWords(visit.from_ms)} to ${visit.state === "VISIT_STATE_OPEN" ? "now" : timeWords(visit.to_ms)}</th>
    ${named ? html`<td>${visit.unit}</td>` : ""}
    <td>${three(visit.inside)}</td>
    <td>${classWords[visit.attributes.visit_class]}</td>
    <td>${lengthWords(number(visit.attributes.dwell_at_least_ms))} / ${lengthWords(number(visit.attributes.dwell_about_ms))}</td>
    <td>${modeWords(visit.attributes)}</td>
    <td>${evidenceWords[visit.attributes.evidence]}, ${visit.pings} ${visit.pings === 1 ? "ping" : "pings"} inside</td>
    <td>${visitStateWords[visit.state]}</td>
  </tr>`;

const visitPart = (told, named) => html`
  <h3>Visits</h3>
  ${told.visit_list.length === 0 ? html`<p>None on record today.</p>` : wide("Visits", html`<table>
    <thead><tr><th>When, about</th>${named ? html`<th>Unit</th>` : ""}<th>Minutes inside, at least / about / at most</th><th>Class</th><th>Dwell, at least / about</th><th>How</th><th>Evidence</th><th>Standing</th></tr></thead>
    <tbody>${told.visit_list.map((visit) => visitRow(visit, named))}</tbody>
  </table>`)}`;

const planRow = ({ plan, not_judged: notJudged }) => html`
  <tr>
    <th scope="row">${plan.rule || "every policing day"}${notJudged ? html` <span class="stale">not judged: ${notJudged}</span>` : ""}</th>
    <td>${plan.visits || ""}</td>
    <td>${plan.dose_min ?? ""}</td>
    <td>${plan.max_gap_min ?? ""}</td>
    <td>${plan.owner}</td>
    <td>${dateWords(plan.from_ms)} to ${dateWords(plan.to_ms)}</td>
    <td>${priorityWords[plan.state]}</td>
    <td>${plan.agreed_ms == null ? "" : dateWords(plan.agreed_ms)}</td>
    <td>${plan.review_ms == null ? "" : dateWords(plan.review_ms)}</td>
  </tr>`;

const planPart = (told) => html`
  <h3>Plan and local priority</h3>
  ${told.plans.length === 0 ? html`<p>No plan names this zone today.</p>` : wide("Plans", html`<table>
    <thead><tr><th>In</th><th>Visits</th><th>Minutes</th><th>Gap, at most min</th><th>Owner</th><th>Valid</th><th>Local priority</th><th>Agreed</th><th>Review</th></tr></thead>
    <tbody>${told.plans.map(planRow)}</tbody>
  </table>`)}`;

const passRow = (pass, named) => html`
  <tr>
    <th scope="row">${timeWords(pass.at_ms)}</th>
    <td>${pass.gate}</td>
    ${named ? html`<td>${pass.unit}</td>` : ""}
    <td>${pass.left_to_right ? "left to right" : "right to left"}</td>
    <td>${certaintyWords[pass.certainty]}</td>
  </tr>`;

const gatePart = (told, named) => told.gates.length === 0 ? "" : html`
  <h3>Waymarkers: ${told.gates.join(", ")}</h3>
  ${told.passes.length === 0 ? html`<p>Nobody passed today.</p>` : wide("Passes", html`<table>
    <thead><tr><th>When, about</th><th>Waymarker</th>${named ? html`<th>Unit</th>` : ""}<th>Direction, of the line as drawn</th><th>How sure</th></tr></thead>
    <tbody>${told.passes.map((pass) => passRow(pass, named))}</tbody>
  </table>`)}`;

function body(told, page) {
  const { row } = told;
  const named = page.may("live");
  return html`
    <p>${stateMark(row.state)} Last visit: ${lastVisit(row, page)}. Red time: ${redWords(row, page.now()) || "none"}.</p>
    <blockquote aria-label="For residents">${told.sentence}</blockquote>
    <h3>Asked today</h3>
    ${row.asks.length === 0 ? html`<p>Nothing.</p>` : html`<ul>${row.asks.map((ask) => html`<li>${stateMark(ask.state)} ${askWords(ask)}</li>`)}</ul>`}
    ${strip(row, number(told.day_from_ms), page.now())}
    <p>Minutes today, at least / about / at most: ${three(told.presence)}; without signal ${minutesOf(told.presence.unknown_ms)}. Officer minutes: ${three(told.officers)}. Declared by partners: ${minutesOf(told.declared_ms)}.</p>
    ${visitPart(told, named)}
    ${planPart(told)}
    ${gatePart(told, named)}
    ${hourTable(told)}`;
}

export function zone(page) {
  const { value: told, error } = page.zone;
  const name = page.place.kind;
  const here = told?.row.zone === name ? told : null;
  return html`
    <section aria-label="Zone" class="zone">
      <p><a href="#/board">Presence</a> ${page.may("live") ? html`<a href=${`#/dispatch/zone/${encodeURIComponent(name)}`}>On the map</a>` : ""}</p>
      <h2>${name}</h2>
      ${here ? html`<p>${here.row.kind} ${here.row.levels.join(", ")} ${centreOf(page.zones.value, name)}</p>` : ""}
      ${error ? html`<p class="stale" role="alert">${error}</p>` : ""}
      ${here ? body(here, page) : ""}
    </section>`;
}
