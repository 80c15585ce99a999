// The corners of a zone as text, for who does not draw: degrees or a grid reference.
import { html } from "lit-html";
import { parseGridReference, referenceOf } from "./grid_places.js";

const rounded = (degrees) => Math.round(degrees * 1e7) / 1e7;

/// [longitude, latitude] of "52.65, -1.13" or of a grid reference; null: neither.
export function parsePlace(text) {
  const found = /^\s*(-?\d+(?:\.\d+)?)\s*[,\s]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text);
  const place = found ? [Number(found[2]), Number(found[1])] : parseGridReference(text);
  return place && Math.abs(place[1]) <= 90 && Math.abs(place[0]) <= 180 ? place.map(rounded) : null;
}

const placeText = ([lon, lat]) => `${lat.toFixed(7)}, ${lon.toFixed(7)}`;

/// `ring` is closed; `change(ring)` is called with a new one.
export function vertexTable(ring, change) {
  const open = ring.slice(0, -1);
  const put = (corners) => change([...corners, corners[0]]);
  const move = (index) => (event) => {
    const place = parsePlace(event.target.value);
    event.target.setAttribute("aria-invalid", String(place === null));
    event.target.setCustomValidity(place === null ? "expected latitude, longitude or a grid reference" : "");
    if (place === null) {
      event.target.reportValidity();
    } else {
      put(open.with(index, place));
    }
  };
  const between = (a, b) => [rounded((a[0] + b[0]) / 2), rounded((a[1] + b[1]) / 2)];
  return html`<table>
    <thead><tr><th>Corner</th><th>Latitude, longitude; a grid reference may be typed</th><th>Grid reference</th><th>Change</th></tr></thead>
    <tbody>${open.map((corner, i) => html`<tr>
      <th scope="row">${i + 1}</th>
      <td><input class="place" aria-label="Corner ${i + 1}" .value=${placeText(corner)} @change=${move(i)}></td>
      <td>${referenceOf(corner)}</td>
      <td>
        <button @click=${() => put(open.toSpliced(i + 1, 0, between(corner, open[(i + 1) % open.length])))}>Add after ${i + 1}</button>
        ${open.length > 3 ? html`<button @click=${() => put(open.toSpliced(i, 1))}>Take out ${i + 1}</button>` : ""}
      </td>
    </tr>`)}</tbody>
  </table>`;
}
