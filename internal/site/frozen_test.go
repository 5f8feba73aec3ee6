package site

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestOldAddresses: every address that a heading of the book ever had still
// leads to a section, in the chapters as they are and in the pages as they were
// last rendered. A heading whose words change keeps its addresses behind it:
// "## New words {#old-words}". Lines are only ever added to the list.
func TestOldAddresses(t *testing.T) {
	list, err := os.ReadFile("testdata/addresses.txt")
	if err != nil {
		t.Fatal(err)
	}
	chapters := wovenChapters(t)
	for address := range strings.Lines(string(list)) {
		address = strings.TrimSpace(address)
		page, id, ok := strings.Cut(address, "#")
		if !ok {
			t.Fatalf("%q is no address", address)
		}
		html, err := os.ReadFile("../../docs/" + page)
		if err != nil || !bytes.Contains(html, []byte(` id="`+id+`"`)) {
			t.Errorf("%s leads nowhere in docs/ (%v)", address, err)
		}
		number, err := strconv.Atoi(page[:2])
		if err != nil {
			continue // not a chapter
		}
		e := chapters[number]
		switch {
		case e == nil || e.Name != strings.TrimSuffix(page, ".html"):
			t.Errorf("%s: there is no such chapter", address)
		case !slices.Contains(e.anchorList(), id) && !printed(t, e.Name, id):
			t.Errorf("%s leads nowhere: write {#%s} behind the heading that it should lead to now", address, id)
		}
	}
}

// printed reports whether a chapter prints a line: a heading that it computed,
// or that of an exercise.
func printed(t *testing.T, chapter, id string) bool {
	t.Helper()
	golden, err := os.ReadFile(filepath.Join("../../testdata/golden", chapter+".golden"))
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Contains(golden, []byte("\n"+id+"\n"))
}

// TestAddressesInEveryForm: a link to any address of a heading arrives, in each
// form of a chapter.
func TestAddressesInEveryForm(t *testing.T) {
	files, err := Render(sampleBook(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ file, want string }{
		{"13-one-weight-many-uses.html", `<h2 id="one-weight-in-full"><span id="one-weight"></span>One weight in full <a class="anchor" href="#one-weight-in-full"`},
		{"13-one-weight-many-uses.html", `<li><a href="#one-weight-in-full">One weight in full</a></li>`},
		{"13-one-weight-many-uses.md", "\n## One weight in full\n"},
		{"13-one-weight-many-uses.ipynb", `"## One weight in full\n"`},
		{"02-sliding-a-window.html", `href="13-one-weight-many-uses.html#one-weight"`},
		{"02-sliding-a-window.md", "](13-one-weight-many-uses.md#one-weight-in-full)"},
		{"02-sliding-a-window.ipynb", "](13-one-weight-many-uses.ipynb#One-weight-in-full)"},
		{"book.html", `<span id="chapter-13-one-weight-many-uses.one-weight"></span>`},
		{"book.html", `href="#chapter-13-one-weight-many-uses.one-weight"`},
		{"assets/search-index.js", `["one-weight-in-full","One weight in full",`},
	} {
		if !strings.Contains(string(files[tt.file]), tt.want) {
			t.Errorf("%s does not hold %s", tt.file, tt.want)
		}
	}
}
