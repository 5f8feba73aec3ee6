// Drawing in the lab: a picture of each map of the input, in which a pointer,
// mouse, pen or finger, puts a number into the cells that it touches.
function drawing(array, texts, begin, draw) {
  const [rows, columns] = array.shape.slice(-2), maps = texts.length / (rows * columns);
  const values = texts.map(Number), largest = Math.max(...values.map(Math.abs)) || 1;
  const brush = element("input", { type: "text", inputMode: "decimal", value: String(largest), autocomplete: "off" });
  const side = Math.max(8, Math.min(28, Math.floor(280 / Math.max(rows, columns))));
  const box = element("div", { className: "lab-draw" });
  const pads = Array.from({ length: maps }, (_, map) => pad(map));

  function pad(map) {
    const canvas = element("canvas", { width: columns * side * 2, height: rows * side * 2 });
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `Map ${map} of the input as a picture; its numbers are in the cells`);
    canvas.style.width = columns * side + "px";
    canvas.style.height = rows * side + "px";
    let stroke = null; // the cells that it has touched

    const at = (e) => {
      const r = canvas.getBoundingClientRect();
      const i = Math.floor((e.clientY - r.top) / r.height * rows), j = Math.floor((e.clientX - r.left) / r.width * columns);
      return i < 0 || j < 0 || i >= rows || j >= columns ? -1 : (map * rows + i) * columns + j;
    };
    function touch(e) {
      // A fast finger skips cells; the browser knows where it has been.
      const path = e.getCoalescedEvents?.() ?? [], cells = [];
      for (const p of path.length ? path : [e]) {
        const offset = at(p);
        if (offset < 0 || stroke.has(offset)) continue;
        stroke.add(offset);
        cells.push([offset, brush.value]);
        values[offset] = Number(brush.value) || 0;
      }
      if (!cells.length) return;
      paint();
      draw(cells);
    }
    canvas.addEventListener("pointerdown", (e) => {
      if (e.button) return;
      e.preventDefault();
      canvas.setPointerCapture(e.pointerId);
      stroke = new Set();
      begin();
      touch(e);
    });
    canvas.addEventListener("pointermove", (e) => { if (stroke) touch(e); });
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { stroke = null; });

    function paint() {
      const pen = canvas.getContext("2d"), most = Math.max(...values.map(Math.abs)) || 1, { color } = getComputedStyle(box);
      pen.clearRect(0, 0, canvas.width, canvas.height);
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) {
          const v = values[(map * rows + i) * columns + j], d = side * 2;
          pen.globalAlpha = Math.abs(v) / most * .9;
          pen.fillStyle = v < 0 ? getComputedStyle(box).borderTopColor : color;
          pen.fillRect(j * d, i * d, d, d);
          pen.globalAlpha = .2;
          pen.strokeStyle = color;
          pen.strokeRect(j * d + .5, i * d + .5, d - 1, d - 1);
        }
      }
    }
    return { canvas, paint };
  }

  const clean = element("button", { type: "button", textContent: "Clear the picture", onclick: () => {
    begin();
    draw(values.map((_, offset) => [offset, "0"]));
    update(values.map(String));
  } });
  function update(next) {
    const numbers = next.map((text) => Number(text) || 0);
    if (numbers.every((v, i) => v === values[i])) return; // a picture asks for its colours, and for them the page is laid out
    numbers.forEach((v, i) => { values[i] = v; });
    for (const p of pads) p.paint();
  }
  box.append(element("p", {}, "Draw ", array.label.split(",")[0], " with the pointer: ", element("label", {}, "the number ", brush), " ", clean),
    element("div", { className: "lab-pads" }, ...pads.map((p) => p.canvas)));
  box.update = update;
  requestAnimationFrame(() => { for (const p of pads) p.paint(); });
  return box;
}
