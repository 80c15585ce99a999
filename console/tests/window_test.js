// The window that the page stands in: however narrow, in the theme that was chosen, with a name of its own.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, serve } from "./browser.js";
import { Server } from "./server.js";

const server = new Server();
const browser = new Browser();

serve(server, browser, {
  status: ["unit,status,at,incident", "A1,available,2026-11-20T14:00:10Z,", "B2,available,2026-11-20T14:00:10Z,"],
  pings: [
    "device,observed_at,lat,lon,trigger",
    "radio-2,2026-11-20T14:00:20Z,52.6502,-1.1310,interval",
    "radio-1,2026-11-20T14:00:30Z,52.6500,-1.1290,emergency",
    "radio-1,2026-11-20T14:02:30Z,52.6500,-1.1290,interval",
  ],
  incidents: [
    "incident,version,grade,type,lat,lon,opened,closed,assigned",
    "I-1,1,1,burglary,52.6503,-1.1312,2026-11-20T14:00:30Z,,",
  ],
});

// What sticks out beyond the window, for whoever reads a failure.
const beyond = () => {
  const scrolled = (element) => element.closest(".wide, .dispatch section, .zones > div, #map, #zone-map");
  return [...document.querySelectorAll("body *")]
    .filter((element) => !scrolled(element) && element.getBoundingClientRect().right > innerWidth + 1)
    .map((element) => `${element.tagName} ${element.className} ${Math.round(element.getBoundingClientRect().right)}`);
};

async function fits(place) {
  const { page } = browser;
  await page.evaluate((to) => (location.hash = to), `#/${place}`);
  await page.getByRole("heading", { level: 2 }).first().waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 320, `${place} is ${wide} wide: ${await page.evaluate(beyond)}`);
  await browser.nothingForAxe();
}

test("at 320 pixels no view is scrolled sideways, and tables are by keyboard", async () => {
  const { page } = browser;
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(server.address);
  await page.getByLabel("Name").waitFor();
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320);
  await browser.logIn(server.address, "supervisor");
  for (const place of ["dispatch/incident/I-1", "dispatch/unit/A1", "board", "zone/east", "zones/zone/east", "mine", "health"]) {
    await fits(place);
  }
  await browser.picture("narrow");
  const sources = page.getByRole("region", { name: "Sources" });
  await sources.focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector(".wide").scrollLeft > 0);
  await browser.logOut();
  await browser.logIn(server.address, "auditor");
  await fits("looks");
  await browser.logOut();
  await browser.logIn(server.address, "officer");
  await fits("mine");
  await page.setViewportSize({ width: 1600, height: 900 });
});

test("the window is named after the view and what is selected there", async () => {
  const { page } = browser;
  await browser.logOut();
  assert.equal(await page.title(), "Beatwatch");
  await browser.logIn(server.address, "supervisor");
  for (const [place, title] of [
    ["dispatch", "Dispatch - Beatwatch"],
    ["dispatch/unit/A1", "A1 - Dispatch - Beatwatch"],
    ["zone/east", "east - Zone - Beatwatch"],
    ["board/level/force%2Fnorth", "force/north - Presence - Beatwatch"],
    ["health", "Health - Beatwatch"],
    ["looks/unit/A1", "Dispatch - Beatwatch"],
  ]) {
    await page.evaluate((to) => (location.hash = to), `#/${place}`);
    await page.waitForFunction((wanted) => document.title === wanted, title);
  }
});

test("the theme that was chosen is there again when the page is loaded anew", async () => {
  const { page } = browser;
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  assert.equal(await theme(), "dark");
  await page.getByRole("button", { name: "Light or dark" }).click();
  await page.reload();
  await page.getByRole("button", { name: "Log out" }).waitFor();
  assert.equal(await theme(), "light");
  await page.getByRole("button", { name: "Light or dark" }).click();
  await page.reload();
  await page.getByRole("button", { name: "Log out" }).waitFor();
  assert.equal(await theme(), "dark");
});

test("nothing complained", () => assert.deepEqual(browser.complaints.filter((text) => !/40[134]/.test(text)), []));
