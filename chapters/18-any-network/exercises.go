package main

import (
	"fmt"
	"math"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
	"backprop/internal/report"
)

// linksOf asks for the number of links of the first layer with parameters,
// or of the first layer.
func linksOf(pass *cnn.Pass) notebook.Exercise {
	at := 0
	for i := range pass.Network.Layers {
		if len(pass.Parameters[i]) > 0 {
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
	outputs := len(pass.Activations[at+1].Data)
	solution := fmt.Sprintf("There %s %s, and together they read an input element %s.",
		notebook.Plural(outputs, "is", "are"), notebook.Counted(outputs, "output", "outputs"), notebook.Counted(len(links)-biases, "time", "times"))
	if biases > 0 {
		solution += fmt.Sprintf(" Each output reads one bias as well: $%d + %d = %d$.", len(links)-biases, biases, len(links))
	}
	return notebook.Exercise{
		Question: fmt.Sprintf("How many links does layer %d (%s) have?", at, report.Title(pass.Network.Layers[at].Op())),
		Answers: []notebook.Answer{{Name: `\text{links}`, Value: float64(len(links)), Wrong: []notebook.Wrong{
			{Value: float64(len(links) - biases), Did: "left the biases out"},
			{Value: float64(outputs), Did: "counted the outputs"}}}},
		Hint:     "How many outputs are there, and how many elements does each of them read? A cell of the padding does not count, but a bias does.",
		Solution: solution,
	}
}

// doubled asks what becomes of a gradient when the one at the end is
// doubled.
func doubled(pass *cnn.Pass, r *report.Report) notebook.Exercise {
	place := cnn.GradientPlace(0)
	for i := range pass.Network.Layers {
		if learned := pass.Parameters[i]; len(learned) > 0 {
			place = cnn.ParameterPlace(i, learned[0].Name)
			break
		}
	}
	q := r.Quantity(place)
	offset, ok := tellable(q, r.Busiest(place))
	if !ok { // the end itself
		place = cnn.GradientPlace(len(pass.Network.Layers))
		q = r.Quantity(place)
		offset, _ = tellable(q, r.Busiest(place))
	}
	name := notebook.TeX(q.Sign, q.Label(offset)...)
	known := q.Known(offset)
	one, two := q.Real(offset), cnn.Written(2)
	twice := two.Times(one)
	end := notebook.TeX(r.Gradient(len(pass.Network.Layers)).Sign)
	return notebook.Exercise{
		Question: fmt.Sprintf("Suppose every number of $%s$, with which the way back begins, were twice as large. What would $%s$ be?", end, name),
		Answers: []notebook.Answer{{Name: name, Value: twice.Float(), Exact: twice.Exact(),
			Wrong: append([]notebook.Wrong{{Value: known, Did: "left it as it was"}, {Value: 4 * known, Did: "doubled twice"}},
				mistakenTwice(pass, place, q.Shape.Index(offset))...)}},
		Hint: "Look at the loop backward. How does $\\delta$ enter it?",
		Solution: fmt.Sprintf("Every link multiplies $\\delta$ by a slope that is fixed by then, and the products are added, so all gradients double and $%s$ with them: $%s$. Forward a network may bend as it likes, but backward it is linear.",
			name, notebook.Worked(twice, notebook.Plus(two, one))),
	}
}

// tellable is an offset, or the first other one whose number a float64 can
// tell: that of 1 − 10⁻²⁰ is 1, that of 10⁻⁸⁶⁹ is 0. It is false where there
// is none.
func tellable(q cnn.Quantity, offset int) (int, bool) {
	tells := func(at int) bool {
		known := q.Known(at)
		return !math.IsInf(2*known, 0) && (!strings.HasSuffix(q.Exact(at), "…") || strings.HasPrefix(notebook.Eq(known), "≈"))
	}
	if tells(offset) {
		return offset, true
	}
	for at := range q.Data {
		if tells(at) {
			return at, true
		}
	}
	return offset, false
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
