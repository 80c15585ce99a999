// What one login is shown and works on. It is made anew with each, so that nobody finds what somebody else
// asked for: whatever belongs to who looks stands here.
import { AlarmStrip } from "./alerts.js";
import { KeptAnswer } from "./kept_answer.js";
import { LookPages } from "./look_pages.js";
import * as server from "./server.js";
import { Situation } from "./situation.js";
import { UnitPanel } from "./unit.js";
import { number, useForce } from "./words.js";
import { ZoneEditor } from "./zones.js";

const healthEveryMs = 5_000;
/// A shift.
const alarmLogMs = 12 * 3_600_000;

async function learnWords() {
  const words = await server.force();
  useForce(words);
  return words;
}

export class Login {
  online = false;
  /// What the line for experts did not understand.
  notUnderstood = "";
  zoneMap = null;
  /// What names on the board are narrowed to, and how many rows are drawn beyond the first.
  boardPart = { wanted: "", more: 0 };
  /// How many rows of the alarms' log are drawn beyond the first.
  alarmRowsMore = 0;

  /// `me`: what /v1/me says; `place`: see place.js; `tables`: the long ones, by name.
  constructor(me, place, tables, redraw) {
    const kept = (ask) => new KeptAnswer(ask, redraw);
    Object.assign(this, { me, place, tables, redraw });
    this.situation = new Situation();
    /// What the force calls things.
    this.force = kept(learnWords);
    this.board = kept(server.board);
    this.zone = kept(server.zone);
    this.zones = kept(server.zones);
    this.looks = new LookPages(server.looks, redraw);
    this.own = kept(server.ownRecord);
    this.health = kept(() => Promise.all([server.sources(), server.status()]));
    this.alarmLog = kept(() => server.alarmLog(this.now() - alarmLogMs));
    /// Zone sets in force and to come.
    this.sets = kept(server.status);
    this.panel = new UnitPanel(this);
    this.editor = new ZoneEditor(this);
    this.alarms = new AlarmStrip(this);
  }

  may(right) {
    return this.me.rights.includes(right);
  }

  /// The engine's clock, going on between two heartbeats.
  now() {
    return this.situation.heartbeat ? number(this.situation.heartbeat.engine_now_ms) : Date.now();
  }

  /// Their names are found from every view. Settled when they are known.
  keepZones() {
    return this.may("presence") ? this.zones.keep(this.situation.zonesHash) : Promise.resolve();
  }

  /// Asks for what a view shows, unless it is known: a dispatcher's window costs nobody a board. What time
  /// changes is asked for again in each minute of the engine's.
  keep(view) {
    const { heartbeat, zonesHash } = this.situation;
    const minute = Math.floor(number(heartbeat?.engine_now_ms) / 60_000);
    if (minute === 0) {
      return;
    }
    this.force.keep(`${heartbeat.run.run}`);
    this.keepZones();
    if (view === "board") {
      this.board.keep(`${minute} ${zonesHash}`);
    } else if (view === "zone") {
      const { kind: name } = this.place;
      this.zone.keep(`${minute} ${zonesHash} ${name}`, name);
    } else if (view === "zones") {
      this.sets.keep(zonesHash);
    } else if (view === "health") {
      this.#keepHealth();
    } else if (view === "looks") {
      this.looks.begin();
    } else if (view === "mine") {
      this.own.keep("once");
    }
  }

  // A server that is slow is not asked again before it has answered.
  #keepHealth() {
    for (const answer of this.may("alarms") ? [this.health, this.alarmLog] : [this.health]) {
      if (!answer.asking) {
        answer.keep(`${Math.floor(Date.now() / healthEveryMs)}`);
      }
    }
  }
}
