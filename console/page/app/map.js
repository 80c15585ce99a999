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
import { Circle, Fill, RegularShape, Stroke, Style, Text } from "ol/style.js";
import { colour } from "./colour.js";
import { createRoads } from "./roads.js";
import { zones as loadZones } from "./server.js";
import { single } from "./situation.js";

const at = ({ lat_e7: lat, lon_e7: lon }) => fromLonLat([lon / 1e7, lat / 1e7]);

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

const colourOf = (status) =>
  ({
    UNIT_STATUS_AVAILABLE: "--available",
    UNIT_STATUS_ASSIGNED: "--committed",
    UNIT_STATUS_EN_ROUTE: "--committed",
    UNIT_STATUS_ON_SCENE: "--committed",
  })[status] ?? "--other";

export function createMap(element, page) {
  const zoneSource = new VectorSource();
  const unitSource = new VectorSource();
  const incidentSource = new VectorSource();
  const trailSource = new VectorSource();
  const looks = new globalThis.Map();
  const labels = new globalThis.Map();
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

  // Looks and labels are made once: a thousand dots are drawn anew each time that one has moved.
  const lookOf = (status, stale) => {
    const key = `${status} ${stale}`;
    let look = looks.get(key);
    if (look === undefined) {
      const fill = new Fill({ color: stale ? "transparent" : colour(colourOf(status)) });
      const stroke = new Stroke({ color: colour(colourOf(status)), width: 2 });
      looks.set(key, (look = new Style({ image: shapeOf(status, fill, stroke) })));
    }
    return look;
  };

  const labelOf = (name) => {
    let label = labels.get(name);
    if (label === undefined) {
      labels.set(name, (label = new Style({ text: textStyle(name) })));
    }
    return label;
  };

  const unitStyle = (feature, resolution) => {
    const look = lookOf(feature.get("status"), feature.get("stale"));
    const name = feature.getId();
    return name === selected || resolution < 12 ? [look, labelOf(name)] : look;
  };

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
      new VectorLayer({ source: unitSource, style: unitStyle }),
    ],
    view: new View({ center: fromLonLat([-1.1, 52.6]), zoom: 10 }),
  });
  map.on("singleclick", ({ pixel }) => {
    const found = map.forEachFeatureAtPixel(pixel, (feature) => feature, { hitTolerance: 6 });
    if (found?.get("link")) {
      location.hash = found.get("link");
    }
  });

  const put = (source, id, place, properties) => {
    let feature = source.getFeatureById(id);
    if (feature === null) {
      feature = new Feature(new Point(place));
      feature.setId(id);
      source.addFeature(feature);
    }
    feature.getGeometry().setCoordinates(place);
    feature.setProperties(properties, true);
  };

  const remove = (source, id) => {
    const feature = source.getFeatureById(id);
    if (feature !== null) {
      source.removeFeature(feature);
    }
  };

  function showUnit(name) {
    const unit = page.situation.unit(name);
    if (unit.moved === null) {
      remove(unitSource, name);
      return;
    }
    put(unitSource, name, at(unit.moved), {
      status: unit.status?.status,
      stale: unit.stale,
      link: `#/dispatch/unit/${encodeURIComponent(name)}`,
    });
  }

  function showIncident(name, messages) {
    const incident = single(messages, "incident_updated")?.incident;
    if (incident?.lat_e7 == null) {
      remove(incidentSource, name);
      return;
    }
    put(incidentSource, name, at(incident), {
      grade: incident.grade,
      link: `#/dispatch/incident/${encodeURIComponent(name)}`,
    });
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
      unitSource.clear(true);
      incidentSource.clear(true);
    }
    for (const topic of topics ?? shownTopics()) {
      showTopic(topic);
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
        unitSource.changed();
        zoneSource.changed();
        incidentSource.changed();
      }
    },
    restyle() {
      looks.clear();
      labels.clear();
      roads?.restyle();
      trailSource.changed();
      unitSource.changed();
      zoneSource.changed();
      incidentSource.changed();
    },
  };
}
