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

const server = await serve(folder);
const browser = await puppeteer.launch(open);
try {
  const tab = await browser.newPage();
  await tab.setBypassCSP(true); // axe is put into the page
  let where = "";
  tab.on("console", (m) => found(where, "console:", m.text()));
  tab.on("pageerror", (e) => found(where, "error:", e.message ?? e));
  for (const page of pages) {
    for (const colours of ["light", "dark"]) {
      where = `${page}, ${colours}:`;
      await tab.setViewport({ width: 1280, height: 900 });
      await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: colours }]);
      await tab.goto(`${server.address}/${page}`);
      await tab.evaluate(axe);
      const { violations } = await tab.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
      for (const v of violations) found(where, `${v.id} (${v.impact}), ${v.nodes.length} times: ${v.nodes[0].html.slice(0, 200)}`);
    }
    for (const width of [1280, 360]) {
      await tab.setViewport({ width, height: 800 });
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) found(page, `is ${wide} pixels wide on a screen of ${width}`);
    }
  }
  if (!pages.length) found("no pages in", folder);
} finally {
  await browser.close();
  server.close();
}
console.log(`axe: ${pages.length} pages in two colours, ${findings} findings`);
process.exit(findings ? 1 : 0);
