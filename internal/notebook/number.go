package notebook

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

const (
	// shownDecimals is how many decimals a reader sees at most.
	shownDecimals = 4
	// snapDecimals is how many decimals a float is taken to before anything
	// is decided about it. The digits beyond depend on the machine, because
	// exp and log do.
	snapDecimals = 10
)

// minus is what readers see; TeX strings have the plain one.
const minus = "−"

// Num formats a number for a sentence: at most four decimals, trailing zeros
// cut, a true minus, never −0.
func Num(v float64) string { return Places(v, shownDecimals) }

// Places is Num with another number of decimals, from 0 to 10.
func Places(v float64, decimals int) string {
	return note(readable(trimZeros(fixed(v, decimals))), v)
}

// Eq is Num with its relation in front: "= 0.5" where the decimal is the
// number, "≈ 0.1434" where it is rounded.
func Eq(v float64) string {
	if isExact(v, shownDecimals) {
		return "= " + Num(v)
	}
	return "≈ " + Num(v)
}

// Factor is Num in parentheses where the number is negative, to stand behind
// an operator.
func Factor(v float64) string {
	s := Num(v)
	if strings.HasPrefix(s, minus) {
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
	raised := strings.NewReplacer("-", "⁻", "0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴",
		"5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹").Replace(strconv.Itoa(n))
	return note(readable(mantissa)+"·10"+raised, v)
}

// small is v in units of 10⁻¹⁰, as snap has it, where an int64 holds it with
// room to round: nearly always. The rest of this file takes the short way
// then, and comes to the same.
func small(v float64) (n int64, ok bool) {
	if !(math.Abs(v) < 1e5) {
		return 0, false
	}
	var room [24]byte
	for _, c := range strconv.AppendFloat(room[:0], v, 'f', snapDecimals, 64) {
		if '0' <= c && c <= '9' {
			n = 10*n + int64(c-'0')
		}
	}
	if v < 0 {
		n = -n
	}
	return n, true
}

// tenTo are the powers of ten up to that of the snapped decimals.
var tenTo = [snapDecimals + 1]int64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10}

// snap is v in units of 10⁻¹⁰: v to ten decimals, or to fifteen significant
// digits where that is coarser. It is nil for what is no number.
func snap(v float64) *big.Int {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	if n, ok := small(v); ok {
		return big.NewInt(n)
	}
	r, _ := new(big.Rat).SetString(strconv.FormatFloat(v, 'e', 14, 64))
	return r.Mul(r, new(big.Rat).SetInt(powerOfTen(snapDecimals))).Num()
}

func powerOfTen(n int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}

// isExact reports whether the snapped number has no digits beyond the given
// decimals.
func isExact(v float64, decimals int) bool {
	if n, ok := small(v); ok {
		return n%tenTo[snapDecimals-decimals] == 0
	}
	n := snap(v)
	return n == nil || new(big.Int).Rem(n, powerOfTen(snapDecimals-decimals)).Sign() == 0
}

// isZero reports whether the snapped number is 0.
func isZero(v float64) bool {
	n, ok := small(v)
	return ok && n == 0
}

// units is the snapped number in units of 10^−decimals, rounded half away
// from zero; nil for what is no number.
func units(v float64, decimals int) *big.Int {
	if n, ok := smallUnits(v, decimals); ok {
		return big.NewInt(n)
	}
	n := snap(v)
	if n == nil {
		return nil
	}
	return roundRat(new(big.Rat).SetFrac(n, powerOfTen(snapDecimals)), decimals)
}

// smallUnits is units for a number that is small.
func smallUnits(v float64, decimals int) (n int64, ok bool) {
	if n, ok = small(v); !ok || decimals < 0 || decimals > snapDecimals {
		return 0, false
	}
	unit := tenTo[snapDecimals-decimals]
	if n < 0 {
		return (n - unit/2) / unit, true
	}
	return (n + unit/2) / unit, true
}

// roundRat is r in units of 10^−decimals, rounded half away from zero.
func roundRat(r *big.Rat, decimals int) *big.Int {
	scaled := new(big.Rat).Mul(new(big.Rat).Abs(r), new(big.Rat).SetInt(powerOfTen(decimals)))
	scaled.Add(scaled, big.NewRat(1, 2))
	n := new(big.Int).Quo(scaled.Num(), scaled.Denom())
	if r.Sign() < 0 {
		n.Neg(n)
	}
	return n
}

// fixed formats v with exactly so many decimals (0 to 10) and a plain minus.
func fixed(v float64, decimals int) string {
	decimals = min(max(decimals, 0), snapDecimals)
	if n, ok := smallUnits(v, decimals); ok {
		negative := n < 0
		return withPoint(strconv.FormatInt(max(n, -n), 10), decimals, negative)
	}
	n := units(v, decimals)
	switch {
	case math.IsNaN(v):
		return "NaN"
	case n == nil && v < 0:
		return "-∞"
	case n == nil:
		return "∞"
	}
	return withPoint(new(big.Int).Abs(n).String(), decimals, n.Sign() < 0)
}

// withPoint sets the decimal point and the sign.
func withPoint(digits string, decimals int, negative bool) string {
	if short := decimals + 1 - len(digits); short > 0 {
		digits = strings.Repeat("0", short) + digits
	}
	if decimals > 0 {
		digits = digits[:len(digits)-decimals] + "." + digits[len(digits)-decimals:]
	}
	if negative {
		return "-" + digits
	}
	return digits
}

// trimZeros cuts the zeros at the end of the decimals.
func trimZeros(s string) string {
	if !strings.Contains(s, ".") {
		return s
	}
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

// readable has a true minus.
func readable(s string) string { return strings.ReplaceAll(s, "-", minus) }

var texSigns = strings.NewReplacer("NaN", `\text{NaN}`, "∞", `\infty`, minus, "-")

// texNumber is a formatted number as TeX reads it.
func texNumber(s string) string {
	return texSigns.Replace(s)
}

// neededDecimals is the smallest number of decimals, at most four, that shows
// each value as well as four would.
func neededDecimals(values []float64) int {
	needed := 0
	for _, v := range values {
		for needed < shownDecimals && !isExact(v, needed) {
			needed++
		}
	}
	return needed
}
