package certify

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"backprop/internal/witness"
)

// A printed number is digits as a reader sees them.
type printed struct {
	text     string // such as "−0.2098", "1.2·10⁻⁹" or "1 − 3.5·10⁻¹⁷"
	value    witness.Decimal
	decimals int  // digits behind the point
	power    bool // with a power of ten

	// Of 10^(−1.71·10¹⁰) and 1 − 10^(−1.71·10¹⁰) only the power is told.
	high *printed
	from witness.Decimal // the 1 before it, or 0
}

// number matches a printed number: a power of ten that has one itself, what it is
// away from one, a power of ten with or without digits before it, or an optional
// true minus and decimals.
var number = regexp.MustCompile(`[−-]?(1 [+−] )?10\^\([−-]?([0-9]+(\.[0-9]+)?·)?10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+\)|[−-]?1 [+−] ([0-9]+(\.[0-9]+)?·)?10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|[−-]?([0-9]+(\.[0-9]+)?·)?10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|[−-]?[0-9]+(\.[0-9]+)?`)

var plainDigits = strings.NewReplacer("−", "-", "·10", "e", "⁻", "-",
	"⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9")

// read reads a printed number; ok is false for other text, such as ∞.
func read(text string) (p printed, ok bool) {
	if number.FindString(text) != text || text == "" {
		return printed{}, false
	}
	for _, sign := range []string{" + ", " − "} {
		one, rest, found := strings.Cut(text, sign)
		if !found {
			continue
		}
		if p, ok = read(rest); !ok {
			return p, false
		}
		if sign == " − " {
			p = p.negated()
		}
		from, _ := read(one)
		return p.beside(from, text), true
	}
	if power, ok := strings.CutPrefix(strings.TrimLeft(text, "−-"), "10^("); ok {
		exponent, ok := read(strings.TrimSuffix(power, ")"))
		return tenTo(exponent, strings.ContainsAny(text[:1], "-−") || strings.HasPrefix(text, "−"), text), ok
	}
	if at := strings.Index(text, "10"); at >= 0 && strings.ContainsAny(text, "⁻⁰¹²³⁴⁵⁶⁷⁸⁹") && !strings.Contains(text, "·") {
		if p, ok = read(text[:at] + "1·" + text[at:]); ok {
			p.text = text
		}
		return p, ok
	}
	plain := plainDigits.Replace(text)
	value, err := witness.Parse(plain)
	if err != nil {
		return printed{}, false
	}
	mantissa, exponent, power := strings.Cut(plain, "e")
	_, behind, _ := strings.Cut(mantissa, ".")
	p = printed{text: text, value: value, decimals: len(behind), power: power}
	if power {
		n, _ := strconv.Atoi(exponent)
		p.decimals -= n
	}
	return p, true
}

// tenTo is a power of ten of which only the exponent is told, and that rounded.
func tenTo(exponent printed, negative bool, text string) printed {
	size := witness.New(1)
	if negative {
		size = size.Negated()
	}
	return printed{text: text, value: size.Scaled(int(exponent.value.Float())), power: true, high: &exponent}
}

// beside is 1 and a number with a power of ten, as one number.
func (p printed) beside(one printed, text string) printed {
	p.value, p.text, p.from = one.value.Plus(p.value), text, one.value
	return p
}

// scaled is the number with the power of ten that stands before its matrix.
func (p printed) scaled(power int) printed {
	if power != 0 {
		p.value, p.decimals, p.power = p.value.Scaled(power), p.decimals-power, true
	}
	return p
}

func (p printed) negated() printed {
	p.value, p.from = p.value.Negated(), p.from.Negated()
	if positive, ok := strings.CutPrefix(p.text, "−"); ok {
		p.text = positive
	} else {
		p.text = "−" + p.text
	}
	return p
}

// padded is the number with the zeros that are cut at its end: behind = and ≈
// the book has four decimals, but no more than fifteen digits.
func (p printed) padded() printed {
	if !p.power {
		whole, _, _ := strings.Cut(strings.Trim(p.text, "−-"), ".")
		p.decimals = max(p.decimals, min(4, 15-len(whole)))
	}
	return p
}

// limit reports a 0, a 1 or a −1, which is printed only where it is one.
func (p printed) limit() bool {
	return p.value.Sign() == 0 || p.value.Abs().Compare(witness.New(1)) == 0
}

// rounds reports what is wrong with the digits as those of a number.
func (p printed) rounds(v witness.Decimal) error {
	if p.high != nil {
		rest := v.Minus(p.from)
		if rest.Sign() == 0 || rest.Sign() != p.value.Minus(p.from).Sign() {
			return fmt.Errorf("%s is printed for %.14s…", p.text, v)
		}
		power := p.high.value.Float()
		if far := math.Abs(power - float64(rest.Magnitude())); far > 2+0.1*math.Abs(power) { // without a logarithm
			return fmt.Errorf("%s is printed for %.14s…", p.text, v)
		}
		return p.high.rounds(rest.Size())
	}
	if p.limit() && !p.exact(v) {
		return fmt.Errorf("%s is printed for %.14s…, which is near it and not the same", p.text, v)
	}
	if want := v.Rounded(p.decimals); want.Compare(p.value) != 0 {
		return fmt.Errorf("%s is printed for %.14s…, which rounds to %s", p.text, v, want)
	}
	return nil
}

// exact reports whether the digits are all of a number.
func (p printed) exact(v witness.Decimal) bool { return p.high == nil && p.value.Is(v) }

// fits tells the numbers that the digits, and the relation before them, are
// right for.
func (p printed) fits(relation string) func(witness.Decimal) bool {
	padded := p
	if relation == "≈" {
		padded = p.padded()
	}
	return func(v witness.Decimal) bool { return padded.rounds(v) == nil && p.follows(relation, v) == nil }
}

// follows reports a relation before the digits that is not the one that a
// number asks for.
func (p printed) follows(relation string, v witness.Decimal) error {
	switch exact := p.exact(v); {
	case relation == "=" && !exact:
		return fmt.Errorf("= stands before %s, which is rounded from %.14s…", p.text, v)
	case relation == "≈" && exact:
		return fmt.Errorf("≈ stands before %s, which is exact", p.text)
	}
	return nil
}
