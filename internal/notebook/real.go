package notebook

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"backprop/internal/cnn"
)

// A real is a number of the book as well as it is known. Of an element of a
// pass that is what cnn.Quantity.Exact says beside its float64. Of a float64
// alone it is the short decimal that it is taken for, see cnn.ShortDecimal, or
// else the number itself, which then counts as rounded. So a sum that a
// chapter works out for itself, and that would be 0 but for the last bit, is
// shown as what float64 makes of it, 5.6·10⁻¹⁷: only the network knows better.
type real struct {
	float float64
	all   bool // the digits are all there is; else they go on

	// Nearly every number is below 10⁵ in size and needs nothing beside its
	// float64. It is this many 10⁻¹⁰, if the digits are all; any other has rat,
	// which is nil for what is no number.
	short bool
	units int64
	rat   *big.Rat
	far   *far // instead, where an exponent has more digits than rat could
}

// shortDecimals is how many decimals the short way has.
const shortDecimals = 10

// tenTo are the powers of ten up to that of the short way.
var tenTo = [shortDecimals + 1]int64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10}

// known is a number with what is said beside its float64, which may be "".
func known(v float64, exact string) real {
	x := real{float: v}
	if exact == infinite {
		return real{float: math.Inf(int(math.Copysign(1, v))), all: true}
	}
	if exact != "" {
		digits := strings.TrimSuffix(exact, "…")
		x.all = digits == exact
		if x.far = readFar(digits); x.far != nil {
			return x
		}
		if x.rat = readExact(digits); x.rat != nil {
			return x
		}
	}
	if math.IsNaN(v) || math.IsInf(v, 0) {
		x.all = true // no digits go on
		return x
	}
	m, e, all := cnn.ShortDecimal(v)
	x.all = all
	switch {
	case math.Abs(v) < 1e5 && e == -shortDecimals:
		x.short, x.units = true, m
	case all:
		x.rat = new(big.Rat).SetInt64(m)
		x.rat.Mul(x.rat, tenToThe(e))
	default:
		x.rat, _ = new(big.Rat).SetString(strconv.FormatFloat(v, 'e', -1, 64))
	}
	return x
}

// readExact reads "0.25e-3" and "1-3.5e-17"; nil for other text.
func readExact(s string) *big.Rat {
	if len(s) > 2 && (s[1] == '-' || s[1] == '+') || strings.HasPrefix(s, "-1+") || strings.HasPrefix(s, "-1-") {
		at := strings.LastIndexAny(s[:3], "+-")
		whole, ok := new(big.Rat).SetString(s[:at])
		rest, okay := new(big.Rat).SetString(s[at:])
		if !ok || !okay {
			return nil
		}
		return whole.Add(whole, rest)
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return nil
	}
	return r
}

// fraction is the number, or its float64 where its digits go on; nil for what
// is no number.
func (x real) fraction() *big.Rat {
	switch {
	case !x.short:
		return x.rat
	case x.all:
		return new(big.Rat).SetFrac64(x.units, tenTo[shortDecimals])
	}
	return new(big.Rat).SetFloat64(x.float)
}

// isZero reports a number that is 0, and not only near it.
func (x real) isZero() bool {
	if x.short {
		return x.units == 0 // a short number is 0 or at least 10⁻¹⁰
	}
	return x.rat != nil && x.all && x.rat.Sign() == 0
}

// isExact reports whether the number has no digits beyond the given decimals.
func (x real) isExact(decimals int) bool {
	switch {
	case !x.all:
		return false
	case x.short:
		return decimals >= shortDecimals || x.units%tenTo[shortDecimals-decimals] == 0
	case x.rat == nil:
		return true
	}
	return new(big.Rat).Mul(x.rat, tenToThe(decimals)).IsInt()
}

// same reports whether two numbers are known to be, or cannot be told from
// being, the same.
func (x real) same(y real) bool {
	if x.short && y.short && x.all == y.all {
		return x.units == y.units && (x.all || x.float == y.float)
	}
	if x.far != nil && y.far != nil {
		return x.far.compare(*y.far) == 0
	}
	a, b := x.fraction(), y.fraction()
	return a != nil && b != nil && a.Cmp(b) == 0
}

// sign is −1, 0 or 1.
func (x real) sign() int {
	switch {
	case x.far != nil:
		return x.far.sign()
	case !x.short && x.rat != nil:
		return x.rat.Sign()
	case x.float < 0:
		return -1
	case x.float > 0:
		return 1
	}
	return 0
}

// times is the number times a power of ten.
func (x real) times(power int) real {
	r := x.fraction()
	if r == nil || power == 0 {
		return x
	}
	return real{float: x.float * math.Pow10(power), all: x.all, rat: new(big.Rat).Mul(r, tenToThe(power))}
}

// fixed writes the number with exactly so many decimals and a plain minus,
// rounded half away from zero.
func (x real) fixed(decimals int) string {
	decimals = max(decimals, 0)
	switch {
	case x.short && x.all && decimals <= shortDecimals:
		unit := tenTo[shortDecimals-decimals]
		n := x.units
		if n < 0 {
			n = -n
		}
		n = (n + unit/2) / unit
		return withPoint(strconv.FormatInt(n, 10), decimals, x.units < 0 && n > 0)
	case x.short && !x.all:
		// No decimal, so no tie either.
		s := strconv.FormatFloat(x.float, 'f', decimals, 64)
		if strings.Trim(s, "-0.") == "" {
			s = strings.TrimPrefix(s, "-")
		}
		return s
	}
	r := x.fraction()
	switch {
	case r != nil:
		n := roundRat(r, decimals)
		return withPoint(new(big.Int).Abs(n).String(), decimals, n.Sign() < 0)
	case math.IsNaN(x.float):
		return "NaN"
	case x.float < 0:
		return "-∞"
	}
	return "∞"
}

// roundRat is r in units of 10^−decimals, rounded half away from zero.
func roundRat(r *big.Rat, decimals int) *big.Int {
	scaled := new(big.Rat).Mul(new(big.Rat).Abs(r), tenToThe(decimals))
	scaled.Add(scaled, big.NewRat(1, 2))
	n := new(big.Int).Quo(scaled.Num(), scaled.Denom())
	if r.Sign() < 0 {
		n.Neg(n)
	}
	return n
}

// tenToThe is 10^n.
func tenToThe(n int) *big.Rat {
	power := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(n, -n))), nil)
	if n < 0 {
		return new(big.Rat).SetFrac(big.NewInt(1), power)
	}
	return new(big.Rat).SetInt(power)
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
