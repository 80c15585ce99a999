// A page in a browser without a GPU, and what tests do on it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before } from "node:test";
import { chromium } from "playwright-core";
import { password } from "./server.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/// Before the tests of a file a server that was told a shift, and a browser; after them neither.
export function serve(server, browser, shift) {
  before(async () => {
    await server.prepare();
    await server.start();
    server.send(shift);
    await browser.open();
  });
  after(async () => {
    await browser.close();
    await server.end();
  });
}

export class Browser {
  /// What the page complained about.
  complaints = [];
  #browser;

  async open() {
    this.#browser = await chromium.launch({
      executablePath: "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-3d-apis"],
    });
    const context = await this.#browser.newContext({
      viewport: { width: 1600, height: 900 },
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const page = await context.newPage();
    page.setDefaultTimeout(90_000);
    page.on("console", (message) => {
      if (message.type() === "error") {
        this.complaints.push(message.text());
      }
    });
    page.on("pageerror", (error) => this.complaints.push(error.message));
    this.page = page;
  }

  async logIn(address, name) {
    await this.page.goto(address);
    await this.page.getByLabel("Name").fill(name);
    await this.page.getByLabel("Password").fill(password);
    await this.page.keyboard.press("Enter");
    await this.page.getByRole("button", { name: "Log out" }).waitFor();
  }

  async logOut() {
    await this.page.getByRole("button", { name: "Log out" }).click();
    await this.page.getByRole("button", { name: "Log in" }).waitFor();
  }

  /// For people who want to see what the tests saw.
  async picture(name) {
    if (process.env.BEATWATCH_PICTURES) {
      await this.page.screenshot({ path: `${process.env.BEATWATCH_PICTURES}/${name}.png` });
    }
  }

  /// In both themes.
  async nothingForAxe() {
    await this.page.evaluate(axe);
    const found = await this.page.evaluate(async () => {
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

  async close() {
    await this.#browser?.close();
  }
}
