package cnn

import (
	"fmt"
	"iter"
)

// Steps is a length down the rows and one across the columns: the size of a
// window, or its stride.
type Steps struct{ Down, Across int }

// Padding counts the rows and columns of zeros on each side of a map.
type Padding struct{ Top, Left, Bottom, Right int }

// A Window slides over the maps of an input. The output element (i,j) sees
// the rows i·stride − top … + height − 1, and the columns likewise.
//
// The arithmetic is that of Dumoulin and Visin, A guide to convolution
// arithmetic for deep learning (arXiv:1603.07285), relationship 6.
type Window struct {
	Size   Steps
	Stride Steps
	Pad    Padding
	Ceil   bool // keep partial windows at the end
}

// positions is how many windows fit along an axis of the given padded
// length. With ceil a last window that hangs over the end counts too, as long
// as it begins inside.
func positions(padded, size, stride int, ceil bool) int {
	n := (padded-size)/stride + 1
	if rest := (padded - size) % stride; ceil && rest > 0 && n*stride < padded {
		n++
	}
	return n
}

// check reports a size, stride or padding that no input can satisfy.
func (w Window) check() error {
	if w.Size.Down < 1 || w.Size.Across < 1 {
		return fmt.Errorf("window of size %d×%d: each side must be at least 1", w.Size.Down, w.Size.Across)
	}
	if w.Stride.Down < 1 || w.Stride.Across < 1 {
		return fmt.Errorf("stride [%d, %d]: each step must be at least 1", w.Stride.Down, w.Stride.Across)
	}
	if min(w.Pad.Top, w.Pad.Left, w.Pad.Bottom, w.Pad.Right) < 0 {
		return fmt.Errorf("pad [%d, %d, %d, %d]: no side may be negative", w.Pad.Top, w.Pad.Left, w.Pad.Bottom, w.Pad.Right)
	}
	return nil
}

// positions is the number of windows down and across an input [C H W].
func (w Window) positions(in Shape) (Steps, error) {
	if err := w.check(); err != nil {
		return Steps{}, err
	}
	if len(in) != 3 {
		return Steps{}, fmt.Errorf("a window slides over maps [C][H][W], but the input has shape %s; give the input rows and columns, or move the layer before the flatten", in)
	}
	height, width := in[1]+w.Pad.Top+w.Pad.Bottom, in[2]+w.Pad.Left+w.Pad.Right
	if w.Size.Down > height || w.Size.Across > width {
		return Steps{}, fmt.Errorf("the window is %d×%d, larger than its padded input of %d×%d; make the window smaller or pad more", w.Size.Down, w.Size.Across, height, width)
	}
	return Steps{
		positions(height, w.Size.Down, w.Stride.Down, w.Ceil),
		positions(width, w.Size.Across, w.Stride.Across, w.Ceil),
	}, nil
}

// seesInput reports an error for the first window that sees only padding:
// pooling has nothing to choose from there.
func (w Window) seesInput(in Shape, out Steps) error {
	axes := []struct {
		name                          string
		n, size, stride, before, real int
	}{
		{"row", out.Down, w.Size.Down, w.Stride.Down, w.Pad.Top, in[1]},
		{"column", out.Across, w.Size.Across, w.Stride.Across, w.Pad.Left, in[2]},
	}
	for _, a := range axes {
		for i := range a.n {
			first := i*a.stride - a.before
			if first+a.size <= 0 || first >= a.real {
				return fmt.Errorf("the windows of output %s %d see only padding; pad less than the window's size", a.name, i)
			}
		}
	}
	return nil
}

// cells yields the input cells that the window at (i,j) sees, in row-major
// order: the row and column in the input and the place (m,n) in the window.
// Padding is left out.
func (w Window) cells(in Shape, i, j int) iter.Seq2[[2]int, [2]int] {
	return func(yield func([2]int, [2]int) bool) {
		top, left := i*w.Stride.Down-w.Pad.Top, j*w.Stride.Across-w.Pad.Left
		for m := max(0, -top); m < w.Size.Down && top+m < in[1]; m++ {
			for n := max(0, -left); n < w.Size.Across && left+n < in[2]; n++ {
				if !yield([2]int{top + m, left + n}, [2]int{m, n}) {
					return
				}
			}
		}
	}
}

// area counts the cells of the window at (i,j) that lie in the padded input,
// the divisor of average pooling: padding counts, what hangs over the end
// does not.
func (w Window) area(in Shape, i, j int) int {
	down := min(w.Size.Down, in[1]+w.Pad.Top+w.Pad.Bottom-i*w.Stride.Down)
	across := min(w.Size.Across, in[2]+w.Pad.Left+w.Pad.Right-j*w.Stride.Across)
	return down * across
}
