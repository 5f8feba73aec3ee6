// The lab: it hands what was typed to the engine, which is the book's own
// program, and shows what comes back. Nothing is computed here.
(() => {
  const lab = document.querySelector(".lab-room");
  if (!lab) return;
  const $ = (id) => document.getElementById(id);
  const said = (selector, text) => { const e = lab.querySelector(selector); if (e.textContent !== text) e.textContent = text; };
  const mostCells = 600; // of an array that is shown as a grid
  const files = lab.dataset.files.trim().split(" ").map((f) => (f === "-" ? "" : f));

  const engine = loadEngine((text) => said(".lab-state", text), (slow) => lab.classList.toggle("slow", slow));

  // What the reader has: the network as a file, and for each place the cells
  // of the answer. Edits wait until the network is whole with them.
  let state = { network: "", answers: {} }, view, edits = [], undone = [], redone = [], beforeTraining;
  const kept = "lab", most = 200;
  const copy = (s) => ({ network: s.network, answers: structuredClone(s.answers), edits });

  const embedded = self !== top; // what stands in another page leaves the reader's own work alone
  // Each tab keeps its own, and the browser the last: a reload beside another
  // tab of the lab brings back what was here. What came with a link is not the
  // reader's own work, and takes its room only when it is changed.
  let lent = false;
  const rooms = () => [sessionStorage, localStorage];
  function keep() {
    if (embedded || lent) return;
    try { for (const room of rooms()) room.setItem(kept, JSON.stringify(state)); } catch { /* then it is not kept */ }
  }
  let same = ""; // the cell that the last edit was in
  function remember(cell = "") {
    if (cell && cell === same) return;
    same = cell;
    lent = false;
    // The address no longer says what is here, and a reload would bring back the old.
    if (!embedded && /^#(?:n|at)=/.test(location.hash)) history.replaceState(null, "", location.href.split("#")[0]);
    undone.push(copy(state));
    if (undone.length > most || undone.length > 5 && state.network.length > 100_000) undone.shift();
    redone = [];
    buttons();
  }
  function buttons() {
    $("lab-undo").disabled = !undone.length;
    $("lab-redo").disabled = !redone.length;
    $("lab-untrain").disabled = !beforeTraining;
  }

  gridKeys(lab, () => travel(undone, redone));

  // Looking: the numbers at once, and when nobody types for a moment what is
  // open below the sheet, and how each number was computed.
  let later = 0, looking, turn = 0; // a look is about the network of its turn, and comes too late for the next
  async function look() {
    if (!state.network) return;
    const sent = [...edits], then = turn;
    const reply = await engine.call({ do: "look", network: state.network, edits: sent, files }, "look");
    if (reply.overtaken || then !== turn) return;
    fault(reply.error, sent, reply.wrong);
    if (reply.error) return;
    edits = edits.filter((e) => !sent.includes(e));
    show(reply.view);
  }

  function show(next) {
    if (state.network !== next.network) outdated();
    state.network = next.network;
    const name = Object.keys(labNetworks).find((name) => labNetworks[name] === next.network) ?? "";
    if ($("lab-gallery").value !== name) {
      $("lab-gallery").value = name;
      // The reader's own numbers have no words, but their line stays: nothing
      // may move under a pointer that draws.
      const about = lab.querySelector(".lab-about");
      about.style.minHeight = name ? "" : about.getBoundingClientRect().height + "px";
      said(".lab-about", $("lab-gallery").selectedOptions[0].dataset.about ?? "");
    }
    paint(next);
    keep();
    clearTimeout(later);
    later = setTimeout(rest, 250);
  }

  let rests = 0; // an older one stops where a newer one has begun: it would overtake it
  async function rest() {
    const turn = ++rests;
    refresh();
    const { network, arrays } = view, sheet = lab.querySelector(".sheet");
    for (let array = 0; array < arrays && turn === rests; array++) {
      const reply = await engine.call({ do: "lines", network, array }, "lines");
      if (!reply.lines || state.network !== network || !sheet.isConnected) return;
      sheet.querySelectorAll(`table[data-array="${array}"] td`).forEach((td, i) => {
        td.dataset.line = reply.lines[i];
        if (reply.from[i]) td.dataset.from = reply.from[i];
        else delete td.dataset.from;
      });
    }
    if (turn === rests) lights.again(); // a number may have been pointed at before its line was there
  }

  // An error marks the cells that it is about. As long as edits wait, the sheet
  // and the loss are those before them, and say so.
  function fault(error, sent = [], wrong) {
    const box = $("lab-error");
    box.hidden = !error;
    if (box.textContent !== (error ?? "")) box.textContent = error ?? "";
    for (const input of $("lab-given").querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
    lab.classList.toggle("stale", Boolean(error) && edits.length > 0);
    lab.querySelector(".lab-stale").hidden = !lab.matches(".stale");
    if (!error) return;
    const blamed = wrong ? sent.filter((e) => e.place === wrong.place && (wrong.offset < 0 || e.offset === wrong.offset)) : sent;
    for (const e of blamed) cell("lab-given", e.place, e.offset)?.setAttribute("aria-invalid", "true");
  }
  const cell = (where, place, offset) => $(where).querySelector(`.lab-grid[data-place="${CSS.escape(place)}"] input[data-offset="${offset}"]`);

  const formOf = (v) => JSON.stringify([v.given.map((a) => [a.place, a.shape, !a.cells]), v.places.map((a) => [a.place, a.shape]), v.steps]);
  let lights = { clear() {}, again() {} }; // of the sheet
  function paint(next) {
    const before = view && formOf(view) === formOf(next);
    view = next;
    said(".lab-loss", view.loss ? "Loss " + view.loss : "");
    const made = new DOMParser().parseFromString(view.sheet, "text/html").querySelector(".sheet");
    const old = lab.querySelector(".sheet");
    if (before && old) patch(old, made);
    else {
      old?.replaceWith(made) ?? $("steps").before(made);
      lights = lightSheet(made);
      rebuild();
    }
    for (const array of view.given) {
      array.cells?.forEach((text, i) => {
        const input = cell("lab-given", array.place, i), typing = input === document.activeElement && same === array.place + " " + i;
        if (input && !typing && !edits.some((e) => e.place === array.place && e.offset === i)) input.value = text;
      });
    }
    const drawn = view.given.find((a) => a.place === "activations/0");
    if (drawn?.cells) lab.querySelector(".lab-draw")?.update(drawn.cells.map((text, i) => edits.find((e) => e.place === drawn.place && e.offset === i)?.text ?? text));
    const text = $("lab-text");
    if (text !== document.activeElement) text.value = state.network;
    buttons();
  }

  // The sheet keeps its cells and takes over what is in the new ones. What has
  // changed is marked.
  function patch(old, made) {
    lights.clear();
    const from = made.querySelectorAll("td"), to = old.querySelectorAll("td");
    let changed = 0;
    to.forEach((td, i) => {
      const now = from[i], other = td.textContent !== now.textContent;
      if (other) { td.firstChild.data = now.textContent; changed++; }
      const name = now.className + (other || !fresh && td.matches(".changed") ? " changed" : "");
      if (td.className !== name) td.className = name;
      td.dataset.line = ""; // it comes again soon
    });
    fresh = false;
    if (changed) {
      clearTimeout(marking);
      old.classList.add("marks");
      marking = setTimeout(() => old.classList.remove("marks"), 1600);
    }
    announce(changed);
  }
  let fresh = true, announcing = 0, marking = 0;
  function announce(changed) {
    clearTimeout(announcing);
    if (!changed) return;
    announcing = setTimeout(() => said(".lab-state", `${changed} numbers of the sheet changed${view.loss ? `; the loss is ${view.loss}` : ""}.`), 700);
  }

  // What depends on the shapes is made anew with them.
  function rebuild() {
    const given = view.given.map((array) => array.cells && sizeOf(array) <= mostCells
      ? grid(array, array.cells, (offset, text) => edit(array.place, offset, text))
      : element("p", { className: "lab-name", textContent: `${array.label}: too many numbers for cells; change them in the file` }));
    const input = view.given[0];
    if (input.cells && input.shape.length > 1 && Math.min(...input.shape.slice(-2)) > 1) {
      given.splice(1, 0, drawing(input, input.cells, () => { told(); remember(); }, (cells) => {
        change(input.place, cells);
        for (const [offset, text] of cells) {
          const other = cell("lab-given", input.place, offset);
          if (other) other.value = text;
        }
      }));
    }
    anew($("lab-given"), given);

    layers();
    $("lab-steps").replaceChildren(...view.steps.map((step, i) => {
      const body = element("div", { className: "lab-shown" });
      const details = element("details", { className: "lab-step" }, element("summary", { textContent: step.title }), body);
      details.addEventListener("toggle", () => { if (details.open) fill(body, { do: "step", network: state.network, step: i }); });
      return details;
    }));

    for (const id of ["lab-place", "lab-any"]) {
      const was = $(id).value;
      $(id).replaceChildren(...view.places.map((a) => element("option", { value: a.place, textContent: `${a.label}  (${a.place})` })));
      if (view.places.some((a) => a.place === was)) $(id).value = was;
    }
    $("lab-derived").replaceChildren();
    choose();
    for (const place of Object.keys(state.answers)) {
      if (!fits(place)) delete state.answers[place];
    }
    answers();
  }

  // Grids that are made anew leave the focus in the cell in which it was.
  function anew(box, grids) {
    const at = document.activeElement, place = box.contains(at) && at.closest(".lab-grid")?.dataset.place;
    box.replaceChildren(...grids);
    if (place) (cell(box.id, place, at.dataset.offset) ?? $("lab-add")).focus({ preventScroll: true });
  }

  // What is new below is brought into view, all of it or the beginning of what
  // is long, as far as something above stays.
  function reveal(e, above) {
    const { top, bottom } = e.getBoundingClientRect(), tall = visualViewport?.height ?? innerHeight;
    const room = tall - lab.querySelector(".lab-finger").offsetHeight - 16;
    const by = Math.min(Math.min(bottom, top + .6 * tall) - room, (above?.getBoundingClientRect().top ?? Infinity) - 80);
    if (by > 0) scrollBy({ top: by, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth" });
  }

  // The layers, whose numbers the engine makes fit.
  let plan;
  function layers() {
    plan = structuredClone(view.plan);
    drawPlan();
  }
  const drawPlan = () => layerForm($("lab-plan"), view, plan, build);
  async function build() {
    drawPlan();
    beforeTraining = undefined;
    const reply = await engine.call({ do: "build", network: state.network, plan }, "build");
    if (reply.overtaken) return;
    if (reply.network) return use(reply.network);
    fault(reply.error);
    // The error stands where it is, too: the builder may be far below the box.
    const at = reply.error.match(/layer (\d+) /), wrong = at && $("lab-plan").querySelectorAll("li")[at[1]];
    wrong?.classList.add("wrong");
    (wrong ?? $("lab-plan")).append(element("p", { className: "lab-error", textContent: reply.error }));
  }

  async function fill(body, request) {
    const reply = await engine.call(request);
    if (reply.overtaken || request.network !== state.network) return;
    if (reply.error) body.replaceChildren(element("p", { className: "lab-error", textContent: reply.error }));
    else body.innerHTML = reply.html; // of the engine, which writes what people typed as text
    body.dispatchEvent(new Event("rows", { bubbles: true }));
  }
  function refresh() {
    [...$("lab-steps").children].forEach((details, i) => {
      if (details.open) fill(details.lastChild, { do: "step", network: state.network, step: i });
    });
  }

  // What is said of a paste stays until something else changes.
  function told(isGiven, ...said) {
    $("lab-given-told").replaceChildren(...(isGiven === true ? said : []));
    $("lab-answers-told").replaceChildren(...(isGiven === false ? said : []));
  }
  function edit(place, offset, text) {
    told();
    remember(place + " " + offset);
    change(place, [[offset, text]]);
  }
  function change(place, cells) {
    const at = new Map(cells);
    edits = edits.filter((e) => e.place !== place || !at.has(e.offset));
    edits.push(...cells.map(([offset, text]) => ({ place, offset, text })));
    fresh = true;
    beforeTraining = undefined;
    looking = look();
  }
  // What is pasted into a cell may be a whole array, or a part that begins
  // there, in any form that people have.
  lab.addEventListener("paste", async (e) => {
    const input = e.target;
    if (!input.matches?.(".lab-grid input")) return;
    const text = e.clipboardData.getData("text/plain");
    if (/^\s*[-+−]?[\d.]+(?:[eE][-+]?\d+)?\s*$/.test(text)) return; // one number, as everywhere
    e.preventDefault();
    const { place } = input.closest(".lab-grid").dataset, isGiven = $("lab-given").contains(input);
    const array = [...view.given, ...view.places].find((a) => a.place === place) ?? { shape: [] };
    const { network } = state, reply = await engine.call({ do: "paste", network, place, text });
    const tell = (error) => {
      told();
      isGiven ? fault(error) : $("lab-marked").replaceChildren(element("p", { className: "lab-error", textContent: error }));
    };
    if (reply.overtaken) return;
    // While the engine read it, the cells may have gone.
    if (isGiven ? state.network !== network && !view.given.some((a) => a.place === place && sizeText(a.shape) === sizeText(array.shape)) : state.answers[place]?.length !== sizeOf(array)) return;
    if (reply.error) return tell(reply.error);
    const { pasted } = reply, own = sizeText(pasted.shape), its = sizeText(array.shape), plain = array.label?.split(",")[0] ?? "the learning rate";
    const shapeWord = pasted.shape.length > 1 ? "the shape " + own : "the length " + pasted.shape[0];
    const cells = laid(pasted, array.shape, +input.dataset.offset), whole = cells?.length === sizeOf(array) || !pasted.network || +input.dataset.offset > 0;
    const offer = pasted.network && element("button", { type: "button", textContent: `Give ${plain} ${shapeWord}`, onclick: async () => {
      beforeTraining = undefined;
      if (await use(pasted.network)) told(isGiven, `${plain} has ${shapeWord} now, and the layers fit it.`);
    } });
    if (!cells) {
      tell(`${plain} has room for ${its}, not for ${own}${+input.dataset.offset ? " from this cell on" : ""}.`);
      if (offer) told(isGiven, offer);
      return;
    }
    remember();
    if (isGiven) change(place, cells);
    else for (const [offset, value] of cells) state.answers[place][offset] = value;
    for (const [offset, value] of cells) {
      const other = cell(isGiven ? "lab-given" : "lab-answers", place, offset);
      if (other) other.value = value;
    }
    keep();
    const understood = "Understood " + shown(pasted.echo);
    if (whole) told(isGiven, understood + ".");
    if (!isGiven) reveal(lab.querySelector(".lab-checks"), input);
    if (!whole) told(isGiven, `${understood}: ${own}, laid over the ${array.shape.length > 1 ? "top left" : "beginning"} of ${plain}, which has room for ${its} and keeps its other numbers. `, offer);
  });
  const shown = (text) => (text.length > 200 ? text.slice(0, 200) + "…" : text);
  const sizeText = (shape) => (shape.length > 1 ? shape.join("×") : (shape[0] ?? 1) === 1 ? "1 number" : shape[0] + " numbers");
  // laid are the cells of a pasted array by their offsets: all of them, or
  // those of a block that begins at a cell; nothing where it does not fit.
  function laid({ shape, cells }, target, start) {
    if (cells.length === target.reduce((n, m) => n * m, 1) && String(shape) === String(target)) return cells.map((value, i) => [i, value]);
    if (shape.length > 2) return null;
    const across = target.at(-1) ?? 1, down = target.length > 1 ? target.at(-2) : 1, column = start % across, row = Math.floor(start / across) % down;
    const columns = shape.at(-1) ?? 1, rows = shape.length > 1 ? shape[0] : 1;
    if (column + columns > across || row + rows > down) return null;
    return cells.map((value, i) => [start + Math.floor(i / columns) * across + i % columns, value]);
  }

  // Another network in place of this one.
  let uses = 0;
  async function use(network) {
    const then = turn, mine = ++uses;
    const reply = await engine.call({ do: "look", network, files }, "look");
    if (reply.overtaken || then !== turn || mine !== uses) return false;
    if (reply.error) { fault(reply.error); return false; }
    if (state.network) remember();
    turn++;
    edits = [];
    fresh = true;
    told();
    fault();
    show(reply.view);
    return true;
  }

  function travel(from, to) {
    if (!from.length) return;
    to.push(copy(state));
    const then = from.pop();
    same = "";
    edits = [];
    beforeTraining = undefined;
    fresh = true;
    told();
    if (then.network !== state.network) outdated();
    else $("lab-marked").replaceChildren(); // it was about other answers
    state = { network: then.network, answers: structuredClone(then.answers) };
    const mine = ++turn;
    looking = look();
    looking.then(() => {
      if (mine !== turn) return;
      answers();
      // Edits that waited then, wait again.
      const again = (then.edits ?? []).filter((e) => !edits.some((o) => o.place === e.place && o.offset === e.offset));
      if (!again.length) return;
      edits = [...edits, ...again];
      for (const e of again) {
        const input = cell("lab-given", e.place, e.offset);
        if (input) input.value = e.text;
      }
      looking = look();
    });
    buttons();
  }
  // The keys for it, which in a cell would undo what was typed into that cell alone.
  addEventListener("keydown", (e) => {
    if (!(e.ctrlKey || e.metaKey) || e.altKey || e.target.matches?.("textarea, input[type=text]:not(.lab-grid input), input[type=number]")) return;
    const key = e.key.toLowerCase(), back = key === "z" && !e.shiftKey;
    if (!back && key !== "z" && key !== "y") return;
    e.preventDefault();
    if (back) travel(undone, redone);
    else travel(redone, undone);
  });

  // Answers
  const fits = (place) => {
    const a = view.places.find((p) => p.place === place);
    return a && state.answers[place].length === sizeOf(a);
  };
  function answers() {
    const places = view.places.filter((a) => state.answers[a.place]?.length === sizeOf(a));
    anew($("lab-answers"), places.map((a) => {
      const g = grid(a, state.answers[a.place], (offset, text, input) => {
        told();
        remember("answers " + a.place + " " + offset);
        state.answers[a.place][offset] = text;
        input.parentNode.className = "";
        input.removeAttribute("title");
        keep();
      });
      const remove = element("button", { type: "button", textContent: "Remove", onclick: () => { remember(); delete state.answers[a.place]; answers(); keep(); } });
      remove.setAttribute("aria-label", "Remove the grid for " + a.label);
      g.querySelector(".lab-name").append(remove);
      return g;
    }));
    for (const id of ["lab-mark", "lab-next", "lab-clear"]) $(id).disabled = !places.length;
  }

  // What was said of the answers is about the network as it was.
  function outdated() {
    $("lab-derived").replaceChildren();
    $("lab-paper").replaceChildren();
    if (!$("lab-marked").firstChild) return;
    $("lab-marked").replaceChildren(element("p", { className: "lab-about", textContent: "The network has changed; check your numbers again." }));
    for (const td of $("lab-answers").querySelectorAll("td[class]")) td.className = "";
  }

  // Several arrays at once, as a text.
  $("lab-read").addEventListener("click", async () => {
    const box = $("lab-answers-told");
    const reply = await engine.call({ do: "answers", network: state.network, text: $("lab-lines").value });
    if (reply.overtaken) return;
    if (reply.error) return box.replaceChildren(element("span", { className: "lab-error", textContent: reply.error }));
    remember();
    for (const { place, cells } of reply.filled ?? []) state.answers[place] = cells;
    $("lab-marked").replaceChildren();
    answers();
    keep();
    told(false, ...(reply.filled ?? []).flatMap(({ place, echo }) => [element("code", { textContent: place }), " understood" + (echo ? " as " + shown(echo) : "") + ". "]));
  });
  $("lab-next").addEventListener("click", async () => {
    await fill($("lab-marked"), { do: "next", network: state.network, answers: state.answers });
    reveal($("lab-marked"));
  });

  const verdicts = { right: "right", rounded: "right but for rounding", coarse: "right, with few decimals", carried: "right from your own numbers", wrong: "wrong" };
  async function mark() {
    const box = $("lab-marked"), { network, answers } = copy(state);
    const reply = await engine.call({ do: "mark", network, answers, first: $("lab-first").checked });
    if (reply.overtaken || state.network !== network) return;
    if (reply.error) {
      box.replaceChildren(element("p", { className: "lab-error", textContent: reply.error }));
      return reveal(box);
    }
    box.innerHTML = reply.marked.html; // of the engine
    box.dispatchEvent(new Event("rows", { bubbles: true }));
    reveal(box);
    for (const { place, cells } of reply.marked.report.places) {
      cells?.forEach((verdict, i) => {
        const input = cell("lab-answers", place, i);
        if (!input || input.value !== answers[place][i]) return; // it was typed over
        input.parentNode.className = verdict;
        if (verdicts[verdict]) input.title = verdicts[verdict];
        input.setAttribute("aria-description", verdicts[verdict] ?? "");
      });
    }
  }

  // A link holds everything, packed into its fragment.
  const longest = 16_000, largest = 4_000_000;
  async function pack(text) {
    const packed = new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw")));
    return btoa(Array.from(new Uint8Array(await packed.arrayBuffer()), (b) => String.fromCharCode(b)).join("")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  }
  async function unpack(text) {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader(), parts = [];
    for (let size = 0; ;) {
      const { done, value } = await reader.read();
      if (done) return new Blob(parts).text();
      if ((size += value.length) > largest) throw new Error("the link unpacks to more than a network");
      parts.push(value);
    }
  }
  // What comes from a link or from the browser may be anything.
  function checked(text) {
    const { network, answers } = JSON.parse(text);
    if (typeof network !== "string") throw new Error("there is no network in it");
    const clean = {};
    for (const [place, cells] of Object.entries(answers ?? {})) {
      if (Array.isArray(cells) && cells.every((c) => typeof c === "string")) clean[place] = cells;
    }
    return { network, answers: clean };
  }

  const unlink = async (packed) => checked(await unpack(packed));

  function save(name, data, type = "application/json") {
    const url = URL.createObjectURL(new Blob([data], { type }));
    element("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }

  $("lab-gallery").addEventListener("change", () => {
    const option = $("lab-gallery").selectedOptions[0];
    if (!option.value) return;
    said(".lab-about", option.dataset.about);
    beforeTraining = undefined;
    use(labNetworks[option.value]);
  });
  $("lab-seed").addEventListener("click", async () => {
    const seed = crypto.getRandomValues(new Uint16Array(1))[0], reply = await engine.call({ do: "make", seed: String(seed) });
    beforeTraining = undefined;
    if (reply.network && await use(reply.network)) said(".lab-about", `The network of seed ${seed}: the commands make the same with -seed ${seed}.`);
  });
  $("lab-use").addEventListener("click", async () => {
    beforeTraining = undefined;
    if (await use($("lab-text").value)) said(".lab-about", "Your own network.");
  });
  $("lab-undo").addEventListener("click", () => travel(undone, redone));
  $("lab-redo").addEventListener("click", () => travel(redone, undone));
  let training = Promise.resolve();
  for (const steps of [1, 10]) {
    $("lab-train-" + steps).addEventListener("click", () => { training = training.then(() => train(steps)); });
  }
  // One after the other, from the numbers that were typed last.
  async function train(steps) {
    await looking;
    const before = state.network, waiting = edits, reply = await engine.call({ do: "train", network: before, steps });
    if (state.network !== before || edits !== waiting) return; // a number was changed meanwhile
    if (reply.error) return fault(reply.error);
    beforeTraining ??= before;
    await use(reply.network);
  }
  $("lab-untrain").addEventListener("click", () => {
    const before = beforeTraining;
    beforeTraining = undefined;
    use(before);
  });
  $("lab-add").addEventListener("click", () => {
    const a = view.places.find((p) => p.place === $("lab-place").value);
    if (!a) return;
    const size = sizeOf(a);
    if (size > mostCells) return $("lab-marked").replaceChildren(element("p", { className: "lab-error", textContent: `${a.label} has ${size} numbers, too many for cells; the command at the end of the page marks them from a file.` }));
    if (!state.answers[a.place]) { remember(); state.answers[a.place] = Array(size).fill(""); }
    answers();
    keep();
    const first = cell("lab-answers", a.place, 0);
    go(first);
    reveal(lab.querySelector(".lab-checks"), first);
  });
  $("lab-mark").addEventListener("click", mark);
  $("lab-clear").addEventListener("click", () => { remember(); state.answers = {}; answers(); $("lab-marked").replaceChildren(); keep(); });
  $("lab-link").addEventListener("click", async () => {
    const packed = await pack(JSON.stringify(state));
    if (packed.length > longest) return said(".lab-said", "This network is too large for a link. Save it as a file and send that.");
    history.replaceState(null, "", "#n=" + packed);
    same = ""; // with the next key it is no longer the address
    try {
      await navigator.clipboard.writeText(location.href);
      said(".lab-said", "The link is copied, and it is the address of this page now.");
    } catch {
      said(".lab-said", "The link is the address of this page now.");
    }
  });
  $("lab-save").addEventListener("click", () => save("network.json", state.network));
  $("lab-save-answers").addEventListener("click", async () => {
    const reply = await engine.call({ do: "mark", network: state.network, answers: state.answers });
    if (reply.error) said(".lab-said", reply.error);
    else save("answers.json", reply.marked.answers);
  });
  for (const [id, name, torch] of [["lab-torch", "network_torch.py", true], ["lab-numpy", "network_numpy.py", false]]) {
    $(id).addEventListener("click", async () => {
      const reply = await engine.call({ do: "script", network: state.network, torch });
      if (reply.error) said(".lab-said", reply.error);
      else save(name, reply.text, "text/x-python");
    });
  }
  const picture = () => shapesOf(lab.querySelector(".sheet-body"));
  $("lab-svg").addEventListener("click", () => save("sheet.svg", svgOf(picture(), "The whole network, forward and backward"), "image/svg+xml"));
  $("lab-png").addEventListener("click", async () => save("sheet.png", await pngOf(picture()), "image/png"));
  $("lab-frame").addEventListener("click", async () => {
    const packed = await pack(JSON.stringify(state));
    if (packed.length > longest) return said(".lab-said", "This network is too large for a link, and so it cannot be embedded.");
    const text = `<iframe src="${location.href.split("#")[0]}#n=${packed}" width="100%" height="900" title="A network with every number"></iframe>`;
    const area = element("textarea", { readOnly: true, rows: 4, value: text });
    area.setAttribute("aria-label", "The frame for another page");
    lab.querySelector(".lab-said").replaceChildren("Put this into your page: ", area);
    area.select();
    try { await navigator.clipboard.writeText(text); } catch { /* it is selected */ }
  });
  $("lab-forget").addEventListener("click", () => {
    turn++; // what is still being looked at is forgotten, too
    undone = []; redone = []; beforeTraining = undefined;
    state = { network: "", answers: {} };
    $("lab-marked").replaceChildren();
    $("lab-gallery").selectedIndex = 0;
    said(".lab-about", $("lab-gallery").selectedOptions[0].dataset.about);
    use(labNetworks[$("lab-gallery").value]).then(() => {
      answers(); // where the network was the same, its grids are still there
      try { for (const room of rooms()) for (const key of [kept, "lab-tour"]) room.removeItem(key); } catch { /* nothing is kept */ }
      said(".lab-said", "Forgotten.");
    });
  });
  // A worksheet, or its key, which print alone.
  const paper = async (key) => {
    await fill($("lab-paper"), { do: "worksheet", network: state.network, key });
    if ($("lab-paper").querySelector("table")) print();
  };
  $("lab-worksheet").addEventListener("click", () => paper(false));
  $("lab-key").addEventListener("click", () => paper(true));
  $("lab-away").addEventListener("click", () => $("lab-paper").replaceChildren());
  lab.querySelector(".lab-stop").addEventListener("click", () => engine.stop());

  // Any array, number by number, and any gradient against a difference.
  const chosen = () => view.places.find((a) => a.place === $("lab-any").value);
  const checkable = (a) => a && (a.place === "gradients/0" || /^parameters\/\d+\/\w+$/.test(a.place));
  function choose() {
    const a = chosen(), cells = $("lab-cell"), size = a ? sizeOf(a) : 0;
    $("lab-check").disabled = cells.disabled = !checkable(a);
    cells.replaceChildren(...Array.from({ length: checkable(a) ? Math.min(size, mostCells) : 0 }, (_, i) => element("option", { value: i, textContent: a.shape.length ? indexOf(a.shape, i) : "the number" })));
  }
  $("lab-any").addEventListener("change", choose);
  $("lab-derive").addEventListener("click", () => fill($("lab-derived"), { do: "derive", network: state.network, place: $("lab-any").value }));
  $("lab-export").addEventListener("click", async () => {
    const reply = await engine.call({ do: "export", network: state.network, place: $("lab-any").value });
    if (reply.overtaken) return;
    const text = element("textarea", { readOnly: true, rows: 12, value: reply.text ?? reply.error });
    text.setAttribute("aria-label", "The derivation as Markdown with LaTeX");
    $("lab-derived").replaceChildren(text);
    text.focus();
    text.select();
    try { await navigator.clipboard.writeText(text.value); said(".lab-state", "The derivation is copied."); } catch { /* it is selected */ }
  });
  $("lab-check").addEventListener("click", () => fill($("lab-derived"), { do: "check", network: state.network, place: $("lab-any").value, offset: +$("lab-cell").value }));

  Object.assign(lab, { engine, unlink }); // for the tests

  async function restore(saved) {
    state.answers = saved.answers;
    if (await use(saved.network)) return true;
    state.answers = {};
    return false;
  }

  // Begin: with what the address holds, with what is kept, or with the book's.
  async function begin() {
    let sent, own, note = "";
    const link = location.hash.match(/^#n=(.*)$/);
    try {
      if (link) sent = await unlink(link[1]);
    } catch {
      note = "The link could not be read: some of it is missing or was changed on its way. Copy all of it, or ask for the network as a file.";
    }
    for (const room of embedded ? [] : [() => sessionStorage, () => localStorage]) {
      try { own ??= checked(room().getItem(kept)); } catch { /* nothing is kept */ }
    }
    const option = $("lab-gallery").options[0];
    try {
      await engine.start();
    } catch (e) {
      lab.classList.add("broken");
      return said(".lab-state", e.message);
    }
    const at = location.hash.match(/^#at=([a-z]+(?:\/\w+)*)$/); // a chapter asks about its array
    if (sent) {
      lent = true;
      if (!await restore(sent)) {
        lent = false;
        note = "The network of the link cannot be computed: " + $("lab-error").textContent;
      }
    }
    if (!view && !at && own) await restore(own);
    if (!view) {
      said(".lab-about", option?.dataset.about ?? "");
      lent = Boolean(at);
      await use(labNetworks[option?.value] ?? "");
      if (own?.network === state.network) state.answers = own.answers;
    }
    if (lent && own && JSON.stringify(own) !== JSON.stringify(state)) {
      undone.push(own);
      note = "Ready. Undo brings your own work back.";
    }
    for (const e of lab.querySelectorAll("button, select, textarea, #lab-first")) e.disabled = false;
    buttons();
    choose();
    answers();
    said(".lab-state", note || "Ready. Change any number below.");
    if (at && view?.places.some((a) => a.place === at[1])) {
      $("lab-place").value = at[1];
      $("lab-add").click();
    }
    lab.classList.add("ready");
  }
  // A link that is followed on this page changes nothing but the fragment.
  addEventListener("hashchange", () => { if (/^#(?:n|at)=/.test(location.hash)) location.reload(); });
  labTour(lab);
  begin();
})();
