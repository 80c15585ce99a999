// What a new zone set changes of the one in force, and what was wrong with the file it came from.
import { html } from "lit-html";

const whole = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const area = (squareMetres) => `${whole.format(squareMetres)} m²`;

function changeWords(change) {
  const words = Object.entries(change.altered ?? {}).map(
    ([what, { before, after }]) => `${what}: ${before || "none"} becomes ${after || "none"}`,
  );
  if (change.moved_m2 > 0) {
    words.push(`${area(change.moved_m2)} in one only, ${(100 * change.moved_share).toFixed(1)} % of before`);
  }
  return words.join("; ");
}

const gateWords = (change) =>
  [change.redrawn ? "another line" : "", ...Object.entries(change.altered ?? {}).map(([what, { before, after }]) => `${what}: ${before} becomes ${after}`)]
    .filter(Boolean)
    .join("; ");

export function differencePart({ findings, coordinates, difference }) {
  return html`<section aria-label="Difference to the set in force">
    <h3>Difference to the set in force</h3>
    ${coordinates ? html`<p>Coordinates ${coordinates}</p>` : ""}
    ${findings.length === 0 ? "" : html`<ul>${findings.map(
      (found) => html`<li class="stale">${found.feature}: ${found.pointer}: ${found.reason}${found.left_out ? " (left out)" : ""}</li>`,
    )}</ul>`}
    <p>${difference.zones_before} zones before, ${difference.zones_after} after, ${difference.changes.length} differ.</p>
    ${difference.changes.length + difference.gate_changes.length === 0 ? "" : html`<table>
      <thead><tr><th>Zone</th><th>Is</th><th>Area before</th><th>Area after</th><th>What changes</th></tr></thead>
      <tbody>
        ${difference.changes.map((change) => html`<tr>
          <th scope="row">${change.zone}</th><td>${change.fate}</td>
          <td>${change.fate === "added" ? "" : area(change.area_before_m2)}</td>
          <td>${change.fate === "removed" ? "" : area(change.area_after_m2)}</td>
          <td>${changeWords(change)}</td>
        </tr>`)}
        ${difference.gate_changes.map((change) => html`<tr>
          <th scope="row">${change.gate}</th><td>${change.fate}</td><td></td><td></td><td>${gateWords(change)}</td>
        </tr>`)}
      </tbody>
    </table>`}
  </section>`;
}
