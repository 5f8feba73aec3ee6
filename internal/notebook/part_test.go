package notebook

import (
	"cmp"
	"slices"
	"testing"

	"backprop/internal/cnn"
)

// twoMaps is a convolution of two kernels over two maps.
func twoMaps(t testing.TB) *cnn.Pass {
	t.Helper()
	return passOf(t, &cnn.Network{
		Input: &cnn.Tensor{Shape: cnn.Shape{2, 2, 3}, Data: []float64{1, 2, 0, 0, 1, 3, 2, 0, 1, 1, 1, 0}},
		Layers: []cnn.Layer{cnn.Conv{
			Kernel: &cnn.Tensor{Shape: cnn.Shape{2, 2, 2, 2}, Data: []float64{1, 0, -1, 2, 1, 1, 0, -1, 2, -1, 0, 1, -1, 1, 2, 0}},
			Bias:   cnn.Vector(0.5, -1), Stride: cnn.Steps{Down: 1, Across: 1},
		}},
		Upstream: &cnn.Tensor{Shape: cnn.Shape{2, 1, 2}, Data: []float64{1, 0.5, -1, 2}},
	})
}

// A row of parts says where their cells come from, and which element each of
// them is.
func TestSourcesOfParts(t *testing.T) {
	p := twoMaps(t)
	x, k, b, z := quantityAt(t, p, cnn.ActivationPlace(0)), quantityAt(t, p, cnn.ValuePlace(0, "kernel")), quantityAt(t, p, cnn.ValuePlace(0, "bias")), quantityAt(t, p, cnn.ActivationPlace(1))
	dz, dk := quantityAt(t, p, cnn.GradientPlace(1)), quantityAt(t, p, cnn.ParameterPlace(0, "kernel"))
	one := smallNet(t)
	cases := []struct {
		title        string
		row          *Row
		cells        int
		at, of, from string
	}{
		{"a map from maps and planes", rowOf(t, Part(x, 0), `\star`, Part(k, 1, 0), "+", Part(x, 1), `\star`, Part(k, 1, 1), "+", Part(b, 1), "=", Part(z, 1)), 2,
			"0,1", "1,0,1", "0:0,1 1:0,0;~0:0,2 1:0,1;~0:1,1 1:1,0;0:1,2 1:1,1;~2:0,1 3:0,0;2:0,2 3:0,1;2:1,1 3:1,0;~2:1,2 3:1,1;4:"},
		{"a plane", rowOf(t, Part(dz, 1), `\star`, Part(x, 0), "=", Part(dk, 1, 0)), 4, "1,0", "1,0,1,0", "~0:0,0 1:1,0;0:0,1 1:1,1"},
		{"only a part of what made it", rowOf(t, Part(x, 1), `\star`, Part(k, 1, 1), `\to`, Part(z, 1)), 2,
			"0,0", "1,0,0", ";;~;;0:0,0 1:0,0;~0:0,1 1:0,1;0:1,0 1:1,0;~0:1,1 1:1,1;"},
		{"a number", rowOf(t, x, `\star`, k, "+", b, "=", Part(z, 0, 0, 1)), 1, "", "0,0,1", "0:0,0,1 1:0,0,0,0;~0:0,0,2 1:0,0,0,1;0:0,1,1 1:0,0,1,0;0:0,1,2 1:0,0,1,1;~0:1,0,1 1:0,1,0,0;0:1,0,2 1:0,1,0,1;~0:1,1,1 1:0,1,1,0;~0:1,1,2 1:0,1,1,1;2:0"},
		{"all of one map", rowOf(t, one.X, `\star`, one.K, "+", Part(one.B, 0), "=", Part(one.Z, 0)), 16, "0,0", "", "0:0,0 1:0,0;0:0,1 1:0,1;0:1,0 1:1,0;0:1,1 1:1,1;2:"},
		{"a part of another map", rowOf(t, Part(dz, 0), `\star`, Part(x, 0), "=", Part(dk, 1, 1)), 0, "", "", ""},
	}
	for _, c := range cases {
		from, _ := sourcesIn(c.row)
		if len(from) != c.cells {
			t.Errorf("%s: have %d cells with sources, want %d", c.title, len(from), c.cells)
		}
		if c.cells == 0 {
			continue
		}
		result := gridsOf(c.row)[len(gridsOf(c.row))-1]
		for at := range result.Values {
			index := joinIndex(result.Shape.Index(at))
			of := index
			if len(result.Elements) > 0 {
				of = joinIndex(result.Elements[at])
			}
			if index == c.at && (cmp.Or(c.of, c.at) != of || from[index] != c.from) {
				t.Errorf("%s: cell %s\nhave element %q from %q\nwant element %q from %q", c.title, c.at, of, from[index], c.of, c.from)
			}
			equations := 0
			for _, e := range c.row.Elements() {
				if joinIndex(e.Index) == of {
					equations++
				}
			}
			if equations != 1 {
				t.Errorf("%s: have %d equations of the element %s, want one", c.title, equations, of)
			}
		}
	}
}

func TestPart(t *testing.T) {
	p := twoMaps(t)
	k := quantityAt(t, p, cnn.ValuePlace(0, "kernel"))
	g := Part(k, 1, 0)
	if g.Name != "K_{1,0}" || !g.Shape.Equal(cnn.Shape{2, 2}) || g.Values[1] != k.At(1, 0, 0, 1) || len(g.Derivations) > 0 {
		t.Errorf("have %+v", g)
	}
	for _, index := range [][]int{{2}, {-1}, {0, 2}, {0, 0, 0, 0, 0}} {
		if g := Part(k, index...); g.check() == nil {
			t.Errorf("a part %v of the shape %s is shown", index, k.Shape)
		}
	}
	none := Part(cnn.Quantity{})
	if none.check() == nil {
		t.Error("a part of no tensor is shown")
	}
}

// Behind an arrow "and" goes on with the results, and nowhere else.
func TestResultsBehindAnd(t *testing.T) {
	c := smallNet(t)
	for _, x := range []struct {
		title string
		row   *Row
		cells int
	}{
		{"two results", rowOf(t, c.DZ, `\to`, c.DX, `\text{and}`, c.DK), 25 + 4},
		{"three results", rowOf(t, c.DZ, `\to`, c.DX, `\text{and}`, c.DK, `\text{and}`, c.DB), 25 + 4 + 1},
		{"an operand between", rowOf(t, c.DZ, `\to`, c.X, `\text{and}`, c.DK), 0},
		{"operands", rowOf(t, c.X, `\text{and}`, c.Z), 0},
		{"and what the row does not lead to", rowOf(t, c.DZ, `\to`, c.DX, `\text{and}`, c.S), 25},
	} {
		cells := 0
		for _, s := range x.row.Sources() {
			if s != nil {
				cells += len(s.Terms)
			}
		}
		if cells != x.cells {
			t.Errorf("%s: have %d cells with sources, want %d", x.title, cells, x.cells)
		}
	}
}

// One example of a batch is named by its number, and its maps each by number
// and channel.
func TestShowsAnExample(t *testing.T) {
	for _, test := range []struct {
		shape cnn.Shape
		name  string
		lead  []int
	}{
		{cnn.Shape{2, 3}, `x_{1}`, nil},
		{cnn.Shape{2, 2, 3}, `X_{1}`, nil},
		{cnn.Shape{2, 2, 1, 3}, `X`, []int{1}},
	} {
		x := cnn.NewTensor(test.shape...)
		p := passOf(t, &cnn.Network{Batch: 2, Input: x, Layers: []cnn.Layer{cnn.ReLU{}}, Upstream: x})
		have := Show(quantityAt(t, p, cnn.ActivationPlace(0)).Example(1))
		if have.Name != test.name || !slices.Equal(have.Lead, test.lead) {
			t.Errorf("%v: have %s and %v, want %s and %v", test.shape, have.Name, have.Lead, test.name, test.lead)
		}
	}
}
