package script

import (
	"fmt"

	"backprop/internal/cnn"
)

// pooled writes a pooling layer. PyTorch's own padding is at most half of a
// window.
func (s *torch) pooled(i int, call string, w cnn.Window, outside, more string) {
	w = w.On(s.shape(i).OnMaps())
	from, padding := s.padded(i, w, w.Size.Down/2, w.Size.Across/2, outside)
	if w.Ceil {
		more = ", ceil_mode=True" + more
	}
	s.line("%s = %s(%s, %s%s%s%s)", s.activation(i+1), call, from, s.steps(i, w.Size), s.strided(i, w, w.Size), padding, more)
}

// steps is how a call says a size, a stride or a padding: along one axis as one
// number.
func (s *torch) steps(i int, n cnn.Steps) string {
	if s.shape(i).IsSequence() {
		return fmt.Sprint(n.Across)
	}
	return pair(n.Down, n.Across)
}

// averaged writes an average pooling. Where padding is not counted, and is none
// that the call itself can add, the mean is divided by the part of its window that
// the input fills, which is the mean of ones.
func (s *torch) averaged(i int, call string, l cnn.AvgPool) {
	l.Window = l.On(s.shape(i).OnMaps())
	switch own := s.ownPadding(l.Window, l.Size.Down/2, l.Size.Across/2); {
	case !l.NoPad || l.Pad == (cnn.Padding{}):
		s.pooled(i, call, l.Window, "0", "")
	case own:
		s.pooled(i, call, l.Window, "0", ", count_include_pad=False")
	default:
		s.pooled(i, call, l.Window, "0", "")
		y := s.activation(i + 1)
		ceil := ""
		if l.Ceil {
			ceil = ", ceil_mode=True"
		}
		s.line("there%d = F.pad(torch.ones_like(%s), sides%d)  # 1 in the input, 0 in the padding", i, s.activation(i), i)
		s.line("%s = %s / %s(there%d, %s%s%s)", y, y, call, i, s.steps(i, l.Size), s.strided(i, l.Window, l.Size), ceil)
	}
}

// ownPadding reports a padding that a call can add itself: the same on opposite
// sides, and not more than it takes.
func (s *torch) ownPadding(w cnn.Window, mostDown, mostAcross int) bool {
	pad := w.Pad
	return pad.Top == pad.Bottom && pad.Left == pad.Right && pad.Top <= mostDown && pad.Left <= mostAcross
}

// stamped writes a transposed convolution. A crop that the call cannot say is cut
// from the result.
func (s *torch) stamped(i int, l cnn.ConvTranspose) {
	w, out := l.Window(), s.shape(i+1)
	more, cut := s.strided(i, w, cnn.Steps{Down: 1, Across: 1}), ""
	switch pad := l.Pad; {
	case pad == (cnn.Padding{}):
	case pad.Top == pad.Bottom && pad.Left == pad.Right:
		more += ", padding=" + pair(pad.Top, pad.Left)
	default:
		cut = fmt.Sprintf("[%s:, %d:%d, %d:%d]  # the rest is cropped", s.either("", ":, "), pad.Top, pad.Top+out[1], pad.Left, pad.Left+out[2])
	}
	if l.Back != (cnn.Steps{}) {
		more += ", output_padding=" + pair(l.Back.Down, l.Back.Across)
	}
	y := s.activation(i + 1)
	s.line("%s = F.conv_transpose2d(%s, %s, %s%s)", y, s.activation(i), s.parameter(i, 0), s.parameter(i, 1), more)
	if cut != "" {
		s.line("%s = %s%s", y, y, cut)
	}
}

// padded returns what a window slides over and how a call says its padding. A
// padding that no call can say, since both sides of it are not alike or it is
// more than the call takes, is written as a step of its own.
func (s *torch) padded(i int, w cnn.Window, mostDown, mostAcross int, outside string) (from, padding string) {
	from, pad := s.activation(i), w.Pad
	switch {
	case pad == (cnn.Padding{}):
		return from, ""
	case s.ownPadding(w, mostDown, mostAcross):
		return from, ", padding=" + s.steps(i, cnn.Steps{Down: pad.Top, Across: pad.Left})
	}
	value := ""
	if outside != "0" {
		value = ", value=" + outside
	}
	if s.shape(i).IsSequence() {
		s.line("sides%d = (%d, %d)  # before, after", i, pad.Left, pad.Right)
	} else {
		s.line("sides%d = (%d, %d, %d, %d)  # left, right, top, bottom", i, pad.Left, pad.Right, pad.Top, pad.Bottom)
	}
	s.line("padded%d = F.pad(%s, sides%d%s)", i, from, i, value)
	return fmt.Sprintf("padded%d", i), ""
}

// strided is how a call says a stride that is not its default.
func (s *torch) strided(i int, w cnn.Window, standard cnn.Steps) string {
	if w.Stride == standard {
		return ""
	}
	return ", stride=" + s.steps(i, w.Stride)
}
