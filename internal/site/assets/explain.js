// Rows that explain themselves. Pointing at a number of the result lights the
// numbers that made it, and says how; pointing at any other number lights what
// it takes part in. Nothing is computed here: which cell came from which stands
// in the tables (data-from), and the equations stand in the page.
(() => {
  const pace = 1200; // milliseconds from step to step

  // The equations of a row stand in its figure, or in the next output.
  function equationsOf(figure) {
    const found = new Map();
    for (let e = figure; !found.size && e && (e === figure || !e.matches("figure.row")); e = e.nextElementSibling) {
      if (!e.matches("figure.row, .derivations, .elements")) continue;
      for (const q of e.querySelectorAll(".equation[data-place]")) found.set(q.dataset.place + " " + q.dataset.at, q);
    }
    return found;
  }

  const box = (className) => Object.assign(document.createElement("div"), { className });

  function explain(figure, number) {
    const operands = figure.querySelector(".operands");
    const cells = new Map(); // GRID:INDEX → cell
    for (const td of operands.querySelectorAll("td[data-at]")) cells.set(td.closest("table").dataset.grid + ":" + td.dataset.at, td);
    const terms = new Map(); // cell of the result → its terms
    const uses = new Map(); // cell of an operand → the results it takes part in
    const light = (lit, td, name) => { if (lit.get(td) !== "on") lit.set(td, name); };
    for (const td of operands.querySelectorAll("[data-from]")) {
      terms.set(td, td.dataset.from.split(";").map((term) => {
        const idle = term[0] === "~";
        const made = (term.match(/[\d:,]+/g) ?? []).map((key) => cells.get(key));
        for (const cell of made) {
          if (!uses.has(cell)) uses.set(cell, new Map());
          light(uses.get(cell), td, idle ? "idle" : "on");
        }
        return { idle, made };
      }));
    }
    const results = [...terms.keys()];
    const known = (e) => [e.closest("td")].find((td) => terms.has(td) || uses.has(td));
    const sumsOf = (td) => td.dataset.sums?.split(";") ?? [];

    const panel = box("explain");
    panel.innerHTML = `<div class="say" id="say-${number}" aria-live="polite"></div><div class="steps" role="group" aria-label="Step through the result">\
<button type="button" tabindex="-1" aria-label="first element">«</button><button type="button" tabindex="-1" aria-label="back">‹</button>\
<button type="button"></button>\
<button type="button" tabindex="-1" aria-label="forward">›</button><button type="button" tabindex="-1" aria-label="last element">»</button><span></span></div>`;
    operands.after(panel);
    const [say, steps] = panel.children;
    // The arrow keys do what the buttons without a tab stop do.
    const [first, back, play, forward, last, count] = steps.children;

    // Grids whose cells the derivations name take part, each with a frame.
    const frames = new Map();
    for (const td of [...results, ...uses.keys()]) {
      const table = td.closest("table");
      if (frames.has(table)) continue;
      const frame = box("frame");
      table.classList.add("linked");
      operands.append(frame);
      frames.set(table, frame);
    }

    let pinned, hovered; // by key, tap or step; by the mouse
    let part = 0; // of a sum that is gathered: the terms so far; 0: all
    let timer = 0;

    // enclose puts one outline around cells that fill a rectangle.
    function enclose(frame, table, lit) {
      const own = [...cells.values()].filter((td) => lit.has(td) && table.contains(td)); // in reading order
      const inside = own.filter((td) => !part || lit.get(td) === "now");
      const span = (list) => 1 + Math.max(...list) - Math.min(...list);
      const fills = span(inside.map((td) => td.parentNode.rowIndex)) * span(inside.map((td) => td.cellIndex)) === inside.length;
      frame.hidden = !fills;
      table.classList.toggle("framed", fills);
      table.classList.toggle("mixed", own.some((td) => lit.get(td) === "idle"));
      if (!fills) return;
      const from = operands.getBoundingClientRect(), a = inside[0].getBoundingClientRect(), b = inside.at(-1).getBoundingClientRect();
      frame.style.cssText = `left:${a.left - from.left + operands.scrollLeft}px;top:${a.top - from.top}px;width:${b.right - a.left}px;height:${b.bottom - a.top}px`;
    }

    function sourcesOf(td) {
      const lit = new Map();
      let n = 0;
      for (const { idle, made } of terms.get(td)) {
        if (!idle) n++;
        if (part && (idle || n > part)) continue;
        for (const cell of made) light(lit, cell, idle ? "idle" : n === part ? "now" : "on");
      }
      return lit;
    }

    const equations = equationsOf(figure);
    function equationOf(td) {
      const place = td.closest("table").dataset.place + " ";
      return equations.get(place + (td.dataset.of ?? td.dataset.at)) ?? equations.get(place); // an only element has no index
    }

    // words are the nodes and texts that are said of a cell.
    function words(td) {
      if (!td) return ["Point at a number of the result, or tap it, to see where it comes from."];
      if (!terms.has(td)) {
        const all = [...uses.get(td).values()], idle = all.filter((name) => name === "idle").length;
        return [`This number takes part in ${all.length} of the ${results.length} numbers of the result` +
          (idle ? `, and leaves a trace in ${all.length - idle} of them.` : ".")];
      }
      const said = [...equationOf(td)?.cloneNode(true).childNodes ?? []], sums = sumsOf(td);
      if (part) said.push((part < sums.length ? `Partial sum, ${part} of ${sums.length} terms: ` : `All ${part} terms: `) + sums[part - 1]);
      return said;
    }

    function show() {
      const td = hovered ?? pinned, at = results.indexOf(td);
      const lit = at < 0 ? uses.get(td) ?? new Map() : sourcesOf(td);
      figure.classList.toggle("lit", !!td);
      for (const cell of cells.values()) {
        cell.classList.remove("at", "on", "idle", "now", "off");
        cell.classList.add(cell === td ? "at" : lit.get(cell) ?? "off");
      }
      frames.forEach((frame, table) => enclose(frame, table, lit));
      say.replaceChildren(...words(td));
      say.tabIndex = td && say.scrollWidth > say.clientWidth ? 0 : -1;
      play.textContent = timer ? "Pause" : "Play";
      say.ariaLive = timer ? "off" : "polite"; // too fast to be read out
      count.textContent = at < 0 ? results.length + " elements" : `element ${at + 1} of ${results.length}`;
      results.forEach((cell, i) => { cell.tabIndex = i === Math.max(at, 0) ? 0 : -1; });
    }

    // pin stops what plays, unless it is the next step of it.
    function pin(td, gathered = 0, plays = 0) {
      if (!plays) timer = clearInterval(timer);
      pinned = td;
      hovered = undefined;
      part = gathered;
      show();
    }

    const here = () => results.indexOf(pinned);
    const go = (to) => pin(results[Math.max(0, Math.min(results.length - 1, to))]);

    // A sum of a few terms is gathered term by term.
    function next() {
      if (part && part < sumsOf(pinned).length) return pin(pinned, part + 1, timer);
      const td = results[here() + 1];
      pin(td ?? pinned, td?.dataset.sums ? 1 : 0, td && timer);
    }

    first.onclick = () => go(0);
    back.onclick = () => go(here() - 1);
    forward.onclick = () => go(here() + 1);
    last.onclick = () => go(Infinity);
    play.onclick = () => {
      if (timer) return pin(pinned);
      if (here() + 1 === results.length) pinned = undefined;
      timer = setInterval(next, pace);
      next();
    };

    operands.addEventListener("pointerover", (e) => {
      const td = known(e.target);
      if (e.pointerType === "touch" || !td && e.target.closest(".linked")) return; // between two cells
      if (td) pin(pinned);
      hovered = td;
      show();
    });
    operands.addEventListener("pointerleave", () => { if (hovered) pin(pinned); });
    for (const event of ["click", "focusin"]) operands.addEventListener(event, (e) => { if (known(e.target)) pin(known(e.target)); });
    const leave = (target) => { if (pinned && target && !figure.contains(target)) pin(); };
    figure.addEventListener("focusout", (e) => leave(e.relatedTarget));
    document.addEventListener("pointerdown", (e) => leave(e.target));
    addEventListener("resize", () => { if (pinned) show(); });

    figure.addEventListener("keydown", (e) => {
      if (e.ctrlKey || e.metaKey || e.altKey) return;
      if (e.key === "Escape") return pin();
      const td = terms.has(e.target) && e.target;
      if (!td && !steps.contains(e.target)) return;
      const at = here(), beside = (row) => results.indexOf(td && td.parentNode[row]?.cells[td.cellIndex]);
      const target = results[{
        Home: 0, End: results.length - 1, ArrowLeft: at - 1, ArrowRight: at + 1,
        ArrowUp: beside("previousSibling"), ArrowDown: beside("nextSibling"),
      }[e.key]];
      if (!target) return;
      e.preventDefault();
      if (td) target.focus();
      else pin(target);
    });
    for (const td of results) td.setAttribute("aria-describedby", say.id);

    const lines = (td) => equationOf(td)?.querySelectorAll("mtr, .note, mfrac").length ?? 0;
    const longest = results.reduce((a, b) => (lines(b) > lines(a) ? b : a));
    return { say, show, fill: () => say.replaceChildren(...words(longest), ...sumsOf(longest).slice(0, 1)) };
  }

  const figures = [...document.querySelectorAll("figure.row")].filter((f) => !f.closest(".compare") && f.querySelector("[data-from]"));

  // Each box keeps room for the longest of its equations: nothing jumps.
  function reserve(rows) {
    for (const row of rows) {
      row.say.style.minHeight = "";
      row.fill();
    }
    const heights = rows.map(({ say }) => say.offsetHeight / 16);
    rows.forEach(({ say, show }, i) => {
      say.style.minHeight = heights[i] + "rem";
      show();
    });
  }

  // Whoever asked for a place in the page finds it where it stays. Else the
  // rows come one by one, and the page answers in between.
  if (location.hash) {
    const rows = figures.map(explain);
    reserve(rows);
    document.fonts.ready.then(() => reserve(rows));
  } else {
    let number = 0;
    const next = () => {
      if (number === figures.length) return;
      reserve([explain(figures[number], number++)]);
      setTimeout(next);
    };
    document.fonts.load("1em 'Book Math'").then(next, next);
  }
})();
