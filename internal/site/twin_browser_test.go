// A browser is another process, and WebAssembly starts none.

//go:build !js

package site

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestTwinTabs: Go and NumPy are tabs as a screen reader and the keyboard know
// them, one choice counts for all of a page and for the next one, and what was
// clicked stays where it is.
func TestTwinTabs(t *testing.T) {
	b := sampleBook(t)
	back := &b.Chapters[0]
	back.Source = strings.Replace(back.Source, "	nb.Check(", "	// And once more:\n\n	for range 9 {\n		dK.Add(0, 0, 0)\n	}\n	nb.Check(", 1)
	back.Entries = nil
	back.Twin = sampleTwin + "# %% in-code\nagain = 1\n"
	p := openTab(t, b)
	p.open(t, "13-one-weight-many-uses.html")
	const page = "13-one-weight-many-uses.html"
	shown := func() string {
		return read[string](t, p, `[...document.querySelectorAll("[role=tabpanel]")].filter((e) => e.getClientRects().length)
			.map((e) => document.getElementById(e.getAttribute("aria-labelledby")).textContent + ": " + e.querySelector("code").textContent.split(/\W/)[0]).join(", ")`)
	}
	const goes, numpy = "Go: dK, Go: for", "NumPy: dK, NumPy: again"
	if have := shown(); have != goes {
		t.Fatalf("at first: have %q, want %q", have, goes)
	}
	const states = `[...document.querySelectorAll("[role=tablist] [role=tab]")].map((e) => e.getAttribute("aria-selected") + e.tabIndex +
		(document.getElementById(e.getAttribute("aria-controls")).hidden ? "hidden" : "")).join(" ")`
	if have, want := read[string](t, p, states), "true0 false-1hidden true0 false-1hidden"; have != want {
		t.Errorf("the tabs: have %q, want %q", have, want)
	}
	tab := func(n int) string { return `document.querySelectorAll("[role=tab]")[` + string(rune('0'+n)) + `]` }
	top := func() float64 {
		return read[float64](t, p, tab(3)+`.getBoundingClientRect().top`)
	}
	// Not every browser holds on to what is in view by itself.
	read[any](t, p, `document.documentElement.style.overflowAnchor = "none"`)
	read[any](t, p, tab(3)+`.scrollIntoView({ block: "start" })`)
	before := top()
	read[any](t, p, tab(3)+`.click()`)
	if have := shown(); have != numpy {
		t.Errorf("clicked: have %q, want %q", have, numpy)
	}
	if after := top(); after < before-1 || after > before+1 {
		t.Errorf("what was clicked moved from %v to %v", before, after)
	}
	p.open(t, page)
	if have := shown(); have != numpy {
		t.Errorf("on the next page: have %q, want %q", have, numpy)
	}
	read[any](t, p, tab(1)+`.focus()`)
	for _, step := range []struct{ key, at, want string }{
		{kb.ArrowLeft, tab(0), goes}, {kb.ArrowLeft, tab(1), numpy}, {kb.ArrowRight, tab(0), goes},
		{kb.End, tab(1), numpy}, {kb.End, tab(1), numpy}, {kb.Home, tab(0), goes},
	} {
		p.keys(t, step.key)
		p.await(t, `document.activeElement === `+step.at)
		if have := shown(); have != step.want {
			t.Errorf("a key: have %q, want %q", have, step.want)
		}
	}
	p.open(t, page)
	if have := shown(); have != goes {
		t.Errorf("and back: have %q, want %q", have, goes)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.messages) > 0 {
		t.Errorf("the browser says %q", p.messages)
	}
}
