package format

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Numbers as people and programs write them: 1., .5, +2e-3, 2.41*10^-20, 3/8.
// Minus signs, powers in superscripts and blanks between are mended before.
var (
	decimalForm  = regexp.MustCompile(`^([+-]?)(\d+\.?\d*|\.\d+)(?:[eEdD]([+-]?\d+))?$`)
	powerForm    = regexp.MustCompile(`^(?:([+-]?(?:\d+\.?\d*|\.\d+))[*])?([+-]?)10(?:\^|\*\*)[({]?([+-]?\d+)[)}]?$`)
	fractionForm = regexp.MustCompile(`^([+-]?\d+)/(\d+)$`)
)

// blanks are what people write into a cell that they leave open.
var blanks = map[string]bool{"_": true, "?": true, "null": true, "none": true, "nan": true, "na": true}

// parseNumber reads one number, without a blank in it.
func parseNumber(text string) (Number, error) {
	if blanks[strings.ToLower(text)] {
		return blank, nil
	}
	if m := powerForm.FindStringSubmatch(text); m != nil {
		mantissa := m[1]
		if mantissa == "" {
			mantissa = m[2] + "1"
		} else if m[2] != "" {
			return Number{}, notANumber(text)
		}
		text = mantissa + "e" + m[3]
	}
	if m := fractionForm.FindStringSubmatch(text); m != nil {
		return parseFraction(m[1], m[2])
	}
	m := decimalForm.FindStringSubmatch(text)
	if m == nil {
		return Number{}, notANumber(text)
	}
	n := Number{Text: canonical(m[1], m[2], m[3])}
	v, _ := strconv.ParseFloat(n.Text, 64)
	n.Value = v
	return n, outside(n.Text, v, m[2])
}

// notANumber says that a word is no number.
func notANumber(text string) error {
	switch strings.ToLower(strings.TrimLeft(text, "+-")) {
	case "inf", "infinity", "∞":
		return fmt.Errorf("found %q; only finite numbers can be computed with", brief([]byte(text)))
	}
	return fmt.Errorf("found %q, expected a number; %s", brief([]byte(text)), accepted)
}

// parseFraction reads a fraction of whole numbers.
func parseFraction(above, below string) (Number, error) {
	above = strings.TrimPrefix(above, "+")
	p, _ := strconv.ParseFloat(above, 64)
	q, _ := strconv.ParseFloat(below, 64)
	switch {
	case q == 0:
		return Number{}, fmt.Errorf("found %s/%s, which divides by 0", brief([]byte(above)), brief([]byte(below)))
	case math.IsInf(p, 0) || math.IsInf(q, 0):
		return Number{}, fmt.Errorf("found a fraction of %d digits; write it as a decimal", len(above)+len(below))
	}
	return Number{Text: above + "/" + below, Value: p / q}, nil
}

// canonical is a number in the form of JSON: no plus sign, a digit on each side
// of the point, no zeros in front.
func canonical(sign, digits, power string) string {
	whole, after, point := strings.Cut(digits, ".")
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	text := strings.TrimPrefix(sign, "+") + whole
	if point && after != "" {
		text += "." + after
	}
	if power != "" {
		text += "e" + strings.TrimPrefix(power, "+")
	}
	return text
}

// outside reports a number that float64 cannot hold: one that becomes infinite,
// or one that is not 0 and becomes 0.
func outside(text string, v float64, mantissa string) error {
	if math.IsInf(v, 0) {
		return fmt.Errorf("%s is too large for float64; write a number between -1.7e308 and 1.7e308", brief([]byte(text)))
	}
	if v == 0 && strings.ContainsAny(mantissa, "123456789") {
		return fmt.Errorf("%s is too small for float64 and would become 0; write 0 or a number beyond 5e-324", brief([]byte(text)))
	}
	return nil
}

// scaled is a number times a power of ten that stands in front of its array.
func (n Number) scaled(factor string) (Number, error) {
	if n.Blank || factor == "" || n.Text == "0" {
		return n, nil
	}
	mantissa, own, _ := strings.Cut(n.Text, "e")
	f, _ := strconv.ParseFloat(factor, 64)
	if strings.Contains(n.Text, "/") {
		return Number{}, errors.New("found a fraction behind a common factor; write it as a decimal")
	}
	power := math.Round(math.Log10(f))
	if math.Abs(f-math.Pow(10, power)) > 1e-9*f {
		return Number{}, fmt.Errorf("found the common factor %s, expected a power of ten such as 1.0e-03", factor)
	}
	exponent, _ := strconv.Atoi(own)
	exponent += int(power)
	text := mantissa
	if exponent != 0 {
		text += "e" + strconv.Itoa(exponent)
	}
	return parseNumber(text)
}
