// The builder of the lab: the plan of a network as a list of layers that can
// be changed. What a layer has, sizes and options, the engine says; an option
// is written as in a network file.
function layerForm(box, view, plan, build) {
  const words = { count: "how many", down: "rows", across: "columns", pad: "padding", output_pad: "output padding", ceil: "partial windows", count_pad: "padding counts", from: "adds activation" };
  const wordOf = (key) => words[key] ?? key.replaceAll("_", " ");
  const endings = { "": "nothing", upstream: "a gradient that is given" };

  const changed = (e, change) => e.addEventListener("change", () => { change(e.value.trim()); build(); });
  const labelled = (text, input) => element("label", {}, text + " ", input);
  function number(text, value, change) {
    const input = element("input", { type: "number", min: 0, max: 1000, value });
    changed(input, (now) => change(Math.trunc(Number(now))));
    return labelled(text, input);
  }
  function select(label, pairs, value, change) {
    const e = element("select", {}, ...pairs.map(([v, text]) => element("option", { value: v, textContent: text })));
    e.value = value;
    if (label) e.setAttribute("aria-label", label);
    changed(e, change);
    return e;
  }
  function option(o, values) {
    const set = (now) => { values[o.key] = now; };
    if (o.words) return labelled(wordOf(o.key), select("", o.words.map((w) => [w, w]), values[o.key] ?? o.default, set));
    const input = element("input", { type: "text", className: "option", value: values[o.key] ?? "", placeholder: o.default ?? "", autocomplete: "off", spellcheck: false, autocapitalize: "off" });
    changed(input, set);
    return labelled(wordOf(o.key), input);
  }
  function button(text, label, act, disabled) {
    const e = element("button", { type: "button", textContent: text, disabled, onclick: () => { act(); build(); } });
    e.setAttribute("aria-label", label);
    return e;
  }

  const kindOf = (op) => view.kinds.find((k) => k.op === op) ?? { sizes: [], options: [] };
  const newLayer = (op) => ({ op, from: -1, count: 2, down: 2, across: 2, options: { ...kindOf(op).new } });
  const kinds = view.kinds.map((k) => [k.op, k.title]);
  const axes = [["numbers"], ["channels", "length"], ["channels", "rows", "columns"]][plan.input.length - 1];
  const list = element("ol", { start: 0 }, ...plan.layers.map((layer, i) => element("li", {},
    select("Kind of layer " + i, kinds, layer.op, (op) => { plan.layers[i] = newLayer(op); }),
    ...(kindOf(layer.op).sizes ?? []).map((size) => number(/1d$/.test(layer.op) && size === "across" ? "length" : wordOf(size), layer[size], (n) => { layer[size] = n; })),
    ...kindOf(layer.op).options.map((o) => option(o, layer.options)),
    element("span", {},
      button("↑", `Layer ${i} up`, () => plan.layers.splice(i - 1, 0, ...plan.layers.splice(i, 1)), i === 0),
      button("↓", `Layer ${i} down`, () => plan.layers.splice(i + 1, 0, ...plan.layers.splice(i, 1)), i === plan.layers.length - 1),
      button("✕", `Remove layer ${i}`, () => plan.layers.splice(i, 1), plan.layers.length === 1)))));
  const add = select("Add a layer", [["", "Add a layer…"], ...kinds], "", (op) => op && plan.layers.push(newLayer(op)));
  const ending = view.losses.find((l) => l.op === plan.loss);
  box.replaceChildren(
    element("p", {}, "Input: ", ...axes.map((name, i) => number(name, plan.input[i], (n) => { plan.input[i] = n; })),
      number("examples in a batch (0: no batch)", plan.batch, (n) => { plan.batch = n; })),
    list, element("p", {}, add),
    element("p", {}, labelled("Loss:", select("", view.losses.map((l) => [l.op, endings[l.op] ?? l.op.replaceAll("_", " ")]), plan.loss, (l) => { plan.loss = l; })),
      ...(ending?.options ?? []).map((o) => option(o, plan.lossOptions ??= {}))));
}
