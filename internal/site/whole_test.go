package site

import (
	"regexp"
	"strings"
	"testing"
)

// TestWholeBook: every chapter is there, in order, and its links lead to the
// same page. That no anchor is there twice and that each link has its own is
// what TestLinksLeadSomewhere holds, for this page too.
func TestWholeBook(t *testing.T) {
	files, err := Render(sampleBook(t))
	if err != nil {
		t.Fatal(err)
	}
	page := string(files["book.html"])
	at := 0
	for _, want := range []string{
		`<a href="#chapter-02-sliding-a-window"><span class="number">02</span>`,
		`<article id="chapter-02-sliding-a-window" class="paper-02">`, "<h2>Sliding a window</h2>",
		`<article id="chapter-11-where-errors-go" class="paper-11">`, "<h2>Where errors go</h2>",
		`<article id="chapter-13-one-weight-many-uses" class="paper-13">`, "<h2>One weight, many uses</h2>", `<p class="lead">The error has reached`,
		`<a href="#chapter-11-where-errors-go" aria-label="`,
		`<h3 id="chapter-13-one-weight-many-uses.the-formula">The formula <a class="anchor" href="#chapter-13-one-weight-many-uses.the-formula"`,
		`<a href="#chapter-02-sliding-a-window.the-rule">the rule of the forward pass</a>`,
		`<a href="words.html#kernel">`,
		`<h4 id="chapter-13-one-weight-many-uses.in-code">`,
		`aria-labelledby="chapter-13-one-weight-many-uses.figure-`,
		`<section class="exercise" id="chapter-13-one-weight-many-uses.exercise-1" aria-label="Exercise 1"><h4>Exercise 1</h4>`,
		`<p class="run">`,
	} {
		if want == `<p class="run">` {
			if strings.Contains(page, want) {
				t.Errorf("the page holds %s, which belongs to the chapters' own", want)
			}
			continue
		}
		i := strings.Index(page[at:], want)
		if i < 0 {
			t.Fatalf("after byte %d the page does not hold %s", at, want)
		}
		at += i + len(want)
	}
	main := page[strings.Index(page, "<main"):]
	if m := regexp.MustCompile(`href="[0-9]{2}-[^"]*"`).FindString(main); m != "" {
		t.Errorf("a link leaves the page: %s", m)
	}
	if n := strings.Count(main, "<h1"); n != 1 {
		t.Errorf("%d headings of level 1, want 1", n)
	}
	if !strings.Contains(string(files["index.html"]), `<a href="book.html">`) {
		t.Error("no link on the front page")
	}
}

func TestInWhole(t *testing.T) {
	var faults faults
	c := newContents(sampleBook(t).Chapters, &faults)
	e := c.byName["13-one-weight-many-uses"]
	for _, tt := range []struct{ html, want string }{
		{`<p id="a">`, `<p id="chapter-13-one-weight-many-uses.a">`},
		{`<svg aria-labelledby="a b">`, `<svg aria-labelledby="chapter-13-one-weight-many-uses.a chapter-13-one-weight-many-uses.b">`},
		{`<a class="x" href="11-where-errors-go.html">`, `<a class="x" href="#chapter-11-where-errors-go">`},
		{`<a href="12-not-written.html#a">`, `<a href="12-not-written.html#a">`},
		{`<a href="https://go.dev/#a">`, `<a href="https://go.dev/#a">`},
		{`<li data-id="a"> id="a" &lt;p id=&#34;a&#34;`, `<li data-id="a"> id="a" &lt;p id=&#34;a&#34;`},
		{`<h2 id="a">x</h2><h3>y</h3><hr><header>`, `<h3 id="chapter-13-one-weight-many-uses.a">x</h3><h4>y</h4><hr><header>`},
	} {
		if have := c.inWhole(e, tt.html); have != tt.want {
			t.Errorf("%s\nhave %s\nwant %s", tt.html, have, tt.want)
		}
	}
}
