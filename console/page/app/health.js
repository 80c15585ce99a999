// How the sources and the server do, in words. Asked for while the view is open.
import { html } from "lit-html";
import { alarmLogPart } from "./alarm_log.js";
import { holderDoubts } from "./holder_doubts.js";
import { wide } from "./wide.js";
import { ageWords, lengthWords, number, timeWords } from "./words.js";

const refreshWords = {
  REFRESH_VERDICT_TOO_FEW: "too few to say",
  REFRESH_VERDICT_BETTER: "faster than promised",
  REFRESH_VERDICT_PROMISED: "as promised",
  REFRESH_VERDICT_WORSE: "slower than promised",
};

const milliseconds = (ms) => (ms == null ? "-" : lengthWords(number(ms)));

const rejects = (list) => list.map((reject) => `${reject.count} ${reject.reason}`).join(", ") || "none";

const stateWords = {
  SOURCE_STATE_NEVER_HEARD: "not heard yet",
  SOURCE_STATE_HEARD: "heard",
  SOURCE_STATE_UNREADABLE: "heard, but what it sends cannot be used",
  SOURCE_STATE_SILENT: "silent",
};
const troubled = ["SOURCE_STATE_UNREADABLE", "SOURCE_STATE_SILENT"];

const sourceRow = (source, nowMs) => html`
  <tr>
    <th scope="row">${source.source}</th>
    <td class=${troubled.includes(source.state) ? "stale" : ""}>${stateWords[source.state] ?? "-"}</td>
    <td>${source.last_heard_at_ms == null ? "-" : ageWords(number(source.last_heard_at_ms), nowMs)}</td>
    <td>${source.positioned ?? 0}</td>
    <td>${source.no_fix ?? 0}</td>
    <td>${source.silent_devices ?? 0}</td>
    <td>${milliseconds(source.summary?.delay_median_ms)}, 95 % within ${milliseconds(source.summary?.delay_p95_ms)}</td>
    <td>${refreshWords[source.refresh] ?? "-"}${
      source.summary?.refresh_median_ms == null ? "" : ` (${lengthWords(number(source.summary.refresh_median_ms))})`
    }</td>
    <td>${rejects(source.summary?.rejects ?? [])}</td>
  </tr>`;

const journalWords = (server) =>
  server.journal_writable
    ? `The journal takes events: ${server.events_durable} on disk, ${server.feed_number} messages published.`
    : `The journal is not writable: ${server.journal_trouble}. Nothing is acknowledged.`;

export function health(page) {
  const { value, error } = page.health;
  if (value === null) {
    return html`<p role="status">${error || "Asking the server."}</p>`;
  }
  const [sources, status] = value;
  const nowMs = number(sources.engine_now_ms);
  return html`
    <h2>Sources at ${timeWords(nowMs)}</h2>
    ${wide("Sources", html`<table>
      <thead><tr>
        <th>Source</th><th>State</th><th>Last heard</th><th>Devices with position</th><th>Radio alive, no fix</th>
        <th>Silent</th><th>Delay</th><th>Refresh</th><th>Rejects, this hour and the last</th>
      </tr></thead>
      <tbody>${sources.sources.map((source) => sourceRow(source, nowMs))}</tbody>
    </table>`)}
    <h2>Server</h2>
    <p>${journalWords(status)}</p>
    ${wide("Counted", html`<table>
      <caption>Counted since the journal began</caption>
      <thead><tr><th>Where</th><th>What</th><th>How often</th></tr></thead>
      <tbody>${(status.counters ?? []).map(
        (counter) => html`<tr><th scope="row">${counter.source}</th><td>${counter.reason}</td><td>${counter.total}</td></tr>`,
      )}</tbody>
    </table>`)}
    <p>Devices that no roster names: ${(status.unknown_devices ?? []).join(", ") || "none"}</p>
    ${page.may("live") ? holderDoubts(status.doubts ?? []) : ""}
    ${page.may("alarms") ? alarmLogPart(page) : ""}`;
}
