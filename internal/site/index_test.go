package site

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"backprop/internal/notebook"
)

// A foundPage is a page as the search index holds it.
type foundPage struct {
	file, number, title string
	sections            [][3]string // anchor, heading, text
}

// readIndex reads the index as a browser would.
func readIndex(t *testing.T, script []byte) []foundPage {
	t.Helper()
	js, opened := bytes.CutPrefix(script, []byte("const searchIndex = "))
	js, closed := bytes.CutSuffix(js, []byte(";\n"))
	if !opened || !closed {
		t.Fatalf("the index is not one constant: %.60s…", script)
	}
	var list [][4]json.RawMessage
	if err := json.Unmarshal(js, &list); err != nil {
		t.Fatal(err)
	}
	var pages []foundPage
	for _, raw := range list {
		var p foundPage
		for i, to := range []any{&p.file, &p.number, &p.title, &p.sections} {
			if err := json.Unmarshal(raw[i], to); err != nil {
				t.Fatal(err)
			}
		}
		pages = append(pages, p)
	}
	return pages
}

func sampleIndex(t *testing.T) ([]foundPage, map[string][]byte) {
	t.Helper()
	files, err := Render(sampleBook(t))
	if err != nil {
		t.Fatal(err)
	}
	return readIndex(t, files["assets/search-index.js"]), files
}

func TestIndexedSections(t *testing.T) {
	pages, _ := sampleIndex(t)
	var files []string
	for _, p := range pages {
		files = append(files, p.file)
	}
	if want := []string{"index.html", "02-sliding-a-window.html", "11-where-errors-go.html", "13-one-weight-many-uses.html", "words.html", "cheat-sheet.html", "teaching.html", "slides.html", "measured.html"}; !slices.Equal(files, want) {
		t.Fatalf("have pages %q, want %q", files, want)
	}
	if p := pages[3]; p.number != "13" || p.title != "One weight, many uses" {
		t.Errorf("have %q %q", p.number, p.title)
	}
	want := [][3]string{
		{"", "One weight, many uses", "The error has reached ∂L/∂Z. How much of it does each weight of the kernel answer for?"},
		{"the-formula", "The formula", "∂L/∂K[m,n] = Σ_{i,j} ∂L/∂Z[i,j] X[i+m,j+n]"},
		{"one-weight-in-full", "One weight in full", "≈ −0.0268"},
		{"in-code", "In code", "A note without a title, with code a < b and nothing else."},
		{"what-people-do-wrong", "What people do wrong", "What each use of K[1,0] brings use error input term Z[0,0] 0.1434 2 0.2868"},
		{"try-it", "Try it", "Compute one element by hand."},
		{"exercise-1", "Exercise 1", "What would ∂L/∂K[1,0] be if X[3,3] were 0?"},
	}
	have := pages[3].sections
	if len(have) != len(want) {
		t.Fatalf("have %d sections, want %d: %q", len(have), len(want), have)
	}
	for i, w := range want {
		if h := have[i]; h[0] != w[0] || h[1] != w[1] || !strings.Contains(h[2], w[2]) {
			t.Errorf("section %d:\nhave %q\nwant %q", i, h, w)
		}
	}
}

// TestIndexLeadsSomewhere: each section that the index knows has its anchor.
func TestIndexLeadsSomewhere(t *testing.T) {
	pages, files := sampleIndex(t)
	if bytes.Contains(files["assets/search-index.js"], []byte(`\u00`)) {
		t.Error("signs are escaped that need not be")
	}
	for _, p := range pages {
		for _, s := range p.sections {
			file, anchor := p.file, s[0]
			if file == "index.html" { // a question leads to the section that answers it
				file, anchor, _ = strings.Cut(s[0], "#")
			}
			if files[file] == nil || anchor != "" && !bytes.Contains(files[file], []byte(` id="`+anchor+`"`)) {
				t.Errorf("%s has no anchor %q", file, anchor)
			}
			if strings.ContainsAny(s[2], "$\n") || s[1] == "" {
				t.Errorf("%s#%s: have heading %q, text %q; want bare text", p.file, s[0], s[1], s[2])
			}
		}
	}
}

// TestIndexGivesNoAnswerAway: what an exercise asks can be found, what it
// answers cannot. Numbers of matrices are no words.
func TestIndexGivesNoAnswerAway(t *testing.T) {
	_, files := sampleIndex(t)
	for _, no := range []string{"0.1567", "The third term is 0", "One term goes", "−0.3271"} {
		if bytes.Contains(files["assets/search-index.js"], []byte(no)) {
			t.Errorf("the index holds %q", no)
		}
	}
}

func TestSaid(t *testing.T) {
	long := &notebook.Equation{Left: "s", Steps: []notebook.Step{
		{Relation: "=", Terms: []string{"a", "+ b", "+ c", "+ d", "+ e"}}, {Relation: "=", Terms: []string{"5"}}}}
	for _, tt := range []struct {
		name   string
		output notebook.Output
		want   string
	}{
		{"equation", sampleEquation(), "∂L/∂K[1,0] = ∂L/∂Z[0,0] X[1,0] + ∂L/∂Z[1,2] X[2,2] + ∂L/∂Z[2,3] X[3,3] ≈ −0.0268"},
		{"long sum", long, "s = 5"},
		{"derivations", &notebook.Derivations{Name: "s", Equations: []*notebook.Equation{long}, Note: "All of $s$."}, "s = 5 All of s."},
		{"row", sampleRow(), "X ⋆ ∂L/∂Z ≈ ∂L/∂K The error map plays the kernel: X ⋆ ∂L/∂Z."},
		{"figure", sampleFigure(), "The loss falls. The loss over twenty steps of η = 0.1."},
		{"check", &notebook.Check{What: "loops on $K$"}, "loops on K"},
		{"slip", &notebook.Slip{Belief: "You *rotate*."}, "You rotate."},
		{"sentence", &notebook.Sentence{Markdown: "So $b$ is 1."}, "So b is 1."},
		{"strip", sampleStrip(), ""},
	} {
		if have := said(tt.output); have != tt.want {
			t.Errorf("%s:\nhave %q\nwant %q", tt.name, have, tt.want)
		}
	}
}

// TestTextAfterAnExercise belongs to the section around the exercise.
func TestTextAfterAnExercise(t *testing.T) {
	x := &indexer{}
	x.open("try", "Try it")
	x.outputs([]notebook.Entry{
		{Output: &notebook.Exercise{Number: 2, Question: "Which?"}},
		{Output: &notebook.Sentence{Markdown: "After it."}},
	})
	want := []indexedSection{{"try", "Try it", "After it."}, {"exercise-2", "Exercise 2", "Which?"}}
	if !slices.Equal(x.page.sections, want) {
		t.Errorf("have %q, want %q", x.page.sections, want)
	}
}

// TestScriptIsSmall: what every page loads stays under 8 KB.
func TestScriptIsSmall(t *testing.T) {
	_, files := sampleIndex(t)
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(files["assets/book.js"]); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if b.Len() > 8<<10 {
		t.Errorf("book.js has %d bytes after gzip, want at most %d", b.Len(), 8<<10)
	}
}

// TestIndexOfHandouts: the rows of the cheat sheet, the sections of the
// teacher's page and the slides are found by what they say.
func TestIndexOfHandouts(t *testing.T) {
	pages, _ := sampleIndex(t)
	for _, want := range []struct{ file, anchor, heading, text string }{
		{"cheat-sheet.html", "", "Cheat sheet", "A gradient has the shape of its array."},
		{"cheat-sheet.html", "convolution-kernel-and-bias", "Convolution: kernel and bias", "∂L/∂K = X ⋆ δ"},
		{"teaching.html", "", "For teachers", "Other numbers for every student"},
		{"teaching.html", "systems", "Into the system that you have", "“Moodle XML”"},
		{"slides.html", "slide-1", "The loss falls", "Figure of chapter 13, One weight, many uses."},
	} {
		found := false
		for _, p := range pages {
			for _, s := range p.sections {
				found = found || p.file == want.file && s[0] == want.anchor && s[1] == want.heading && strings.Contains(s[2], want.text)
			}
		}
		if !found {
			t.Errorf("%s#%s: no section %q with %q", want.file, want.anchor, want.heading, want.text)
		}
	}
	for _, p := range pages {
		if p.file != "teaching.html" {
			continue
		}
		for _, s := range p.sections {
			if strings.Contains(s[2], "-worksheet -seed 7") || strings.Contains(s[2], "the whole book 8") || strings.Contains(s[2], "<") {
				t.Errorf("teaching.html#%s holds a listing, a table or HTML: %s", s[0], s[2])
			}
		}
	}
}
