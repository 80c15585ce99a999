// Red times as a week of hours, and as the text that the importer reads (docs/red-times.md).
import { html } from "lit-html";

const days = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const dayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const hoursOfWeek = 168;

const two = (hour) => `${String(hour).padStart(2, "0")}:00`;

/// The 168 hours of a week from Monday 00:00, true where it is red; null when the text says something
/// that whole hours of every week cannot.
export function parseWeek(text) {
  const week = Array(hoursOfWeek).fill(false);
  const starts = days.map(() => []);
  if (text.trim() === "24/7") {
    return week.fill(true);
  }
  const parts = text.trim() === "" ? [] : text.trim().split(/\s*([;,])\s+/);
  let named = [];
  for (let i = 0; i < parts.length; i += 2) {
    const found = /^(?:([A-Za-z,-]+) )?([\d:,-]+)$/.exec(parts[i]);
    const adds = i > 0 && parts[i - 1] === ",";
    const spans = found && readSpans(found[2]);
    named = found?.[1] ? readDays(found[1]) : adds ? named : days.map((_, day) => day);
    if (!spans || !named) {
      return null;
    }
    for (const day of named) {
      starts[day] = adds ? [...starts[day], ...spans] : spans;
    }
  }
  starts.forEach((spans, day) => {
    for (const [from, to] of spans) {
      for (let hour = from; hour < to; hour += 1) {
        week[(day * 24 + hour) % hoursOfWeek] = true;
      }
    }
  });
  return week;
}

function readDays(text) {
  const named = [];
  for (const part of text.split(",")) {
    const [first, last = first, more] = part.split("-").map((word) => days.indexOf(word));
    if (first < 0 || last < 0 || more !== undefined) {
      return null;
    }
    for (let day = first; ; day = (day + 1) % 7) {
      named.push(day);
      if (day === last) {
        break;
      }
    }
  }
  return named;
}

function readSpans(text) {
  const spans = [];
  for (const part of text.split(",")) {
    const found = /^(\d\d):00-(\d\d):00$/.exec(part);
    const [from, to] = found ? [Number(found[1]), Number(found[2])] : [24, 0];
    if (from > 23 || to > 24) {
      return null;
    }
    spans.push([from, to <= from ? to + 24 : to]);
  }
  return spans;
}

// [from, to) in hours of the week; what is longer than a day is cut at midnight.
function* runsOf(week) {
  const begins = week.map((red, hour) => red && !week[(hour + hoursOfWeek - 1) % hoursOfWeek]);
  for (let from = 0; from < hoursOfWeek; from += 1) {
    if (!begins[from]) {
      continue;
    }
    let to = from + 1;
    while (week[to % hoursOfWeek] && to - from < hoursOfWeek) {
      to += 1;
    }
    for (let at = from; at < to; ) {
      const end = to - from <= 24 ? to : Math.min(to, (Math.floor(at / 24) + 1) * 24);
      yield [at, end];
      at = end;
    }
  }
}

const spanText = ([from, to]) => `${two(from % 24)}-${two(to % 24 === 0 ? 24 : to % 24)}`;

function daysText(which) {
  const parts = [];
  for (let i = 0; i < which.length; i += 1) {
    let last = i;
    while (which[last + 1] === which[last] + 1) {
      last += 1;
    }
    parts.push(last === i ? days[which[i]] : `${days[which[i]]}-${days[which[last]]}`);
    i = last;
  }
  return parts.join(",");
}

/// The text of a week; "" when none of it is red.
export function weekText(week) {
  if (week.every(Boolean)) {
    return "24/7";
  }
  const byDay = days.map(() => []);
  for (const run of runsOf(week)) {
    byDay[Math.floor(run[0] / 24) % 7].push(spanText(run));
  }
  const daysOf = new Map();
  byDay.forEach((spans, day) => {
    if (spans.length > 0) {
      const times = spans.join(",");
      daysOf.set(times, [...(daysOf.get(times) ?? []), day]);
    }
  });
  return [...daysOf].map(([times, which]) => `${daysText(which)} ${times}`).join("; ");
}

// The arrow keys go from hour to hour; Tab passes by the whole week.
function walk(event) {
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -24, ArrowDown: 24 };
  const step = steps[event.key];
  if (step === undefined) {
    return;
  }
  event.preventDefault();
  const boxes = [...event.currentTarget.querySelectorAll("input")];
  const to = boxes[boxes.indexOf(event.target) + step];
  if (to) {
    event.target.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  }
}

/// `change(text)` is called with the new text.
export function redGrid(text, change) {
  const week = parseWeek(text);
  const toggle = (hour) => (event) => {
    week[hour] = event.target.checked;
    change(weekText(week));
  };
  return html`
    <label>Red times <input class="wide" .value=${text} @change=${(event) => change(event.target.value.trim())}></label>
    ${week === null
      ? html`<p>These times say more than whole hours of every week: change them as text.</p>`
      : html`<table class="week" @keydown=${walk}>
          <caption>Red hours of every week; arrow keys go from hour to hour, the space bar turns one on or off</caption>
          <thead><tr><td></td>${Array.from({ length: 24 }, (_, hour) => html`<th scope="col">${String(hour).padStart(2, "0")}</th>`)}</tr></thead>
          <tbody>${dayNames.map((name, day) => html`<tr><th scope="row">${name}</th>${Array.from({ length: 24 }, (_, hour) => html`<td>
            <input type="checkbox" aria-label="${name} ${two(hour)}" tabindex=${day + hour === 0 ? 0 : -1}
              .checked=${week[day * 24 + hour]} @change=${toggle(day * 24 + hour)}></td>`)}</tr>`)}</tbody>
        </table>`}`;
}
