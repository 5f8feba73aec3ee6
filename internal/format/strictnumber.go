package format

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
)

// numeral reads the text of a number: a minus sign or none, digits without a
// zero in front, and then a fraction and an exponent where there are any.
func (r *strictReader) numeral() ([]byte, error) {
	first := r.at
	r.skipByte("-")
	leading := r.at
	switch n := r.digits(); {
	case n == 0 && r.wordEnd() > r.at:
		return nil, r.syntax(first, "found %q; only finite numbers can be computed with", brief(r.data[first:r.wordEnd()]))
	case n == 0 && bytes.HasPrefix(r.data[r.at:], []byte(".")):
		return nil, r.syntax(first, "found a minus sign and a point; write a digit between them, as in -0.5")
	case n == 0:
		return nil, r.syntax(first, "found a minus sign without a digit after it; write numbers as in -0.5")
	case n > 1 && r.data[leading] == '0':
		return nil, r.syntax(first, "the number %s begins with a zero; remove it", brief(r.data[first:r.at]))
	}
	if r.skipByte(".") && r.digits() == 0 {
		return nil, r.syntax(first, "the number %s ends with a point; write a digit after it", brief(r.data[first:r.at]))
	}
	if r.skipByte("eE") {
		r.skipByte("+-")
		if r.digits() == 0 {
			return nil, r.syntax(first, "the number %s has no digits in its exponent; write them, as in 1e-3", brief(r.data[first:r.at]))
		}
	}
	return r.data[first:r.at], nil
}

// skipByte steps over one byte if it is one of those.
func (r *strictReader) skipByte(among string) bool {
	if r.at == len(r.data) || bytes.IndexByte([]byte(among), r.data[r.at]) < 0 {
		return false
	}
	r.at++
	return true
}

// digits steps over digits and counts them.
func (r *strictReader) digits() int {
	first := r.at
	for r.at < len(r.data) && '0' <= r.data[r.at] && r.data[r.at] <= '9' {
		r.at++
	}
	return r.at - first
}

// number reads a number that float64 can hold: not one that becomes infinite,
// nor one that is not 0 and becomes 0.
func (r *strictReader) number() (float64, error) {
	text, err := r.numeral()
	if err != nil {
		return 0, err
	}
	v, _ := strconv.ParseFloat(string(text), 64)
	if math.IsInf(v, 0) {
		return 0, fmt.Errorf("%s is too large for float64; write a number between -1.7e308 and 1.7e308", brief(text))
	}
	if v == 0 {
		mantissa := bytes.TrimRight(text, "+-0123456789")
		if len(mantissa) == 0 || mantissa[len(mantissa)-1]|0x20 != 'e' {
			mantissa = text // there is no exponent
		}
		if bytes.ContainsAny(mantissa, "123456789") {
			return 0, fmt.Errorf("%s is too small for float64 and would become 0; write 0 or a number beyond 5e-324", brief(text))
		}
	}
	return v, nil
}

// whole reads a number that is whole and lies between two others. It may be
// written as 2, 2.0 or 2e0.
func (r *strictReader) whole(low, high int) (int, error) {
	kind, err := r.kind()
	if err != nil {
		return 0, err
	}
	if kind != jsonNumber {
		return 0, fmt.Errorf("found %s, expected a whole number from %d to %d", kind, low, high)
	}
	first := r.at
	v, err := r.number()
	if err != nil {
		return 0, err
	}
	if v != math.Trunc(v) || v < float64(low) || v > float64(high) {
		return 0, fmt.Errorf("found %s, expected a whole number from %d to %d", brief(r.data[first:r.at]), low, high)
	}
	return int(v), nil
}
