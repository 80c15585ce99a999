// A table of thousands of rows of one height: those in sight are drawn, and some beyond, the others only
// take their room. On paper all stand.
import { html } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { repeat } from "lit-html/directives/repeat.js";

const beyond = 12;

export class LongTable {
  #redraw;
  #body = null;
  #rowPx = 28;
  #onPaper = false;
  #drawn = [0, 0];
  #focused = NaN;

  /// `redraw()` leads to a call of `draw`.
  constructor(redraw) {
    this.#redraw = redraw;
    // Scrolling is told to whoever scrolls, be it the page or a part of it.
    document.addEventListener("scroll", () => this.#look(), { capture: true, passive: true });
    addEventListener("resize", () => this.#look());
    document.addEventListener("focusin", (event) => this.#follow(event.target));
    addEventListener("beforeprint", () => this.#print(true));
    addEventListener("afterprint", () => this.#print(false));
  }

  /// `keyOf(row)` is a row's own name; `draw(row, place)` draws its `tr`, `place` being its aria-rowindex.
  draw(titles, rows, keyOf, draw) {
    this.#measure();
    const [from, to] = this.#onPaper ? [0, rows.length] : this.#inSight(rows.length);
    this.#drawn = [from, to];
    return html`
      <table class="long" aria-rowcount=${rows.length + 1}>
        <thead><tr aria-rowindex="1">${titles.map((title) => html`<th>${title}</th>`)}</tr></thead>
        <tbody ${ref(this.#keepBody)}>
          ${this.#room(from, titles.length)}
          ${repeat(rows.slice(from, to), keyOf, (row, i) => draw(row, from + i + 2))}
          ${this.#room(rows.length - to, titles.length)}
        </tbody>
      </table>`;
  }

  #keepBody = (element) => {
    this.#body = element ?? null;
  };

  #room(rows, columns) {
    return rows > 0 ? html`<tr aria-hidden="true" class="room"><td colspan=${columns} height=${rows * this.#rowPx}></td></tr>` : "";
  }

  #measure() {
    const height = this.#body?.querySelector("tr:not(.room)")?.offsetHeight;
    if (height) {
      this.#rowPx = height;
    }
  }

  #inSight(count) {
    const top = this.#body?.getBoundingClientRect().top ?? 0;
    let from = Math.floor(-top / this.#rowPx) - beyond;
    let to = from + Math.ceil(innerHeight / this.#rowPx) + 2 * beyond;
    if (this.#focused >= from && this.#focused < to) {
      from = Math.min(from, this.#focused - beyond);
      to = Math.max(to, this.#focused + beyond);
    }
    const within = (row) => Math.max(0, Math.min(count, row));
    return [within(from), within(to)];
  }

  #look() {
    if (this.#body?.isConnected && Math.abs(this.#inSight(Infinity)[0] - this.#drawn[0]) >= beyond / 2) {
      this.#redraw();
    }
  }

  // Who goes by keyboard always finds a next row, however fast.
  #follow(target) {
    const row = this.#body?.contains(target) ? target.closest("tr") : null;
    this.#focused = row ? Number(row.ariaRowIndex) - 2 : NaN;
    if (this.#focused < this.#drawn[0] + beyond / 2 || this.#focused >= this.#drawn[1] - beyond / 2) {
      this.#redraw();
    }
  }

  #print(onPaper) {
    this.#onPaper = onPaper;
    if (this.#body?.isConnected) {
      this.#redraw();
    }
  }
}
