package main

import (
	"bytes"
	"context"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	printer "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// What a chapter's page may weigh, compressed, and how many elements it may
// have; and how many sheets of A4 chapter 11 may take, which had 26.
const (
	mostBytes    = 60 << 10
	mostElements = 15_000
	mostSheets   = 10
)

// testLight weighs the page that the browser shows, before a script has built
// anything that a reader asked for.
func testLight(t *testing.T, b *tab, name string) {
	t.Helper()
	size, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]int](`(async () => {
		const zipped = (await fetch(location.href)).body.pipeThrough(new CompressionStream("gzip"));
		return [(await new Response(zipped).arrayBuffer()).byteLength, document.querySelectorAll("*").length];
	})()`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%-40s %6d bytes compressed, %6d elements", name, size[0], size[1])
	if size[0] > mostBytes || size[1] > mostElements {
		t.Errorf("%s: %d bytes compressed and %d elements, want at most %d and %d", name, size[0], size[1], mostBytes, mostElements)
	}
}

// testSheets prints a chapter that once had no end on paper.
func testSheets(t *testing.T, b *tab, url string) {
	b.open(t, url+"/11-max-pooling-backward.html")
	pdf, err := chromedp.Run(b.ctx, func(ctx context.Context, target *chromedp.Target) (printer.PrintToPDFResult, error) {
		return cdp.Call(ctx, target, printer.PrintToPDF, printer.PrintToPDFParams{PaperWidth: 8.27, PaperHeight: 11.69})
	})
	if err != nil {
		t.Fatal(err)
	}
	if sheets := bytes.Count(pdf.Data, []byte("/Type /Page\n")); sheets < 2 || sheets > mostSheets {
		t.Errorf("chapter 11 is printed on %d sheets, want at most %d", sheets, mostSheets)
	} else {
		t.Logf("chapter 11 is printed on %d sheets", sheets)
	}
}
