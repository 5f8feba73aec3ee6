package markup

import (
	"strings"
	"testing"

	"backprop/internal/notebook"
)

func slipOf(t *testing.T, mistake, text string, right, wrong []any) *notebook.Slip {
	t.Helper()
	return shown(t, func(nb *notebook.Notebook) { nb.Slip(mistake, text, right, wrong) })[0].(*notebook.Slip)
}

func TestSlip(t *testing.T) {
	right, wrong := notebook.Vector("a", []float64{1, -2}), notebook.Vector("a", []float64{2, -1})
	page := HTML(slipOf(t, "error-sign", "“Swap.” People write *a*. It is $b$.", []any{right}, []any{wrong}), braced)
	for _, want := range []string{
		`<aside class="slip" data-mistake="error-sign"><p class="title"><span class="kind">Common mistake</span> {“Swap.”}</p><p>{People write *a*. It is $b$.}</p>` + "\n" + `<div class="compare"><div class="right" role="group" aria-label="right"><p class="label">right</p>` + HTML(rowOf(t, right), braced) + `</div><div class="wrong" role="group" aria-label="wrong"><p class="label">wrong</p>`,
		`</div></div></aside>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("have\n%s\nwant in it\n%s", page, want)
		}
	}
	bare := HTML(slipOf(t, "", "Text.", nil, nil), braced)
	if want := `<aside class="slip"><p class="title"><span class="kind">Common mistake</span></p><p>{Text.}</p>` + "\n</aside>"; bare != want {
		t.Errorf("have %q, want %q", bare, want)
	}
}

// TestCompare holds that a right and a wrong matrix have one scale, and that
// the cells that are wrong are counted where some are right.
func TestCompare(t *testing.T) {
	right := notebook.Matrix("A", [][]float64{{10, 2}, {3, 4}})
	for _, c := range []struct {
		title   string
		wrong   notebook.Grid
		label   string
		marked  int
		classes []string
	}{
		{"two of four", notebook.Matrix("A", [][]float64{{1, 2}, {3, 5}}), "wrong in 2 of 4 cells</p>", 2,
			[]string{`class="pos t1 mark-wrong"`, `class="pos t5 mark-wrong"`, `class="pos t2"`}},
		{"all of them", notebook.Matrix("A", [][]float64{{1, 1}, {1, 1}}), "wrong</p>", 0, []string{`class="pos t1"`}},
		{"another shape", notebook.Matrix("A", [][]float64{{5}}), "wrong</p>", 0, []string{`class="pos t5"`}},
	} {
		_, page, _ := strings.Cut(HTML(slipOf(t, "", "Text.", []any{right}, []any{c.wrong}), oneParagraph), `<div class="wrong"`)
		if !strings.Contains(page, c.label) {
			t.Errorf("%s: want the label %s in\n%s", c.title, c.label, page)
		}
		if have := strings.Count(page, "mark-wrong"); have != c.marked {
			t.Errorf("%s: have %d cells marked, want %d", c.title, have, c.marked)
		}
		for _, class := range c.classes {
			if !strings.Contains(page, class) {
				t.Errorf("%s: want a cell %s in\n%s", c.title, class, page)
			}
		}
	}
}
