// Opens every page of a folder in light and in dark colours, as a reader with
// the widest and with the narrowest screen does, and reports what axe finds,
// what the console says, and what scrolls sideways.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import puppeteer from "puppeteer-core";
import { open, serve } from "./site.mjs";

const folder = process.argv[2];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
// The page for printing repeats the chapters, twenty times as long.
const pages = readdirSync(folder).filter((name) => name.endsWith(".html") && name !== "book.html");

let findings = 0;
function found(...words) {
  findings++;
  console.log(...words);
}

// check is all of one page, in a tab that is on no other.
async function check(tab, page) {
  for (const colours of ["light", "dark"]) {
    tab.where = `${page}, ${colours}:`;
    await tab.setViewport({ width: 1280, height: 900 });
    await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: colours }]);
    await tab.goto(`${server.address}/${page}`);
    if (page === "lab.html") await tab.waitForSelector(".lab-room.ready", { timeout: 120_000 });
    // A chapter lays out what is far from the window when it has time.
    await tab.waitForFunction(() => !document.querySelector(":root[data-fresh] .chapter"));
    await tab.evaluate(axe);
    // In the dark only the colours are others.
    const rules = colours === "dark" ? { runOnly: ["color-contrast", "link-in-text-block"] } : {};
    const { violations, passes } = await tab.evaluate((rules) => globalThis.axe.run(document, { resultTypes: ["violations"], ...rules }), rules);
    if (!passes.length) found(tab.where, "no rule of axe was asked");
    for (const v of violations) found(tab.where, `${v.id} (${v.impact}), ${v.nodes.length} times: ${v.nodes[0].html.slice(0, 200)}`);
  }
  for (const width of [1280, 360]) {
    await tab.setViewport({ width, height: 800 });
    const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) found(page, `is ${wide} pixels wide on a screen of ${width}`);
  }
}

// Each tab takes the next page, in a browser of its own: a tab in the
// background is slowed down.
const waiting = [...pages];
async function worker() {
  const browser = await puppeteer.launch(open);
  try {
    const tab = await browser.newPage();
    await tab.setBypassCSP(true); // axe is put into the page
    tab.on("console", (m) => found(tab.where, "console:", m.text()));
    tab.on("pageerror", (e) => found(tab.where, "error:", e.message ?? e));
    while (waiting.length) await check(tab, waiting.shift());
  } finally {
    await browser.close();
  }
}

const server = await serve(folder);
try {
  if (!pages.length) found("no pages in", folder);
  await Promise.all([worker(), worker()]);
} finally {
  server.close();
}
console.log(`axe: ${pages.length} pages in two colours, ${findings} findings`);
process.exit(findings ? 1 : 0);
