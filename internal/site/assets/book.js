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

  // The Go and the NumPy of a piece of code become two tabs. One choice counts
  // for all of them, on every page.
  function twins() {
    const pairs = [...document.querySelectorAll(".pair")].map(asTabs);
    if (!pairs.length) return;
    const choose = (chosen, from) => {
      const before = from ? from.getBoundingClientRect().top : 0;
      pairs.forEach(({ tabs, panels }) => tabs.forEach((tab, i) => {
        tab.setAttribute("aria-selected", String(i === chosen));
        tab.tabIndex = i === chosen ? 0 : -1;
        panels[i].hidden = i !== chosen;
      }));
      // What changed above it must not move what was clicked.
      if (from) scrollBy({ top: from.getBoundingClientRect().top - before, behavior: "instant" });
    };
    const decide = (chosen, from) => {
      choose(chosen, from);
      root.dataset.code = chosen ? "numpy" : "go";
      try { localStorage.setItem("code", root.dataset.code); } catch { /* not kept, then */ }
    };
    pairs.forEach(({ tabs }) => tabs.forEach((tab, i) => {
      tab.addEventListener("click", () => decide(i, tab));
      tab.addEventListener("keydown", (e) => {
        const to = { ArrowLeft: 1 - i, ArrowRight: 1 - i, Home: 0, End: 1 }[e.key];
        if (to === undefined) return;
        e.preventDefault();
        decide(to, tab);
        tabs[to].focus();
      });
    }));
    choose(root.dataset.code === "numpy" ? 1 : 0);
  }

  function asTabs(pair, n) {
    const fold = pair.querySelector(".twin");
    const numpy = document.createElement("div");
    numpy.className = "panel";
    fold.querySelector("summary").remove();
    numpy.append(...fold.childNodes);
    fold.replaceWith(numpy);
    const panels = [...pair.querySelectorAll(".panel")];
    const list = document.createElement("div");
    list.className = "tabs";
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", "Language of this code");
    const tabs = ["Go", "NumPy"].map((name, i) => {
      const tab = document.createElement("button");
      tab.type = "button";
      tab.textContent = name;
      tab.id = `tab-${n}-${i}`;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", panels[i].id = `panel-${n}-${i}`);
      panels[i].setAttribute("role", "tabpanel");
      panels[i].setAttribute("aria-labelledby", tab.id);
      return tab;
    });
    list.append(...tabs);
    pair.classList.add("tabbed");
    pair.prepend(list);
    return { tabs, panels };
  }

  // The switch that shows the program works without a script, too; this keeps it.
  function program() {
    const box = document.getElementById("program");
    if (!box) return;
    box.checked = "program" in root.dataset;
    box.addEventListener("change", () => {
      if (box.checked) root.dataset.program = "";
      else delete root.dataset.program;
      try {
        if (box.checked) localStorage.setItem("program", "1");
        else localStorage.removeItem("program");
      } catch { /* not kept, then */ }
    });
  }

  // The section that is read is marked in the list of contents.
  function sections() {
    const links = new Map();
    for (const a of document.querySelectorAll(".sections a")) {
      const heading = document.getElementById(a.hash.slice(1));
      if (heading) links.set(heading, [...links.get(heading) ?? [], a]);
    }
    const watch = new IntersectionObserver((seen) => {
      const last = seen.filter((e) => e.isIntersecting).at(-1);
      if (!last) return;
      links.forEach((list, heading) => list.forEach((a) => {
        if (heading === last.target) a.setAttribute("aria-current", "location");
        else a.removeAttribute("aria-current");
      }));
    }, { rootMargin: "0px 0px -70% 0px" });
    links.forEach((_, heading) => watch.observe(heading));
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

  // The chapter that is read is in view in the list of contents. As below, the
  // observer tells when the page was laid out anyway.
  function showCurrent() {
    const side = document.querySelector("nav.side"), here = side?.querySelector("[aria-current]");
    if (!here) return;
    new ResizeObserver((_, once) => {
      once.disconnect();
      if (here.offsetTop + here.offsetHeight > side.clientHeight) side.scrollTop = here.offsetTop - side.clientHeight / 2;
    }).observe(side);
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
  twins();
  program();
  sections();
  menu();
  showCurrent();
  reachable();
})();
