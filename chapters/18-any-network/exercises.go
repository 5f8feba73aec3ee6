package main

import (
	"math"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
	"backprop/internal/report"
)

// linksOf is the number of links of the first layer with parameters,
// or of the first layer: in a batch those of one example, which serve all.
func linksOf(pass *cnn.Pass) (string, notebook.Let) {
	at := 0
	for i := range pass.Network.Layers {
		if len(pass.Parameters[i]) > 0 && pass.Network.Layers[i].Op() != "batchnorm" {
			at = i
			break
		}
	}
	links, biases := pass.Links(at), 0
	for _, l := range links {
		if l.In == cnn.One {
			biases++
		}
	}
	outputs, read := pass.Shape(at+1).Size(), len(links)-biases
	there, asked := "There ", ""
	if pass.Network.Batch > 0 {
		there, asked = "For one example there ", " for one example of the batch"
	}
	let := notebook.Let{"layer": at, "kind": report.Title(pass.Network.Layers[at].Op()), "of one example": asked,
		"links": len(links), "no biases": read, "outputs": outputs,
		"there are the outputs": there + notebook.Plural(outputs, "is ", "are ") + notebook.Counted(outputs, "output", "outputs"),
		"they read":             notebook.Plural(outputs, "it reads", "together they read"),
		"times":                 notebook.Counted(read, "time", "times")}
	if biases == 0 {
		return "the links", let
	}
	let["biases"] = biases
	return "the links with biases", let
}

// doubled is what becomes of a gradient when the one at the end is
// doubled.
func doubled(pass *cnn.Pass, r *report.Report) notebook.Let {
	place := cnn.GradientPlace(0)
	for i := range pass.Network.Layers {
		if learned := pass.Parameters[i]; len(learned) > 0 {
			place = cnn.ParameterPlace(i, learned[0].Name)
			break
		}
	}
	// Rather the end itself than a number that no float64 can tell, and rather
	// any other gradient than an infinite one.
	places := []cnn.Place{place, cnn.GradientPlace(len(pass.Network.Layers))}
	for i := range pass.Gradients {
		places = append(places, cnn.GradientPlace(i))
	}
	q, offset := r.Quantity(place), r.Busiest(place)
	for _, tells := range []func(cnn.Quantity, int) bool{isTellable, isFinite} {
		if at, other, found := firstOf(r, places, tells); found {
			q, offset, place = at, other, at.Place
			break
		}
	}
	known := q.Known(offset)
	one, two := q.Real(offset), cnn.Written(2)
	twice := two.Times(one)
	return notebook.Let{"name": notebook.TeX(q.Sign, q.Label(offset)...),
		"end":   notebook.TeX(r.Gradient(len(pass.Network.Layers)).Sign),
		"twice": twice, "once": known, "four times": 4 * known,
		"product":  notebook.Worked(twice, notebook.Plus(two, one)),
		"mistakes": mistakenTwice(pass, place, q.Shape.Index(offset))}
}

// firstOf is the first element with a property, of each place the busiest first.
func firstOf(r *report.Report, places []cnn.Place, has func(q cnn.Quantity, offset int) bool) (cnn.Quantity, int, bool) {
	for _, place := range places {
		q := r.Quantity(place)
		if busiest := r.Busiest(place); has(q, busiest) {
			return q, busiest, true
		}
		for at := range q.Data {
			if has(q, at) {
				return q, at, true
			}
		}
	}
	return cnn.Quantity{}, 0, false
}

// isFinite reports a number of which a float64 holds twice as much.
func isFinite(q cnn.Quantity, offset int) bool { return !math.IsInf(2*q.Known(offset), 0) }

// isTellable reports a number that its float64 tells: that of 1 − 10⁻²⁰ is 1, that
// of 10⁻⁸⁶⁹ is 0.
func isTellable(q cnn.Quantity, offset int) bool {
	return isFinite(q, offset) &&
		(!strings.HasSuffix(q.Exact(offset), "…") || strings.HasPrefix(notebook.Eq(q.Known(offset)), "≈"))
}

// mistakenTwice is what mistakes give there.
func mistakenTwice(pass *cnn.Pass, place cnn.Place, index []int) []notebook.Wrong {
	if pass.Beyond() {
		return nil // no network file can give twice what float64 cannot hold
	}
	return marking.Mistaken(twice(pass), place, index...)
}

// twice is the network with a gradient at its end that is twice as large.
func twice(pass *cnn.Pass) *cnn.Network {
	n := *pass.Network
	n.Loss, n.Upstream = nil, pass.Gradients[len(n.Layers)].Clone()
	for i := range n.Upstream.Data {
		n.Upstream.Data[i] *= 2
	}
	return &n
}
