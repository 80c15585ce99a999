// One answer of the server, asked for again when what it rests on has changed.

export class KeptAnswer {
  value = null;
  error = "";
  #key = "";
  #ask;
  #changed;
  #waiting = 0;
  #answered = Promise.resolve();

  /// `ask(...)` gives a promise; `changed()` is called when there is something new.
  constructor(ask, changed) {
    this.#ask = ask;
    this.#changed = changed;
  }

  /// Whether the server has not answered yet.
  get asking() {
    return this.#waiting > 0;
  }

  /// Asks with `given` unless that was done for `key`. Called as often as one likes; settled when what was
  /// asked for last has been answered.
  keep(key, ...given) {
    if (key !== this.#key) {
      this.#key = key;
      this.#answered = this.#take(key, given);
    }
    return this.#answered;
  }

  async #take(key, given) {
    this.#waiting += 1;
    try {
      const value = await this.#ask(...given);
      if (key === this.#key) {
        this.value = value;
        this.error = "";
      }
    } catch (error) {
      if (key === this.#key) {
        this.value = null;
        this.error = error.message;
        if (!(error.status >= 400 && error.status < 500)) {
          this.#key = "";
        }
      }
    }
    this.#waiting -= 1;
    this.#changed();
  }

  forget() {
    this.value = null;
    this.error = "";
    this.#key = "";
  }
}
