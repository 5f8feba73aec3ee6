package notebook

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"backprop/internal/cnn"
)

// sourcesIn are the sources of the cells of a row, by the cells' indices: the
// terms with ";" between them, "~" before one that adds nothing, and of each its
// cells as GRID:INDEX.
func sourcesIn(r *Row) (from, sums map[string]string) {
	from, sums = map[string]string{}, map[string]string{}
	grids := gridsOf(r)
	for i, s := range r.Sources() {
		if s == nil {
			continue
		}
		for at, terms := range s.Terms {
			var written []string
			for _, t := range terms {
				var cells []string
				for _, c := range t.Cells {
					cells = append(cells, strconv.Itoa(c.Grid)+":"+joinIndex(c.Index))
				}
				term := strings.Join(cells, " ")
				if t.Idle {
					term = "~" + term
				}
				written = append(written, term)
			}
			index := joinIndex(grids[i].Shape.Index(at))
			from[index], sums[index] = strings.Join(written, ";"), strings.Join(s.Sums[at], ";")
		}
	}
	return from, sums
}

func gridsOf(r *Row) []*Grid {
	var grids []*Grid
	for _, item := range r.Items {
		if item.Grid != nil {
			grids = append(grids, item.Grid)
		}
	}
	return grids
}

func TestSources(t *testing.T) {
	c := smallNet(t)
	gate := Show(c.Z).Named("[Z > 0]")
	gate.Place = cnn.Place{}
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
		from, sums := sourcesIn(x.row)
		if len(from) != x.cells {
			t.Errorf("%s: have %d cells with sources, want %d", x.title, len(from), x.cells)
		}
		if x.cells == 0 {
			if all := x.row.Sources(); slices.ContainsFunc(all, func(s *Sources) bool { return s != nil }) {
				t.Errorf("%s: the row explains nothing, but has sources", x.title)
			}
			continue
		}
		if from[x.at] != x.from || sums[x.at] != x.sums {
			t.Errorf("%s: cell %s\nhave %q, sums %q\nwant %q, sums %q", x.title, x.at, from[x.at], sums[x.at], x.from, x.sums)
		}
		x.row.Derived = true
		if derived, _ := sourcesIn(x.row); !maps.Equal(derived, from) {
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
		grids := gridsOf(row)
		result := grids[len(grids)-1]
		s := row.Sources()[len(grids)-1]
		for at, terms := range s.Terms {
			if sums := s.Sums[at]; len(sums) > 0 && sums[len(sums)-1] != Eq(result.Values[at]) {
				t.Errorf("%s %d: the partial sums %q do not end with %s", result.Name, at, sums, Eq(result.Values[at]))
			}
			for i, term := range result.Derivations[at].Terms {
				cells := terms[i].Cells
				n := 0
				for _, f := range term.Factors {
					for _, g := range grids[:len(grids)-1] {
						if g.Place != f.Place {
							continue
						}
						shown := grids[cells[n].Grid]
						offset, ok := shown.offset(cells[n].Index)
						if !ok || shown.Values[offset] != f.Element {
							t.Errorf("%s %d, term %d: cell %v, want the number %v", result.Name, at, i, cells[n], f.Element)
						}
						n++
					}
				}
				if n != len(cells) {
					t.Errorf("%s %d, term %d: %v has %d cells, want %d", result.Name, at, i, cells, len(cells), n)
				}
			}
		}
	}
}
