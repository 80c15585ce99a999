// Where nothing tells whom command and control sends.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, serve } from "./browser.js";
import { Server } from "./server.js";

const server = new Server(true);
const browser = new Browser();

serve(server, browser, {
  status: ["unit,status,at,incident", "A1,available,2026-11-20T14:00:10Z,", "B2,available,2026-11-20T14:00:10Z,"],
  pings: [
    "device,observed_at,lat,lon",
    "radio-1,2026-11-20T14:00:20Z,52.6500,-1.1290",
    "radio-2,2026-11-20T14:00:20Z,52.6502,-1.1310",
  ],
  incidents: [
    "incident,version,grade,type,lat,lon,opened,closed,assigned",
    "I-1,1,1,burglary,52.6503,-1.1312,2026-11-20T14:00:30Z,,",
    "I-2,1,2,shoplifting,52.6503,-1.1312,2026-11-20T14:00:30Z,,",
  ],
});

const sendButtons = () => browser.page.getByRole("button", { name: /^Send / });

test("at grade 1 nobody is asked", async () => {
  const { page } = browser;
  await browser.logIn(server.address, "dispatcher");
  await page.goto(`${server.address}#/dispatch/incident/I-1`);
  await page.getByRole("button", { name: "Copy B2" }).waitFor();
  assert.equal(await sendButtons().count(), 0);
});

test("else a click sends, is told to everybody and is on record", async () => {
  const { page } = browser;
  await page.goto(`${server.address}#/dispatch/incident/I-2`);
  await page.getByRole("button", { name: "Send A1" }).press("Enter");
  await page.getByText("A1 is sent to I-2").waitFor();
  await page.getByRole("row", { name: /^2 I-2 .* A1$/ }).waitFor();
  await browser.nothingForAxe();
  const record = server.responses().find((response) => response.incident === "I-2");
  assert.equal(record.assigned.unit, "A1");
  assert.deepEqual(record.nearest.map((one) => one.unit), ["B2", "A1"]);
});
