package notebook

import (
	"math"
	"strconv"
	"strings"
)

// minus is what readers see; TeX strings have the plain one.
const minus = "−"

// Num formats a number for a sentence: at most four decimals, trailing zeros
// cut, a true minus, never −0. A printed 0 is a 0 and a printed 1 a 1: what
// four decimals would show so although it is not has another form, 2.41·10⁻²⁰
// or 1 − 3.5·10⁻¹⁷, and so have numbers with more digits than are known,
// 1.2·10³⁴.
func Num(v float64) string { return Places(v, shownDecimals) }

// Places is Num with another number of decimals.
func Places(v float64, decimals int) string { return PlacesOf(v, "", decimals) }

// PlacesOf is Places for an element with what cnn.Quantity.Exact says beside
// its float64.
func PlacesOf(v float64, exact string, decimals int) string {
	decimals = min(max(decimals, 0), shortDecimals)
	return note(known(v, exact).in(decimals, max(mantissaDecimals, decimals-mantissaDecimals)).text(), v)
}

// Eq is Num with its relation in front: "= 0.5" where the decimal is the
// number, "≈ 0.1434" where it is rounded.
func Eq(v float64) string {
	f := shown(v)
	return f.relation() + " " + note(f.text(), v)
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

// Factor is Num in parentheses where the number is negative or a sum, to stand
// behind an operator.
func Factor(v float64) string {
	s := Num(v)
	if strings.HasPrefix(s, minus) || strings.Contains(s, " ") {
		return "(" + s + ")"
	}
	return s
}

// Power formats a small number such as an error with two digits and a power
// of ten: 1.2·10⁻⁹. Zero is 0.
func Power(v float64) string {
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return Num(v)
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', 1, 64), "e")
	n, _ := strconv.Atoi(exponent)
	return note(readable(mantissa)+"·10"+superscript.Replace(strconv.Itoa(n)), v)
}

// readable has a true minus.
func readable(s string) string { return strings.ReplaceAll(s, "-", minus) }

var texSigns = strings.NewReplacer("NaN", `\text{NaN}`, "∞", `\infty`, minus, "-")
