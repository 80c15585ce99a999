// The selected unit: call sign to copy, who can back it up, where it was this shift.
import { html } from "lit-html";
import { gridReference } from "./grid.js";
import { nearest, trail } from "./server.js";
import { ageWords, lengthWords, miles, mph, number, statusWords, timeWords, windWord } from "./words.js";

/// What was asked for the selected unit, and what came; forgotten with the selection.
export class UnitPanel {
  #page;
  unit = "";
  trail = null;
  backup = null;
  said = "";

  constructor(page) {
    this.#page = page;
  }

  select(name) {
    if (this.unit !== name) {
      Object.assign(this, { unit: name, trail: null, backup: null, said: "" });
    }
  }

  async #ask(field, question) {
    const { unit } = this;
    try {
      const answer = await question;
      if (this.unit === unit) {
        this[field] = answer;
      }
    } catch (error) {
      this.said = error.message;
    }
    this.#page.redraw();
  }

  showTrail = () => this.#ask("trail", trail(this.unit));
  showBackup = () => this.#ask("backup", nearest({ unit: this.unit }));
}

/// Text that a click or Enter copies; says so to everybody.
export const copyButton = (panel, page, text, label) => html`
  <button @click=${async () => {
    await navigator.clipboard.writeText(text);
    panel.said = `Copied: ${text}`;
    page.redraw();
  }}>${label}</button>`;

const trailTable = (points) => html`
  <details>
    <summary>${points.length} positions since ${points.length > 0 ? timeWords(points[0].at_ms) : "the start of the shift"}</summary>
    <table>
      <thead><tr><th>Time</th><th>Place</th></tr></thead>
      <tbody>${points.map((point) => html`<tr><td>${timeWords(point.at_ms)}</td><td>${gridReference(point)}</td></tr>`)}</tbody>
    </table>
  </details>`;

const backupTable = (suggestion, panel, page) => html`
  <table>
    <thead><tr><th>Unit</th><th>About</th><th>Way</th><th>Copy</th></tr></thead>
    <tbody>${suggestion.nearest.map(
      (candidate) => html`<tr>
        <th scope="row"><a href=${`#/dispatch/unit/${encodeURIComponent(candidate.unit)}`}>${candidate.unit}</a></th>
        <td>${lengthWords(number(candidate.travel_ms))}</td>
        <td>${miles(candidate.distance_m)}</td>
        <td>${copyButton(panel, page, `${candidate.unit}, about ${lengthWords(number(candidate.travel_ms))}`, `Copy ${candidate.unit}`)}</td>
      </tr>`,
    )}</tbody>
  </table>`;

// Standing still nobody heads anywhere.
function movingWords({ speed_cmps: speed, heading_cdeg: heading }) {
  if (speed == null) {
    return "";
  }
  return `, ${mph(speed)}${number(speed) > 0 && heading != null ? ` ${windWord(heading)}` : ""}`;
}

export function unitPart(page, panel) {
  const unit = page.situation.unit(panel.unit);
  return html`
    <h2>${panel.unit}</h2>
    <p>${statusWords[unit.status?.status ?? "UNIT_STATUS_UNKNOWN"]}${
      unit.moved
        ? `, at ${gridReference(unit.moved)} ${ageWords(number(unit.moved.observed_at_ms), page.now())}${movingWords(unit.moved)}`
        : ", no position"
    }</p>
    <p class="buttons">
      ${copyButton(panel, page, panel.unit, "Copy call sign")}
      <button @click=${panel.showBackup}>Who can back it up</button>
      <button @click=${panel.showTrail}>Where it was this shift</button>
    </p>
    <p role="status">${panel.said}</p>
    ${panel.backup ? html`<h3>Back-up for ${panel.unit}</h3>${backupTable(panel.backup, panel, page)}` : ""}
    ${panel.trail ? html`<h3>This shift (this look is on record)</h3>${trailTable(panel.trail.points)}` : ""}`;
}
