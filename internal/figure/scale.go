package figure

import (
	"math"
	"strings"

	"gonum.org/v1/plot"

	"backprop/internal/notebook"
)

// A scale is what an axis shows: its range, and the values with a label.
type scale struct {
	lo, hi float64
	ticks  []plot.Tick
}

// newScale returns the scale for values from lo to hi. A wide scale begins
// and ends at a tick, so that the curves get some air; a tight one ends with
// the values. Ticks that the axis asks for are always inside.
func newScale(a notebook.Axis, lo, hi float64, wide bool) scale {
	for _, t := range a.Ticks {
		lo, hi = min(lo, t), max(hi, t)
	}
	var s scale
	if a.Log {
		s = logScale(lo, hi, wide)
	} else {
		s = linearScale(lo, hi, wide)
	}
	if len(a.Ticks) > 0 {
		s.ticks = givenTicks(a)
	}
	return s
}

// givenTicks labels the ticks that an axis asks for: powers of ten as such on
// a logarithmic axis, the others with as many decimals as the longest has.
func givenTicks(a notebook.Axis) []plot.Tick {
	decimals := 0
	for _, v := range a.Ticks {
		if _, fraction, ok := strings.Cut(short(v), "."); ok && isPlain(fraction) {
			decimals = max(decimals, len(fraction))
		}
	}
	var ticks []plot.Tick
	for _, v := range a.Ticks {
		label := short(v)
		e := int(math.Round(math.Log10(math.Abs(v))))
		switch {
		case a.Log && math.Abs(v/math.Pow10(e)-1) < 1e-9:
			label = powerOfTen(e)
		case !a.Log && isPlain(label):
			label = tickNumber(v, -decimals)
		}
		ticks = append(ticks, plot.Tick{Value: v, Label: label})
	}
	return ticks
}

// isPlain reports whether a number is written without a power of ten.
func isPlain(s string) bool {
	return !strings.Contains(s, "10") || !strings.ContainsAny(s, "·⁰¹²³⁴⁵⁶⁷⁸⁹")
}

// linearScale has ticks at multiples of 1, 2, 2.5 or 5 times a power of ten,
// about four steps of them. It starts at zero where that is not far.
func linearScale(lo, hi float64, wide bool) scale {
	if size := max(math.Abs(lo), math.Abs(hi)); hi-lo <= 1e-9*size || hi-lo < smallest {
		d := size / 2
		if d < smallest {
			d = 1
		}
		lo, hi = lo-d, hi+d
	}
	if wide && lo > 0 && lo < (hi-lo)/2 {
		lo = 0
	}
	const steps = 4
	e := int(math.Floor(math.Log10((hi - lo) / steps)))
	raw := (hi - lo) / steps / math.Pow10(e) // from 1 to 10
	nice, lastDigit := 10.0, e+1
	switch {
	case raw <= 1.2:
		nice, lastDigit = 1, e
	case raw <= 2.2:
		nice, lastDigit = 2, e
	case raw <= 3.2:
		nice, lastDigit = 2.5, e-1
	case raw <= 6.5:
		nice, lastDigit = 5, e
	}
	// Values near the end of a range count as its end: 0.3 is 2.9999…/0.1.
	const near = 1e-9
	first := math.Ceil(lo/math.Pow10(e)/nice - near)
	last := math.Floor(hi/math.Pow10(e)/nice + near)
	if wide {
		first = math.Floor(lo/math.Pow10(e)/nice + near)
		last = math.Ceil(hi/math.Pow10(e)/nice - near)
	}
	s := scale{lo: lo, hi: hi}
	for k := first; k <= last; k++ {
		v := timesPowerOfTen(k*nice, e)
		s.ticks = append(s.ticks, plot.Tick{Value: v, Label: tickNumber(v, lastDigit)})
	}
	if wide {
		s.lo, s.hi = min(lo, s.ticks[0].Value), max(hi, s.ticks[len(s.ticks)-1].Value)
	}
	return s
}

// logScale has ticks at powers of ten, every so many that about five remain;
// below one decade, at 1, 2 and 5 times a power of ten.
func logScale(lo, hi float64, wide bool) scale {
	const near = 1e-9
	if hi/lo < 1+near {
		lo, hi = lo/2, hi*2
	}
	bottom, top := math.Log10(lo), math.Log10(hi)
	if top-bottom < 1 {
		return fineLogScale(lo, hi, wide)
	}
	first, last := int(math.Ceil(bottom-near)), int(math.Floor(top+near))
	s := scale{lo: lo, hi: hi}
	if wide {
		first, last = int(math.Floor(bottom+near)), int(math.Ceil(top-near))
		s.lo, s.hi = min(lo, math.Pow10(first)), max(hi, math.Pow10(last))
	}
	every := 1
	for (last-first)/every > 5 {
		every++
	}
	for e := first; e <= last; e++ {
		if e%every == 0 {
			s.ticks = append(s.ticks, plot.Tick{Value: math.Pow10(e), Label: powerOfTen(e)})
		}
	}
	return s
}

func fineLogScale(lo, hi float64, wide bool) scale {
	var marks []float64
	for e := int(math.Floor(math.Log10(lo))) - 1; e <= int(math.Ceil(math.Log10(hi))); e++ {
		for _, m := range []float64{1, 2, 5} {
			marks = append(marks, timesPowerOfTen(m, e))
		}
	}
	from, to := 0, len(marks)-1
	for marks[from+1] <= lo {
		from++
	}
	for marks[to-1] >= hi {
		to--
	}
	s := scale{lo: lo, hi: hi}
	if wide {
		s.lo, s.hi = marks[from], marks[to]
	}
	for _, m := range marks[from : to+1] {
		if m >= s.lo && m <= s.hi {
			s.ticks = append(s.ticks, plot.Tick{Value: m, Label: short(m)})
		}
	}
	return s
}
