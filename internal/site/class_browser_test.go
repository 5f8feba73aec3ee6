// A browser is another process, and WebAssembly starts none.

//go:build !js

package site

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"backprop/internal/class"
	"backprop/internal/feedback"
	"backprop/internal/format"
	"backprop/internal/notebook"
)

// TestClassPages looks at a marked class as a teacher does, on a wide screen and
// on a phone, on paper and with a screen reader.
func TestClassPages(t *testing.T) {
	dir := t.TempDir()
	for name, from := range map[string]string{"Anna": "all-right", "Bartholomew Featherstonehaugh-Cholmondeley": "three-slips"} {
		data, err := os.ReadFile(filepath.Join("../../testdata/answers", from+".json"))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name+".json"), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "Cem.pdf"), []byte("%PDF"), 0o666); err != nil {
		t.Fatal(err)
	}
	example, err := notebook.WorkedExample()
	if err != nil {
		t.Fatal(err)
	}
	c, err := class.Grade(dir, class.Options{Example: example, Scheme: format.DefaultScheme()})
	if err != nil {
		t.Fatal(err)
	}
	files, err := feedback.Files(c)
	if err != nil {
		t.Fatal(err)
	}
	p := openFiles(t, files)
	for name := range files {
		if filepath.Ext(name) != ".html" {
			continue
		}
		address := strings.ReplaceAll(name, " ", "%20")
		for _, wide := range []int64{360, 1280} {
			p.do(t, chromedp.EmulateViewport(wide, 800))
			p.open(t, address)
			if have := read[int](t, p, `document.documentElement.scrollWidth`); int64(have) > wide {
				t.Errorf("%s: %d pixels wide on a screen of %d", name, have, wide)
			}
			if cut := read[[]string](t, p, `[...document.querySelectorAll("h1, h2, p, td.instead, td.who")].filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline").map((e) => e.textContent)`); len(cut) > 0 {
				t.Errorf("%s: on a screen of %d these are cut: %q", name, wide, cut)
			}
		}
		names := p.heard(t)
		for _, table := range append(names["table"], names["grid"]...) {
			if strings.TrimSpace(table) == "" {
				t.Errorf("%s: a table has no name", name)
			}
		}
		if have := p.printed(t); have > 2 {
			t.Errorf("%s: have %d printed pages, want 2 at most", name, have)
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.messages) > 0 {
		t.Errorf("the console says %q", p.messages)
	}
}
