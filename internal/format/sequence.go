package format

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
)

// isAlong reports a kind of layer that slides along sequences.
func isAlong(op string) bool { return strings.HasSuffix(op, "1d") }

// formAlong is the form of an option of a window, for one axis where along is
// true.
func formAlong(form string, along bool) string {
	if along {
		return map[string]string{sizeForm: `n or "all"`, strideForm: "one number n", padForm: `n, [before, after] or "same"`}[form]
	}
	return form
}

// slidesAlong reports whether the first layer that slides does so along a
// sequence: then the input is one, however its brackets look.
func slidesAlong(layers []cnn.Layer) bool {
	for _, layer := range layers {
		switch layer.(type) {
		case cnn.Conv1d, cnn.MaxPool1d, cnn.AvgPool1d:
			return true
		case cnn.Conv, cnn.ConvTranspose, cnn.MaxPool, cnn.AvgPool:
			return false
		}
	}
	return false
}

// asSequence makes a sequence of what was given as a vector [L] or as rows
// [C][L], which have been taken for a map.
func (r *networkReader) asSequence(t *cnn.Tensor) {
	switch {
	case t == nil:
	case len(t.Shape) == 1:
		t.Shape = cnn.Shape{1, t.Shape[0]}
	case r.rows[t]:
		t.Shape = t.Shape[1:]
		delete(r.rows, t)
	}
}

// windowAlong writes the options of a pooling layer along one axis, and
// stepAlong and paddingAlong those of any window along one.
func (w *networkWriter) windowAlong(v cnn.Window) {
	if v.All {
		w.text(", \"size\": \"all\"")
		return
	}
	w.stepAlong("size", v.Size, 0)
	w.stepAlong("stride", v.Stride, v.Size.Across)
	w.paddingAlong(v.Pad, v.Same)
	if v.Ceil {
		w.text(", \"ceil\": true")
	}
}

func (w *networkWriter) stepAlong(key string, s cnn.Steps, standard int) {
	if s.Across != standard {
		w.text(fmt.Sprintf(", %q: %d", key, s.Across))
	}
}

func (w *networkWriter) paddingAlong(p cnn.Padding, same bool) {
	switch {
	case same:
		w.text(", \"pad\": \"same\"")
	case p == cnn.Padding{}:
	case p.Left == p.Right:
		w.text(fmt.Sprintf(", \"pad\": %d", p.Left))
	default:
		w.text(fmt.Sprintf(", \"pad\": [%d, %d]", p.Left, p.Right))
	}
}

// example writes what one example has: without the axis of its channels where it
// has a single one.
func (w *networkWriter) example(name string, t *cnn.Tensor) {
	axes := 1
	if t != nil {
		axes = max(1, len(t.Shape)-1)
	}
	w.tensor(name, t, axes)
}
