package notebook

import "backprop/internal/cnn"

// A Strip is the network as a row of its parts, with where the chapter
// stands and what is known there.
type Strip struct {
	Backward bool // the error flows from right to left
	Stages   []Stage
}

// A Stage is one tensor of the strip.
type Stage struct {
	Name    string // TeX
	Shape   cnn.Shape
	Known   bool   // its value (forward) or its gradient (backward) is known
	Here    bool   // the chapter computes it
	Chapter string // folder of the chapter that computes it, for a link; "" for none
}
