package format

import (
	"reflect"
	"testing"

	"backprop/internal/cnn"
)

// TestLayout: weights and kernels in another layout make the same layer, and
// what is known of their rounding goes with each number.
func TestLayout(t *testing.T) {
	const maps = `[[[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [10, 11, 12]]]`
	for _, c := range []struct{ name, input, here, other string }{
		{"dense", `[1, 2, 3]`, `"dense", "layout": "out_in", "weights": [[1, 0.1235, 5], [2, 4, 6]], "bias": [1, 2]`,
			`"dense", "layout": "in_out", "weights": [[1, 2], [0.1235, 4], [5, 6]], "bias": [1, 2]`},
		{"conv", maps, `"conv", "layout": "OCHW", "kernel": [[[[1, 2, 0.1235]], [[3, 4, 5]]]]`,
			`"conv", "kernel": [[[[1], [3]], [[2], [4]], [[0.1235], [5]]]], "layout": "HWCO"`},
		{"two kernels", maps, `"conv", "kernel": [[[[1]], [[2]]], [[[3]], [[0.1235]]]]`,
			`"conv", "layout": "HWCO", "kernel": [[[[1, 3], [2, 0.1235]]]]`},
		{"one kernel, without its axes", `[[1, 2, 3]]`, `"conv", "kernel": [[1, 2]]`, `"conv", "layout": "HWCO", "kernel": [[1, 2]]`},
	} {
		read := func(layer string) (cnn.Layer, []float64) {
			n, err := ParseNetwork(c.name, []byte(`{"input": `+c.input+`, "layers": [{"op": `+layer+`}]}`))
			if err != nil {
				t.Fatal(err)
			}
			return n.Layers[0], n.HalfUnits[cnn.ParametersOf(n.Layers[0])[0].Value]
		}
		want, wantHalves := read(c.here)
		have, halves := read(c.other)
		if !reflect.DeepEqual(have, want) {
			t.Errorf("%s: have %v, want %v", c.name, cnn.ParametersOf(have)[0].Value, cnn.ParametersOf(want)[0].Value)
		}
		if !reflect.DeepEqual(halves, wantHalves) {
			t.Errorf("%s: have the half units %v, want %v", c.name, halves, wantHalves)
		}
	}
}
