// Incidents, units, and for the selected incident who can be there first and why not the others.
import { html } from "lit-html";
import { gridReference } from "./grid.js";
import { centreOf } from "./grid_places.js";
import * as server from "./server.js";
import { single } from "./situation.js";
import { copyButton, unitPart } from "./unit.js";
import { ageWords, committed, gateWords, gradeName, gradeTarget, lengthWords, miles, number, statusWords } from "./words.js";

const link = (kind, name) => `#/dispatch/${kind}/${encodeURIComponent(name)}`;

function incidents(situation) {
  const open = [];
  for (const [, messages] of situation.topicsBelow("incident")) {
    const incident = single(messages, "incident_updated")?.incident;
    if (incident) {
      open.push(incident);
    }
  }
  return open.sort((a, b) => (a.grade || 9) - (b.grade || 9) || number(a.opened_at_ms) - number(b.opened_at_ms));
}

/// What is left of the time in which somebody is to be there.
function targetCell(incident, unitsThere, nowMs) {
  const target = gradeTarget(incident.grade);
  if (unitsThere.has(incident.name)) {
    return html`<td>${unitsThere.get(incident.name)} there</td>`;
  }
  if (target === 0) {
    return html`<td>-</td>`;
  }
  const left = number(incident.opened_at_ms) + target - nowMs;
  return left >= 0
    ? html`<td>${lengthWords(left)} left</td>`
    : html`<td class="stale">${lengthWords(-left)} over</td>`;
}

/// Incident -> the unit that is on its scene.
function unitsOnScene(all) {
  const there = new Map();
  for (const unit of all) {
    if (unit.status?.status === "UNIT_STATUS_ON_SCENE" && unit.status.incident) {
      there.set(unit.status.incident, unit.name);
    }
  }
  return there;
}

/// Incident -> the units that are sent to it: those that its log names, and those whose status does.
function unitsSent(open, all) {
  const sent = new Map(open.map((incident) => [incident.name, new Set(incident.assigned)]));
  for (const unit of all) {
    if (committed.includes(unit.status?.status)) {
      sent.get(unit.status.incident)?.add(unit.name);
    }
  }
  return sent;
}

const placeOf = (somewhere) => (somewhere?.lat_e7 == null ? "no place" : gridReference(somewhere));

const incidentRow = (incident, unitsThere, sent, page) => html`
  <tr aria-selected=${page.place.kind === "incident" && page.place.name === incident.name}>
    <td>${gradeName(incident.grade)}</td>
    <th scope="row"><a href=${link("incident", incident.name)}>${incident.name}</a></th>
    <td>${incident.type}</td>
    <td class="grid">${placeOf(incident)}</td>
    <td>${ageWords(number(incident.opened_at_ms), page.now())}</td>
    ${targetCell(incident, unitsThere, page.now())}
    <td>${[...sent].join(", ") || "nobody"}</td>
  </tr>`;

// Only where nothing else tells who is sent, and never at grade 1.
const mayChoose = (incident, page) =>
  page.force.value?.choices && page.may("choices") && incident.grade !== 1;

async function choose(incident, unit, page) {
  try {
    await server.choose(incident, unit);
    page.panel.said = `${unit} is sent to ${incident}`;
  } catch (error) {
    page.panel.said = error.message;
  }
  page.redraw();
}

function sentCell(candidate, incident, sent, page) {
  if (sent.has(candidate.unit)) {
    return html`<td>sent</td>`;
  }
  return mayChoose(incident, page)
    ? html`<td><button @click=${() => choose(incident.name, candidate.unit, page)}>Send ${candidate.unit}</button></td>`
    : html`<td></td>`;
}

const candidateRow = (candidate, incident, sent, page) => html`
  <tr>
    <th scope="row"><a href=${link("unit", candidate.unit)}>${candidate.unit}</a></th>
    <td>${lengthWords(number(candidate.travel_ms))}${candidate.equal_to_first ? " (equal)" : ""}</td>
    <td>${lengthWords(number(candidate.travel_min_ms))} to ${lengthWords(number(candidate.travel_max_ms))}</td>
    <td>${candidate.by_road ? "by road" : "straight line"}, ${miles(candidate.distance_m)}</td>
    <td>${lengthWords(number(candidate.fix_age_ms))} old</td>
    <td>${statusWords[candidate.status]}</td>
    ${sentCell(candidate, incident, sent, page)}
    <td>${copyButton(page.panel, page, `${candidate.unit}, about ${lengthWords(number(candidate.travel_ms))}`, `Copy ${candidate.unit}`)}</td>
  </tr>`;

const suggestionOf = (situation, incident) =>
  single(situation.topic(`suggestion/${incident}/`), "suggestion_made")?.suggestion ?? null;

const suggestionPart = (suggestion, incident, sent, page) => html`
  <h2>Who can be there first</h2>
  <table>
    <thead><tr><th>Unit</th><th>About</th><th>From, to</th><th>Way</th><th>Position</th><th>Status</th><th>Sent</th><th>Copy</th></tr></thead>
    <tbody>${suggestion.nearest.map((candidate) => candidateRow(candidate, incident, sent, page))}</tbody>
  </table>
  <p role="status">${page.panel.said}</p>
  ${suggestion.calibrated ? "" : html`<p>Times are uncalibrated: no journeys of this force have taught the speeds yet.</p>`}
  <h2>Passed over: ${suggestion.passed_over.map((count) => `${count.units} ${gateWords[count.gate]}`).join(", ") || "nobody"}</h2>
  <ul class="passed">
    ${suggestion.others.map(
      (other) => html`<li><a href=${link("unit", other.unit)}>${other.unit}</a>: ${gateWords[other.reason]}${
        other.detail ? ` (${other.detail})` : ""
      }${other.line_distance_m == null ? "" : `, ${miles(other.line_distance_m)} in a straight line`}</li>`,
    )}
  </ul>`;

// Of what the address names there may be nothing any more.
const nothingCalled = (what, { situation, place }) =>
  html`<p>${situation.told ? `There is no ${what} "${place.name}" now.` : "Asking the server."}</p>`;

function incidentPart(page, incident, sent) {
  if (page.place.kind !== "incident") {
    return "";
  }
  if (incident === undefined) {
    return nothingCalled("open incident", page);
  }
  const suggestion = suggestionOf(page.situation, incident.name);
  return suggestion === null
    ? html`<p>No suggestion: it has no place, or none was made yet.</p>`
    : suggestionPart(suggestion, incident, sent.get(incident.name), page);
}

const zonePart = ({ zones, place: { name } }) => html`
  <h2>${name}</h2>
  <p>Zone ${centreOf(zones.value, name)}. <a href=${`#/zone/${encodeURIComponent(name)}`}>What ${name} got today</a></p>`;

/// The unit or the zone that the address names.
function selectedPart(page) {
  const { kind, name } = page.place;
  if (kind === "unit") {
    return page.situation.unit(name).name === "" ? nothingCalled("unit", page) : unitPart(page, page.panel);
  }
  if (kind === "zone") {
    const known = page.zones.value?.features.some(({ id }) => id === name);
    return known ? zonePart(page) : nothingCalled("zone", page);
  }
  return "";
}

const unitTitles = ["Unit", "Status", "Incident", "Place", "Position"];

const unitRow = (unit, place, page) => html`
  <tr aria-rowindex=${place} aria-selected=${page.place.kind === "unit" && page.place.name === unit.name}>
    <th scope="row"><a href=${link("unit", unit.name)}>${unit.name}</a></th>
    <td>${statusWords[unit.status?.status ?? "UNIT_STATUS_UNKNOWN"]}</td>
    <td>${unit.status?.incident ?? ""}</td>
    <td>${placeOf(unit.moved)}</td>
    <td class=${unit.stale ? "stale" : ""}>${
      unit.moved ? `${ageWords(number(unit.moved.observed_at_ms), page.now())}${unit.stale ? ", silent" : ""}` : "no position"
    }</td>
  </tr>`;

export function dispatch(page) {
  const { situation, place } = page;
  page.panel.select(place.name);
  const all = situation.units();
  const unitsThere = unitsOnScene(all);
  const open = incidents(situation);
  const sent = unitsSent(open, all);
  const selected = place.kind === "incident" ? open.find((incident) => incident.name === place.name) : undefined;
  return html`
    <div class="dispatch">
      <section aria-label="Incidents" tabindex="0">
        <h2>Incidents</h2>
        <table>
          <thead><tr><th>Grade</th><th>Incident</th><th>Type</th><th>Place</th><th>Opened</th><th>Target</th><th>Assigned</th></tr></thead>
          <tbody>${open.map((incident) => incidentRow(incident, unitsThere, sent.get(incident.name), page))}</tbody>
        </table>
        ${incidentPart(page, selected, sent)}
      </section>
      <section id="map" tabindex="0" aria-label="Map; the tables say the same. Arrow keys move it, + and - zoom."></section>
      <section aria-label="Units" tabindex="0">
        ${selectedPart(page)}
        <h2>Units</h2>
        ${page.tables.units.draw(unitTitles, all, (unit) => unit.name, (unit, place) => unitRow(unit, place, page))}
      </section>
    </div>`;
}
