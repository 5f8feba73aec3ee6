// What must be known before the page is drawn: that scripts run, and which
// theme was chosen.
(() => {
  const { dataset } = document.documentElement;
  dataset.script = "";
  try {
    const kept = localStorage.getItem("theme");
    if (kept === "light" || kept === "dark") dataset.theme = kept;
  } catch { /* nothing is kept, then */ }
})();
