// Presence by day and hour of local time, as far as it is retained: a table with its numbers.
import { html } from "lit-html";
import { wide } from "./wide.js";
import { dateWords, hourOf, minutesOf, number } from "./words.js";

const shadeOf = (minutes) => `shade${[1, 5, 15, 30].filter((limit) => minutes >= limit).length}`;

function cellWords({ presence, red_ms: red }) {
  const unknown = minutesOf(presence.unknown_ms);
  return (
    `at least ${minutesOf(presence.at_least_ms)}, about ${minutesOf(presence.about_ms)}, at most ${minutesOf(presence.at_most_ms)} minutes` +
    (unknown ? `, ${unknown} without signal` : "") +
    (number(red) ? ", red" : "")
  );
}

// Of an hour that comes twice when clocks go back both stand in one cell.
const cell = (hours) => hours === undefined
  ? html`<td></td>`
  : html`<td class=${`${shadeOf(minutesOf(hours[0].presence.about_ms))} ${number(hours[0].red_ms) ? "red-hour" : ""}`} title=${hours.map(cellWords).join("; ")}>${hours.map(
      ({ presence }) => html`${minutesOf(presence.about_ms)}${number(presence.unknown_ms) ? "?" : ""} `,
    )}</td>`;

export function hourTable({ hours }) {
  const days = new Map();
  for (const hour of hours) {
    const date = dateWords(hour.from_ms);
    const of = days.get(date) ?? days.set(date, new Map()).get(date);
    const at = hourOf(hour.from_ms);
    of.set(at, [...(of.get(at) ?? []), hour]);
  }
  const columns = Array.from({ length: 24 }, (_, i) => i);
  return html`
    <h3>Minutes by day and hour, about</h3>
    <p>Only what the server retains. Boxed hours are red; "?" is an hour with time of which nothing is known.</p>
    ${wide("Hours", html`<table class="hours">
      <thead><tr><th>Day</th>${columns.map((hour) => html`<th scope="col">${String(hour).padStart(2, "0")}</th>`)}</tr></thead>
      <tbody>${[...days].map(([date, of]) => html`<tr><th scope="row">${date}</th>${columns.map((hour) => cell(of.get(hour)))}</tr>`)}</tbody>
    </table>`)}`;
}
