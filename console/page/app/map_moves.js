// A map without a mouse and without dragging: buttons, keys while it has the focus, and in words what it shows.
import Control from "ol/control/Control.js";
import { defaults } from "ol/interaction/defaults.js";
import KeyboardPan from "ol/interaction/KeyboardPan.js";
import KeyboardZoom from "ol/interaction/KeyboardZoom.js";
import { getPointResolution, toLonLat } from "ol/proj.js";
import { referenceOf } from "./grid_places.js";
import { miles } from "./words.js";

const stepPx = 128;

/// For people who do not want things to move, nothing does.
const durationMs = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 100);

// What each button does to a view: steps east and north, or zoom levels.
const moves = [
  { sign: "+", label: "Zoom in", zoom: 1 },
  { sign: "\u2212", label: "Zoom out", zoom: -1 },
  { sign: "\u2190", label: "Move map west", east: -1 },
  { sign: "\u2191", label: "Move map north", north: 1 },
  { sign: "\u2193", label: "Move map south", north: -1 },
  { sign: "\u2192", label: "Move map east", east: 1 },
];

function move(view, { zoom = 0, east = 0, north = 0 }) {
  const step = stepPx * view.getResolution();
  const [x, y] = view.getCenter();
  view.setCenter([x + east * step, y + north * step]);
  view.setZoom(view.getConstrainedZoom(view.getZoom() + zoom, zoom));
}

function button(view, made) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = made.sign;
  element.ariaLabel = made.label;
  element.title = made.label;
  element.addEventListener("click", () => move(view, made));
  return element;
}

function shownWords(map) {
  const view = map.getView();
  const middle = view.getCenter();
  const width = getPointResolution(view.getProjection(), view.getResolution(), middle) * (map.getSize()?.[0] ?? 0);
  return `around ${referenceOf(toLonLat(middle))}, ${miles(width)} wide`;
}

/// Buttons that move the map, and what it shows in words: told when it has come to rest.
export class MoveControl extends Control {
  #shown = document.createElement("output");

  constructor(view) {
    const element = document.createElement("div");
    super({ element });
    element.className = "moves ol-unselectable";
    element.append(...moves.map((made) => button(view, made)), this.#shown);
  }

  /// Called at each frame of the map.
  render() {
    const map = this.getMap();
    const view = map.getView();
    if (view.getAnimating() || view.getInteracting()) {
      return;
    }
    const words = shownWords(map);
    if (this.#shown.textContent !== words) {
      this.#shown.textContent = words;
    }
  }
}

/// What maps do with a pointer as ever, and with the arrow keys, + and -.
export const interactions = () =>
  defaults({ keyboard: false, zoomDuration: durationMs() }).extend([
    new KeyboardPan({ duration: durationMs(), pixelDelta: stepPx }),
    new KeyboardZoom({ duration: durationMs() }),
  ]);
