package cnn

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

// HalfUnits says how far the original of each element can lie from what a
// network's file gives, if the file holds rounded prints: half a unit of the
// last digit that is written, and 0 for whole numbers and short decimals. It
// is nil where all elements are exact, and for a tensor that was not read from
// a file. The tensor is the network's own: its input, its upstream gradient,
// the target of its loss or a parameter of a layer. The learning rate and a
// slope are settings, which nobody prints, and so always exact.
func (n *Network) HalfUnits(t *Tensor) []float64 { return n.halves[t] }

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
