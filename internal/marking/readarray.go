package marking

import (
	"encoding/json"
	"errors"
	"fmt"

	"backprop/internal/cnn"
)

// maxAxes is the number of axes of a kernel.
const maxAxes = 4

// arrayReader reads arrays within arrays. The first row, the first plane and
// so on set the length of their axis; the others must agree.
type arrayReader struct {
	tokens  *json.Decoder
	shape   cnn.Shape // the length of each axis; 0 until its first array ends
	deep    bool      // the first number is read, so that the axes are known
	numbers []Number
}

// read reads the value that stands in so many arrays.
func (r *arrayReader) read(depth int) error {
	token, _ := r.tokens.Token()
	text := "null"
	switch t := token.(type) {
	case json.Delim:
		if t == '[' {
			return r.axis(depth)
		}
		return errors.New("found an object, expected an array of numbers")
	case json.Number:
		text = t.String()
	case nil:
	default:
		return fmt.Errorf("found %s, expected a number, or null for a cell left blank", kindOf(token))
	}
	if r.deep && depth != len(r.shape) {
		return fmt.Errorf("%s stands in %s, but the numbers before it stand in %s; write every row as an array", brief(text), arrays(depth), arrays(len(r.shape)))
	}
	if len(r.numbers) == cnn.MaxElements {
		return fmt.Errorf("found more than %d numbers; no place has so many", cnn.MaxElements)
	}
	r.deep = true
	n, err := readNumber(text)
	if err != nil {
		return err
	}
	r.numbers = append(r.numbers, n)
	return nil
}

// axis reads the elements of an array.
func (r *arrayReader) axis(depth int) error {
	switch {
	case depth == maxAxes:
		return fmt.Errorf("the numbers stand in more than %s; no place has so many axes", arrays(maxAxes))
	case r.deep && depth >= len(r.shape):
		return fmt.Errorf("found an array among numbers that stand in %s; write every row in the same way", arrays(len(r.shape)))
	case !r.deep:
		r.shape = append(r.shape, 0)
	}
	n := 0
	for ; r.tokens.More(); n++ {
		if err := r.read(depth + 1); err != nil {
			return err
		}
	}
	r.tokens.Token() // the closing bracket
	switch {
	case n == 0:
		return errors.New("found an empty array; leave the place out, or write null for each blank cell")
	case r.shape[depth] == 0:
		r.shape[depth] = n
	case r.shape[depth] != n:
		return fmt.Errorf("found an array of %d elements where the one before it has %d; make all rows equally long", n, r.shape[depth])
	}
	return nil
}

func arrays(n int) string {
	switch n {
	case 0:
		return "no array"
	case 1:
		return "1 array"
	}
	return fmt.Sprintf("%d arrays", n)
}

// kindOf names a token in the words of an error message.
func kindOf(token json.Token) string {
	switch t := token.(type) {
	case json.Delim:
		if t == '[' {
			return "an array"
		}
		return "an object"
	case json.Number:
		return "a number"
	case string:
		return "a string"
	case bool:
		return fmt.Sprint(t)
	}
	return "null"
}
