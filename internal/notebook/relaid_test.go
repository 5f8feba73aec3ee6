package notebook

import (
	"fmt"
	"testing"

	"backprop/internal/cnn"
)

func TestRelaid(t *testing.T) {
	p := sixCells(t)
	k, x := quantityAt(t, p, cnn.ValuePlace(0, "kernel")), quantityAt(t, p, cnn.ActivationPlace(0))
	for _, test := range []struct {
		have Grid
		want string // the name, the numbers, and the elements that the cells show
	}{
		{Transposed(k), `K^\top 2×2 [1 3 2 4] [[0 0] [1 0] [0 1] [1 1]]`},
		{Rotated(k), `K^{\text{rot}} 2×2 [4 3 2 1] [[1 1] [1 0] [0 1] [0 0]]`},
		{Padded("X_p", x, cnn.Padding{Left: 1, Bottom: 1}), `X_p 3×4 [0 5 6 7 0 8 9 10 0 0 0 0] [[] [0 0] [0 1] [0 2] [] [1 0] [1 1] [1 2] [] [] [] []]`},
	} {
		if have := fmt.Sprint(test.have.Name, " ", test.have.Shape, " ", test.have.Values, " ", test.have.Elements); have != test.want {
			t.Errorf("have %s\nwant %s", have, test.want)
		}
	}
	m, err := JacobianMap(p, 0)
	if err != nil {
		t.Fatal(err)
	}
	if have, want := fmt.Sprint(m.Rows, m.RowName, m.ColName, m.Sparse), "[[1 2 0 3 4 0] [0 1 2 0 3 4]] [0,0 0,1] [0,0 0,1 0,2 1,0 1,1 1,2] true"; have != want {
		t.Errorf("have %s\nwant %s", have, want)
	}
	b := BarsOf("height", []string{"x", "once more"}, "cell %d", x, x)
	if have, want := fmt.Sprint(b.Label, b.Series, b.Groups[5].Name, b.Groups[5].Values, len(b.Groups)), "height[x once more]cell 5[10 10] 6"; have != want {
		t.Errorf("have %s, want %s", have, want)
	}
	if have, want := fmt.Sprint(SizesOf(k, x)), "map[K:2×2 X:2×3 size of K:4 size of X:6]"; have != want {
		t.Errorf("have %s, want %s", have, want)
	}
}

// sixCells is a convolution of six cells by four weights.
func sixCells(t *testing.T) *cnn.Pass {
	t.Helper()
	one, err := cnn.Single(cnn.Conv{Kernel: cnn.Filter([][]float64{{1, 2}, {3, 4}}), Bias: cnn.NewTensor(1), Stride: cnn.Steps{Down: 1, Across: 1}},
		cnn.Map([][]float64{{5, 6, 7}, {8, 9, 10}}), nil)
	if err != nil {
		t.Fatal(err)
	}
	return one.Pass
}
