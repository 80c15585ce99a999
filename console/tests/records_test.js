// Where a unit was, who looked, and how the sources do: in a real browser before a real server.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, serve } from "./browser.js";
import { Server } from "./server.js";

const server = new Server();
const browser = new Browser();

serve(server, browser, {
  status: ["unit,status,at,incident", "A1,available,2026-11-20T14:00:10Z,", "B2,available,2026-11-20T14:00:10Z,"],
  pings: [
    "device,observed_at,lat,lon,speed_mps,heading_deg",
    "radio-1,2026-11-20T14:00:20Z,52.6500,-1.1290,1.5,0",
    "radio-2,2026-11-20T14:00:20Z,52.6502,-1.1310,,",
    "radio-1,2026-11-20T14:00:50Z,52.6505,-1.1290,1.5,0",
    "radio-1,2026-11-20T14:01:20Z,52.6509,-1.1292,1.5,344",
    "radio-2,2026-11-20T14:01:20Z,52.6502,-1.1310,,",
  ],
});

test("a dispatcher sees where a unit was, who can back it up, and copies its call sign", async () => {
  const { page } = browser;
  await browser.logIn(server.address, "dispatcher");
  await page.goto(`${server.address}#/dispatch/unit/A1`);
  await page.getByText(/available, at SK 590 062 .*, 3 mph north$/).waitFor();
  await page.getByRole("button", { name: "Where it was this shift" }).click();
  await page.getByText("3 positions since 14:00").click();
  await page.getByRole("cell", { name: "SK 590 061" }).first().waitFor();
  await page.getByRole("button", { name: "Who can back it up" }).click();
  await page.getByRole("button", { name: "Copy B2" }).click();
  await page.getByText(/^Copied: B2, about/).waitFor();
  await page.getByRole("button", { name: "Copy call sign" }).click();
  await page.getByText("Copied: A1").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "A1");
  await browser.picture("unit");
  await browser.nothingForAxe();
});

test("a click on a unit's dot selects it", async () => {
  const { page } = browser;
  await page.goto(`${server.address}#/dispatch`);
  await page.getByRole("heading", { name: "A1", exact: true }).waitFor({ state: "detached" });
  // The trail that was shown is in the middle of the map: the dot is at its upper end, 50 m north.
  const { width, height } = await page.locator("#map").boundingBox();
  await page.locator("#map").click({ position: { x: width / 2 - 5, y: height / 2 - 35 } });
  await page.getByRole("heading", { name: "A1", exact: true }).waitFor();
  await browser.logOut();
});

test("an officer sees the own shift and that the dispatcher looked", async () => {
  const { page } = browser;
  await browser.logIn(server.address, "officer");
  await page.goto(`${server.address}#/mine`);
  await page.getByRole("heading", { name: /^A1,/ }).waitFor();
  await page.getByRole("row", { name: /dispatcher.*A1.*trail/ }).waitFor();
  await browser.nothingForAxe();
  await browser.logOut();
});

test("an auditor sees every look and no unit", async () => {
  const { page } = browser;
  await browser.logIn(server.address, "auditor");
  await page.getByRole("row", { name: /dispatcher.*A1.*trail/ }).waitFor();
  await page.getByRole("row", { name: /officer.*own record/ }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Dispatch" }).count(), 0);
  await browser.picture("looks");
  await browser.nothingForAxe();
  await browser.logOut();
});

test("an admin sees how the sources do, in words", async () => {
  const { page } = browser;
  await browser.logIn(server.address, "admin");
  await page.getByRole("row", { name: /trackers heard/ }).waitFor();
  await page.getByText(/The journal takes events/).waitFor();
  await browser.picture("health");
  await browser.nothingForAxe();
});

test("nothing complained", () => assert.deepEqual(browser.complaints.filter((text) => !/401/.test(text)), []));
