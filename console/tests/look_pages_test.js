// More looks than the server tells at once: the newest come first, whatever their number.
import assert from "node:assert/strict";
import { test } from "node:test";
import { LookPages } from "../page/app/look_pages.js";
import { Browser, serve } from "./browser.js";
import { logInCookie, Server } from "./server.js";

// A server that has this many.
const serverOf = (count) => (before) => {
  const newest = before === 0 ? count : before - 1;
  return Promise.resolve(Array.from({ length: Math.min(1_000, newest) }, (_, i) => ({ number: `${newest - i}` })));
};

test("pages go from the newest to the first, without a hole", async () => {
  for (const count of [0, 1, 1_000, 1_001, 2_001]) {
    let told;
    const looks = new LookPages(serverOf(count), () => told());
    const changed = () => new Promise((then) => (told = then));
    let next = changed();
    looks.begin();
    await next;
    while (looks.older > 0) {
      next = changed();
      looks.more();
      await next;
    }
    assert.deepEqual(looks.rows.map(({ number }) => Number(number)), Array.from({ length: count }, (_, i) => count - i));
  }
});

const server = new Server();
const browser = new Browser();

serve(server, browser, {
  status: ["unit,status,at,incident", "A1,available,2026-11-20T14:00:10Z,"],
  pings: ["device,observed_at,lat,lon", "radio-1,2026-11-20T14:00:20Z,52.6500,-1.1290"],
});

test("an auditor sees the newest of more than a thousand looks first, and older ones when asked for", async () => {
  const { page } = browser;
  const cookie = await logInCookie(server.address, "dispatcher");
  const from = Date.parse("2026-11-20T13:00:00Z");
  const look = async (unit) => {
    const answer = await fetch(`${server.address}v1/trail?unit=${unit}&from_ms=${from}&to_ms=${from + 7_200_000}`, { headers: { Cookie: cookie } });
    assert.equal(answer.status, 200);
  };
  for (let i = 0; i < 1_040; i += 20) {
    await Promise.all(Array.from({ length: 20 }, () => look("A1")));
  }
  await look("B2");
  await browser.logIn(server.address, "auditor");
  await page.getByText("1000 looks, newest first.").waitFor();
  const rows = page.getByRole("row");
  assert.match(await rows.nth(1).innerText(), /dispatcher.*B2.*trail/);
  assert.ok((await rows.count()) < 200, "those in sight are drawn");
  await browser.nothingForAxe();
  await page.getByRole("button", { name: /^Show older ones, \d+ more$/ }).click();
  await page.getByText(/^10[1-9]\d looks, newest first\.$/).waitFor();
  await page.getByRole("button", { name: /^Show older/ }).waitFor({ state: "detached" });
});
