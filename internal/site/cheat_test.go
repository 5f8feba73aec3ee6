// A browser is another process, and WebAssembly starts none.

//go:build !js

package site

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	devpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// sheetOfPaper finds the pages of a PDF that Chromium writes.
var sheetOfPaper = regexp.MustCompile(`/Type\s*/Page[^s]`)

// The cheat sheet promises to be one printed page.
func TestCheatSheetPrintsOnOnePage(t *testing.T) {
	tab := openTab(t, sampleBook(t))
	tab.open(t, "cheat-sheet.html")
	if have := tab.printed(t); have != 1 {
		t.Errorf("have %d printed pages, want 1: make the text shorter, or smaller in handout.css", have)
	}
}

// printed is on how many sheets of paper the page of a tab prints.
func (tab *tab) printed(t *testing.T) int {
	t.Helper()
	prefer := true
	made, err := chromedp.Run(tab.ctx, func(ctx context.Context, target *chromedp.Target) (devpage.PrintToPDFResult, error) {
		return cdp.Call(ctx, target, devpage.PrintToPDF, devpage.PrintToPDFParams{PreferCSSPageSize: &prefer})
	})
	if err != nil {
		t.Fatal(err)
	}
	return len(sheetOfPaper.FindAll(made.Data, -1))
}

// The letters of the cheat sheet are those of the book.
func TestCheatSheetLetters(t *testing.T) {
	for _, c := range cheats {
		for _, text := range append([]string{c.forward, c.why, c.test, c.mistake}, c.backward...) {
			for _, m := range dollars.FindAllStringSubmatch(text, -1) {
				letters := lettersOf(m[1])
				if letters == nil {
					t.Errorf("%s: $%s$ is no formula", c.step, m[1])
				}
				for _, letter := range letters {
					if fault := undeclared(letter, c.back); fault != "" && undeclared(letter, c.there) != "" {
						t.Errorf("%s: %s", c.step, fault)
					}
				}
			}
		}
	}
}

func TestCheatSheetHasTheShapesOfTheExample(t *testing.T) {
	files, err := Render(sampleBook(t))
	if err != nil {
		t.Fatal(err)
	}
	text := string(files["cheat-sheet.html"])
	for _, want := range []string{"3×4, 3, 4", "5×5", `<td data-label="shape"><div>2×2, one</div></td>`} {
		if !strings.Contains(text, want) {
			t.Errorf("want %q", want)
		}
	}
	if strings.ContainsAny(text, "{}$") {
		t.Error("a letter has no shape, or math is not set")
	}
}

// Each chapter has its minutes, once, and each course is what it says.
func TestCourses(t *testing.T) {
	timed := map[int]bool{}
	for i, m := range minutes {
		if m.chapter != i+1 || m.read <= 0 || m.exercises <= 0 {
			t.Errorf("have %v, want the minutes of chapter %d", m, i+1)
		}
		timed[m.chapter] = true
	}
	for i, want := range []int{2, 5, 10} {
		c := courses[i]
		if len(c.lessons) != want {
			t.Errorf("%s: have %d lessons", c.name, len(c.lessons))
		}
		last := 0
		for _, l := range c.lessons {
			for _, chapter := range l.chapters {
				if !timed[chapter] || chapter <= last && chapter != 16 {
					t.Errorf("%s: chapter %d has no minutes, or stands twice", c.name, chapter)
				}
				last = chapter
			}
		}
	}
}
