// The road network under everything else: the one that travel times rest on.
import MVT from "ol/format/MVT.js";
import VectorTileLayer from "ol/layer/VectorTile.js";
import VectorTileSource from "ol/source/VectorTile.js";
import { Stroke, Style } from "ol/style.js";
import { createXYZ } from "ol/tilegrid.js";
import { colour } from "./colour.js";

// Widths in pixels; other classes are as narrow as a line can be.
const widths = { motorway: 3.5, trunk: 3, primary: 2.5, secondary: 2, tertiary: 1.5, unclassified: 1, residential: 1 };

/// `map`: what /v1/force says of it.
export function createRoads(map) {
  const styles = new globalThis.Map();
  const styleOf = (feature) => {
    const kind = feature.get("class");
    let style = styles.get(kind);
    if (style === undefined) {
      const width = widths[kind] ?? 0.7;
      style = new Style({ stroke: new Stroke({ color: colour(width >= 2.5 ? "--main-road" : "--road"), width }), zIndex: width });
      styles.set(kind, style);
    }
    return style;
  };
  const layer = new VectorTileLayer({
    source: new VectorTileSource({
      format: new MVT(),
      url: "/v1/tile?z={z}&x={x}&y={y}",
      tileGrid: createXYZ({ minZoom: map.zoom_min, maxZoom: map.zoom_max, tileSize: 512 }),
      attributions: map.attribution,
    }),
    style: styleOf,
    declutter: false,
  });
  return {
    layer,
    restyle() {
      styles.clear();
      layer.changed();
    },
  };
}
