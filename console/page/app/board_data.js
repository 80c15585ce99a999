// The presence board as the server last told it: asked for while a view shows it, once a minute of
// the engine's time.
import { board, force } from "./server.js";
import { number, useForce } from "./words.js";

export class BoardData {
  rows = [];
  asOfMs = 0;
  dayFromMs = 0;
  dayToMs = 0;
  error = "";
  levelNames = [];
  /// Of the roads under the map; null: there is none.
  map = null;
  #key = "";
  #changed;

  /// `changed()` is called when there is something new.
  constructor(changed) {
    this.#changed = changed;
  }

  async begin() {
    const words = await force();
    this.levelNames = words.level_names;
    this.map = words.map;
    useForce(words);
    this.#key = "";
    this.#changed();
  }

  /// Called as often as one likes.
  keep(situation) {
    const minute = Math.floor(number(situation.heartbeat?.engine_now_ms) / 60_000);
    const key = `${minute} ${situation.zonesHash}`;
    if (minute > 0 && key !== this.#key) {
      this.#key = key;
      this.#load();
    }
  }

  forget() {
    this.rows = [];
    this.#key = "";
  }

  row(zone) {
    return this.rows.find((row) => row.zone === zone);
  }

  async #load() {
    try {
      const told = await board();
      this.rows = told.rows;
      this.asOfMs = number(told.as_of_ms);
      this.dayFromMs = number(told.day_from_ms);
      this.dayToMs = number(told.day_to_ms);
      this.error = "";
    } catch (error) {
      this.error = error.message;
      this.#key = "";
    }
    this.#changed();
  }
}
