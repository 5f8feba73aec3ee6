// What the pages can do more where scripts run. Nothing depends on it.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : system.matches;

  function themeSwitch() {
    const buttons = document.querySelectorAll("button.theme");
    const name = () => buttons.forEach((b) => {
      b.textContent = dark() ? "Light" : "Dark";
      b.setAttribute("aria-label", dark() ? "Change to light colours" : "Change to dark colours");
    });
    buttons.forEach((b) => b.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      try { localStorage.setItem("theme", root.dataset.theme); } catch { /* not kept, then */ }
      name();
    }));
    system.addEventListener("change", name);
    name();
  }

  function copyButtons() {
    if (!navigator.clipboard) return;
    for (const pre of document.querySelectorAll("pre.code")) {
      const frame = document.createElement("div");
      frame.className = "copied";
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = "Copy";
      button.setAttribute("aria-label", "Copy this code");
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(pre.textContent);
          button.textContent = "Copied";
        } catch {
          button.textContent = "Not allowed";
        }
        setTimeout(() => { button.textContent = "Copy"; }, 1600);
      });
      pre.replaceWith(frame);
      frame.append(pre, button);
    }
  }

  // The menu closes on Escape, on a click beside it, and on a choice.
  function menu() {
    const details = document.querySelector("details.menu");
    if (!details) return;
    document.addEventListener("keydown", (e) => {
      if (e.key !== "Escape" || !details.open) return;
      details.open = false;
      details.querySelector("summary").focus();
    });
    document.addEventListener("click", (e) => {
      if (!details.contains(e.target) || e.target.closest("a")) details.open = false;
    });
  }

  // The chapter that is read is in view in the list of contents.
  function showCurrent() {
    const side = document.querySelector("nav.side");
    const here = side && side.querySelector("[aria-current]");
    if (here && here.offsetTop + here.offsetHeight > side.clientHeight) side.scrollTop = here.offsetTop - side.clientHeight / 2;
  }

  // What scrolls sideways can be reached with the keyboard. The observer tells
  // after the page was laid out, and of what is folded when it is opened: to
  // ask at once would have all of it laid out before the page is drawn.
  function reachable() {
    const sizes = new ResizeObserver((boxes) => boxes.forEach(({ target: box }) => {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }));
    for (const box of document.querySelectorAll("pre, .operands, .equation, .formula, figure.table, .strip")) sizes.observe(box);
  }

  themeSwitch();
  copyButtons();
  menu();
  showCurrent();
  reachable();
})();
