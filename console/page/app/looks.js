// Who looked at where units were: the auditor's list, and everybody's own record.
import { html, nothing } from "lit-html";
import { guard } from "lit-html/directives/guard.js";
import { wide } from "./wide.js";
import { dateWords, timeWords } from "./words.js";

const wayWords = { page: "on the page", query: "by a query", feed: "by the feed", copy: "in a file" };

/// Of a shift, as the server tells them.
const looksAtMost = 20_000;

const when = (ms) => `${dateWords(ms)} ${timeWords(ms)}`;

const lookRow = (look, place) => html`
  <tr aria-rowindex=${place}>
    <td>${look.number}</td>
    <td>${when(look.at_ms)}</td>
    <th scope="row">${look.who || "on the server's machine"}</th>
    <td>${wayWords[look.way] ?? look.way}</td>
    <td>${look.unit || "every unit"}</td>
    <td>${Number(look.to_ms) > Number(look.from_ms) ? `${when(look.from_ms)} to ${when(look.to_ms)}` : "live"}</td>
    <td>${look.what}</td>
  </tr>`;

const titles = ["No.", "When", "Who", "How", "At", "Of", "What"];

const lookTable = (rows) => wide("Looks", html`
  <table>
    <thead><tr>${titles.map((title) => html`<th>${title}</th>`)}</tr></thead>
    <tbody>${rows.map((look) => lookRow(look, nothing))}</tbody>
  </table>`);

// What was forgotten is asked for again.
const askAgain = (answer, known, page) => html`
  <p><button @click=${() => {
    answer.forget();
    page.redraw();
  }}>Ask again</button></p>
  <p role="status">${answer.error || (known ? "" : "Asking the server.")}</p>`;

export function audit(page) {
  const { looks } = page;
  return html`
    <h2>Who looked at where units were</h2>
    ${askAgain(looks, looks.rows !== null, page)}
    ${looks.rows === null ? "" : html`
      <p>${looks.rows.length} looks, newest first.</p>
      ${wide("Looks", page.tables.looks.draw(titles, looks.rows, (look) => look.number, lookRow))}
      ${looks.older > 0 ? html`<button @click=${() => looks.more()}>Show older ones, ${looks.older} more</button>` : ""}`}`;
}

const shiftPart = (shift) => html`
  <h3>${shift.unit}, ${when(shift.from_ms)} to ${when(shift.to_ms)}</h3>
  <p>${shift.points.length} positions are kept${
    shift.points.length > 0 ? `, from ${timeWords(shift.points[0].at_ms)} to ${timeWords(shift.points.at(-1).at_ms)}` : ""
  }.</p>
  ${shift.looks.length > 0 ? lookTable(shift.looks) : html`<p>Nobody looked.</p>`}
  ${shift.looks.length >= looksAtMost ? html`<p>These are the first ${looksAtMost} of this shift: the auditor sees them all.</p>` : ""}`;

export function ownView(page) {
  const { value } = page.own;
  return html`
    <h2>My record</h2>
    ${askAgain(page.own, value !== null, page)}
    ${value === null ? "" : guard([value, page.force.value], () => value.shifts.map(shiftPart))}
    ${value?.shifts.length === 0 ? html`<p>The roster has no shift of yours.</p>` : ""}`;
}
