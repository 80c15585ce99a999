// Presence drawn small: a bar of minutes, a strip of the day. The same stands in words beside them.
import { html, svg } from "lit-html";
import { minutesOf, number, timeWords } from "./words.js";

const quarterMs = 900_000;

// Striped: likely. Once on a page, before any bar.
export const stripes = html`<svg class="defined" width="0" height="0" aria-hidden="true">
  <pattern id="likely" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <rect class="stripe" width="3" height="6"></rect>
  </pattern>
</svg>`;

/// Solid: proved; striped: along the likely path; outline: possible. Unknown time stands apart, below
/// them; a mark stands where a plan wants them to be.
export function bar(presence, askedMs, scaleMs) {
  const share = (ms) => `${Math.min(100, (100 * number(ms)) / scaleMs).toFixed(1)}%`;
  const words =
    `at least ${minutesOf(presence.at_least_ms)}, about ${minutesOf(presence.about_ms)}, ` +
    `at most ${minutesOf(presence.at_most_ms)} minutes; ${minutesOf(presence.unknown_ms)} without signal` +
    (askedMs ? `; ${minutesOf(askedMs)} asked` : "");
  return html`<svg class="bar" role="img" width="100%" height="18" aria-label=${words}>
    <rect class="about" height="12" width=${share(presence.about_ms)} fill="url(#likely)"></rect>
    <rect class="most" height="12" width=${share(presence.at_most_ms)}></rect>
    <rect class="least" height="12" width=${share(presence.at_least_ms)}></rect>
    <rect class="unknown" y="14" height="4" width=${share(presence.unknown_ms)}></rect>
    ${askedMs ? svg`<line class="asked" x1=${share(askedMs)} x2=${share(askedMs)} y1="0" y2="14"></line>` : ""}
  </svg>`;
}

function* runs(text, wanted) {
  for (let from = 0; from < text.length; from += 1) {
    if (text[from] === wanted) {
      let to = from;
      while (text[to] === wanted) {
        to += 1;
      }
      yield [from, to];
      from = to;
    }
  }
}

const path = (text, wanted, y, height) =>
  [...runs(text, wanted)].map(([from, to]) => `M${from} ${y}h${to - from}v${height}h${from - to}z`).join("");

const strips = { "#": "proved", "=": "likely", "-": "possible", "?": "no signal" };

function stripWords({ strip, red_strip: red }, dayFromMs) {
  const at = (quarter) => timeWords(dayFromMs + quarter * quarterMs);
  const spans = (text, wanted) => [...runs(text, wanted)].map(([from, to]) => `${at(from)} to ${at(to)}`).join(", ");
  const parts = Object.entries(strips)
    .map(([wanted, word]) => [word, spans(strip, wanted)])
    .concat([["red", spans(red, "r")]])
    .filter(([, text]) => text !== "");
  return parts.map(([word, text]) => `${word} ${text}`).join("; ") || "nobody";
}

/// The policing day by quarters of an hour: red time behind, now as a line.
export function strip(row, dayFromMs, nowMs) {
  const now = (nowMs - dayFromMs) / quarterMs;
  return html`<svg class="strip" role="img" viewBox=${`0 0 ${row.strip.length} 16`} preserveAspectRatio="none"
      aria-label=${stripWords(row, dayFromMs)}>
    <path class="red" d=${path(row.red_strip, "r", 0, 16)}></path>
    <path class="unknown" d=${path(row.strip, "?", 11, 3)}></path>
    <path class="most" d=${path(row.strip, "-", 4, 8)}></path>
    <path class="about" d=${path(row.strip, "=", 3, 10)}></path>
    <path class="least" d=${path(row.strip, "#", 2, 12)}></path>
    <path class="now" d=${now > 0 && now < row.strip.length ? `M${now.toFixed(2)} 0v16` : ""}></path>
  </svg>`;
}
