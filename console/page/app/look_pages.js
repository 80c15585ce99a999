// The looks from the newest back, a page at a time. The server tells them from the oldest on, beyond a number;
// they are numbered from 1 without holes, so the newest is found by halving.

const pageSize = 1_000;

/// The number of the newest look; 0: there is none. `ask(after, count)` gives the looks beyond a number.
export async function newestNumber(ask) {
  let [known, beyond] = [0, pageSize];
  const isThere = async (number) => (await ask(number - 1, 1)).length > 0;
  while (await isThere(beyond)) {
    [known, beyond] = [beyond, beyond * 2];
  }
  while (beyond - known > pageSize) {
    const middle = Math.floor((known + beyond) / 2);
    [known, beyond] = (await isThere(middle)) ? [middle, beyond] : [known, middle];
  }
  const last = (await ask(Math.max(0, known - 1), pageSize)).at(-1);
  return last === undefined ? 0 : Number(last.number);
}

export class LookPages {
  /// Newest first.
  rows = null;
  error = "";
  #oldest = 0;
  #asking = false;
  #ask;
  #changed;

  /// `changed()` is called when there is something new.
  constructor(ask, changed) {
    this.#ask = ask;
    this.#changed = changed;
  }

  /// How many there are beyond those that are known.
  get older() {
    return this.rows === null ? 0 : this.#oldest - 1;
  }

  /// Asks for the newest page, unless there is one.
  begin() {
    if (this.rows === null && this.error === "") {
      this.#load(async () => {
        const newest = await newestNumber(this.#ask);
        return this.#below(newest + 1, []);
      });
    }
  }

  /// Asks for the page before the oldest that is known.
  more() {
    this.#load(() => this.#below(this.#oldest, this.rows));
  }

  forget() {
    this.rows = null;
    this.error = "";
  }

  async #below(number, known) {
    const after = Math.max(0, number - 1 - pageSize);
    const looks = number > 1 ? await this.#ask(after, number - 1 - after) : [];
    return { oldest: after + 1, rows: [...known, ...looks.reverse()] };
  }

  async #load(ask) {
    if (this.#asking) {
      return;
    }
    this.#asking = true;
    try {
      const { oldest, rows } = await ask();
      this.#oldest = oldest;
      this.rows = rows;
      this.error = "";
    } catch (error) {
      this.error = error.message;
    }
    this.#asking = false;
    this.#changed();
  }
}
