package cnn

import "iter"

// MaxPool keeps the largest cell of each window, channel by channel. Of tied
// cells the first in row-major order wins. Padding never wins.
type MaxPool struct {
	Window
}

// Op is "maxpool".
func (MaxPool) Op() string { return "maxpool" }

// OutputShape maps [C H W] to [C H' W'].
func (p MaxPool) OutputShape(in Shape) (Shape, error) { return p.pooled(in) }

// Links yields the cells of each window as candidates. After a pass the
// slope of the winner is 1 and that of the others 0.
func (p MaxPool) Links(in Shape) iter.Seq[Link] {
	return p.links(in, func(i, j int) float64 { return 0 })
}

// LinkCount is the number of input cells under all windows.
func (p MaxPool) LinkCount(in Shape) int64 { return p.linkCount(in) }

// Forward gives each output its winner's value: the first cell of a window
// wins until a larger one comes.
func (MaxPool) Forward(x, y []float64, links []Link) {
	winner := &Link{Out: -1} // of no output yet
	for k := range links {
		link := &links[k]
		link.Slope = 0
		if link.Out == winner.Out {
			if x[link.In] <= x[winner.In] {
				continue
			}
			winner.Slope = 0
		}
		winner = link
		winner.Slope, y[winner.Out] = 1, x[winner.In]
	}
}

// Rule says that an output is the largest of what it reads.
func (MaxPool) Rule() Rule { return Largest }

// SlopeFactors is empty: the winner passes the error on as it is.
func (MaxPool) SlopeFactors(Link, Quantity, Quantity) []Factor { return nil }

// pooled is the shape that a pooling window makes of [C H W].
func (w Window) pooled(in Shape) (Shape, error) {
	out, err := w.positions(in)
	if err != nil {
		return nil, err
	}
	if err := w.On(in).seesInput(in, out); err != nil {
		return nil, err
	}
	return Shape{in[0], out.Down, out.Across}, nil
}

// linkCount is the number of input cells under all windows.
func (w Window) linkCount(in Shape) int64 {
	out, _ := w.pooled(in)
	return int64(in[0]) * w.On(in).seen(in, Steps{out[1], out[2]})
}

// links yields the cells under each window, each with the window's slope.
func (w Window) links(in Shape, slope func(i, j int) float64) iter.Seq[Link] {
	return func(yield func(Link) bool) {
		out, _ := w.pooled(in)
		w := w.On(in)
		at := 0
		for c := range out[0] {
			for i := range out[1] {
				for j := range out[2] {
					for cell := range w.cells(in, i, j) {
						from := (c*in[1]+cell[0])*in[2] + cell[1]
						if !yield(Link{Out: at, In: from, Param: None, Slope: slope(i, j)}) {
							return
						}
					}
					at++
				}
			}
		}
	}
}

// Winners is the cell, in its own map, that each window of a max pooling layer
// chose, in row-major order of the output.
func (p *Pass) Winners(layer int) [][2]int {
	in := p.shapes[layer]
	var cells [][2]int
	for link := range p.EachLink(layer) {
		if link.Slope == 1 {
			cell := link.In % (in[1] * in[2])
			cells = append(cells, [2]int{cell / in[2], cell % in[2]})
		}
	}
	return cells
}
