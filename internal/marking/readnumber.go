package marking

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// mostDecimals bounds the decimals of a number: beyond it every float64 is
// written in full.
const mostDecimals = 1100

// readNumber reads a JSON number as it is written, or null.
func readNumber(text string) (Number, error) {
	if text == "null" {
		return Number{Text: text, Blank: true}, nil
	}
	v, _ := strconv.ParseFloat(text, 64)
	mantissa, power := text, 0
	if e := strings.IndexAny(text, "eE"); e >= 0 {
		mantissa = text[:e]
		power = readPower(text[e+1:])
	}
	if math.IsInf(v, 0) {
		return Number{}, fmt.Errorf("%s is too large for float64; write a number between -1.7e308 and 1.7e308", brief(text))
	}
	if v == 0 && strings.ContainsAny(mantissa, "123456789") {
		return Number{}, fmt.Errorf("%s is too small for float64 and would become 0; write 0 or a number beyond 5e-324", brief(text))
	}
	decimals := -power
	if point := strings.IndexByte(mantissa, '.'); point >= 0 {
		decimals += len(mantissa) - point - 1
	}
	return Number{Text: text, Value: v, Decimals: min(decimals, mostDecimals)}, nil
}

// readPower is the exponent of a number, 0 where it has none, or a bound where
// it is larger than any that matters.
func readPower(digits string) int {
	if digits == "" {
		return 0
	}
	power, err := strconv.Atoi(digits)
	if err != nil || power > mostDecimals || power < -mostDecimals {
		if strings.HasPrefix(digits, "-") {
			return -mostDecimals
		}
		return mostDecimals
	}
	return power
}
