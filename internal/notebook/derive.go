package notebook

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
)

// manyTerms is how many terms a sum may have before those that are 0 are left
// out.
const manyTerms = 6

// newDerivation writes how one element came about: symbols, substitution,
// result. A sum of more than six terms leaves out those that are 0, unless it
// is to be full, and says so in the note.
func newDerivation(d cnn.Derivation, full bool) (*Equation, error) {
	if err := checkDerivation(d); err != nil {
		return nil, fmt.Errorf("derivation of %s%v: %w", d.Sign.Letter, d.Index, err)
	}
	v := derivationWriter{d}
	e := &Equation{Left: TeX(d.Sign, d.Index...), Place: d.Place, Index: d.Index, Value: held(d.Value), Exact: d.Exact}
	switch d.Rule {
	case cnn.Sum:
		v.sum(e, full)
	case cnn.Largest:
		v.largest(e)
	case cnn.Rectified:
		v.function(e, rectified)
	case cnn.Logistic:
		v.function(e, logistic)
	case cnn.HyperbolicTangent:
		v.function(e, hyperbolicTangent)
	case cnn.Share:
		v.share(e)
	default: // cnn.Given
		e.Steps = []Step{result(e.form(), substitution{})}
	}
	return e, e.check()
}

// checkDerivation reports what a pass never makes but a record could hold.
func checkDerivation(d cnn.Derivation) error {
	counts := map[cnn.Rule]bool{
		cnn.Given: true, cnn.Sum: true, cnn.Largest: len(d.Terms) > 0, cnn.Share: len(d.Terms) > 0,
		cnn.Rectified: len(d.Terms) == 1, cnn.Logistic: len(d.Terms) == 1, cnn.HyperbolicTangent: len(d.Terms) == 1,
	}
	if ok, known := counts[d.Rule]; !known {
		return fmt.Errorf("the rule %q is not known; expected one of package cnn", string(d.Rule))
	} else if !ok {
		return fmt.Errorf("the rule %q does not fit %d terms", string(d.Rule), len(d.Terms))
	}
	chosen := 0
	for i, t := range d.Terms {
		if t.Chosen {
			chosen++
		}
		if len(t.Factors) == 0 || d.Rule != cnn.Sum && len(t.Factors) != 1 {
			return fmt.Errorf("term %d has %d factors, which the rule %q cannot have", i, len(t.Factors), string(d.Rule))
		}
		for _, f := range t.Factors {
			if (f.Kind == cnn.Difference || f.Kind == cnn.SquareDifference) && f.Minus == nil {
				return fmt.Errorf("term %d has a difference without what it subtracts", i)
			}
			if f.Kind == cnn.Fraction && f.Element < 1 {
				return fmt.Errorf("term %d has the fraction 1/%v; expected a whole number from 1", i, f.Element)
			}
		}
	}
	if (d.Rule == cnn.Largest || d.Rule == cnn.Share) && chosen != 1 {
		return fmt.Errorf("the rule %q needs one chosen term, found %d", string(d.Rule), chosen)
	}
	return nil
}

// A derivationWriter knows what the signs of a derivation mean.
type derivationWriter struct{ cnn.Derivation }

// element is the sign of the element that a factor names.
func (v derivationWriter) element(f cnn.Factor) string { return TeX(f.Sign, f.Index...) }

// symbol is a factor above the fraction line, in letters. A factor that is
// alone in its sum needs no parentheses.
func (v derivationWriter) symbol(f cnn.Factor, alone bool) string {
	switch f.Kind {
	case cnn.Complement:
		return "(1 - " + v.element(f) + ")"
	case cnn.SquareComplement:
		return "(1 - " + squared(f.Sign, f.Index) + ")"
	case cnn.Gate:
		return "[" + v.element(f) + " > 0]"
	case cnn.Logarithm:
		return `\ln ` + v.element(f)
	case cnn.Constant, cnn.Fraction:
		return precision{decimals: shortDecimals}.factor(f, alone).tex
	case cnn.Rate:
		return `\eta`
	case cnn.Difference:
		if alone {
			return v.element(f) + " - " + v.element(*f.Minus)
		}
		return "(" + v.element(f) + " - " + v.element(*f.Minus) + ")"
	case cnn.SquareDifference:
		return "(" + v.element(f) + " - " + v.element(*f.Minus) + ")^2"
	}
	return v.element(f)
}

// form is the element as it is displayed.
func (e *Equation) form() form {
	return known(e.Value, e.Exact).in(shownDecimals, mantissaDecimals)
}

// result is the last step: the number.
func result(f form, s substitution) Step {
	relation := "≈"
	if f.all && (len(s.terms) == 0 || s.is(f)) {
		relation = "="
	}
	return Step{relation, []string{f.tex()}}
}

// finish appends the substitution, if there is one that comes out, and the
// result.
func finish(e *Equation, line func(precision) substitution) {
	s := settle(e.form(), line)
	if len(s.terms) > 0 {
		relation := "≈"
		if s.exact {
			relation = "="
		}
		e.Steps = append(e.Steps, Step{relation, s.terms})
	} else {
		e.Note = strings.TrimSpace(e.Note + " The numbers are too far apart in size to be written out here.")
	}
	e.Steps = append(e.Steps, result(e.form(), s))
}
