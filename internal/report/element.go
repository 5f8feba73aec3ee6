package report

import (
	"fmt"
	"math"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// A derivation of more terms than manyTerms is shown as a table of its first
// few.
const (
	manyTerms = 30
	fewTerms  = 6

	// Backward, the links of a layer have to be sorted to find the terms of
	// one element. A layer with more than manyLinks is sorted for -only and
	// -all alone.
	manyLinks = 2_000_000
)

// element shows how one element of an array came about: the one with the
// most terms that are not 0, the first of these.
func (r *Report) element(place cnn.Place) {
	if n := r.sorted(place); n > manyLinks && !r.whole {
		r.nb.Markdownf("The layer has %d links, so one element in full takes a while: `-only %s`.", n, place)
		return
	}
	q, offset := r.Quantity(place), r.Busiest(place)
	d, err := r.pass.Derive(place, offset)
	if err != nil {
		panic(err) // the place and the offset are the pass's own
	}
	var terms []cnn.Term
	for _, term := range d.Terms {
		if term.Value != 0 {
			terms = append(terms, term)
		}
	}
	switch {
	case d.Rule == cnn.Given:
	case d.Rule == cnn.Sum && len(terms) > manyTerms && !r.whole:
		r.termTable(d, terms)
	case d.Rule == cnn.Largest && len(d.Terms) > manyTerms && !r.whole:
		for _, term := range d.Terms {
			if term.Chosen {
				r.nb.Equation(notebook.TeX(d.Sign, d.Index...), "= "+notebook.FactorTeX(term.Factors[0]), notebook.EqOf(d.Value, d.Exact))
				r.nb.Markdownf("It is the largest of %d cells.", len(d.Terms))
			}
		}
	case (d.Rule == cnn.Share || d.Rule == cnn.LogShare) && len(d.Terms) > manyTerms && !r.whole:
		r.nb.Equation(notebook.TeX(d.Sign, d.Index...), notebook.EqOf(d.Value, d.Exact))
		if d.Rule == cnn.LogShare {
			r.nb.Markdownf("The sum under the logarithm has %d terms.", len(d.Terms))
			break
		}
		r.nb.Markdownf("The denominator has %d terms.", len(d.Terms))
	default:
		r.nb.Derive(q, q.Shape.Index(offset)...)
	}
}

// sorted is how many links have to be sorted to find the terms of an element.
func (r *Report) sorted(place cnn.Place) int {
	if place.Updated || place.Kind != cnn.Gradients && place.Kind != cnn.Parameters || place.Number == len(r.net.Layers) {
		return 0
	}
	return len(r.pass.Links(place.Number))
}

// Busiest is the offset of the element with the most terms that are not 0.
func (r *Report) Busiest(place cnn.Place) int {
	switch place.Kind {
	case cnn.Activations, cnn.Gradients, cnn.Parameters:
	default:
		return 0
	}
	number := place.Number
	counts := make([]int, len(r.one(r.Quantity(place)).Data)) // of a batch, of the example that is shown
	last := len(r.net.Layers)
	switch {
	case place.Kind == cnn.Activations && number > 0:
		x := r.pass.Activations[number-1].Data
		_, pooled := r.net.Layers[number-1].(cnn.MaxPool)
		for link := range r.pass.EachLink(number - 1) {
			if link.Out >= len(counts) {
				break
			}
			if link.In == cnn.One || x[link.In] != 0 && (pooled || link.Slope != 0) {
				counts[link.Out]++
			}
		}
		r.countBends(number-1, counts)
	case place.Kind == cnn.Gradients && number < last:
		dy := r.pass.Gradients[number+1].Data
		for link := range r.pass.EachLink(number) {
			if link.In >= len(counts) {
				break
			}
			if link.In != cnn.One && link.Slope != 0 && dy[link.Out] != 0 {
				counts[link.In]++
			}
		}
		r.countBends(number, counts)
	case place.Kind == cnn.Parameters && !place.Updated:
		first := 0
		for _, l := range r.pass.Parameters[number] {
			if l.Name == place.Name {
				break
			}
			first += len(l.Value.Data)
		}
		x, dy := r.pass.Activations[number].Data, r.pass.Gradients[number+1].Data
		for link := range r.pass.EachLink(number) {
			at := link.Param - first
			if 0 <= at && at < len(counts) && dy[link.Out] != 0 && (link.In == cnn.One || x[link.In] != 0) {
				counts[at]++
			}
		}
	case place.Kind == cnn.Parameters:
		gradient := r.Quantity(cnn.ParameterPlace(number, place.Name))
		for at, g := range gradient.Data {
			if g != 0 {
				counts[at] = 1
			}
		}
	default:
		for at, v := range r.one(r.Quantity(place)).Data {
			if v != 0 {
				counts[at] = 1
			}
		}
	}
	best := 0
	for at, n := range counts {
		if n > counts[best] {
			best = at
		}
	}
	return best
}

// countBends counts once more what an ELU bends: of the rest nothing can be seen.
func (r *Report) countBends(layer int, counts []int) {
	if _, ok := r.net.Layers[layer].(cnn.ELU); !ok {
		return
	}
	z := r.pass.Activations[layer].Data // of a batch, the counts are of the first example
	for at := range counts {
		if z[at] < 0 && counts[at] > 0 {
			counts[at]++
		}
	}
}

// termTable shows the first terms of a long sum, and the others as one
// number. There are as many decimals as it takes for the terms to add up as
// they stand.
func (r *Report) termTable(d cnn.Derivation, terms []cnn.Term) {
	few, decimals := terms[:fewTerms], 4
	for decimals < 10 && !addsUp(d.Value, few, decimals) {
		decimals++
	}
	q := r.Quantity(d.Place)
	rest := q.Real(q.Offset(d.Index))
	var rows [][]any
	for _, term := range few {
		var letters, numbers []string
		for _, f := range term.Factors {
			letters = append(letters, notebook.FactorTeX(f))
			numbers = append(numbers, InParentheses(
				notebook.Places(r.pass.FactorReal(f), decimals)))
		}
		value := r.pass.TermReal(term)
		rest = rest.Minus(value)
		rows = append(rows, []any{"$" + strings.Join(letters, ` \cdot `) + "$",
			strings.Join(numbers, " · "), notebook.Places(value, decimals)})
	}
	name := "$" + notebook.TeX(d.Sign, d.Index...) + "$"
	rows = append(rows,
		[]any{fmt.Sprintf("%d more", len(terms)-fewTerms), "", notebook.Places(rest, decimals)},
		[]any{name, "", notebook.PlacesOf(d.Value, d.Exact, decimals)})
	caption := fmt.Sprintf("%s is a sum of %d terms", name, len(d.Terms))
	if zeros := len(d.Terms) - len(terms); zeros > 0 {
		caption += fmt.Sprintf(", %d of them 0", zeros)
	}
	r.nb.Table(caption, []string{"term", "in numbers", "value"}, rows)
}

// addsUp reports whether the terms, rounded, multiply and add up to what is
// shown.
func addsUp(value float64, few []cnn.Term, decimals int) bool {
	scale := math.Pow10(decimals)
	units := func(v float64) float64 { return math.Round(v * scale) }
	rest, shown := value, 0.0
	for _, term := range few {
		product := 1.0
		for _, f := range term.Factors {
			product *= units(f.Value) / scale
		}
		if units(product) != units(term.Value) {
			return false
		}
		rest -= term.Value
		shown += units(term.Value)
	}
	return shown+units(rest) == units(value)
}

// InParentheses is a number as a factor: a negative one stands in parentheses.
func InParentheses(number string) string {
	if strings.HasPrefix(number, "−") {
		return "(" + number + ")"
	}
	return number
}
