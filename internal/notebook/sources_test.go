package notebook

import (
	"encoding/xml"
	"strconv"
	"strings"
	"testing"

	"backprop/internal/cnn"
)

// attributesOf are the cells of a page that have an attribute: data-at of the
// cell to the attribute's value.
func attributesOf(t testing.TB, page, attribute string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, c := range cellsOf(t, page) {
		if v, ok := c.attributes[attribute]; ok {
			found[c.attributes["data-at"]] = v
		}
	}
	return found
}

// A pageCell is a cell of a table of a row.
type pageCell struct {
	grid       string // data-grid of its table
	attributes map[string]string
}

func cellsOf(t testing.TB, page string) []pageCell {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	var cells []pageCell
	grid := ""
	for {
		token, err := d.Token()
		if token == nil {
			return cells
		}
		if err != nil {
			t.Fatal(err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		attributes := map[string]string{}
		for _, a := range start.Attr {
			attributes[a.Name.Local] = a.Value
		}
		switch _, isCell := attributes["data-at"]; {
		case start.Name.Local == "table":
			grid = attributes["data-grid"]
		case start.Name.Local == "td" && isCell:
			cells = append(cells, pageCell{grid, attributes})
		}
	}
}

// checkSources reports each data-from that names a cell which the row does not
// have. It returns how many cells have one.
func checkSources(t testing.TB, r *Row) int {
	t.Helper()
	page := r.HTML(oneParagraph)
	if err := wellFormed(page); err != nil {
		t.Fatal(err)
	}
	cells := cellsOf(t, page)
	there := map[string]bool{}
	for _, c := range cells {
		there[c.grid+":"+c.attributes["data-at"]] = true
	}
	n := 0
	for _, c := range cells {
		from, ok := c.attributes["data-from"]
		if !ok {
			continue
		}
		n++
		for _, term := range strings.Split(from, ";") {
			for _, cell := range strings.Fields(strings.TrimPrefix(term, "~")) {
				if !there[cell] || strings.HasPrefix(cell, c.grid+":") {
					t.Errorf("cell %s of grid %s comes from %q, which is no cell of an operand", c.attributes["data-at"], c.grid, cell)
				}
			}
		}
	}
	return n
}

func TestSources(t *testing.T) {
	c := smallNet(t)
	gate := Matrix("[Z > 0]", [][]float64{{1, 0, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}, {0, 0, 0, 0}})
	cases := []struct {
		title      string
		row        *Row
		cells      int
		at         string
		from, sums string
	}{
		{"convolution", rowOf(t, c.X, `\star`, c.K, "+", c.B, "=", c.Z), 16, "1,2",
			"0:1,2 1:0,0;0:1,3 1:0,1;0:2,2 1:1,0;0:2,3 1:1,1;2:0", ""},
		{"a factor 0", rowOf(t, c.X, `\star`, c.K, "+", c.B, "=", c.Z), 16, "0,1",
			"0:0,1 1:0,0;~0:0,2 1:0,1;0:1,1 1:1,0;0:1,2 1:1,1;2:0", ""},
		{"function", rowOf(t, `\ReLU`, c.Z, "=", c.A), 16, "3,1", "0:3,1", ""},
		{"the largest", rowOf(t, `\maxpool`, c.A, "=", c.P), 4, "0,1", "~0:0,2;~0:0,3;0:1,2;~0:1,3", ""},
		{"behind an arrow", rowOf(t, c.A, `\to`, c.P), 4, "1,1", "~0:2,2;0:2,3;~0:3,2;~0:3,3", ""},
		{"a vector from a matrix", rowOf(t, `\flatten`, c.P, "=", c.F), 4, "2", "0:1,0", ""},
		{"a sum", rowOf(t, c.W, `\cdot`, c.F, "+", c.C, "=", c.S), 3, "1",
			"0:1,0 1:0;0:1,1 1:1;~0:1,2 1:2;0:1,3 1:3;2:1", "= 0.15;= 0.45;= 1.2;= 1"},
		{"some factors shown", rowOf(t, Matrix("W^T", [][]float64{{1}}), `\cdot`, c.DS, "=", c.DF), 4, "0",
			"1:0;1:1;1:2", ""},
		{"a factor that is another's gate", rowOf(t, c.DA, `\odot`, gate, "=", c.DZ), 16, "0,0", "0:0,0", ""},
		{"a number", rowOf(t, c.Prob, `\text{and}`, c.Y, `\to`, c.L), 1, "", "1:1 0:1", ""},
		{"one number of a vector", rowOf(t, c.DZ, `\to`, c.DB), 1, "0", "", ""},
		{"an update", rowOf(t, c.K, "-", c.LearningRate, `\cdot`, c.DK, "=", c.NewK), 4, "1,0", "0:1,0;2:1,0", ""},
		{"no operand shown", rowOf(t, Matrix("M", [][]float64{{1}}), "=", c.Z), 0, "", "", ""},
		{"no result", rowOf(t, c.X, `\star`, c.K), 0, "", "", ""},
		{"another pass", rowOf(t, otherPass(c.X), `\star`, otherPass(c.K), "=", c.Z), 0, "", "", ""},
		{"another shape", rowOf(t, reshaped(c.X, cnn.Shape{25}), `\to`, c.Z), 0, "", "", ""},
	}
	for _, x := range cases {
		page := x.row.HTML(oneParagraph)
		if n := checkSources(t, x.row); n != x.cells {
			t.Errorf("%s: have %d cells with sources, want %d", x.title, n, x.cells)
		}
		if x.cells == 0 {
			if strings.Contains(page, "data-grid") || strings.Contains(page, "data-sums") {
				t.Errorf("%s: the row explains nothing, but says\n%s", x.title, page)
			}
			continue
		}
		if have := attributesOf(t, page, "data-from")[x.at]; x.from != "" && have != x.from {
			t.Errorf("%s: cell %s\nhave %q\nwant %q", x.title, x.at, have, x.from)
		}
		if have := attributesOf(t, page, "data-sums")[x.at]; x.sums != "" && have != x.sums {
			t.Errorf("%s: sums of cell %s\nhave %q\nwant %q", x.title, x.at, have, x.sums)
		}
		x.row.Derived = true
		if n := checkSources(t, x.row); n != x.cells {
			t.Errorf("%s: derived elsewhere, have %d cells with sources, want %d", x.title, n, x.cells)
		}
	}
}

// otherPass is a grid of the same place with other numbers.
func otherPass(q cnn.Quantity) Grid {
	g := Show(q)
	for i := range g.Values {
		g.Values[i]++
	}
	return g
}

func reshaped(q cnn.Quantity, shape cnn.Shape) Grid {
	g := Show(q)
	g.Shape = shape
	return g
}

// Each cell that is named has the number that the derivation took from it, and
// the last of the partial sums is the element.
func TestSourcesHoldTheNumbers(t *testing.T) {
	c := smallNet(t)
	for _, row := range []*Row{
		rowOf(t, c.X, `\star`, c.K, "+", c.B, "=", c.Z), rowOf(t, c.X, `\star`, c.DZ, "=", c.DK),
		rowOf(t, c.DS, `\cdot`, Show(c.F).AsRow(), "=", c.DW), rowOf(t, c.W, `\cdot`, c.F, "+", c.C, "=", c.S),
		rowOf(t, c.K, `\star`, c.DZ, "=", c.DX), rowOf(t, c.DP, `\to`, c.DA),
	} {
		var grids []*Grid
		for _, item := range row.Items {
			if item.Grid != nil {
				grids = append(grids, item.Grid)
			}
		}
		result := grids[len(grids)-1]
		s := row.sources()[len(grids)-1]
		for at, from := range s.from {
			if s.sums != nil && s.sums[at] != "" && !strings.HasSuffix(s.sums[at], ";"+Eq(result.Values[at])) {
				t.Errorf("%s %d: the partial sums %q do not end with %s", result.Name, at, s.sums[at], Eq(result.Values[at]))
			}
			terms := strings.Split(from, ";")
			for i, term := range result.Derivations[at].Terms {
				cells := strings.Fields(strings.TrimPrefix(terms[i], "~"))
				n := 0
				for _, f := range term.Factors {
					for _, g := range grids[:len(grids)-1] {
						if g.Place != f.Place {
							continue
						}
						number, index, _ := strings.Cut(cells[n], ":")
						k, _ := strconv.Atoi(number)
						offset, ok := grids[k].offset(indexOf(index))
						if !ok || grids[k].Values[offset] != f.Element {
							t.Errorf("%s %d, term %d: cell %s, want the number %v", result.Name, at, i, cells[n], f.Element)
						}
						n++
					}
				}
				if n != len(cells) {
					t.Errorf("%s %d, term %d: %q has %d cells, want %d", result.Name, at, i, terms[i], len(cells), n)
				}
			}
		}
	}
}

func indexOf(s string) []int {
	var index []int
	for _, part := range strings.Split(s, ",") {
		i, _ := strconv.Atoi(part)
		index = append(index, i)
	}
	return index
}
