package notebook

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"backprop/internal/cnn"
)

var cellWithSources = regexp.MustCompile(`data-at="([^"]*)"[^>]* data-from="([^"]*)"(?: data-sums="([^"]*)")?>`)

// sourcesIn are the sources of the cells of a page, by the cells' data-at.
func sourcesIn(page string) (from, sums map[string]string) {
	from, sums = map[string]string{}, map[string]string{}
	for _, m := range cellWithSources.FindAllStringSubmatch(page, -1) {
		from[m[1]], sums[m[1]] = m[2], m[3]
	}
	return from, sums
}

func TestSources(t *testing.T) {
	c := smallNet(t)
	gate := Show(c.Z).Named("[Z > 0]")
	gate.Place = ""
	for i, v := range gate.Values {
		gate.Values[i] = 0
		if v > 0 {
			gate.Values[i] = 1
		}
	}
	open := gate
	open.Values = slices.Repeat([]float64{1}, len(gate.Values))
	cases := []struct {
		title      string
		row        *Row
		cells      int
		at         string
		from, sums string
	}{
		{"convolution", rowOf(t, c.X, `\star`, c.K, "+", c.B, "=", c.Z), 16, "1,2",
			"0:1,2 1:0,0;0:1,3 1:0,1;0:2,2 1:1,0;0:2,3 1:1,1;2:0", "= 0.25;= 3.25;= 2.5;= 0.5;= 1"},
		{"a factor 0", rowOf(t, c.X, `\star`, c.K, "+", c.B, "=", c.Z), 16, "0,1",
			"0:0,1 1:0,0;~0:0,2 1:0,1;0:1,1 1:1,0;0:1,2 1:1,1;2:0", "= 0.75;= 0;= −1;= −0.5"},
		{"function", rowOf(t, `\ReLU`, c.Z, "=", c.A), 16, "3,1", "0:3,1", ""},
		{"the largest", rowOf(t, `\maxpool`, c.A, "=", c.P), 4, "0,1", "~0:0,2;~0:0,3;0:1,2;~0:1,3", ""},
		{"behind an arrow", rowOf(t, c.A, `\to`, c.P), 4, "1,1", "~0:2,2;0:2,3;~0:3,2;~0:3,3", ""},
		{"a vector from a matrix", rowOf(t, `\flatten`, c.P, "=", c.F), 4, "2", "0:1,0", ""},
		{"a sum", rowOf(t, c.W, `\cdot`, c.F, "+", c.C, "=", c.S), 3, "1",
			"0:1,0 1:0;0:1,1 1:1;~0:1,2 1:2;0:1,3 1:3;2:1", "= 0.15;= 0.45;= 1.2;= 1"},
		{"some factors shown", rowOf(t, Matrix("W^T", [][]float64{{1}}), `\cdot`, c.DS, "=", c.DF), 4, "0",
			"1:0;1:1;1:2", "≈ 0.1502;≈ 0.101;≈ 0.0627"},
		{"a factor that is another's gate", rowOf(t, c.DA, `\odot`, gate, "=", c.DZ), 16, "0,0", "0:0,0", ""},
		{"a number", rowOf(t, c.Prob, `\text{and}`, c.Y, `\to`, c.L), 1, "", "1:1 0:1", ""},
		{"one number of a vector", rowOf(t, c.DZ, `\to`, c.DB), 1, "0",
			"0:0,0;~0:0,1;~0:0,2;~0:0,3;~0:1,0;~0:1,1;0:1,2;~0:1,3;~0:2,0;~0:2,1;~0:2,2;0:2,3;~0:3,0;~0:3,1;~0:3,2;~0:3,3",
			"≈ 0.0627;≈ −0.1585;≈ −0.4812"},
		{"an update", rowOf(t, c.K, "-", c.LearningRate, `\cdot`, c.DK, "=", c.NewK), 4, "1,0", "0:1,0;2:1,0", "= −0.75;≈ −0.7082"},
		{"a transposed matrix", rowOf(t, transposed(c.W), `\cdot`, c.DS, "=", c.DF), 4, "3",
			"0:3,0 1:0;0:3,1 1:1;0:3,2 1:2", "≈ 0.03;≈ −0.2652;≈ −0.3227"},
		{"a gate", rowOf(t, c.DA, `\odot`, gate.Of(c.Z, func(cell []int) []int { return cell }), "=", c.DZ), 16, "1,2", "0:1,2 1:1,2", ""},
		{"a gate forward", rowOf(t, c.Z, `\odot`, gate.Of(c.Z, func(cell []int) []int { return cell }), "=", c.A), 16, "1,2", "0:1,2 1:1,2", ""},
		{"a gate that is wrong", rowOf(t, c.Z, `\odot`, open.Of(c.Z, func(cell []int) []int { return cell }), "=", c.A), 16, "1,2", "0:1,2", ""},
		{"an element at many cells", rowOf(t, spread(c), `\to`, c.DA), 16, "2,3", "0:2,3", ""},
		{"what each error brings", rowOf(t, brought(c, 0, 0), "+", brought(c, 1, 2), "+", brought(c, 2, 3), "=", c.DX), 25, "2,3", "1:2,3;~;~;2:2,3", "≈ 0.2212;≈ 0.1406"},
		{"what a wrong error brings", rowOf(t, brought(c, 0, 0).Through(c.DX, c.DZ, 0, 1), "=", c.DX), 0, "", "", ""},
		{"what is brought to others", rowOf(t, brought(c, 0, 0).Through(c.Z, c.DZ, 0, 0), "=", c.DX), 0, "", "", ""},
		{"a padded map", rowOf(t, ringed(c.DZ), `\star`, c.K, "=", c.DX), 25, "4,4", "~0:4,4 1:1,1", ""},
		{"of other numbers", rowOf(t, otherPass(c.Z).Of(c.Z, func(cell []int) []int { return cell }), `\to`, c.A), 0, "", "", ""},
		{"no operand shown", rowOf(t, Matrix("M", [][]float64{{1}}), "=", c.Z), 0, "", "", ""},
		{"no result", rowOf(t, c.X, `\star`, c.K), 0, "", "", ""},
		{"another pass", rowOf(t, otherPass(c.X), `\star`, otherPass(c.K), "=", c.Z), 0, "", "", ""},
		{"a part of the tensor", rowOf(t, Grid{Place: c.X.Place, Shape: cnn.Shape{4, 5}, Values: c.X.Tensor.Values()[:20]}, `\to`, c.Z), 0, "", "", ""},
		{"another shape", rowOf(t, reshaped(c.X, cnn.Shape{25}), `\to`, c.Z), 0, "", "", ""},
	}
	for _, x := range cases {
		page := x.row.HTML(oneParagraph)
		from, sums := sourcesIn(page)
		if len(from) != x.cells {
			t.Errorf("%s: have %d cells with sources, want %d", x.title, len(from), x.cells)
		}
		if x.cells == 0 {
			if strings.Contains(page, "data-grid") || strings.Contains(page, "data-sums") {
				t.Errorf("%s: the row explains nothing, but says\n%s", x.title, page)
			}
			continue
		}
		if from[x.at] != x.from || sums[x.at] != x.sums {
			t.Errorf("%s: cell %s\nhave %q, sums %q\nwant %q, sums %q", x.title, x.at, from[x.at], sums[x.at], x.from, x.sums)
		}
		x.row.Derived = true
		if derived, _ := sourcesIn(x.row.HTML(oneParagraph)); !maps.Equal(derived, from) {
			t.Errorf("%s: other sources where the derivations stand elsewhere", x.title)
		}
	}
}

// transposed is W^T, which shows the elements of W.
func transposed(q cnn.Quantity) Grid {
	rows := make([][]float64, q.Shape[1])
	for j := range rows {
		for i := range q.Shape[0] {
			rows[j] = append(rows[j], q.At(i, j))
		}
	}
	return Matrix(`W^\top`, rows).Of(q, func(cell []int) []int { return []int{cell[1], cell[0]} })
}

// spread has the error of each window at all of its cells.
func spread(c *cnn.Classic) Grid {
	g := Show(c.DA).Named(`\text{spread}`).Of(c.DP, func(cell []int) []int { return []int{cell[0] / 2, cell[1] / 2} })
	for at, element := range g.Elements {
		g.Values[at] = c.DP.At(element...)
	}
	g.Derivations = nil
	return g
}

// brought is the copy of the kernel that an error leaves in the input.
func brought(c *cnn.Classic, i, j int) Grid {
	rows := cnn.Zeros(5, 5)
	for m := range 2 {
		for n := range 2 {
			rows[i+m][j+n] = c.DZ.At(i, j) * c.K.At(m, n)
		}
	}
	return Matrix(`\text{from }\delta`, rows).Through(c.DX, c.DZ, i, j)
}

// ringed is a map with a ring of zeros, which show nothing.
func ringed(q cnn.Quantity) Grid {
	rows := cnn.Zeros(6, 6)
	for i, row := range q.Tensor.Rows() {
		copy(rows[i+1][1:], row)
	}
	return Matrix(`\delta \text{ padded}`, rows).Of(q, func(cell []int) []int {
		i, j := cell[0]-1, cell[1]-1
		if min(i, j) < 0 || max(i, j) > 3 {
			return nil
		}
		return []int{i, j}
	})
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
