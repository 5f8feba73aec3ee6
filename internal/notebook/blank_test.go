package notebook

import (
	"strings"
	"testing"

	"backprop/internal/cnn"
)

func TestBlankHTML(t *testing.T) {
	for _, test := range []struct {
		name                 string
		shape                cnn.Shape
		tables, rows, blanks int
	}{
		{"a matrix", cnn.Shape{2, 3}, 1, 3, 6},
		{"a vector", cnn.Shape{4}, 1, 4, 4},
		{"one number", cnn.Shape{}, 1, 1, 1},
		{"two maps", cnn.Shape{2, 3, 2}, 2, 8, 12},
	} {
		g := &Grid{Name: "Z", Place: "activations/1", Shape: test.shape}
		for range test.shape.Size() {
			g.Values = append(g.Values, -987.125)
		}
		have := g.BlankHTML()
		for part, want := range map[string]int{
			`data-place="activations/1"`: test.tables, "<tr>": test.rows, "<caption>": test.tables,
			"987": 0, "neg": 0, "</table>": test.tables,
		} {
			if n := strings.Count(have, part); n != want {
				t.Errorf("%s: have %q %d times, want %d", test.name, part, n, want)
			}
		}
		body := have[strings.Index(have, "<tbody>"):]
		if cells := strings.Count(strings.ReplaceAll(body, "<thead><tr><td></td>", ""), "<td></td>"); cells != test.blanks {
			t.Errorf("%s: have %d cells, want %d", test.name, cells, test.blanks)
		}
		g.Values = make([]float64, len(g.Values))
		if g.BlankHTML() != have {
			t.Errorf("%s: other values give another blank", test.name)
		}
	}
	if have := (&Grid{Shape: cnn.Shape{2}, Values: []float64{1}}).BlankHTML(); have != "" {
		t.Errorf("a grid that does not fit: have %q", have)
	}
}
