package cnn

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// text writes a number with up to 25 digits, and "…" behind them where they are
// not all. What is next to 1 is written by its distance: 1-3.5e-17.
func (a Real) text() string {
	if a.near.m == nil {
		return "0"
	}
	if a.rest.m == nil {
		return a.near.text()
	}
	if one := wideOf(int64(a.near.sign())); a.near.equals(one, realBits) {
		return beside(a.near.sign(), a.rest)
	}
	s := a.together().text()
	if a.near.isFar() && !strings.HasSuffix(s, "…") {
		s += "…" // together leaves the rest out
	}
	return s
}

// isFar reports a number that package big does not write.
func (a wide) isFar() bool {
	e := a.exponent()
	return e > mostWritten || e < -mostWritten
}

// together is the number as one wide. A rest that is too far from the other
// part to stand in one number with it is made larger: that it is there, and
// its sign, is all that any digits tell.
func (a Real) together() wide {
	if a.rest.m == nil || a.near.isFar() {
		return a.near
	}
	const most = 4 * realBits
	rest := a.rest
	gap := a.near.exponent() - rest.exponent()
	if gap > most {
		rest, gap = newWide(bigNumber(realBits, int64(rest.sign())), big.NewInt(a.near.exponent()-most)), most
	}
	near, prec := a.near.m, uint(realBits+gap)
	// The rest may be smaller than the rounding of the decimal beside it.
	if back, _, err := big.ParseFloat(near.Text('e', 40), 10, prec, big.ToNearestEven); err == nil && a.near.equals(newWide(back, nil), realBits) {
		near = back
	}
	return newWide(new(big.Float).SetPrec(prec).Add(near, rest.m), nil)
}

// beside writes 1 or −1 and what is added to it.
func beside(one int, gap wide) string {
	s := gap.digits()
	if gap.sign() > 0 {
		s = "+" + s
	}
	return strconv.Itoa(one) + s
}

// equals reports whether two numbers are the same up to the last 100 of so many
// bits, as sums and quotients end in a rounding of their own.
func (a wide) equals(b wide, prec uint) bool {
	if a.m == nil || b.m == nil || sumOf(new(big.Int), a.e).Cmp(sumOf(new(big.Int), b.e)) != 0 {
		return a.m == nil && b.m == nil
	}
	gap := new(big.Float).SetPrec(prec).Sub(a.m, b.m)
	return gap.Sign() == 0 || gap.MantExp(nil) < a.m.MantExp(nil)-int(prec)+100
}

func (a wide) text() string {
	if s := a.digits(); !strings.HasSuffix(s, "…") {
		return s
	}
	gap := a.plus(wideOf(int64(-a.sign())))
	if a.m.Prec() > realBits {
		gap = newWide(new(big.Float).SetPrec(a.m.Prec()).Sub(a.m, bigNumber(realBits, int64(a.sign()))), nil)
	}
	if a.e != nil || gap.m == nil || gap.exponent() > -13 {
		return a.digits()
	}
	return beside(a.sign(), gap)
}

// mostWritten is up to which power of 2 package big writes a number: it takes
// time that grows with the square of that.
const mostWritten = 2000

// places is how many digits of a number are written after its first.
const places = 24

// cutDigits are the digits of a number up to the last place, and its power of ten.
// It is cut, not rounded: a number just below the middle between two short decimals
// must not be read as the middle.
func cutDigits(m *big.Float) (digits, power string) {
	const short, long = 40, 450
	for bits, n := uint(240), short; ; bits, n = m.Prec(), long {
		all, power, _ := strings.Cut(new(big.Float).SetMode(big.ToZero).SetPrec(bits).Set(m).Text('e', n), "e")
		digits, rest := all[:len(all)-n+places], all[len(all)-n+places:]
		if n == long || strings.Trim(rest, "0") != "" && strings.Trim(rest, "9") != "" {
			return digits, power
		}
	}
}

// digits are those of the number, whatever it is next to.
func (a wide) digits() string {
	if a.isFar() {
		return a.farDigits()
	}
	// Package big takes a time that grows with the square of the bits, so it is
	// given as few as will do. A decimal of 24 places is found all the same.
	s := new(big.Float).SetPrec(160).Set(a.m).Text('e', places)
	mantissa, exponent, _ := strings.Cut(s, "e")
	back, _, err := big.ParseFloat(s, 10, a.m.Prec(), big.ToNearestEven)
	cut := ""
	if err != nil || !a.equals(newWide(back, nil), a.m.Prec()) {
		mantissa, exponent = cutDigits(a.m)
		cut = "…"
	}
	return strings.TrimSuffix(strings.TrimRight(mantissa, "0"), ".") + "e" + strings.TrimPrefix(exponent, "+") + cut
}

// mostTold is from which power of ten a number is told by its size alone: the
// power itself has more digits than anybody reads.
const mostTold = 1_000_000_000

// farDigits writes a number that is too large, or too near to 0, to be written
// by package big: a/10^n, and n.
func (a wide) farDigits() string {
	log := float64(a.exponent()) * math.Log10(2)
	if log >= mostTold || log <= -mostTold {
		log := wide{m: newBig().Abs(a.m), e: a.e}.ln().over(wideOf(10).ln())
		sign := ""
		if a.sign() < 0 {
			sign = "-"
		}
		return sign + "10^" + log.m.Text('e', 14) + "…"
	}
	n := int64(log)
	near := a.over(tenToThe(n))
	for {
		switch size := math.Abs(near.float()); {
		case size >= 10:
			n, near = n+1, near.over(wideOf(10))
		case size < 1:
			n, near = n-1, near.times(wideOf(10))
		default:
			digits, cut := strings.CutSuffix(near.digits(), "…")
			digits, _, _ = strings.Cut(digits, "e")
			if digits += "e" + strconv.FormatInt(n, 10); cut {
				digits += "…"
			}
			return digits
		}
	}
}

// tenToThe is 10^n.
func tenToThe(n int64) wide {
	if n < 0 {
		return wideOf(1).over(tenToThe(-n))
	}
	power, ten := wideOf(1), wideOf(10)
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			power = power.times(ten)
		}
		ten = ten.times(ten)
	}
	return power
}

// exactText is what has to be said beside a float64 that stands for a number,
// or "".
func exactText(v float64, x Real) string {
	if x.unsure || v == 0 && x.Sign() == 0 {
		return ""
	}
	f := x.Float()
	a := math.Abs(v)
	if m, e, ok := ShortDecimal(v); ok {
		if v != 0 && x.rest.m == nil && x.Sign() != 0 && x.near.equals(newWide(bigDecimal(realBits, m, e), nil), realBits) {
			return ""
		}
		return x.text()
	}
	switch {
	case !(a >= 1e-4 && a < 1e5) || math.Abs(a-1) < 1e-4, !(math.Abs(v-f) <= 1e-13*a):
		return x.text()
	}
	// A decimal of ten places after all?
	if n := float64(v * 1e10); math.Abs(n-math.RoundToEven(n)) < 0.02*max(1, a) {
		return x.text()
	}
	// Next to the middle between two decimals the float64 may fall on the
	// other side.
	for scale := 1e4; scale <= 1e10; scale *= 10 {
		n := float64(a * scale)
		if math.Abs(n-math.Floor(n)-0.5) < 1e-9+2e-13*n {
			return x.text()
		}
	}
	return ""
}

// Exact is what is said beside the float64 of a number, as by Quantity.Exact.
func (a Real) Exact() string { return exactText(a.Float(), a) }
