package main

import (
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
	"backprop/internal/report"
)

// An overwriting is what becomes of an input gradient when every link
// replaces what the one before it contributed.
type overwriting struct {
	layer  int
	dx     []cnn.Real
	differ int // how many numbers are wrong
}

// telling are the layers in which it is best seen that gradients meet, the
// best first.
var telling = []string{"maxpool", "avgpool", "conv", "dense", "softmax"}

// overwritten finds an array that comes out wrong when gradients are not added,
// if there is one: of the most telling layer and, of several, the smallest.
func overwritten(pass *cnn.Pass, r *report.Report) (best overwriting, found bool) {
	better := func(o overwriting) bool {
		rank := func(layer int) int { return slices.Index(telling, pass.Network.Layers[layer].Op()) }
		if a, b := rank(o.layer), rank(best.layer); a != b {
			return a < b
		}
		return len(o.dx) < len(best.dx)
	}
	for i := range pass.Network.Layers {
		if i == len(pass.Network.Layers)-1 && pass.Beyond() {
			continue // nothing is added there: it is p − y at once
		}
		if pass.Network.Layers[i].Op() == "batchnorm" {
			continue // its links are not all that it reads
		}
		right := r.Gradient(i)
		o := overwriting{layer: i, dx: make([]cnn.Real, len(right.Data))}
		last := make([]cnn.Link, len(right.Data)) // of those that read an element
		read := make([]bool, len(right.Data))
		for l := range pass.EachLink(i) {
			if l.In != cnn.One {
				last[l.In], read[l.In] = l, true
			}
		}
		for at := range right.Data {
			if read[at] {
				o.dx[at] = pass.Through(i, last[at])
			}
			have, want := o.dx[at].Float(), right.Known(at)
			if have != want && notebook.Num(have) != notebook.Num(want) {
				o.differ++
			}
		}
		if o.differ > 0 && (!found || better(o)) {
			best, found = o, true
		}
	}
	return best, found
}

// slip shows what comes of overwriting beside what is right. In max pooling
// the catalogue of mistakes has a name for it.
func slip(nb *notebook.Notebook, pass *cnn.Pass, r *report.Report) {
	o, found := overwritten(pass, r)
	if !found {
		nb.Say("nothing meets", nil)
		return
	}
	right, layer := r.Gradient(o.layer), pass.Network.Layers[o.layer]
	mistake := ""
	if layer.Op() == "maxpool" {
		mistake = "overlap-overwritten"
	}
	text := nb.Phrase("overwritten", notebook.Let{"layer": o.layer, "kind": report.Title(layer.Op()),
		"numbers": notebook.OfAll(o.differ, len(o.dx), "number", "numbers")})
	have, _ := r.Shown(right)
	instead, _ := r.Shown(cnn.QuantityOf(right.Sign, right.Shape, o.dx))
	nb.Slip(mistake, text, have, instead)
}
