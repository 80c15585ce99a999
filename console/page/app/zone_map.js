// The zones of a draft on a canvas; the chosen one can be drawn anew. Its corners stand in a table
// as well.
import Feature from "ol/Feature.js";
import Map from "ol/Map.js";
import View from "ol/View.js";
import MultiPolygon from "ol/geom/MultiPolygon.js";
import { Draw, Modify } from "ol/interaction.js";
import VectorLayer from "ol/layer/Vector.js";
import { fromLonLat, toLonLat } from "ol/proj.js";
import VectorSource from "ol/source/Vector.js";
import { Fill, Stroke, Style, Text } from "ol/style.js";
import { colour } from "./colour.js";
import { interactions, MoveControl } from "./map_moves.js";

const onMap = (coordinates) => coordinates.map((rings) => rings.map((ring) => ring.map((corner) => fromLonLat(corner))));
const rounded = (corner) => toLonLat(corner).map((degrees) => Math.round(degrees * 1e7) / 1e7);
const inDegrees = (coordinates) => coordinates.map((rings) => rings.map((ring) => ring.map(rounded)));

/// `changed(coordinates)` is called with the new shape of the chosen zone, `chosen(name)` on a click.
export function createZoneMap(element, { changed, chosen }) {
  const others = new VectorSource();
  const edited = new VectorSource();
  let zonesShown = null;
  let nameShown = "";
  let draw = null;

  const style = (width) => (feature) =>
    new Style({
      fill: new Fill({ color: feature.get("red") ? colour("--red-fill") : "rgb(128 128 128 / 8%)" }),
      stroke: new Stroke({ color: colour(feature.get("red") ? "--red" : width > 1 ? "--focus" : "--line"), width }),
      text: new Text({ text: feature.get("name"), fill: new Fill({ color: colour("--ink") }), font: "12px sans-serif" }),
    });

  const view = new View({ center: fromLonLat([-1.1, 52.6]), zoom: 10 });
  const map = new Map({
    target: element,
    controls: [new MoveControl(view)],
    interactions: interactions(),
    layers: [new VectorLayer({ source: others, style: style(1) }), new VectorLayer({ source: edited, style: style(3) })],
    view,
  });
  const modify = new Modify({ source: edited });
  modify.on("modifyend", () => changed(inDegrees(edited.getFeatures()[0].getGeometry().getCoordinates())));
  map.addInteraction(modify);
  map.on("singleclick", ({ pixel }) => {
    const found = draw === null && map.forEachFeatureAtPixel(pixel, (feature) => feature, { hitTolerance: 4 });
    if (found) {
      chosen(found.get("name"));
    }
  });

  const stopDrawing = () => {
    map.removeInteraction(draw);
    draw = null;
  };

  return {
    element,
    /// `zones` is another array when any of them is another.
    show(zones, name) {
      if (zones === zonesShown && name === nameShown) {
        return;
      }
      const first = zonesShown === null;
      [zonesShown, nameShown] = [zones, name];
      others.clear(true);
      edited.clear(true);
      for (const zone of zones) {
        const geometry = new MultiPolygon(onMap(zone.coordinates));
        const feature = new Feature({ geometry, name: zone.name, red: zone.red_windows !== "" });
        (zone.name === name ? edited : others).addFeature(feature);
      }
      const source = edited.isEmpty() ? others : edited;
      if ((first || !edited.isEmpty()) && !source.isEmpty()) {
        view.fit(source.getExtent(), { padding: [60, 60, 60, 60], maxZoom: 18 });
      }
    },
    drawAnew() {
      stopDrawing();
      draw = new Draw({ type: "Polygon" });
      draw.on("drawend", ({ feature }) => {
        stopDrawing();
        changed([inDegrees([feature.getGeometry().getCoordinates()])[0]]);
      });
      map.addInteraction(draw);
    },
  };
}
