package site

import (
	"strings"
	"testing"
)

// TestLLMs: the text for programs that read names every chapter's Markdown.
func TestLLMs(t *testing.T) {
	b := sampleBook(t)
	files, err := Render(b)
	if err != nil {
		t.Fatal(err)
	}
	text := string(files["llms.txt"])
	for _, want := range []string{"# Backprop, Number by Number\n\n> ", "\n## Backward\n\n", "- [13 One weight, many uses](13-one-weight-many-uses.md): The error has reached ∂L/∂Z."} {
		if !strings.Contains(text, want) {
			t.Errorf("the text does not hold %q:\n%s", want, text)
		}
	}
	b.Address, b.Repository = "https://example.org/book/", "https://example.org/source"
	if files, err = Render(b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"](https://example.org/book/13-one-weight-many-uses.md)", "(https://example.org/source), MIT licence"} {
		if text := string(files["llms.txt"]); !strings.Contains(text, want) {
			t.Errorf("published, the text does not hold %q:\n%s", want, text)
		}
	}
}

// TestRepository: the front page leads to the source, its licence and how to
// cite it, and a chapter to its program there.
func TestRepository(t *testing.T) {
	b := sampleBook(t)
	for _, test := range []struct {
		repository, address string
		front, chapter      []string
	}{
		{"", "", []string{"Free and open source under the MIT licence", "year   = {2026}\n}"}, []string{`href="../chapters/13-one-weight-many-uses/main.go"`}},
		{"https://example.org/source", "https://example.org/book/",
			[]string{`<a href="https://example.org/source">the repository</a>`, "url    = {https://example.org/book/}"},
			[]string{`href="https://example.org/source/blob/HEAD/chapters/13-one-weight-many-uses/main.go"`}},
	} {
		b.Repository, b.Address = test.repository, test.address
		files, err := Render(b)
		if err != nil {
			t.Fatal(err)
		}
		for page, wants := range map[string][]string{"index.html": test.front, "13-one-weight-many-uses.html": test.chapter} {
			for _, want := range wants {
				if !strings.Contains(string(files[page]), want) {
					t.Errorf("with %q %s does not hold %s", test.repository, page, want)
				}
			}
		}
	}
}
