// What many units, zones and windows cost: BEATWATCH_BIN=build/release/bin node console/tests/load.js [MINUTES [HORIZON_MIN]]
// 3,000 units that report every 5 s, 5,000 zones, 50 windows of which one is a browser's. Prints a table.
// A server grows until what it holds of the last while is whole: the horizon (here 1 minute) and, for ways along roads,
// twenty-two minutes more. They are sent faster than life; measuring begins when they have passed.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync, closeSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Browser } from "./browser.js";
import { bin, configuration, freePort, logInCookie, makeAccount, startDaemon } from "./server.js";

const minutes = Number(process.argv[2] ?? 10);
const units = 3_000;
const zones = 5_000;
const windows = 50;
const refreshS = 5;
const horizonMin = Number(process.argv[3] ?? 1);
const warmUpS = (horizonMin + 22) * 60;
const warmUpSpeed = 6;
const startMs = Date.parse("2026-11-20T14:00:00Z");
const [south, west, northSpan, eastSpan] = [52.4, -1.6, 0.5, 0.9];

// A generator of its own, so that each run has the same load.
let state = 20261120;
const random = () => ((state = (state * 1664525 + 1013904223) % 4294967296) / 4294967296);

const folder = mkdtempSync(join(tmpdir(), "beatwatch-load-"));
const write = (name, text) => writeFileSync(join(folder, name), text);

function writeZones() {
  const features = [];
  for (let i = 0; i < zones; ++i) {
    const lat = south + random() * northSpan;
    const lon = west + random() * eastSpan;
    const [dLat, dLon] = [0.0018, 0.003];
    features.push({
      type: "Feature",
      properties: { name: `z${i}`, force: "force", area: `area${i % 20}` },
      geometry: { type: "Polygon", coordinates: [[[lon, lat], [lon + dLon, lat], [lon + dLon, lat + dLat], [lon, lat + dLat], [lon, lat]]] },
    });
  }
  write("zones.geojson", JSON.stringify({ type: "FeatureCollection", features }));
}

function writeShift() {
  const roster = ["unit,device,kind,person_ref,skills,vehicle,home_zone,from,to"];
  const status = ["unit,status,at,incident"];
  const cars = [];
  for (let i = 0; i < units; ++i) {
    roster.push(`U${i},d${i},car,,,car,,2026-11-20T08:00:00Z,2026-11-20T23:00:00Z`);
    status.push(`U${i},available,2026-11-20T14:00:01Z,`);
    cars.push({ lat: south + random() * northSpan, lon: west + random() * eastSpan, heading: random() * 2 * Math.PI, parked: random() < 0.15 });
  }
  write("roster.csv", `${roster.join("\n")}\n`);
  write("status.csv", `${status.join("\n")}\n`);
  writePings("pings.csv", cars, 2, warmUpS);
  writePings("measured.csv", cars, warmUpS, warmUpS + minutes * 60 + 60);
}

function writePings(name, cars, fromS, toS) {
  const out = openSync(join(folder, name), "w");
  writeSync(out, "device,observed_at,lat,lon\n");
  for (let s = fromS; s < toS; ++s) {
    const rows = [];
    const at = new Date(startMs + s * 1_000).toISOString();
    for (let i = s % refreshS; i < units; i += refreshS) {
      const car = cars[i];
      if (!car.parked) {
        car.heading += (random() - 0.5) * 0.6;
        car.lat += (Math.cos(car.heading) * 40) / 111_320;
        car.lon += (Math.sin(car.heading) * 40) / 67_500;
      }
      rows.push(`d${i},${at},${car.lat.toFixed(6)},${car.lon.toFixed(6)}\n`);
    }
    writeSync(out, rows.join(""));
  }
  closeSync(out);
}

async function startServer() {
  const port = await freePort();
  write("accounts.toml", makeAccount("dispatcher", "dispatcher"));
  write("beatwatch.toml", configuration(port, `
horizon_min = ${horizonMin}
[zones]
file = "zones.geojson"
level_properties = [["force", "area"]]
`));
  return { ...(await startDaemon(join(folder, "beatwatch.toml"))), address: `http://127.0.0.1:${port}/` };
}

// A window that only reads.
function follow(address, cookie) {
  const window = { bytes: 0, open: true };
  request(`${address}v1/events`, { headers: { Cookie: cookie }, agent: false }, (answer) => {
    answer.on("data", (piece) => (window.bytes += piece.length));
    answer.on("close", () => (window.open = false));
  }).end();
  return window;
}

// CPU time of a process so far, user and system, in ms (proc(5), fields 14 and 15; 100 ticks a second).
function cpuMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
const residentMiB = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1_024;

// Adds up what the callbacks of each frame cost: a tick of the page is such a frame.
const timeFrames = () => {
  globalThis.frameCosts = [];
  const ask = globalThis.requestAnimationFrame.bind(globalThis);
  let frame = -1;
  globalThis.requestAnimationFrame = (callback) =>
    ask((time) => {
      const before = performance.now();
      callback(time);
      const cost = performance.now() - before;
      if (time === frame) {
        globalThis.frameCosts[globalThis.frameCosts.length - 1] += cost;
      } else {
        frame = time;
        globalThis.frameCosts.push(cost);
      }
    });
};

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

writeZones();
writeShift();
const server = await startServer();
const browser = new Browser();
await browser.open();
await browser.page.addInitScript(timeFrames);
await browser.logIn(server.address, "dispatcher");
await browser.page.goto(`${server.address}#/dispatch`);
const cookie = await logInCookie(server.address, "dispatcher");
const followers = Array.from({ length: windows - 1 }, () => follow(server.address, cookie));
const send = (what, speed) =>
  spawn(join(bin, "beatwatch"), ["send", ...what, "--to", server.endpoints.ingest, "--driven", "--speed", `${speed}`], {
    stdio: ["ignore", "ignore", "inherit"],
  });
const [warmedUp] = await once(send([folder], warmUpSpeed), "exit");
if (warmedUp !== 0) {
  throw new Error(`what is sent to warm up was not taken: ${warmedUp}`);
}
const sender = send(["--pings", join(folder, "measured.csv")], 1);
await sleep(30_000);

const session = await browser.page.context().newCDPSession(browser.page);
await session.send("Performance.enable");
const heapMiB = async () => {
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find((metric) => metric.name === "JSHeapUsedSize").value / 2 ** 20;
};
await browser.page.evaluate(() => (globalThis.frameCosts.length = 0));
const before = { cpu: cpuMs(server.pid), bytes: followers.map((f) => f.bytes), heap: await heapMiB(), resident: residentMiB(server.pid) };
const residents = [];
for (let i = 0; i < minutes; ++i) {
  await sleep(60_000);
  residents.push(residentMiB(server.pid));
}
const costs = (await browser.page.evaluate(() => globalThis.frameCosts)).sort((a, b) => a - b);
const seconds = minutes * 60;
const perClient = followers.reduce((sum, f, i) => sum + f.bytes - before.bytes[i], 0) / followers.length / seconds;

console.log(`| units | zones | windows | minutes | frames | script per frame, median / p75 / p95 / most | page's heap, before / after | server CPU | server's memory, before / each minute | bytes per window and second | windows lost |
|---|---|---|---|---|---|---|---|---|---|---|
| ${units} | ${zones} | ${windows} | ${minutes} | ${costs.length} | ${[0.5, 0.75, 0.95, 1].map((q) => quantile(costs, q).toFixed(1)).join(" / ")} ms | ${before.heap.toFixed(1)} / ${(await heapMiB()).toFixed(1)} MiB | ${((cpuMs(server.pid) - before.cpu) / seconds / 10).toFixed(1)} % of a core | ${before.resident.toFixed(0)} / ${residents.map((mib) => mib.toFixed(0)).join(" ")} MiB | ${Math.round(perClient)} | ${followers.filter((f) => !f.open).length} |`);

sender.kill();
await browser.close();
server.end();
rmSync(folder, { recursive: true });
process.exit(0);
