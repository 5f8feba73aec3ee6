package site

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"backprop/internal/notebook"
)

// pageOf renders the sample book, changed, and returns the page of chapter 13.
func pageOf(t *testing.T, change func(*Chapter)) string {
	t.Helper()
	b := sampleBook(t)
	if change != nil {
		change(&b.Chapters[0])
	}
	files, err := Render(b)
	if err != nil {
		t.Fatal(err)
	}
	return string(files[b.Chapters[0].Name+".html"])
}

// TestOrder: prose, code and outputs come in reading order; code that only
// shows things comes folded, after what it showed.
func TestOrder(t *testing.T) {
	page := pageOf(t, func(c *Chapter) {
		for i := range c.Entries {
			mark := "shown:" + c.Entries[i].Output.Kind()
			if c.Entries[i].Output.Kind() != "exercise" {
				c.Entries[i].Output = raw{"<p>", mark, "</p>"}
			}
		}
	})
	marks := regexp.MustCompile(`shown:\w+|<h[12345]\b|<details class="code">|<div class="cell">|<section class="exercise"|class="callout \w+|<p class="lead">|<footer`)
	have := marks.FindAllString(page, -1)
	want := []string{
		"<h1", `<p class="lead">`,
		"shown:strip", `<details class="code">`, // frame, set-up and strip: one fold
		"<h2", `class="callout why`, "shown:row", `<details class="code">`,
		"<h2", "shown:equation", `<details class="code">`,
		"<h3", `<div class="cell">`, "shown:check",
		`class="callout slip`, `class="callout note`,
		"<h2", "shown:slip", "shown:table", "shown:figure", `<details class="code">`,
		"<h2", `<section class="exercise"`, "<h3", `<details class="code">`, // with the function after run
		"<footer",
	}
	if !slices.Equal(have, want) {
		t.Errorf("have %q\nwant %q", have, want)
	}
}

func TestFoldHoldsItsCode(t *testing.T) {
	page := pageOf(t, nil)
	fold := page[strings.Index(page, `<details class="code">`):]
	fold = fold[:strings.Index(fold, "</details>")]
	if !strings.HasPrefix(fold, `<details class="code"><summary>code</summary>`) {
		t.Errorf("fold begins %q", fold[:60])
	}
	for _, want := range []string{"package", "Classic", "Strip"} {
		if !strings.Contains(fold, want) {
			t.Errorf("the first fold does not hold %q:\n%s", want, fold)
		}
	}
}

// TestFunctionsAreFolded: the functions after run come folded, unless prose
// tells of them, and the last lines of run alone are not shown.
func TestFunctionsAreFolded(t *testing.T) {
	const summary = "<summary>the functions that this chapter uses</summary>"
	functions := "// like is shown"
	for _, tt := range []struct {
		name         string
		change       func(string) string
		folds, shown bool
	}{
		{"functions", func(s string) string { return s }, true, false},
		{"prose before them", func(s string) string {
			return strings.Replace(s, functions, "// A helper.\n\n"+functions, 1)
		}, false, true},
		{"none", func(s string) string {
			return strings.Replace(tailless(s, functions), "\treturn nil", "\t// ## End\n\n\treturn nil", 1)
		}, false, false},
	} {
		page := pageOf(t, func(c *Chapter) { c.Source = tt.change(c.Source) })
		if have := strings.Contains(page, summary); have != tt.folds {
			t.Errorf("%s: folded %v, want %v", tt.name, have, tt.folds)
		}
		last := page[strings.LastIndex(page, "<h2 "):]
		if have := strings.Contains(last, `<div class="cell">`); have != tt.shown {
			t.Errorf("%s: in view %v, want %v", tt.name, have, tt.shown)
		}
		if tt.name == "none" && strings.Contains(last, "return") {
			t.Errorf("%s: the last lines of run are shown", tt.name)
		}
	}
	page := pageOf(t, func(c *Chapter) {
		c.Source = tailless(c.Source, functions) + "const like = 2\n"
	})
	if !strings.Contains(page, "<summary>the definitions that this chapter uses</summary>") {
		t.Error("constants after run are not folded under their name")
	}
}

// tailless is the text before a mark.
func tailless(s, mark string) string { return s[:strings.Index(s, mark)] }

// TestOutputsOfALoop: what a line showed several times stays in order.
func TestOutputsOfALoop(t *testing.T) {
	page := pageOf(t, func(c *Chapter) {
		line := lineOf(t, c.Source, "nb.Row(")
		c.Entries = []notebook.Entry{
			{Line: line, Output: raw{"", "first", ""}},
			{Line: line, Output: raw{"", "second", ""}},
			{Line: 1, Output: raw{"", "zeroth", ""}}, // prose shows nothing, but nothing is lost
			{Line: 0, Output: raw{"", "nowhere", ""}},
		}
	})
	if !strings.Contains(page, "nowhere") {
		t.Error("an output that no cell showed is lost")
	}
	z, a, b := strings.Index(page, "zeroth"), strings.Index(page, "first"), strings.Index(page, "second")
	if z < 0 || a < z || b < a {
		t.Errorf("have zeroth at %d, first at %d, second at %d; want them in this order", z, a, b)
	}
}

func TestFailure(t *testing.T) {
	page := pageOf(t, func(c *Chapter) { c.Failure = "chapters/13-one-weight-many-uses/main.go:20: x < y is wrong" })
	if !strings.Contains(page, `<div class="failure">`) || !strings.Contains(page, "main.go:20: x &lt; y is wrong") {
		t.Error("the page does not say why")
	}
	for _, no := range []string{`<figure class="row"`, `class="check"`, "<svg class"} {
		if strings.Contains(page, no) {
			t.Errorf("the page of a failed chapter shows %s", no)
		}
	}
	if !strings.Contains(page, "A weight is used many times") {
		t.Error("the prose is lost")
	}
}
