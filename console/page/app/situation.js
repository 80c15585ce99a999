// What holds now, as the feed says it: topic -> key -> message. Nothing else is kept of the past.

// Topics lie by their first word: few incidents are found without passing thousands of units.
class Topics {
  #kinds = new Map();

  below(kind) {
    return this.#kinds.get(kind) ?? new Map();
  }

  get(topic) {
    return this.below(kindOf(topic)).get(topic);
  }

  messagesOf(topic) {
    const kind = kindOf(topic);
    let topics = this.#kinds.get(kind);
    if (topics === undefined) {
      this.#kinds.set(kind, (topics = new Map()));
    }
    let messages = topics.get(topic);
    if (messages === undefined) {
      topics.set(topic, (messages = new Map()));
    }
    return messages;
  }

  delete(topic) {
    this.below(kindOf(topic)).delete(topic);
  }
}

const kindOf = (topic) => topic.slice(0, topic.indexOf("/"));

export class Situation {
  #topics = new Topics();
  #listeners = new Set();
  #changed = new Set();
  #onlyMoved = true;
  #waiting = false;
  #loading = null;
  #units = new UnitList();

  heartbeat = null;
  zonesHash = "";
  /// Whether the server has told what holds.
  told = false;

  /// `listener(topics, onlyMoved)` is called at most once a frame, with the topics that changed (null: all),
  /// and whether all that happened is that units moved.
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  takeSnapshot({ items, part, last }) {
    if (part === 0) {
      this.#loading = new Topics();
    }
    if (this.#loading === null) {
      return;
    }
    for (const item of items) {
      apply(this.#loading, item);
    }
    if (last) {
      this.#topics = this.#loading;
      this.told = true;
      this.#loading = null;
      this.#changed = null;
      this.#onlyMoved = false;
      this.#units = new UnitList(this.#topics.below("unit").keys());
      this.#noteZones();
      this.#tellSoon();
    }
  }

  takeItems({ items }) {
    for (const item of items) {
      this.#onlyMoved &&= item.message?.unit_moved !== undefined;
      for (const topic of apply(this.#topics, item)) {
        this.#changed?.add(topic);
        if (topic.startsWith("unit/")) {
          this.#units.note(topic);
        }
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
    this.#onlyMoved = false;
    this.#tellSoon();
  }

  topic(name) {
    return this.#topics.get(name);
  }

  /// Of a first word, "incident": topic -> key -> message.
  topicsBelow(kind) {
    return this.#topics.below(kind);
  }

  /// What is known of each unit, by name.
  units() {
    return this.#units.read(this.#topics);
  }

  unit(name) {
    return readUnit(this.#topics.get(`unit/${name}/`));
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
        const onlyMoved = this.#onlyMoved;
        this.#changed = new Set();
        this.#onlyMoved = true;
        for (const listener of this.#listeners) {
          listener(changed, onlyMoved);
        }
      });
    }
  }
}

// Units in the order of their names; those noted are read again when somebody asks.
class UnitList {
  #byTopic = new Map();
  #byName = null;
  #noted;

  constructor(topics = []) {
    this.#noted = new Set(topics);
  }

  note(topic) {
    this.#noted.add(topic);
  }

  read(topics) {
    for (const topic of this.#noted) {
      const unit = readUnit(topics.get(topic));
      const held = this.#byTopic.get(topic);
      if (held !== undefined && unit.name) {
        Object.assign(held, unit);
      } else if (unit.name) {
        this.#byTopic.set(topic, unit);
        this.#byName = null;
      } else if (this.#byTopic.delete(topic)) {
        this.#byName = null;
      }
    }
    this.#noted.clear();
    return (this.#byName ??= [...this.#byTopic.values()].sort((a, b) => (a.name < b.name ? -1 : 1)));
  }
}

function apply(topics, item) {
  const touched = [item.topic];
  if (item.effect !== "pass") {
    const messages = topics.messagesOf(item.topic);
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

// Of a topic "unit/<unit>/": what is known of the unit, one object.
function readUnit(messages) {
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
