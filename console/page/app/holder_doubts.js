// Who may hold a device otherwise than the roster says. A row of it with the right unit and an earlier start mends it.
import { html } from "lit-html";
import { wide } from "./wide.js";
import { doubtWords, number, timeWords } from "./words.js";

export const holderDoubts = (doubts) => html`
  <h2>Devices held by somebody else, or by nobody</h2>
  ${doubts.length === 0
    ? html`<p>None that moves show.</p>`
    : wide("Doubted holders", html`<table>
        <thead><tr><th>Device</th><th>What its moves show</th><th>Since</th></tr></thead>
        <tbody>${doubts.map(
          (one) => html`<tr><th scope="row">${one.device}</th><td>${doubtWords(one)}</td><td>${timeWords(number(one.since_ms))}</td></tr>`,
        )}</tbody>
      </table>
      <p>A row of the roster with the right unit and an earlier start mends it back to there.</p>`)}`;
