package notebook

import (
	"cmp"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"backprop/internal/cnn"
)

// A far is a number whose power of ten is too large to be computed with, such
// as e^−10⁶: ±mantissa·10^power, and counted from 1 or −1 where beside says
// so. A mantissa of 0 is one that is not known: of the number no more is known
// than its size, and of its power no more than a float64 holds.
type far struct {
	beside   int
	negative bool
	mantissa float64
	power    float64
}

// farPower is from which power of ten a number is a far.
const farPower = 20_000

// readFar reads "-2.5e434294", "1-2.5e-434294" and "-10^4.34e11"; nil for
// numbers of other sizes.
func readFar(s string) *far {
	f := &far{}
	if len(s) > 2 && (s[1] == '-' || s[1] == '+') || strings.HasPrefix(s, "-1+") || strings.HasPrefix(s, "-1-") {
		at := strings.LastIndexAny(s[:3], "+-")
		f.beside, _ = strconv.Atoi(s[:at])
		s = strings.TrimPrefix(s[at:], "+")
	}
	s, f.negative = strings.CutPrefix(s, "-")
	var err error
	if power, ok := strings.CutPrefix(s, "10^"); ok {
		f.power, err = strconv.ParseFloat(power, 64)
	} else {
		mantissa, power, _ := strings.Cut(s, "e")
		if f.power, err = strconv.ParseFloat(power, 64); err == nil {
			f.mantissa, err = strconv.ParseFloat(mantissa, 64)
		}
	}
	if err != nil || math.Abs(f.power) < farPower {
		return nil
	}
	return f
}

func (f far) sign() int {
	switch {
	case f.beside != 0:
		return f.beside
	case f.negative:
		return -1
	}
	return 1
}

// compare is −1, 0 or 1 where x is below, like or above y.
func (x real) compare(y real) int {
	a, b := x.fraction(), y.fraction()
	switch {
	case a != nil && b != nil:
		return a.Cmp(b)
	case x.far != nil && y.far != nil:
		return x.far.compare(*y.far)
	case x.far != nil && b != nil:
		return x.far.compareTo(b)
	case y.far != nil && a != nil:
		return -y.far.compareTo(a)
	}
	return cmp.Compare(x.float, y.float)
}

// compareTo compares with a number that is no far.
func (f far) compareTo(b *big.Rat) int {
	sign := 1
	if f.negative {
		sign = -1
	}
	if f.power > 0 {
		return sign
	}
	if c := new(big.Rat).SetInt64(int64(f.beside)).Cmp(b); c != 0 {
		return c
	}
	return sign
}

func (f far) compare(g far) int {
	key := func(f far) (beside, sign int, size, mantissa float64) {
		sign = 1
		if f.negative {
			sign = -1
		}
		return f.beside, sign, float64(sign) * f.power, float64(sign) * f.mantissa
	}
	b1, s1, p1, m1 := key(f)
	b2, s2, p2, m2 := key(g)
	return cmp.Or(cmp.Compare(b1, b2), cmp.Compare(s1, s2), cmp.Compare(p1, p2), cmp.Compare(m1, m2))
}

// lead is by how much x is above y, for a note that says no more than its size.
func (x real) lead(y real) form {
	if a, b := x.fraction(), y.fraction(); a != nil && b != nil {
		return powerForm(new(big.Rat).Sub(a, b), cellDecimals, false)
	}
	// The larger of the two distances from what both are next to.
	gap := far{}
	for _, f := range []*far{x.far, y.far} {
		if f != nil && (gap.power == 0 || f.power > gap.power) {
			gap = far{mantissa: f.mantissa, power: f.power}
		}
	}
	if x.far != nil && y.far != nil && x.far.power == y.far.power && gap.mantissa != 0 {
		signed := func(f *far) float64 {
			if f.negative {
				return -f.mantissa
			}
			return f.mantissa
		}
		gap.mantissa = signed(x.far) - signed(y.far)
		for gap.mantissa >= 10 {
			gap.mantissa, gap.power = gap.mantissa/10, gap.power+1
		}
		for gap.mantissa < 1 {
			gap.mantissa, gap.power = gap.mantissa*10, gap.power-1
		}
	}
	return gap.form(cellDecimals)
}

// form displays the number with so many decimals before the power of ten.
func (f far) form(decimals int) form {
	digits := "1"
	shown := form{beside: f.beside}
	if f.mantissa == 0 {
		shown.high = f.power
	} else {
		digits = trimZeros(strconv.FormatFloat(f.mantissa, 'f', decimals, 64))
		shown.power = int(f.power)
		if digits == "10" {
			digits, shown.power = "1", shown.power+1
		}
	}
	if f.negative {
		digits = "-" + digits
	}
	shown.digits = digits
	return shown
}

// held is a number as a record holds it: JSON has no infinity, so that one is
// the largest float64, and what stands beside it says more.
func held(v float64) float64 { return max(-math.MaxFloat64, min(v, math.MaxFloat64)) }

// holdTerms makes the numbers of a derivation held ones.
func holdTerms(d *cnn.Derivation) {
	d.Value = held(d.Value)
	d.Terms = slices.Clone(d.Terms)
	for i := range d.Terms {
		t := &d.Terms[i]
		t.Value = held(t.Value)
		t.Factors = slices.Clone(t.Factors)
		for k := range t.Factors {
			t.Factors[k].Value, t.Factors[k].Element = held(t.Factors[k].Value), held(t.Factors[k].Element)
		}
	}
}

// infinite is what stands beside the number of a cell that is infinite and
// belongs to no pass that would know more.
const infinite = "∞"

// hold makes the numbers of a grid held ones.
func (g *Grid) hold() {
	if !slices.ContainsFunc(g.Values, func(v float64) bool { return math.IsInf(v, 0) }) {
		return
	}
	g.Values, g.Exact = slices.Clone(g.Values), slices.Clone(g.Exact)
	if len(g.Exact) == 0 {
		g.Exact = make([]string, len(g.Values))
	}
	for at, v := range g.Values {
		if math.IsInf(v, 0) && at < len(g.Exact) && g.Exact[at] == "" {
			g.Exact[at] = infinite
		}
		g.Values[at] = held(v)
	}
}
