// The zones in force, what is to change of them, the difference that makes, and from when on.
import { html } from "lit-html";
import { guard } from "lit-html/directives/guard.js";
import { fromForm, nextMonday, toForm } from "./local_time.js";
import { redGrid } from "./red_grid.js";
import * as server from "./server.js";
import { vertexTable } from "./vertex_table.js";
import { ZoneDraft } from "./zone_draft.js";
import { differencePart } from "./zone_difference.js";
import { dateWords, number, timeWords } from "./words.js";

const link = (name) => `#/zones/zone/${encodeURIComponent(name)}`;

/// The view keeps a draft as long as the page is open.
export class ZoneEditor {
  #page;
  /// What the server made of the draft or of a file: {hash, findings, difference}; null: nothing yet.
  #made = null;
  #message = "";
  #error = "";

  constructor(page) {
    this.#page = page;
    this.draft = new ZoneDraft(() => {
      this.#made = null;
      page.redraw();
    });
  }

  zones() {
    return this.draft.zones(this.#page.zones.value);
  }

  chosen() {
    return this.zones().find(({ name }) => name === this.#page.place.name) ?? null;
  }

  reshape(coordinates) {
    const zone = this.chosen();
    if (zone !== null) {
      this.draft.put({ ...zone, coordinates });
    }
  }

  #isInForce = (name) => (this.#page.zones.value?.features ?? []).some(({ id }) => id === name);

  // `make` gives what the server answers to a new set.
  async #compare(make) {
    this.#error = "";
    this.#message = "";
    try {
      const made = await make();
      this.#made = { ...made, difference: await server.zoneSetDifference(made.hash) };
    } catch (error) {
      this.#made = null;
      this.#error = error.message;
    }
    this.#page.redraw();
  }

  #activate = async (event) => {
    event.preventDefault();
    const atMs = fromForm(new FormData(event.target).get("from"), this.#page.force.value.time_zone);
    this.#error = "";
    try {
      const { zones } = await server.activateZoneSet(this.#made.hash, atMs);
      this.draft.forget();
      this.#message = `${zones} zones come into force on ${dateWords(atMs)} at ${timeWords(atMs)}.`;
      this.#page.sets.forget();
    } catch (error) {
      this.#error = error.message;
    }
    this.#page.redraw();
  };

  #import = async (event) => {
    const [file] = event.target.files;
    if (file !== undefined) {
      await this.#compare(() => server.importZoneSet(file));
    }
  };

  #add = (event) => {
    event.preventDefault();
    const name = new FormData(event.target).get("name").trim();
    const like = this.chosen() ?? this.zones()[0];
    if (like && !this.zones().some((zone) => zone.name === name)) {
      this.draft.add(name, like);
      location.hash = link(name);
    }
  };

  #row = (zone) => html`
    <tr aria-selected=${this.#page.place.name === zone.name}>
      <th scope="row"><a href=${link(zone.name)}>${zone.name}</a></th>
      <td>${zone.kind}</td>
      <td>${zone.red_windows || "none"}</td>
      <td>${this.draft.fate(zone.name, this.#isInForce(zone.name))}</td>
    </tr>`;

  #form(zone) {
    const put = (changed) => this.draft.put({ ...zone, ...changed });
    const [[ring, ...holes], ...parts] = zone.coordinates;
    const reshape = (corners) => this.reshape([[corners, ...holes], ...parts]);
    const more = holes.length + parts.length;
    return html`<section aria-label="Zone ${zone.name}">
      <h3>${zone.name}</h3>
      <div class="tools">
        <label>Kind <input .value=${zone.kind} @change=${(event) => put({ kind: event.target.value.trim() })}></label>
        <button @click=${() => this.draft.remove(zone.name, this.#isInForce(zone.name))}>Take ${zone.name} out</button>
        <button @click=${() => this.draft.takeBack(zone.name)}>Undo changes of ${zone.name}</button>
        <button @click=${() => this.#page.zoneMap.drawAnew()}>Draw ${zone.name} anew on the map</button>
      </div>
      ${redGrid(zone.red_windows, (text) => put({ red_windows: text }))}
      <h4>Corners</h4>
      ${more > 0 ? html`<p>Of the first outline; ${more} more can be changed on the map.</p>` : ""}
      ${vertexTable(ring, reshape)}
    </section>`;
  }

  #setsPart() {
    const sets = this.#page.sets.value?.zone_sets ?? [];
    return html`<ul>${sets.map(
      (set, i) => html`<li>${i === 0 ? "In force" : "To come"}: ${set.hash.slice(0, 12)}${
        number(set.at_ms) > 946_684_800_000 ? `, from ${dateWords(set.at_ms)}, ${timeWords(set.at_ms)}` : ""
      }</li>`,
    )}</ul>`;
  }

  #activation() {
    const { time_zone: zone } = this.#page.force.value;
    return html`<form class="tools" @submit=${this.#activate}>
      <label>In force from <input type="datetime-local" name="from" required .value=${toForm(nextMonday(this.#page.now(), zone), zone)}></label>
      <span>local time, ${zone}</span>
      <button>Activate</button>
    </form>`;
  }

  draw() {
    const zone = this.chosen();
    return html`
      <div class="zones">
        <div>
        <section aria-label="Zones and red times">
          <h2>Zones and red times</h2>
          ${this.#setsPart()}
          <p role="status">${this.#message}</p>
          <p class="stale" role="alert">${this.#error}</p>
          <table>
            <thead><tr><th>Zone</th><th>Kind</th><th>Red times</th><th>Draft</th></tr></thead>
            <tbody>${guard([this.zones(), this.#page.place.name], () => this.zones().map(this.#row))}</tbody>
          </table>
          <form class="tools" @submit=${this.#add}>
            <label>New zone, beside the chosen one <input name="name" required pattern="[A-Za-z0-9_.\\-]{1,64}"></label>
            <button>Add</button>
          </form>
          <div class="tools">
            <button ?disabled=${this.draft.empty} @click=${() => this.#compare(() => server.changeZoneSet(this.draft.body(), this.#page.situation.zonesHash))}>See the difference</button>
            <button ?disabled=${this.draft.empty} @click=${() => this.draft.forget()}>Undo all changes</button>
            <label>Or a whole set from GeoJSON <input type="file" accept=".geojson,.json,application/geo+json" @change=${this.#import}></label>
          </div>
          ${this.#made === null ? "" : html`${differencePart(this.#made)}${this.#activation()}`}
        </section>
        ${zone === null ? html`<p>Choose a zone to change it.</p>` : this.#form(zone)}
        </div>
        <section id="zone-map" tabindex="0" aria-label="Map of zones; the tables say the same. Arrow keys move it, + and - zoom."></section>
      </div>`;
  }
}
