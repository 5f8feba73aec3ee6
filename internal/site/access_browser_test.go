// A browser is another process, and WebAssembly starts none.

//go:build !js

package site

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// heard are the names that a screen reader is told of what has a role.
func (p *tab) heard(t *testing.T) map[string][]string {
	t.Helper()
	tree, err := chromedp.Run(p.ctx, func(ctx context.Context, target *chromedp.Target) (accessibility.GetFullAXTreeResult, error) {
		return cdp.Call(ctx, target, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	})
	if err != nil {
		t.Fatal(err)
	}
	text := func(v *accessibility.Value) (s string) {
		if v != nil {
			_ = json.Unmarshal(v.Value, &s)
		}
		return s
	}
	names := map[string][]string{}
	for _, n := range tree.Nodes {
		if role := text(n.Role); !n.Ignored {
			names[role] = append(names[role], text(n.Name))
		}
	}
	return names
}

// TestHeard: what a screen reader is told has a name in words, a number is told
// once and as a sentence, and what the keyboard does is complete.
func TestHeard(t *testing.T) {
	p := openTab(t, explainedBook(t))
	p.stillness(t)
	p.open(t, "02-explained.html")
	p.await(t, `!!document.querySelector("section.exercise form") && !!document.querySelector("figure.row .steps") && !("fresh" in document.documentElement.dataset)`)
	names := p.heard(t)
	for _, role := range []string{"table", "grid", "textbox", "button", "region"} {
		if len(names[role]) == 0 {
			t.Errorf("the page has no %s", role)
		}
		for _, name := range names[role] {
			if strings.Trim(name, "= ") == "" {
				t.Errorf("a %s has the name %q", role, name)
			}
		}
	}
	tables := strings.Join(append(names["table"], names["grid"]...), "; ")
	for _, want := range []string{"X", "gradient of K", "gradient of Z"} {
		if !strings.Contains("; "+tables+";", "; "+want+";") {
			t.Errorf("no table is named %q: %s", want, tables)
		}
	}
	for _, heading := range names["heading"] {
		if strings.Contains(heading, "Link") || strings.Contains(heading, "#") {
			t.Errorf("a heading is read as %q", heading)
		}
	}
	buttons := strings.Join(names["button"], "; ")
	for _, want := range []string{"Check exercise 1", "Play: one number of Z after the other", "Play: one number of gradient of K after the other"} {
		if !strings.Contains(buttons, want) {
			t.Errorf("no button is named %q: %s", want, buttons)
		}
	}

	const status = `document.querySelector("body > [role=status]").textContent`
	read[any](t, p, cellOf(1, 2, "0,0")+`.scrollIntoView({ block: "center", behavior: "instant" })`)
	read[any](t, p, cellOf(1, 2, "0,0")+`.focus()`)
	read[any](t, p, cellOf(1, 2, "0,0")+`.click()`)
	p.await(t, `document.activeElement === `+cellOf(1, 2, "0,0")+` && scrollY > 0`)
	p.await(t, status+`.startsWith("gradient of K, row 0, column 0 is about ")`)
	if have := read[string](t, p, status); !strings.Contains(have, " times ") || !strings.Contains(have, " plus ") || strings.ContainsAny(have, "=≈⋅") {
		t.Errorf("told as %q", have)
	}
	if read[int](t, p, row(1)+`.querySelectorAll("[aria-live], [aria-describedby]").length`) > 0 {
		t.Error("the number is told more than once")
	}
	if !read[bool](t, p, cellOf(1, 2, "0,0")+`.ariaSelected === "true" && `+cellOf(1, 2, "0,1")+`.ariaSelected === "false"`) {
		t.Error("the cell is not said to be selected")
	}
	// Space adds term by term, and does not scroll: a page on which its keydown
	// is taken does not. The driver sends the character apart from the key, and
	// that would scroll, so the key alone is sent.
	space := cellOf(1, 2, "0,0") + `.dispatchEvent(new KeyboardEvent("keydown", { key: " ", bubbles: true, cancelable: true }))`
	if read[bool](t, p, space) {
		t.Error("Space does what it does elsewhere, and scrolls")
	}
	p.await(t, row(1)+`.querySelector(".so-far")?.textContent.startsWith("So far, 1 of 3 terms: ")`)
	read[any](t, p, space)
	p.await(t, row(1)+`.querySelector(".so-far")?.textContent.startsWith("So far, 2 of 3 terms: ")`)
	// The term that has come last, and its cells, are marked as such.
	if have, want := p.lit(t, 1, "td.now"), p.lit(t, 1, "td.k1"); have != want || have == "" {
		t.Errorf("the cells of the second term: have %q marked, want %q", have, want)
	}
	if have := read[string](t, p, `[...`+row(1)+`.querySelectorAll(".say .now")].map((term) => [...term.classList].find((c) => /^k\d$/.test(c))).join(" ")`); strings.Trim(have, "k1 ") != "" || have == "" {
		t.Errorf("the terms marked have the colours %q, want k1 alone", have)
	}
	// Each of its terms has the colour of its cells.
	if have := read[bool](t, p, `(() => {
		const colour = (e, of) => getComputedStyle(e)[of];
		return [...`+row(1)+`.querySelectorAll(".say .terms:first-of-type .term")].slice(0, 2).every((term) => {
			const k = [...term.classList].find((c) => /^k\d$/.test(c));
			const cells = [...`+row(1)+`.querySelectorAll("td." + k)];
			return cells.length === 2 && cells.every((td) => colour(td, "outlineColor") === colour(term, "borderBottomColor"));
		});
	})()`); !have {
		t.Error("the terms do not have the colours of their cells")
	}
	// Everything that can be done can be reached.
	p.keys(t, kb.Tab)
	p.await(t, `document.activeElement.matches(".play")`)
	for range 3 {
		p.keys(t, kb.Tab)
	}
	p.await(t, `document.activeElement.matches(".steps select")`)
}

// TestAddressOfANumber: what is selected stands in the address, and whoever
// opens the address sees it.
func TestAddressOfANumber(t *testing.T) {
	p := openTab(t, explainedBook(t))
	p.stillness(t)
	p.open(t, "02-explained.html")
	p.await(t, `!!document.querySelector("figure.row .steps")`)
	read[any](t, p, cellOf(1, 2, "1,0")+`.click()`)
	p.await(t, `location.hash === "#dL-dK-1-0"`)
	p.open(t, "words.html")
	p.open(t, "02-explained.html#dL-dK-1-0")
	p.await(t, cellOf(1, 2, "1,0")+`.matches(".at")`)
	p.await(t, `(() => { const r = `+cellOf(1, 2, "1,0")+`.getBoundingClientRect(); return r.top > 0 && r.bottom < innerHeight; })()`)
	p.await(t, `document.activeElement === `+cellOf(1, 2, "1,0")) // so the arrow keys go on from there
}

// TestShowsItself: the first row of a chapter shows once, by itself, what it
// can do; not again, and not where motion is not wanted.
func TestShowsItself(t *testing.T) {
	p := openTab(t, explainedBook(t))
	shows := row(0) + `.matches(".lit") && ` + row(0) + `.querySelector(".so-far")?.textContent.startsWith("So far, 2 of 5 terms")`
	p.open(t, "02-explained.html")
	read[any](t, p, row(0)+`.scrollIntoView({ block: "center" })`)
	p.await(t, shows)
	p.await(t, `!`+row(0)+`.matches(".lit") && `+row(0)+`.querySelector(".steps span").textContent.startsWith("That was one of 16 numbers")`)
	if have := read[string](t, p, `localStorage.getItem("shown 02-explained.html") + location.hash`); have != "1" {
		t.Errorf("it is kept as %q that it was shown, and in the address", have)
	}
	read[any](t, p, `localStorage.clear()`)
	p.stillness(t)
	p.open(t, "02-explained.html")
	read[any](t, p, row(0)+`.scrollIntoView({ block: "center" })`)
	// What would begin after 900 ms has not begun after as many.
	p.await(t, `new Promise((done) => setTimeout(() => done(true), 1200))`)
	if read[bool](t, p, row(0)+`.matches(".lit")`) {
		t.Error("it moves although motion is not wanted")
	}
}

// TestProgramIsKept: the program is hidden until somebody asks for it, on the next
// page too then, and is hidden again as it was shown.
func TestProgramIsKept(t *testing.T) {
	p := openTab(t, explainedBook(t))
	p.stillness(t)
	const shown = `"program" in document.documentElement.dataset`
	for _, want := range []bool{false, true, false} {
		for range 2 {
			p.open(t, "02-explained.html")
			p.await(t, `!!document.querySelector("figure.row .steps")`)
			if have := read[[]bool](t, p, `[`+shown+`, document.querySelector("#program").checked]`); have[0] != want || have[1] != want {
				t.Errorf("the program is shown and the switch on: have %v, want %v", have, want)
			}
		}
		read[any](t, p, `document.querySelector("#program").click()`)
		p.await(t, fmt.Sprint(shown, ` === `, !want))
	}
}

// TestPhone: source, result and sum are in one screen, and no sum is cut.
func TestPhone(t *testing.T) {
	p := openTab(t, explainedBook(t))
	p.stillness(t)
	for _, wide := range []int64{360, 320} {
		p.do(t, chromedp.EmulateViewport(wide, 740))
		p.open(t, "02-explained.html")
		p.await(t, `!!document.querySelector("figure.row .steps")`)
		read[any](t, p, cellOf(0, 3, "1,2")+`.click()`)
		p.await(t, `(() => {
			const panel = `+row(0)+`.querySelector(".panel").getBoundingClientRect();
			return panel.bottom === innerHeight && [...`+row(0)+`.querySelectorAll(".at, .on")].every((td) => {
				const r = td.getBoundingClientRect();
				return r.top >= document.querySelector(".bar").getBoundingClientRect().bottom && r.bottom <= panel.top;
			});
		})()`)
		read[any](t, p, `document.querySelectorAll("details").forEach((d) => { d.open = true; })`)
		p.await(t, `document.querySelectorAll("details.elements .equation").length > 16`)
		if cut := read[[]string](t, p, `[...document.querySelectorAll(".equation")].filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent)`); len(cut) > 0 {
			t.Errorf("on a screen of %d pixels %d sums are cut: %s", wide, len(cut), cut[0])
		}
	}
}

// TestWithoutScript: the sums are a link away, and the program is a switch.
func TestWithoutScript(t *testing.T) {
	p := openTab(t, explainedBook(t))
	if _, err := chromedp.Run(p.ctx, func(ctx context.Context, target *chromedp.Target) (cdp.Empty, error) {
		return cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	}); err != nil {
		t.Fatal(err)
	}
	p.open(t, "02-explained.html")
	if have := read[string](t, p, row(0)+`.querySelector("p.all a").getAttribute("href")`); have != "02-explained-sums.html#sums-1" {
		t.Errorf("the sums are at %s", have)
	}
	const seen = `[...document.querySelectorAll(".program")].some((e) => e.getClientRects().length)`
	if read[bool](t, p, seen) {
		t.Error("the program is in view unasked")
	}
	read[any](t, p, `document.querySelector("#program").click()`)
	if !read[bool](t, p, seen) {
		t.Error("the switch does not show the program")
	}
	p.open(t, "02-explained-sums.html")
	if have := read[int](t, p, `document.querySelectorAll("#sums-1 ~ .equation, section:has(#sums-1) .equation").length`); have != 16 {
		t.Errorf("the page of the sums has %d of the first row, want 16", have)
	}
}
