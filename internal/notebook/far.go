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
// than its size, whose power has digits of its own and may have a power of ten,
// too.
type far struct {
	beside   int
	negative bool
	mantissa float64
	power    *big.Rat
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
	power, alone := strings.CutPrefix(s, "10^")
	if !alone {
		var mantissa string
		mantissa, power, _ = strings.Cut(s, "e")
		f.mantissa, err = strconv.ParseFloat(mantissa, 64)
	}
	var ok bool
	if f.power, ok = new(big.Rat).SetString(power); err != nil || !ok || new(big.Rat).Abs(f.power).Cmp(big.NewRat(farPower, 1)) < 0 {
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
	if f.power.Sign() > 0 {
		return sign
	}
	if c := new(big.Rat).SetInt64(int64(f.beside)).Cmp(b); c != 0 {
		return c
	}
	return sign
}

func (f far) compare(g far) int {
	sign := func(f far) int {
		if f.negative {
			return -1
		}
		return 1
	}
	size := cmp.Or(f.power.Cmp(g.power), cmp.Compare(f.mantissa, g.mantissa))
	return cmp.Or(cmp.Compare(f.beside, g.beside), cmp.Compare(sign(f), sign(g)), sign(f)*size)
}

// lead is by how much x is above y, for a note that says no more than its size.
func (x real) lead(y real) form {
	if a, b := x.fraction(), y.fraction(); a != nil && b != nil {
		return powerForm(new(big.Rat).Sub(a, b), cellDecimals, false)
	}
	// The larger of the two distances from what both are next to.
	gap := far{}
	for _, f := range []*far{x.far, y.far} {
		if f != nil && (gap.power == nil || f.power.Cmp(gap.power) > 0) {
			gap = far{mantissa: f.mantissa, power: f.power}
		}
	}
	if x.far != nil && y.far != nil && x.far.power.Cmp(y.far.power) == 0 && gap.mantissa != 0 {
		signed := func(f *far) float64 {
			if f.negative {
				return -f.mantissa
			}
			return f.mantissa
		}
		gap.mantissa = signed(x.far) - signed(y.far)
		power, _ := gap.power.Float64() // a whole number of few digits
		for gap.mantissa >= 10 {
			gap.mantissa, power = gap.mantissa/10, power+1
		}
		for gap.mantissa > 0 && gap.mantissa < 1 {
			gap.mantissa, power = gap.mantissa*10, power-1
		}
		gap.power = new(big.Rat).SetFloat64(power)
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
		power, _ := f.power.Float64() // a whole number of few digits
		shown.power = int(power)
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
