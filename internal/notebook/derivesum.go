package notebook

import (
	"fmt"
	"math/big"
	"strings"

	"backprop/internal/cnn"
)

// sum writes a sum of products.
func (v derivationWriter) sum(e *Equation, full bool) {
	if len(v.Terms) == 0 {
		e.Steps = []Step{result(e.form(), substitution{})}
		e.Note = v.whyNoTerms() + ", so there are no terms."
		return
	}
	terms := v.Terms
	if len(terms) > manyTerms && !full {
		terms, e.Note = withoutZeros(terms)
		if len(terms) == 0 {
			e.Steps = []Step{result(e.form(), substitution{})}
			return
		}
	}
	var symbols []string
	for i, t := range terms {
		var p product
		for _, f := range t.Factors {
			if f.Kind == cnn.Gate {
				e.Note = strings.TrimSpace(e.Note + " " + v.gateNote(f, f.Value > 0))
			}
			p.addSymbol(v, f, isAlone(terms, t))
		}
		symbols = append(symbols, p.tex(i == 0))
	}
	e.Steps = []Step{{"=", symbols}}
	if len(terms) == 1 && isCopy(terms[0]) {
		e.Steps = append(e.Steps, result(e.form(), substitution{})) // a copy: nothing to compute
		return
	}
	finish(e, func(at precision) substitution { return substituteSum(terms, at) })
}

// whyNoTerms says why a sum is empty.
func (v derivationWriter) whyNoTerms() string {
	switch {
	case v.OnlyClass:
		return "There is no other class"
	case v.Lost:
		return "This cell won no window"
	case v.Place.Kind == cnn.Parameters:
		return "No output depends on this weight"
	}
	return "No output depends on this cell"
}

// isCopy reports a term that is one element, or minus one.
func isCopy(t cnn.Term) bool {
	last := len(t.Factors) - 1
	return t.Factors[last].Kind == cnn.Element && (last == 0 || last == 1 && isMinusOne(t.Factors[0]))
}

// withoutZeros leaves out the terms with a factor that is displayed as an
// exact 0, and says how many those are.
func withoutZeros(terms []cnn.Term) (kept []cnn.Term, note string) {
	for _, t := range terms {
		if !isZeroTerm(t) {
			kept = append(kept, t)
		}
	}
	switch out := len(terms) - len(kept); {
	case out == 0:
	case len(kept) == 0:
		note = fmt.Sprintf("All %d terms are 0.", out)
	case out == 1:
		note = fmt.Sprintf("1 of the %d terms is 0 and left out.", len(terms))
	default:
		note = fmt.Sprintf("%d of the %d terms are 0 and left out.", out, len(terms))
	}
	return kept, note
}

// isZeroTerm reports a term with a factor that is 0, and not only near it.
func isZeroTerm(t cnn.Term) bool {
	for _, f := range t.Factors {
		zero := false
		switch f.Kind {
		case cnn.Element:
			zero = realOf(f).isZero()
		case cnn.Gate, cnn.Shortfall, cnn.ShortfallGate, cnn.Constant, cnn.Rate, cnn.Decay:
			zero = f.Value == 0
		case cnn.LogOfComplement, cnn.PowerLessOne, cnn.ComplementOfPower: // ln 1 and e⁰ − 1
			zero = realOf(f).isZero()
		case cnn.Complement, cnn.Logarithm:
			zero = realOf(f).same(known(1, ""))
		case cnn.SquareComplement:
			zero = realOf(f).same(known(1, "")) || realOf(f).same(known(-1, ""))
		case cnn.Difference, cnn.SquareDifference:
			zero = realOf(f).same(realOf(*f.Minus))
		}
		if zero {
			return true
		}
	}
	return false
}

// A product is a term in the making: its sign, and what stands above and
// below the fraction line.
type product struct {
	negative    bool
	over, under []string
}

// addSymbol adds a factor in letters. A constant −1 is the term's sign.
func (p *product) addSymbol(v derivationWriter, f cnn.Factor, alone bool) {
	switch {
	case isMinusOne(f):
		p.negative = !p.negative
	case isBelow(f):
		p.under = append(p.under, write(denominator(f), letters(f), false))
	default:
		p.over = append(p.over, v.symbol(f, alone))
	}
}

// isAlone reports a term that is the only one, or has nothing else above the
// fraction line: then a sum in it needs no parentheses.
func isAlone(terms []cnn.Term, t cnn.Term) bool {
	above, below := 0, 0
	for _, f := range t.Factors {
		switch {
		case isBelow(f):
			below++
		case !isMinusOne(f):
			above++
		}
	}
	return len(terms) == 1 && len(t.Factors) == 1 || above == 1 && below > 0
}

// isBelow reports a factor that is one over something without powers: it goes
// below the fraction line of its term.
func isBelow(f cnn.Factor) bool {
	form, ok := f.Kind.Expression()
	return ok && form.Op == cnn.Quotient && form.Of[0].Op == cnn.WholeNumber && form.Of[0].Number == 1 && form.Of[1].IsRational()
}

// denominator is what such a factor is one over.
func denominator(f cnn.Factor) cnn.Expression {
	form, _ := f.Kind.Expression()
	return form.Of[1]
}

func isMinusOne(f cnn.Factor) bool { return f.Kind == cnn.Constant && f.Value == -1 }

// tex is the term; each but the first begins with its sign and a space.
func (p product) tex(first bool) string {
	body := strings.Join(p.over, ` \cdot `)
	if body == "" {
		body = "1"
	}
	if len(p.under) > 0 {
		body = fractionTeX(body, strings.Join(p.under, ` \cdot `))
	}
	switch {
	case first && p.negative:
		return "-" + body
	case first:
		return body
	case p.negative:
		return "- " + body
	}
	return "+ " + body
}

func fractionTeX(over, under string) string { return `\frac{` + over + "}{" + under + "}" }

// substituteSum writes the terms in numbers and adds them up as displayed.
func substituteSum(terms []cnn.Term, at precision) substitution {
	s := substitution{value: new(big.Rat), exact: true, decimal: true}
	for i, t := range terms {
		var p product
		value := big.NewRat(1, 1)
		for _, f := range t.Factors {
			if isMinusOne(f) {
				p.negative = !p.negative
				continue
			}
			var x reading
			if isBelow(f) {
				x = at.below(f)
				p.under = append(p.under, x.tex)
			} else {
				x = at.factor(f, isAlone(terms, t))
				p.over = append(p.over, x.tex)
			}
			s.exact = s.exact && x.exact
			s.decimal = s.decimal && x.decimal
			value = multiply(value, x.value, isBelow(f))
		}
		if p.negative && value != nil {
			value.Neg(value)
		}
		s.terms = append(s.terms, p.tex(i == 0))
		if value == nil {
			s.value = nil
		} else if s.value != nil {
			s.value.Add(s.value, value)
		}
	}
	return s
}

// multiply is a·b or a/b; nil where it cannot be computed.
func multiply(a, b *big.Rat, divide bool) *big.Rat {
	switch {
	case a == nil || b == nil || divide && b.Sign() == 0:
		return nil
	case divide:
		return new(big.Rat).Quo(a, b)
	}
	return new(big.Rat).Mul(a, b)
}
