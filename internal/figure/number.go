package figure

import (
	"math"
	"strconv"
	"strings"
)

// timesPowerOfTen returns m·10ᵉ as the float64 that its decimal reads as:
// 3·10⁻¹ is 0.3, where 3*0.1 is not.
func timesPowerOfTen(m float64, e int) float64 {
	if e < 0 && e > -300 {
		return m / math.Pow10(-e)
	}
	return float64(m * math.Pow10(e))
}

// tickNumber writes a multiple of a step, with the step's last digit: that of
// 10 to the power of lastDigit.
func tickNumber(v float64, lastDigit int) string {
	a := math.Abs(v)
	if a < timesPowerOfTen(0.5, lastDigit) {
		return "0"
	}
	if a >= 1e6 || lastDigit < -5 && a < 0.01 {
		return scientific(v, magnitude(a)-lastDigit)
	}
	return minus(strconv.FormatFloat(v, 'f', max(0, -lastDigit), 64))
}

// short writes a number with three digits, as a plain decimal or, if it is
// very large or small, with a power of ten: 0.25, 1200, 2.5·10⁻⁸.
func short(v float64) string {
	a := math.Abs(v)
	switch {
	case v == 0:
		return "0"
	case a >= 1e6 || a < 1e-4:
		return scientific(v, 2)
	}
	return minus(trimZeros(strconv.FormatFloat(v, 'f', max(0, 2-magnitude(a)), 64)))
}

// scientific writes a number other than 0 as one digit, at most so many
// decimals, and a power of ten.
func scientific(v float64, decimals int) string {
	digits, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', max(decimals, 0), 64), "e")
	e, _ := strconv.Atoi(exponent) // FormatFloat writes an integer there
	digits = minus(trimZeros(digits))
	switch digits {
	case "1":
		return powerOfTen(e)
	case "−1":
		return "−" + powerOfTen(e)
	}
	return digits + "·" + powerOfTen(e)
}

// magnitude is the exponent of a positive number's first digit.
func magnitude(a float64) int { return int(math.Floor(math.Log10(a))) }

// powerOfTen writes 10ᵉ, and 10⁰ as 1.
func powerOfTen(e int) string {
	switch e {
	case 0:
		return "1"
	case 1:
		return "10"
	}
	return "10" + superscript.Replace(strconv.Itoa(e))
}

var superscript = strings.NewReplacer("-", "⁻",
	"0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴",
	"5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")

// minus makes a hyphen a minus sign.
func minus(s string) string { return strings.Replace(s, "-", "−", 1) }

// trimZeros cuts the zeros that end a decimal fraction.
func trimZeros(s string) string {
	if !strings.Contains(s, ".") {
		return s
	}
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}
