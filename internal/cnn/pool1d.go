package cnn

import "iter"

// MaxPool1d keeps the largest number of each window of a sequence, channel by
// channel. It is a MaxPool over maps of one row, with a window of one row.
type MaxPool1d struct{ MaxPool }

// Op is "maxpool1d".
func (MaxPool1d) Op() string { return "maxpool1d" }

// OutputShape maps [C L] to [C L'].
func (p MaxPool1d) OutputShape(in Shape) (Shape, error) { return p.pooledAlong(in) }

// Links are those over maps of one row.
func (p MaxPool1d) Links(in Shape) iter.Seq[Link] { return p.MaxPool.Links(in.OnMaps()) }

// LinkCount is that over maps of one row.
func (p MaxPool1d) LinkCount(in Shape) int64 { return p.MaxPool.LinkCount(in.OnMaps()) }

// AvgPool1d is the mean of each window of a sequence, channel by channel. It is
// an AvgPool over maps of one row, with a window of one row.
type AvgPool1d struct{ AvgPool }

// Op is "avgpool1d".
func (AvgPool1d) Op() string { return "avgpool1d" }

// OutputShape maps [C L] to [C L'].
func (p AvgPool1d) OutputShape(in Shape) (Shape, error) { return p.pooledAlong(in) }

// Links are those over maps of one row.
func (p AvgPool1d) Links(in Shape) iter.Seq[Link] { return p.AvgPool.Links(in.OnMaps()) }

// LinkCount is that over maps of one row.
func (p AvgPool1d) LinkCount(in Shape) int64 { return p.AvgPool.LinkCount(in.OnMaps()) }

// pooledAlong is the shape that a pooling window makes of [C L].
func (w Window) pooledAlong(in Shape) (Shape, error) {
	if err := w.checkAlong(in); err != nil {
		return nil, err
	}
	maps := in.OnMaps()
	out, err := w.positions(maps)
	if err == nil {
		err = w.On(maps).seesAlong(in[1], out.Across)
	}
	if err != nil {
		return nil, err
	}
	return Shape{in[0], out.Across}, nil
}
