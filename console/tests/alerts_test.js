// Alarms stand above every view, in words, and are answered by keyboard: in a real browser before a real server.
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
  ],
});

test("who pressed the button stands above every view, until it is acknowledged by keyboard", async () => {
  const { page } = browser;
  await browser.logIn(server.address, "dispatcher");
  const alarms = page.getByLabel("Alarms");
  await alarms.getByText("A1 pressed the emergency button").waitFor();
  await alarms.getByText("1 of 1 alarms to answer").waitFor();
  await page.getByRole("link", { name: "Presence" }).click();
  await alarms.getByText("A1 pressed the emergency button").waitFor();
  assert.equal(await alarms.getByRole("button", { name: /Shelve/ }).count(), 0, "an emergency is not shelved");
  await browser.picture("alarms");
  await browser.nothingForAxe();
  await alarms.getByRole("button", { name: /^Acknowledge alarm/ }).focus();
  await page.keyboard.press("Enter");
  await alarms.getByText("acknowledged", { exact: true }).waitFor();
  await alarms.getByText("0 of 1 alarms to answer").waitFor();
});

test("the line for experts opens what it names, and says what it does not know", async () => {
  const { page } = browser;
  await page.keyboard.press("/");
  await page.keyboard.type("u b2");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "B2", exact: true }).waitFor();
  await page.locator("main").focus();
  await page.keyboard.press("/");
  await page.keyboard.type("unit nobody");
  await page.keyboard.press("Enter");
  await page.getByText(/"unit nobody" is no unit/).waitFor();
});

test("nothing complained", () => assert.deepEqual(browser.complaints.filter((text) => !/401/.test(text)), []));
