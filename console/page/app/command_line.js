// A line for people who know what they want: "unit A1", "incident I-1", "zone west", "board". "/" goes there.
import { html } from "lit-html";

/// What a line asks for, as an address; null: nothing that is known. `known` has the names that there are:
/// {views, units, incidents, zones}. A word may be cut short while it is one of one thing only, and a name
/// alone is looked for among units, incidents and zones, in this order.
export function addressOf(line, known) {
  const [word, ...rest] = line.trim().split(/\s+/);
  const name = rest.join(" ");
  const open = (view, kind, what) => `#/${view}/${kind}/${encodeURIComponent(what)}`;
  const places = {
    unit: (what) => open("dispatch", "unit", what),
    incident: (what) => open("dispatch", "incident", what),
    zone: (what) => `#/zone/${encodeURIComponent(what)}`,
  };
  if (name === "") {
    const view = known.views.find((each) => each.startsWith(word.toLowerCase()) && word !== "");
    return (
      exact(known.units, word, places.unit) ??
      exact(known.incidents, word, places.incident) ??
      exact(known.zones, word, places.zone) ??
      (view === undefined ? null : `#/${view}`)
    );
  }
  const kinds = Object.keys(places).filter((kind) => kind.startsWith(word.toLowerCase()));
  if (kinds.length !== 1) {
    return null;
  }
  const of = { unit: known.units, incident: known.incidents, zone: known.zones }[kinds[0]];
  return exact(of, name, places[kinds[0]]);
}

// Whatever the case in which it is typed.
function exact(names, typed, address) {
  const found = names.find((name) => name.toLowerCase() === typed.toLowerCase());
  return found === undefined ? null : address(found);
}

/// `known()` promises the names when a line is entered; `said(text)` tells what was not understood.
export const commandLine = (known, said) => html`
  <form class="command" role="search" @submit=${async (event) => {
    event.preventDefault();
    const field = event.target.elements.line;
    const address = addressOf(field.value, await known());
    if (address === null) {
      said(`"${field.value}" is no unit, incident, zone or view. Try "unit A1", "zone west", "board".`);
      return;
    }
    said("");
    field.value = "";
    location.hash = address;
    document.getElementById("view")?.focus();
  }}>
    <input name="line" aria-label="Go to" placeholder="unit A1   ( / )" autocomplete="off" spellcheck="false">
  </form>`;

/// "/" goes to the line from wherever nothing is typed.
export function listenForSlash() {
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      document.querySelector(".command input")?.focus();
    }
  });
}
