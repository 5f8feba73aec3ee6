package marking

import (
	"math/rand/v2"
	"testing"

	"backprop/internal/cnn"
)

// TestSpansOfExpressions: whatever a layer reads within its spans, its slope
// is within the span of its expressions, and within the narrower ones that this
// package has for the layers that it knows.
func TestSpansOfExpressions(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 3))
	for _, layer := range []cnn.Nonlinear{
		cnn.ReLU{}, cnn.Sigmoid{}, cnn.Tanh{}, cnn.Softmax{}, cnn.LogSoftmax{}, cnn.SiLU{}, cnn.GELU{}, cnn.Softplus{},
	} {
		n := 3
		for range 200 {
			low, high, x := make([]float64, n), make([]float64, n), make([]float64, n)
			for i := range n {
				low[i] = 4 * (r.Float64() - 0.5)
				high[i] = low[i] + r.Float64()
				x[i] = low[i] + (high[i]-low[i])*r.Float64()
			}
			var read []span
			for i := range n {
				read = append(read, span{low[i], high[i]})
			}
			s := &stage{layer: layer, nonlinear: layer, in: cnn.Shape{n}, out: cnn.Shape{n}}
			for l := range layer.Links(s.in) {
				s.own = append(s.own, l)
			}
			y := make([]float64, n)
			links := append([]cnn.Link(nil), s.own...)
			layer.Forward(x, y, links)
			gave := make([]span, n)
			for i := range gave {
				gave[i] = point(y[i])
				if form, ok := layer.Rule().Expression(); ok {
					gave[i] = cnn.Evaluate(spans{}, form, cnn.Operands[span]{T: read[i], All: read})
				}
				if y[i] < gave[i].lo-1e-12 || y[i] > gave[i].hi+1e-12 {
					t.Fatalf("%s of %v is %v, outside the span %v", layer.Op(), x[i], y[i], gave[i])
				}
			}
			run := &run{activations: [][]span{read, gave}}
			for k, l := range links {
				if s := run.bySlopeFactors(s, s.own[k]); l.Slope < s.lo-1e-12 || l.Slope > s.hi+1e-12 {
					t.Fatalf("%s: slope %v of link %d is outside the span %v", layer.Op(), l.Slope, k, s)
				}
			}
		}
	}
}
