package marking

import "slices"

// An explanation is a way in which somebody who makes no mistake at a place
// comes to the numbers there.
type explanation struct {
	verdict Verdict // on the numbers that come about so
	agree   []bool  // which of the reader's do
	rounded int     // the decimals that were carried on the way; 0 is all
}

// excuse is the verdict for an answer that is not right as it stands: rounded,
// carried or wrong. It is the first explanation's with which every number
// agrees. Where there is none, the place is wrong, but the numbers that agree
// with the best explanation, the one with which most do, are not, as long as it
// leaves one that is. cells come with Wrong for each number that is not right,
// and get their own verdicts.
func (m *marker) excuse(s step, a Answer, cells []Verdict) Verdict {
	given, right := 0, 0
	for i, n := range a.Numbers {
		if !n.Blank {
			given++
			if cells[i] != Wrong {
				right++
			}
		}
	}
	best, most := explanation{}, right
	for e := range m.explanations(s, a) {
		agreeing := 0
		for _, agrees := range e.agree {
			if agrees {
				agreeing++
			}
		}
		if agreeing <= most || !a.supports(e, cells) {
			continue
		}
		best, most = e, agreeing
		if most == given {
			break
		}
	}
	own := slices.Clone(cells)
	for i, agrees := range best.agree {
		if agrees && cells[i] == Wrong {
			own[i] = best.verdict
		}
	}
	slip := slices.Contains(own, Wrong)
	if slip || most == given {
		copy(cells, own)
	}
	if slip || most < given { // right ones and others, which no explanation gives together
		return Wrong
	}
	return best.verdict
}

// supports reports whether the numbers that agree with an explanation speak
// for it. Where fewer decimals were carried than are written, that takes two
// that are not right, since one alone agrees by chance too easily, unless it is
// the only number of the answer; a 0 says nothing of decimals.
func (a Answer) supports(e explanation, cells []Verdict) bool {
	if e.rounded == 0 || e.rounded >= a.decimals() {
		return true
	}
	numbers, speak := 0, 0
	for i, n := range a.Numbers {
		if n.Blank || n.Value == 0 {
			continue
		}
		numbers++
		if e.agree[i] && cells[i] == Wrong {
			speak++
		}
	}
	return speak > 1 || speak == numbers
}

// explanations are the ways in which a sound answer comes about that is not
// right as it stands, the likeliest first.
func (m *marker) explanations(s step, a Answer) func(func(explanation) bool) {
	return func(yield func(explanation) bool) {
		if sound := m.inSinglePrecision(s, a); sound != nil && !yield(explanation{Rounded, sound, 0}) {
			return
		}
		if m.rounded && !yield(explanation{Rounded, a.agreeing(m.fromOriginals(s)), 0}) {
			return
		}
		own := m.fromOwn(s)
		if own == Carried {
			for _, c := range m.allowed(a) {
				if !m.explain(s, a, c, Carried, yield) {
					return
				}
			}
		}
		for c := range m.stories(s, a) {
			verdict := own
			if c.given == nil {
				verdict = Rounded
			}
			if !m.explain(s, a, c, verdict, yield) {
				return
			}
		}
	}
}

// explain yields what somebody gets on a course, and what they write down
// after rounding it to the decimals of the course. With fewer decimals than
// are written nobody does that: 0.0000 is not what is left of 0.0004.
func (m *marker) explain(s step, a Answer, c course, verdict Verdict, yield func(explanation) bool) bool {
	r := m.begin(c)
	_, computed := r.until(s.place)
	decimals := c.rounded.decimals
	if decimals > 0 {
		m.halved = r.halved || slices.ContainsFunc(computed, func(v span) bool { return c.rounded.halves(v.lo) })
	}
	if c.given == nil && m.contradicts(r, s) {
		return true
	}
	return yield(explanation{verdict, a.agreeing(computed), decimals}) &&
		(decimals == 0 || decimals < a.claimed() ||
			yield(explanation{verdict, a.agreeing(c.rounded.all(computed)), decimals}))
}

// contradicts reports whether a run has other numbers at a place that a step
// depends on than the reader wrote down there, wrong ones aside: then it is not
// what they did.
func (m *marker) contradicts(r *run, s step) bool {
	for _, t := range m.steps[:s.index] {
		a, written := m.answers[t.place]
		if !written || !s.dependsOn(t) || m.verdicts[t.place] == Wrong || m.verdicts[t.place] == Carried {
			continue
		}
		worked := r.raw[t.index]
		if !a.agrees(worked) && (r.course.rounded.decimals == 0 || !a.agrees(r.course.rounded.all(worked))) {
			return true
		}
	}
	return false
}
