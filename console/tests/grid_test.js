// Grid references beside what PROJ gives for the same places (cs2cs EPSG:4326 EPSG:27700, to 0.1 m).
import assert from "node:assert/strict";
import { test } from "node:test";
import { gridReference, nationalGrid } from "../page/app/grid.js";

const e7 = (lat, lon) => ({ lat_e7: Math.round(lat * 1e7), lon_e7: Math.round(lon * 1e7) });

test("eastings and northings are those of PROJ", () => {
  for (const [lat, lon, east, north] of [
    [52.65, -1.13, 458955.3, 306162.5],
    [51.5077, -0.128, 530014.0, 180413.1],
    [56.5, -4, 276984.4, 736006.2],
  ]) {
    const [e, n] = nationalGrid(e7(lat, lon));
    assert.ok(Math.abs(e - east) < 0.1 && Math.abs(n - north) < 0.1, `${e} ${n}`);
  }
});

test("a reference names the square of 100 m, and degrees where there is no grid", () => {
  assert.equal(gridReference(e7(52.65, -1.13)), "SK 589 061");
  assert.equal(gridReference(e7(51.5077, -0.128)), "TQ 300 804");
  assert.equal(gridReference(e7(56.5, -4)), "NN 769 360");
  assert.equal(gridReference(e7(39.96, -82.99)), "39.9600, -82.9900");
});
