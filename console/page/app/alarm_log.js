// What became of alarms in the last hours, and how many there were: for each sector, and for each operator.
import { html } from "lit-html";
import { wide } from "./wide.js";
import { clockWords, lengthWords, number, timeWords } from "./words.js";

const rowsAtOnce = 100;
const tenMinutesMs = 600_000;

const occasionWords = {
  ALARM_OCCASION_ANNUNCIATED: "annunciated",
  ALARM_OCCASION_ACKNOWLEDGED: "acknowledged",
  ALARM_OCCASION_RETURNED: "returned to normal",
  ALARM_OCCASION_SHELVED: "shelved",
  ALARM_OCCASION_UNSHELVED: "brought back",
};

const ruleWords = {
  ALARM_RULE_EMERGENCY: "emergency button",
  ALARM_RULE_UNIT_SILENT: "unit silent",
  ALARM_RULE_SOURCE_STALE: "source silent",
  ALARM_RULE_RED_TIME: "red time at risk",
};

const sectorName = (sector) => sector || "everybody";

function occasionCell(record) {
  const until = record.until_ms == null ? "" : ` until ${clockWords(record.until_ms)}`;
  return html`<td>${occasionWords[record.occasion]}${until}${record.reason ? `: ${record.reason}` : ""}</td>`;
}

const logRow = (record, named) => html`
  <tr>
    <th scope="row">${clockWords(record.at_ms)}</th>
    <td>${record.number}</td>
    <td>${ruleWords[record.rule]}${record.subject ? `, ${record.subject}` : ""}</td>
    <td>${sectorName(record.sector)}</td>
    ${occasionCell(record)}
    ${named ? html`<td>${record.by}</td>` : ""}
  </tr>`;

function logPart(told, page, named) {
  const rows = rowsAtOnce + page.alarmRowsMore;
  const left = told.log.length - rows;
  return html`
    <h3>Log, newest first</h3>
    ${told.log.length === 0 ? html`<p>Nothing.</p>` : wide("Log of alarms", html`<table>
      <thead><tr><th>When</th><th>Alarm</th><th>Of</th><th>Sector</th><th>What</th>${named ? html`<th>Who</th>` : ""}</tr></thead>
      <tbody>${told.log.slice(-rows).reverse().map((record) => logRow(record, named))}</tbody>
    </table>`)}
    ${left > 0
      ? html`<button @click=${() => { page.alarmRowsMore += rowsAtOnce; page.redraw(); }}>Show ${Math.min(rowsAtOnce, left)} more of ${left}</button>`
      : ""}`;
}

const ratesPart = (told, tens) => html`
  <h3>Alarms in ten minutes, by sector</h3>
  <p>Those of a sector and those that concern everybody. EEMUA 191 asks for about one in steady operation, and at most ten after an upset.</p>
  ${told.rates.length === 0 ? html`<p>None were annunciated.</p>` : wide("Alarms by sector", html`<table>
    <thead><tr><th>Sector</th><th>Annunciated</th><th>In ten minutes, mean</th><th>Most in any ten minutes</th><th>Last ten minutes</th></tr></thead>
    <tbody>${told.rates.map((rate) => html`<tr>
      <th scope="row">${sectorName(rate.sector)}</th>
      <td>${rate.annunciated}</td>
      <td>${(rate.annunciated / tens).toFixed(2)}</td>
      <td>${rate.most_in_10_min}</td>
      <td>${rate.last_10_min}</td>
    </tr>`)}</tbody>
  </table>`)}`;

const operatorsPart = (told, tens) => html`
  <h3>What operators answered</h3>
  ${told.operators.length === 0 ? html`<p>Nobody answered an alarm.</p>` : wide("Answers by operator", html`<table>
    <thead><tr><th>Operator</th><th>Acknowledged</th><th>Shelved</th><th>Answers in ten minutes, mean</th><th>Acknowledged after, median</th></tr></thead>
    <tbody>${told.operators.map((operator) => html`<tr>
      <th scope="row">${operator.by}</th>
      <td>${operator.acknowledged}</td>
      <td>${operator.shelved}</td>
      <td>${((operator.acknowledged + operator.shelved) / tens).toFixed(2)}</td>
      <td>${operator.median_to_acknowledge_ms == null ? "-" : lengthWords(number(operator.median_to_acknowledge_ms))}</td>
    </tr>`)}</tbody>
  </table>`)}`;

/// `page.alarmLog` keeps an AlertsAnswer. Who did what is told to those only who may know.
export function alarmLogPart(page) {
  const { value: told, error } = page.alarmLog;
  if (told === null) {
    return html`<h2>Alarms</h2><p role="status">${error || "Asking the server."}</p>`;
  }
  const named = page.may("operators");
  const tens = (number(told.to_ms) - number(told.from_ms)) / tenMinutesMs;
  return html`
    <h2>Alarms from ${timeWords(told.from_ms)} to ${timeWords(told.to_ms)}</h2>
    ${ratesPart(told, tens)}
    ${named ? operatorsPart(told, tens) : ""}
    ${logPart(told, page, named)}`;
}
