package report

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// mostInFull is how many elements -only writes out in full.
const mostInFull = 64

// Only shows one array in whole, and how it came about.
func (r *Report) Only(place cnn.Place) error {
	q, err := r.pass.Quantity(place)
	if err != nil {
		var places []string
		for _, p := range r.pass.Places() {
			places = append(places, p.String())
		}
		return notebook.BadInput(fmt.Errorf("-only %q: there is no such place; there are %s", place, strings.Join(places, ", ")))
	}
	r.whole, r.all = true, true
	r.nb.Markdownf("%s (`%s`)", withShape(q), place)
	r.values(place)
	if len(q.Data) > mostInFull {
		r.element(place)
		return nil
	}
	idle := 0
	for offset := range q.Data {
		d, err := r.pass.Derive(place, offset)
		switch {
		case err != nil:
			return err
		case d.Rule == cnn.Given:
			return nil
		case len(d.Terms) == 0:
			idle++
		default:
			r.nb.Derive(q, q.Shape.Index(offset)...)
		}
	}
	if idle > 0 {
		r.nb.Markdownf("No output depends on the other %s, so no gradient arrives there.", notebook.Counted(idle, "cell", "cells"))
	}
	return nil
}
