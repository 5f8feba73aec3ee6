package randomnet

import (
	"math/rand/v2"
	"strconv"
)

// A scale is a kind of numbers that a network can be made of.
type scale struct {
	name   string
	number func(*rand.Rand) float64
}

// scales are the kinds that Any and Classic choose from. A kind that stands
// here twice is drawn twice as often.
var scales = []scale{
	{"short decimals", decimals(1.5, 1)},
	{"short decimals", decimals(1.5, 2)},
	{"printed by a library", decimals(2, 4)},
	{"all digits", func(r *rand.Rand) float64 { return 3*r.Float64() - 1.5 }},
	{"eighths", multiples(0.125, 8)},
	{"whole", multiples(1, 3)},
	{"large whole", multiples(1, 60)},
	{"pixels", func(r *rand.Rand) float64 { return float64(r.IntN(256)) }},
	{"small", sized(-5, -2)},
	{"tiny", sized(-14, -6)},
	{"large", sized(2, 6)},
	{"huge", sized(10, 14)},
	{"mixed", sized(-9, 3)},
	{"mostly zero", func(r *rand.Rand) float64 {
		if r.IntN(3) > 0 {
			return 0
		}
		return decimals(2, 1)(r)
	}},
}

// decimals are numbers of (−size, size) with so many places.
func decimals(size float64, places int) func(*rand.Rand) float64 {
	return func(r *rand.Rand) float64 { return rounded((2*r.Float64()-1)*size, places) }
}

// rounded is the float64 that a decimal of so many places is read as. It is
// never −0, which nobody writes.
func rounded(v float64, places int) float64 {
	f, err := strconv.ParseFloat(strconv.FormatFloat(v, 'f', places, 64), 64)
	if err != nil {
		panic(err) // a float64 reads back
	}
	return f + 0
}

// sized are numbers of one to four digits, from 10^from to 10^to, of both
// signs; a tenth of them is 0.
func sized(from, to int) func(*rand.Rand) float64 {
	return func(r *rand.Rand) float64 {
		if r.IntN(10) == 0 {
			return 0
		}
		mantissa := strconv.FormatFloat(1+9*r.Float64(), 'f', r.IntN(4), 64)
		exponent := strconv.Itoa(from + r.IntN(to-from+1))
		f, err := strconv.ParseFloat(mantissa+"e"+exponent, 64)
		if err != nil {
			panic(err)
		}
		if r.IntN(2) == 0 {
			return -f
		}
		return f
	}
}

// oneOf chooses a kind of numbers.
func oneOf(r *rand.Rand) scale { return scales[r.IntN(len(scales))] }
