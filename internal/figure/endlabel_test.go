package figure

import (
	"math"
	"slices"
	"testing"
)

func TestSpread(t *testing.T) {
	tests := []struct {
		name  string
		spans []span
		want  []float64
	}{
		{"none", nil, []float64{}},
		{"apart", []span{{50, 10}, {20, 10}}, []float64{50, 20}},
		{"touching", []span{{50, 10}, {52, 10}}, []float64{46, 56}},
		{"equal: the first above", []span{{50, 10}, {50, 10}}, []float64{55, 45}},
		{"a block pushes the next", []span{{50, 10}, {50, 10}, {62, 10}}, []float64{54, 44, 64}},
		{"at the top", []span{{99, 10}, {98, 10}}, []float64{95, 85}},
		{"pushed down from the top", []span{{99, 10}, {84, 10}}, []float64{95, 84}},
		{"one pushes the next", []span{{99, 10}, {88, 10}, {77, 10}}, []float64{95, 85, 75}},
		{"one lifts the next", []span{{1, 10}, {12, 10}}, []float64{5, 15}},
		{"at the bottom", []span{{1, 10}, {2, 20}}, []float64{5, 20}},
	}
	for _, test := range tests {
		have := spread(test.spans, 0, 100)
		if !slices.EqualFunc(have, test.want, func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }) {
			t.Errorf("%s: have %v, want %v", test.name, have, test.want)
		}
	}
}
