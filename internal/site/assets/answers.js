// Exercises that answer: a field for each number that is asked for.
(() => {
  const kept = (id, typed) => {
    const key = "answers " + location.pathname.split("/").pop() + "#" + id;
    try {
      if (typed) localStorage.setItem(key, JSON.stringify(typed));
      return JSON.parse(localStorage.getItem(key)) ?? [];
    } catch { return []; }
  };

  // A rounded answer has the right decimals, two digits at least. With three,
  // its last one may be off by one: whoever rounds on the way gets that. Both
  // −0.25 and −0,25 are read, and −1/4.
  function verdict(typed, want) {
    const text = typed.replace(/\s/g, "").replace(/[−–]/g, "-").replaceAll(",", ".");
    const [, number, over = 1] = text.match(/^([+-]?(?:\d+\.?\d*|\.\d+))(?:\/(\d+\.?\d*|\.\d+))?$/) ?? [];
    const off = Math.abs(number / over - want), least = 1e-9 * Math.max(1, Math.abs(want));
    if (!(off < Infinity)) return ["", "Type a number, such as −0.25 or 1/4."];
    if (off <= least) return ["right", "right ✓"];
    const digits = number.replace(/\D/g, "").replace(/^0+/, "").length;
    const unit = over === 1 && digits > 1 ? 10 ** -(number.split(".")[1] ?? "").length : 0;
    return off <= (digits > 2 ? unit : unit / 2) + least ? ["right", "right up to rounding ✓"] : ["wrong", "not yet"];
  }

  const clear = Object.assign(document.createElement("button"), { className: "clear", textContent: "Clear my answers", hidden: true });

  function exercise(section) {
    const asked = [...section.querySelectorAll("[data-value]")];
    if (!asked.length) return;
    const form = Object.assign(document.createElement("form"), { className: "answer" });
    form.innerHTML = asked.map((li) => `<p><label>${li.querySelector("math")?.outerHTML ?? "Your answer"} = <input inputmode="decimal" autocomplete="off"></label> <output></output></p>`).join("") + "<button>Check</button>";
    section.querySelector("details").before(form);
    const inputs = [...form.querySelectorAll("input")], outputs = form.querySelectorAll("output");

    function check() {
      inputs.forEach(({ value }, i) => {
        [outputs[i].className, outputs[i].textContent] = value.trim() ? verdict(value, asked[i].dataset.value) : ["", ""];
      });
      if (inputs.some(({ value }) => value)) clear.hidden = false;
    }

    function fill(typed) {
      inputs.forEach((input, i) => { input.value = typed[i] ?? ""; });
      check();
    }

    let wrong = 0;
    form.addEventListener("submit", (e) => {
      e.preventDefault();
      check();
      kept(section.id, inputs.map(({ value }) => value));
      if (form.querySelector(".wrong") && ++wrong > 1) section.querySelector(".hint")?.setAttribute("open", "");
    });
    form.addEventListener("input", (e) => { e.target.closest("p").lastChild.textContent = ""; });
    clear.addEventListener("click", () => {
      fill(kept(section.id, []));
      clear.hidden = true;
    });
    fill(kept(section.id));
  }

  document.querySelectorAll("section.exercise").forEach(exercise);
  document.querySelector(".end")?.prepend(clear);
})();
