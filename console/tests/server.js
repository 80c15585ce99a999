// A real beatwatchd on a driven clock, on a Friday afternoon: two zones side by side and a third that
// nobody goes to, a gate between them, a plan, two units.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export const bin = process.env.BEATWATCH_BIN;
const page = new URL("../page", import.meta.url).pathname;
export const password = "a long enough secret";

const square = (name, west, east, red, area = "north") => ({
  type: "Feature",
  properties: { force: "force", area, name, kind: "micro-beat", red },
  geometry: {
    type: "Polygon",
    coordinates: [[[west, 52.649], [east, 52.649], [east, 52.651], [west, 52.651], [west, 52.649]]],
  },
});

const gate = {
  type: "Feature",
  properties: { force: "force", area: "north", name: "border", kind: "gate", red: null },
  geometry: { type: "LineString", coordinates: [[-1.13, 52.648], [-1.13, 52.652]] },
};

export async function freePort() {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

export function makeAccount(name, role, ...more) {
  const made = spawnSync(join(bin, "beatwatch"), ["account", name, "--role", role, ...more], { input: `${password}\n` });
  if (made.status !== 0) {
    throw new Error(made.stderr.toString());
  }
  return made.stdout.toString();
}

/// Of a server on a driven clock with a page at `port`, accounts.toml and roster.csv beside it.
export const configuration = (port, zonesAndMore, choices = false) => `
[server]
ingest = "tcp://127.0.0.1:*"
feed = "tcp://127.0.0.1:*"
query = "tcp://127.0.0.1:*"
[web]
bind = "127.0.0.1:${port}"
page = "${page}"
accounts = "accounts.toml"
choices = ${choices}
[clock]
time_zone = "Europe/London"
kind = "driven"
start = 2026-11-20T14:00:00Z
[journal]
folder = "journal"
[sources.clock]
kind = "native"
[sources.control]
kind = "native"
[sources.trackers]
kind = "native"
[sources.rota]
kind = "csv"
what = "roster"
path = "roster.csv"
[presence]
origin_lat_deg = 52.65
origin_lon_deg = -1.13
${zonesAndMore}`;

/// A running beatwatchd: its process and where it listens.
export async function startDaemon(configFile) {
  const daemon = spawn(join(bin, "beatwatchd"), ["--config", configFile], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: daemon.stdout })) {
    if (line.startsWith("beatwatchd ready ")) {
      return { pid: daemon.pid, endpoints: JSON.parse(line.slice("beatwatchd ready ".length)), end: () => daemon.kill("SIGKILL"), process: daemon };
    }
  }
  throw new Error("beatwatchd did not become ready");
}

/// The cookie of a new session, for programs.
export async function logInCookie(address, name) {
  const answer = await fetch(`${address}v1/login`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name, password }),
  });
  return answer.headers.get("set-cookie").split(";")[0];
}

export class Server {
  #folder = mkdtempSync(join(tmpdir(), "beatwatch-console-"));
  #process = null;
  #endpoints = null;
  #choices;

  /// `choices`: whether operators say who is sent.
  constructor(choices = false) {
    this.#choices = choices;
  }

  async prepare() {
    this.port = await freePort();
    const write = (name, text) => writeFileSync(join(this.#folder, name), text);
    write("zones.geojson", JSON.stringify({
      type: "FeatureCollection",
      features: [
        square("west", -1.132, -1.13, null),
        square("east", -1.13, -1.128, "Fr 13:00-23:00"),
        square("quay", -1.126, -1.124, "Fr-Sa 12:00-22:00", "south"),
        gate,
      ],
    }));
    write("accounts.toml", [
      makeAccount("dispatcher", "dispatcher"),
      makeAccount("supervisor", "supervisor"),
      makeAccount("analyst", "analyst"),
      makeAccount("admin", "admin"),
      makeAccount("auditor", "auditor"),
      makeAccount("officer", "analyst", "--person", "p-1"),
    ].join(""));
    write("plan.csv", [
      "zone,rule,visits,dose_min,max_gap_min,owner,from,to,state,agreed,review",
      "west,Fr 08:00-20:00,3,30,,PC Team North,2026-11-01T00:00:00Z,2026-12-31T00:00:00Z,agreed,2026-11-02T09:00:00Z,2026-12-01T09:00:00Z",
      "",
    ].join("\n"));
    write("roster.csv", [
      "unit,device,kind,person_ref,skills,vehicle,home_zone,from,to",
      "A1,radio-1,car,p-1,driver,car,,2026-11-20T08:00:00Z,2026-11-20T23:00:00Z",
      "B2,radio-2,car,,driver,car,,2026-11-20T08:00:00Z,2026-11-20T23:00:00Z",
      "",
    ].join("\n"));
    write("beatwatch.toml", configuration(this.port, `
[sources.plan]
kind = "csv"
what = "plan"
path = "plan.csv"
[zones]
file = "zones.geojson"
red_windows_property = "red"
kind_property = "kind"
level_properties = [["force", "area"]]
`, this.#choices));
  }

  get address() {
    return `http://127.0.0.1:${this.port}/`;
  }

  async start() {
    ({ process: this.#process, endpoints: this.#endpoints } = await startDaemon(join(this.#folder, "beatwatch.toml")));
  }

  async kill() {
    this.#process.kill("SIGKILL");
    await once(this.#process, "exit");
  }

  /// Files of a shift, by name; the clock goes along.
  send(files) {
    const folder = mkdtempSync(join(this.#folder, "sent-"));
    for (const [name, lines] of Object.entries(files)) {
      writeFileSync(join(folder, `${name}.csv`), `${lines.join("\n")}\n`);
    }
    const sent = spawnSync(join(bin, "beatwatch"), [
      "send", folder, "--to", this.#endpoints.ingest, "--driven", "--speed", "0",
    ]);
    if (sent.status !== 0) {
      throw new Error(sent.stderr.toString() + sent.stdout.toString());
    }
  }

  /// What the journal says of each call: who was suggested, who was sent.
  responses() {
    const told = spawnSync(join(bin, "beatwatch"), ["responses", join(this.#folder, "journal"), "--json"]);
    if (told.status !== 0) {
      throw new Error(told.stderr.toString());
    }
    return told.stdout.toString().trim().split("\n").map((line) => JSON.parse(line));
  }

  async end() {
    await this.kill();
    rmSync(this.#folder, { recursive: true });
  }
}
