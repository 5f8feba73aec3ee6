package format

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
)

// size reads the size of a pooling window: in numbers, or "all" of the map.
func (r *networkReader) size(along bool) (size *cnn.Steps, all bool, err error) {
	kind, err := r.kind()
	if err != nil || kind != jsonString {
		size, err = r.steps(sizeForm, along)
		return size, false, err
	}
	word, err := r.text()
	if err == nil && word != "all" {
		err = fmt.Errorf("found %q, expected %s", brief([]byte(word)), formAlong(sizeForm, along))
	}
	return nil, true, err
}

// steps reads a size or a stride: n for both directions, or [down, across];
// along one axis n alone.
func (r *networkReader) steps(form string, along bool) (*cnn.Steps, error) {
	if along {
		v, err := r.wholes(formAlong(form, true), 1, 1)
		if err != nil {
			return nil, err
		}
		return &cnn.Steps{Down: 1, Across: v[0]}, nil
	}
	v, err := r.wholes(form, 1, 2)
	if err != nil {
		return nil, err
	}
	return &cnn.Steps{Down: v[0], Across: v[len(v)-1]}, nil
}

// padding reads n for all sides, [top, left, bottom, right] or "same"; along one
// axis [before, after] for two. What a transposed convolution crops has no such
// word.
func (r *networkReader) padding(op string) (pad cnn.Padding, same bool, err error) {
	form := formAlong(padForm, isAlong(op))
	if op == "conv_transpose" {
		form = cropForm
	} else if kind, err := r.kind(); err != nil {
		return pad, false, err
	} else if kind == jsonString {
		word, err := r.text()
		if err == nil && word != "same" {
			hint := ""
			if word == "valid" {
				hint = `; "valid" is 0`
			}
			err = fmt.Errorf("found %q, expected %s%s", brief([]byte(word)), form, hint)
		}
		return pad, true, err
	}
	if isAlong(op) {
		v, err := r.wholes(form, 0, 2)
		if err != nil {
			return pad, false, err
		}
		return cnn.Padding{Left: v[0], Right: v[len(v)-1]}, false, nil
	}
	v, err := r.wholes(form, 0, 4)
	if err != nil && strings.HasPrefix(err.Error(), "found an array of 2 ") { // as PyTorch has it
		err = fmt.Errorf("%w; write [%[2]d, %[3]d, %[2]d, %[3]d] for %[2]d at the top and the bottom and %[3]d at the left and the right", err, v[0], v[1])
	}
	switch {
	case err != nil:
		return pad, false, err
	case len(v) == 1:
		return cnn.Padding{Top: v[0], Left: v[0], Bottom: v[0], Right: v[0]}, false, nil
	}
	return cnn.Padding{Top: v[0], Left: v[1], Bottom: v[2], Right: v[3]}, false, nil
}

// outputPad reads n for the bottom and the right, or [bottom, right].
func (r *networkReader) outputPad() (cnn.Steps, error) {
	v, err := r.wholes(backForm, 0, 2)
	if err != nil {
		return cnn.Steps{}, err
	}
	return cnn.Steps{Down: v[0], Across: v[len(v)-1]}, nil
}

// wholes reads a whole number, or an array of a given number of them, each
// from low to maxSteps.
func (r *networkReader) wholes(form string, low, count int) ([]int, error) {
	kind, err := r.kind()
	switch {
	case err != nil:
		return nil, err
	case kind == jsonNumber:
		v, err := r.whole(low, maxSteps)
		return []int{v}, err
	case kind != jsonArray || count == 1:
		return nil, fmt.Errorf("found %s, expected %s in whole numbers from %d to %d", kind, form, low, maxSteps)
	}
	values := make([]int, 0, count)
	n, err := r.array(func(i int) error {
		if i == count {
			return fmt.Errorf("found an array of more than %d elements, expected %s", count, form)
		}
		v, err := r.whole(low, maxSteps)
		values = append(values, v)
		return within(fmt.Sprintf("element %d", i), err)
	})
	if err == nil && n < count {
		err = fmt.Errorf("found an array of %s, expected %s", counted(n, "element"), form)
	}
	return values, err
}

// counted is a number of things, such as "1 row" or "3 rows".
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// flag reads true or false.
func (r *networkReader) flag() (bool, error) {
	kind, err := r.kind()
	if err != nil {
		return false, err
	}
	if kind != jsonTrue && kind != jsonFalse {
		return false, fmt.Errorf("found %s, expected true or false", kind)
	}
	return kind == jsonTrue, r.skip(0)
}
