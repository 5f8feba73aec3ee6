package notebook

import (
	"strings"
	"testing"
)

// TestCompare holds that a right and a wrong matrix have one scale, and that
// the cells that are wrong are counted where some are right.
func TestCompare(t *testing.T) {
	right := Matrix("A", [][]float64{{10, 2}, {3, 4}})
	for _, c := range []struct {
		title   string
		wrong   Grid
		label   string
		marked  int
		classes []string
	}{
		{"two of four", Matrix("A", [][]float64{{1, 2}, {3, 5}}), "wrong in 2 of 4 cells</p>", 2,
			[]string{`class="pos t1 mark-wrong"`, `class="pos t5 mark-wrong"`, `class="pos t2"`}},
		{"all of them", Matrix("A", [][]float64{{1, 1}, {1, 1}}), "wrong</p>", 0, []string{`class="pos t1"`}},
		{"another shape", Matrix("A", [][]float64{{5}}), "wrong</p>", 0, []string{`class="pos t5"`}},
	} {
		s, err := newSlip("", "Text.", []any{right}, []any{c.wrong})
		if err != nil {
			t.Fatal(err)
		}
		_, page, _ := strings.Cut(s.HTML(oneParagraph), `<div class="wrong"`)
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
		if s.Wrong.Items[0].Grid.differs != nil {
			t.Errorf("%s: showing the pair changes it", c.title)
		}
	}
}
