// Exercises that answer: a field for each number that is asked for.
(() => {
  const kept = (id, typed) => {
    const key = "answers " + location.pathname.split("/").pop() + "#" + id;
    try {
      if (typed) localStorage.setItem(key, JSON.stringify(typed));
      return JSON.parse(localStorage.getItem(key)) ?? [];
    } catch { return []; }
  };

  // What people type for a number, as a script reads it: −0,25 is −0.25, and
  // 2.41·10⁻²⁰, 2.41*10^-20 and 2.41e-20 are the same.
  const exponents = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const plain = (typed) => typed.replace(/\s/g, "").replaceAll(",", ".")
    .replace(/[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (s) => "^" + s.replace("⁻", "-").replace("⁺", "").replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (d) => exponents.indexOf(d)))
    .replace(/[−–]/g, "-")
    .replace(/(^|[+-])10\^/g, "$11·10^")
    .replace(/[·⋅*×]10\^\(?([+-]?\d+)\)?/g, "e$1");

  // A number is right for everything that rounds to it: the rule is that of
  // the marking in chapter 19. Without decimals it claims four, or with three
  // digits and more none, and a fraction claims to be exact; but 0 is not what
  // is only near it. −1/4 is read too, and 1 − 3.5·10⁻¹⁷. A number that is not
  // right may be one of those that a mistake gives: its line in the solution
  // says which.
  function verdict(typed, asked) {
    const [, whole = 0, text] = plain(typed).match(/^([+-]?1(?=[+-]))?(.*)$/);
    const [, number, over = 1] = text.match(/^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?:\/(\d+\.?\d*|\.\d+))?$/i) ?? [];
    const value = +whole + number / over;
    if (!isFinite(value)) return ["", "Type a number, such as −0.25, 1/4 or 1.2e-9."];
    const [mantissa, power] = number.toLowerCase().split("e"), [, decimals = ""] = mantissa.split(".");
    const digits = mantissa.replace(/^[^1-9]+|\./g, "").length, bare = !power && decimals.length < (value ? 1 : 2);
    const half = over !== 1 ? 0 : bare ? (digits > 2 ? 0.5 : 0.00005) : 10 ** ((power ?? 0) - decimals.length) / 2;
    const near = (room) => [asked, ...asked.querySelectorAll("li")].find(({ dataset: { value: v } }) =>
      Math.abs(value - v) <= (value ? room : Math.min(room, Math.abs(v) / 2)) + Math.min(1e-9 * Math.hypot(1, v), 1e-6 * Math.abs(v)));
    const exact = near(0), found = exact ?? near(half);
    if (found === asked) return ["right", exact ? "right ✓" : "right up to rounding ✓"];
    return ["wrong", found ? "not yet: " + found.lastChild.innerHTML : "not yet"];
  }

  const clear = Object.assign(document.createElement("button"), { className: "clear", textContent: "Clear my answers", hidden: true });

  function exercise(section) {
    const asked = [...section.querySelectorAll(".answers > li")];
    if (!asked.length) return;
    // A number is typed; of reasons one is chosen.
    const field = ({ name = "Your answer", choices }) => choices
      ? `<select aria-label="${name}"><option value="">choose</option>${[...Array(+choices).keys()].map((n) => `<option>${n + 1}</option>`).join("")}</select>`
      : `<input inputmode="decimal" autocomplete="off" aria-label="${name}">`;
    const form = Object.assign(document.createElement("form"), { className: "answer" });
    form.innerHTML = asked.map((li) => `<p><label><span>${li.querySelector("math")?.outerHTML ?? "Your answer"} =</span> ${field(li.dataset)}</label> <output></output></p>`).join("") + `<button aria-label="Check ${section.getAttribute("aria-label")?.toLowerCase()}">Check</button>`;
    section.querySelector("details").before(form);
    const inputs = [...form.querySelectorAll("input, select")], outputs = form.querySelectorAll("output");

    function check(all) {
      inputs.forEach(({ value }, i) => {
        [outputs[i].className, outputs[i].innerHTML] = value.trim() ? verdict(value, asked[i]) : ["", all ? "Nothing typed yet." : ""];
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
      check(true);
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
