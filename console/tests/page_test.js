// The page in a real browser before a real server.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { password, Server } from "./server.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const server = new Server();
let browser;
let page;
const complaints = [];

before(async () => {
  await server.prepare();
  await server.start();
  server.send({
    status: ["unit,status,at,incident", "A1,available,2026-11-20T14:00:10Z,", "B2,busy,2026-11-20T14:00:10Z,"],
    pings: [
      "device,observed_at,lat,lon",
      "radio-1,2026-11-20T14:00:20Z,52.6500,-1.1290",
      "radio-2,2026-11-20T14:00:20Z,52.6502,-1.1310",
      "radio-1,2026-11-20T14:01:20Z,52.6500,-1.1290",
      "radio-1,2026-11-20T14:02:20Z,52.6500,-1.1290",
      "radio-1,2026-11-20T14:03:20Z,52.6500,-1.1290",
      "radio-2,2026-11-20T14:03:20Z,52.6502,-1.1310",
    ],
    incidents: [
      "incident,version,grade,type,lat,lon,opened,closed,assigned",
      "I-1,1,1,burglary,52.6503,-1.1312,2026-11-20T14:03:30Z,,",
    ],
  });
  browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-3d-apis"],
  });
  page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
  page.setDefaultTimeout(90_000);
  page.on("console", (message) => {
    if (message.type() === "error") {
      complaints.push(message.text());
    }
  });
  page.on("pageerror", (error) => complaints.push(error.message));
});

after(async () => {
  await browser?.close();
  await server.end();
});

async function logIn(name) {
  await page.goto(server.address);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Incidents" }).waitFor();
}

// For people who want to see what the tests saw.
async function picture(name) {
  if (process.env.BEATWATCH_PICTURES) {
    await page.screenshot({ path: `${process.env.BEATWATCH_PICTURES}/${name}.png` });
  }
}

async function nothingForAxe() {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const all = [];
    const { dataset } = document.documentElement;
    const theme = dataset.theme;
    for (dataset.theme of ["dark", "light"]) {
      const { violations } = await globalThis.axe.run();
      all.push(...violations.map((v) => `${dataset.theme}: ${v.id}: ${v.help}`));
    }
    dataset.theme = theme;
    return all;
  });
  assert.deepEqual(found, []);
}

test("a wrong password is told so, and the right one opens the page", async () => {
  await page.goto(server.address);
  await page.getByLabel("Name").fill("dispatcher");
  await page.getByLabel("Password").fill("wrong");
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByText("wrong name or password").waitFor();
  await nothingForAxe();
  complaints.length = 0;
  await logIn("dispatcher");
});

test("a dispatcher opens an incident by its link and reads why the nearest unit is not first", async () => {
  await page.goto(`${server.address}#/dispatch/incident/I-1`);
  const first = page.getByRole("table").nth(1).getByRole("row").nth(1);
  await first.getByRole("link", { name: "A1" }).waitFor();
  await page.getByText(/B2: not available/).waitFor();
  await picture("dispatch");
  await nothingForAxe();
});

test("every unit of the map stands in the table, with the age of its position", async () => {
  const unit = page.getByLabel("Units").getByRole("row", { name: /A1/ });
  await unit.getByText("available").waitFor();
  await unit.getByText(/ago/).waitFor();
});

test("the board names who is in a zone, by keyboard alone", async () => {
  await page.getByRole("link", { name: "Presence" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: /Presence today/ }).waitFor();
  await page.getByRole("row", { name: /^east/ }).getByText(/A1/).waitFor();
});

test("the board begins with the zone most overdue, and says what each was to get and got", async () => {
  const row = (name) => page.getByRole("row", { name });
  const first = page.locator("table.board tbody tr").first();
  await first.getByRole("link", { name: "quay" }).waitFor();
  await first.getByText("0 of 1 visit, Fri 12:00 to 22:00 (red time)").waitFor();
  assert.match(await first.innerText(), /due/);
  assert.match(await first.innerText(), /none on record/);
  assert.match(await row(/^west/).innerText(), /due.*of 3 visits, \d of 30 min, Fri 08:00 to 20:00 \(plan\)/s);
  assert.match(await row(/^east/).innerText(), /visited/);
  await row(/^east/).getByRole("img", { name: /at least \d+, about \d+, at most \d+ minutes/ }).waitFor();
  await row(/^quay/).getByRole("img", { name: /red 12:00 to 22:00/ }).waitFor();
  await picture("board");
  await nothingForAxe();
});

test("the board is rolled up by level, and narrowed by level and by name", async () => {
  await page.getByText("By level").click();
  const south = page.getByRole("row", { name: /^force\/south area/ });
  assert.match(await south.innerText(), /due/);
  await south.getByRole("link").click();
  await page.getByText("1 of 3 zones").waitFor();
  await page.getByLabel("Within").selectOption("");
  await page.getByLabel("Zone").fill("wes");
  await page.getByText("1 of 3 zones").waitFor();
  await page.getByLabel("Zone").fill("");
  await page.getByText("3 of 3 zones").waitFor();
});

test("when the server dies the page says so, and when it is back the page recovers by itself", async () => {
  await server.kill();
  await page.getByText("The server is not heard").waitFor();
  await server.start();
  await page.getByText("The server is not heard").waitFor({ state: "detached" });
  await page.getByRole("row", { name: /^east/ }).waitFor();
});

test("nothing was fetched from elsewhere and nothing complained", () => {
  assert.deepEqual(complaints.filter((text) => !/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE|ERR_SOCKET|Failed to load/.test(text)), []);
});
