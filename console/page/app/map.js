// Zones, units and incidents on a canvas. Everything here stands in a table as well. What the address names
// is brought into view.
import Feature from "ol/Feature.js";
import Map from "ol/Map.js";
import View from "ol/View.js";
import Attribution from "ol/control/Attribution.js";
import { boundingExtent, containsExtent } from "ol/extent.js";
import GeoJSON from "ol/format/GeoJSON.js";
import LineString from "ol/geom/LineString.js";
import Point from "ol/geom/Point.js";
import VectorLayer from "ol/layer/Vector.js";
import VectorImageLayer from "ol/layer/VectorImage.js";
import { fromLonLat } from "ol/proj.js";
import VectorSource from "ol/source/Vector.js";
import { Fill, RegularShape, Stroke, Style, Text } from "ol/style.js";
import { colour } from "./colour.js";
import { interactions, MoveControl } from "./map_moves.js";
import { createRoads } from "./roads.js";
import { single } from "./situation.js";
import { UnitLayer } from "./unit_layer.js";

const at = ({ lat_e7: lat, lon_e7: lon }) => fromLonLat([lon / 1e7, lat / 1e7]);

export function createMap(element, page) {
  const zoneSource = new VectorSource();
  const units = new UnitLayer();
  const incidentSource = new VectorSource();
  const trailSource = new VectorSource();
  let zonesShown = null;
  let selected = { kind: "", name: "" };
  let brought = true;
  let trailShown = null;
  let roads = null;

  const textStyle = (text) =>
    new Text({
      text,
      offsetX: 10,
      textAlign: "left",
      font: "12px sans-serif",
      fill: new Fill({ color: colour("--ink") }),
      stroke: new Stroke({ color: colour("--paper"), width: 3 }),
    });

  const zoneStyle = (feature) =>
    new Style({
      fill: new Fill({ color: feature.get("red") ? colour("--red-fill") : "transparent" }),
      stroke: new Stroke({
        color: feature.get("red") ? colour("--red") : colour("--line"),
        width: selected.kind === "zone" && feature.get("name") === selected.name ? 3 : 1,
      }),
    });

  const incidentStyle = (feature) =>
    new Style({
      image: new RegularShape({
        points: 6,
        radius: selected.kind === "incident" && feature.getId() === selected.name ? 11 : 8,
        fill: new Fill({ color: colour("--paper") }),
        stroke: new Stroke({ color: colour("--alert"), width: 3 }),
      }),
      text: textStyle(`${feature.get("grade") || ""}`),
    });

  const view = new View({ center: fromLonLat([-1.1, 52.6]), zoom: 10 });
  const map = new Map({
    target: element,
    controls: [new Attribution({ collapsible: false }), new MoveControl(view)],
    interactions: interactions(),
    layers: [
      new VectorImageLayer({ source: zoneSource, style: zoneStyle }),
      new VectorLayer({
        source: trailSource,
        style: () => new Style({ stroke: new Stroke({ color: colour("--focus"), width: 3, lineDash: [8, 5] }) }),
      }),
      new VectorLayer({ source: incidentSource, style: incidentStyle }),
      units.layer,
    ],
    view,
  });
  map.on("singleclick", ({ pixel }) => {
    const unit = units.unitAt(pixel);
    if (unit !== undefined) {
      location.hash = `#/dispatch/unit/${encodeURIComponent(unit)}`;
      return;
    }
    const found = map.forEachFeatureAtPixel(pixel, (feature) => feature, { hitTolerance: 6 });
    if (found?.get("link")) {
      location.hash = found.get("link");
    }
  });

  function showUnit(name) {
    const { moved, status, stale } = page.situation.unit(name);
    if (moved === null) {
      units.remove(name);
    } else {
      units.put(name, at(moved), status?.status, stale);
    }
  }

  function showIncident(name, messages) {
    const incident = single(messages, "incident_updated")?.incident;
    let feature = incidentSource.getFeatureById(name);
    if (incident?.lat_e7 == null) {
      if (feature !== null) {
        incidentSource.removeFeature(feature);
      }
      return;
    }
    if (feature === null) {
      feature = new Feature(new Point(at(incident)));
      feature.setId(name);
      incidentSource.addFeature(feature);
    }
    feature.getGeometry().setCoordinates(at(incident));
    feature.setProperties({ grade: incident.grade, link: `#/dispatch/incident/${encodeURIComponent(name)}` });
  }

  const showTopic = (topic) => {
    const name = topic.slice(topic.indexOf("/") + 1, -1);
    if (topic.startsWith("unit/")) {
      showUnit(name);
    } else if (topic.startsWith("incident/")) {
      showIncident(name, page.situation.topic(topic));
    }
  };

  // The first set is what the map begins with; a new one does not take the view away from anybody.
  function showZones(zones) {
    const first = zonesShown === null;
    zonesShown = zones;
    zoneSource.clear(true);
    zoneSource.addFeatures(new GeoJSON({ featureProjection: "EPSG:3857" }).readFeatures(zones));
    if (first && !zoneSource.isEmpty()) {
      view.fit(zoneSource.getExtent(), { padding: [20, 20, 20, 20] });
      brought = false;
    }
  }

  function extentOfSelected() {
    const { kind, name } = selected;
    if (kind === "zone") {
      return zoneSource.getFeatures().find((zone) => zone.get("name") === name)?.getGeometry().getExtent();
    }
    if (kind === "incident") {
      return incidentSource.getFeatureById(name)?.getGeometry().getExtent();
    }
    const moved = kind === "unit" ? page.situation.unit(name).moved : null;
    return moved === null ? undefined : boundingExtent([at(moved)]);
  }

  // Once for each selection, as soon as its place is known; farther away only when it is larger than the map.
  function bringSelected() {
    const extent = brought ? undefined : extentOfSelected();
    if (extent === undefined) {
      return;
    }
    brought = true;
    if (!containsExtent(view.calculateExtent(map.getSize()), extent)) {
      view.fit(extent, { maxZoom: view.getZoom(), padding: [40, 40, 40, 40] });
    }
  }

  const shownTopics = () =>
    ["unit", "incident"].flatMap((kind) => [...page.situation.topicsBelow(kind).keys()]);

  function update(topics) {
    if (topics === null) {
      units.clear();
      incidentSource.clear(true);
    }
    let unitsChanged = topics === null;
    for (const topic of topics ?? shownTopics()) {
      showTopic(topic);
      unitsChanged ||= topic.startsWith("unit/");
    }
    if (unitsChanged) {
      units.paint();
    }
    bringSelected();
  }

  update(null);
  return {
    element,
    update,
    show({ kind, name }, trail) {
      if (roads === null && page.force.value?.map) {
        roads = createRoads(page.force.value.map);
        map.getLayers().insertAt(0, roads.layer);
      }
      if (page.zones.value !== null && page.zones.value !== zonesShown) {
        showZones(page.zones.value);
      }
      if (trailShown !== trail) {
        trailShown = trail;
        trailSource.clear(true);
        if (trail.length > 1) {
          trailSource.addFeature(new Feature(new LineString(trail.map(at))));
          view.fit(trailSource.getExtent(), { padding: [40, 40, 40, 40], maxZoom: 16 });
        }
      }
      if (selected.kind !== kind || selected.name !== name) {
        selected = { kind, name };
        brought = false;
        units.select(kind === "unit" ? name : "");
        zoneSource.changed();
        incidentSource.changed();
      }
      bringSelected();
    },
    restyle() {
      units.restyle();
      roads?.restyle();
      trailSource.changed();
      zoneSource.changed();
      incidentSource.changed();
    },
  };
}
