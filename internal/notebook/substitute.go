package notebook

import (
	"fmt"
	"math"
	"math/big"
	"strconv"

	"backprop/internal/cnn"
)

// A precision is how the numbers of a substitution are displayed.
type precision struct {
	decimals int
	// powers shows small rounded numbers with a power of ten, where no number
	// of decimals says enough.
	powers bool
}

// mantissa is how many decimals stand before a power of ten.
func (p precision) mantissa() int { return max(mantissaDecimals, p.decimals-mantissaDecimals) }

// A reading is a piece of a substitution: its TeX and what a reader who takes
// the digits as they stand gets from it.
type reading struct {
	tex     string
	value   *big.Rat // nil where it cannot be computed, such as ln 0
	exact   bool     // each digit that is displayed is all there is
	decimal bool     // value is a finite computation on decimals: no exp, no ln
}

// number displays a number to stand among others: in parentheses where it is
// negative, a sum, or a product with a power of ten.
func (p precision) number(x real) reading {
	f := p.in(x)
	s := readingOf(f)
	if f.inParentheses() || !f.isDecimal() {
		s.tex = "(" + s.tex + ")"
	}
	return s
}

// in is a number as it is displayed among others.
func (p precision) in(x real) form {
	if x.short && !x.all {
		return x.in(min(p.decimals, shortDecimals), p.mantissa()) // more are not known
	}
	f := x.in(p.decimals, p.mantissa())
	if p.powers && x.far == nil && 0 < math.Abs(x.float) && math.Abs(x.float) < 0.01 && !f.isClose(x) {
		return powerForm(x.fraction(), p.decimals, x.all)
	}
	return f
}

// bare displays a number without parentheses.
func (p precision) bare(x real) reading { return readingOf(x.in(p.decimals, p.mantissa())) }

func readingOf(f form) reading { return reading{f.tex(), f.value(), f.all, true} }

// positive displays a number that is known to all its digits, however small
// it is: what stands below a fraction line or under a logarithm.
func (p precision) positive(x real) reading {
	if p.powers && x.far == nil && (x.all || !x.short) && 0 < x.float && x.float < 0.01 {
		s := readingOf(powerForm(x.fraction(), p.decimals, x.all))
		s.tex = "(" + s.tex + ")"
		return s
	}
	return p.number(x)
}

// isClose reports whether a form is a number up to the last digits of its
// float64.
func (f form) isClose(x real) bool {
	value := f.value()
	if value == nil {
		return true
	}
	back, _ := value.Float64()
	return math.Abs(back-x.float) <= 1e-14*math.Abs(x.float)
}

// realOf is the number that a factor names.
func realOf(f cnn.Factor) real { return known(f.Element, f.Exact) }

// factor displays a factor that stands above the fraction line.
func (p precision) factor(f cnn.Factor, alone bool) reading {
	switch f.Kind {
	case cnn.Gate:
		return p.bare(known(f.Value, ""))
	case cnn.Fraction:
		n := int64(f.Element)
		return reading{fractionTeX("1", strconv.FormatInt(n, 10)), big.NewRat(1, n), true, true}
	case cnn.Element, cnn.Constant, cnn.Rate, cnn.Decay:
		return p.number(known(f.Value, f.Exact))
	}
	form, ok := f.Kind.Expression()
	if !ok {
		panic(fmt.Sprintf("notebook: substitute.go has no number for a factor of the kind %q", f.Kind))
	}
	t, u := p.number(realOf(f)), reading{exact: true}
	if form.Op == cnn.NaturalLog {
		t = p.positive(realOf(f))
	}
	if f.Minus != nil {
		u = p.number(realOf(*f.Minus))
	}
	if form.Has(cnn.Maximum, cnn.IsPositive) {
		t = p.bare(realOf(f)) // first between its brackets
	}
	return p.written(form, f, t, u, !alone)
}

// below displays what a factor is one over.
func (p precision) below(f cnn.Factor) reading {
	if f.Kind == cnn.Reciprocal {
		return p.positive(realOf(f))
	}
	return p.written(denominator(f), f, p.number(realOf(f)), reading{exact: true}, false)
}

// written is an expression of a factor with its elements as displayed.
func (p precision) written(form cnn.Expression, f cnn.Factor, t, u reading, inProduct bool) reading {
	c := constantOf(f)
	return reading{
		tex:   write(form, operands{t: displayed(t.tex), u: displayed(u.tex), c: displayed(c.tex)}, inProduct),
		value: compute(form, cnn.Operands[*big.Rat]{T: t.value, U: u.value, C: c.value}),
		exact: t.exact && u.exact && c.exact, decimal: form.IsRational(),
	}
}

// A substitution is the line of an equation that holds the numbers.
type substitution struct {
	terms   []string
	value   *big.Rat
	exact   bool
	decimal bool
	blurred bool // numbers that differ look equal where that matters
}

// agrees reports whether a reader who computes the line gets the result as
// displayed.
func (s substitution) agrees(result form) bool {
	want := result.value()
	if s.value == nil || s.blurred || want == nil {
		return false
	}
	places := result.decimals(shownDecimals)
	return roundRat(s.value, places).Cmp(roundRat(want, places)) == 0
}

// is reports whether the line comes to exactly the displayed result.
func (s substitution) is(result form) bool {
	want := result.value()
	if s.value == nil || want == nil {
		return false
	}
	if s.decimal || want.Sign() == 0 {
		return want.Cmp(s.value) == 0
	}
	gap := new(big.Rat).Sub(s.value, want)
	return gap.Abs(gap).Cmp(new(big.Rat).Mul(new(big.Rat).Abs(want), tenToThe(-40))) <= 0
}

// settle displays a line with the fewest decimals, from four to ten, with
// which it comes to the result; where ten are too few, small numbers get a
// power of ten. It returns no terms where that does not help either.
func settle(result form, line func(precision) substitution) substitution {
	for _, powers := range []bool{false, true} {
		most := shortDecimals
		if powers {
			most = knownDigits - 1
		}
		for decimals := shownDecimals; decimals <= most; decimals++ {
			if s := line(precision{decimals, powers}); s.agrees(result) {
				return s
			}
		}
	}
	return substitution{}
}
