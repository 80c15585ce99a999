import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf } from "../page/app/command_line.js";

const known = { views: ["dispatch", "board", "health"], units: ["A1", "D21"], incidents: ["I-1"], zones: ["west", "A1 North"] };

test("a word and a name open what they name, whatever the case and however short", () => {
  assert.equal(addressOf("unit d21", known), "#/dispatch/unit/D21");
  assert.equal(addressOf("u A1", known), "#/dispatch/unit/A1");
  assert.equal(addressOf("  inc   i-1 ", known), "#/dispatch/incident/I-1");
  assert.equal(addressOf("zone a1 north", known), "#/zone/A1%20North");
});

test("a name alone is a unit before an incident before a zone, and then a view", () => {
  assert.equal(addressOf("a1", known), "#/dispatch/unit/A1");
  assert.equal(addressOf("west", known), "#/zone/west");
  assert.equal(addressOf("boa", known), "#/board");
});

test("what there is not opens nothing", () => {
  for (const line of ["", "   ", "unit Z9", "nothing", "xunit A1", "zone"]) {
    assert.equal(addressOf(line, known), null, line);
  }
});
