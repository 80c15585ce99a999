// The page in a real browser before a real server.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, serve } from "./browser.js";
import { Server } from "./server.js";

const server = new Server();
const browser = new Browser();

const shift = {
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
};

serve(server, browser, shift);

test("a wrong password is told so, and the right one opens the page", async () => {
  const { page } = browser;
  await page.goto(server.address);
  await page.getByLabel("Name").fill("dispatcher");
  await page.getByLabel("Password").fill("wrong");
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByText("wrong name or password").waitFor();
  await browser.nothingForAxe();
  browser.complaints.length = 0;
  await browser.logIn(server.address, "dispatcher");
});

test("a dispatcher opens an incident by its link and reads why the nearest unit is not first", async () => {
  const { page } = browser;
  await page.goto(`${server.address}#/dispatch/incident/I-1`);
  const first = page.getByRole("table").nth(1).getByRole("row").nth(1);
  await first.getByRole("link", { name: "A1" }).waitFor();
  await page.getByText(/B2: not available/).waitFor();
  await browser.picture("dispatch");
  await browser.nothingForAxe();
});

test("the assignment comes from command and control, beside what was suggested, and is on record", async () => {
  const { page } = browser;
  // What was sent already is known again by its number.
  server.send({ ...shift, incidents: [...shift.incidents, "I-1,2,1,burglary,52.6503,-1.1312,2026-11-20T14:03:30Z,,A1"] });
  const first = page.getByRole("table").nth(1).getByRole("row").nth(1);
  await first.getByText("sent", { exact: true }).waitFor();
  assert.match(await page.getByRole("row", { name: /^1 I-1 burglary/ }).innerText(), /A1/);
  assert.equal(await page.getByRole("button", { name: "Send A1" }).count(), 0);
  const [record] = server.responses();
  assert.deepEqual([record.incident, record.nearest_was_sent], ["I-1", true]);
});

test("every unit of the map stands in the table, with the age of its position", async () => {
  const { page } = browser;
  const unit = page.getByLabel("Units").getByRole("row", { name: /A1/ });
  await unit.getByText("available").waitFor();
  await unit.getByText(/ago/).waitFor();
});

test("the board names who is in a zone, by keyboard alone", async () => {
  const { page } = browser;
  await page.getByRole("link", { name: "Presence" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: /Presence today/ }).waitFor();
  await page.getByRole("row", { name: /^east/ }).getByText(/A1/).waitFor();
});

test("the board begins with the zone most overdue, and says what each was to get and got", async () => {
  const { page } = browser;
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
  await browser.picture("board");
  await browser.nothingForAxe();
});

test("the board is rolled up by level, and narrowed by level and by name", async () => {
  const { page } = browser;
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

test("a supervisor finds the zone most overdue and opens its evidence", async () => {
  const { page } = browser;
  await page.getByRole("button", { name: "Log out" }).click();
  await browser.logIn(server.address, "supervisor");
  await page.getByRole("link", { name: "Presence" }).click();
  await page.locator("table.board tbody tr").first().getByRole("link").click();
  await page.getByRole("heading", { name: "quay" }).waitFor();
  await page.getByText("As far as our radios tell, we were not here.").waitFor();
  await page.getByText("None on record today.").waitFor();
  await page.goto(`${server.address}#/zone/east`);
  const visit = page.getByRole("row", { name: /14:00 to now A1/ });
  assert.match(await visit.innerText(), /short.*stopped.*A, \d pings inside.*still there/s);
  await page.getByLabel("For residents").getByText(/We /).waitFor();
  await page.getByRole("heading", { name: "Waymarkers: border" }).waitFor();
  assert.match(await page.getByRole("row", { name: /^Fri 20 Nov/ }).innerText(), /\d/);
  await page.getByText(/micro-beat force\/north SK 5\d\d 06\d/).waitFor();
  await browser.picture("zone");
  await browser.nothingForAxe();
  await page.goto(`${server.address}#/zone/west`);
  const plan = page.getByRole("row", { name: /^Fr 08:00-20:00/ });
  assert.match(await plan.innerText(), /3\s+30\s+PC Team North.*agreed.*Tue 1 Dec/s);
});

test("an analyst reads the same, and no unit is named", async () => {
  const { page } = browser;
  await page.getByRole("button", { name: "Log out" }).click();
  await browser.logIn(server.address, "analyst");
  await page.goto(`${server.address}#/zone/east`);
  await page.getByRole("row", { name: /14:00 to now/ }).waitFor();
  assert.doesNotMatch(await page.locator("main").innerText(), /A1|B2/);
  const told = await page.evaluate(async () => (await fetch("/v1/zone?zone=east")).text());
  assert.doesNotMatch(told, /A1|B2/);
  await page.goto(`${server.address}#/zones`);
  await page.getByRole("heading", { name: /Presence today/ }).waitFor();
});

test("an inspector redraws a red zone, sees the difference and activates it for Monday, by keyboard", async () => {
  const { page } = browser;
  await page.getByRole("button", { name: "Log out" }).click();
  await browser.logIn(server.address, "supervisor");
  await page.goto(`${server.address}#/zones/zone/east`);
  await page.getByLabel("Corner 2", { exact: true }).fill("somewhere");
  await page.keyboard.press("Enter");
  await page.locator("input[aria-invalid=true]").waitFor();
  await page.getByLabel("Corner 2", { exact: true }).fill("52.6490, -1.1270");
  await page.keyboard.press("Enter");
  await page.getByRole("checkbox", { name: "Monday 00:00" }).focus();
  for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight", "Space"]) {
    await page.keyboard.press(key);
  }
  assert.equal(await page.getByLabel("Red times", { exact: true }).inputValue(), "Fr 13:00-23:00; Sa 01:00-02:00");
  await page.getByRole("button", { name: "See the difference" }).press("Enter");
  const changed = page.getByRole("row", { name: /^east changed/ });
  await changed.waitFor();
  assert.match(
    await changed.innerText(),
    /red times: Fr 13:00-23:00 becomes Fr 13:00-23:00; Sa 01:00-02:00; [\d,]+ m² in one only, \d+\.\d % of before/,
  );
  await page.getByText("3 zones before, 3 after, 1 differ.").waitFor();
  assert.equal(await page.getByLabel("In force from").inputValue(), "2026-11-23T06:00");
  await browser.picture("zones");
  await browser.nothingForAxe();
  await page.getByRole("button", { name: "Activate" }).press("Enter");
  await page.getByText("3 zones come into force on Mon 23 Nov at 06:00.").waitFor();
  await page.getByText(/To come: \w+, from Mon 23 Nov, 06:00/).waitFor();
});

test("a zone is drawn on the map, another is added and taken out in the table", async () => {
  const { page } = browser;
  await page.getByRole("button", { name: "Draw east anew on the map" }).click();
  await page.locator("#zone-map").scrollIntoViewIfNeeded();
  const map = await page.locator("#zone-map").boundingBox();
  for (const [x, y, clicks] of [[0.3, 0.3, 1], [0.7, 0.3, 1], [0.5, 0.7, 2]]) {
    await page.mouse.click(map.x + x * map.width, map.y + y * map.height, { clickCount: clicks });
    await page.waitForTimeout(300);
  }
  await page.getByLabel("Corner 4").waitFor({ state: "detached" });
  await page.getByLabel("New zone, beside the chosen one").fill("pier");
  await page.keyboard.press("Enter");
  await page.getByLabel("Corner 1", { exact: true }).fill("SK 5930 0612");
  await page.keyboard.press("Enter");
  await page.goto(`${server.address}#/zones/zone/west`);
  await page.getByRole("button", { name: "Take west out" }).click();
  await page.getByRole("button", { name: "See the difference" }).click();
  await page.getByText("3 zones before, 3 after, 3 differ.").waitFor();
  await page.getByRole("row", { name: /^pier added/ }).waitFor();
  await page.getByRole("row", { name: /^west removed/ }).waitFor();
  await page.getByRole("button", { name: "Undo all changes" }).click();
});

test("a whole set comes from a file, and what is wrong with it is told", async () => {
  const { page } = browser;
  const zones = {
    type: "FeatureCollection",
    features: [{
      type: "Feature",
      properties: { name: "east", kind: "micro-beat", force: "force", area: "north", red: "Fr 21" },
      geometry: { type: "Polygon", coordinates: [[[-1.13, 52.649], [-1.128, 52.649], [-1.128, 52.651], [-1.13, 52.651], [-1.13, 52.649]]] },
    }],
  };
  const file = { name: "zones.geojson", mimeType: "application/geo+json", buffer: Buffer.from(JSON.stringify(zones)) };
  await page.getByLabel("Or a whole set from GeoJSON").setInputFiles(file);
  await page.getByText(/east: \/features\/0\/properties\/red: column \d+: expected/).waitFor();
  await page.getByText("3 zones before, 1 after, 3 differ.").waitFor();
  await page.getByRole("row", { name: /^border removed/ }).waitFor();
  await page.getByLabel("Or a whole set from GeoJSON").setInputFiles({ ...file, buffer: Buffer.from("{") });
  await page.getByRole("alert").getByText(/expected/).waitFor();
});

test("at 200 % zoom every view fits its window, and on paper it has no buttons", async () => {
  const { page } = browser;
  await page.setViewportSize({ width: 800, height: 450 });
  for (const place of ["dispatch", "board", "zone/east", "zones/zone/east"]) {
    await page.goto(`${server.address}#/${place}`);
    await page.getByRole("heading", { level: 2 }).first().waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 800, `${place} is ${wide} wide`);
  }
  await page.setViewportSize({ width: 1600, height: 900 });
  await page.goto(`${server.address}#/board`);
  await page.emulateMedia({ media: "print" });
  await page.getByRole("button", { name: "Log out" }).waitFor({ state: "hidden" });
  await page.getByRole("row", { name: /^quay/ }).waitFor();
  await page.emulateMedia({ media: null });
});

test("when the server dies the page says so, and when it is back the page recovers by itself", async () => {
  const { page } = browser;
  await server.kill();
  await page.getByText("The server is not heard").waitFor();
  await server.start();
  await page.getByText("The server is not heard").waitFor({ state: "detached" });
  await page.goto(`${server.address}#/board`);
  await page.getByRole("row", { name: /^east/ }).waitFor();
});

test("nothing was fetched from elsewhere and nothing complained", () => {
  assert.deepEqual(browser.complaints.filter((text) => !/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE|ERR_SOCKET|Failed to load/.test(text)), []);
});
