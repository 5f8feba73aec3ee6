package marking

import (
	"slices"
)

const (
	// mostRounded is the largest number of decimals that a reader is taken to
	// have rounded intermediate values to whose answer has fewer.
	mostRounded = 6

	// leastLoose is the least number of decimals of an answer for which
	// intermediate values are left open by half a unit. With fewer, so much
	// is open that wrong answers pass.
	leastLoose = 3
)

// fromOriginals are the numbers at a place for all originals that the given
// numbers can be the rounded prints of.
func (m *marker) fromOriginals(s step) []span {
	_, computed := m.begin(course{originals: true}).until(s.place)
	return computed
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

// stories are the courses of somebody who makes no mistake and rounds: with
// the numbers that they wrote down, with every intermediate value rounded to
// so many decimals, or with both. On each of them every number is known. If
// each could be anything within its rounding, the worst of all would excuse
// any wrong digit, although the other numbers of the same answer show that
// nobody was so unlucky.
func (m *marker) stories(s step, a Answer) func(func(course) bool) {
	return func(yield func(course) bool) {
		bases := []course{{}}
		if len(m.written) > 0 {
			bases = append(bases, course{given: m.written})
		}
		for _, c := range bases {
			if c.given != nil && !(yield(c) && yield(course{given: m.written, rightBlanks: true})) {
				return
			}
			for _, decimals := range a.carried() {
				if !m.roundedTo(decimals, c, yield) {
					return
				}
			}
		}
		own := a.decimals()
		if own == 0 {
			return
		}
		for _, t := range m.steps[:s.index] {
			_, written := m.written[t.place]
			if len(m.written) > 0 && !written && s.dependsOn(t) && !yield(course{rounded: rounding{decimals: own}, only: t.place}) {
				return
			}
		}
		for _, c := range bases {
			if !m.hasPowers(s, c) {
				continue
			}
			for _, c.powers = range []powers{roundedPowers, shiftedPowers} {
				for c.powerDecimals = own; c.powerDecimals <= own+1; c.powerDecimals++ {
					if !yield(c) || !m.roundedTo(c.powerDecimals, c, yield) {
						return
					}
				}
			}
		}
	}
}

// roundedTo yields a course with every number rounded to so many decimals, and
// once more for each rule about halves where there are any.
func (m *marker) roundedTo(decimals int, c course, yield func(course) bool) bool {
	for _, rule := range tieRules {
		c.rounded = rounding{decimals, rule}
		if !yield(c) {
			return false
		}
		if !m.halved {
			break // the others give the same
		}
	}
	return true
}

// hasPowers reports whether a step makes a softmax, or goes on from one that a
// course works out.
func (m *marker) hasPowers(s step, c course) bool {
	return slices.ContainsFunc(m.steps[:s.index+1], func(t step) bool {
		if t.kind != forwardStep || !isSoftmax(m.stages[t.layer]) {
			return false
		}
		return t.index == s.index || s.dependsOn(t) && !c.gives(t.place)
	})
}

// carried are the numbers of decimals that a reader can have carried: as many
// as the answer has, one more, which is a guard digit, or fewer.
func (a Answer) carried() []int {
	own := a.decimals()
	var list []int
	if own > 0 {
		list = append(list, own, own+1)
	}
	for d := 1; d <= mostRounded; d++ {
		if d < own || own == 0 {
			list = append(list, d)
		}
	}
	return list
}

// allowed are the courses of somebody who goes on from their own values, of
// which some are wrong: each is open by the rounding that it is written with.
func (m *marker) allowed(a Answer) []course {
	list := []course{
		{given: m.given, loose: a.loose()},
		{given: m.given, rightBlanks: true},
	}
	for d := 1; d <= mostRounded; d++ {
		list = append(list, course{given: m.given, rounded: rounding{decimals: d}})
	}
	if m.rounded {
		for _, c := range slices.Clone(list[:2]) {
			c.originals = true
			list = append(list, c)
		}
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
