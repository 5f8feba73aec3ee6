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
	// powers shows small numbers below a fraction line and under a logarithm
	// with a power of ten, where no number of decimals says enough.
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
	if strings.HasPrefix(s.tex, "-") {
		s.tex = "(" + s.tex + ")"
	}
	return s
}

// bare displays v without parentheses.
func (p precision) bare(v float64) reading {
	s := trimZeros(fixed(v, p.decimals))
	value, _ := new(big.Rat).SetString(s)
	return reading{texNumber(s), value, isExact(v, p.decimals), true}
}

// small displays a number whose leading digits matter, however small it is.
func (p precision) small(v float64) reading {
	if !p.powers || v == 0 || !(math.Abs(v) < 0.01) {
		return p.number(v)
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', p.decimals, 64), "e")
	value, _ := new(big.Rat).SetString(mantissa + "e" + exponent)
	n, _ := strconv.Atoi(exponent)
	s := "(" + trimZeros(mantissa) + ` \cdot 10^{` + strconv.Itoa(n) + "})"
	back, _ := value.Float64()
	return reading{s, value, math.Abs(back-v) <= 1e-14*math.Abs(v), true}
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
	t := p.small(v)
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
// which it comes to v. Where none is enough the line has ten decimals; a line
// that cannot be computed, such as ln 0, has no terms.
func settle(v float64, line func(precision) substitution) substitution {
	var last substitution
	for _, powers := range []bool{false, true} {
		for decimals := shownDecimals; decimals <= snapDecimals; decimals++ {
			s := line(precision{decimals, powers})
			if s.agrees(v) {
				return s
			}
			if s.value != nil && !powers {
				last = s
			}
		}
	}
	return last
}
