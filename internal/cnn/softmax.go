package cnn

import (
	"fmt"
	"iter"
	"math"
)

// Share is the rule of an output that is e^t over the sum of e to the power of
// each element that the output reads.
var Share = newRule("share", "", Over(Exp(T), OverAll(Exp(EachOne))))

// Softmax turns scores into probabilities: p_i = e^{s_i} / Σ_j e^{s_j}. Every
// output reads every score, with slope p_i([i=j] − p_j) (Bishop, Pattern
// Recognition and Machine Learning, 2006, equation 4.106).
type Softmax struct{}

// Op is "softmax".
func (Softmax) Op() string { return "softmax" }

// OutputShape is the input's, which must be a vector.
func (Softmax) OutputShape(in Shape) (Shape, error) {
	return vectorAlone("softmax", in)
}

// vectorAlone is the shape of an input that must be a vector.
func vectorAlone(op string, in Shape) (Shape, error) {
	if len(in) != 1 {
		return nil, fmt.Errorf("%s reads a vector, but the input has shape %s; put a flatten before it", op, in)
	}
	return in, nil
}

// Links yields every pair of an output and a score.
func (Softmax) Links(in Shape) iter.Seq[Link] {
	return func(yield func(Link) bool) {
		for i := range in[0] {
			for j := range in[0] {
				if !yield(Link{Out: i, In: j, Param: None}) {
					return
				}
			}
		}
	}
}

// LinkCount is the square of the number of scores.
func (Softmax) LinkCount(in Shape) int64 { return int64(in[0]) * int64(in[0]) }

// Forward subtracts the largest score first, so that no power overflows; the
// quotient stays the same. 1 − p_i is summed from the other probabilities,
// so that it keeps its digits where p_i is next to 1.
func (Softmax) Forward(x, y []float64, links []Link) {
	largest := math.Inf(-1)
	for _, s := range x {
		largest = max(largest, s)
	}
	total := 0.0
	for i, s := range x {
		y[i] = exp(s - largest)
		total += y[i]
	}
	for i := range y {
		y[i] /= total
	}
	n := len(x)
	for i, p := range y {
		row := links[i*n : (i+1)*n]
		others := 0.0
		for j, q := range y {
			if j != i {
				others += q
				row[j].Slope = -p * q
			}
		}
		row[i].Slope = p * others
	}
}

// Rule says that an output is its share of all powers.
func (Softmax) Rule() Rule { return Share }

// SlopeFactors is p_i(1 − p_i) on the diagonal and −p_i·p_j off it.
func (Softmax) SlopeFactors(link Link, _, out Quantity) []Factor {
	p := out.factor(Element, link.Out, out.Tensor.Data[link.Out])
	q := out.Tensor.Data[link.In]
	if link.Out == link.In {
		return []Factor{p, out.complement(link)}
	}
	return []Factor{constant(-1), p, out.factor(Element, link.In, q)}
}
