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
	e, err := derivation(d, full)
	if err != nil {
		return nil, err
	}
	return e, e.check()
}

// derivation writes an equation whose TeX nobody has read yet.
func derivation(d cnn.Derivation, full bool) (*Equation, error) {
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
	case cnn.Given:
		e.Steps = []Step{result(e.form(), substitution{})}
	case cnn.Share:
		v.share(e)
	case cnn.LogShare:
		v.logShare(e)
	default:
		v.function(e)
	}
	return e, nil
}

// checkDerivation reports what a pass never makes but a record could hold.
func checkDerivation(d cnn.Derivation) error {
	form, isFunction := d.Rule.Expression()
	ok := true
	switch {
	case d.Rule == cnn.Given, d.Rule == cnn.Sum:
	case d.Rule == cnn.Largest, isFunction && form.Has(cnn.SumAll):
		ok = len(d.Terms) > 0
	case isFunction:
		ok = len(d.Terms) == 1
	default:
		return fmt.Errorf("the rule %q is not known; expected one of package cnn", string(d.Rule))
	}
	if !ok {
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
			form, ok := f.Kind.Expression()
			if !ok && f.Kind != cnn.Constant && f.Kind != cnn.Fraction && f.Kind != cnn.Rate && f.Kind != cnn.Decay {
				return fmt.Errorf("term %d has a factor of the kind %q, which is not known; expected one of package cnn", i, string(f.Kind))
			}
			if form.Has(cnn.TheOther) && f.Minus == nil {
				return fmt.Errorf("term %d has a difference without what it subtracts", i)
			}
			if f.Kind == cnn.Fraction && f.Element < 1 {
				return fmt.Errorf("term %d has the fraction 1/%v; expected a whole number from 1", i, f.Element)
			}
		}
	}
	if (d.Rule == cnn.Largest || d.Rule == cnn.Share || d.Rule == cnn.LogShare) && chosen != 1 {
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
	case cnn.Constant, cnn.Fraction:
		return precision{decimals: shortDecimals}.factor(f, alone).tex
	case cnn.Rate:
		return `\eta`
	case cnn.Decay:
		return `\lambda`
	}
	form, ok := f.Kind.Expression()
	if !ok {
		panic(fmt.Sprintf("notebook: derive.go has no letters for a factor of the kind %q", f.Kind))
	}
	return write(form, letters(f), !alone)
}

// FactorTeX is a factor among others in letters.
func FactorTeX(f cnn.Factor) string { return derivationWriter{}.symbol(f, false) }

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

// tooFarApart is said where the result stands alone.
const tooFarApart = "The numbers are too far apart in size to be written out here."

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
		e.Note = strings.TrimSpace(e.Note + " " + tooFarApart)
	}
	e.Steps = append(e.Steps, result(e.form(), s))
}
