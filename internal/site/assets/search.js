
// The search field. What finds and the index to find in are scripts of their
// own, which are loaded when the field is first used.
(() => {
  const most = 12; // results shown

  const load = (src) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = src;
    script.onload = resolve;
    script.onerror = () => { script.remove(); reject(); };
    document.head.append(script);
  });

  let loading;
  function sections() {
    loading ??= Promise.all([load("assets/find.js"), load("assets/search-index.js")])
      .then(() => bookSearch.prepare(searchIndex))
      .catch((e) => { loading = undefined; throw e; });
    return loading;
  }

  function element(tag, className, pieces) {
    const e = document.createElement(tag);
    e.className = className;
    for (const [text, found] of pieces) {
      if (!found) { e.append(text); continue; }
      const mark = document.createElement("mark");
      mark.textContent = text;
      e.append(mark);
    }
    return e;
  }

  function field(box) {
    const input = box.querySelector("input");
    const panel = box.querySelector(".found");
    const list = panel.querySelector("[role=listbox]");
    const status = box.querySelector("[role=status]");
    let active = -1;

    const options = () => [...list.children];
    const isOpen = () => !panel.hidden;

    // The panel hangs in the window, below the field: its column scrolls and
    // would cut it off.
    function place() {
      const r = input.getBoundingClientRect();
      const width = Math.min(Math.max(r.width, 560), innerWidth - 24);
      panel.style.width = width + "px";
      panel.style.left = Math.max(12, Math.min(r.left, innerWidth - width - 12)) + "px";
      panel.style.top = r.bottom + 6 + "px";
      panel.style.maxHeight = Math.max(120, innerHeight - r.bottom - 20) + "px";
    }

    function choose(i) {
      active = i;
      options().forEach((o, n) => o.setAttribute("aria-selected", n === i));
      if (i < 0) {
        input.removeAttribute("aria-activedescendant");
        return;
      }
      input.setAttribute("aria-activedescendant", list.children[i].id);
      list.children[i].scrollIntoView({ block: "nearest" });
    }

    function close() {
      panel.hidden = true;
      input.setAttribute("aria-expanded", "false");
      choose(-1);
    }

    function say(text, seen) {
      status.textContent = text;
      panel.querySelector(".none")?.remove();
      list.hidden = !list.children.length;
      if (list.hidden || seen) panel.prepend(element("p", "none", [[text, false]]));
    }

    // Whoever finds nothing is offered what others are stuck on.
    function show(found, terms, all) {
      const missed = !found.length;
      if (missed) found = all.sections.filter((s) => s.question);
      list.replaceChildren(...found.slice(0, most).map((s, i) => {
        const a = document.createElement("a");
        a.href = s.to;
        a.id = list.id + "-" + i;
        a.tabIndex = -1;
        a.setAttribute("role", "option");
        a.append(element("span", "where", [[s.where, false]]),
          element("b", "", bookSearch.marked(s.heading, terms, 200)),
          element("span", "text", bookSearch.marked(s.text, terms, 150)));
        return a;
      }));
      const n = found.length;
      say(missed ? "Nothing found. Are you stuck on one of these?" : n === 1 ? "1 section" : n > most ? `${n} sections, the first ${most} shown` : `${n} sections`, missed);
    }

    async function search() {
      const query = input.value;
      if (!query.trim()) {
        status.textContent = "";
        return close();
      }
      try {
        const all = await sections();
        if (query !== input.value) return; // typed on meanwhile
        const terms = bookSearch.read(all, query);
        show(bookSearch.find(all, terms), terms, all);
      } catch {
        list.replaceChildren();
        say("The index of the book could not be loaded");
      }
      panel.hidden = false;
      input.setAttribute("aria-expanded", "true");
      place();
      panel.scrollTop = 0;
      choose(-1);
    }

    input.addEventListener("focus", () => { sections().catch(() => {}); });
    input.addEventListener("input", search);
    input.addEventListener("click", () => { if (!isOpen()) search(); });
    input.addEventListener("keydown", (e) => {
      const count = list.children.length;
      if (e.isComposing) return;
      if ((e.key === "ArrowDown" || e.key === "ArrowUp") && !isOpen()) {
        e.preventDefault();
        search();
      } else if (e.key === "ArrowDown" && count) {
        e.preventDefault();
        choose((active + 1) % count);
      } else if (e.key === "ArrowUp" && count) {
        e.preventDefault();
        choose((Math.max(active, 0) + count - 1) % count);
      } else if (e.key === "Enter" && isOpen() && count) {
        e.preventDefault();
        list.children[Math.max(active, 0)].click();
      } else if (e.key === "Escape" && (isOpen() || input.value)) {
        e.preventDefault();
        e.stopPropagation(); // the menu around it stays open
        if (isOpen()) return close();
        input.value = "";
      }
    });
    panel.addEventListener("mousedown", (e) => e.preventDefault()); // the field keeps the focus
    panel.addEventListener("click", (e) => { if (e.target.closest("a")) close(); });
    box.addEventListener("focusout", (e) => { if (!box.contains(e.relatedTarget)) close(); });
    for (const event of ["scroll", "resize"]) {
      addEventListener(event, () => { if (isOpen()) place(); }, { passive: true });
    }
  }

  // "/" goes to the field that is in view, or else to the one in the menu.
  function slash(e) {
    if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const inputs = [...document.querySelectorAll(".search input")];
    let input = inputs.find((i) => !i.closest(".menu") && i.getClientRects().length);
    if (!input) {
      const menu = document.querySelector("details.menu");
      input = inputs.find((i) => menu?.contains(i));
      if (!input) return;
      menu.open = true;
    }
    e.preventDefault();
    input.focus();
    input.select();
  }

  document.addEventListener("keydown", slash);
  document.querySelectorAll(".search").forEach(field);
})();
