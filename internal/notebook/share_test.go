package notebook

import (
	"backprop/internal/cnn"
	"strings"
	"testing"
)

// The parts that two kernels send to one map add up to its gradient, and each
// cell of the sum comes from those at its place.
func TestSharesOfKernels(t *testing.T) {
	p := twoMaps(t)
	k, dz, dx := quantityAt(t, p, cnn.ValuePlace(0, "kernel")), quantityAt(t, p, cnn.GradientPlace(1)), quantityAt(t, p, cnn.GradientPlace(0))
	from := func(kernel int) Grid {
		rows := [][]float64{make([]float64, 3), make([]float64, 3)}
		for j := range 2 { // the output is one row of two
			for m := range 2 {
				for n := range 2 {
					rows[m][j+n] += dz.At(kernel, 0, j) * k.At(kernel, 1, m, n)
				}
			}
		}
		return Matrix("S", rows).Through(dx, k, kernel, 1)
	}
	row := rowOf(t, from(0), "+", from(1), "=", Part(dx, 1))
	if have, _ := sourcesIn(row); len(have) != 6 || have["0,1"] != "0:0,1;0:0,1;1:0,1;1:0,1" {
		t.Errorf("have %q", have)
	}
	wrong := from(1)
	wrong.Values[4]++
	row = rowOf(t, from(0), "+", wrong, "=", Part(dx, 1))
	if have, _ := sourcesIn(row); strings.Contains(have["0,1"], "1:") || !strings.Contains(have["0,1"], "0:0,1") {
		t.Errorf("a grid of other numbers is a source: %q", have["0,1"])
	}
}
