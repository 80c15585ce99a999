// The parts of the page that need no browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseGridReference, referenceOf } from "../page/app/grid_places.js";
import { parseWeek, weekText } from "../page/app/red_grid.js";
import { fromForm, nextMonday, toForm } from "../page/app/local_time.js";
import { readPlace } from "../page/app/place.js";
import { doubtWords, mph, windWord } from "../page/app/words.js";
import { ZoneDraft } from "../page/app/zone_draft.js";

test("an address is read whatever stands in it", () => {
  assert.deepEqual(readPlace("#/dispatch/incident/I%2F1"), { view: "dispatch", kind: "incident", name: "I/1" });
  assert.deepEqual(readPlace("#/dispatch/incident/100%"), { view: "dispatch", kind: "incident", name: "100%" });
  assert.deepEqual(readPlace(""), { view: "", kind: "", name: "" });
});

test("the zones of a draft are made anew when it or the set in force changes, and only then", () => {
  const feature = (id) => ({ id, properties: { name: id, kind: "", red_windows: "" }, geometry: { coordinates: [] } });
  const draft = new ZoneDraft(() => {});
  const inForce = { features: [feature("west"), feature("east")] };
  const zones = draft.zones(inForce);
  assert.equal(draft.zones(inForce), zones);
  draft.put({ ...zones[0], kind: "beat" });
  assert.notEqual(draft.zones(inForce), zones);
  assert.deepEqual(draft.zones(inForce).map(({ kind }) => kind), ["beat", ""]);
  assert.equal(draft.zones({ features: [feature("west")] }).length, 1);
});

test("a grid reference is read to the place that PROJ gives it", () => {
  // The middle of the square of 10 m, by cs2cs EPSG:27700 EPSG:4326 of 458955 306165.
  const [lon, lat] = parseGridReference("SK 5895 0616");
  assert.ok(Math.abs(lat - 52.65002262) < 1e-6 && Math.abs(lon - -1.13000409) < 1e-6, `${lat} ${lon}`);
  assert.equal(referenceOf(parseGridReference("NT 258 740")), "NT 258 740");
  assert.equal(referenceOf(parseGridReference("tq3004980359")), "TQ 300 803");
  assert.equal(parseGridReference("SK 589 04"), null);
  assert.equal(parseGridReference("52.65"), null);
});

test("a speed is in miles an hour, a heading in words", () => {
  assert.equal(mph(1_341), "30 mph");
  assert.equal(mph(null), "0 mph");
  assert.deepEqual([0, 4_499, 22_400, 33_751].map(windWord), ["north", "north-east", "south-west", "north"]);
});

test("a doubt of who holds a device says what its moves show", () => {
  const doubt = { doubt: "HOLDER_DOUBT_NO_CALL_SIGN", moves_with: "A1" };
  assert.equal(doubtWords(doubt), "moves with A1, but has no call sign");
  assert.equal(doubtWords({ ...doubt, moves_with: "" }), "moves, but has no call sign");
  const swapped = { doubt: "HOLDER_DOUBT_SWAPPED", unit: "A1", moves_with: "A2", swapped_with: "lip/7" };
  assert.equal(doubtWords(swapped), "held by A1, moves with A2: swapped with lip/7");
  assert.equal(doubtWords({ ...swapped, doubt: "HOLDER_DOUBT_MOVES_WITH_OTHER" }), "held by A1, moves with A2");
});

test("a time of the form is local, on both sides of the clock changes", () => {
  const london = (text) => new Date(fromForm(text, "Europe/London")).toISOString();
  assert.equal(london("2026-07-01T06:00"), "2026-07-01T05:00:00.000Z");
  assert.equal(london("2026-11-23T06:00"), "2026-11-23T06:00:00.000Z");
  assert.equal(london("2026-03-29T06:00"), "2026-03-29T05:00:00.000Z");
  assert.equal(london("2026-10-25T01:30"), "2026-10-25T00:30:00.000Z");
  assert.ok(Number.isNaN(fromForm("", "Europe/London")));
  const monday = nextMonday(Date.parse("2026-11-20T14:00Z"), "Europe/London");
  assert.equal(toForm(monday, "Europe/London"), "2026-11-23T06:00");
  assert.equal(toForm(nextMonday(monday, "Europe/London"), "Europe/London"), "2026-11-30T06:00");
});

const rules = [
  ["Fr-Sa 21:00-03:00", "Fr-Sa 21:00-03:00"],
  ["Fr-Sa 21:00-03:00; Su 12:00-14:00", "Fr-Sa 21:00-03:00; Su 12:00-14:00"],
  ["21:00-03:00; Su 12:00-14:00", "Mo-Sa 21:00-03:00; Su 12:00-14:00"],
  ["Mo-Fr 15:00-18:00, 20:00-22:00", "Mo-Fr 15:00-18:00,20:00-22:00"],
  ["Mo-Fr 15:00-18:00, Mo-Fr 20:00-22:00", "Mo-Fr 15:00-18:00,20:00-22:00"],
  ["Sa-Mo 08:00-09:00", "Mo,Sa-Su 08:00-09:00"],
  ["Su 22:00-02:00", "Su 22:00-02:00"],
  ["Mo-Su 00:00-24:00", "24/7"],
  ["24/7", "24/7"],
  ["Fr 21:00-21:00", "Fr 21:00-21:00"],
  ["", ""],
];

test("red times go to the week and back", () => {
  for (const [text, again] of rules) {
    assert.equal(weekText(parseWeek(text)), again, text);
    assert.deepEqual(parseWeek(again), parseWeek(text), text);
  }
  assert.equal(parseWeek("Su 22:00-02:00")[0], true, "Monday at midnight is still Sunday's");
});

test("a week longer than a day at a stretch is cut at midnight", () => {
  const week = Array(168).fill(false).fill(true, 4 * 24 + 21, 6 * 24 + 3);
  assert.equal(weekText(week), "Fr 21:00-24:00; Sa 00:00-24:00; Su 00:00-03:00");
  assert.deepEqual(parseWeek(weekText(week)), week);
});

test("what whole hours of every week cannot say stays text", () => {
  for (const text of ["Fr 21:30-03:00", "Fr 21:00-03:00; PH off", "Dec 24-26 18:00-02:00", "Fr", "PH 12:00-20:00", "Mo-Fr-Sa 10:00-11:00", "Fr 24:00-03:00"]) {
    assert.equal(parseWeek(text), null, text);
  }
});
