package notebook

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// A form is a number as it is displayed: as a decimal, 0.1434; with a power of
// ten, 2.41·10⁻²⁰, where a decimal would be a 0 that is none, or have digits
// that nobody knows; or as what it is away from one, 1 − 3.5·10⁻¹⁷, where a
// decimal would be a 1 that is none.
type form struct {
	digits string   // of the decimal or before the power, with a plain minus
	power  int      // of ten; 0 for a decimal
	high   *big.Rat // the power where it has more digits than are known; else nil
	beside int      // 1 or −1, from which the rest is counted; 0 for neither
	all    bool     // this is all of the number
}

const (
	// shownDecimals is how many decimals a reader sees at most.
	shownDecimals = 4
	// mantissaDecimals is how many there are before a power of ten, and
	// cellDecimals in a matrix, where there is less room. A number that is
	// exact with up to shownDecimals has those.
	mantissaDecimals = 2
	cellDecimals     = 1
	// knownDigits is how many digits of a float64 are shown at most.
	knownDigits = 15
)

// in displays a number with at most so many decimals, or so many before a
// power of ten.
func (x real) in(decimals, mantissa int) form {
	if x.short {
		s := x.fixed(decimals)
		if x.isExact(decimals) {
			return form{digits: trimZeros(s), all: true}
		}
		if s = trimZeros(s); s != "0" && s != "1" && s != "-1" {
			return form{digits: s}
		}
	}
	if x.far != nil {
		if x.far.power.Sign() > 0 && x.far.beside == 0 {
			mantissa = max(mantissa, shownDecimals) // as for all large numbers
		}
		return x.far.form(mantissa)
	}
	r := x.fraction()
	if r == nil {
		return form{digits: x.fixed(0), all: true}
	}
	whole := new(big.Int).Quo(r.Num(), r.Denom())
	size := len(new(big.Int).Abs(whole).String())
	if x.all && size <= knownDigits+1 && x.isExact(min(decimals, max(0, knownDigits+1-size))) {
		return form{digits: trimZeros(x.fixed(decimals)), all: true}
	}
	if size > knownDigits {
		return powerForm(r, max(mantissa, shownDecimals), x.all)
	}
	for decimals = min(decimals, knownDigits-size); ; decimals++ {
		s := trimZeros(x.fixed(decimals))
		if s != "0" && s != "1" && s != "-1" {
			return form{digits: s}
		}
		if decimals < shownDecimals {
			continue // a few more decimals say what a power would
		}
		if s == "0" {
			return powerForm(r, mantissa, x.all)
		}
		one, _ := strconv.Atoi(s)
		f := powerForm(new(big.Rat).Sub(r, big.NewRat(int64(one), 1)), min(mantissa, max(cellDecimals, mantissa-1)), x.all)
		f.beside = one
		return f
	}
}

// powerForm is a number other than 0 with a power of ten.
func powerForm(r *big.Rat, decimals int, all bool) form {
	exponent := magnitude(r)
	mantissa := new(big.Rat).Mul(r, tenToThe(-exponent))
	f := form{power: exponent}
	for places := decimals; places <= max(decimals, shownDecimals); places++ {
		if all && new(big.Rat).Mul(mantissa, tenToThe(places)).IsInt() {
			decimals, f.all = places, true
			break
		}
	}
	n := roundRat(mantissa, decimals)
	f.digits = trimZeros(withPoint(new(big.Int).Abs(n).String(), decimals, n.Sign() < 0))
	if unsigned := strings.TrimPrefix(f.digits, "-"); unsigned == "10" {
		f.digits, f.power = strings.TrimSuffix(f.digits, "0"), f.power+1
	}
	return f
}

// magnitude is the n for which 10^n ≤ |r| < 10^(n+1).
func magnitude(r *big.Rat) int {
	size := new(big.Rat).Abs(r)
	n := int(math.Floor(float64(size.Num().BitLen()-size.Denom().BitLen()-1) * math.Log10(2)))
	for size.Cmp(tenToThe(n+1)) >= 0 { // once or twice
		n++
	}
	return n
}

// text is the form for a reader.
func (f form) text() string {
	s := f.digits
	if f.power != 0 || f.high != nil {
		raised := "10" + superscript.Replace(strconv.Itoa(f.power))
		if f.high != nil {
			raised = "10^(" + f.highForm().text() + ")"
		}
		switch s {
		case "1":
			s = raised
		case "-1":
			s = "-" + raised
		default:
			s += "·" + raised
		}
	}
	return readable(f.joined(s))
}

// tex is the form as TeX.
func (f form) tex() string {
	s := texSigns.Replace(f.digits)
	if f.power != 0 || f.high != nil {
		raised := "10^{" + strconv.Itoa(f.power) + "}"
		if f.high != nil {
			raised = "10^{" + f.highForm().tex() + "}"
		}
		switch s {
		case "1":
			s = raised
		case "-1":
			s = "-" + raised
		default:
			s += ` \cdot ` + raised
		}
	}
	return f.joined(s)
}

// highForm is the power as a number itself, 4.34·10¹¹.
func (f form) highForm() form { return powerForm(f.high, mantissaDecimals, false) }

// joined puts the 1 before what is added to it.
func (f form) joined(rest string) string {
	if f.beside == 0 {
		return rest
	}
	sign := " + "
	if negative, ok := strings.CutPrefix(rest, "-"); ok {
		sign, rest = " - ", negative
	}
	return strconv.Itoa(f.beside) + sign + rest
}

// inParentheses reports a form that needs them behind an operator.
func (f form) inParentheses() bool { return f.beside != 0 || strings.HasPrefix(f.digits, "-") }

// isFar reports a power of ten that is too large to be computed with.
func (f form) isFar() bool { return f.high != nil || f.power >= farPower || f.power <= -farPower }

// isDecimal reports digits that are the number, without a power of ten and
// counted from 0.
func (f form) isDecimal() bool { return f.power == 0 && f.high == nil && f.beside == 0 }

// value is the number that the digits say; nil for ∞, and for what is too
// large, or too near to 0, to be computed with.
func (f form) value() *big.Rat {
	r, ok := new(big.Rat).SetString(f.digits)
	if !ok || f.isFar() {
		return nil
	}
	if f.power != 0 {
		r.Mul(r, tenToThe(f.power))
	}
	return r.Add(r, big.NewRat(int64(f.beside), 1))
}

// decimals is the place of the last digit, at least that of a decimal of so
// many places: its zeros at the end are cut.
func (f form) decimals(atLeast int) int {
	_, behind, _ := strings.Cut(f.digits, ".")
	if f.power == 0 {
		return max(len(behind), atLeast)
	}
	return len(behind) - f.power
}
