package notebook

import (
	"math/big"
	"strconv"
	"strings"

	"backprop/internal/cnn"
)

// minus is what readers see; TeX strings have the plain one.
const minus = "−"

// A Number is what a chapter prints: a float64, a whole number, or a cnn.Real
// where float64 cannot tell it from another number.
type Number interface{ float64 | int | cnn.Real }

// told is the float64 of a number, and what is said beside it.
func told[T Number](v T) (float64, string) {
	switch x := any(v).(type) {
	case cnn.Real:
		return x.Float(), x.Exact()
	case int:
		return float64(x), ""
	case float64:
		return x, ""
	}
	panic("notebook: no such number")
}

// Num formats a number for a sentence: at most four decimals, trailing zeros
// cut, a true minus, never −0. A printed 0 is a 0 and a printed 1 a 1: what
// four decimals would show so although it is not has another form, 2.41·10⁻²⁰
// or 1 − 3.5·10⁻¹⁷, and so have numbers with more digits than are known,
// 1.2·10³⁴.
func Num[T Number](v T) string { return Places(v, shownDecimals) }

// Places is Num with another number of decimals.
func Places[T Number](v T, decimals int) string {
	f, exact := told(v)
	return PlacesOf(f, exact, decimals)
}

// PlacesOf is Places for an element with what cnn.Quantity.Exact says beside
// its float64.
func PlacesOf(v float64, exact string, decimals int) string {
	decimals = min(max(decimals, 0), shortDecimals)
	return note(known(v, exact).in(decimals, max(mantissaDecimals, decimals-mantissaDecimals)).text(), v, exact)
}

// Eq is Num with its relation in front: "= 0.5" where the decimal is the
// number, "≈ 0.1434" where it is rounded.
func Eq[T Number](v T) string {
	x, exact := told(v)
	f := known(x, exact).in(shownDecimals, mantissaDecimals)
	return f.relation() + " " + note(f.text(), x, exact)
}

// EqOf is Eq as TeX, for an element with what cnn.Quantity.Exact says beside its
// float64.
func EqOf(v float64, exact string) string {
	f := known(v, exact).in(shownDecimals, mantissaDecimals)
	note(f.text(), v, exact)
	return relationTeX(f.relation()) + " " + f.tex()
}

// shown is a number in a sentence.
func shown(v float64) form { return known(v, "").in(shownDecimals, mantissaDecimals) }

// relation is = before all of a number, ≈ before a part of it.
func (f form) relation() string {
	if f.all {
		return "="
	}
	return "≈"
}

// EqPlaces is Eq with another number of decimals, as TeX.
func EqPlaces[T Number](v T, decimals int) string {
	x, exact := told(v)
	f := known(x, exact).in(decimals, max(mantissaDecimals, decimals-mantissaDecimals))
	note(f.text(), x, exact)
	return relationTeX(f.relation()) + " " + f.tex()
}

// Computed is Places for what a computation in float64 came to, with all that
// rounding has done to it: as a number of the network it may be wrong in its last
// digits, and in most of them where large numbers were subtracted.
func Computed(v float64, decimals int) string {
	text := known(v, "").in(decimals, max(mantissaDecimals, decimals-mantissaDecimals)).text()
	return noteNumber(Written{Text: text, Value: v, Computed: true})
}

// Factor is Num in parentheses where the number is negative or a sum, to stand
// behind an operator.
func Factor[T Number](v T) string {
	s := Num(v)
	if strings.HasPrefix(s, minus) || strings.Contains(s, " ") {
		return "(" + s + ")"
	}
	return s
}

// Power formats a small number such as an error with two digits and a power
// of ten: 1.2·10⁻⁹. Zero is 0.
func Power[T Number](v T) string {
	f, exact := told(v)
	x := known(f, exact)
	if r := x.fraction(); r == nil || r.Sign() == 0 {
		return Num(v)
	}
	return note(x.powerText(), f, exact)
}

// ComputedPower is Power for what a computation in float64 came to; see Computed.
func ComputedPower(v float64) string {
	x := known(v, "")
	if r := x.fraction(); r == nil || r.Sign() == 0 {
		return Computed(v, shownDecimals)
	}
	return noteNumber(Written{Text: x.powerText(), Value: v, Computed: true})
}

// powerText is a number other than 0 with two digits and a power of ten.
func (x real) powerText() string {
	r := x.fraction()
	exponent := magnitude(r)
	n := roundRat(new(big.Rat).Mul(r, tenToThe(1-exponent)), 0).Int64()
	if n == 100 || n == -100 {
		n, exponent = n/10, exponent+1
	}
	mantissa := withPoint(strconv.FormatInt(max(n, -n), 10), 1, n < 0)
	return readable(mantissa) + "·10" + superscript.Replace(strconv.Itoa(exponent))
}

// readable has a true minus.
func readable(s string) string { return strings.ReplaceAll(s, "-", minus) }

var texSigns = strings.NewReplacer("NaN", `\text{NaN}`, "∞", `\infty`, minus, "-")
