package feedback

import (
	"bytes"
	"fmt"
	"html"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"

	"backprop/internal/class"
	"backprop/internal/format"
	"backprop/internal/notebook"
)

// graded is a small class: one right, one with three mistakes, one who handed in
// nothing that can be read, and one whose name is awkward.
func graded(t testing.TB) *class.Class {
	t.Helper()
	dir := t.TempDir()
	example, err := notebook.WorkedExample()
	if err != nil {
		t.Fatal(err)
	}
	for name, from := range map[string]string{"anna.json": "all-right.json", "ben.json": "three-slips.json", `<b>&"x#1?%.json`: "all-right.json"} {
		data, err := os.ReadFile(filepath.Join("../../testdata/answers", from))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
			t.Skip(err) // not every file system takes the name
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "cem.txt"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "zoe.txt"), []byte("loss = 0\ndL/df = [0, 0, 0, 0]\ndL/dP = [[0, 0], [0, 0]]\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	c, err := class.Grade(dir, class.Options{Example: example, Scheme: format.DefaultScheme()})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var (
	openTag  = regexp.MustCompile(`<([a-z][a-z0-9]*)\b[^>]*>`)
	closeTag = regexp.MustCompile(`</([a-z][a-z0-9]*)>`)
	linked   = regexp.MustCompile(`(?:href|src)="([^"]*)"`)
)

// void are the elements that have no end.
var void = map[string]bool{"meta": true, "link": true, "br": true}

// TestFiles: each page is whole, leads only to files that are there, and has
// nothing that a name could put into it.
func TestFiles(t *testing.T) {
	c := graded(t)
	files, err := Files(c)
	if err != nil {
		t.Fatal(err)
	}
	pages := 0
	for name, data := range files {
		if filepath.Ext(name) != ".html" {
			continue
		}
		pages++
		page := string(data)
		open := map[string]int{}
		for _, m := range openTag.FindAllStringSubmatch(page, -1) {
			if !void[m[1]] && !strings.HasSuffix(m[0], "/>") {
				open[m[1]]++
			}
		}
		for _, m := range closeTag.FindAllStringSubmatch(page, -1) {
			open[m[1]]--
		}
		for tag, n := range open {
			if n != 0 {
				t.Errorf("%s: %d <%s> are not closed", name, n, tag)
			}
		}
		for _, bad := range []string{"<script", "http://", "https://", " style=", "<b>&", "%!", "–1"} {
			if strings.Contains(page, bad) {
				t.Errorf("%s has %q", name, bad)
			}
		}
		if !strings.Contains(page, policy) {
			t.Errorf("%s says no policy of itself", name)
		}
		for _, m := range linked.FindAllStringSubmatch(page, -1) {
			to := html.UnescapeString(strings.TrimPrefix(m[1], "../"))
			found := false
			for file := range files {
				found = found || address(file) == to || file == to
			}
			if !found {
				t.Errorf("%s leads to %s, which is not there", name, m[1])
			}
		}
	}
	if want := len(c.Students) + 1; pages != want {
		t.Errorf("have %d pages, want %d", pages, want)
	}
	again, err := Files(c)
	if err != nil || !maps.EqualFunc(files, again, bytes.Equal) {
		t.Errorf("the same class gave other bytes, %v", err)
	}
}

// The overview and the pages of three students, whole: one with slips, one with
// zeros, one of whom nothing can be read.
func TestGolden(t *testing.T) {
	files, err := Files(graded(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"class.html", "students/ben.html", "students/zoe.html", "students/cem.html"} {
		goldie.New(t, goldie.WithNameSuffix(""), goldie.WithDiffEngine(goldie.ColoredDiff)).Assert(t, filepath.Base(name), files[name])
	}
}

// TestPages: what stands on them.
func TestPages(t *testing.T) {
	files, err := Files(graded(t))
	if err != nil {
		t.Fatal(err)
	}
	for file, parts := range map[string][]string{
		"class.html": {
			"5 students, of whom 1 could not be marked.", `<a href="students/ben.html">ben</a>`, "cem.txt is empty",
			"<code>gate-forgotten</code>", `title="wrong: error-sign"`, "How the points are given", `<i class="p20"></i>`,
			`<td class="hot t`, "carried, all zero",
		},
		"students/anna.html": {"<h1>anna</h1>", "Nothing is wrong.", `<b class="sign right" aria-hidden="true">✓</b> right`, "the book&#39;s example"},
		"students/ben.html": {
			"Three places are wrong.", "not handed in", "Your numbers match", "<code>kernel-gradient-rotated</code>", "Where it goes wrong",
			`<td class="wrong"><b aria-hidden="true">✗</b> −`, `<span class="sr">wrong</span>`, `<td class="blank">`, "0.5 of 1",
		},
		"students/cem.html": {"<h1>cem</h1>", "Nothing could be marked: cem.txt is empty."},
		"students/zoe.html": {"Every number is 0.", "0 of "},
	} {
		page := string(files[file])
		for _, want := range parts {
			if !strings.Contains(page, want) {
				t.Errorf("%s: want %q", file, want)
			}
		}
	}
	for _, page := range []string{"students/anna.html", "students/cem.html"} {
		if strings.Contains(string(files[page]), "Where it goes wrong") {
			t.Errorf("%s speaks of something wrong", page)
		}
	}
	style := string(files["assets/class.css"])
	for n := range 21 {
		if want := fmt.Sprintf(".p%d { --p: %[1]d; }", n); !strings.Contains(style, want) {
			t.Errorf("the style has no %s", want)
		}
	}
}
