// A browser is another process, and WebAssembly starts none.

//go:build !js

package site

import "testing"

func TestShortSheetPrintsOnTwoPages(t *testing.T) {
	c := classicSample(t)
	all, err := Worksheets([]Sheet{{"Anna", "anna", "seed 1", c.Network, sheetBook(t, c)}, {"Bo", "bo", "seed 1", c.Network, sheetBook(t, c)}})
	if err != nil {
		t.Fatal(err)
	}
	tab := openFiles(t, all)
	for page, want := range map[string]int{"anna/short.html": 2, "anna/short-answers.html": 2, "sheets.html": 4, "keys.html": 4} {
		tab.open(t, page)
		if have := tab.printed(t); have != want {
			t.Errorf("%s: have %d printed pages, want %d: make the cells smaller in worksheet.css", page, have, want)
		}
	}
}
