// The map without a mouse, and what links bring into view.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, serve } from "./browser.js";
import { Server } from "./server.js";

const server = new Server();
const browser = new Browser();

serve(server, browser, {
  status: ["unit,status,at,incident", "A1,available,2026-11-20T14:00:10Z,", "B2,available,2026-11-20T14:00:10Z,"],
  pings: [
    "device,observed_at,lat,lon",
    "radio-1,2026-11-20T14:00:20Z,52.6500,-1.1290",
    "radio-2,2026-11-20T14:00:20Z,52.7502,-1.1310",
  ],
  incidents: [
    "incident,version,grade,type,lat,lon,opened,closed,assigned",
    "I-1,1,1,burglary,52.6503,-1.1312,2026-11-20T14:00:30Z,,",
    "I-2,1,2,shoplifting,52.7003,-1.2012,2026-11-20T14:00:30Z,,",
    "I-3,1,2,nuisance,,,2026-11-20T14:00:30Z,,",
  ],
});

const go = (hash) => browser.page.evaluate((to) => (location.hash = to), hash);
const shown = (place) => browser.page.locator("#map output").getByText(`around ${place}`).waitFor();
const wide = async () => Number(/([\d.]+) mi wide/.exec(await browser.page.locator("#map output").innerText())[1]);

test("a link that is opened anew brings the map to its incident", async () => {
  const { page } = browser;
  await browser.logIn(server.address, "dispatcher");
  await page.goto(`${server.address}#/dispatch/incident/I-2`);
  await page.reload();
  await shown("SK 540 117");
  assert.equal(await page.title(), "I-2 - Dispatch - Beatwatch");
});

test("a unit and a zone that are out of sight are brought there, what is in sight stays where it is", async () => {
  await go("#/dispatch/unit/B2");
  await shown("SK 587 173");
  await go("#/dispatch/zone/quay");
  await shown("SK 592 061");
  await browser.page.getByRole("link", { name: "What quay got today" }).waitFor();
  await go("#/dispatch/unit/A1");
  await browser.page.getByRole("heading", { name: "A1", exact: true }).waitFor();
  await browser.page.waitForTimeout(1_000);
  await shown("SK 592 061");
});

test("the map is moved and zoomed by its buttons, and by keys while it has the focus", async () => {
  const { page } = browser;
  for (const reducedMotion of ["no-preference", "reduce"]) {
    await page.emulateMedia({ reducedMotion });
    await go("#/board");
    await page.getByRole("heading", { name: /Presence today/ }).waitFor();
    await go("#/dispatch/incident/I-2");
    await shown("SK 540 117");
    const before = await wide();
    await page.getByRole("button", { name: "Zoom out" }).click();
    await page.waitForFunction((w) => !document.querySelector("#map output").textContent.includes(`${w} mi`), before.toFixed(1));
    assert.ok(Math.abs((await wide()) / before - 2) < 0.3);
    await page.locator("#map").focus();
    await page.keyboard.press("+");
    await page.locator("#map output").getByText(`${before.toFixed(1)} mi wide`).waitFor();
    await page.keyboard.press("ArrowRight");
    await page.locator("#map output").getByText("around SK 540 117").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Move map west" }).press("Enter");
    await shown("SK 540 117");
  }
  await page.emulateMedia({ reducedMotion: null });
  for (const button of await page.locator("#map .moves button").all()) {
    const { width, height } = await button.boundingBox();
    assert.ok(width >= 24 && height >= 24);
  }
  await page.locator("#map").focus();
  assert.notEqual(await page.locator("#map").evaluate((map) => getComputedStyle(map).outlineStyle), "none");
  await browser.picture("map");
  await browser.nothingForAxe();
});

test("places of incidents and units stand in the tables", async () => {
  const { page } = browser;
  await page.getByRole("row", { name: /^2 I-2 shoplifting SK 540 117/ }).waitFor();
  await page.getByRole("row", { name: /^2 I-3 nuisance no place/ }).waitFor();
  await page.getByRole("row", { name: /^B2 available SK 587 173/ }).waitFor();
});

test("a link to what there is not says so, whatever stands in it", async () => {
  const { page } = browser;
  await page.goto(`${server.address}#/dispatch/unit/NOPE`);
  await page.getByText('There is no unit "NOPE" now.').waitFor();
  assert.equal(await page.getByRole("button", { name: "Copy call sign" }).count(), 0);
  await page.goto(`${server.address}#/dispatch/incident/100%`);
  await page.getByText('There is no open incident "100%" now.').waitFor();
  await page.reload();
  await page.getByText('There is no open incident "100%" now.').waitFor();
  await page.goto(`${server.address}#/dispatch/zone/100%`);
  await page.getByText('There is no zone "100%" now.').waitFor();
});

test("the line for experts knows zones whatever was opened before", async () => {
  const { page } = browser;
  await go("#/dispatch");
  await page.reload();
  await page.getByRole("row", { name: /^B2/ }).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("zone west");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "west", exact: true }).waitFor();
  await page.getByRole("link", { name: "On the map" }).click();
  await page.getByRole("link", { name: "What west got today" }).waitFor();
});

test("the map of zones is moved without dragging too", async () => {
  const { page } = browser;
  await browser.logOut();
  await browser.logIn(server.address, "supervisor");
  await go("#/zones/zone/quay");
  const output = page.locator("#zone-map output");
  await output.getByText("around SK 592 061").waitFor();
  await page.locator("#zone-map").focus();
  await page.keyboard.press("ArrowUp");
  await output.getByText("around SK 592 061").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Move map south" }).press("Enter");
  await output.getByText("around SK 592 061").waitFor();
});

test("the zones stand as they are while nothing changes, and each heartbeat draws none of them", async () => {
  const { page } = browser;
  await page.getByRole("row", { name: /^quay / }).waitFor();
  // What a row's link is made of, and shapes turned into text.
  await page.evaluate(() => {
    globalThis.made = [];
    for (const [of, name] of [[globalThis, "encodeURIComponent"], [JSON, "stringify"]]) {
      const make = of[name];
      of[name] = (...given) => {
        globalThis.made.push(name);
        return make(...given);
      };
    }
  });
  await page.waitForTimeout(3_000);
  assert.deepEqual(await page.evaluate(() => globalThis.made), []);
  await page.getByRole("button", { name: "Take quay out" }).click();
  await page.getByRole("row", { name: /^quay .* taken out$/ }).waitFor();
  assert.ok((await page.evaluate(() => globalThis.made)).includes("encodeURIComponent"));
});

test("nothing complained", () => assert.deepEqual(browser.complaints.filter((text) => !/401/.test(text)), []));
