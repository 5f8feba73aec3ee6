// A tour of the lab in four steps, for those who want it. It moves from part to
// part and leaves everything as it is.
function labTour(lab, said) {
  const steps = [
    ["bring", "1 of 4: your network", "Begin with one of the networks, build your own layer by layer, or paste one. Every number has a cell that you can type into, and an image can be drawn."],
    ["follow", "2 of 4: everything follows", "Change a number and the sheet shows at once what it does to every other: winners move, gates close, gradients change. Point at a number to see its way to the loss and back."],
    ["correct", "3 of 4: is my calculation correct?", "Choose the array that you worked out, fill in what you have, and have it checked. A wrong number is traced to the mistake that gives exactly that number."],
    ["take", "4 of 4: take it away", "Everything is kept in this browser. A link holds your network and your answers, and scripts in PyTorch and NumPy compute the same."],
  ];
  const offer = lab.querySelector(".lab-tour-offer"), box = lab.querySelector(".lab-tour"), kept = "lab-tour";
  const [title, text] = box.querySelectorAll("p"), next = box.querySelector(".next"), skip = box.querySelector(".skip-tour");
  let step = -1;
  function end(focus) {
    box.hidden = true;
    offer.hidden = true;
    lab.querySelector(".lab-part.toured")?.classList.remove("toured");
    try { localStorage.setItem(kept, "seen"); } catch { /* then it is offered again */ }
    if (focus) lab.querySelector("#lab-given input")?.focus({ preventScroll: true });
  }
  function go() {
    lab.querySelector(".lab-part.toured")?.classList.remove("toured");
    if (++step === steps.length) return end(true);
    const [id, name, words] = steps[step], part = document.getElementById(id).closest(".lab-part");
    title.textContent = name;
    text.textContent = words;
    next.textContent = step === steps.length - 1 ? "Done" : "Next";
    part.classList.add("toured");
    part.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth" });
  }
  lab.querySelector(".start-tour").addEventListener("click", () => {
    offer.hidden = true;
    box.hidden = false;
    step = -1;
    go();
    next.focus({ preventScroll: true });
  });
  lab.querySelector(".no-tour").addEventListener("click", () => end(true));
  next.addEventListener("click", go);
  skip.addEventListener("click", () => end(true));
  box.addEventListener("keydown", (e) => { if (e.key === "Escape") end(true); });
  try { offer.hidden = localStorage.getItem(kept) !== null || self !== top; } catch { /* it is offered */ }
}
