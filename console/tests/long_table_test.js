// A force with hundreds of units in one table.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, serve } from "./browser.js";
import { Server } from "./server.js";

const server = new Server();
const browser = new Browser();
const unitCount = 400;
const unitName = (i) => `U${`${i}`.padStart(3, "0")}`;

serve(server, browser, {
  status: [
    "unit,status,at,incident",
    ...Array.from({ length: unitCount }, (_, i) => `${unitName(i)},available,2026-11-20T14:00:10Z,`),
  ],
});

const units = () => browser.page.getByLabel("Units");
const drawn = () => units().locator("tbody tr:not(.room)").count();

test("of hundreds of units those in sight are drawn, and scrolling brings the others", async () => {
  const { page } = browser;
  await browser.logIn(server.address, "dispatcher");
  await page.goto(`${server.address}#/dispatch`);
  await units().getByRole("link", { name: unitName(0) }).waitFor();
  assert.equal(await units().getByRole("table").getAttribute("aria-rowcount"), `${unitCount + 1}`);
  assert.ok((await drawn()) < 100);
  await browser.nothingForAxe();
  await units().evaluate((section) => section.scrollTo(0, section.scrollHeight));
  const last = units().getByRole("row", { name: new RegExp(`^${unitName(unitCount - 1)}`) });
  await last.waitFor();
  assert.equal(await last.getAttribute("aria-rowindex"), `${unitCount + 1}`);
  assert.ok((await drawn()) < 100);
});

test("by keyboard one goes from unit to unit, beyond those that were in sight", async () => {
  const { page } = browser;
  await units().evaluate((section) => section.scrollTo(0, 0));
  const first = units().getByRole("link", { name: unitName(0) });
  await first.waitFor();
  await first.focus();
  for (let i = 1; i <= 80; ++i) {
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), unitName(i));
  }
});

test("on paper all units stand", async () => {
  const { page } = browser;
  await page.evaluate(() => {
    addEventListener("beforeprint", () => {
      globalThis.onPaper = document.querySelectorAll("table.long tbody tr:not(.room)").length;
    });
  });
  await page.pdf();
  assert.equal(await page.evaluate(() => globalThis.onPaper), unitCount);
  assert.ok((await drawn()) < 100);
});

test("nothing complained", () => {
  assert.deepEqual(browser.complaints.filter((text) => !/401/.test(text)), []);
});
