// Runs Lighthouse, with its settings for phones, on three pages: the front
// page, the longest chapter and a short one. Accessibility, best practices and
// search must be at 100. Performance is measured in milliseconds of this
// machine, so it is printed and not asked for.
import lighthouse from "lighthouse";
import puppeteer from "puppeteer-core";
import { open, serve } from "./site.mjs";

const pages = ["index.html", "11-max-pooling-backward.html", "13-convolution-backward-kernel.html"];
let failed = false;
const server = await serve(process.argv[2]);
const browser = await puppeteer.launch({ ...open, args: [...open.args, "--remote-debugging-port=0"] });
try {
  const port = Number(new URL(browser.wsEndpoint()).port);
  for (const page of pages) {
    const { lhr } = await lighthouse(`${server.address}/${page}`, { port, logLevel: "error" });
    if (lhr.runtimeError) throw new Error(`${page}: ${lhr.runtimeError.message}`);
    console.log(page + ":", Object.values(lhr.categories).map((c) => `${c.title} ${Math.round(100 * c.score)}`).join(", "));
    for (const c of Object.values(lhr.categories)) {
      if (c.id === "performance" || c.score === 1) continue;
      failed = true;
      for (const { id, weight } of c.auditRefs) {
        const { score, title } = lhr.audits[id];
        if (weight && score !== null && score < 1) console.log("  ", c.title + ":", id, title);
      }
    }
  }
} finally {
  await browser.close();
  server.close();
}
process.exit(failed ? 1 : 0);
