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

test("an alarm is shelved with a reason and until when, in the strip", async () => {
  const { page } = browser;
  await browser.logOut();
  server.send({
    status: ["unit,status,at,incident", "A1,available,2026-11-20T14:00:10Z,", "B2,on_scene,2026-11-20T14:02:00Z,I-1"],
    incidents: ["incident,version,grade,type,lat,lon,opened,closed,assigned", "I-1,1,2,burglary,52.7003,-1.1312,2026-11-20T14:01:30Z,,B2"],
    pings: [
      "device,observed_at,lat,lon,trigger",
      "radio-1,2026-11-20T14:02:00Z,52.6500,-1.1290,interval",
      ...Array.from({ length: 20 }, (_, i) => `radio-1,2026-11-20T14:${String(3 + i).padStart(2, "0")}:00Z,52.6500,-1.1290,interval`),
    ],
  });
  await browser.logIn(server.address, "supervisor");
  const alarms = page.getByLabel("Alarms", { exact: true });
  await alarms.getByRole("button", { name: /^Shelve alarm/ }).first().click();
  await alarms.getByLabel("Reason").fill("mast works");
  await alarms.getByRole("button", { name: "Shelve", exact: true }).click();
  await alarms.getByText("shelved", { exact: true }).waitFor();
});

test("a supervisor reads the log, the rates of each sector and of each operator", async () => {
  const { page } = browser;
  await page.getByRole("link", { name: "Health" }).click();
  await page.getByRole("row", { name: /emergency button, A1 force\/north acknowledged dispatcher$/ }).waitFor();
  await page.getByRole("row", { name: /shelved until \d\d:\d\d:\d\d: mast works supervisor$/ }).waitFor();
  await page.getByRole("row", { name: /^force\/north \d+ 0\.\d\d \d+ \d+$/ }).waitFor();
  await page.getByRole("row", { name: /^dispatcher 1 0 0\.01 \d+ s$/ }).waitFor();
  await page.getByRole("row", { name: /^clock not heard yet - / }).waitFor();
  await browser.picture("alarm_log");
  await browser.nothingForAxe();
});

test("the log is asked for while Health is open, and only then", async () => {
  const { page } = browser;
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.waitForRequest(/\/v1\/alerts\?/);
  await page.getByRole("link", { name: "Presence" }).click();
  await page.getByRole("heading", { name: /Presence today/ }).waitFor();
  asked.length = 0;
  await page.waitForTimeout(6_000);
  assert.deepEqual(asked.filter((path) => /alerts|status|sources/.test(path)), []);
});

test("nothing complained", () => assert.deepEqual(browser.complaints.filter((text) => !/401/.test(text)), []));
