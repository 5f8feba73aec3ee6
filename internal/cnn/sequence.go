package cnn

import "fmt"

// A sequence [C L] is C channels of L numbers in a row. Whatever slides along
// one is computed as over maps of one row, [C 1 L], with the same links: only
// the shapes that people see have one axis less.

// IsSequence reports the shape of a sequence, among those of what layers read
// and make. That of the weights of a layer has two axes, too.
func (s Shape) IsSequence() bool { return len(s) == 2 }

// OnMaps is the shape [C 1 L] of a sequence [C L], and any other as it is.
func (s Shape) OnMaps() Shape {
	if s.IsSequence() {
		return Shape{s[0], 1, s[1]}
	}
	return s
}

// OnMaps is the layer over maps of one row that a layer along sequences is, and
// any other as it is. The parameters hold the same numbers in the same order.
func OnMaps(layer Layer) Layer {
	switch l := layer.(type) {
	case Conv1d:
		return l.onMaps()
	case MaxPool1d:
		return l.MaxPool
	case AvgPool1d:
		return l.AvgPool
	}
	return layer
}

// checkAlong reports a window along one axis that does not fit a sequence, in
// the words of one axis.
func (w Window) checkAlong(in Shape) error {
	if in.IsSequence() {
		w = w.On(in.OnMaps())
	}
	size, stride, before, after := w.Size.Across, w.Stride.Across, w.Pad.Left, w.Pad.Right
	reach := w.Reach().Across
	switch {
	case len(in) == 3:
		return fmt.Errorf("a window along one axis slides over sequences [C][L], but the input has shape %s, which is maps; use the layer without \"1d\", or give the input as a sequence, and several as \"batch\": [{\"input\": …}, …]", in)
	case !in.IsSequence():
		return fmt.Errorf("a window along one axis slides over sequences [C][L], but the input has shape %s; move the layer before the flatten", in)
	case size < 1 || stride < 1:
		return fmt.Errorf("a window of size %d that moves by %d: each must be at least 1", size, stride)
	case max(size, stride, before, after) > MaxElements:
		return fmt.Errorf("a size, stride or padding of %d: none may be above %d", max(size, stride, before, after), MaxElements)
	case min(before, after) < 0:
		return fmt.Errorf("pad [%d, %d]: no side may be negative", before, after)
	case reach > in[1]+before+after:
		return fmt.Errorf("the window is %d long, longer than its padded input of %d; make the window shorter or pad more", reach, in[1]+before+after)
	}
	return nil
}

// seesAlong reports a window along one axis that sees only padding.
func (w Window) seesAlong(length, windows int) error {
	switch {
	case w.Pad.Left >= w.Size.Across:
		return fmt.Errorf("the window of output 0 sees only padding; pad less before the input than the window is long")
	case (windows-1)*w.Stride.Across-w.Pad.Left >= length:
		return fmt.Errorf("the window of output %d sees only padding; pad less after the input or change the stride", windows-1)
	}
	return nil
}
