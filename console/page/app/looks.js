// Who looked at where units were: the auditor's list, and everybody's own record.
import { html } from "lit-html";
import { dateWords, timeWords } from "./words.js";

const wayWords = { page: "on the page", query: "by a query", feed: "by the feed", copy: "in a file" };

const when = (ms) => `${dateWords(ms)} ${timeWords(ms)}`;

const lookRow = (look) => html`
  <tr>
    <td>${look.number}</td>
    <td>${when(look.at_ms)}</td>
    <th scope="row">${look.who || "on the server's machine"}</th>
    <td>${wayWords[look.way] ?? look.way}</td>
    <td>${look.unit || "every unit"}</td>
    <td>${Number(look.to_ms) > Number(look.from_ms) ? `${when(look.from_ms)} to ${when(look.to_ms)}` : "live"}</td>
    <td>${look.what}</td>
  </tr>`;

const lookTable = (rows) => html`
  <table>
    <thead><tr><th>No.</th><th>When</th><th>Who</th><th>How</th><th>At</th><th>Of</th><th>What</th></tr></thead>
    <tbody>${rows.map(lookRow)}</tbody>
  </table>`;

// What was forgotten is asked for again.
const askedOf = (answer, page, draw) => html`
  <p><button @click=${() => {
    answer.forget();
    page.redraw();
  }}>Ask again</button></p>
  <p role="status">${answer.error || (answer.value === null ? "Asking the server." : "")}</p>
  ${answer.value === null ? "" : draw(answer.value)}`;

export function audit(page) {
  return html`
    <h2>Who looked at where units were</h2>
    ${askedOf(page.looks, page, (answer) => lookTable([...answer.looks].reverse()))}`;
}

const shiftPart = (shift) => html`
  <h3>${shift.unit}, ${when(shift.from_ms)} to ${when(shift.to_ms)}</h3>
  <p>${shift.points.length} positions are kept${
    shift.points.length > 0 ? `, from ${timeWords(shift.points[0].at_ms)} to ${timeWords(shift.points.at(-1).at_ms)}` : ""
  }.</p>
  ${shift.looks.length > 0 ? lookTable(shift.looks) : html`<p>Nobody looked.</p>`}`;

export function ownView(page) {
  return html`
    <h2>My record</h2>
    ${askedOf(page.own, page, (answer) =>
      answer.shifts.length > 0 ? answer.shifts.map(shiftPart) : html`<p>The roster has no shift of yours.</p>`,
    )}`;
}
