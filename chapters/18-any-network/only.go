package main

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// mostInFull is how many elements -only writes out in full.
const mostInFull = 64

// only shows one array in whole, and how it came about.
func (t tour) only(place cnn.Place) error {
	q, err := t.pass.Quantity(place)
	if err != nil {
		var places []string
		for _, p := range t.pass.Places() {
			places = append(places, string(p))
		}
		return notebook.BadInput(fmt.Errorf("-only %q: there is no such place; there are %s", string(place), strings.Join(places, ", ")))
	}
	t.whole = true
	t.nb.Markdownf("%s (`%s`)", withShape(q), string(place))
	t.values(place)
	if len(q.Data) > mostInFull {
		t.element(place)
		return nil
	}
	idle := 0
	for offset := range q.Data {
		d, err := t.pass.Derive(place, offset)
		switch {
		case err != nil:
			return err
		case d.Rule == cnn.Given:
			return nil
		case len(d.Terms) == 0:
			idle++
		default:
			t.nb.Derive(q, q.Shape.Index(offset)...)
		}
	}
	if idle > 0 {
		t.nb.Markdownf("No output depends on the other %s, so no gradient arrives there.", counted(idle, "cell"))
	}
	return nil
}
