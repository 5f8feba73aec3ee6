package cnn

import "iter"

// elementwise is embedded by layers in which each output reads the input at
// its own place.
type elementwise struct{}

// OutputShape is the input's shape.
func (elementwise) OutputShape(in Shape) (Shape, error) { return in, nil }

// Links yields one link for each element, from it to itself.
func (elementwise) Links(in Shape) iter.Seq[Link] {
	return func(yield func(Link) bool) {
		for i := range in.Size() {
			if !yield(Link{Out: i, In: i, Param: None}) {
				return
			}
		}
	}
}

// LinkCount is one for each element.
func (elementwise) LinkCount(in Shape) int64 { return int64(in.Size()) }

// Rectified is the rule of an output that is max(0, t).
var Rectified = newRule("rectified", "", Max(Number(0), T))

// Gate is the slope of a ReLU, [t > 0].
var Gate = newKind("gate", Positive(T))

// ReLU is max(0, z): a gate that is open where z > 0. Its slope at 0 is 0.
type ReLU struct{ elementwise }

// Op is "relu".
func (ReLU) Op() string { return "relu" }

// Forward passes what is above 0.
func (ReLU) Forward(x, y []float64, links []Link) {
	for i, z := range x {
		y[i], links[i].Slope = 0, 0
		if z > 0 {
			y[i], links[i].Slope = z, 1
		}
	}
}

// Rule says that an output is the larger of 0 and what it reads.
func (ReLU) Rule() Rule { return Rectified }

// SlopeFactors is the gate [z > 0].
func (ReLU) SlopeFactors(link Link, in, _ Quantity) []Factor {
	return []Factor{in.factor(Gate, link.In, link.Slope)}
}
