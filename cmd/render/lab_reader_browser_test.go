// A browser is another process, and WebAssembly starts none.

//go:build !js

package main

import (
	"context"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// pressed clicks an element of the lab.
func pressed(t *testing.T, b *tab, id string) {
	t.Helper()
	inLab[any](t, b, fmt.Sprintf(`document.getElementById(%q).click()`, id))
}

// planned changes a field of the lab's builder, by its label.
func planned(t *testing.T, b *tab, layer int, label, value string) {
	t.Helper()
	inLab[any](t, b, fmt.Sprintf(`(() => {
		const within = %d < 0 ? document.getElementById("lab-plan") : document.querySelectorAll("#lab-plan li")[%[1]d];
		const field = [...within.querySelectorAll("label")].find((l) => l.firstChild.data.trim() === %q).querySelector("input, select");
		field.value = %q;
		field.dispatchEvent(new Event("change"));
	})()`, layer, label, value))
}

// networkHas waits until the file of the network has a text.
func networkHas(t *testing.T, b *tab, text string) {
	t.Helper()
	b.await(t, fmt.Sprintf(`document.getElementById("lab-text").value.includes(%q)`, text))
}

// testLabOptions: options that are pairs, words and truth values are changed as
// a file has them, an error stands at its layer, and a batch gets an example.
func testLabOptions(t *testing.T, b *tab) {
	const examples = `document.querySelectorAll('#lab-given [data-place="activations/0"] input').length`
	planned(t, b, 0, "stride", "2 1")
	networkHas(t, b, `"stride": [2, 1]`)
	planned(t, b, 2, "partial windows", "true")
	networkHas(t, b, `"ceil": true`)
	planned(t, b, 3, "order", "CWH")
	networkHas(t, b, `"order": "CWH"`)
	planned(t, b, 0, "padding", "around")
	b.await(t, `document.querySelector("#lab-plan li.wrong .lab-error")?.textContent.includes('layer 0 (conv): pad: found "around"')`)
	planned(t, b, 0, "padding", "same")
	networkHas(t, b, `"pad": "same"`)
	planned(t, b, -1, "examples in a batch (0: no batch)", "2")
	b.await(t, examples+` === 50`)
	planned(t, b, -1, "reduction", "sum")
	networkHas(t, b, `"reduction": "sum"`)
	for range 6 {
		pressed(t, b, "lab-undo")
	}
	b.await(t, examples+` === 25 && document.getElementById("lab-gallery").value === "worked-example"`)
	typed(t, b, "lab-given", "weight_decay", 0, "0.5")
	networkHas(t, b, `"weight_decay": 0.5`)
	pressed(t, b, "lab-undo")
	b.await(t, `!document.getElementById("lab-text").value.includes("weight_decay")`)
}

// testLabThumb: a finger has buttons for what the keys of a phone lack, and they
// are for the cell that it touched last.
func testLabThumb(t *testing.T, b *tab) {
	const values = `[...document.querySelectorAll('#lab-given [data-place="layers/0/kernel"] input')].map((i) => i.value).join(" ")`
	before := inLab[string](t, b, values)
	first, rest, _ := strings.Cut(before, " ")
	number, err := strconv.ParseFloat(first, 64)
	if err != nil {
		t.Fatal(err)
	}
	if have := inLab[string](t, b, `(() => { const f = document.querySelector(".lab-finger"); return f.getAttribute("role") + " " + f.getAttribute("aria-label"); })()`); have != "group For the cell" {
		t.Errorf("the buttons are %q", have)
	}
	// A window that nobody looks at has no focus.
	if _, err := chromedp.Run(b.ctx, func(ctx context.Context, target *chromedp.Target) (cdp.Empty, error) {
		return cdp.Call(ctx, target, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	}); err != nil {
		t.Fatal(err)
	}
	thumb := func(label string) {
		inLab[any](t, b, fmt.Sprintf(`document.querySelector('.lab-finger [aria-label=%q]').click()`, label))
	}
	inLab[any](t, b, `document.querySelector('#lab-given [data-place="layers/0/kernel"] input').focus()`)
	for _, press := range []struct {
		label string
		want  float64
	}{{"One more", number + 1}, {"Change the sign", -number - 1}, {"One more", -number}, {"Change the sign", number}, {"One less", number - 1}} {
		thumb(press.label)
		b.await(t, fmt.Sprintf(`%s === %q`, values, strconv.FormatFloat(press.want, 'g', -1, 64)+" "+rest))
	}
	for _, press := range []struct{ label, offset string }{{"Next cell", "1"}, {"Cell before", "0"}} {
		thumb(press.label)
		b.await(t, fmt.Sprintf(`document.activeElement.dataset.offset === %q`, press.offset))
	}
	thumb("Undo") // what is done to one cell is undone at once
	b.await(t, fmt.Sprintf(`%s === %q`, values, before))

	// Undo makes the grids of the answers anew, and the buttons are still for the cell.
	const answer = `document.querySelector('#lab-answers [data-place="gradients/1"] input')`
	inLab[any](t, b, `document.getElementById("lab-place").value = "gradients/1"; document.getElementById("lab-add").click()`)
	b.await(t, answer+` !== null`)
	inLab[any](t, b, answer+`.focus()`)
	for range 2 {
		thumb("One more")
		b.await(t, answer+`.value === "1"`)
		thumb("Undo")
		b.await(t, answer+`.value === ""`)
	}
	thumb("Undo") // of the grid itself
	b.await(t, answer+` === null`)
	thumb("One more") // there is no cell to be for
	b.await(t, fmt.Sprintf(`%s === %q && %s === null`, values, before, answer))
}

// testLabDraws: a stroke of the mouse over the picture puts the brush's number
// into the cells under it, and is undone as one.
func testLabDraws(t *testing.T, b *tab) {
	const values = `[...document.querySelectorAll('#lab-given [data-place="activations/0"] input')].map((i) => i.value).join(" ")`
	before := inLab[string](t, b, values)
	at := inLab[[]float64](t, b, `(() => {
		const canvas = document.querySelector(".lab-draw canvas");
		canvas.scrollIntoView({ block: "center", behavior: "instant" });
		document.querySelector(".lab-draw input").value = "7";
		const r = canvas.getBoundingClientRect();
		return [r.left, r.top, r.width / 5];
	})()`)
	x, y, side := at[0], at[1], at[2]
	steps := []chromedp.Action[chromedp.Void]{chromedp.MouseEvent("mousePressed", x+side/2, y+side/2, chromedp.Button("left"), chromedp.ClickCount(1))}
	for i := 1; i < 5; i++ {
		steps = append(steps, chromedp.MouseEvent("mouseMoved", x+side*(float64(i)+.5), y+side*(float64(i)+.5), chromedp.Button("left")))
	}
	steps = append(steps, chromedp.MouseEvent("mouseReleased", x+side*4.5, y+side*4.5, chromedp.Button("left"), chromedp.ClickCount(1)))
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		t.Fatal(err)
	}
	b.await(t, values+`.split(" ").filter((v, i) => i % 6 === 0).join("") === "77777"`)
	networkHas(t, b, "[7, ")
	// What is drawn on must not move while the numbers follow.
	if top := inLab[float64](t, b, `document.querySelector(".lab-draw canvas").getBoundingClientRect().top`); math.Abs(top-y) > 0.5 {
		t.Errorf("the picture has moved from %v to %v under the pointer", y, top)
	}
	pressed(t, b, "lab-undo")
	b.await(t, fmt.Sprintf(`%s === %q`, values, before))
	// Nor may it move where there is something to say, as of a brush that has
	// no number.
	inLab[any](t, b, `document.querySelector(".lab-draw input").value = "thick"`)
	if err := chromedp.Do(b.ctx, chromedp.MouseClickXY(x+side*.5, y+side*.5)); err != nil {
		t.Fatal(err)
	}
	b.await(t, `document.getElementById("lab-error").textContent.includes('found "thick"')`)
	if top := inLab[float64](t, b, `document.querySelector(".lab-draw canvas").getBoundingClientRect().top`); math.Abs(top-y) > 0.5 {
		t.Errorf("an error has moved the picture from %v to %v under the pointer", y, top)
	}
	inLab[any](t, b, `document.querySelector(".lab-draw input").value = "7"`)
	pressed(t, b, "lab-undo")
	b.await(t, fmt.Sprintf(`%s === %q && document.getElementById("lab-error").hidden`, values, before))

	// The picture follows: cleared, it is another, and undone, it is the same.
	const picture = `document.querySelector(".lab-draw canvas").toDataURL()`
	drawn := inLab[string](t, b, picture)
	inLab[any](t, b, `document.querySelector(".lab-draw button").click()`)
	b.await(t, fmt.Sprintf(`%s !== %q`, picture, drawn))
	pressed(t, b, "lab-undo")
	b.await(t, fmt.Sprintf(`%s === %q && %s === %q`, values, before, picture, drawn))
}

// testLabTours: the tour has four steps, ends with the last, and can be left.
func testLabTours(t *testing.T, b *tab) {
	const box = `document.querySelector(".lab-tour")`
	if inLab[bool](t, b, `document.querySelector(".lab-tour-offer").hidden`) {
		t.Error("nobody is offered the tour")
	}
	inLab[any](t, b, `document.querySelector(".start-tour").click()`)
	for step := 1; step <= 4; step++ {
		b.await(t, fmt.Sprintf(`!%s.hidden && %[1]s.textContent.includes("%d of 4") && document.querySelectorAll(".lab-part.toured").length === 1`, box, step))
		inLab[any](t, b, box+`.querySelector(".next").click()`)
	}
	b.await(t, box+`.hidden && !document.querySelector(".toured") && document.querySelector(".lab-tour-offer").hidden`)
	inLab[any](t, b, `document.querySelector(".start-tour").click()`)
	inLab[any](t, b, box+`.querySelector(".skip-tour").click()`)
	b.await(t, box+`.hidden`)
}

// testLabTakesAway: what is saved is whole: scripts, and the sheet as pictures.
func testLabTakesAway(t *testing.T, b *tab) {
	inLab[any](t, b, `(() => {
		globalThis.saved = [];
		const made = URL.createObjectURL;
		URL.createObjectURL = (blob) => { saved.push(blob); return made.call(URL, blob); };
		addEventListener("click", (e) => { if (e.target.download) e.preventDefault(); }, true);
	})()`)
	taken := func(id string) string {
		t.Helper()
		inLab[any](t, b, `saved.length = 0`)
		pressed(t, b, id)
		b.await(t, `saved.length === 1`)
		return inLab[string](t, b, `saved[0].text()`)
	}
	for id, want := range map[string]string{"lab-torch": "import torch", "lab-numpy": "import numpy as np", "lab-save": `"layers": [`} {
		if have := taken(id); !strings.Contains(have, want) {
			t.Errorf("%s: have %.200s, want %q in it", id, have, want)
		}
	}
	svg := taken("lab-svg")
	numbers := inLab[int](t, b, `document.querySelectorAll(".sheet td").length`)
	if words := inLab[int](t, b, fmt.Sprintf(`(() => {
		const read = new DOMParser().parseFromString(%q, "image/svg+xml");
		return read.querySelector("parsererror") ? -1 : read.querySelectorAll("text").length;
	})()`, svg)); words < numbers {
		t.Errorf("the SVG has %d words for %d numbers", words, numbers)
	}
	if negatives := inLab[int](t, b, `document.querySelectorAll(".sheet td.neg").length`); negatives == 0 || strings.Count(svg, ` height="2" `) != negatives {
		t.Errorf("the SVG underlines %d numbers, want the %d negative ones", strings.Count(svg, ` height="2" `), negatives)
	}
	if strings.Contains(svg, "color(") || strings.Contains(svg, "var(") {
		t.Error("the SVG has colours that few read")
	}
	if png := taken("lab-png"); !strings.HasPrefix(png, "\ufffdPNG") || inLab[int](t, b, `saved[0].size`) < 20_000 {
		t.Errorf("the PNG begins %.20q", png)
	}
	pressed(t, b, "lab-frame")
	b.await(t, `document.querySelector(".lab-said textarea")?.value.startsWith("<iframe src=\"file:")`)
}

// testLabRefuses: what cannot be taken away says why, and is not taken.
func testLabRefuses(t *testing.T, b *tab) {
	const said, address = `document.querySelector(".lab-said").textContent`, `location.href`
	before := inLab[string](t, b, address)
	// A name of letters by chance, which no packing makes short.
	inLab[any](t, b, `(() => {
		let seed = 7, name = "";
		while (name.length < 40_000) name += String.fromCharCode(97 + (seed = (seed * 16807) % 2147483647) % 26);
		document.getElementById("lab-text").value = labNetworks["worked-example"].replace("the worked example", name);
		document.getElementById("lab-use").click();
	})()`)
	b.await(t, `document.querySelector(".lab-about").textContent === "Your own network."`)
	for id, want := range map[string]string{
		"lab-link":  "This network is too large for a link. Save it as a file and send that.",
		"lab-frame": "This network is too large for a link, and so it cannot be embedded.",
	} {
		pressed(t, b, id)
		b.await(t, fmt.Sprintf(`%s === %q`, said, want))
	}
	if after := inLab[string](t, b, address); after != before {
		t.Errorf("the address has become %.200s", after)
	}
	pressed(t, b, "lab-undo")
	b.await(t, `document.getElementById("lab-gallery").value === "worked-example"`)

	inLab[any](t, b, `(() => {
		document.getElementById("lab-place").value = "gradients/2";
		document.getElementById("lab-add").click();
	})()`)
	typed(t, b, "lab-answers", "gradients/2", 1, "about 3")
	pressed(t, b, "lab-save-answers")
	b.await(t, said+`.startsWith('your answers: gradients/2, number 1: found "about", expected a number')`)
	pressed(t, b, "lab-clear")
}

// testLabReads: several arrays are read from a text, and the next step alone is
// shown; what is no text of arrays says what would be.
func testLabReads(t *testing.T, b *tab) {
	read := func(text string) {
		t.Helper()
		inLab[any](t, b, fmt.Sprintf(`document.getElementById("lab-lines").value = %q`, text))
		pressed(t, b, "lab-read")
	}
	read("dK = tensor([[1., _],\n        [3., 4.]])\nactivations/3 = 1 2; 3 4\n")
	const told = `document.getElementById("lab-answers").previousElementSibling.textContent`
	b.await(t, `[...document.querySelectorAll("#lab-answers input")].map((i) => i.value).join(" ") === "1 2 3 4 1  3 4" && `+told+`.includes("parameters/0/kernel understood as [[1, _], [3, 4]]")`)
	read("<img src=x onerror=alert(1)> = 1")
	b.await(t, told+`.includes("expected") && !document.querySelector("#lab-answers img, .lab-told img")`)
	pressed(t, b, "lab-next")
	b.await(t, `document.querySelectorAll("#lab-marked .equation").length === 1 && document.querySelector("#lab-marked").textContent.startsWith("The next step is")`)
	pressed(t, b, "lab-clear")
	b.await(t, `!document.querySelector("#lab-answers input")`)
}

// testLabTrains: a step, ten more, and back to the start.
func testLabTrains(t *testing.T, b *tab) {
	const loss = `parseFloat(document.querySelector(".lab-loss").textContent.replace(/^Loss [=≈] /, ""))`
	before := inLab[float64](t, b, loss)
	pressed(t, b, "lab-train-1")
	b.await(t, fmt.Sprintf(`%s < %v`, loss, before))
	one := inLab[float64](t, b, loss)
	pressed(t, b, "lab-train-10")
	b.await(t, fmt.Sprintf(`%s < %v`, loss, one))
	pressed(t, b, "lab-untrain")
	b.await(t, fmt.Sprintf(`%s === %v && document.getElementById("lab-untrain").disabled`, loss, before))
}

// testLabAttacked pastes, types and reads what nobody should be able to do harm
// with, LAB_ATTACKS times or a few: everything stays text, and the engine
// answers.
func testLabAttacked(t *testing.T, b *tab) {
	attacks, err := strconv.Atoi(os.Getenv("LAB_ATTACKS"))
	if err != nil {
		attacks = 24
	}
	if have := inLab[string](t, b, fmt.Sprintf(`(async () => {
		let seed = 7;
		const below = (n) => { seed = (seed * 16807) %% 2147483647; return seed %% n; };
		const bits = ["[[1,2],[3,4]]", '<img src=x onerror="hit = 1">', "<script>hit = 1</" + "script>", "tensor([[1.]])", '"onmouseover=hit=1 x="', "\\frac{1}{2}", '{"a":', "1e999",
			"\u202e", "\0", "& \\\\", "...", "javascript:hit=1", "dK = ", "activations/1 = ", "∂L/∂Z", "9".repeat(30), "[".repeat(20), "\n", "\t", ",", ";", "nan", "_", "$x$", "\x60", "**b**", "[a](javascript:hit=1)"];
		const text = () => Array.from({ length: 1 + below(6) }, () => bits[below(bits.length)]).join(below(2) ? " " : "");
		const lab = document.querySelector(".lab-room"), network = labNetworks["worked-example"];
		globalThis.hit = 0;
		for (let i = 0; i < %d; i++) {
			const cells = document.querySelectorAll("#lab-given .lab-grid input"), cell = cells[below(cells.length)], sent = text();
			switch (i %% 4) {
			case 0: {
				const clipboardData = new DataTransfer();
				clipboardData.setData("text/plain", sent);
				cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
				break;
			}
			case 1:
				document.getElementById("lab-lines").value = sent;
				document.getElementById("lab-read").click();
				break;
			case 2:
				cell.value = sent;
				cell.dispatchEvent(new Event("input", { bubbles: true }));
				break;
			case 3:
				document.getElementById("lab-text").value = network.replace('"the worked example"', () => JSON.stringify(sent));
				document.getElementById("lab-use").click();
			}
			const reply = await lab.engine.call({ do: "paste", network, place: "activations/0", text: sent });
			if (reply.error?.includes("the engine failed")) return sent + ": " + reply.error;
			if (hit || lab.querySelector("img, iframe, script:not(.sums), a[href^=javascript]")) return "markup came through: " + sent;
		}
		return "";
	})()`, attacks)); have != "" {
		t.Error(have)
	}
	pressed(t, b, "lab-forget")
	b.await(t, `document.querySelector(".lab-said").textContent === "Forgotten." && document.getElementById("lab-gallery").value === "worked-example" && document.querySelector(".lab-error").hidden`)
}
