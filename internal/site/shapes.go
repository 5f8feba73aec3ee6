package site

import (
	"maps"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// bookShapes are the shapes of the arrays that the book is written for.
var bookShapes = map[string][]int{"X": {5, 5}, "Z": {4, 4}, "A": {4, 4}, "P": {2, 2}, "f": {4}, "s": {3}, "p": {3}, "L": {1}}

// exampleShapes are the shapes of the worked example: those of the first strip
// that a chapter showed, else those that the book is written for.
func (c *contents) exampleShapes() map[string][]int {
	shapes := maps.Clone(bookShapes)
	for _, e := range c.chapters {
		for _, shown := range e.Entries {
			strip, ok := shown.Output.(*notebook.Strip)
			if !ok || strip.Whole {
				continue
			}
			delete(shapes, "p")
			for _, s := range strip.Stages {
				if len(s.Shape) > 0 && !s.Beside {
					shapes[s.Name] = s.Shape
				}
			}
			if shapes["p"] == nil {
				shapes["p"] = shapes["s"] // a strip may leave the softmax to the loss
			}
			return shapes
		}
	}
	return shapes
}

// sizeOf writes a shape, such as "4×4".
func sizeOf(shape []int) string { return cnn.Shape(shape).String() }
