//go:build !js

package site

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestSheetInBrowser: a number lights its way, by pointer and by keys, and
// Play fills the sheet and gives it back as it was.
func TestSheetInBrowser(t *testing.T) {
	p := openTab(t, withSheet(t))
	p.open(t, "index.html")
	const (
		line   = `document.querySelector(".sheet-line").textContent`
		weight = `[...document.querySelectorAll(".sheet table")].find((e) => e.getAttribute("aria-label") === "∂L/∂K, 2 by 2").querySelector("td")`
		lit    = `document.querySelectorAll(".sheet .bw td.on").length`
	)
	p.await(t, `!document.querySelector(".sheet-bar").hidden`)
	read[any](t, p, weight+`.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" }))`)
	p.await(t, weight+`.matches(".me") && `+line+`.startsWith("∂L/∂K[0,0] ≈ ")`)
	if have := read[int](t, p, lit); have != 1+3+3+3+3+3 { // K, the three in each of Z, A, P, f, and three scores
		t.Errorf("have %d gradients lit", have)
	}
	if have := read[int](t, p, `document.querySelectorAll(".sheet .fw.value td.use").length`); have != 3 {
		t.Errorf("have %d pixels that the sum uses, want 3", have)
	}
	if have := read[string](t, p, `document.querySelector(".sheet-line a").getAttribute("href")`); have != "13-one-weight-many-uses.html" {
		t.Errorf("the line leads to %s", have)
	}
	if read[int](t, p, `document.querySelectorAll(".sheet-lines path").length`) == 0 {
		t.Error("no lines are drawn")
	}

	if have := read[string](t, p, `[...document.querySelectorAll('.sheet td[tabindex="0"]')].map((td) => td.closest("table").getAttribute("aria-label") + " at " + td.dataset.at).join()`); have != "X, 5 by 5 at 0,0" {
		t.Errorf("the Tab key stops at %s", have)
	}
	read[any](t, p, `document.querySelector(".sheet td").focus()`)
	p.keys(t, kb.ArrowRight)
	p.await(t, `document.activeElement.dataset.at === "0,1" && `+line+`.startsWith("X[0,1] = ")`)
	p.await(t, `location.hash === "#X-0-1"`)
	// Past the end of the image comes the kernel, and the chapter is that of the
	// gradient that its line tells.
	for range 3 {
		p.keys(t, kb.ArrowRight)
	}
	for range 4 {
		p.keys(t, kb.ArrowDown)
	}
	p.await(t, `location.hash === "#X-4-4"`)
	p.keys(t, kb.ArrowRight)
	p.await(t, `document.activeElement.closest("table").getAttribute("aria-label") === "K, 2 by 2" && document.querySelector(".sheet-line a").getAttribute("href") === "13-one-weight-many-uses.html"`)
	p.keys(t, kb.Escape)
	p.await(t, `!document.querySelector(".sheet").matches(".lit")`)
	read[any](t, p, `location.hash = "#dL-dK-0-0"`) // a number has an address
	p.await(t, weight+`.matches(".me")`)

	read[any](t, p, `document.querySelector(".sheet-bar .forth").click()`)
	p.await(t, `document.querySelectorAll(".sheet td.in").length === 25`)
	for read[bool](t, p, `document.querySelector(".sheet").matches(".playing")`) {
		read[any](t, p, `document.querySelector(".sheet-bar .forth").click()`)
	}
	if have := read[int](t, p, `document.querySelectorAll(".sheet td.in, .sheet td.flash").length`); have != 0 {
		t.Errorf("%d cells keep what Play gave them", have)
	}
	read[any](t, p, `document.querySelector(".sheet-bar .play").click()`)
	p.await(t, `document.querySelector(".sheet").matches(".playing")`)

	for _, wide := range []int64{1280, 360} {
		p.do(t, chromedp.EmulateViewport(wide, 900))
		p.open(t, "index.html")
		if have := read[int](t, p, `document.documentElement.scrollWidth`); have > int(wide) {
			t.Errorf("the front page is %d pixels wide on a screen of %d", have, wide)
		}
		if have := read[int](t, p, `document.querySelector(".sheet-room").scrollWidth - document.querySelector(".sheet-room").clientWidth`); have > 0 {
			t.Errorf("on a screen of %d the sheet is %d pixels too wide", wide, have)
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.messages) > 0 {
		t.Errorf("the console says %q", p.messages)
	}
}
