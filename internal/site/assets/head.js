// What must be known before the page is drawn: that scripts run, whether it is
// read from its beginning, which theme and which language of code were chosen,
// and whether the program is shown.
(() => {
  const { dataset } = document.documentElement;
  dataset.script = "";
  if (!location.hash && performance.getEntriesByType("navigation")[0]?.type === "navigate") {
    dataset.fresh = "";
    // The page is drawn once, in its own faces, unless they take too long: drawn in
    // others first, it would have to be laid out twice, and its lines would jump.
    const face = (name) => new FontFace(name, `url(assets/fonts/${name}.woff2)`).load();
    const late = (done) => setTimeout(done, 700);
    if (globalThis.FontFace) {
      const there = Promise.allSettled(["book-text", "book-math"].map(face));
      dataset.waits = "";
      Promise.race([there, new Promise(late)]).then(() => delete dataset.waits);
    }
  }
  try {
    const kept = localStorage.getItem("theme");
    if (kept === "light" || kept === "dark") dataset.theme = kept;
    if (localStorage.getItem("code") === "numpy") dataset.code = "numpy";
    if (localStorage.getItem("program")) dataset.program = "";
  } catch { /* nothing is kept, then */ }
})();
