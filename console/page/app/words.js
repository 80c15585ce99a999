// Words and figures as people read them.

export const statusWords = {
  UNIT_STATUS_AVAILABLE: "available",
  UNIT_STATUS_ASSIGNED: "assigned",
  UNIT_STATUS_EN_ROUTE: "en route",
  UNIT_STATUS_ON_SCENE: "on scene",
  UNIT_STATUS_BUSY: "busy",
  UNIT_STATUS_AT_STATION: "at station",
  UNIT_STATUS_OFF_DUTY: "off duty",
  UNIT_STATUS_UNKNOWN: "status unknown",
  UNIT_STATUS_UNSPECIFIED: "status unknown",
};

/// Statuses of a unit that is sent somewhere.
export const committed = ["UNIT_STATUS_ASSIGNED", "UNIT_STATUS_EN_ROUTE", "UNIT_STATUS_ON_SCENE"];

export const gateWords = {
  GATE_OFF_DUTY: "off duty",
  GATE_STATUS: "not available",
  GATE_STATUS_TOO_OLD: "status too old",
  GATE_SKILL: "lacks a skill",
  GATE_VEHICLE: "wrong vehicle",
  GATE_FIX_TOO_OLD: "position too old",
  GATE_ALREADY_ASSIGNED: "assigned already",
  GATE_UNREACHABLE: "no road leads there",
  GATE_SLOWER: "farther away",
};

export const classWords = {
  VISIT_CLASS_PASSING_DRIVING: "passing, driving",
  VISIT_CLASS_PASSING_ON_FOOT: "passing, on foot",
  VISIT_CLASS_SHORT: "short",
  VISIT_CLASS_DOSE: "full dose",
};

export const evidenceWords = {
  EVIDENCE_GRADE_A: "A",
  EVIDENCE_GRADE_B: "B",
  EVIDENCE_GRADE_C: "C, inferred",
};

export const visitStateWords = {
  VISIT_STATE_OPEN: "still there",
  VISIT_STATE_CLOSED: "provisional",
  VISIT_STATE_SETTLED: "settled",
};

export const certaintyWords = {
  PASS_CERTAINTY_POSSIBLE: "possible",
  PASS_CERTAINTY_LIKELY: "likely",
  PASS_CERTAINTY_PROVED: "proved",
};

export const priorityWords = {
  PRIORITY_STATE_UNSPECIFIED: "no, a task",
  PRIORITY_STATE_PROPOSED: "proposed",
  PRIORITY_STATE_AGREED: "agreed",
  PRIORITY_STATE_CLOSED: "closed",
};

export const number = (text) => Number(text ?? 0);

export const miles = (metres) => `${(number(metres) / 1609.344).toFixed(1)} mi`;

export const mph = (centimetresPerSecond) => `${Math.round((number(centimetresPerSecond) * 36) / 1609.344)} mph`;

const winds = ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"];
/// Of an angle clockwise from true north.
export const windWord = (centidegrees) => winds[Math.round(number(centidegrees) / 4_500) % winds.length];

/// "40 s", "12 min", "1 h 05".
export function lengthWords(ms) {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}`;
}

export const ageWords = (sinceMs, nowMs) => (nowMs < sinceMs ? "now" : `${lengthWords(nowMs - sinceMs)} ago`);

export const minutesOf = (ms) => Math.round(number(ms) / 60_000);

let zone = "UTC";
let grades = new Map();
let formats = {};

/// From now on times are the force's local time, and grades have its names and targets.
export function useForce({ time_zone: name, grades: all }) {
  zone = name;
  grades = new Map(all.map((grade) => [grade.grade, grade]));
  formats = {};
}

export const gradeName = (grade) => grades.get(grade)?.name ?? (grade || "-");

/// Milliseconds from the opening to the first unit on scene; 0: none.
export const gradeTarget = (grade) => grades.get(grade)?.target_ms ?? 0;

function formatted(ms, kind, options) {
  formats[kind] ??= new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", ...options });
  return formats[kind].format(new Date(number(ms)));
}

const hourAndMinute = { hour: "2-digit", minute: "2-digit" };

/// "14:03:20", "14:03", "Fri 14:03", in the force's local time.
export const clockWords = (ms) => formatted(ms, "clock", { ...hourAndMinute, second: "2-digit" });
export const timeWords = (ms) => formatted(ms, "time", hourAndMinute);
export const dayTimeWords = (ms) => formatted(ms, "day", { weekday: "short", ...hourAndMinute }).replace(",", "");
/// "Fri 20 Nov".
export const dateWords = (ms) => formatted(ms, "date", { weekday: "short", day: "numeric", month: "short" }).replace(",", "");

/// 0 to 23.
export const hourOf = (ms) => Number(timeWords(ms).slice(0, 2));

/// "Fri 21:00 to 03:00"
export const windowWords = (fromMs, toMs) => `${dayTimeWords(fromMs)} to ${timeWords(toMs)}`;

// What moves show of a doubt (`HolderDoubted` of the feed).
export function doubtWords({ doubt, unit, moves_with: movesWith, swapped_with: swappedWith }) {
  const along = movesWith ? `moves with ${movesWith}` : "moves";
  switch (doubt) {
    case "HOLDER_DOUBT_NO_CALL_SIGN":
      return `${along}, but has no call sign`;
    case "HOLDER_DOUBT_SWAPPED":
      return `held by ${unit}, ${along}: swapped with ${swappedWith}`;
    default:
      return `held by ${unit}, ${along}`;
  }
}
