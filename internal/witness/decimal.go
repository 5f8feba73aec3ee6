package witness

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// A Decimal is a number as good as exact. It is a sum of parts that are too far
// apart in size to be written as one: 1 − e^−2000 is a 1 and a −2.5·10⁻⁸⁶⁹, and
// needs no thousand digits. Decimals, and their sums, differences and products,
// are exact; what a division or a function rounds has Digits digits, and off
// says from where on nothing is known. A division by a small number that does not
// come out even is left as it is, so that what is next to 1/3 stays so. A number is 0 where all of its digits
// lie there, and what is smaller than the rounding of a number beside it is not
// kept. A Decimal does not change once it is made. What cannot be computed, such
// as 1/0 or ln 0, panics.
type Decimal struct {
	parts   []summand // the largest first
	rounded bool
	off     int64 // where it is rounded: it may be off by about 10^off
	under   int64 // what all of it is still to be divided by, such as 3; 0 stands for 1
}

// A summand is m·10^e, and not 0.
type summand struct {
	m    *big.Int
	e    int64
	size int64 // how many digits it has before the point: 10^(size−1) ≤ |m·10^e| < 10^size
}

const (
	// Digits is how many digits a rounded number has.
	Digits = 100
	// slack is how many of them sums of rounded numbers may lose.
	slack = 16
	// apart is how many zeros lie between two parts at least.
	apart = 30
	// longest is how many digits an exact part has at the most, and most how
	// many parts there are.
	longest, most = 2000, 8
)

// New is the decimal that a float64 is written as, the shortest that no other
// float64 is nearer to: New(0.1) is a tenth, as whoever wrote it meant.
func New(f float64) Decimal {
	d, err := Parse(strconv.FormatFloat(f, 'e', -1, 64))
	if err != nil {
		panic("witness: " + err.Error())
	}
	return d
}

// Parse reads a decimal such as "-0.25" or "1.5e-7", to all its digits.
func Parse(s string) (Decimal, error) {
	wrong := fmt.Errorf("%q is no decimal number", s)
	mantissa, exponent, power := strings.Cut(strings.ToLower(s), "e")
	whole, behind, _ := strings.Cut(mantissa, ".")
	e := int64(0)
	if power {
		var err error
		if e, err = strconv.ParseInt(exponent, 10, 64); err != nil {
			return Decimal{}, wrong
		}
	}
	digits := whole + behind
	if unsigned := strings.TrimLeft(digits, "+-"); len(digits)-len(unsigned) > 1 || strings.Trim(unsigned, "0123456789") != "" || unsigned == "" {
		return Decimal{}, wrong
	}
	m, ok := new(big.Int).SetString(digits, 10)
	if !ok {
		return Decimal{}, wrong
	}
	return whole10(m, e-int64(len(behind))), nil
}

// whole10 is m·10^e.
func whole10(m *big.Int, e int64) Decimal { return added([]summand{{m: m, e: e}}, false, 0) }

// added makes a number of parts in any order, of which those that touch each
// other are added up.
func added(terms []summand, rounded bool, off int64) Decimal {
	all := terms[:0:0]
	for _, t := range terms {
		if t.m.Sign() != 0 {
			t.size = digits(t.m) + t.e
			all = append(all, t)
		}
	}
	slices.SortStableFunc(all, func(a, b summand) int {
		switch {
		case a.size > b.size:
			return -1
		case a.size < b.size:
			return 1
		}
		return 0
	})
	d := Decimal{rounded: rounded, off: off}
	for i := 0; i < len(all); {
		sum, top := all[i], all[i].size
		for i++; i < len(all) && all[i].size+apart > sum.e; i++ {
			sum = sum.plus(all[i])
		}
		if sum.m.Sign() == 0 {
			continue
		}
		sum.size = digits(sum.m) + sum.e
		if !d.rounded && (sum.size-sum.e > longest || len(d.parts) == most) {
			d.rounded, d.off = true, sum.size-longest
		}
		if len(d.parts) == most {
			d.off = max(d.off, sum.size)
			break
		}
		// What cancels leaves what its terms were off by, and that is 0.
		if d.rounded && (sum.size <= d.off || sum.size < top-1 && sum.size <= d.off+slack) {
			continue
		}
		if d.rounded && sum.e < d.off-2*slack {
			sum = sum.cut(d.off - slack)
		}
		d.parts = append(d.parts, sum)
	}
	return d // without parts it is 0, up to what it is off by
}

// plus adds a part; the size of the sum is still to be counted.
func (a summand) plus(b summand) summand {
	if a.e < b.e {
		a, b = b, a
	}
	m := new(big.Int).Mul(a.m, tenTo(a.e-b.e))
	return summand{m: m.Add(m, b.m), e: b.e}
}

// cut drops the digits below 10^at.
func (a summand) cut(at int64) summand {
	m := new(big.Int).Quo(a.m, tenTo(at-a.e))
	return summand{m, at, a.size}
}

// trimmed is without zeros at its end.
func (a summand) trimmed() summand {
	if a.m.Sign() == 0 {
		return a
	}
	text := a.m.String()
	short := strings.TrimRight(text, "0")
	m, _ := new(big.Int).SetString(short, 10)
	return summand{m, a.e + int64(len(text)-len(short)), a.size}
}

// powers are the powers of ten that were asked for, up to 10^4095.
var powers = func() []*big.Int {
	all := make([]*big.Int, 4096)
	all[0] = big.NewInt(1)
	for n := 1; n < len(all); n++ {
		all[n] = new(big.Int).Mul(all[n-1], big.NewInt(10))
	}
	return all
}()

// tenTo is 10^n, which must not be changed.
func tenTo(n int64) *big.Int {
	if n < int64(len(powers)) {
		return powers[n]
	}
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(n), nil)
}

// digits is how many a whole number other than 0 has.
func digits(m *big.Int) int64 {
	n := int64(float64(m.BitLen()-1) * math.Log10(2))
	if m.CmpAbs(tenTo(n+1)) >= 0 {
		n++
	}
	return n + 1
}

// size is how many digits a number has before its point; of 0 it is very few.
func (a Decimal) size() int64 {
	if len(a.parts) == 0 {
		return math.MinInt64 / 4
	}
	return a.parts[0].size
}

// Compare is −1, 0 or 1 where a is below, equal to or above b.
func (a Decimal) Compare(b Decimal) int { return a.Minus(b).Sign() }

// Is reports whether a and b are the same number, as far as they are known.
func (a Decimal) Is(b Decimal) bool { return a.Compare(b) == 0 }

// Sign is −1, 0 or 1.
func (a Decimal) Sign() int {
	if len(a.parts) == 0 {
		return 0
	}
	return a.parts[0].m.Sign()
}

// Float is the nearest float64, which is infinite for what is too large.
func (a Decimal) Float() float64 {
	if a = a.plain(); len(a.parts) == 0 {
		return 0
	}
	p := a.parts[0]
	if n := p.size - 40; p.e < n {
		p = p.cut(n)
	}
	if p.e > math.MaxInt32 || p.e < math.MinInt32 {
		p.e = max(math.MinInt32, min(p.e, math.MaxInt32))
	}
	f, _ := strconv.ParseFloat(p.m.String()+"e"+strconv.FormatInt(p.e, 10), 64)
	return f
}

// Magnitude is about how many digits a has before its point; of 0.001 it is −2.
func (a Decimal) Magnitude() int64 { return a.size() }

// Size is the decimal logarithm of |a|, which is not 0.
func (a Decimal) Size() Decimal { return a.Abs().Ln().Over(ln10) }

// String is a in decimal notation; what is far too small beside the first
// digits of a number stands behind it: 1 − 2.5e-869.
func (a Decimal) String() string {
	if a = a.plain(); len(a.parts) == 0 {
		return "0"
	}
	var b strings.Builder
	for i, p := range a.parts {
		text := p.text()
		if unsigned, negative := strings.CutPrefix(text, "-"); i > 0 && negative {
			b.WriteString(" − " + unsigned)
			continue
		} else if i > 0 {
			b.WriteString(" + ")
		}
		b.WriteString(text)
	}
	return b.String()
}

func (a summand) text() string {
	if a.e < a.size-60 {
		a = a.cut(a.size - 60)
	}
	sign := ""
	m := a.m.String()
	if unsigned, negative := strings.CutPrefix(m, "-"); negative {
		sign, m = "-", unsigned
	}
	behind := -a.e
	switch {
	case a.size > 60 || a.size < -20:
		s := sign + m[:1]
		if rest := strings.TrimRight(m[1:], "0"); rest != "" {
			s += "." + rest
		}
		return s + "e" + strconv.FormatInt(a.size-1, 10)
	case behind <= 0:
		return sign + m + strings.Repeat("0", int(-behind))
	}
	if short := int(behind) + 1 - len(m); short > 0 {
		m = strings.Repeat("0", short) + m
	}
	return sign + m[:len(m)-int(behind)] + "." + m[len(m)-int(behind):]
}

// Rat is a as a fraction, exactly as far as it is known.
func (a Decimal) Rat() *big.Rat {
	sum := new(big.Rat)
	for _, p := range a.parts {
		r := new(big.Rat).SetInt(p.m)
		ten := new(big.Rat).SetInt(tenTo(max(p.e, -p.e)))
		if p.e < 0 {
			ten.Inv(ten)
		}
		sum.Add(sum, r.Mul(r, ten))
	}
	return sum.Quo(sum, new(big.Rat).SetInt64(max(a.under, 1)))
}
