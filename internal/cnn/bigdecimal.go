package cnn

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// ShortDecimal is the decimal m·10^e that a float64 is taken for where
// nothing but the float64 is known of a number: one of at most ten places
// that is nearer than 10⁻¹³ (times the number, where that is above 1), since
// sums of decimals miss their decimal by so little; and beyond those places,
// one of at most twelve digits. There, 2·10⁻¹⁷ may be what is left of a sum
// that is 0: float64 cannot tell, and whoever knows the network asks
// Quantity.Exact.
func ShortDecimal(v float64) (m int64, e int, ok bool) {
	if a := math.Abs(v); a < 1e5 {
		n := math.RoundToEven(float64(v * 1e10))
		ok := math.Abs(float64(v*1e10)-n) <= min(1e-3*max(1, a), 1e-9*math.Abs(n))
		if ok || a >= 1e-4 {
			return int64(n), -10, ok
		}
	}
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, 0, false
	}
	// As it is written, or else with fifteen digits.
	for _, precision := range []int{-1, 14} {
		mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', precision, 64), "e")
		digits := strings.TrimRight(strings.Replace(mantissa, ".", "", 1), "0")
		places := len(strings.TrimPrefix(digits, "-")) - 1
		m, _ = strconv.ParseInt(digits, 10, 64)
		e, _ = strconv.Atoi(exponent)
		if e -= places; places < 12 {
			return m, e, true
		}
	}
	return m, e, false
}

// bigDecimal is m·10^e.
func bigDecimal(bits uint, m int64, e int) *big.Float {
	x := bigNumber(bits, m)
	if e == 0 {
		return x
	}
	ten := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(e, -e))), nil)
	power := new(big.Float).SetPrec(bits).SetInt(ten)
	if e < 0 {
		return x.Quo(x, power)
	}
	return x.Mul(x, power)
}

// bigWritten is the decimal that a float64 is written as, the shortest that
// no other float64 is nearer to: of 0.1 it is a tenth, as whoever wrote it
// meant.
func bigWritten(bits uint, v float64) *big.Float {
	if v == math.Trunc(v) && math.Abs(v) < 1<<53 {
		return bigNumber(bits, int64(v))
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', -1, 64), "e")
	whole, behind, _ := strings.Cut(mantissa, ".")
	m, _ := strconv.ParseInt(whole+behind, 10, 64)
	e, _ := strconv.Atoi(exponent)
	return bigDecimal(bits, m, e-len(behind))
}
