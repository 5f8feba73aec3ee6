package cnn

import "iter"

// AvgPool is the mean of each window, channel by channel. Padding counts as
// zeros and in the divisor, unless NoPad leaves it out there; of a partial
// window only the cells that are there count.
type AvgPool struct {
	Window
	NoPad bool // the divisor counts no padding
}

// Op is "avgpool".
func (AvgPool) Op() string { return "avgpool" }

// OutputShape maps [C H W] to [C H' W'].
func (p AvgPool) OutputShape(in Shape) (Shape, error) { return p.pooled(in) }

// Links yields the cells of each window, each with slope 1/n.
func (p AvgPool) Links(in Shape) iter.Seq[Link] {
	return p.links(in, func(i, j int) float64 { return 1 / float64(p.divisor(in, i, j)) })
}

// divisor is what the window at (i,j) of the maps [C H W] is divided by.
func (p AvgPool) divisor(in Shape, i, j int) int {
	w := p.On(in)
	if p.NoPad {
		return w.within(in, i, j)
	}
	return w.area(in, i, j)
}

// LinkCount is the number of input cells under all windows.
func (p AvgPool) LinkCount(in Shape) int64 { return p.linkCount(in) }
