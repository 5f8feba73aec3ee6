package notebook

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"backprop/internal/cnn"
)

// function writes a function of one element.
func (v derivationWriter) function(e *Equation) {
	form, _ := v.Rule.Expression()
	t := v.Terms[0].Factors[0]
	if name := v.Rule.Function(); name != "" {
		e.Steps = append(e.Steps, Step{"=", []string{`\` + name + " " + v.element(t)}})
	}
	e.Steps = append(e.Steps, Step{"=", pieces(form, letters(t))})
	if v.Rule == cnn.Rectified {
		if note := v.gateNote(t, v.Terms[0].Chosen); note != "" {
			e.Note = note
			e.Steps = append(e.Steps, result(e.form(), substitution{}))
			return
		}
	}
	finish(e, func(at precision) substitution {
		x := at.number(realOf(t))
		if form.Op == cnn.Maximum {
			x = at.bare(realOf(t)) // between commas
		}
		return substitution{
			terms: pieces(form, operands{t: displayed(x.tex)}),
			value: compute(form, cnn.Operands[*big.Rat]{T: x.value}),
			exact: x.exact, decimal: form.IsRational(),
		}
	})
}

// winner is the cell that won.
func (v derivationWriter) winner() cnn.Factor {
	return v.Terms[slices.IndexFunc(v.Terms, func(t cnn.Term) bool { return t.Chosen })].Factors[0]
}

// largest writes the maximum, and which cell won.
func (v derivationWriter) largest(e *Equation) {
	best := v.winner()
	top := realOf(best)
	var symbols []string
	ties := 0
	for _, t := range v.Terms {
		symbols = append(symbols, v.element(t.Factors[0]))
		if realOf(t.Factors[0]).same(top) {
			ties++
		}
	}
	e.Steps = []Step{{"=", arguments(`\max`, symbols)}}
	if note := v.winnerNote(); note != "" {
		e.Steps = append(e.Steps, result(e.form(), substitution{}))
		e.Note = note
		return
	}
	finish(e, func(at precision) substitution {
		s := substitution{exact: true, decimal: true}
		first := at.bare(top)
		var numbers []string
		for _, t := range v.Terms {
			x := at.bare(realOf(t.Factors[0]))
			numbers = append(numbers, x.tex)
			s.exact = s.exact && x.exact
			s.blurred = s.blurred || x.tex == first.tex && !realOf(t.Factors[0]).same(top)
		}
		s.terms, s.value = arguments(`\max`, numbers), first.value
		return s
	})
	e.Note = "$" + v.element(best) + "$ wins."
	if ties > 1 {
		e.Note = fmt.Sprintf("$%s$ wins: it is the first of %d equal cells.", v.element(best), ties)
	}
}

// arguments is f(a, b, …) in pieces between which a line may break.
func arguments(f string, of []string) []string {
	pieces := slices.Clone(of)
	for i := range pieces {
		if i < len(pieces)-1 {
			pieces[i] += ","
		}
	}
	pieces[0] = f + "(" + pieces[0]
	pieces[len(pieces)-1] += ")"
	return pieces
}

// shortShare is up to how many powers a softmax is one fraction; a longer one
// is written with a slash, so that its line can break.
const shortShare = 4

// shortShareColumns is how many columns of a terminal it takes at the most.
const shortShareColumns = 66

// share writes an element of a softmax.
func (v derivationWriter) share(e *Equation) {
	chosen := slices.IndexFunc(v.Terms, func(t cnn.Term) bool { return t.Chosen })
	var symbols []string
	for _, t := range v.Terms {
		symbols = append(symbols, power(v.element(t.Factors[0])))
	}
	e.Steps = []Step{{"=", shareTeX(symbols, chosen)}}
	finish(e, func(at precision) substitution {
		s := substitution{exact: true}
		var powers []string
		var exponents []*big.Rat
		for _, t := range v.Terms {
			x := at.bare(realOf(t.Factors[0]))
			powers = append(powers, power(x.tex))
			exponents = append(exponents, x.value)
			s.exact = s.exact && x.exact
		}
		s.terms = shareTeX(powers, chosen)
		s.value = softmaxAt(exponents, chosen)
		return s
	})
}

func power(exponent string) string { return "e^{" + exponent + "}" }

func shareTeX(powers []string, chosen int) []string {
	if len(powers) <= shortShare {
		whole := fractionTeX(powers[chosen], strings.Join(powers, " + "))
		if columns(texText(whole)) <= shortShareColumns {
			return []string{whole}
		}
	}
	pieces := []string{powers[chosen] + "/(" + powers[0]}
	for _, p := range powers[1:] {
		pieces = append(pieces, "+ "+p)
	}
	pieces[len(pieces)-1] += ")"
	return pieces
}

// logShare writes an element of a log-softmax.
func (v derivationWriter) logShare(e *Equation) {
	chosen := slices.IndexFunc(v.Terms, func(t cnn.Term) bool { return t.Chosen })
	var symbols []string
	for _, t := range v.Terms {
		symbols = append(symbols, power(v.element(t.Factors[0])))
	}
	e.Steps = []Step{{"=", logShareTeX(v.element(v.Terms[chosen].Factors[0]), symbols)}}
	finish(e, func(at precision) substitution {
		s := substitution{exact: true}
		var powers []string
		var exponents []*big.Rat
		for _, t := range v.Terms {
			x := at.bare(realOf(t.Factors[0]))
			powers = append(powers, power(x.tex))
			exponents = append(exponents, x.value)
			s.exact = s.exact && x.exact
		}
		s.terms = logShareTeX(at.bare(realOf(v.Terms[chosen].Factors[0])).tex, powers)
		if p := softmaxAt(exponents, chosen); p != nil && p.Sign() > 0 {
			s.value = compute(cnn.Ln(cnn.T), cnn.Operands[*big.Rat]{T: p})
		}
		return s
	})
}

// logShareTeX is own − ln(a + b + …).
func logShareTeX(own string, powers []string) []string {
	whole := `- \ln (` + strings.Join(powers, " + ") + ")"
	if len(powers) <= shortShare && columns(texText(whole)) <= shortShareColumns {
		return []string{own, whole}
	}
	pieces := []string{own, `- \ln (` + powers[0]}
	for _, p := range powers[1:] {
		pieces = append(pieces, "+ "+p)
	}
	pieces[len(pieces)-1] += ")"
	return pieces
}

// softmaxAt is e^{t_i} / Σ_j e^{t_j}; nil where an exponent is no number, or so
// large that nobody would compute it.
func softmaxAt(t []*big.Rat, i int) *big.Rat {
	sum := new(big.Rat)
	for _, u := range t {
		if u == nil || t[i] == nil {
			return nil
		}
		e := compute(cnn.Exp(cnn.T), cnn.Operands[*big.Rat]{T: new(big.Rat).Sub(u, t[i])})
		if e == nil {
			return nil
		}
		sum.Add(sum, e)
	}
	return sum.Inv(sum)
}
