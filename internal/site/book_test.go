package site

import (
	"bytes"
	"html"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestFiles(t *testing.T) {
	files, err := Render(sampleBook(t))
	if err != nil {
		t.Fatal(err)
	}
	have := slices.Sorted(maps.Keys(files))
	want := []string{".nojekyll", "02-sliding-a-window.html", "02-sliding-a-window.ipynb", "02-sliding-a-window.md",
		"11-where-errors-go.html", "11-where-errors-go.ipynb", "11-where-errors-go.md",
		"13-one-weight-many-uses.html", "13-one-weight-many-uses.ipynb", "13-one-weight-many-uses.md",
		"assets/book.css", "assets/book.js", "assets/explain.css", "assets/explain.js", "assets/find.js", "assets/fonts/book-math.woff2", "assets/fonts/book-text-italic.woff2", "assets/fonts/book-text.woff2", "assets/fonts/licence.txt",
		"assets/handout.css", "assets/head.js", "assets/icon.svg", "assets/lab-networks.js", "assets/lab.css", "assets/lab.js", "assets/search-index.js", "assets/sheet.css", "assets/sheet.js",
		"book.html", "cheat-sheet.html", "index.html", "lab.html", "llms.txt", "measured.html", "slides.html", "teaching.html", "words.html"}
	if !slices.Equal(have, want) {
		t.Errorf("have %q\nwant %q", have, want)
	}
}

func TestDeterministic(t *testing.T) {
	first, err := Render(sampleBook(t))
	if err != nil {
		t.Fatal(err)
	}
	b := sampleBook(t)
	slices.Reverse(b.Chapters)
	for range 5 {
		again, err := Render(b)
		if err != nil {
			t.Fatal(err)
		}
		if !maps.EqualFunc(first, again, bytes.Equal) {
			t.Fatal("the same book gave other bytes")
		}
	}
}

var (
	idAttribute  = regexp.MustCompile(`\sid="([^"]*)"`)
	refAttribute = regexp.MustCompile(`\s(?:href|src|srcset|poster|action|data|aria-labelledby|aria-describedby)="([^"]*)"`)
)

// TestLinksLeadSomewhere: each link inside the book has a page and an anchor
// there, no page has an anchor twice, and nothing is asked for from elsewhere.
func TestLinksLeadSomewhere(t *testing.T) {
	files, err := Render(sampleBook(t))
	if err != nil {
		t.Fatal(err)
	}
	if links := checkLinks(t, files, false); links < 60 {
		t.Errorf("found %d links only", links)
	}
}

// TestDocsLinksLeadSomewhere holds the rendered book to the same. Its pages
// may name other sites.
func TestDocsLinksLeadSomewhere(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	docs := filepath.Join("..", "..", "docs")
	files := map[string][]byte{}
	err := filepath.WalkDir(docs, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(docs, path)
		if err != nil {
			return err
		}
		files[filepath.ToSlash(name)], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if links := checkLinks(t, files, true); links < 1000 {
		t.Errorf("found %d links only", links)
	}
}

// checkLinks reports the links that lead nowhere and counts the others.
func checkLinks(t *testing.T, files map[string][]byte, outside bool) (links int) {
	t.Helper()
	ids := map[string]map[string]bool{}
	for name, data := range files {
		ids[name] = map[string]bool{}
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		for _, m := range idAttribute.FindAllSubmatch(data, -1) {
			id := html.UnescapeString(string(m[1]))
			if ids[name][id] {
				t.Errorf("%s: the anchor %q is there twice", name, id)
			}
			ids[name][id] = true
		}
	}
	for name, data := range files {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		for _, m := range refAttribute.FindAllSubmatch(data, -1) {
			to := html.UnescapeString(string(m[1]))
			if strings.Contains(string(m[0]), "aria-") {
				for _, id := range strings.Fields(to) {
					if !ids[name][id] {
						t.Errorf("%s: %s names no element", name, m[0])
					}
				}
				continue
			}
			switch {
			case strings.HasPrefix(to, "../chapters/"), outside && strings.HasPrefix(to, "https://"), outside && strings.HasPrefix(to, "data:"):
				continue
			case strings.Contains(to, ":") || strings.HasPrefix(to, "/"):
				t.Errorf("%s: leaves the book: %s", name, m[0])
				continue
			}
			links++
			page, anchor, _ := strings.Cut(to, "#")
			if page == "" {
				page = name
			}
			if _, ok := files[page]; !ok {
				t.Errorf("%s: %s leads to no page", name, m[0])
			} else if page == "lab.html" && strings.HasPrefix(anchor, "at=") { // a place, which its script looks for
				if place := strings.TrimPrefix(anchor, "at="); !slices.Contains(slices.Collect(maps.Values(labPlaces)), place) {
					t.Errorf("%s: %s leads to no array of the lab", name, m[0])
				}
			} else if anchor != "" && !ids[page][anchor] {
				t.Errorf("%s: %s leads to no anchor", name, m[0])
			}
		}
	}
	return links
}

var styleURL = regexp.MustCompile(`url\(\s*["']?([^"')]*)|@import`)

// TestStyleAsksForNothingElse: the style sheet loads the font, and the script
// nothing at all.
func TestStyleAsksForNothingElse(t *testing.T) {
	files, err := Render(sampleBook(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range styleURL.FindAllSubmatch(files["assets/book.css"], -1) {
		if _, ok := files["assets/"+string(m[1])]; !ok {
			t.Errorf("the style sheet asks for %q", m[0])
		}
	}
	for _, word := range []string{"fetch(", "XMLHttpRequest", "import ", "EventSource", "http:", "https:"} {
		if bytes.Contains(files["assets/book.js"], []byte(word)) || bytes.Contains(files["assets/explain.js"], []byte(word)) {
			t.Errorf("a script holds %q", word)
		}
	}
}

func TestLiveReload(t *testing.T) {
	b := sampleBook(t)
	b.LiveReload = true
	files, err := Render(b)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(files["assets/book.js"], []byte(`EventSource("/-/reload?version="`)) {
		t.Error("no reload script")
	}
	if files, _ = Render(sampleBook(t)); bytes.Contains(files["assets/book.js"], []byte("reload")) {
		t.Error("the reload script is there unasked")
	}
}

// TestFaultsAreJoined: every fault is told, by file and line, and the pages are
// there all the same.
func TestFaultsAreJoined(t *testing.T) {
	b := sampleBook(t)
	b.Chapters[0].Source = strings.Replace(b.Chapters[0].Source, "Take the lower left weight", "Take $\\nope$ [x](99-x)", 1)
	b.Chapters[1].Source = "package main\n\nfunc {"
	f := sampleFigure()
	f.Curves[0].Y = nil
	b.Chapters[0].Entries[6].Output = f
	b.Chapters = append(b.Chapters, Chapter{Name: "Extra"}, b.Chapters[2])
	files, err := Render(b)
	if err == nil {
		t.Fatal("no error")
	}
	lines := strings.Split(err.Error(), "\n")
	var have []string
	for _, l := range lines {
		if m := regexp.MustCompile(`^chapters/[^:]*:\d+: \w+ ?\S*`).FindString(l); m != "" {
			have = append(have, m)
		}
	}
	want := []string{
		"chapters/02-sliding-a-window/main.go:3: expected 'IDENT',",
		"chapters/11-where-errors-go/main.go:1: chapter \"11-where-errors-go\"",
		"chapters/13-one-weight-many-uses/main.go:49: formula: ",
		"chapters/13-one-weight-many-uses/main.go:49: link to",
		"chapters/13-one-weight-many-uses/main.go:84: figure \"The",
		"chapters/Extra/main.go:1: chapter folder",
	}
	if len(have) != len(want) {
		t.Fatalf("have %q\nwant %q\n%v", have, want, err)
	}
	for i := range want {
		if !strings.HasPrefix(have[i]+" ", want[i]) {
			t.Errorf("have %q\nwant %q", have[i], want[i])
		}
	}
	for _, name := range []string{"index.html", "02-sliding-a-window.html", "13-one-weight-many-uses.html"} {
		if len(files[name]) == 0 {
			t.Errorf("%s was not rendered", name)
		}
	}
	if !bytes.Contains(files["02-sliding-a-window.html"], []byte(`class="failure"`)) {
		t.Error("the page of a source that could not be cut does not say so")
	}
}

// TestEmptyBook: a book without chapters has its front page and its words.
func TestEmptyBook(t *testing.T) {
	files, err := Render(Book{})
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(files["index.html"], []byte("I am stuck")) {
		t.Error("questions without a chapter that answers")
	}
	if len(files["words.html"]) == 0 {
		t.Error("no words.html")
	}
}

// TestChapterPage: what frames the text of a chapter.
func TestChapterPage(t *testing.T) {
	page := pageOf(t, nil)
	for _, want := range []string{
		`<html lang="en">`,
		`<title>13 · One weight, many uses · Backprop, Number by Number</title>`,
		`<meta name="description" content="The error has reached ∂L/∂Z. How much of it does each weight of the kernel answer for?">`,
		`<p class="kicker">13 · Backward <label class="switch"><input type="checkbox" id="program"> Show the program</label></p>`,
		`<h1>One weight, many uses</h1>`,
		`<a class="skip" href="#main">`,
		`<li><a href="13-one-weight-many-uses.html" aria-current="page">`,
		"<ol class=\"sections\">\n", // in the list of contents, below the chapter
		`<li><a href="#one-weight-in-full">One weight in full</a></li>`,
		`<a rel="prev" href="11-where-errors-go.html">`,
		`<code>go run ./chapters/13-one-weight-many-uses</code>`,
		`href="../chapters/13-one-weight-many-uses/main.go"`,
		`<a href="11-where-errors-go.html" aria-label="`, // the strip's link to a chapter that exists
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not hold %s", want)
		}
	}
	for _, no := range []string{`rel="next"`, "12-not-written"} {
		if strings.Contains(page, no) {
			t.Errorf("the page holds %s", no)
		}
	}
}
