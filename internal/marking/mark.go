package marking

import (
	"fmt"
	"math"
	"slices"

	"backprop/internal/cnn"
)

// Mark judges a reader's answers for a network, place after place in working
// order. A number is judged by how exact it claims to be, then by the rounding
// that the given numbers and the work before it allow, then by what follows
// from the reader's own earlier values; what is still wrong is compared with
// the mistakes of the catalogue. decimals is how many decimals are asked for:
// a place that is right with fewer is coarse. 0 asks for none. The error is
// that of cnn.Run, or names a place that the network does not have.
func Mark(n *cnn.Network, a *Answers, decimals int) (*Report, error) {
	model, err := newModel(n)
	if err != nil {
		return nil, err
	}
	for _, answer := range a.Places {
		if _, ok := model.step(answer.Place); !ok {
			return nil, fmt.Errorf("%s: place %q is not one of the network; read the answers for the network that they are marked against", a.Name, answer.Place)
		}
	}
	m := marker{
		model: model, decimals: decimals,
		answers: map[cnn.Place]Answer{}, given: map[cnn.Place]given{}, written: map[cnn.Place]given{}, verdicts: map[cnn.Place]Verdict{},
	}
	report := &Report{Places: []Marked{}}
	for _, s := range model.steps {
		answer, ok := a.At(s.place)
		if !ok {
			continue
		}
		marked, err := m.mark(s, answer)
		if err != nil {
			return nil, err
		}
		if report.FirstBreak.IsZero() && (marked.Verdict == Wrong || marked.Verdict == Shape) {
			report.FirstBreak = s.place
		}
		report.Places = append(report.Places, marked)
	}
	return report, nil
}

// A marker goes through a reader's answers.
type marker struct {
	*model
	decimals  int                   // that are asked for
	answers   map[cnn.Place]Answer  // so far
	given     map[cnn.Place]given   // the reader's numbers so far, with their rounding
	written   map[cnn.Place]given   // the same as they stand
	verdicts  map[cnn.Place]Verdict // so far
	catalog   []slip                // all that can be made in the network; nil until needed
	inSingle  *run                  // in single precision; nil until needed
	allTheWay *run                  // the same, with all that follows from how p − y is rounded
	halved    bool                  // the last run that rounded met a half
}

// mark judges one answer.
func (m *marker) mark(s step, a Answer) (Marked, error) {
	marked := Marked{Place: s.place, Elements: s.shape.Size(), Mistakes: [][]string{}, Found: a.Shape}
	if !a.fitsAt(s, s.shape) {
		marked.Verdict = Shape
		marked.Expected = append(cnn.Shape{}, s.plain...)
		marked.Fits = m.place(s, a)
		marked.Mistakes, _ = m.search(s, a)
		return marked, nil
	}
	right := m.right(s.place)
	if a = a.judged(right); a.blank() {
		marked.Verdict = Blank
		marked.Cells = slices.Repeat([]Verdict{Blank}, marked.Elements)
		return marked, nil
	}
	cells := make([]Verdict, len(a.Numbers))
	marked.Verdict, marked.Cells = Right, cells
	for i, n := range a.Numbers {
		switch {
		case n.Blank:
			cells[i] = Blank
			continue
		case !n.agrees(point(right.Data[i]), sizeOf(right.Data)):
			cells[i] = Wrong
		case n.coarse(right.Data[i], m.decimals):
			cells[i] = Coarse
			marked.Verdict = Coarse
		default:
			cells[i] = Right
		}
		if cells[i] != Wrong {
			marked.Right++
		}
	}
	if first := slices.Index(cells, Wrong); first >= 0 {
		marked.Verdict = m.excuse(s, a, cells)
		if marked.Verdict == Wrong {
			first = slices.Index(cells, Wrong)
		}
		d, err := m.pass.Derive(s.place, first)
		if err != nil {
			return marked, err
		}
		marked.First = &Element{first, m.label(s, first), a.Numbers[first], right.Data[first], d}
	}
	if marked.Verdict == Carried {
		marked.Trivial = m.showsNothing(s)
	}
	origin := points(right.Data) // of the numbers, where they are not the reader's own
	if marked.Verdict == Wrong {
		marked.Mistakes, origin = m.search(s, a)
	}
	m.answers[s.place] = a
	m.verdicts[s.place] = marked.Verdict
	m.given[s.place] = m.own(s, a, origin)
	m.written[s.place] = written(a)
	return marked, nil
}

// judged is the answer without the numbers at elements that float64 cannot
// hold: they are not judged.
func (a Answer) judged(right *cnn.Tensor) Answer {
	if a.blank() || !slices.ContainsFunc(right.Data, notFinite) {
		return a
	}
	a.Numbers = slices.Clone(a.Numbers)
	for i, v := range right.Data {
		a.Numbers[i].Blank = a.Numbers[i].Blank || notFinite(v)
	}
	return a
}

func notFinite(v float64) bool { return math.IsInf(v, 0) || math.IsNaN(v) }

// coarse reports whether a right number has fewer decimals than are asked for
// and is not exact as it is written.
func (n Number) coarse(right float64, asked int) bool {
	return asked > 0 && n.Decimals < asked && !n.exactly(point(right))
}

// showsNothing reports whether the reader's own numbers make everything zero
// at a place.
func (m *marker) showsNothing(s step) bool {
	_, computed := m.begin(course{given: m.written}).until(s.place)
	for _, v := range computed {
		if v.size() > noise(0, 1) {
			return false
		}
	}
	return true
}

// place is another place whose shape an answer has: one whose values agree,
// then one of the same kind, then the first.
func (m *marker) place(s step, a Answer) cnn.Place {
	best, found := -1, cnn.Place{}
	for _, other := range m.steps {
		if other.place == s.place || !a.fitsAt(other, other.shape) {
			continue
		}
		score := 0
		if other.kind == s.kind {
			score = 1
		}
		if !a.blank() && a.agrees(points(m.right(other.place).Data)) {
			score = 2
		}
		if score > best {
			best, found = score, other.place
		}
	}
	return found
}
