// Rows that explain themselves. Pointing at a number of the result lights the
// numbers that made it, and says how; pointing at any other number lights what
// reads it. Nothing is computed here: which cell came from which stands in the
// tables (data-from), and the equations stand in the page as a text.
(() => {
  const pace = 1100; // milliseconds from step to step, at normal speed
  const colours = 6; // of terms, see explain.css
  const idly = globalThis.requestIdleCallback ?? ((act) => setTimeout(act, 50));
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const element = (tag, className, more) => Object.assign(document.createElement(tag), { className }, more);

  // What a screen reader says of a number, once.
  const status = element("p", "sr", { role: "status" });
  document.body.append(status);

  // The folds are links to a page of all sums, whose text stands behind them.
  for (const link of document.querySelectorAll("p.all")) {
    const text = link.nextElementSibling, fold = element("details", "elements");
    fold.innerHTML = "<summary>" + link.firstChild.innerHTML + "</summary>";
    fold.addEventListener("toggle", () => fold.insertAdjacentHTML("beforeend", text.textContent), { once: true });
    link.replaceWith(fold);
  }

  // The equations of a row stand in its figure, or in the next outputs.
  function equationsOf(figure) {
    const found = new Map();
    const add = (html) => {
      const [, place, at] = html.match(/^<div class="equation" data-place="([^"]*)" data-at="([^"]*)"/) ?? [];
      if (place) found.set(place + " " + at, html);
    };
    for (let e = figure; !found.size && e && (e === figure || !e.matches("figure.row")); e = e.nextElementSibling) {
      for (const text of e.matches("script.sums") ? [e] : e.querySelectorAll("script.sums")) text.textContent.split(/(?=<div class="equation")/).forEach(add);
      if (e.matches(".derivations")) for (const q of e.children) add(q.outerHTML);
      for (const q of e.querySelectorAll("details.elements > .equation")) add(q.outerHTML); // in the lab, which has no page of sums
    }
    return found;
  }

  // stepsOf are the terms of an equation, a list for each of its steps. A short
  // equation has all steps on one line.
  function stepsOf(equation) {
    const steps = [];
    for (const line of equation.querySelectorAll(".terms")) {
      for (const [i, term] of [...line.children].entries()) {
        if (!i || /^[=≈<>≤≥]/.test(term.textContent)) steps.push([]);
        steps.at(-1).push(term);
      }
    }
    return steps;
  }

  // spoken is a formula as a sentence reads it.
  function spoken(e) {
    const [a, b] = [...e.children ?? []].map(spoken);
    switch (e.nodeName.toLowerCase()) {
      case "msup": return `${a} to the power ${b} `;
      case "mfrac": return `(${a}) over (${b}) `;
      case "msub": return `${a} ${b} `;
    }
    return e.childNodes.length ? [...e.childNodes].map(spoken).join("") : e.textContent.replace("⋅", " times ").replace(/^\+ /, " plus ").replace(/^− /, " minus ").replace(/^−$/, "minus ")
      .replace(/^≈ ?/, " is about ").replace(/^= ?/, " is ");
  }

  // A name with an index, such as "gradient of K, row 1, column 0", and its
  // address, such as dL-dK-1-0.
  const axes = [[], ["element"], ["row", "column"], ["channel", "row", "column"], ["output channel", "input channel", "row", "column"]];
  const indexOf = (td) => (td.dataset.of ?? td.dataset.at).split(",").filter(Boolean);
  function nameOf(td) {
    const index = indexOf(td), own = td.closest("table").getAttribute("aria-label") ?? "this number";
    return (td.dataset.of ? own.replace(/, .*/, "") : own) + index.map((n, i) => `, ${axes[index.length]?.[i] ?? "at"} ${n}`).join("");
  }
  const addressOf = (td) => [td.closest("table").getAttribute("aria-label")?.replace("gradient of ", "dL-d").replace(/,.*/, "").replaceAll(" ", "-"), ...indexOf(td)].join("-");

  // explain makes a row answer. One that was in the page from the start has time
  // to rehearse.
  function explain(figure, rehearses) {
    const operands = figure.querySelector(".operands");
    const stage = element("div", "stage"), panel = element("div", "explain");
    panel.innerHTML = `<div class="panel"><div class="say" hidden></div><div class="steps" role="group" aria-label="Step through the numbers of the result">\
<button type="button" class="play">Play</button><button type="button" aria-label="Back">‹</button><button type="button" aria-label="On">›</button>\
<label>Speed <select><option value=".5">slow</option><option value="1" selected>normal</option><option value="2.5">fast</option></select></label><span></span></div></div>`;
    operands.before(stage);
    stage.append(operands, panel);
    const [say, steps] = panel.firstChild.children;
    const [play, back, forward] = steps.querySelectorAll("button"), speed = steps.querySelector("select"), count = steps.lastChild;
    const results = [...operands.querySelectorAll("[data-from]")];
    for (const table of new Set(results.map((td) => td.closest("table")))) {
      table.setAttribute("role", "grid");
      table.caption?.setAttribute("aria-hidden", "true"); // a grid has rows and nothing else; its label says the same
    }
    results[0].tabIndex = 0;
    play.setAttribute("aria-label", "Play: one number of " + [...new Set(results.map((td) => nameOf(td).replace(/,.*/, "")))].join(" and ") + " after the other");
    const idle = results.length === 1 ? "1 number" : results.length + " numbers";
    const invite = matchMedia("(hover: none)").matches ? "Tap" : "Point at";
    count.textContent = `${idle}. ${invite} one.`;

    // Which cells made which: found out when the row is first in view, or asked.
    const cells = new Map(); // GRID:INDEX → cell
    const plain = new Map(); // cell → its classes while nothing is lit
    const terms = new Map(); // cell of the result → its terms
    const uses = new Map(); // cell of an operand → the results that read it
    const frames = new Map(); // a table → the frame around what is lit in it
    let equations;
    const light = (lit, td, name) => { if (lit.get(td)?.name !== "on") lit.set(td, { name }); };
    function prepare() {
      if (equations) return;
      equations = equationsOf(figure);
      for (const td of operands.querySelectorAll("td[data-at]")) {
        cells.set(td.closest("table").dataset.grid + ":" + td.dataset.at, td);
        plain.set(td, td.className);
      }
      for (const td of results) {
        terms.set(td, td.dataset.from.split(";").map((term) => {
          const idle = term[0] === "~";
          const made = (term.match(/[\d:,]+/g) ?? []).map((key) => cells.get(key)).filter(Boolean);
          for (const cell of made) {
            if (!uses.has(cell)) uses.set(cell, new Map());
            light(uses.get(cell), td, idle ? "idle" : "on");
          }
          return { idle, made };
        }));
      }
      for (const td of [...results, ...uses.keys()]) {
        const table = td.closest("table");
        if (frames.has(table)) continue;
        const frame = element("div", "frame", { hidden: true });
        table.classList.add("linked");
        operands.append(frame);
        frames.set(table, frame);
      }
    }
    const known = (e) => {
      prepare();
      const td = e.closest("td");
      return terms.has(td) || uses.has(td) ? td : undefined;
    };
    const sumsOf = (td) => td?.dataset.sums?.split(";") ?? [];

    let pinned, hovered; // by key, tap or step; by the mouse
    let part = 0; // of a sum that is gathered: the terms so far; 0: all
    let timer = 0, shows = false; // it plays; it shows by itself what it can do

    // encloses is where one outline would go around the cells of a table that are
    // lit and fill a rectangle; undefined where they fill none. It only measures,
    // and is asked before anything is written, so that nothing is laid out twice.
    function encloses(table, lit) {
      const own = [...cells.values()].filter((td) => lit.has(td) && table.contains(td)); // in reading order
      const span = (list) => 1 + Math.max(...list) - Math.min(...list);
      if (own.length < 2 || span(own.map((td) => td.parentNode.rowIndex)) * span(own.map((td) => td.cellIndex)) !== own.length) return;
      const from = operands.getBoundingClientRect(), a = own[0].getBoundingClientRect(), b = own.at(-1).getBoundingClientRect();
      return `left:${a.left - from.left + operands.scrollLeft - 2}px;top:${a.top - from.top - 2}px;width:${b.right - a.left + 4}px;height:${b.bottom - a.top + 4}px`;
    }

    // sourcesOf are the cells that made one, each with the number of its term.
    function sourcesOf(td) {
      const lit = new Map();
      let n = 0;
      for (const { idle, made } of terms.get(td)) {
        if (!idle) n++;
        const name = idle ? "idle" : !part || n <= part ? "on" : "wait";
        for (const cell of made) if (!lit.has(cell) || lit.get(cell).name !== "on") lit.set(cell, { name, term: n - 1, now: part && n === part && !idle });
      }
      return lit;
    }

    function equationOf(td) {
      const place = td.closest("table").dataset.place + " ";
      return equations.get(place + (td.dataset.of ?? td.dataset.at)) ?? equations.get(place); // an only element has no index
    }

    // words are what is said of a cell, as nodes.
    function words(td) {
      if (!terms.has(td)) {
        const all = [...uses.get(td).values()], idle = all.filter(({ name }) => name === "idle").length;
        const p = element("p", "reads");
        p.textContent = `This number is read by ${all.length} of the ${results.length === 1 ? "1 result" : results.length + " results"}, in outline.` +
          (idle ? (idle === all.length ? " It adds nothing to any of them." : ` To ${all.length - idle} of them it contributes; in the others its term is 0, or another number is larger.`) : "");
        return [p];
      }
      const template = element("template");
      template.innerHTML = equationOf(td) ?? "";
      const equation = template.content.firstChild, said = equation ? [equation] : [];
      if (!equation) return said;
      const made = terms.get(td), steps = stepsOf(equation), shown = steps[0]?.length;
      const at = shown === made.length ? made.map((_, k) => k) : made.map((_, k) => k).filter((k) => !made[k].idle);
      if (shown > 1 && shown === at.length) {
        let n = 0;
        const turn = at.map((k) => (made[k].idle ? n : ++n)); // how many terms are there when this one is
        for (const step of steps) {
          if (step.length !== shown) continue;
          step.forEach((term, i) => {
            term.dataset.term = at[i];
            if (!made[at[i]].idle) term.classList.add("k" + (turn[i] - 1) % colours);
            term.classList.toggle("later", part > 0 && turn[i] > part);
            term.classList.toggle("now", part > 0 && turn[i] === part && !made[at[i]].idle);
          });
        }
        if (part) {
          const sums = sumsOf(td), last = steps.at(-1);
          if (part < sums.length) {
            last.forEach((term) => { (last.length === term.parentNode.children.length ? term.parentNode.previousElementSibling : term).classList.add("later"); term.classList.add("later"); });
            said.push(element("p", "so-far", { textContent: `So far, ${part} of ${sums.length} terms: ${sums[part - 1]}` }));
          }
        }
      }
      return said;
    }

    // A long sum takes longer to lay out than a pointer waits: where that is all
    // that asks, the numbers light up first, and what is said of them comes when
    // they are painted, unless the pointer has gone on.
    let looks = 0;
    function put(td, look) {
      if (look !== looks) return;
      say.hidden = !td;
      say.replaceChildren(...td ? words(td) : []);
    }

    function show(passing) {
      prepare();
      const td = hovered ?? pinned, at = results.indexOf(td);
      const lit = at < 0 ? uses.get(td) ?? new Map() : sourcesOf(td);
      const outlines = new Map([...frames.keys()].map((table) => [table, encloses(table, lit)]));
      figure.classList.toggle("lit", !!td);
      figure.classList.toggle("shows", shows);
      for (const cell of cells.values()) {
        const how = lit.get(cell);
        let is = plain.get(cell) + (cell === td ? " at" : " " + (how?.name ?? "off"));
        if (how?.term !== undefined && how.name !== "idle" && lit.size > 1) is += " k" + how.term % colours;
        if (how?.now) is += " now";
        if (cell.className !== is) cell.className = is;
      }
      for (const [table, at] of outlines) {
        const frame = frames.get(table);
        frame.hidden = !at;
        table.classList.toggle("framed", !!at);
        if (at) frame.style.cssText = at;
      }
      const look = ++looks;
      if (passing) requestAnimationFrame(() => setTimeout(put, 0, td, look));
      else put(td, look);
      const plays = !!timer && !shows;
      play.textContent = plays ? "Pause" : "Play";
      play.classList.toggle("going", plays);
      count.textContent = at < 0 ? `${idle}. ${invite} ${results.length === 1 ? "it" : "one"}.` : `${at + 1} of ${results.length}` + (plays ? ". Tap a number to stop there." : "");
      results.forEach((cell, i) => {
        const turn = i === Math.max(at, 0) ? "0" : "-1", chosen = String(i === at);
        if (cell.getAttribute("tabindex") !== turn) cell.setAttribute("tabindex", turn);
        if (cell.getAttribute("aria-selected") !== chosen) cell.setAttribute("aria-selected", chosen);
      });
      if (!td && !timer && figure.contains(document.activeElement)) status.textContent = "";
    }

    // rehearse lights a number and puts it out before anything is painted. The
    // first time takes a browser twice as long as any other, and nobody waits for
    // this one.
    function rehearse() {
      prepare();
      if (pinned || hovered || timer || !rehearses) return;
      rehearses = false;
      hovered = results[0];
      show(true);
      document.body.getBoundingClientRect();
      hovered = undefined;
      show(true);
    }

    // tell says a number to who listens, as one sentence.
    function tell() {
      if (!pinned || timer || shows) return;
      const sum = say.querySelector(".so-far")?.textContent;
      if (sum) { status.textContent = sum.replace("≈", "about").replace("= ", ""); return; }
      const equation = say.querySelector(".equation"), lines = equation ? stepsOf(equation) : [];
      if (!lines.length) { status.textContent = nameOf(pinned) + ": " + say.textContent; return; }
      const words = (step) => step.map(spoken).join(" ").replace(/\s+/g, " ").replace(/^ ?(is about|is) /, "").trim();
      const relation = [...equation.querySelectorAll(".rel")].at(-1).textContent + lines.at(-1)[0].textContent;
      status.textContent = nameOf(pinned) + (/≈/.test(relation) ? " is about " : " is ") + words(lines.at(-1)) +
        (lines.length > 2 ? ", from " + words(lines.at(-2)) : "") + ". " + (say.querySelector(".note")?.textContent ?? "");
    }

    // Where the words stand at the foot of the window, what is lit is in view
    // above them.
    function inView() {
      if (getComputedStyle(panel.firstChild).position !== "fixed") return;
      const boxes = [...operands.querySelectorAll(".at, .on, .now, .wait")].map((e) => e.getBoundingClientRect());
      const top = Math.min(...boxes.map((b) => b.top)) - 64, bottom = Math.max(...boxes.map((b) => b.bottom)) + 12;
      const room = panel.firstChild.getBoundingClientRect().top;
      if (bottom > room) scrollBy({ top: Math.min(bottom - room, top) });
      else if (top < 0) scrollBy({ top: Math.max(top, bottom - room) });
    }

    // pin stops what plays, unless it is the next step of it.
    function pin(td, gathered = 0, plays = 0) {
      if (!plays) { clearTimeout(timer); timer = 0; shows = false; }
      pinned = td;
      hovered = undefined;
      part = gathered;
      show();
      tell();
      if (td) inView();
    }

    function choose(td, gathered) {
      pin(td, gathered);
      if (td) history.replaceState(null, "", "#" + addressOf(td));
    }

    const here = () => results.indexOf(pinned);
    const go = (to) => choose(results[Math.max(0, Math.min(results.length - 1, to))]);
    const begin = (td) => (sumsOf(td).length > 1 ? 1 : 0); // a sum is gathered term by term

    // next is the next step: of a sum, its next term; after the last number the
    // end.
    function next() {
      if (part && part < sumsOf(pinned).length) return pin(pinned, part + 1, timer);
      const td = results[here() + 1];
      pin(td ?? pinned, begin(td), td && timer);
    }
    function tick() {
      timer = setTimeout(() => { next(); if (timer) tick(); }, pace / speed.value);
    }

    back.onclick = () => go(here() - 1);
    forward.onclick = () => go(here() + 1);
    play.onclick = () => {
      if (timer) return pin(pinned);
      pin(here() + 1 === results.length && !part ? undefined : pinned, part);
      tick();
      next();
    };

    // While it plays, a number that the mouse passes over does not stop it; one
    // that is clicked does.
    operands.addEventListener("pointerover", (e) => {
      const td = known(e.target);
      if (e.pointerType === "touch" || timer && !shows || !td && e.target.closest(".linked")) return; // between two cells
      if (shows) pin();
      if (td && part) pin(pinned);
      hovered = td;
      show(td);
    });
    operands.addEventListener("pointerleave", () => { if (hovered) pin(pinned); });
    operands.addEventListener("click", (e) => { if (known(e.target)) choose(known(e.target)); });
    operands.addEventListener("focusin", (e) => { if (known(e.target) && known(e.target) !== pinned) choose(known(e.target)); });
    const leave = (target) => { if (pinned && target && !figure.contains(target)) pin(); };
    figure.addEventListener("focusout", (e) => leave(e.relatedTarget));
    // A row that the lab has replaced listens no longer.
    const gone = new AbortController(), whileThere = (act) => (e) => figure.isConnected ? act(e) : gone.abort();
    document.addEventListener("pointerdown", whileThere((e) => leave(e.target)), gone);
    addEventListener("resize", whileThere(() => { if (pinned) show(); }), gone);
    new IntersectionObserver((seen) => { // oldest first
      if (seen.at(-1).isIntersecting) idly(rehearses ? rehearse : prepare);
      else if (pinned) pin();
    }).observe(figure);

    // A term that is pointed at leaves only its own numbers lit.
    say.addEventListener("pointerover", (e) => {
      const term = e.target.closest("[data-term]")?.dataset.term, td = hovered ?? pinned;
      for (const cell of operands.querySelectorAll(".on, .wait")) cell.classList.toggle("aside", term !== undefined && !terms.get(td)?.[term]?.made.includes(cell));
    });
    say.addEventListener("pointerleave", () => operands.querySelectorAll(".aside").forEach((cell) => cell.classList.remove("aside")));

    figure.addEventListener("keydown", (e) => {
      if (e.ctrlKey || e.metaKey || e.altKey || e.target === speed) return;
      if (e.key === "Escape") return pin();
      const td = terms.has(e.target) && e.target;
      if (!td && !steps.contains(e.target)) return;
      if (td && (e.key === " " || e.key === "Enter")) { // the next term of its sum
        e.preventDefault();
        const n = sumsOf(td).length;
        if (n > 1) choose(td, (part + 1) % (n + 1));
        return;
      }
      const at = here(), beside = (row) => results.indexOf(td && td.parentNode[row]?.cells[td.cellIndex]);
      const target = results[{
        Home: 0, End: results.length - 1, ArrowLeft: at - 1, ArrowRight: at + 1,
        ArrowUp: beside("previousSibling"), ArrowDown: beside("nextSibling"),
      }[e.key]];
      if (!target) return;
      e.preventDefault();
      if (td) target.focus();
      else choose(target);
    });

    // demonstrate gathers one sum, once, without being asked.
    function demonstrate() {
      const td = results.find((cell) => sumsOf(cell).length > 1) ?? results[0];
      if (pinned || hovered || timer) return;
      shows = true;
      const go = (gathered) => {
        if (!shows) return;
        const more = gathered < sumsOf(td).length;
        pin(td, gathered, 1);
        timer = setTimeout(() => {
          if (!shows) return;
          if (more) return go(gathered + 1);
          pin();
          count.textContent = `That was one of ${idle}. ${invite} any.`;
        }, more ? 800 : 2200);
      };
      go(begin(td));
    }

    return { figure, results, demonstrate, find: (address) => { prepare(); return [...cells.values()].find((td) => addressOf(td) === address); }, choose: pin };
  }

  const rowsIn = (part) => [...part.querySelectorAll("figure.row")].filter((f) => !f.closest(".compare") && f.querySelector("[data-from]")).map((f) => explain(f, part === document));
  const rows = rowsIn(document);
  document.addEventListener("rows", (e) => rowsIn(e.target)); // that a script has put in

  // A number has an address: opening it selects the number.
  function opened() {
    const address = decodeURIComponent(location.hash.slice(1));
    if (!address || document.getElementById(address)) return;
    for (const row of rows) {
      const td = row.find(address);
      if (!td) continue;
      row.figure.scrollIntoView({ block: "center" });
      row.choose(td);
      return td.focus({ preventScroll: true }); // the arrow keys go on from there
    }
  }
  addEventListener("hashchange", opened);
  opened();

  // What was not laid out because it is far from the window (book.css) is, one
  // after the other, when the page is drawn and there is nothing else to do.
  const { dataset } = document.documentElement;
  function layOutTheRest() {
    if ("waits" in dataset) return setTimeout(layOutTheRest, 50);
    const later = [...document.querySelectorAll("article > *")].filter((part) => getComputedStyle(part).contentVisibility === "auto");
    const next = (time) => {
      for (const part of later.splice(0, 2)) part.style.contentVisibility = "visible";
      document.body.getBoundingClientRect();
      if (!later.length) delete dataset.fresh;
      else if (time?.timeRemaining() > 10) next(time);
      else idly(next);
    };
    idly(next);
  }
  if ("fresh" in dataset) addEventListener("load", layOutTheRest);

  // The first row of a chapter shows once what it can do.
  const key = "shown " + location.pathname.split("/").pop();
  const before = () => { try { return localStorage.getItem(key); } catch { return true; } };
  if (rows.length && !still.matches && !location.hash && !before()) {
    const watch = new IntersectionObserver(([{ isIntersecting }]) => {
      if (!isIntersecting) return;
      watch.disconnect();
      setTimeout(() => {
        try { localStorage.setItem(key, "1"); } catch { /* it will show again */ }
        rows[0].demonstrate();
      }, 900);
    }, { threshold: .9 });
    watch.observe(rows[0].figure.querySelector(".stage"));
  }
})();
