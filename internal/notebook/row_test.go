package notebook

import (
	"bytes"
	"math"
	"reflect"
	"strings"
	"testing"

	"backprop/internal/cnn"
)

func TestRowItems(t *testing.T) {
	c := smallNet(t)
	cases := []struct {
		title       string
		items       []any
		operators   string // of the row, joined
		derivations int    // of the last grid
	}{
		{"rounded result", []any{c.X, `\star`, c.DZ, "=", c.DK}, `\star \approx`, 4},
		{"exact result", []any{c.X, `\star`, c.K, "+", c.B, "=", c.Z}, `\star + =`, 16},
		{"no result", []any{c.Z}, "", 0},
		{"behind another operator", []any{c.X, "+", c.Z}, "+", 0},
		{"given", []any{Matrix("M", [][]float64{{1}}), "=", c.X}, "=", 0},
		{"a grid of a quantity", []any{c.X, "≈", Show(c.P).Mark("winner", [2]int{0, 0})}, `\approx`, 4},
		{"no pass", []any{c.X, "=", c.P.Tensor}, "=", 0},
		{"rounded number", []any{0.5, " = ", 1.0 / 3}, `\approx`, 0},
		{"symbols are not rounded", []any{1, "=", Symbols("s", [][]string{{"a"}})}, "=", 0},
		{"nor are values under labels", []any{1, "=", Grid{Shape: cnn.Shape{1}, Values: []float64{1.0 / 3}, Labels: []string{"a"}}}, "=", 0},
		{"signs of computed numbers", []any{1, "−", 2, "·", 3}, `- \cdot`, 0},
		{"two operators", []any{1, "=", "-", 2}, "= -", 0},
		{"rounded, after two operators", []any{1, "=", "-", 1.0 / 3}, "= -", 0},
	}
	for _, x := range cases {
		row := rowOf(t, x.items...)
		var operators []string
		derivations := 0
		for _, item := range row.Items {
			if item.Grid == nil {
				operators = append(operators, item.Operator)
			} else {
				derivations = len(item.Grid.Derivations)
			}
		}
		if s := strings.Join(operators, " "); s != x.operators || derivations != x.derivations {
			t.Errorf("%s\nhave %q, %d derivations\nwant %q, %d", x.title, s, derivations, x.operators, x.derivations)
		}
	}
}

func TestLargeGridHasNoDerivations(t *testing.T) {
	build := func(height, width int) cnn.Quantity {
		p := passOf(t, &cnn.Network{Input: cnn.NewTensor(1, height, width), Layers: []cnn.Layer{cnn.Sigmoid{}}})
		return quantityAt(t, p, cnn.ActivationPlace(1))
	}
	for _, x := range []struct{ height, width, want int }{{8, 8, 64}, {5, 13, 0}} {
		q := build(x.height, x.width)
		if have := len(rowOf(t, q, "=", q).Items[2].Grid.Derivations); have != x.want {
			t.Errorf("%d×%d: have %d derivations, want %d", x.height, x.width, have, x.want)
		}
	}
}

func TestRowErrors(t *testing.T) {
	c := smallNet(t)
	m := Matrix("M", [][]float64{{1, 2}, {3, 4}})
	stack := Show(cnn.Quantity{Tensor: cnn.NewTensor(2, 2, 2)})
	short := m
	short.Values = short.Values[:3]
	var none *Grid
	cases := []struct {
		items []any
		want  string
	}{
		{nil, "no items"},
		{[]any{c.X, `\nonsense`}, "item 2"},
		{[]any{c.X, "", c.Z}, "item 2"},
		{[]any{[]float64{1}}, "found a []float64; expected a cnn.Quantity"},
		{[]any{none}, "nil grid"},
		{[]any{cnn.Quantity{}}, "has no tensor"},
		{[]any{(*cnn.Tensor)(nil)}, "has no tensor"},
		{[]any{Matrix[float64]("M", nil)}, `"M" has no rows`},
		{[]any{Matrix("M", [][]float64{{}})}, "no cells"},
		{[]any{Matrix("M", [][]float64{{1, 2}, {3}})}, "row 1 has 1 cells, row 0 has 2"},
		{[]any{Symbols("M", [][]string{{"a"}, {"b", "c"}})}, "row 1 has 2 cells, row 0 has 1"},
		{[]any{Vector[float64]("v", nil)}, "no cells"},
		{[]any{short}, "has 3 numbers, but its shape 2×2 has 4 cells"},
		{[]any{m.Named("^")}, "name of a grid"},
		{[]any{Symbols("M", [][]string{{"a", `\frac`}})}, `label 1 of "M"`},
		{[]any{Symbols("M", [][]string{{`\begin{matrix} 1 \\ 2 \end{matrix}`}})}, "several lines"},
		{[]any{m.Mark("winner", [2]int{2, 0})}, "no cell [2 0]"},
		{[]any{m.Mark("winner", [2]int{0, -1})}, "no cell [0 -1]"},
		{[]any{Vector("v", []float64{1, 2}).Mark("winner", [2]int{0, 1})}, "no cell [0 1]"},
		{[]any{m.Mark("loser", [2]int{0, 0})}, `"loser" is not known; use winner, closed`},
		{[]any{stack.Mark("winner", [2]int{0, 0})}, "stack of maps"},
	}
	for _, x := range cases {
		if _, err := newRow(x.items...); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("newRow(%v)\nhave %v\nwant %s", x.items, err, x.want)
		}
	}
}

// A grid is a value: what is marked or named is a copy.
func TestGridIsAValue(t *testing.T) {
	a := Matrix("M", [][]float64{{1, 2}}).Mark("winner", [2]int{0, 0})
	b := a.Mark("wrong", [2]int{0, 0}).Named("N").AsRow()
	if a.Marks[0] != "winner" || a.Name != "M" || a.Across || b.Marks[0] != "wrong" {
		t.Errorf("have %v, then %v", a, b)
	}
	r := rowOf(t, Show(smallNet(t).Z), "=", a)
	r.Items[2].Grid.Name = "Q"
	if a.Name != "M" {
		t.Error("a row shares the grid that it was made of")
	}
}

// A record brings back what was written, and grids whose parts do not fit
// neither panic nor show.
func TestRowFromRecord(t *testing.T) {
	c := smallNet(t)
	row := rowOf(t, c.X, `\star`, c.DZ, "=", Show(c.DK).Mark("here", [2]int{1, 0}))
	var b bytes.Buffer
	if err := WriteRecord(&b, []Entry{{7, row}, {8, deriveElement(t, c.DK, false, 1, 0)}}); err != nil {
		t.Fatal(err)
	}
	entries, err := ReadRecord(&b)
	if err != nil {
		t.Fatal(err)
	}
	if have, want := entries[0].Output.(*Row), row; have.Text(80) != want.Text(80) || !reflect.DeepEqual(have.Sources(), want.Sources()) || len(have.Elements()) != len(want.Elements()) {
		t.Errorf("have %+v\nwant %+v", have, want)
	}
	for _, g := range []Grid{
		{Shape: cnn.Shape{2, 2}, Values: []float64{1}},
		{Shape: cnn.Shape{0}},
		{Shape: cnn.Shape{-1, -1}, Values: []float64{1}},
		{Shape: cnn.Shape{2}, Values: []float64{1, 2}, Labels: []string{"a"}},
		{Shape: cnn.Shape{2}, Values: []float64{1, 2}, Marks: []string{"winner"}, Name: "^"},
		{Values: []float64{math.NaN()}},
		{Shape: cnn.Shape{1, 1, 1}, Values: []float64{math.Inf(-1)}},
	} {
		r := &Row{Items: []Item{{Operator: "^"}, {Grid: &g}, {Operator: "+"}}}
		r.Text(80)
		r.Text(1)
		r.Sources()
	}
}
