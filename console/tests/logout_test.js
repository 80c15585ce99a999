// What one user was shown is gone when the next logs in, without the page being loaded anew.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, serve } from "./browser.js";
import { password, Server } from "./server.js";

const server = new Server();
const browser = new Browser();

serve(server, browser, {
  status: ["unit,status,at,incident", "A1,available,2026-11-20T14:00:10Z,", "B2,available,2026-11-20T14:00:10Z,"],
  pings: [
    "device,observed_at,lat,lon",
    "radio-1,2026-11-20T14:00:20Z,52.6500,-1.1290",
    "radio-2,2026-11-20T14:00:20Z,52.6502,-1.1310",
    "radio-1,2026-11-20T14:00:50Z,52.6505,-1.1290",
  ],
});

const trails = async () => {
  const { looks } = await browser.page.evaluate(async () => (await fetch("/v1/looks?count=1000")).json());
  return looks.filter(({ what }) => what === "trail").map(({ who }) => who);
};

async function logInAgain(name) {
  const { page } = browser;
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.keyboard.press("Enter");
  await page.getByText(new RegExp(`^${name}, `)).waitFor();
}

test("who logs in next is not shown the trail that the last one asked for", async () => {
  const { page } = browser;
  await browser.logIn(server.address, "dispatcher");
  await page.evaluate(() => (globalThis.sameDocument = true));
  await page.evaluate(() => (location.hash = "#/dispatch/unit/A1"));
  await page.getByRole("button", { name: "Where it was this shift" }).click();
  await page.getByRole("heading", { name: /^This shift/ }).waitFor();
  await browser.logOut();
  await logInAgain("supervisor");
  await page.getByRole("heading", { name: "A1", exact: true }).waitFor();
  await page.getByRole("button", { name: "Where it was this shift" }).waitFor();
  assert.equal(await page.getByRole("heading", { name: /^This shift/ }).count(), 0);
  assert.equal(await page.evaluate(() => globalThis.sameDocument), true);
});

test("a draft of zones, a search and what was not understood go with who made them", async () => {
  const { page } = browser;
  await page.evaluate(() => (location.hash = "#/zones/zone/west"));
  await page.getByRole("button", { name: "Take west out" }).click();
  await page.getByRole("row", { name: /^west .* taken out$/ }).waitFor();
  await page.evaluate(() => (location.hash = "#/board"));
  await page.getByLabel("Zone", { exact: true }).fill("wes");
  await page.getByText("1 of 3 zones").waitFor();
  await page.getByLabel("Go to").fill("unit nobody");
  await page.keyboard.press("Enter");
  await page.getByText(/"unit nobody" is no unit/).waitFor();
  await browser.logOut();
  await logInAgain("supervisor");
  await page.getByText("3 of 3 zones").waitFor();
  assert.equal(await page.getByText(/"unit nobody" is no unit/).count(), 0);
  await page.evaluate(() => (location.hash = "#/zones/zone/west"));
  await page.getByRole("row", { name: /^west micro-beat none$/ }).waitFor();
  await browser.logOut();
});

test("who may see no unit is shown none of those that stood there", async () => {
  const { page } = browser;
  await logInAgain("auditor");
  await page.getByRole("row", { name: /dispatcher.*A1.*trail/ }).waitFor();
  assert.equal(await page.getByRole("heading", { name: "Units", exact: true }).count(), 0);
  assert.deepEqual(await trails(), ["dispatcher"]);
  assert.equal(await page.evaluate(() => globalThis.sameDocument), true);
});

test("nothing complained", () => assert.deepEqual(browser.complaints.filter((text) => !/401/.test(text)), []));
