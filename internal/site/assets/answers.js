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
  // −0.25 and −0,25 are read, and −1/4. A number that is not right may be one
  // of those that a mistake gives: its line in the solution says which.
  function verdict(typed, asked) {
    const text = typed.replace(/\s/g, "").replace(/[−–]/g, "-").replaceAll(",", ".");
    const [, number, over = 1] = text.match(/^([+-]?(?:\d+\.?\d*|\.\d+))(?:\/(\d+\.?\d*|\.\d+))?$/) ?? [];
    const value = number / over;
    if (!isFinite(value)) return ["", "Type a number, such as −0.25 or 1/4."];
    const digits = number.replace(/^[^1-9]+|\./g, "").length, [, decimals = ""] = number.split(".");
    const unit = over === 1 && digits > 1 ? 10 ** -decimals.length / (digits > 2 && decimals ? 1 : 2) : 0;
    const near = (room) => [asked, ...asked.querySelectorAll("li")].find(({ dataset }) =>
      Math.abs(value - dataset.value) <= room + 1e-9 * Math.hypot(1, dataset.value));
    const exact = near(0), found = exact ?? near(unit);
    if (found === asked) return ["right", exact ? "right ✓" : "right up to rounding ✓"];
    return ["wrong", found ? "not yet: " + found.lastChild.innerHTML : "not yet"];
  }

  const clear = Object.assign(document.createElement("button"), { className: "clear", textContent: "Clear my answers", hidden: true });

  function exercise(section) {
    const asked = [...section.querySelectorAll(".answers > li")];
    if (!asked.length) return;
    const form = Object.assign(document.createElement("form"), { className: "answer" });
    form.innerHTML = asked.map((li) => `<p><label>${li.querySelector("math")?.outerHTML ?? "Your answer"} = <input inputmode="decimal" autocomplete="off"></label> <output></output></p>`).join("") + "<button>Check</button>";
    section.querySelector("details").before(form);
    const inputs = [...form.querySelectorAll("input")], outputs = form.querySelectorAll("output");

    function check() {
      inputs.forEach(({ value }, i) => {
        [outputs[i].className, outputs[i].innerHTML] = value.trim() ? verdict(value, asked[i]) : ["", ""];
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
