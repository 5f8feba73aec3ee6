package script

import (
	"fmt"

	"backprop/internal/cnn"
)

// windows writes what a layer's windows see: windows2[c, i, j, m, n] is the
// cell (m, n) of the window at (i, j). With padding there is padded2 as well.
func (s *numpy) windows(i int, w cnn.Window, padding any) {
	w = w.On(s.shape(i))
	from := s.activation(i)
	if before, after := s.padding(i, w); before != (cnn.Steps{}) || after != (cnn.Steps{}) {
		value := ""
		if padding != 0 {
			value = fmt.Sprintf(", constant_values=%v", padding)
		}
		if over := s.over(i, w); over != (cnn.Steps{}) {
			s.line("# The last windows hang over the end, by %d down and %d across.", over.Down, over.Across)
		}
		s.line("pad%d = %s(0, 0), (%d, %d), (%d, %d)  # %schannels, rows, columns", i, s.either("", "(0, 0), "), before.Down, after.Down, before.Across, after.Across, s.either("", "examples, "))
		s.line("padded%d = np.pad(%s, pad%d%s)", i, from, i, value)
		from = fmt.Sprintf("padded%d", i)
	}
	s.line("windows%d = %s", i, s.sliding(from, w))
	if apart := w.Apart(); w.Reach() != w.Size {
		s.line("windows%d = windows%d[..., ::%d, ::%d]  # only what the weights lie on", i, i, apart.Down, apart.Across)
	}
}

// sliding is the view of all windows over maps.
func (s *numpy) sliding(from string, w cnn.Window) string {
	steps := ""
	if w.Stride != (cnn.Steps{Down: 1, Across: 1}) {
		steps = fmt.Sprintf("[%s:, ::%d, ::%d]", s.either("", ":, "), w.Stride.Down, w.Stride.Across)
	}
	reach := w.Reach()
	return fmt.Sprintf("sliding_window_view(%s, (%d, %d), axis=%s)%s", from, reach.Down, reach.Across, s.either("(1, 2)", "(2, 3)"), steps)
}

// over is by how many rows and columns the last windows hang over the end.
func (s *numpy) over(i int, w cnn.Window) cnn.Steps {
	in, out := s.shape(i).OnMaps(), s.shape(i+1).OnMaps()
	return cnn.Steps{
		Down:   max(0, (out[1]-1)*w.Stride.Down+w.Reach().Down-in[1]-w.Pad.Top-w.Pad.Bottom),
		Across: max(0, (out[2]-1)*w.Stride.Across+w.Reach().Across-in[2]-w.Pad.Left-w.Pad.Right),
	}
}

// padding is what is added before and after the rows and the columns.
func (s *numpy) padding(i int, w cnn.Window) (before, after cnn.Steps) {
	over := s.over(i, w)
	return cnn.Steps{Down: w.Pad.Top, Across: w.Pad.Left}, cnn.Steps{Down: w.Pad.Bottom + over.Down, Across: w.Pad.Right + over.Across}
}

// area is what each window of average pooling is divided by, as an expression;
// whole where that is the number of its cells everywhere.
func (s *numpy) area(i int, l cnn.AvgPool) (expression string, whole bool) {
	w := l.On(s.shape(i))
	over, in, out := s.over(i, w), s.shape(i), s.shape(i+1)
	if l.NoPad && w.Pad != (cnn.Padding{}) {
		return s.sliding(fmt.Sprintf("there%d", i), w) + ".sum(axis=" + s.inWindow() + ")", false
	}
	if over == (cnn.Steps{}) {
		return fmt.Sprint(w.Size.Down * w.Size.Across), true
	}
	along := func(n, size, stride, padded int) string {
		return fmt.Sprintf("np.minimum(%d, %d - %d * np.arange(%d))", size, padded, stride, n)
	}
	return fmt.Sprintf("np.outer(%s,\n                 %s)",
		along(out[1], w.Size.Down, w.Stride.Down, in[1]+w.Pad.Top+w.Pad.Bottom),
		along(out[2], w.Size.Across, w.Stride.Across, in[2]+w.Pad.Left+w.Pad.Right)), false
}

// inWindow are the axes of a window among those of windowsN.
func (s *numpy) inWindow() string { return s.either("(3, 4)", "(4, 5)") }
