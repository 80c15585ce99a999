// Alarms, above every view: what they are in words, and what can be done about each.
import { html } from "lit-html";
import { answerAlarm } from "./server.js";
import { clockWords, lengthWords, number } from "./words.js";

const stateWords = {
  ALARM_STATE_UNACKNOWLEDGED: "new",
  ALARM_STATE_ACKNOWLEDGED: "acknowledged",
  ALARM_STATE_RETURNED: "over, not seen",
  ALARM_STATE_SHELVED: "shelved",
};

const ruleOrder = [
  "ALARM_RULE_EMERGENCY",
  "ALARM_RULE_UNIT_SILENT",
  "ALARM_RULE_SOURCE_STALE",
  "ALARM_RULE_RED_TIME",
];

/// Those that are not over: what asks for an answer first, then by urgency.
export function alarmsOf(situation) {
  const all = [];
  for (const [, messages] of situation.topicsBelow("alert")) {
    for (const { alarm_changed: alarm } of messages.values()) {
      if (alarm) {
        all.push(alarm);
      }
    }
  }
  const waits = (alarm) => !(needsAnswer(alarm));
  return all.sort(
    (a, b) =>
      waits(a) - waits(b) ||
      ruleOrder.indexOf(a.rule) - ruleOrder.indexOf(b.rule) ||
      number(a.number) - number(b.number),
  );
}

const needsAnswer = ({ state }) => state === "ALARM_STATE_UNACKNOWLEDGED" || state === "ALARM_STATE_RETURNED";

const unitLink = (name) => html`<a href=${`#/dispatch/unit/${encodeURIComponent(name)}`}>${name}</a>`;
const incidentLink = (name) => html`<a href=${`#/dispatch/incident/${encodeURIComponent(name)}`}>${name}</a>`;

function words(alarm) {
  switch (alarm.rule) {
    case "ALARM_RULE_EMERGENCY":
      return html`${unitLink(alarm.subject)} pressed the emergency button`;
    case "ALARM_RULE_UNIT_SILENT":
      return html`${unitLink(alarm.subject)} is silent${alarm.incident ? html`, sent to ${incidentLink(alarm.incident)}` : ", and committed"}`;
    case "ALARM_RULE_SOURCE_STALE":
      return html`Nothing is heard of ${alarm.subject}: ${alarm.devices} devices`;
    case "ALARM_RULE_RED_TIME":
      return html`${alarm.zones.map(
        (zone, i) =>
          html`${i ? "; " : ""}${zone.zone} lacks ${Math.ceil(number(zone.missing_ms) / 60_000)} min of its red time, leave by ${clockWords(zone.leave_by_ms)}`,
      )}. Nearest free: ${alarm.nearest.map(
        (unit, i) => html`${i ? ", " : ""}${unitLink(unit.unit)} in ${lengthWords(number(unit.travel_ms))}`,
      )}`;
    default:
      return alarm.subject;
  }
}

/// The strip, and what somebody types into it.
export class AlarmStrip {
  #page;
  #shelving = "";
  #trouble = "";

  constructor(page) {
    this.#page = page;
  }

  async #answer(alarm, action, more = {}) {
    try {
      await answerAlarm(action, { number: number(alarm.number), ...more });
      this.#shelving = "";
      this.#trouble = "";
    } catch (error) {
      this.#trouble = `Alarm ${alarm.number}: ${error.message}`;
    }
    this.#page.redraw();
  }

  #shelve(event, alarm) {
    event.preventDefault();
    const form = new FormData(event.target);
    const until = this.#page.now() + number(form.get("minutes")) * 60_000;
    this.#answer(alarm, "shelve", { reason: form.get("reason"), until_ms: until });
  }

  #openShelf(alarm) {
    this.#shelving = alarm.number;
    this.#page.redraw();
    document.getElementById(`reason-${alarm.number}`)?.focus();
  }

  #closeShelf() {
    this.#shelving = "";
    this.#page.redraw();
  }

  #shelf(alarm) {
    return html`
      <form @submit=${(event) => this.#shelve(event, alarm)} @keydown=${(event) => event.key === "Escape" && this.#closeShelf()}>
        <label>Reason <input id=${`reason-${alarm.number}`} name="reason" required maxlength="200"></label>
        <label>Minutes <input name="minutes" type="number" min="1" max="720" value="30" required></label>
        <button>Shelve</button>
        <button type="button" @click=${() => this.#closeShelf()}>Leave it</button>
      </form>`;
  }

  #buttons(alarm) {
    const name = `alarm ${alarm.number}`;
    if (alarm.state === "ALARM_STATE_SHELVED") {
      return html`until ${clockWords(alarm.shelved_until_ms)}
        <button aria-label=${`Bring back ${name}`} @click=${() => this.#answer(alarm, "unshelve")}>Bring back</button>`;
    }
    return html`
      ${needsAnswer(alarm)
        ? html`<button aria-label=${`Acknowledge ${name}`} @click=${() => this.#answer(alarm, "acknowledge")}>Acknowledge</button>`
        : ""}
      ${alarm.rule === "ALARM_RULE_EMERGENCY"
        ? ""
        : html`<button aria-label=${`Shelve ${name}`} @click=${() => this.#openShelf(alarm)}>Shelve</button>`}`;
  }

  draw() {
    const alarms = alarmsOf(this.#page.situation);
    return html`
      <section class="alarms" aria-label="Alarms">
        <p class="count" role="status">${
          alarms.length === 0 ? "No alarms" : `${alarms.filter(needsAnswer).length} of ${alarms.length} alarms to answer`
        }</p>
        <p role="alert">${this.#trouble}</p>
        <ul aria-live="polite">
          ${alarms.map(
            (alarm) => html`
              <li class=${needsAnswer(alarm) ? "new" : "seen"}>
                <span class="state">${stateWords[alarm.state]}</span>
                <span>${alarm.sector || "everybody"}</span>
                <span>${clockWords(alarm.annunciated_at_ms)}</span>
                <span>${words(alarm)}${alarm.chattering ? " (comes and goes)" : ""}</span>
                ${this.#shelving === alarm.number ? this.#shelf(alarm) : this.#buttons(alarm)}
              </li>`,
          )}
        </ul>
      </section>`;
  }
}
