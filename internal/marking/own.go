package marking

import "math"

// own is what the reader's numbers can be, for the work that goes on from
// them. A number that is written exactly as it was worked out, from numbers
// that are known exactly, is that number. Any other is open by half a unit of
// its last decimal.
//
// origin are the right numbers or, for a wrong answer, those of the likeliest
// mistake; nil where there is none. Nobody knows then what was rounded: the
// finest decimals of the array tell, and whole numbers are taken as they are.
func (m *marker) own(s step, a Answer, origin []span) given {
	_, worked := m.begin(course{given: m.given}).until(s.place)
	finest := a.decimals()
	g := given{make([]span, len(a.Numbers)), make([]bool, len(a.Numbers))}
	for i, n := range a.Numbers {
		if n.Blank {
			continue
		}
		g.known[i] = true
		switch {
		case n.exactly(worked[i]):
			g.spans[i] = point(n.Value)
		case n.agrees(worked[i], 0):
			g.spans[i] = around(n.Value, halfUnit(n.Decimals))
		case origin != nil && n.exactly(origin[i]):
			g.spans[i] = point(n.Value)
		case origin != nil:
			g.spans[i] = around(n.Value, halfUnit(n.Decimals))
		case finest == 0:
			g.spans[i] = point(n.Value)
		default:
			g.spans[i] = around(n.Value, halfUnit(finest))
		}
	}
	return g
}

// exactly reports whether a number is the one that a span is.
func (n Number) exactly(s span) bool {
	return s.isPoint() && math.Abs(s.lo-n.Value) <= noise(n.Value, 1)
}

// written are the reader's numbers as they stand, for the work that goes on
// from what is on the paper.
func written(a Answer) given {
	g := given{make([]span, len(a.Numbers)), make([]bool, len(a.Numbers))}
	for i, n := range a.Numbers {
		g.spans[i], g.known[i] = point(n.Value), !n.Blank
	}
	return g
}
