package cnn

import (
	"fmt"
	"iter"
)

// Order is the order in which Flatten writes the cells of its maps: the
// first letter's axis changes slowest.
type Order string

// The orders that a network file can name.
const (
	CHW Order = "CHW" // channel first, row-major
	HWC Order = "HWC" // channel last
	CWH Order = "CWH" // column-major inside each channel
)

// Flatten writes maps as one vector. It computes nothing: it is a
// permutation, and its backward pass is the same map read the other way.
type Flatten struct {
	Order Order
}

// Op is "flatten".
func (Flatten) Op() string { return "flatten" }

// OutputShape maps [C H W] to [C·H·W], and a sequence [C L] as [C 1 L]; a vector
// stays as it is.
func (f Flatten) OutputShape(in Shape) (Shape, error) {
	switch f.Order {
	case CHW, HWC, CWH:
		return Shape{in.Size()}, nil
	}
	return nil, fmt.Errorf("order %q is not known; use \"CHW\", \"HWC\" or \"CWH\"", string(f.Order))
}

// Links yields one link with slope 1 for each element.
func (f Flatten) Links(in Shape) iter.Seq[Link] {
	maps := in.OnMaps()
	if len(in) == 1 {
		maps = Shape{1, 1, in[0]}
	}
	// axes is the order of the loops, outermost first: 0 is C, 1 is H, 2 is W.
	axes := map[Order][3]int{CHW: {0, 1, 2}, HWC: {1, 2, 0}, CWH: {0, 2, 1}}[f.Order]
	return func(yield func(Link) bool) {
		at := 0
		var cell [3]int
		for cell[axes[0]] = range maps[axes[0]] {
			for cell[axes[1]] = range maps[axes[1]] {
				for cell[axes[2]] = range maps[axes[2]] {
					from := (cell[0]*maps[1]+cell[1])*maps[2] + cell[2]
					if !yield(Link{Out: at, In: from, Param: None, Slope: 1}) {
						return
					}
					at++
				}
			}
		}
	}
}

// LinkCount is one for each element.
func (f Flatten) LinkCount(in Shape) int64 { return int64(in.Size()) }
