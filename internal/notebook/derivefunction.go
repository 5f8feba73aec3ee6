package notebook

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"

	"backprop/internal/cnn"
)

// A functionForm is how a function of one element is written and computed.
type functionForm struct {
	write   func(t string) string
	compute func(t float64) float64
	// name is the function's own name, written as a step before the form;
	// nil where it has none in this book.
	name func(t string) string
}

var (
	rectified = functionForm{
		write:   func(t string) string { return `\max(0, ` + t + ")" },
		compute: func(t float64) float64 { return max(0, t) },
	}
	logistic = functionForm{
		write:   func(t string) string { return fractionTeX("1", "1 + "+power("-"+t)) },
		compute: func(t float64) float64 { return 1 / (1 + math.Exp(-t)) },
	}
	hyperbolicTangent = functionForm{
		write: func(t string) string {
			return fractionTeX(power(t)+" - "+power("-"+t), power(t)+" + "+power("-"+t))
		},
		compute: math.Tanh,
		name:    func(t string) string { return `\tanh ` + t },
	}
)

func power(exponent string) string { return "e^{" + exponent + "}" }

// function writes a function of one element.
func (v derivationWriter) function(e *Equation, form functionForm) {
	t := v.Terms[0].Factors[0]
	if form.name != nil {
		e.Steps = append(e.Steps, Step{"=", []string{form.name(v.element(t))}})
	}
	e.Steps = append(e.Steps, Step{"=", []string{form.write(v.element(t))}})
	finish(e, settle(e.Value, func(at precision) substitution {
		x := at.number(t.Element)
		if v.Rule == cnn.Rectified {
			x = at.bare(t.Element)
			s := substitution{terms: []string{form.write(x.tex)}, value: x.value, exact: x.exact, decimal: true}
			if s.value != nil && s.value.Sign() < 0 {
				s.value = new(big.Rat)
			}
			return s
		}
		s := substitution{terms: []string{form.write(x.tex)}, exact: x.exact}
		if x.value != nil {
			f, _ := x.value.Float64()
			s.value = new(big.Rat).SetFloat64(form.compute(f))
		}
		return s
	}))
}

// largest writes the maximum, and which cell won.
func (v derivationWriter) largest(e *Equation) {
	winner := slices.IndexFunc(v.Terms, func(t cnn.Term) bool { return t.Chosen })
	best := v.Terms[winner].Factors[0]
	var symbols []string
	ties := 0
	for _, t := range v.Terms {
		symbols = append(symbols, v.element(t.Factors[0]))
		if t.Value == v.Terms[winner].Value {
			ties++
		}
	}
	e.Steps = []Step{{"=", arguments(`\max`, symbols)}}
	finish(e, settle(e.Value, func(at precision) substitution {
		s := substitution{exact: true, decimal: true}
		top := at.bare(best.Element)
		var numbers []string
		for _, t := range v.Terms {
			x := at.bare(t.Factors[0].Element)
			numbers = append(numbers, x.tex)
			s.exact = s.exact && x.exact
			s.blurred = s.blurred || x.tex == top.tex && !isZero(t.Value-best.Value)
		}
		s.terms, s.value = arguments(`\max`, numbers), top.value
		return s
	}))
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

// share writes an element of a softmax.
func (v derivationWriter) share(e *Equation) {
	chosen := slices.IndexFunc(v.Terms, func(t cnn.Term) bool { return t.Chosen })
	var symbols []string
	for _, t := range v.Terms {
		symbols = append(symbols, power(v.element(t.Factors[0])))
	}
	e.Steps = []Step{{"=", shareTeX(symbols, chosen)}}
	finish(e, settle(e.Value, func(at precision) substitution {
		s := substitution{exact: true}
		var powers []string
		var exponents []float64
		for _, t := range v.Terms {
			x := at.bare(t.Factors[0].Element)
			powers = append(powers, power(x.tex))
			f := math.NaN()
			if x.value != nil {
				f, _ = x.value.Float64()
			}
			exponents = append(exponents, f)
			s.exact = s.exact && x.exact
		}
		s.terms = shareTeX(powers, chosen)
		s.value = new(big.Rat).SetFloat64(softmaxAt(exponents, chosen))
		return s
	}))
}

func shareTeX(powers []string, chosen int) []string {
	if len(powers) <= shortShare {
		return []string{fractionTeX(powers[chosen], strings.Join(powers, " + "))}
	}
	pieces := []string{powers[chosen] + "/(" + powers[0]}
	for _, p := range powers[1:] {
		pieces = append(pieces, "+ "+p)
	}
	pieces[len(pieces)-1] += ")"
	return pieces
}

// softmaxAt is e^{t_i} / Σ_j e^{t_j}, computed without an overflow.
func softmaxAt(t []float64, i int) float64 {
	sum := 0.0
	for _, u := range t {
		sum += math.Exp(u - t[i])
	}
	return 1 / sum
}
