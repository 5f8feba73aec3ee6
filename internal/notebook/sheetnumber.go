package notebook

import (
	"math"
	"strconv"
	"strings"
)

// sizeBeside is how large a number is beside the largest, from 0 to 1.
func sizeBeside(v, largest float64) float64 {
	if largest == 0 || math.IsNaN(v) {
		return 0
	}
	if math.IsInf(v, 0) {
		return 1
	}
	return min(1, math.Abs(v)/largest)
}

// short is a number for a small cell: three decimals without the 0 before the
// point, fewer for large ones, and a power of ten where these would show a 0
// that is none.
func short(x real) string {
	if beyond := x.float == 0 || math.IsInf(x.float, 0); beyond && !x.isZero() {
		return x.shortBeyond()
	}
	v := x.float
	size := math.Abs(v)
	if size >= 1e4 || 0 < size && size < 5e-4 {
		mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', 0, 64), "e")
		n, _ := strconv.Atoi(exponent)
		return readable(mantissa + "e" + strconv.Itoa(n))
	}
	decimals := 3
	for limit := 1.0; size >= limit && decimals > 0; limit *= 10 {
		decimals--
	}
	if x.isExact(decimals) {
		return readable(trimZeros(x.fixed(decimals)))
	}
	text := x.fixed(decimals)
	if whole := trimZeros(text); !strings.Contains(whole, ".") {
		return "≈" + readable(whole)
	}
	return readable(strings.Replace(text, "0.", ".", 1))
}

// shortBeyond is short of a number that is none of float64's.
func (x real) shortBeyond() string {
	var f form
	switch {
	case x.far != nil:
		f = x.far.form(0)
	case x.rat != nil:
		f = powerForm(x.rat, 0, false)
	default:
		return readable(x.fixed(0)) // ∞
	}
	if f.high != nil {
		return f.text()
	}
	return readable(f.digits + "e" + strconv.Itoa(f.power))
}
