// The board rolled up: how many zones of each level stand how, and the worst of them.
import { html } from "lit-html";
import { stateMark, states } from "./states.js";
import { wide } from "./wide.js";

const link = (level) => `#/board/level/${encodeURIComponent(level)}`;

/// Every level above a zone: "force", "force/north".
export function levelsOf(rows) {
  const all = new Set();
  for (const row of rows) {
    for (const path of row.levels) {
      const names = path.split("/");
      names.forEach((_, i) => all.add(names.slice(0, i + 1).join("/")));
    }
  }
  return [...all].sort();
}

function countsByLevel(rows) {
  const counts = new Map();
  for (const row of rows) {
    for (const level of levelsOf([row])) {
      if (!counts.has(level)) {
        counts.set(level, Object.fromEntries(Object.keys(states).map((state) => [state, 0])));
      }
      counts.get(level)[row.state] += 1;
    }
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

/// The force's own word for a level, by how deep it is in its first hierarchy.
const wordFor = (level, levelNames) => levelNames[0]?.[level.split("/").length - 1] ?? "";

export function levelPart(page, rows) {
  const kinds = Object.keys(states);
  return html`<details>
    <summary>By level</summary>
    ${wide("Levels", html`<table>
      <thead><tr><th>Level</th><th>Worst</th>${kinds.map((state) => html`<th>${states[state].word}</th>`)}</tr></thead>
      <tbody>${countsByLevel(rows).map(
        ([level, counts]) => html`<tr>
          <th scope="row"><a href=${link(level)}>${level}</a> ${wordFor(level, page.force.value?.level_names ?? [])}</th>
          <td>${stateMark(kinds.find((state) => counts[state] > 0))}</td>
          ${kinds.map((state) => html`<td>${counts[state] || ""}</td>`)}
        </tr>`,
      )}</tbody>
    </table>`)}
  </details>`;
}
