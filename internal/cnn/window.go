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

// Around is a map with the padding around it.
func (p Padding) Around(rows [][]float64) [][]float64 {
	wide := Zeros(p.Top+len(rows)+p.Bottom, p.Left+len(rows[0])+p.Right)
	for i, row := range rows {
		copy(wide[p.Top+i][p.Left:], row)
	}
	return wide
}

// A Window slides over the maps of an input. The output element (i,j) sees
// the rows i·stride − top + m·dilation for m from 0 to height − 1, and the
// columns likewise.
//
// The arithmetic is that of Dumoulin and Visin, A guide to convolution
// arithmetic for deep learning (arXiv:1603.07285), relationship 6.
type Window struct {
	Size   Steps
	Stride Steps
	Pad    Padding
	Ceil   bool // keep partial windows at the end
	All    bool // one window over the whole map; Size and Stride are 0 until On

	// Dilation is how far neighbouring cells of the window lie apart in the
	// input; 0 stands for 1.
	Dilation Steps
	// Same pads so that there is a window for each step of the stride, ⌈H/stride⌉
	// of them; Pad is 0 until On.
	Same bool
}

// Apart is how far neighbouring cells of the window lie apart in the input, 1
// where there is no dilation.
func (w Window) Apart() Steps {
	apart := w.Dilation
	if apart.Down == 0 {
		apart.Down = 1
	}
	if apart.Across == 0 {
		apart.Across = 1
	}
	return apart
}

// Reach is how many rows and columns the window covers, from its first cell to
// its last: more than its size where it is dilated.
func (w Window) Reach() Steps {
	apart := w.Apart()
	return Steps{(w.Size.Down-1)*apart.Down + 1, (w.Size.Across-1)*apart.Across + 1}
}

// On is the window over maps [C H W]: with a size and a stride of its own where
// All leaves them to the map, and with the padding where Same does. Of that an
// odd row or column goes to the end.
func (w Window) On(in Shape) Window {
	if w.Same {
		reach := w.Reach()
		around := func(length, reach, stride int) (before, after int) {
			if stride < 1 {
				return 0, 0 // which check reports
			}
			windows := (length + stride - 1) / stride
			all := max(0, (windows-1)*stride+reach-length)
			return all / 2, all - all/2
		}
		w.Same = false
		w.Pad.Top, w.Pad.Bottom = around(in[1], reach.Down, w.Stride.Down)
		w.Pad.Left, w.Pad.Right = around(in[2], reach.Across, w.Stride.Across)
	}
	if w.All {
		w.Size = Steps{in[1], in[2]}
		w.Stride = w.Size
	}
	return w
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
	if w.Dilation.Down < 0 || w.Dilation.Across < 0 {
		return fmt.Errorf("dilation [%d, %d]: each must be at least 1", w.Dilation.Down, w.Dilation.Across)
	}
	largest := max(w.Dilation.Down, w.Dilation.Across, w.Size.Down, w.Size.Across, w.Stride.Down, w.Stride.Across, w.Pad.Top, w.Pad.Left, w.Pad.Bottom, w.Pad.Right)
	if largest > MaxElements {
		return fmt.Errorf("a size, stride, dilation or padding of %d: none may be above %d", largest, MaxElements)
	}
	if min(w.Pad.Top, w.Pad.Left, w.Pad.Bottom, w.Pad.Right) < 0 {
		return fmt.Errorf("pad [%d, %d, %d, %d]: no side may be negative", w.Pad.Top, w.Pad.Left, w.Pad.Bottom, w.Pad.Right)
	}
	return nil
}

// positions is the number of windows down and across an input [C H W].
func (w Window) positions(in Shape) (Steps, error) {
	if in.IsSequence() {
		return Steps{}, fmt.Errorf("a window slides over maps [C][H][W], but the input has shape %s, which is a sequence; use the layer with \"1d\" at the end of its name", in)
	}
	if len(in) != 3 {
		return Steps{}, fmt.Errorf("a window slides over maps [C][H][W], but the input has shape %s; give the input rows and columns, or move the layer before the flatten", in)
	}
	w = w.On(in)
	if err := w.check(); err != nil {
		return Steps{}, err
	}
	height, width := in[1]+w.Pad.Top+w.Pad.Bottom, in[2]+w.Pad.Left+w.Pad.Right
	reach := w.Reach()
	if reach != w.Size && (reach.Down > height || reach.Across > width) {
		return Steps{}, fmt.Errorf("the window of %d×%d reaches over %d×%d cells with the dilation [%d, %d], more than its padded input of %d×%d; dilate less or pad more",
			w.Size.Down, w.Size.Across, reach.Down, reach.Across, w.Apart().Down, w.Apart().Across, height, width)
	}
	if w.Size.Down > height || w.Size.Across > width {
		return Steps{}, fmt.Errorf("the window is %d×%d, larger than its padded input of %d×%d; make the window smaller or pad more", w.Size.Down, w.Size.Across, height, width)
	}
	return Steps{
		positions(height, reach.Down, w.Stride.Down, w.Ceil),
		positions(width, reach.Across, w.Stride.Across, w.Ceil),
	}, nil
}

// seesInput reports an error for a window that sees only padding: pooling has
// nothing to choose from there. Windows move one way, so that it is enough to
// look whether the first reaches the input and the last still begins in it.
func (w Window) seesInput(in Shape, out Steps) error {
	switch {
	case w.Pad.Top >= w.Size.Down:
		return fmt.Errorf("the windows of output row 0 see only padding; pad fewer rows at the top than the window is high")
	case w.Pad.Left >= w.Size.Across:
		return fmt.Errorf("the windows of output column 0 see only padding; pad fewer columns at the left than the window is wide")
	case (out.Down-1)*w.Stride.Down-w.Pad.Top >= in[1]:
		return fmt.Errorf("the windows of output row %d see only padding; pad fewer rows at the bottom or change the stride", out.Down-1)
	case (out.Across-1)*w.Stride.Across-w.Pad.Left >= in[2]:
		return fmt.Errorf("the windows of output column %d see only padding; pad fewer columns at the right or change the stride", out.Across-1)
	}
	return nil
}

// seen counts the pairs of a window and an input cell that it sees on one
// map, without listing them.
func (w Window) seen(in Shape, out Steps) int64 {
	along := func(n, size, stride, apart, before, real int) (sum int64) {
		for i := range n {
			first := i*stride - before
			sum += int64(max(0, min(size, steps(real-first, apart))-steps(-first, apart)))
		}
		return sum
	}
	apart := w.Apart()
	return along(out.Down, w.Size.Down, w.Stride.Down, apart.Down, w.Pad.Top, in[1]) *
		along(out.Across, w.Size.Across, w.Stride.Across, apart.Across, w.Pad.Left, in[2])
}

// steps is how many steps it takes to go so far, at least 0.
func steps(far, step int) int { return max(0, (far+step-1)/step) }

// cells yields the input cells that the window at (i,j) sees, in row-major
// order: the row and column in the input and the place (m,n) in the window.
// Padding is left out.
func (w Window) cells(in Shape, i, j int) iter.Seq2[[2]int, [2]int] {
	return func(yield func([2]int, [2]int) bool) {
		top, left := i*w.Stride.Down-w.Pad.Top, j*w.Stride.Across-w.Pad.Left
		apart := w.Apart()
		for m := steps(-top, apart.Down); m < w.Size.Down && top+m*apart.Down < in[1]; m++ {
			for n := steps(-left, apart.Across); n < w.Size.Across && left+n*apart.Across < in[2]; n++ {
				if !yield([2]int{top + m*apart.Down, left + n*apart.Across}, [2]int{m, n}) {
					return
				}
			}
		}
	}
}

// Cells lists the cells that the window at (i,j) sees, row by row, where there is
// neither padding nor dilation.
func (w Window) Cells(i, j int) [][2]int {
	return Block(i*w.Stride.Down, j*w.Stride.Across, w.Size.Down, w.Size.Across)
}

// area counts the cells of the window at (i,j) that lie in the padded input,
// the divisor of average pooling: padding counts, what hangs over the end
// does not.
func (w Window) area(in Shape, i, j int) int {
	down := min(w.Size.Down, in[1]+w.Pad.Top+w.Pad.Bottom-i*w.Stride.Down)
	across := min(w.Size.Across, in[2]+w.Pad.Left+w.Pad.Right-j*w.Stride.Across)
	return down * across
}

// within counts the cells of the input that the window at (i,j) sees.
func (w Window) within(in Shape, i, j int) int {
	top, left := i*w.Stride.Down-w.Pad.Top, j*w.Stride.Across-w.Pad.Left
	down := min(top+w.Size.Down, in[1]) - max(top, 0)
	across := min(left+w.Size.Across, in[2]) - max(left, 0)
	return down * across
}
