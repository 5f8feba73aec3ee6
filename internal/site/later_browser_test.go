// A browser is another process, and WebAssembly starts none.

//go:build !js

package site

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	devpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// first has every page run a script before its own.
func (p *tab) first(t *testing.T, source string) {
	t.Helper()
	if _, err := chromedp.Run(p.ctx, func(ctx context.Context, target *chromedp.Target) (devpage.AddScriptToEvaluateOnNewDocumentResult, error) {
		return cdp.Call(ctx, target, devpage.AddScriptToEvaluateOnNewDocument, devpage.AddScriptToEvaluateOnNewDocumentParams{Source: source})
	}); err != nil {
		t.Fatal(err)
	}
}

// TestDrawnWithoutItsFaces: a page waits for its faces, and not for ever.
func TestDrawnWithoutItsFaces(t *testing.T) {
	p := openTab(t, explainedBook(t))
	for _, faces := range []string{
		`FontFace.prototype.load = () => new Promise(() => {})`,           // they do not come
		`FontFace.prototype.load = () => Promise.reject(new Error("no"))`, // they are not wanted
		`delete globalThis.FontFace`,
	} {
		p.first(t, faces)
		p.do(t, chromedp.Navigate(p.server.URL+"/02-explained.html"))
		p.await(t, `document.readyState === "complete" && document.querySelector("h1").getClientRects().length > 0`)
	}
}

// TestLaidOutLater: on a fresh visit what is far from the window waits until the
// browser has time, and then the page is what it is without waiting, as it is
// where somebody comes back or goes to an address within it.
func TestLaidOutLater(t *testing.T) {
	p := openTab(t, explainedBook(t))
	p.first(t, `globalThis.requestIdleCallback = (act) => (globalThis.waiting ??= []).push(act)`)
	p.do(t, chromedp.EmulateViewport(1280, 300))
	const (
		ready   = `document.readyState === "complete" && !!document.querySelector("section.exercise form")`
		waits   = `[...document.querySelectorAll("article > *")].filter((e) => getComputedStyle(e).contentVisibility === "auto").length`
		height  = `document.documentElement.scrollHeight`
		hasTime = `(() => { while (globalThis.waiting.length) globalThis.waiting.shift()(); return "fresh" in document.documentElement.dataset; })()`
	)
	p.open(t, "02-explained.html")
	p.await(t, ready+` && globalThis.waiting?.length > 0`)
	if have := read[int](t, p, waits); have < 3 {
		t.Errorf("a fresh visit: have %d parts that wait, want most of them", have)
	}
	if read[bool](t, p, hasTime) {
		t.Error("the page waits for ever")
	}
	if have := read[int](t, p, waits); have != 0 {
		t.Errorf("after that: have %d parts that wait, want none", have)
	}
	whole := read[float64](t, p, height)
	for _, visit := range []struct {
		name string
		step chromedp.Action[chromedp.Void]
	}{
		{"again", chromedp.Reload()},
		{"with an address", chromedp.Navigate(p.server.URL + "/02-explained.html?#exercise-1")},
	} {
		p.do(t, visit.step)
		p.await(t, ready)
		if have := read[int](t, p, waits); have != 0 {
			t.Errorf("%s: have %d parts that wait, want none", visit.name, have)
		}
		if have := read[float64](t, p, height); have != whole {
			t.Errorf("%s: the page is %v high, want %v", visit.name, have, whole)
		}
	}
}
