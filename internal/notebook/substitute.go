package notebook

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"backprop/internal/cnn"
)

// A precision is how the numbers of a substitution are displayed.
type precision struct {
	decimals int
	// powers shows small rounded numbers with a power of ten, where no number
	// of decimals says enough.
	powers bool
}

// A reading is a piece of a substitution: its TeX and what a reader who takes
// the digits as they stand gets from it.
type reading struct {
	tex     string
	value   *big.Rat // nil where it cannot be computed, such as ln 0
	exact   bool     // each digit that is displayed is all there is
	decimal bool     // value is a finite computation on decimals: no exp, no ln
}

// number displays v, in parentheses where it is negative.
func (p precision) number(v float64) reading {
	s := p.bare(v)
	if p.powers && 0 < math.Abs(v) && math.Abs(v) < 0.01 && !isClose(s.value, v) {
		// The digits beyond the fourteenth decimal may be the machine's.
		if digits := min(p.decimals, 14+int(math.Floor(math.Log10(math.Abs(v))))); digits > 0 {
			return scientific(v, digits)
		}
	}
	if strings.HasPrefix(s.tex, "-") {
		s.tex = "(" + s.tex + ")"
	}
	return s
}

// bare displays v without parentheses.
func (p precision) bare(v float64) reading {
	s := trimZeros(fixed(v, p.decimals))
	value, _ := new(big.Rat).SetString(s)
	exact := isExact(v, p.decimals)
	if p.decimals == snapDecimals && value != nil {
		// Every snapped number has ten decimals; that does not make it exact.
		exact = exact && isClose(value, v)
	}
	return reading{texNumber(s), value, exact, true}
}

// positive displays a number that is known to all its digits, however small
// it is: what stands below a fraction line or under a logarithm.
func (p precision) positive(v float64) reading {
	if p.powers && 0 < v && v < 0.01 {
		return scientific(v, p.decimals)
	}
	return p.number(v)
}

// scientific displays v with a power of ten, in parentheses.
func scientific(v float64, decimals int) reading {
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', decimals, 64), "e")
	value, _ := new(big.Rat).SetString(mantissa + "e" + exponent)
	n, _ := strconv.Atoi(exponent)
	s := "(" + trimZeros(mantissa) + ` \cdot 10^{` + strconv.Itoa(n) + "})"
	return reading{s, value, isClose(value, v), true}
}

// isClose reports whether a decimal is a float up to its last digits.
func isClose(value *big.Rat, v float64) bool {
	back, _ := value.Float64()
	return math.Abs(back-v) <= 1e-14*math.Abs(v)
}

// factor displays a factor that stands above the fraction line.
func (p precision) factor(f cnn.Factor, alone bool) reading {
	switch f.Kind {
	case cnn.Gate:
		return p.bare(f.Value)
	case cnn.Complement:
		t := p.number(f.Element)
		return t.as("(1 - "+t.tex+")", func(t *big.Rat) *big.Rat { return t.Sub(big.NewRat(1, 1), t) })
	case cnn.SquareComplement:
		t := p.number(f.Element)
		return t.as("(1 - "+t.tex+"^2)", func(t *big.Rat) *big.Rat { return t.Sub(big.NewRat(1, 1), t.Mul(t, t)) })
	case cnn.Logarithm:
		return p.logarithm(f.Element)
	case cnn.Fraction:
		n := int64(f.Element)
		return reading{fractionTeX("1", strconv.FormatInt(n, 10)), big.NewRat(1, n), true, true}
	case cnn.Difference, cnn.SquareDifference:
		return p.difference(f, alone)
	}
	return p.number(f.Value)
}

// as is the reading that a function of rational numbers makes of s.
func (s reading) as(tex string, f func(*big.Rat) *big.Rat) reading {
	s.tex = tex
	if s.value != nil {
		s.value = f(new(big.Rat).Set(s.value))
	}
	return s
}

func (p precision) difference(f cnn.Factor, alone bool) reading {
	t, u := p.number(f.Element), p.number(f.Minus.Element)
	s := reading{"(" + t.tex + " - " + u.tex + ")", nil, t.exact && u.exact, true}
	if t.value != nil && u.value != nil {
		s.value = new(big.Rat).Sub(t.value, u.value)
	}
	if f.Kind == cnn.SquareDifference {
		return s.as(s.tex+"^2", func(d *big.Rat) *big.Rat { return d.Mul(d, d) })
	}
	if alone {
		s.tex = t.tex + " - " + u.tex
	}
	return s
}

func (p precision) logarithm(v float64) reading {
	t := p.positive(v)
	s := reading{`\ln ` + t.tex, nil, t.exact, false}
	if t.value != nil && t.value.Sign() > 0 {
		x, _ := t.value.Float64()
		s.value = new(big.Rat).SetFloat64(math.Log(x))
	}
	return s
}

// A substitution is the line of an equation that holds the numbers.
type substitution struct {
	terms   []string
	value   *big.Rat
	exact   bool
	decimal bool
	blurred bool // numbers that differ look equal where that matters
}

// agrees reports whether a reader who computes the line gets v as displayed.
func (s substitution) agrees(v float64) bool {
	if s.value == nil || s.blurred {
		return false
	}
	want := units(v, shownDecimals)
	return want != nil && s.rounded(shownDecimals).Cmp(want) == 0
}

// rounded is what the line comes to. A computation in float64 is snapped
// first, as the numbers of a pass are.
func (s substitution) rounded(decimals int) *big.Int {
	if s.decimal {
		return roundRat(s.value, decimals)
	}
	v, _ := s.value.Float64()
	return units(v, decimals)
}

// is reports whether the line comes to exactly the displayed decimal of v.
func (s substitution) is(v float64) bool {
	if s.value == nil || !isExact(v, shownDecimals) {
		return false
	}
	if s.decimal {
		want, ok := new(big.Rat).SetString(fixed(v, shownDecimals))
		return ok && want.Cmp(s.value) == 0
	}
	got, want := s.rounded(snapDecimals), snap(v)
	return got != nil && want != nil && got.Cmp(want) == 0
}

// settle displays a line with the fewest decimals, from four to ten, with
// which it comes to v; where ten are too few, small numbers get a power of
// ten. It returns no terms where that does not help either.
func settle(v float64, line func(precision) substitution) substitution {
	for _, powers := range []bool{false, true} {
		for decimals := shownDecimals; decimals <= snapDecimals; decimals++ {
			if s := line(precision{decimals, powers}); s.agrees(v) {
				return s
			}
		}
	}
	return substitution{}
}
