// What must be known before the page is drawn: that scripts run, and which
// theme and which language of code were chosen.
(() => {
  const { dataset } = document.documentElement;
  dataset.script = "";
  try {
    const kept = localStorage.getItem("theme");
    if (kept === "light" || kept === "dark") dataset.theme = kept;
    if (localStorage.getItem("code") === "numpy") dataset.code = "numpy";
  } catch { /* nothing is kept, then */ }
})();
