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
// shows things is part of the program, after what it showed.
func TestOrder(t *testing.T) {
	page := pageOf(t, func(c *Chapter) {
		for i := range c.Entries {
			mark := "shown:" + c.Entries[i].Output.Kind()
			if c.Entries[i].Output.Kind() != "exercise" {
				c.Entries[i].Output = &notebook.Sentence{Markdown: mark}
			}
		}
	})
	marks := regexp.MustCompile(`shown:\w+|<h[12345]\b|<div class="program">|<div class="cell">|<div class="listing">|<section class="exercise"|class="callout \w+|<p class="lead">|<footer`)
	have := marks.FindAllString(page, -1)
	want := []string{
		"<h1", `<p class="lead">`,
		"shown:strip", `<div class="program">`, // frame, set-up and strip: one fold
		"<h2", `class="callout why`, "shown:row", `<div class="program">`,
		"<h2", "shown:equation", `<div class="program">`,
		"<h3", `<div class="cell">`, `<div class="listing">`, `<div class="program">`, "shown:check",
		`class="callout slip`, `class="callout note`,
		"<h2", "shown:slip", "shown:table", "shown:figure", `<div class="program">`,
		"<h2", `<section class="exercise"`, "<h3", `<div class="program">`, // with the function after run
		"<h2", // the answers, on paper
		"<footer",
	}
	if !slices.Equal(have, want) {
		t.Errorf("have %q\nwant %q", have, want)
	}
}

func TestProgramHoldsItsCode(t *testing.T) {
	page := pageOf(t, nil)
	_, program, _ := strings.Cut(page, programOpen)
	program, _, _ = strings.Cut(program, programClose)
	for _, want := range []string{"package", "Classic", "Strip"} {
		if !strings.Contains(program, want) {
			t.Errorf("the first part of the program does not hold %q:\n%s", want, program)
		}
	}
	listing, whole := page[strings.Index(page, `<div class="listing">`):], ""
	listing, whole, _ = strings.Cut(listing, programOpen)
	whole, _, _ = strings.Cut(whole, programClose)
	if strings.Contains(listing, "Check") || !strings.Contains(whole, "Check") {
		t.Errorf("the listing shows the check, or the program does not:\n%s\n%s", listing, whole)
	}
	if have := withoutProgram(page); strings.Contains(have, programOpen) || strings.Contains(have, "package") || !strings.Contains(have, "One weight in full") {
		t.Error("without the program the page has some of it, or lost the text")
	}
}

// TestFunctionsAreProgram: the functions after run are part of the program,
// unless prose tells of them, and the last lines of run alone are not shown.
func TestFunctionsAreProgram(t *testing.T) {
	functions := "// like is shown"
	for _, tt := range []struct {
		name           string
		change         func(string) string
		program, shown bool
	}{
		{"functions", func(s string) string { return s }, true, false},
		{"prose before them", func(s string) string {
			return strings.Replace(s, functions, "// A helper.\n\n"+functions, 1)
		}, true, true}, // of main
		{"none", func(s string) string {
			return strings.Replace(tailless(s, functions), "\treturn nil", "\t// ## End\n\n\treturn nil", 1)
		}, false, false},
	} {
		page := pageOf(t, func(c *Chapter) { c.Source = tt.change(c.Source) })
		last := page[strings.LastIndex(page, "<h2 "):]
		if have := strings.Contains(last, programOpen); have != tt.program {
			t.Errorf("%s: in the program %v, want %v", tt.name, have, tt.program)
		}
		if have := strings.Contains(last, `<div class="cell">`); have != tt.shown {
			t.Errorf("%s: in view %v, want %v", tt.name, have, tt.shown)
		}
		if tt.name == "none" && strings.Contains(last, "return") {
			t.Errorf("%s: the last lines of run are shown", tt.name)
		}
	}
}

// TestChecks: the checks of a section stand in one line at its end.
func TestChecks(t *testing.T) {
	for _, test := range []struct {
		list []*notebook.Check
		want string
	}{
		{[]*notebook.Check{{What: "a", Elements: 16, OK: true}}, `<p class="check">✓ a`},
		{[]*notebook.Check{{What: "a", Elements: 16, OK: true}, {What: "b", Elements: 4, OK: true}},
			`<details class="checks"><summary>✓ 2 checks, 20 numbers compared: all agree</summary>`},
		{[]*notebook.Check{{What: "a", Elements: 16, OK: true}, {What: "b", Elements: 4}},
			`<details class="checks failed" open><summary>✗ 1 of 2 checks failed</summary>`},
	} {
		page := pageOf(t, func(c *Chapter) {
			line := lineOf(t, c.Source, "nb.Row(")
			c.Entries = nil
			for _, check := range test.list {
				c.Entries = append(c.Entries, notebook.Entry{Line: line, Output: check})
			}
			c.Entries = append(c.Entries, notebook.Entry{Line: line, Output: &notebook.Sentence{Markdown: "the row"}})
		})
		after, check := strings.Index(page, "the row"), strings.Index(page, test.want)
		if check < after || after < 0 {
			t.Errorf("the output at %d, the checks at %d; want %s after it", after, check, test.want)
			continue
		}
		if between := page[after:check]; strings.Contains(between, "<h2 ") || !strings.HasPrefix(strings.TrimLeft(page[strings.Index(page[check:], "<h2 ")+check:], " "), "<h2 ") {
			t.Errorf("the checks do not stand at the end of their section: %s", between)
		}
	}
}

// TestAnswersOnPaper: the answers stand once more at the end of the chapter,
// for paper, and the foot of each sheet has the chapter's title.
func TestAnswersOnPaper(t *testing.T) {
	files, err := Render(sampleBook(t))
	if err != nil {
		t.Fatal(err)
	}
	page := string(files["13-one-weight-many-uses.html"])
	_, answers, _ := strings.Cut(page, `<section class="key"><h2>Answers</h2>`)
	answers, after, _ := strings.Cut(answers, "</section>")
	if n := strings.Count(page, `<section class="exercise"`); n == 0 || strings.Count(answers, "<li><b>Exercise ") != n {
		t.Errorf("have %d exercises and the answers\n%s", n, answers)
	}
	if !strings.HasPrefix(after, "\n</article>") || strings.Contains(answers, "<summary>") {
		t.Errorf("the answers are not the end of the chapter, or fold something: %s", answers)
	}
	css := string(files["assets/book.css"])
	for _, want := range []string{`@page paper-13 { @bottom-left { content: "Backprop, Number by Number · 13 One weight, many uses"; } }`, ".paper-13 { page: paper-13; }"} {
		if !strings.Contains(css, want) {
			t.Errorf("no rule %s", want)
		}
	}
	if !strings.Contains(page, `<main id="main" class="paper-13">`) || !strings.Contains(string(files["book.html"]), `class="paper-13"`) {
		t.Error("the chapter is not set on its own sheets")
	}
}

// tailless is the text before a mark.
func tailless(s, mark string) string { return s[:strings.Index(s, mark)] }

// TestOutputsOfALoop: what a line showed several times stays in order.
func TestOutputsOfALoop(t *testing.T) {
	page := pageOf(t, func(c *Chapter) {
		line := lineOf(t, c.Source, "nb.Row(")
		c.Entries = []notebook.Entry{
			{Line: line, Output: &notebook.Sentence{Markdown: "first"}},
			{Line: line, Output: &notebook.Sentence{Markdown: "second"}},
			{Line: 1, Output: &notebook.Sentence{Markdown: "zeroth"}}, // prose shows nothing, but nothing is lost
			{Line: 0, Output: &notebook.Sentence{Markdown: "nowhere"}},
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
	if !strings.Contains(page, "</a> is used many times") {
		t.Error("the prose is lost")
	}
}
