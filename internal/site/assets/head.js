// What must be known before the page is drawn: that scripts run, which theme
// and which language of code were chosen, and whether the program is shown.
(() => {
  const { dataset } = document.documentElement;
  dataset.script = "";
  try {
    const kept = localStorage.getItem("theme");
    if (kept === "light" || kept === "dark") dataset.theme = kept;
    if (localStorage.getItem("code") === "numpy") dataset.code = "numpy";
    if (localStorage.getItem("program")) dataset.program = "";
  } catch { /* nothing is kept, then */ }
})();
