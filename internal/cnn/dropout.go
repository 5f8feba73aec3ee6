package cnn

import (
	"fmt"
	"iter"
)

// KeptScale is what dropout multiplies a number by that it keeps, 1/(1 − c) for
// the rate c.
var KeptScale = newKind("kept scale", Over(Number(1), Minus(Number(1), C)))

// Dropout multiplies by a mask that is given, so that nothing is left to chance,
// and what it keeps by 1/(1 − Rate), so that the mean stays what it is (Srivastava
// and others, Dropout, 2014, with the scale moved from the test to the training).
type Dropout struct {
	// Mask is 1 for what is kept and 0 for what is dropped, of the input's shape;
	// in a batch the examples' axis stands before it.
	Mask *Tensor
	Rate float64 // in [0, 1)
}

// Op is "dropout".
func (Dropout) Op() string { return "dropout" }

// OutputShape is the input's shape.
func (d Dropout) OutputShape(in Shape) (Shape, error) {
	if !(d.Rate >= 0 && d.Rate < 1) {
		return nil, fmt.Errorf("rate: found %v, expected a number from 0 on and below 1; it is the share that is dropped", d.Rate)
	}
	if d.Mask == nil {
		return nil, fmt.Errorf("mask: there is none; give a 1 for each number of shape %s that is kept and a 0 for each that is dropped", in)
	}
	if s := d.Mask.Shape; !s.Equal(in) && !(len(s) == len(in)+1 && s[1:].Equal(in)) {
		return nil, fmt.Errorf("mask: has shape %s, but the input has %s; give a 1 for each number that is kept and a 0 for each that is dropped", s, in)
	}
	for i, m := range d.Mask.Data {
		if m != 0 && m != 1 {
			return nil, fmt.Errorf("mask: element %v is %v, expected 1 for kept or 0 for dropped; the scale 1/(1 − rate) comes from \"rate\"", d.Mask.Shape.Index(i), m)
		}
	}
	return in, nil
}

// checkBatch reports a mask that is not that of so many examples; 0 stands for
// one without a batch.
func (d Dropout) checkBatch(batch int, in Shape) error {
	inBatch := len(d.Mask.Shape) == len(in)+1
	switch {
	case batch == 0 && inBatch:
		return fmt.Errorf("mask: has shape %s, but the input has %s; give a 1 for each number that is kept and a 0 for each that is dropped", d.Mask.Shape, in)
	case batch > 0 && (!inBatch || d.Mask.Shape[0] != batch):
		return fmt.Errorf("mask: has shape %s, but the batch has %d inputs of shape %s; give each example a mask of its own, one after the other", d.Mask.Shape, batch, in)
	}
	return nil
}

// Links yields one link for each element, from it to itself, with the slopes of
// the first example.
func (d Dropout) Links(in Shape) iter.Seq[Link] {
	return func(yield func(Link) bool) {
		for i := range in.Size() {
			if !yield(Link{Out: i, In: i, Param: None, Slope: d.slope(i)}) {
				return
			}
		}
	}
}

// slope is that of an element of the mask.
func (d Dropout) slope(at int) float64 { return d.Mask.Data[at] / (1 - d.Rate) }

// LinkCount is one for each element.
func (Dropout) LinkCount(in Shape) int64 { return int64(in.Size()) }

// factors writes a slope.
func (d Dropout) factors(slope float64) []Factor {
	switch {
	case slope == 0:
		return []Factor{constant(0)}
	case d.Rate == 0:
		return nil
	}
	return []Factor{{Kind: KeptScale, Value: slope, Constant: d.Rate}}
}

// example is the layer with the mask of one example of a batch.
func (d Dropout) example(n *Network, i int) Dropout {
	d.Mask = n.part(d.Mask, i)
	return d
}
