// The sheet as a picture: its cells, words and arrows are read off the page as
// shapes, which are written as SVG or painted for a PNG.
function shapesOf(body) {
  const shapes = [], frame = body.getBoundingClientRect(), room = getComputedStyle(body.parentNode).backgroundColor;
  const width = Math.ceil(body.scrollWidth), height = Math.ceil(body.scrollHeight);
  const x = (n) => Math.round((n - frame.left) * 100) / 100, y = (n) => Math.round((n - frame.top) * 100) / 100;
  shapes.push({ kind: "rect", x: 0, y: 0, w: width, h: height, fill: room });
  for (const td of body.querySelectorAll("td")) {
    const r = td.getBoundingClientRect(), style = getComputedStyle(td);
    const cell = { kind: "rect", x: x(r.left), y: y(r.top), w: r.width, h: r.height, round: 4 };
    shapes.push({ ...cell, fill: style.backgroundColor });
    if (td.matches(".closed")) {
      for (let d = 6; d < r.width + r.height; d += 6) {
        shapes.push({ kind: "line", from: [cell.x + Math.max(0, d - r.height), cell.y + Math.min(d, r.height)], to: [cell.x + Math.min(d, r.width), cell.y + Math.max(0, d - r.width)], stroke: style.color, faint: .2, thick: 1 });
      }
    }
    if (td.matches(".neg")) shapes.push({ kind: "rect", x: cell.x, y: cell.y + r.height - 2, w: r.width, h: 2, fill: colourIn(style.boxShadow) ?? style.color });
    if (style.outlineStyle !== "none") shapes.push({ ...cell, x: cell.x + 1, y: cell.y + 1, w: r.width - 2, h: r.height - 2, stroke: style.outlineColor, thick: parseFloat(style.outlineWidth), dashed: style.outlineStyle === "dashed" });
  }
  // Fractions have a bar, and each way an arrow.
  for (const f of body.querySelectorAll("mfrac")) {
    const r = f.getBoundingClientRect(), middle = (f.children[0].getBoundingClientRect().bottom + f.children[1].getBoundingClientRect().top) / 2;
    shapes.push({ kind: "line", from: [x(r.left), y(middle)], to: [x(r.right), y(middle)], stroke: getComputedStyle(f).color, thick: 1 });
  }
  for (const way of body.querySelectorAll(".way")) {
    if (!way.textContent.trim()) continue;
    const r = way.getBoundingClientRect(), back = way.matches(".backward"), at = y(back ? r.top : r.bottom) + (back ? 4 : 0), ends = [x(r.left) + 2, x(r.right) - 2];
    const [tail, head] = back ? ends.reverse() : ends, stroke = getComputedStyle(way).color;
    shapes.push({ kind: "line", from: [tail, at], to: [head, at], stroke, thick: 1.8 });
    for (const side of [-4, 4]) shapes.push({ kind: "line", from: [head, at], to: [head + (back ? 7 : -7), at + side], stroke, thick: 1.8 });
  }
  // Words, each where the page has put it.
  const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT), range = document.createRange();
  while (texts.nextNode()) {
    const node = texts.currentNode, style = getComputedStyle(node.parentElement);
    if (style.visibility === "hidden" || node.parentElement.closest("svg, annotation")) continue;
    for (const word of node.data.matchAll(/\S+/g)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const r = range.getBoundingClientRect();
      if (r.width) shapes.push({ kind: "text", x: x(r.left), y: y(r.top) + r.height / 2, w: r.width, text: word[0], fill: style.color, size: parseFloat(style.fontSize), weight: style.fontWeight, italic: node.parentElement.localName === "mi" && word[0].length === 1, family: style.fontFamily });
    }
  }
  return { width, height, shapes };
}

const colourIn = (shadow) => shadow.match(/(?:rgba?|color)\([^)]*\)/)?.[0];

// A colour as everybody reads it: color-mix comes out as color(srgb …).
function plainColour(text) {
  const srgb = text.match(/^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.]+))?\)$/);
  if (!srgb) return text;
  const [r, g, b] = srgb.slice(1, 4).map((n) => Math.round(255 * n));
  return srgb[4] === undefined ? `rgb(${r},${g},${b})` : `rgba(${r},${g},${b},${srgb[4]})`;
}

function svgOf({ width, height, shapes }, title) {
  const escaped = (s) => String(s).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
  const parts = shapes.map((s) => {
    const stroke = s.stroke ? ` stroke="${escaped(plainColour(s.stroke))}" stroke-width="${s.thick}"${s.dashed ? ' stroke-dasharray="3 2"' : ""}${s.faint ? ` opacity="${s.faint}"` : ""}` : "";
    switch (s.kind) {
      case "rect": return `<rect x="${s.x}" y="${s.y}" width="${s.w}" height="${s.h}" rx="${s.round ?? 0}" fill="${s.fill ? escaped(plainColour(s.fill)) : "none"}"${stroke}/>`;
      case "line": return `<path d="M${s.from.join(" ")}L${s.to.join(" ")}" fill="none" stroke-linecap="round"${stroke}/>`;
    }
    return `<text x="${s.x}" y="${s.y}" dominant-baseline="central" textLength="${s.w}" lengthAdjust="spacingAndGlyphs" font-family="${escaped(s.family)}" font-size="${s.size}" font-weight="${s.weight}"${s.italic ? ' font-style="italic"' : ""} fill="${escaped(plainColour(s.fill))}">${escaped(s.text)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img"><title>${escaped(title)}</title>\n${parts.join("\n")}\n</svg>\n`;
}

function pngOf({ width, height, shapes }) {
  const scale = Math.min(2, 12_000 / width, 12_000 / height), canvas = element("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  for (const s of shapes) {
    pen.globalAlpha = s.faint ?? 1;
    pen.setLineDash(s.dashed ? [3, 2] : []);
    pen.lineWidth = s.thick ?? 1;
    if (s.stroke) pen.strokeStyle = s.stroke;
    if (s.fill) pen.fillStyle = s.fill;
    pen.beginPath();
    if (s.kind === "text") {
      pen.font = `${s.italic ? "italic " : ""}${s.weight} ${s.size}px ${s.family}`;
      pen.textBaseline = "middle";
      pen.fillText(s.text, s.x, s.y, s.w + 1);
      continue;
    }
    if (s.kind === "rect") pen.roundRect(s.x, s.y, s.w, s.h, s.round ?? 0);
    else { pen.moveTo(...s.from); pen.lineTo(...s.to); }
    if (s.kind === "rect" && s.fill) pen.fill();
    if (s.stroke) pen.stroke();
  }
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}
