// What holds now, as the feed says it: topic -> key -> message. Nothing else is kept of the past.

export class Situation {
  #topics = new Map();
  #listeners = new Set();
  #changed = new Set();
  #waiting = false;
  #loading = null;

  heartbeat = null;
  zonesHash = "";

  /// `listener(topics)` is called at most once a frame, with the topics that changed; null: all.
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  takeSnapshot({ items, part, last }) {
    if (part === 0) {
      this.#loading = new Map();
    }
    if (this.#loading === null) {
      return;
    }
    for (const item of items) {
      apply(this.#loading, item);
    }
    if (last) {
      this.#topics = this.#loading;
      this.#loading = null;
      this.#changed = null;
      this.#noteZones();
      this.#tellSoon();
    }
  }

  takeItems({ items }) {
    for (const item of items) {
      for (const topic of apply(this.#topics, item)) {
        this.#changed?.add(topic);
      }
      if (item.topic === "map/zones/") {
        this.#changed = null;
        this.#noteZones();
      }
    }
    this.#tellSoon();
  }

  takeHeartbeat(heartbeat) {
    this.heartbeat = heartbeat;
    this.#tellSoon();
  }

  topic(name) {
    return this.#topics.get(name);
  }

  *topicsBelow(prefix) {
    for (const [name, messages] of this.#topics) {
      if (name.startsWith(prefix)) {
        yield [name, messages];
      }
    }
  }

  #noteZones() {
    for (const message of this.#topics.get("map/zones/")?.values() ?? []) {
      this.zonesHash = message.zones_changed?.hash ?? "";
    }
  }

  #tellSoon() {
    if (!this.#waiting) {
      this.#waiting = true;
      requestAnimationFrame(() => {
        this.#waiting = false;
        const changed = this.#changed;
        this.#changed = new Set();
        for (const listener of this.#listeners) {
          listener(changed);
        }
      });
    }
  }
}

function apply(topics, item) {
  const touched = [item.topic];
  if (item.effect !== "pass") {
    let messages = topics.get(item.topic);
    if (messages === undefined) {
      topics.set(item.topic, (messages = new Map()));
    }
    if (item.effect === "keep") {
      messages.set(item.key, item.message);
    } else {
      messages.delete(item.key);
    }
  }
  for (const ended of item.ended ?? []) {
    touched.push(ended.topic);
    if (ended.key === undefined) {
      topics.delete(ended.topic);
    } else {
      topics.get(ended.topic)?.delete(ended.key);
    }
  }
  return touched;
}

/// Of a topic "unit/<unit>/": what is known of the unit, one object.
export function readUnit(messages) {
  const unit = { name: "", moved: null, status: null, stale: false };
  for (const message of messages?.values() ?? []) {
    if (message.unit_moved) {
      unit.moved = message.unit_moved;
      unit.name = message.unit_moved.unit;
    } else if (message.unit_status_changed) {
      unit.status = message.unit_status_changed;
      unit.name ||= message.unit_status_changed.unit;
    } else if (message.unit_staleness_changed) {
      unit.stale = message.unit_staleness_changed.stale;
    }
  }
  return unit;
}

export const single = (messages, field) => {
  for (const message of messages?.values() ?? []) {
    if (message[field]) {
      return message[field];
    }
  }
  return null;
};
