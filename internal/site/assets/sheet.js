
// The sheet: point at a number, or move to it, and its way to the loss and
// back lights up; Play fills the sheet from the image to the loss and back.
function lightSheet(sheet) {
  const body = sheet.querySelector(".sheet-body"), line = sheet.querySelector(".sheet-line"), idle = line.innerHTML;
  const tables = [...sheet.querySelectorAll(".cells")], cells = [...sheet.querySelectorAll("td")];

  // A key names a cell: the number of its array and its index.
  const keyOf = (td) => td.closest("table").dataset.array + ":" + td.dataset.at;
  const byKey = new Map(cells.map((td) => [keyOf(td), td]));
  const isGradient = (td) => td.closest("table").dataset.of !== undefined;
  const valueOf = (td) => byKey.get(td.closest("table").dataset.of + ":" + td.dataset.at);
  const gradients = new Map(cells.filter(isGradient).map((td) => [valueOf(td), td]));
  const sources = (td) => (td.dataset.from ?? "").split(" ").map((key) => byKey.get(key)).filter(Boolean);

  // wayOf follows a gradient back to where it began: each gradient on the way
  // and, as pairs, the steps from one to the next.
  function wayOf(gradient) {
    const seen = new Set(), steps = [];
    const visit = (td) => {
      if (seen.has(td)) return;
      seen.add(td);
      for (const from of sources(td)) {
        if (isGradient(from)) {
          steps.push([from, td]);
          visit(from);
        } else if (!sources(td).some(isGradient)) seen.add(from); // p and y
      }
    };
    if (gradient) visit(gradient);
    return { seen, steps };
  }

  // Lines between cells.
  const lines = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  lines.setAttribute("class", "sheet-lines");
  lines.setAttribute("aria-hidden", "true");
  body.append(lines);
  function draw(pairs) {
    const at = body.getBoundingClientRect(), upright = getComputedStyle(body).flexDirection === "column";
    lines.replaceChildren(...pairs.map(([from, to, kind]) => {
      const a = from.getBoundingClientRect(), b = to.getBoundingClientRect();
      const [x, y, u, v] = [a.left + a.width / 2, a.top + a.height / 2, b.left + b.width / 2, b.top + b.height / 2]
        .map((n, i) => Math.round(n - (i % 2 ? at.top : at.left)));
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("class", kind);
      path.setAttribute("d", upright ? `M${x} ${y}C${x} ${(y + v) / 2} ${u} ${(y + v) / 2} ${u} ${v}` : `M${x} ${y}C${(x + u) / 2} ${y} ${(x + u) / 2} ${v} ${u} ${v}`);
      return path;
    }));
  }

  const forward = ([from, to]) => [valueOf(to), valueOf(from), "fw"];

  // skipOf are the arrows, forward and back, around the layers between two
  // gradients, if a skip connection leads from the one to the other.
  function skipOf(from, to) {
    const place = (td, step) => /(?:from|to)\d+/.exec((step ? td.closest(".stage").previousElementSibling : td.closest(".stage"))?.className)?.[0];
    const [source, sum] = [place(to, false), place(from, true)];
    return source && sum ? body.querySelectorAll(`.around.${source}.${sum}`) : [];
  }

  // mark gives each class to its elements and takes it from all others. One that
  // keeps it is not touched: the browser need not ask what follows from that.
  function mark(lit) {
    for (const name of ["on", "use", "me"]) {
      const these = new Set(lit[name]);
      for (const e of sheet.querySelectorAll("." + name)) if (!these.has(e)) e.classList.remove(name);
      for (const e of these) e.classList.add(name);
    }
  }

  let me = null;
  function clear() {
    mark({});
    sheet.classList.remove("lit");
    lines.replaceChildren();
    me = null;
  }

  function light(td) {
    if (td === me || player.started()) return;
    me = td;
    const gradient = isGradient(td) ? td : gradients.get(td), { seen, steps } = wayOf(gradient);
    const on = [...seen].flatMap((on) => isGradient(on) ? [on, valueOf(on)] : on);
    if (seen.size > 1 && loss) on.push(loss);
    for (const [from, to] of steps) on.push(...skipOf(from, to));
    // Measured before anything is written, so that nothing is laid out twice.
    draw([...steps.map(forward), ...steps.map(([from, to]) => [from, to, "bw"])]);
    mark({ on, use: sources(td), me: [td] });
    sheet.classList.add("lit");
    say(td);
  }

  // The line under the sheet says how the number was computed, and where the
  // book tells of it.
  function say(td) {
    const chapter = chapterOf(td), back = gradients.get(td), text = document.createElement("b");
    text.textContent = td.dataset.line || td.textContent;
    line.replaceChildren(text);
    if (!isGradient(td) && !td.dataset.from && td.dataset.line) line.append(", given");
    if (back?.dataset.line) line.append(". And back: " + back.dataset.line);
    if (Number((back ?? td).textContent) === 0 && (back ?? isGradient(td))) line.append(". No way to the loss is open from here");
    line.append(".");
    if (!chapter) return;
    const a = document.createElement("a");
    a.href = chapter;
    a.textContent = `chapter ${parseInt(chapter)} ›`;
    line.append(" ", a);
  }
  // Of a number that is given the line tells the way back.
  const chapterOf = (td) => (td.dataset.from ? td : gradients.get(td) ?? td).closest("table").dataset.chapter;
  const loss = sheet.querySelector(".cells.loss td");

  // Pointer: a mouse lights what it is over and goes to the chapter with a
  // click; a finger lights, and the link under the sheet leads on.
  let touched = false;
  sheet.addEventListener("pointerdown", (e) => { touched = e.pointerType !== "mouse"; });
  body.addEventListener("pointerover", (e) => { const td = e.target.closest?.("td[data-line]"); if (td && e.pointerType === "mouse") light(td); });
  body.addEventListener("pointerleave", (e) => { if (e.pointerType === "mouse" && !body.contains(document.activeElement)) rest(); });
  body.addEventListener("click", (e) => {
    const td = e.target.closest("td[data-line]");
    if (!td) return;
    const chapter = chapterOf(td);
    if (!touched && chapter && td === me && !player.started()) location.href = chapter;
    player.finish();
    enter(td);
  });
  function rest() {
    if (player.started()) return;
    clear();
    line.innerHTML = idle;
  }

  // Keyboard: one cell is a stop of the Tab key; the arrow keys go to the
  // nearest cell that way, past no array that is on it.
  for (const td of cells) td.tabIndex = -1;
  if (cells.length) cells[0].tabIndex = 0;
  function enter(td) {
    sheet.querySelector('td[tabindex="0"]').tabIndex = -1;
    td.tabIndex = 0;
    td.focus({ preventScroll: true });
    light(td);
    history.replaceState(null, "", "#" + addressOf(td));
  }
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  function nearest(td, [dx, dy]) {
    const a = td.getBoundingClientRect(), all = [...body.children], ahead = [];
    const halfOf = (td) => td.closest(".up, .down"), blockOf = (td) => all.indexOf(td.closest(".stage"));
    const half = halfOf(td).className, block = blockOf(td);
    for (const other of cells) {
      const b = other.getBoundingClientRect(), x = b.left - a.left, y = b.top - a.top;
      const along = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
      if (along > 1) ahead.push({ other, far: along + 3 * aside, blocks: Math.abs(blockOf(other) - block), same: halfOf(other).className === half });
    }
    const next = Math.min(...ahead.filter((c) => c.blocks && c.same).map((c) => c.blocks));
    let best = null;
    for (const c of ahead) {
      if (c.blocks <= next && (!best || c.far < best.far)) best = c;
    }
    return best?.other;
  }
  body.addEventListener("focusin", (e) => { const td = e.target.closest("td"); if (td && !player.started()) light(td); });
  body.addEventListener("focusout", (e) => { if (!body.contains(e.relatedTarget)) rest(); });
  body.addEventListener("keydown", (e) => {
    const td = e.target.closest("td");
    if (!td) return;
    if (ways[e.key]) {
      const next = nearest(td, ways[e.key]);
      if (next) { enter(next); next.scrollIntoView({ block: "nearest", inline: "nearest" }); }
    } else if (e.key === "Enter") {
      const chapter = chapterOf(td);
      if (chapter) location.href = chapter;
    } else if (e.key === "Escape") {
      td.blur();
    } else return;
    e.preventDefault();
  });

  // Play goes through the blocks, forward and then backward.
  const player = (() => {
    const bar = sheet.querySelector(".sheet-bar"), play = bar.querySelector(".play"), [back, forth] = bar.querySelectorAll(".back, .forth");
    const speed = bar.querySelector("select"), still = matchMedia("(prefers-reduced-motion: reduce)");
    const blocks = [...sheet.querySelectorAll(".stage")], frames = [];
    const words = (way) => [way?.querySelector("b")?.textContent, way?.querySelector("span")?.textContent].filter(Boolean).join(": ");
    for (const [i, block] of blocks.entries()) {
      const up = [...block.querySelectorAll(".up .cells")];
      if (!up.length) continue;
      const step = block.matches(".step") ? block : blocks[i - 1];
      const title = i === 0 ? "The image goes in." : block.matches(".step") ? `Forward, ${words(step.querySelector(".forward"))}. Its numbers are given.` : `Forward, ${words(step?.querySelector(".forward"))}.`;
      frames.push({ tables: up, title, loss: block.querySelector(".loss") });
    }
    for (let i = blocks.length - 1; i >= 0; i--) {
      const down = [...blocks[i].querySelectorAll(".down .cells")];
      if (!down.length) continue;
      const step = blocks[i].matches(".step") ? blocks[i] : blocks[i + 1], verb = words(step?.querySelector(".backward"));
      const layer = step?.querySelector(".forward b")?.textContent;
      frames.push({ tables: down, title: blocks[i].matches(".step") ? `Backward, ${layer}: each parameter collects its gradient.` : `Backward, ${layer}${verb ? ": " + verb : ""}.`, back: true });
    }
    let next = -1, timer = 0; // the frame that comes, −1 before the start
    bar.hidden = false;

    function go(n, moving) {
      clearTimeout(timer);
      clear();
      next = n;
      sheet.classList.add("playing");
      const shown = new Set(frames.slice(0, n).flatMap((f) => f.tables));
      for (const table of tables) {
        table.classList.toggle("shown", shown.has(table));
        for (const td of table.querySelectorAll("td")) {
          td.classList.toggle("in", shown.has(table));
          td.style.transitionDelay = "";
        }
      }
      const frame = frames[n - 1];
      if (frame) {
        line.textContent = frame.title;
        const now = frame.tables.flatMap((table) => [...table.querySelectorAll("td")]);
        if (moving && !still.matches) {
          now.forEach((td, i) => { td.classList.remove("in"); void td.offsetWidth; td.style.transitionDelay = Math.round(700 / speed.value * i / now.length) + "ms"; td.classList.add("in"); });
        }
        if (frame.loss) frame.loss.querySelector("td").classList.add("flash");
        else loss?.classList.remove("flash");
        draw(now.flatMap((td) => sources(td).filter((from) => frame.back ? isGradient(from) : from.closest(".cells.value")).map((from) => [from, td, frame.back ? "bw" : "fw"])));
      }
      back.disabled = n <= 1;
      forth.disabled = false;
    }
    function tick() {
      if (next >= frames.length) return finish(true);
      go(next + 1, true);
      timer = setTimeout(tick, 1700 / speed.value);
    }
    function pause() {
      clearTimeout(timer);
      timer = 0;
      play.classList.remove("going");
      play.textContent = next < 0 ? "Play" : "Go on";
    }
    function finish(done) {
      if (next < 0) return;
      next = -1;
      pause();
      clear();
      sheet.classList.remove("playing");
      for (const td of cells) { td.classList.remove("in", "flash"); td.style.transitionDelay = ""; }
      back.disabled = true;
      play.textContent = done ? "Play again" : "Play";
      line.innerHTML = idle;
    }
    play.addEventListener("click", () => {
      if (timer) return pause();
      play.classList.add("going");
      play.textContent = "Pause";
      next = Math.max(next, 0);
      tick();
    });
    forth.addEventListener("click", () => { pause(); if (next >= frames.length) finish(true); else go(Math.max(next, 0) + 1, false); pause(); });
    back.addEventListener("click", () => { pause(); if (next > 1) go(next - 1, false); pause(); });
    back.disabled = true;
    return { started: () => next >= 0, finish: () => finish(false) };
  })();

  // Every number has an address, such as #dL-dK-0-0: going to it by key or by
  // touch writes it, opening it lights it.
  const addressOf = (td) => [td.closest("table").getAttribute("aria-label").split(",")[0].replaceAll("∂", "d").replace("/", "-"),
    ...td.dataset.at.split(",")].filter(Boolean).join("-");
  function opened() {
    if (!sheet.isConnected) return removeEventListener("hashchange", opened);
    const td = cells.find((td) => [addressOf(td), encodeURIComponent(addressOf(td))].includes(location.hash.slice(1)));
    if (!td) return;
    light(td);
    body.scrollIntoView({ block: "nearest" });
  }
  addEventListener("hashchange", opened);
  opened();

  // again lights what is lit, with what has become of its numbers or its place.
  function again() {
    const td = me;
    if (td) { clear(); light(td); }
  }
  addEventListener("resize", function resized() {
    if (!sheet.isConnected) return removeEventListener("resize", resized);
    again();
  });
  return { clear, again }; // for whoever changes the numbers
}
for (const sheet of document.querySelectorAll(".sheet")) lightSheet(sheet);
