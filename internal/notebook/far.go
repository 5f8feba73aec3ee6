package notebook

import (
	"math"
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
