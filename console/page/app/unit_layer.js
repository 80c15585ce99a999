// Units as dots on a canvas of their own: thousands of them are painted in a few milliseconds, without the
// map being drawn again. Each looks like one of few shapes, which are made once.
import Layer from "ol/layer/Layer.js";
import { Circle, Fill, RegularShape, Stroke } from "ol/style.js";
import { colour } from "./colour.js";
import { committed } from "./words.js";

const namedBelow = 12; // metres a pixel: closer than this each has its name beside it
const reachPx = 12;

// A shape for each status, so that colour is never alone.
function shapeOf(status, fill, stroke) {
  const look = { fill, stroke, radius: 7 };
  switch (status) {
    case "UNIT_STATUS_AVAILABLE":
      return new Circle({ ...look, radius: 6 });
    case "UNIT_STATUS_ASSIGNED":
    case "UNIT_STATUS_EN_ROUTE":
      return new RegularShape({ ...look, points: 3 });
    case "UNIT_STATUS_ON_SCENE":
      return new RegularShape({ ...look, points: 4, angle: Math.PI / 4 });
    case "UNIT_STATUS_BUSY":
    case "UNIT_STATUS_AT_STATION":
      return new RegularShape({ ...look, points: 4 });
    default:
      return new RegularShape({ ...look, points: 5, radius2: 3 });
  }
}

function colourOf(status) {
  if (committed.includes(status)) {
    return "--committed";
  }
  return status === "UNIT_STATUS_AVAILABLE" ? "--available" : "--other";
}

export class UnitLayer {
  #dots = new Map();
  #shapes = new Map();
  #canvas = document.createElement("canvas");
  #view = null;
  #selected = "";

  /// For the map; it stands above the others.
  layer = new Layer({ render: (frame) => this.#render(frame) });

  constructor() {
    this.#canvas.className = "ol-layer";
    Object.assign(this.#canvas.style, { position: "absolute", left: "0", width: "100%", height: "100%", pointerEvents: "none" });
  }

  /// `place` in the map's coordinates; nothing is painted before `paint`.
  put(name, [x, y], status, stale) {
    this.#dots.set(name, { x, y, look: `${status} ${stale}`, status, stale });
  }

  remove(name) {
    this.#dots.delete(name);
  }

  clear() {
    this.#dots.clear();
  }

  select(name) {
    this.#selected = name;
    this.paint();
  }

  restyle() {
    this.#shapes.clear();
    this.paint();
  }

  /// The unit whose dot is nearest to a pixel of the map; undefined: none is near.
  unitAt([x, y]) {
    let found;
    let least = reachPx;
    const [a, b, c, d, e, f] = this.#view.toPixel;
    for (const [name, dot] of this.#dots) {
      const distance = Math.hypot(a * dot.x + c * dot.y + e - x, b * dot.x + d * dot.y + f - y);
      if (distance < least) {
        least = distance;
        found = name;
      }
    }
    return found;
  }

  paint() {
    if (this.#view === null) {
      return;
    }
    const { size, ratio, resolution } = this.#view;
    const context = this.#canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, size[0], size[1]);
    const [a, b, c, d, e, f] = this.#view.toPixel;
    for (const [name, dot] of this.#dots) {
      const x = a * dot.x + c * dot.y + e;
      const y = b * dot.x + d * dot.y + f;
      if (x < -reachPx || y < -reachPx || x > size[0] + reachPx || y > size[1] + reachPx) {
        continue;
      }
      const { image, width } = this.#shapeFor(dot);
      context.drawImage(image, Math.round(x - width / 2), Math.round(y - width / 2), width, width);
      if (resolution < namedBelow || name === this.#selected) {
        this.#write(context, name, x + 10, y);
      }
    }
  }

  #write(context, text, x, y) {
    context.font = "12px sans-serif";
    context.textBaseline = "middle";
    context.lineWidth = 3;
    context.strokeStyle = colour("--paper");
    context.strokeText(text, x, y);
    context.fillStyle = colour("--ink");
    context.fillText(text, x, y);
  }

  // A bitmap is painted in a fraction of the time that a canvas takes.
  #shapeFor({ look, status, stale }) {
    let shape = this.#shapes.get(look);
    if (shape === undefined) {
      const fill = new Fill({ color: stale ? "transparent" : colour(colourOf(status)) });
      const stroke = new Stroke({ color: colour(colourOf(status)), width: 2 });
      const drawn = shapeOf(status, fill, stroke);
      const from = drawn.getImage(this.#view.ratio);
      const made = new OffscreenCanvas(from.width, from.height);
      made.getContext("2d").drawImage(from, 0, 0);
      shape = { image: made.transferToImageBitmap(), width: drawn.getSize()[0] };
      this.#shapes.set(look, shape);
    }
    return shape;
  }

  #render({ size, pixelRatio, coordinateToPixelTransform, viewState }) {
    const [width, height] = size.map((length) => Math.round(length * pixelRatio));
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      Object.assign(this.#canvas, { width, height });
      this.#shapes.clear();
    }
    this.#view = { size: [...size], ratio: pixelRatio, resolution: viewState.resolution, toPixel: [...coordinateToPixelTransform] };
    this.paint();
    return this.#canvas;
  }
}
