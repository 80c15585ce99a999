// Questions to the server. Every error carries the text of its RFC 9457 document.

export class ServerError extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, { credentials: "same-origin", ...options });
  } catch {
    throw new ServerError(0, "The server cannot be reached.");
  }
  if (answer.status === 204) {
    return null;
  }
  const body = await answer.json();
  if (!answer.ok) {
    throw new ServerError(answer.status, body.detail ?? answer.statusText);
  }
  return body;
}

const withParameters = (path, parameters) =>
  `${path}?${new URLSearchParams(Object.entries(parameters).filter(([, value]) => value != null && value !== ""))}`;

export const whoAmI = () => ask("/v1/me");
export const logIn = (name, password) =>
  ask("/v1/login", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name, password }),
  });
export const logOut = () => ask("/v1/logout", { method: "POST" });
export const zones = () => ask("/v1/zones");
export const presence = (place, fromMs, toMs) =>
  ask(withParameters("/v1/presence", { ...place, from_ms: fromMs, to_ms: toMs }));
export const board = () => ask("/v1/board");
export const zone = (name) => ask(withParameters("/v1/zone", { zone: name }));
export const force = () => ask("/v1/force");
export const nearest = (goal) => ask(withParameters("/v1/nearest", goal));
export const status = () => ask("/v1/status");
export const sources = () => ask("/v1/sources");
export const trail = (unit, fromMs, toMs) => ask(withParameters("/v1/trail", { unit, from_ms: fromMs, to_ms: toMs }));
export const looks = async (before) => (await ask(withParameters("/v1/looks", { before }))).looks;
export const ownRecord = () => ask("/v1/own-record");

// Zipped: the sets of a whole force are larger than what the server takes in one request.
async function sendZones(blob, base) {
  const body = await new Response(blob.stream().pipeThrough(new CompressionStream("gzip"))).blob();
  return ask(withParameters("/v1/zone-sets", { base }), { method: "POST", body });
}

export const importZoneSet = (file) => sendZones(file, "");
export const changeZoneSet = (changes, base) => sendZones(new Blob([JSON.stringify(changes)]), base);
export const zoneSetDifference = (hash) => ask(withParameters("/v1/zone-sets/diff", { hash }));
export const activateZoneSet = (hash, atMs) =>
  ask("/v1/zone-sets/activate", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ hash, at_ms: atMs }),
  });
export const choose = (incident, unit) =>
  ask("/v1/choice", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ incident, unit }),
  });
export const alarmLog = (fromMs) => ask(withParameters("/v1/alerts", { from_ms: fromMs }));
export const answerAlarm = (action, body) =>
  ask(`/v1/alerts/${action}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
