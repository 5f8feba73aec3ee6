package marking

import (
	"iter"

	"backprop/internal/cnn"
)

// flattenMistakes are about the order of the features.
var flattenMistakes = []Mistake{{
	Name: "flatten-order", Group: Flatten, common: 1,
	Wrong:   "The cells are taken in another order than flatten's own: columns for rows, or channels last for first.",
	Did:     "took the cells in another order",
	Right:   "The way back is the inverse of the very same map that the forward pass used.",
	Instead: "Number the cells in the order of the forward flatten, and put each gradient back under its number. Channel after channel and row after row is the usual order, but check what your network says.",
	Links: []string{
		"https://github.com/keras-team/keras/issues/13830",
		"https://github.com/tensorflow/tfjs/issues/2205",
	},
	ways: []fault{
		{at: flattensInOtherThan(cnn.CWH), backward: inOrder(cnn.CWH), replaces: true},
		{at: flattensInOtherThan(cnn.CHW), backward: inOrder(cnn.CHW), replaces: true},
		{at: flattensInOtherThan(cnn.HWC), backward: inOrder(cnn.HWC), replaces: true},
		{at: flattensInOtherThan(cnn.CWH), forward: inOrder(cnn.CWH), replaces: true},
		{at: flattensInOtherThan(cnn.CHW), forward: inOrder(cnn.CHW), replaces: true},
		{at: flattensInOtherThan(cnn.HWC), forward: inOrder(cnn.HWC), replaces: true},
		{at: flattensInOtherThan(cnn.CWH), forward: inOrder(cnn.CWH), backward: inOrder(cnn.CWH), replaces: true},
		{at: flattensInOtherThan(cnn.CHW), forward: inOrder(cnn.CHW), backward: inOrder(cnn.CHW), replaces: true},
		{at: flattensInOtherThan(cnn.HWC), forward: inOrder(cnn.HWC), backward: inOrder(cnn.HWC), replaces: true},
	},
}}

// flattensInOtherThan says whether a layer flattens maps in another order.
func flattensInOtherThan(order cnn.Order) func(*stage) bool {
	return func(s *stage) bool {
		f, ok := s.layer.(cnn.Flatten)
		return ok && f.Order != order && len(s.in) == 3
	}
}

// inOrder reads the links of a flatten in an order.
func inOrder(order cnn.Order) reading {
	return func(s *stage, _ *run, _ iter.Seq[link]) iter.Seq[link] {
		return func(yield func(link) bool) {
			for l := range (cnn.Flatten{Order: order}).Links(s.in) {
				if !yield(link{l.Out, l.In, l.Param, point(l.Slope), 1}) {
					return
				}
			}
		}
	}
}
