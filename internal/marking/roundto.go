package marking

import (
	"math"
	"strconv"
)

// A rounding cuts a number to so many decimals.
type rounding struct {
	decimals int // 0 does not round
	ties     tieRounding
}

// A tieRounding says what becomes of a half.
type tieRounding int

const (
	awayFromZero tieRounding = iota // as taught in schools
	toEven                          // as in statistics
	upward                          // ⌊x + ½⌋

	// Programs do the same, and see a half only where their float64 is one.
	scaledAway
	scaledToEven
	scaledUpward
	asPrinted // no scaling either
)

var tieRules = []tieRounding{awayFromZero, toEven, upward, scaledAway, scaledToEven, scaledUpward, asPrinted}

// of rounds a span: from what its least to what its largest number becomes.
func (k rounding) of(s span) span { return s.through(k.number) }

// all rounds each of some spans.
func (k rounding) all(spans []span) []span {
	rounded := make([]span, len(spans))
	for i, s := range spans {
		rounded[i] = k.of(s)
	}
	return rounded
}

// number rounds one number.
func (k rounding) number(v float64) float64 {
	unit := math.Pow10(k.decimals)
	scaled := v * unit
	if math.IsInf(scaled, 0) {
		return v
	}
	switch k.ties {
	case scaledAway:
		return math.Round(scaled) / unit
	case scaledToEven:
		return math.RoundToEven(scaled) / unit
	case scaledUpward:
		return math.Floor(scaled+0.5) / unit
	case asPrinted:
		printed, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'f', k.decimals, 64), 64)
		return printed
	}
	below := math.Floor(scaled)
	switch {
	case !k.halves(v):
		return math.Round(scaled) / unit
	case k.ties == awayFromZero && v < 0, k.ties == toEven && math.Mod(below, 2) == 0:
		return below / unit
	}
	return (below + 1) / unit
}

// halves reports whether a number is a half but for float noise, as 0.15 may
// be: then it matters how ties are rounded.
func (k rounding) halves(v float64) bool {
	scaled := v * math.Pow10(k.decimals)
	return math.Abs(scaled-math.Floor(scaled)-0.5) <= 1e-9
}

// roundTo rounds half away from zero.
func roundTo(v float64, decimals int) float64 { return rounding{decimals: decimals}.number(v) }

// halfUnit is half a unit of the last of so many decimals.
func halfUnit(decimals int) float64 { return 0.5 * math.Pow10(-decimals) }
