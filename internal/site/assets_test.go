package site

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"

	"backprop/internal/markup"
	shared "backprop/internal/site/assets"
)

// TestWeight: what a page loads before it is read stays small.
func TestWeight(t *testing.T) {
	files, err := assets(false)
	if err != nil {
		t.Fatal(err)
	}
	weigh := func(names ...string) (sum int) {
		for _, name := range names {
			var b bytes.Buffer
			w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
			_, _ = w.Write(files[name])
			_ = w.Close()
			sum += b.Len()
		}
		return sum
	}
	if have := weigh("assets/head.js", "assets/book.js", "assets/explain.js"); have > 15<<10 {
		t.Errorf("the scripts weigh %d bytes, want at most %d", have, 15<<10)
	}
	if have := weigh("assets/head.js", "assets/book.js", "assets/sheet.js"); have > 25<<10 {
		t.Errorf("the scripts of the front page weigh %d bytes, want at most %d", have, 25<<10)
	}
	if have := weigh("assets/head.js", "assets/book.js", "assets/explain.js", "assets/book.css", "assets/explain.css"); have > 30<<10 {
		t.Errorf("scripts and styles weigh %d bytes, want at most %d", have, 30<<10)
	}
}

// TestMeasures: every class that a grid may name has its rule.
func TestMeasures(t *testing.T) {
	rules := string(shared.Measures())
	for _, want := range []string{".w1 { --w: 1; }", fmt.Sprintf(".w%d { --w: %[1]d; }", markup.WidthClasses), ".t0 { --t: 0; }", ".t7 { --t: 0.7; }", ".t10 { --t: 1; }"} {
		if !strings.Contains(rules, want+"\n") {
			t.Errorf("no rule %s", want)
		}
	}
}
