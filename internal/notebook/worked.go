package notebook

import (
	"strings"

	"backprop/internal/cnn"
)

// A Product is a term of a sum that a chapter writes out for itself.
type Product struct {
	factors []cnn.Real
	minus   bool
}

// Plus is a product that is added, and Minus one that is subtracted.
func Plus(factors ...cnn.Real) Product  { return Product{factors, false} }
func Minus(factors ...cnn.Real) Product { return Product{factors, true} }

// Worked writes a sum of products in numbers, and what it comes to, as TeX:
// "0.5 \cdot 2 + (-3) \cdot 4 = -11". As in the equations of a pass there are
// as many decimals as it takes for a reader who computes the line to get the
// result, and the relation is "=" only where nothing is rounded. Where the
// numbers are too far apart in size for that, the result stands alone, behind
// its relation.
func Worked(result cnn.Real, products ...Product) string {
	steps := Steps(result, products...)
	if len(steps) == 1 {
		return steps[0]
	}
	_, numbers, _ := cutRelation(steps[0])
	return numbers + " " + steps[1]
}

// Steps are the same as steps of an equation, each behind its relation: the
// numbers, which stand for symbols before them, and the result.
func Steps(result cnn.Real, products ...Product) []string {
	var terms []cnn.Term
	for _, p := range products {
		var t cnn.Term
		if p.minus {
			t.Factors = append(t.Factors, cnn.Factor{Kind: cnn.Constant, Value: -1})
		}
		for _, x := range p.factors {
			t.Factors = append(t.Factors, cnn.Factor{Kind: cnn.Element, Value: x.Float(), Element: x.Float(), Exact: x.Exact()})
		}
		terms = append(terms, t)
	}
	value, exact := told(result)
	shown := known(value, exact).in(shownDecimals, mantissaDecimals)
	var used precision
	line := settle(shown, func(at precision) substitution {
		used = at
		return substituteSum(terms, at)
	})
	relation := "≈"
	if shown.all && (len(line.terms) == 0 || line.is(shown)) {
		relation = "="
	}
	note(shown.text(), value, exact)
	end := relationTeX(relation) + " " + shown.tex()
	if len(line.terms) == 0 {
		return []string{end}
	}
	before := "≈"
	if line.exact {
		before = "="
	}
	for _, p := range products {
		for _, x := range p.factors {
			v, exact := told(x)
			note(used.in(known(v, exact)).text(), v, exact)
		}
	}
	if first := line.terms[0]; len(products[0].factors) == 1 && !products[0].minus {
		// Nothing stands before it.
		line.terms[0] = strings.TrimSuffix(strings.TrimPrefix(first, "("), ")")
	}
	return []string{before + " " + strings.Join(line.terms, " "), end}
}
