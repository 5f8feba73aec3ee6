// A browser is another process, and WebAssembly starts none.

//go:build !js

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	devpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"backprop/internal/cnn"
	"backprop/internal/lab"
	"backprop/internal/marking"
	"backprop/internal/notebook"
	"backprop/internal/site"
)

// labFolder renders the pages of the book, without what the chapters show, and
// the engine of the lab into a folder.
func labFolder(t *testing.T) string {
	t.Helper()
	out := t.TempDir()
	p, err := newPress(options{dir: bookRoot(t), out: out}, nil)
	if err != nil {
		t.Fatal(err)
	}
	pages, _ := p.pages() // what the chapters do not show, their links miss
	for name, data := range pages {
		save(t, filepath.Join(out, filepath.FromSlash(name)), string(data))
	}
	script, err := p.engine(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, program, _ := bytes.Cut(script, []byte("globalThis.labProgram = \""))
	if packed := len(program) * 3 / 4; packed > 2_090_000 { // in base64 it is a third larger
		t.Errorf("the engine has %d bytes, at most 2,090,000 are for a page to load, a twentieth less where it is published", packed)
	}
	save(t, filepath.Join(out, site.EngineFile), string(script))
	return out
}

// inLab is what an expression of the lab's page gives, a promise awaited.
func inLab[T any](t *testing.T, b *tab, expression string) T {
	t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// ask is the answer of the page's engine.
func ask(t *testing.T, b *tab, request map[string]any) string {
	t.Helper()
	text, err := json.Marshal(request)
	if err != nil {
		t.Fatal(err)
	}
	return inLab[string](t, b, fmt.Sprintf(`document.querySelector(".lab-room").engine.call(%s).then(JSON.stringify)`, text))
}

// typed types into a cell of a grid of the lab.
func typed(t *testing.T, b *tab, where, place string, offset int, text string) {
	t.Helper()
	inLab[any](t, b, fmt.Sprintf(`(() => {
		const input = document.querySelector('#%s [data-place=%q] input[data-offset="%d"]');
		input.focus();
		input.value = %q;
		input.dispatchEvent(new Event("input", { bubbles: true }));
	})()`, where, place, offset, text))
}

// pasted pastes into a cell of what the network is given.
func pasted(t *testing.T, b *tab, place string, offset int, text string) {
	t.Helper()
	inLab[any](t, b, fmt.Sprintf(`(() => {
		const input = document.querySelector('#lab-given [data-place=%q] input[data-offset="%d"]'), clipboardData = new DataTransfer();
		clipboardData.setData("text/plain", %q);
		input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
	})()`, place, offset, text))
}

// TestLab opens the lab from the file system, in a real browser.
func TestLab(t *testing.T) {
	t.Parallel()
	b := openTab(t)
	url := "file://" + filepath.ToSlash(labFolder(t)) + "/lab.html"
	b.open(t, url)
	b.await(t, `document.querySelector(".lab-room").matches(".ready, .broken")`)
	if state := inLab[string](t, b, `document.querySelector(".lab-state").textContent`); !strings.HasPrefix(state, "Ready.") {
		t.Fatalf("the lab says %q, the console %q", state, b.said())
	}
	t.Run("is the chapters", func(t *testing.T) { testLabAgrees(t, b) })
	t.Run("tours", func(t *testing.T) { testLabTours(t, b) })
	t.Run("follows", func(t *testing.T) { testLabFollows(t, b) })
	t.Run("has skips", func(t *testing.T) { testLabSkips(t, b) })
	t.Run("has all lines", func(t *testing.T) { testLabLines(t, b) })
	t.Run("has all options", func(t *testing.T) { testLabOptions(t, b) })
	t.Run("has a thumb's buttons", func(t *testing.T) { testLabThumb(t, b) })
	t.Run("draws", func(t *testing.T) { testLabDraws(t, b) })
	t.Run("trains", func(t *testing.T) { testLabTrains(t, b) })
	t.Run("reads answers", func(t *testing.T) { testLabReads(t, b) })
	t.Run("is taken away", func(t *testing.T) { testLabTakesAway(t, b) })
	t.Run("refuses", func(t *testing.T) { testLabRefuses(t, b) })
	t.Run("is attacked", func(t *testing.T) { testLabAttacked(t, b) })
	t.Run("leaves the last word to the reader", func(t *testing.T) { testLabHands(t, b) })
	t.Run("keeps and is sent", func(t *testing.T) { testLabLinks(t, b, url) })
	t.Run("marks", func(t *testing.T) { testLabMarks(t, b, url) })
	if said := b.said(); len(said) > 0 {
		t.Errorf("the console says %q", said)
	}
}

// testLabAgrees: for every network of the book the engine in the page says what
// the same functions say here, which the chapters print. Of the steps of a
// network it is asked every third, with another one to begin with for each.
func testLabAgrees(t *testing.T, b *tab) {
	files, err := filepath.Glob(filepath.Join(bookRoot(t), "testdata", "networks", "*.json"))
	if err != nil || len(files) < 11 {
		t.Fatalf("have %d networks, %v", len(files), err)
	}
	if offered := inLab[int](t, b, `[...document.querySelectorAll("#lab-gallery option")].filter((o) => o.dataset.about).length`); offered != len(files) {
		t.Errorf("the lab offers %d networks, testdata/networks has %d: give each its words in internal/site/lab.go", offered, len(files))
	}
	for n, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		v, err := lab.Look(string(text), nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		requests := []map[string]any{{"do": "look"}, {"do": "lines", "array": 3}, {"do": "train", "steps": 3}}
		for i := n % 3; i < len(v.Steps); i += 3 {
			requests = append(requests, map[string]any{"do": "step", "step": i})
		}
		// An answer that is wrong everywhere, with the same number.
		last := v.Places[len(v.Steps)/2]
		size := 1
		for _, m := range last.Shape {
			size *= m
		}
		answers := map[string][]string{last.Place.String(): strings.Split(strings.Repeat("0.5,", size-1)+"0.5", ",")}
		requests = append(requests, map[string]any{"do": "mark", "answers": answers}, map[string]any{"do": "derive", "place": last.Place})
		if len(text) > 10_000 { // of the large one the beginning
			requests = requests[:6]
		}
		for _, request := range requests {
			request["network"] = string(text)
			sent, err := json.Marshal(request)
			if err != nil {
				t.Fatal(err)
			}
			have, want := ask(t, b, request), lab.Call(string(sent))
			var compact bytes.Buffer
			if err := json.Compact(&compact, []byte(want)); err != nil {
				t.Fatal(err)
			}
			var h, w any
			if json.Unmarshal([]byte(have), &h) != nil || json.Unmarshal([]byte(want), &w) != nil || fmt.Sprint(h) != fmt.Sprint(w) {
				t.Errorf("%s, %v: the page has\n%.300s\nwant\n%.300s", filepath.Base(file), request["do"], have, want)
			}
		}
	}
}

// testLabFollows: a number that is typed changes what follows from it, and what
// is no number says so and changes nothing.
func testLabFollows(t *testing.T, b *tab) {
	const loss = `document.querySelector(".lab-loss").textContent`
	before := inLab[string](t, b, loss)
	inLab[any](t, b, `document.querySelectorAll(".lab-step")[1].open = true`)
	b.await(t, `document.querySelectorAll(".lab-step")[1].querySelector(".equation") !== null`)
	typed(t, b, "lab-given", "layers/0/kernel", 0, "-1.75")
	b.await(t, `document.querySelectorAll(".lab-step")[1].textContent.includes("1.75")`)
	inLab[any](t, b, `document.querySelectorAll(".lab-step")[1].open = false`)
	b.await(t, fmt.Sprintf(`%s !== %q && document.querySelectorAll(".sheet td.changed").length > 0`, loss, before))
	b.await(t, `[...document.querySelectorAll(".sheet td")].some((td) => td.dataset.line.startsWith("Z[0,0] = ") && td.dataset.line.includes("1.75"))`)
	typed(t, b, "lab-given", "layers/0/kernel", 0, "3.5x")
	b.await(t, `document.querySelector(".lab-error").textContent.includes('found "3.5x", expected a number')`)
	inLab[any](t, b, `document.getElementById("lab-undo").click()`)
	b.await(t, fmt.Sprintf(`%s === %q && document.querySelector(".lab-error").hidden`, loss, before))

	// A kernel as PyTorch prints it, into any of its cells; a block from a
	// spreadsheet, from a cell on; and one that is too large.
	pasted(t, b, "layers/0/kernel", 3, "tensor([[ 1., -3.],\n        [ 2.,  2.]])")
	// A phone shows its keys for numbers, and nothing corrects them.
	b.await(t, `[...document.querySelectorAll("#lab-given input[data-offset]")].every((i) => i.inputMode === "decimal" && i.autocomplete === "off" && !i.spellcheck)`)
	const values = `[...document.querySelectorAll('#lab-given [data-place="%s"] input')].map((i) => i.value).join(" ")`
	b.await(t, fmt.Sprintf(values, "layers/0/kernel")+` === "1 -3 2 2" && document.querySelector(".lab-told").textContent === "Understood [[1, -3], [2, 2]]."`)
	pasted(t, b, "activations/0", 6, "7\t8\n9\t7")
	b.await(t, fmt.Sprintf(values, "activations/0")+`.split(" ").filter((v, i) => [6, 7, 11, 12].includes(i)).join() === "7,8,9,7"`)
	pasted(t, b, "activations/0", 24, "7\t8\n9\t7")
	b.await(t, `document.querySelector(".lab-error").textContent.includes("X has room for 5×5, not for 2×2 from this cell on")`)
	for range 2 {
		inLab[any](t, b, `document.getElementById("lab-undo").click()`)
	}
	b.await(t, fmt.Sprintf(`%s === %q && document.querySelector(".lab-error").hidden`, loss, before))

	// A whole image of another size lies over the top left, until the reader
	// has the layers fit it; what is said stays while the numbers follow.
	pasted(t, b, "activations/0", 0, "[[1, 2, 3], [4, 5, 6], [7, 8, 9]]")
	b.await(t, `document.querySelector(".lab-state").textContent.includes("numbers of the sheet changed") && document.querySelector(".lab-told button").textContent === "Give X the shape 3×3"`)
	inLab[any](t, b, `document.querySelector(".lab-told button").click()`)
	b.await(t, fmt.Sprintf(values, "activations/0")+` === "1 2 3 4 5 6 7 8 9" && document.querySelector(".lab-told").textContent.startsWith("X has the shape 3×3 now")`)
	b.await(t, `document.getElementById("lab-gallery").selectedOptions[0].textContent === "Your own numbers"`)
	for range 2 {
		inLab[any](t, b, `document.getElementById("lab-undo").click()`)
	}
	b.await(t, fmt.Sprintf(`%s === %q && document.getElementById("lab-gallery").value === "worked-example"`, loss, before))

	// Of two arrays the one that the error is about is marked, and the sheet
	// says that it is behind; NaN is a number for nobody.
	const invalid = `[...document.querySelectorAll("#lab-given [aria-invalid]")].map((i) => i.closest(".lab-grid").dataset.place).join()`
	typed(t, b, "lab-given", "target", 0, "1")
	typed(t, b, "lab-given", "layers/0/kernel", 0, "5")
	b.await(t, `document.querySelector(".lab-error").textContent.includes("the target sums to 2") && !document.querySelector(".lab-stale").hidden && `+invalid+` === "target"`)
	typed(t, b, "lab-given", "target", 0, "0")
	b.await(t, `document.querySelector(".lab-error").hidden && document.querySelector(".lab-stale").hidden && `+invalid+` === ""`)
	pasted(t, b, "layers/0/kernel", 0, "nan 1")
	b.await(t, `document.querySelector(".lab-error").textContent.includes("found NaN, which cannot be computed with")`)
	for range 3 {
		inLab[any](t, b, `document.getElementById("lab-undo").click()`)
	}
	b.await(t, fmt.Sprintf(`%s === %q && document.querySelector(".lab-error").hidden`, loss, before))

	// A layer more, one that does not fit, and back.
	inLab[any](t, b, `(() => {
		const add = document.querySelector('#lab-plan select[aria-label="Add a layer"]');
		add.value = "conv";
		add.dispatchEvent(new Event("change"));
	})()`)
	b.await(t, `document.querySelector(".lab-error").textContent.includes("layer 6 (conv): a convolution reads maps") && document.querySelectorAll("#lab-plan li.wrong").length === 1`)
	inLab[any](t, b, `document.querySelector('#lab-plan [aria-label="Remove layer 6"]').click()`)
	b.await(t, `document.querySelector(".lab-error").hidden && document.querySelectorAll("#lab-plan li").length === 6`)
	inLab[any](t, b, `(() => {
		const count = document.querySelector("#lab-plan li:nth-child(5) input");
		count.value = 4;
		count.dispatchEvent(new Event("change"));
	})()`)
	b.await(t, `document.querySelectorAll('#lab-given [data-place="target"] input').length === 4`)
	inLab[any](t, b, `document.getElementById("lab-undo").click()`)
	b.await(t, `document.querySelectorAll('#lab-given [data-place="target"] input').length === 3`)
}

// testLabMarks: a forgotten gate is named, in the cells and in words.
func testLabMarks(t *testing.T, b *tab, url string) {
	example, err := notebook.WorkedExample()
	if err != nil {
		t.Fatal(err)
	}
	mistake, _ := marking.Find("gate-forgotten")
	ways, err := marking.Values(example.Network, mistake)
	if err != nil {
		t.Fatal(err)
	}
	inLab[any](t, b, `(() => {
		document.getElementById("lab-place").value = "gradients/1";
		document.getElementById("lab-add").click();
	})()`)
	b.await(t, `document.querySelectorAll("#lab-answers input").length === 16`)
	for i, v := range ways[cnn.GradientPlace(1)].Data {
		typed(t, b, "lab-answers", "gradients/1", i, strconv.FormatFloat(v, 'f', 4, 64))
	}
	inLab[any](t, b, `document.getElementById("lab-mark").click()`)
	b.await(t, `document.querySelector("#lab-marked a[href='19-common-mistakes.html#gate-forgotten']") !== null`)
	if wrong := inLab[int](t, b, `document.querySelectorAll("#lab-answers td.wrong").length`); wrong == 0 {
		t.Error("no cell is wrong")
	}

	// Undone, the numbers are others, and nothing is said of those before.
	inLab[any](t, b, `document.getElementById("lab-undo").click()`)
	b.await(t, `!document.querySelector("#lab-marked").textContent && !document.querySelector("#lab-answers td.wrong")`)
	inLab[any](t, b, `document.getElementById("lab-redo").click()`)
	b.await(t, `document.querySelectorAll("#lab-answers input").length === 16`)

	// A link brings it all back, in another window of the browser.
	inLab[any](t, b, `document.getElementById("lab-link").click()`)
	b.await(t, `location.hash.startsWith("#n=")`)
	link := inLab[string](t, b, `location.href`)
	pressed(t, b, "lab-undo")
	b.await(t, `!document.getElementById("lab-redo").disabled`)
	pressed(t, b, "lab-forget")
	b.await(t, `document.querySelector(".lab-said").textContent === "Forgotten." && localStorage.length === 0 && document.getElementById("lab-undo").disabled && document.getElementById("lab-redo").disabled`)
	b.open(t, "about:blank")
	b.open(t, link)
	b.await(t, `document.querySelectorAll("#lab-answers input").length === 16 && document.querySelector("#lab-answers input").value !== ""`)
	b.open(t, "about:blank")
	b.open(t, url+"#n=AAAA")
	b.await(t, `document.querySelector(".lab-state").textContent.startsWith("The link could not be read")`)

	// A chapter asks for its own array, of the book's network.
	b.open(t, "about:blank")
	b.open(t, url+"#at=gradients/2")
	b.await(t, `document.querySelectorAll('#lab-answers [data-place="gradients/2"] input').length === 16`)

	// Where no worker can be made, the page itself does the work.
	if _, err := chromedp.Run(b.ctx, func(ctx context.Context, target *chromedp.Target) (devpage.AddScriptToEvaluateOnNewDocumentResult, error) {
		return cdp.Call(ctx, target, devpage.AddScriptToEvaluateOnNewDocument, devpage.AddScriptToEvaluateOnNewDocumentParams{Source: "delete globalThis.Worker"})
	}); err != nil {
		t.Fatal(err)
	}
	b.open(t, "about:blank")
	b.open(t, url)
	b.await(t, `typeof Worker === "undefined" && document.querySelector(".lab-room").matches(".ready, .broken")`)
	if state := inLab[string](t, b, `document.querySelector(".lab-state").textContent`); !strings.HasPrefix(state, "Ready.") {
		t.Errorf("without a worker the lab says %q", state)
	}
	if dir := os.Getenv("LAB_PICTURES"); dir != "" {
		for _, size := range [][2]int64{{1280, 900}, {360, 780}} {
			if err := chromedp.Do(b.ctx, chromedp.EmulateViewport(size[0], size[1])); err != nil {
				t.Fatal(err)
			}
			picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
			if err != nil {
				t.Fatal(err)
			}
			save(t, filepath.Join(dir, fmt.Sprintf("lab-%d.png", size[0])), string(picture))
		}
	}
}
