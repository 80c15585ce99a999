// Local time of the force as a form has it, "2026-11-23T06:00", and instants.

const fields = (ms, timeZone) => {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  }).formatToParts(new Date(ms));
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
};

export function toForm(ms, timeZone) {
  const { year, month, day, hour, minute } = fields(ms, timeZone);
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

/// The first of two instants when clocks go back; NaN for what is no time.
export function fromForm(text, timeZone) {
  const asUtc = Date.parse(`${text}Z`);
  const offset = (ms) => Date.parse(`${toForm(ms, timeZone)}Z`) - ms;
  return Number.isNaN(asUtc) ? NaN : asUtc - offset(asUtc - offset(asUtc - 86_400_000));
}

/// Monday 06:00 after `ms`.
export function nextMonday(ms, timeZone) {
  for (let day = 0; ; day += 1) {
    const date = toForm(ms + day * 86_400_000, timeZone).slice(0, 10);
    const at = fromForm(`${date}T06:00`, timeZone);
    if (new Date(`${date}T00:00Z`).getUTCDay() === 1 && at > ms) {
      return at;
    }
  }
}
