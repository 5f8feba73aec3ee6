package format

import (
	"bytes"
	"math"
	"strconv"
)

// A number that a file writes with this many digits after its point may be
// the rounded print of one with more. With fewer it is exact, and with more
// than the second it holds all that float64 does.
const (
	leastRounded = 4
	mostRounded  = 15
)

// halfUnit is half a unit of the last digit of a JSON number with as many
// digits after its point as a rounded print has, and 0 for any other.
func halfUnit(text []byte) float64 {
	text, power, _ := bytes.Cut(bytes.ToLower(text), []byte("e"))
	_, after, _ := bytes.Cut(text, []byte("."))
	if len(after) < leastRounded || len(after) > mostRounded {
		return 0
	}
	exponent, _ := strconv.Atoi(string(power)) // 0 where there is none; number has checked the rest
	if exponent > 300 {
		return 0 // it is 0.0000e301, since float64 holds no other
	}
	return 0.5 * math.Pow10(exponent-len(after))
}
