package site

import (
	"regexp"
	"strings"
	"testing"
)

// TestHead: each page says what it is to those who show a link to it, and
// which colour it has.
func TestHead(t *testing.T) {
	files, err := Render(sampleBook(t))
	if err != nil {
		t.Fatal(err)
	}
	paper := colour.FindStringSubmatch(string(styleSheet))
	if paper == nil || paper[1] != "paper" {
		t.Fatalf("the first colour of the style sheet is %v, want that of the paper", paper)
	}
	for name, kind := range map[string]string{"index.html": "website", "words.html": "website", "measured.html": "website", "book.html": "website", "13-one-weight-many-uses.html": "article"} {
		page := string(files[name])
		for _, want := range []string{
			`<meta property="og:type" content="` + kind + `">`,
			`<meta property="og:site_name" content="Backprop, Number by Number">`,
			`<meta name="theme-color" media="(prefers-color-scheme: light)" content="#` + paper[2] + `">`,
			`<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#` + paper[3] + `">`,
			`<link rel="icon" href="assets/icon.svg" type="image/svg+xml">`,
		} {
			if !strings.Contains(page, want) {
				t.Errorf("%s does not hold %s", name, want)
			}
		}
		for _, pair := range [][2]string{
			{`<title>([^<]+)</title>`, `<meta property="og:title" content="([^"]+)">`},
			{`<meta name="description" content="([^"]+)">`, `<meta property="og:description" content="([^"]+)">`},
		} {
			a, b := regexp.MustCompile(pair[0]).FindStringSubmatch(page), regexp.MustCompile(pair[1]).FindStringSubmatch(page)
			if a == nil || b == nil || a[1] != b[1] {
				t.Errorf("%s: have %q and %q, want the same", name, a, b)
			}
		}
	}
}

// TestSearchField: the field stands on every page, with its list, and is not
// shown without the script.
func TestSearchField(t *testing.T) {
	files, err := Render(sampleBook(t))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]string{"index.html": {"menu", "front"}, "words.html": {"menu", "side"}, "13-one-weight-many-uses.html": {"menu", "side"}} {
		page := string(files[name])
		if have := strings.Count(page, `role="combobox"`); have != len(want) {
			t.Errorf("%s: have %d fields, want %d", name, have, len(want))
		}
		for _, place := range want {
			if !strings.Contains(page, `aria-controls="found-`+place+`"`) || !strings.Contains(page, `<div role="listbox" id="found-`+place+`" aria-label="Sections">`) {
				t.Errorf("%s: no field with its list in the %s", name, place)
			}
		}
		if strings.Contains(page, "search-index.js") {
			t.Errorf("%s loads the index unasked", name)
		}
	}
	css, head, js := string(files["assets/book.css"]), string(files["assets/head.js"]), string(files["assets/book.js"])
	if !strings.Contains(css, ":root:not([data-script]) :is(.search,button.theme){display:none}") || !strings.Contains(head, ".script=") {
		t.Error("the field is not hidden without the script")
	}
	if !strings.Contains(js, `"assets/search-index.js"`) {
		t.Error("the script does not load the index")
	}
}

func TestDownloads(t *testing.T) {
	page := pageOf(t, nil)
	want := `This chapter as: <a href="13-one-weight-many-uses.ipynb" download>Jupyter notebook</a>, <a href="13-one-weight-many-uses.md" download>Markdown</a>`
	if !strings.Contains(page, want) {
		t.Errorf("the page does not hold %s", want)
	}
}

func TestCitation(t *testing.T) {
	files, err := Render(Book{})
	if err != nil {
		t.Fatal(err)
	}
	want := `<code>@misc{backprop-number-by-number,
  author = {{the authors}},
  title  = {{Backprop, Number by Number}},
  year   = {2026}
}</code>`
	if !strings.Contains(string(files["index.html"]), want) {
		t.Errorf("the front page does not hold %s", want)
	}
}
