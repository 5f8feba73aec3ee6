package notebook

import (
	"math"
	"testing"
)

func TestEnough(t *testing.T) {
	tests := []struct {
		name     string
		result   float64
		products [][]float64
		want     int
	}{
		{"exact in four", 0.5, [][]float64{{0.25, 2}}, 4},
		{"the fifth digit doubles", 2 * 0.25046, [][]float64{{2, 0.25046}}, 5},
		{"two products that meet a tie", 0.39242, [][]float64{{-0.08669, -2}, {-0.43808, -0.5}}, 5},
		{"nothing helps", 1, [][]float64{{0.5}}, 10},
		{"no number", 1, [][]float64{{math.NaN()}}, 4},
		{"no result", math.Inf(1), [][]float64{{1}}, 10},
	}
	for _, test := range tests {
		if have := Enough(test.result, test.products...); have != test.want {
			t.Errorf("%s: have %d, want %d", test.name, have, test.want)
		}
	}
}

// Who doubles the number of the question gets the result as it is written:
// twice 0.2505 would be 0.5010, but twice 0.25046 is 0.5009.
func TestPosed(t *testing.T) {
	for _, test := range []struct {
		v, result float64
		factors   []float64
		want      string
	}{
		{0.25046, 2 * 0.25046, []float64{2}, "= 0.25046"},
		{0.250461234, 2 * 0.250461234, []float64{2}, `\approx 0.25046`},
		{0.25, 0.5, []float64{2}, "= 0.25"},
		{-1. / 3, -2. / 3, []float64{2}, `\approx -0.33333`},
	} {
		if have := Posed(test.v, test.result, test.factors...); have != test.want {
			t.Errorf("%v: have %s, want %s", test.v, have, test.want)
		}
	}
}
