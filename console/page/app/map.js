// Zones, units and incidents on a canvas. Everything here stands in a table as well.
import Feature from "ol/Feature.js";
import Map from "ol/Map.js";
import View from "ol/View.js";
import Attribution from "ol/control/Attribution.js";
import GeoJSON from "ol/format/GeoJSON.js";
import LineString from "ol/geom/LineString.js";
import Point from "ol/geom/Point.js";
import VectorLayer from "ol/layer/Vector.js";
import VectorImageLayer from "ol/layer/VectorImage.js";
import { fromLonLat } from "ol/proj.js";
import VectorSource from "ol/source/Vector.js";
import { Fill, RegularShape, Stroke, Style, Text } from "ol/style.js";
import { colour } from "./colour.js";
import { createRoads } from "./roads.js";
import { zones as loadZones } from "./server.js";
import { single } from "./situation.js";
import { UnitLayer } from "./unit_layer.js";

const at = ({ lat_e7: lat, lon_e7: lon }) => fromLonLat([lon / 1e7, lat / 1e7]);

export function createMap(element, page) {
  const zoneSource = new VectorSource();
  const units = new UnitLayer();
  const incidentSource = new VectorSource();
  const trailSource = new VectorSource();
  let zonesShown = null;
  let selected = "";
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
        width: feature.get("name") === selected ? 3 : 1,
      }),
    });

  const incidentStyle = (feature) =>
    new Style({
      image: new RegularShape({
        points: 6,
        radius: feature.getId() === selected ? 11 : 8,
        fill: new Fill({ color: colour("--paper") }),
        stroke: new Stroke({ color: colour("--alert"), width: 3 }),
      }),
      text: textStyle(`${feature.get("grade") || ""}`),
    });

  const map = new Map({
    target: element,
    controls: [new Attribution({ collapsible: false })],
    layers: [
      new VectorImageLayer({ source: zoneSource, style: zoneStyle }),
      new VectorLayer({
        source: trailSource,
        style: () => new Style({ stroke: new Stroke({ color: colour("--focus"), width: 3, lineDash: [8, 5] }) }),
      }),
      new VectorLayer({ source: incidentSource, style: incidentStyle }),
      units.layer,
    ],
    view: new View({ center: fromLonLat([-1.1, 52.6]), zoom: 10 }),
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

  async function showZones(hash) {
    zonesShown = hash;
    const features = new GeoJSON({ featureProjection: "EPSG:3857" }).readFeatures(await loadZones());
    if (zonesShown === hash) {
      zoneSource.clear(true);
      zoneSource.addFeatures(features);
      if (features.length > 0) {
        map.getView().fit(zoneSource.getExtent(), { padding: [20, 20, 20, 20] });
      }
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
    if (page.situation.zonesHash && page.situation.zonesHash !== zonesShown) {
      showZones(page.situation.zonesHash);
    }
  }

  update(null);
  return {
    element,
    update,
    show({ name }, trail) {
      if (roads === null && page.force.value?.map) {
        roads = createRoads(page.force.value.map);
        map.getLayers().insertAt(0, roads.layer);
      }
      if (trailShown !== trail) {
        trailShown = trail;
        trailSource.clear(true);
        if (trail.length > 1) {
          trailSource.addFeature(new Feature(new LineString(trail.map(at))));
          map.getView().fit(trailSource.getExtent(), { padding: [40, 40, 40, 40], maxZoom: 16 });
        }
      }
      if (selected !== name) {
        selected = name;
        units.select(name);
        zoneSource.changed();
        incidentSource.changed();
      }
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
