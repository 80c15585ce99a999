// A table that is wider than a narrow window is scrolled by itself, by keyboard too; the page is not.
import { html, nothing } from "lit-html";

const narrow = matchMedia("(max-width: 80rem)"); // as in page.css

/// `label` says what the table has, for who comes there by keyboard.
export const wide = (label, table) =>
  html`<div class="wide" role="region" aria-label=${label} tabindex=${narrow.matches ? "0" : nothing}>${table}</div>`;
