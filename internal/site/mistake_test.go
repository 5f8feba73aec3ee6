package site

import (
	"bytes"
	"strings"
	"testing"

	"backprop/internal/notebook"
)

// mistakesBook is a chapter with an exercise that names three mistakes, and a
// chapter that tells of one of them under a heading that it computes.
func mistakesBook() Book {
	const source = "// # %\n//\n// Lead.\n\npackage main\n\nfunc run() {\n\t// ## Of two\n\n\tshow()\n}\n"
	heading := func(text string) notebook.Entry {
		return notebook.Entry{Line: 10, Output: &notebook.Sentence{Markdown: text}}
	}
	return Book{Chapters: []Chapter{
		{Name: "02-asks", Source: strings.Replace(source, "%", "Asks", 1), Entries: []notebook.Entry{
			{Line: 10, Output: &notebook.Exercise{Number: 1, Question: "What?", Answers: []notebook.Answer{{Name: "x", Value: 1, Wrong: []notebook.Wrong{
				{Value: 2, Mistake: "gate-forgotten", Did: "left out the gate"},
				{Value: 3, Mistake: "one-filter", Did: "took one kernel"},
				{Value: 4, Mistake: "of-two", Did: "took the other"},
				{Value: 5, Did: "guessed"},
				{Value: 6, Mistake: "twice-told", Did: "did it again"},
			}}}}},
		}},
		{Name: "19-tells", Source: strings.Replace(source, "%", "Tells", 1), Entries: []notebook.Entry{
			heading("#### gate-forgotten"), heading("#### gate-forgotten again"), heading("#### of-two"), heading("one-filter"), heading("### twice-told"), heading("### twice-told"),
		}},
	}}
}

// TestMistakesAreLinked: a mistake that the book tells of is a link to there,
// on the page and on that of the whole book, with the answer and, for paper, at
// the end of the chapter. Any other stays a name.
func TestMistakesAreLinked(t *testing.T) {
	files, err := Render(mistakesBook())
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		file, text string
		want       int
	}{
		{"02-asks.html", `you probably left out the gate (<a href="19-tells.html#gate-forgotten">gate-forgotten</a>).`, 2},
		{"02-asks.html", `you probably took one kernel (<a data-mistake="one-filter">one-filter</a>).`, 2},
		{"02-asks.html", `you probably took the other (<a data-mistake="of-two">of-two</a>).`, 2}, // a heading of the prose has the anchor
		{"02-asks.html", "you probably guessed.", 2},
		{"19-tells.html", `<h4 id="gate-forgotten">gate-forgotten <a class="anchor" href="#gate-forgotten"`, 1},
		{"19-tells.html", `id="gate-forgotten"`, 1},
		{"19-tells.html", `id="of-two"`, 1},
		{"19-tells.html", `id="one-filter"`, 0},
		{"19-tells.html", `id="twice-told"`, 0}, // no anchor may be there twice
		{"book.html", `<a href="#chapter-19-tells.gate-forgotten">gate-forgotten</a>`, 2},
		{"book.html", `<h5 id="chapter-19-tells.gate-forgotten">`, 1},
		{"02-asks.ipynb", "you probably left out the gate (`gate-forgotten`).", 1},
		{"02-asks.ipynb", `#gate-forgotten`, 0},
		{"02-asks.md", "x$ = 1\n\n- If you have 2, you probably left out the gate (`gate-forgotten`).\n- If you have 3, you probably took one kernel (`one-filter`).\n", 1},
	} {
		if have := strings.Count(string(files[test.file]), test.text); have != test.want {
			t.Errorf("%s: have %s %d times, want %d", test.file, test.text, have, test.want)
		}
	}
}

// TestMistakeWithoutItsChapter: a book may have no chapter on mistakes, or one
// that did not run.
func TestMistakeWithoutItsChapter(t *testing.T) {
	alone, failed := mistakesBook(), mistakesBook()
	alone.Chapters = alone.Chapters[:1]
	failed.Chapters[1].Entries, failed.Chapters[1].Failure = nil, "boom"
	for name, b := range map[string]Book{"alone": alone, "failed": failed} {
		files, err := Render(b)
		if err != nil {
			t.Fatal(err)
		}
		if page := string(files["02-asks.html"]); strings.Contains(page, "#gate-forgotten") || !strings.Contains(page, `<a data-mistake="gate-forgotten">`) {
			t.Errorf("%s: the mistake has a link", name)
		}
	}
}

// TestRendererFollowsMistakes: a page that was kept is made again when another
// chapter tells of a mistake that it names, or no longer does.
func TestRendererFollowsMistakes(t *testing.T) {
	var r Renderer
	whole := mistakesBook()
	untold := mistakesBook()
	untold.Chapters[1].Entries = untold.Chapters[1].Entries[1:]
	untold.Chapters[0] = whole.Chapters[0] // the very same: it would be kept
	for i, b := range []Book{whole, untold, whole} {
		want, err := Render(b)
		if err != nil {
			t.Fatal(err)
		}
		have, err := r.Render(b)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(have["02-asks.html"], want["02-asks.html"]) {
			t.Errorf("book %d: the page is not what a new Renderer makes", i)
		}
	}
}
