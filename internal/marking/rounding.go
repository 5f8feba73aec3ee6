package marking

import (
	"math"

	"backprop/internal/cnn"
)

const (
	// mostRounded is the largest number of decimals that a reader is taken to
	// have rounded every intermediate value to.
	mostRounded = 6

	// leastLoose is the least number of decimals of an answer for which
	// intermediate values are left open by half a unit. With fewer, so much
	// is open that wrong answers pass.
	leastLoose = 3

	// single is the relative error of a pass in single precision.
	single = 1e-6
)

// excuse is the verdict for an answer that is not right as it stands:
// rounded, carried or wrong.
func (m *marker) excuse(s step, a Answer) Verdict {
	if a.inSinglePrecision(m.right(s.place)) {
		return Rounded
	}
	own := m.fromOwn(s)
	for _, c := range m.courses(a) {
		_, computed := m.begin(c).until(s.place)
		if !a.agrees(computed) && !(c.rounded > 0 && a.agrees(rounded(computed, c.rounded))) {
			continue
		}
		if c.given == nil {
			return Rounded
		}
		return own
	}
	return Wrong
}

// fromOwn is the verdict for what follows from the reader's own values:
// carried where it depends on a wrong one, rounded otherwise.
func (m *marker) fromOwn(s step) Verdict {
	for _, t := range m.steps {
		if m.verdicts[t.place] == Wrong && s.dependsOn(t) {
			return Carried
		}
	}
	return Rounded
}

// courses are the ways in which somebody works who makes no mistake: from
// right numbers or from the reader's own, with intermediate values that are
// open in the last decimal or rounded to fewer.
func (m *marker) courses(a Answer) []course {
	loose := a.loose()
	list := []course{
		{loose: loose},
		{given: m.given, loose: loose},
		{given: m.given, rightBlanks: true},
	}
	for d := 1; d <= mostRounded; d++ {
		list = append(list, course{rounded: d})
	}
	for d := 1; d <= mostRounded; d++ {
		list = append(list, course{given: m.given, rounded: d})
	}
	return list
}

// loose is the number of decimals by which intermediate values are left open
// for an answer, or 0.
func (a Answer) loose() int {
	if d := a.decimals(); d >= leastLoose {
		return d
	}
	return 0
}

// rounded rounds once more, as one does who writes down a number that was
// rounded before.
func rounded(spans []span, decimals int) []span {
	result := make([]span, len(spans))
	for i, s := range spans {
		result[i] = s.through(func(v float64) float64 { return roundTo(v, decimals) })
	}
	return result
}

// inSinglePrecision reports whether an answer is right to what float32 holds
// and written with at least as many decimals.
func (a Answer) inSinglePrecision(right *cnn.Tensor) bool {
	scale := sizeOf(right.Data)
	for i, n := range a.Numbers {
		if n.Blank {
			continue
		}
		if math.Abs(n.Value-right.Data[i]) > single*scale+halfUnit(n.Decimals) || n.Value != 0 && n.Decimals < mostRounded {
			return false
		}
	}
	return true
}
