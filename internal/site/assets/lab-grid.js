// The grids of the lab: an array as cells to type into, one table for each of
// its maps, and the keys and buttons that move between the cells.
const element = (name, properties, ...inside) => {
  const e = Object.assign(document.createElement(name), properties);
  e.append(...inside);
  return e;
};

const sizeOf = (a) => a.shape.reduce((n, m) => n * m, 1);
function indexOf(shape, offset) {
  const at = [];
  for (const length of shape.toReversed()) { at.unshift(offset % length); offset = Math.floor(offset / length); }
  return at.join(",");
}

// Cells: a grid of inputs with a name, one table for each map.
function grid(array, texts, on) {
  const shape = array.shape, columns = shape.at(-1) ?? 1, rows = shape.length > 1 ? shape.at(-2) : 1;
  const group = element("div", { className: "lab-grid" });
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", array.label);
  group.dataset.place = array.place;
  const name = element("p", { className: "lab-name" });
  name.innerHTML = array.name; // MathML of the engine
  name.append(element("code", { textContent: array.place }));
  const tables = element("div", { className: "lab-tables" });
  const plain = array.label.split(",")[0];
  let offset = 0;
  for (let plane = 0; offset < texts.length; plane++) {
    const body = element("tbody", {});
    for (let i = 0; i < rows; i++) {
      const row = element("tr", {});
      for (let j = 0; j < columns; j++, offset++) {
        const input = element("input", { type: "text", value: texts[offset], inputMode: "decimal", autocomplete: "off", spellcheck: false });
        input.dataset.offset = offset;
        input.setAttribute("aria-label", plain + (shape.length ? " " + indexOf(shape, offset) : ""));
        row.append(element("td", {}, input));
      }
      body.append(row);
    }
    tables.append(element("table", {}, body));
  }
  group.append(name, tables);
  group.addEventListener("input", (e) => on(+e.target.dataset.offset, e.target.value, e.target));
  return group;
}

// Keys move between cells; a finger has buttons for what its keyboard lacks.
const inputsOf = (input) => [...input.closest(".lab-grid").querySelectorAll("input")];
function beside(input, down, across) {
  const cell = input.parentNode, row = cell.parentNode;
  if (across) {
    const all = inputsOf(input);
    return all[all.indexOf(input) + across];
  }
  const rows = [...input.closest(".lab-grid").querySelectorAll("tr")];
  return rows[rows.indexOf(row) + down]?.cells[cell.cellIndex]?.firstChild;
}
function go(input) {
  if (!input) return;
  input.focus();
  input.select();
}

// gridKeys lets keys and buttons move between the cells of a page's grids; undo
// takes the last edit back.
function gridKeys(lab, undo) {
  lab.addEventListener("keydown", (e) => {
    const input = e.target;
    if (!input.matches?.(".lab-grid input") || e.ctrlKey || e.metaKey || e.altKey) return;
    const all = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    const atStart = all || input.selectionEnd === 0, atEnd = all || input.selectionStart === input.value.length;
    const to = {
      ArrowUp: () => beside(input, -1, 0), ArrowDown: () => beside(input, 1, 0), Enter: () => beside(input, e.shiftKey ? -1 : 1, 0),
      ArrowLeft: () => atStart && beside(input, 0, -1), ArrowRight: () => atEnd && beside(input, 0, 1),
    }[e.key]?.();
    if (!to) return;
    e.preventDefault();
    go(to);
  });
  const show = (input) => { last = input; finger.hidden = !coarse.matches; };
  lab.addEventListener("focusin", (e) => { if (e.target.matches(".lab-grid input")) { e.target.select(); show(e.target); } });
  // Who presses something else is done with the cell; its buttons would cover what comes.
  lab.addEventListener("click", (e) => {
    if (e.target.matches(".lab-grid input")) show(e.target);
    else if (!finger.contains(e.target)) finger.hidden = true;
  }, true);
  const coarse = matchMedia("(pointer: coarse)");
  let last;
  const finger = element("div", { className: "lab-finger", hidden: true });
  finger.setAttribute("role", "group");
  finger.setAttribute("aria-label", "For the cell");
  for (const [text, label, act] of [
    ["↶", "Undo", undo],
    ["‹", "Cell before", () => go(beside(last, 0, -1))],
    ["±", "Change the sign", () => put(/^[-−]/.test(last.value) ? last.value.slice(1) : "-" + last.value)],
    ["−1", "One less", () => add(-1)],
    ["+1", "One more", () => add(1)],
    ["›", "Next cell", () => go(beside(last, 0, 1))],
  ]) {
    const button = element("button", { type: "button", textContent: text, onclick: () => { if (last?.isConnected || act === undo) act(); } });
    button.setAttribute("aria-label", label);
    button.addEventListener("pointerdown", (e) => e.preventDefault()); // the cell keeps the focus
    finger.append(button);
  }
  function add(n) {
    const sum = Number(last.value.replace("−", "-")) + n; // of a fraction there is none
    if (Number.isFinite(sum)) put(String(Number(sum.toPrecision(15))));
  }
  function put(text) {
    last.value = text;
    last.dispatchEvent(new Event("input", { bubbles: true }));
  }
  lab.append(finger);
}
