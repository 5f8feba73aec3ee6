package marking

import (
	"fmt"
	"slices"
	"testing"

	"backprop/internal/cnn"
)

// TestNotAveragedAtItsSource: p − y of each example without the 1/N of the batch,
// which is where the 1/N comes in, behind a softmax and behind a sigmoid. The
// numbers are N times the right ones.
func TestNotAveragedAtItsSource(t *testing.T) {
	const sigmoid = `{
		"batch": [{"input": [1, 2], "target": [1]}, {"input": [3, 1], "target": [0]}, {"input": [0, 1], "target": [1]}],
		"layers": [{"op": "dense", "weights": [[0.5, -0.25]]}, {"op": "sigmoid"}], "loss": {"op": "binary_cross_entropy"}}`
	const log = `{
		"batch": [{"input": [1, 2], "target": [1, 0]}, {"input": [3, 1], "target": [0, 1]}, {"input": [0, 1], "target": [1, 0]}],
		"layers": [{"op": "dense", "weights": [[0.5, -0.25], [1, 0.5]]}, {"op": "log_softmax"}], "loss": {"op": "nll"}}`
	for _, test := range []struct {
		network string
		place   cnn.Place
	}{{normed, cnn.GradientPlace(4)}, {normed, cnn.ParameterPlace(3, "weights")}, {sigmoid, cnn.GradientPlace(1)}, {log, cnn.GradientPlace(1)}} {
		n := network(t, test.network)
		q, err := pass(t, n).Quantity(test.place)
		if err != nil {
			t.Fatal(err)
		}
		for _, decimals := range []int{3, 4, 6} {
			number := func(v float64) string { return fixed(decimals)(float64(n.Examples()) * v) }
			text := fmt.Sprintf("{%q: %s}", test.place, write(q.Shape, q.Data, number))
			have := marked(t, n, text).Places[0]
			if have.Verdict != Wrong || !slices.ContainsFunc(have.Mistakes, func(set []string) bool { return slices.Equal(set, []string{"batch-not-averaged"}) }) {
				t.Errorf("%s: have %s and %v, want batch-not-averaged", text, have.Verdict, have.Mistakes)
			}
		}
	}
}

// TestAveragedTwice: with a gradient that is given nothing can be divided at the start,
// so it was the gradient of the parameters that was divided by N once more.
func TestAveragedTwice(t *testing.T) {
	n := network(t, `{"batch": [{"input": [1, 2]}, {"input": [3, 1]}, {"input": [0, 1]}],
		"layers": [{"op": "dense", "weights": [[0.5, -0.25]]}], "upstream": [[0.3], [0.6], [-1.2]]}`)
	for _, test := range []struct {
		answer string
		want   []string
	}{
		{`[[2.1, 0]]`, nil},
		{`[[0.7, 0]]`, []string{"batch-averaged-twice"}}, // a third
	} {
		have := marked(t, n, `{"parameters/0/weights": `+test.answer+`}`).Places[0]
		if test.want == nil && have.Verdict != Right || test.want != nil && (len(have.Mistakes) == 0 || !slices.Equal(have.Mistakes[0], test.want)) {
			t.Errorf("%s: have %s and %v, want %v", test.answer, have.Verdict, have.Mistakes, test.want)
		}
	}
}
