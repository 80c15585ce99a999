// Changes to the zone set in force that are not in force yet.

const around = ([lon, lat]) => {
  const north = 50 / 111_320;
  const east = north / Math.cos((lat * Math.PI) / 180);
  const at = (x, y) => [lon + x * east, lat + y * north].map((degrees) => Math.round(degrees * 1e7) / 1e7);
  return [at(-1, -1), at(1, -1), at(1, 1), at(-1, 1), at(-1, -1)];
};

export class ZoneDraft {
  #put = new Map();
  #removed = new Set();
  #tell;
  #inForce = null;
  #zones = null;

  /// `changed()` is called after each change.
  constructor(changed) {
    this.#tell = changed;
  }

  #changed() {
    this.#zones = null;
    this.#tell();
  }

  get empty() {
    return this.#put.size === 0 && this.#removed.size === 0;
  }

  forget() {
    this.#put.clear();
    this.#removed.clear();
    this.#changed();
  }

  /// "changed", "new", "taken out" or "".
  fate(name, isInForce) {
    return this.#removed.has(name) ? "taken out" : !this.#put.has(name) ? "" : isInForce ? "changed" : "new";
  }

  /// The zones in force as the draft has them, new ones last: {name, kind, red_windows, coordinates}. The same
  /// array until something changes.
  zones(inForce) {
    if (this.#zones === null || inForce !== this.#inForce) {
      this.#inForce = inForce;
      this.#zones = this.#merged(inForce);
    }
    return this.#zones;
  }

  #merged(inForce) {
    const all = (inForce?.features ?? []).map((feature) => this.#put.get(feature.id) ?? plain(feature));
    const known = new Set(all.map(({ name }) => name));
    return [...all, ...[...this.#put.values()].filter(({ name }) => !known.has(name))];
  }

  put(zone) {
    this.#removed.delete(zone.name);
    this.#put.set(zone.name, zone);
    this.#changed();
  }

  remove(name, isInForce) {
    this.#put.delete(name);
    if (isInForce) {
      this.#removed.add(name);
    }
    this.#changed();
  }

  takeBack(name) {
    this.#put.delete(name);
    this.#removed.delete(name);
    this.#changed();
  }

  /// A square of 100 m at the middle of `like`, whose kind and levels it has.
  add(name, like) {
    this.put({ name, kind: like.kind, red_windows: "", levels_of: like.name, coordinates: [[around(like.coordinates[0][0][0])]] });
  }

  /// What the server takes as a change to the set in force.
  body() {
    return {
      type: "FeatureCollection",
      removed: [...this.#removed],
      features: [...this.#put.values()].map(({ coordinates, ...properties }) => ({
        type: "Feature",
        properties,
        geometry: { type: "MultiPolygon", coordinates },
      })),
    };
  }
}

const plain = ({ properties, geometry }) => ({
  name: properties.name,
  kind: properties.kind,
  red_windows: properties.red_windows,
  coordinates: geometry.coordinates,
});
