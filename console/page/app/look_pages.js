// The looks from the newest back, a page at a time. They are numbered from 1 without holes.

export class LookPages {
  /// Newest first.
  rows = null;
  error = "";
  #asking = false;
  #ask;
  #changed;

  /// `ask(before)` gives the newest looks below a number, newest first; 0: the newest of all. `changed()` is called
  /// when there is something new.
  constructor(ask, changed) {
    this.#ask = ask;
    this.#changed = changed;
  }

  /// How many there are beyond those that are known.
  get older() {
    return this.rows === null || this.rows.length === 0 ? 0 : Number(this.rows.at(-1).number) - 1;
  }

  /// Asks for the newest page, unless there is one.
  begin() {
    if (this.rows === null && this.error === "") {
      this.#load(0, []);
    }
  }

  /// Asks for the page before the oldest that is known.
  more() {
    this.#load(this.older + 1, this.rows);
  }

  forget() {
    this.rows = null;
    this.error = "";
  }

  async #load(before, known) {
    if (this.#asking) {
      return;
    }
    this.#asking = true;
    try {
      this.rows = [...known, ...(await this.#ask(before))];
      this.error = "";
    } catch (error) {
      this.error = error.message;
    }
    this.#asking = false;
    this.#changed();
  }
}
