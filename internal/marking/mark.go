package marking

import (
	"fmt"

	"backprop/internal/cnn"
)

// Mark judges a reader's answers for a network, place after place in working
// order. A place is judged by its own number of decimals, then by the rounding
// that the work before it allows, then by what follows from the reader's own
// earlier values; what is still wrong is compared with the mistakes of the
// catalogue. The error is that of cnn.Run, or names a place that the network
// does not have.
func Mark(n *cnn.Network, a *Answers) (*Report, error) {
	model, err := newModel(n)
	if err != nil {
		return nil, err
	}
	for _, answer := range a.Places {
		if _, ok := model.step(answer.Place); !ok {
			return nil, fmt.Errorf("%s: place %q is not one of the network; read the answers for the network that they are marked against", a.Name, answer.Place)
		}
	}
	m := marker{model: model, given: map[cnn.Place]given{}, verdicts: map[cnn.Place]Verdict{}}
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
		if report.FirstBreak == "" && (marked.Verdict == Wrong || marked.Verdict == Shape) {
			report.FirstBreak = s.place
		}
		report.Places = append(report.Places, marked)
	}
	return report, nil
}

// A marker goes through a reader's answers.
type marker struct {
	*model
	given    map[cnn.Place]given   // the reader's numbers so far
	verdicts map[cnn.Place]Verdict // so far
	catalog  []slip                // all that can be made in the network; nil until needed
}

// mark judges one answer.
func (m *marker) mark(s step, a Answer) (Marked, error) {
	marked := Marked{Place: s.place, Elements: s.shape.Size(), Mistakes: [][]string{}, Found: a.Shape}
	switch {
	case !a.fits(s.shape):
		marked.Verdict = Shape
		marked.Expected = append(cnn.Shape{}, s.shape.Plain()...)
		marked.Fits = m.place(s, a)
		marked.Mistakes, _ = m.search(s, a)
		return marked, nil
	case a.blank():
		marked.Verdict = Blank
		return marked, nil
	}
	right := m.right(s.place)
	for i, n := range a.Numbers {
		if n.Blank {
			continue
		}
		if n.agrees(point(right.Data[i]), sizeOf(right.Data)) {
			marked.Right++
			continue
		}
		if marked.First == nil {
			d, err := m.pass.Derive(s.place, i)
			if err != nil {
				return marked, err
			}
			marked.First = &Element{i, right.Shape.Label(i), n, right.Data[i], d}
		}
	}
	marked.Verdict = Right
	if marked.First != nil {
		marked.Verdict = m.excuse(s, a)
	}
	origin := points(right.Data) // of the numbers, where they are not the reader's own
	if marked.Verdict == Wrong {
		marked.Mistakes, origin = m.search(s, a)
	}
	m.verdicts[s.place] = marked.Verdict
	m.given[s.place] = m.own(s, a, origin)
	return marked, nil
}

// place is another place whose shape an answer has: one whose values agree,
// then one of the same kind, then the first.
func (m *marker) place(s step, a Answer) cnn.Place {
	best, found := -1, cnn.Place("")
	for _, other := range m.steps {
		if other.place == s.place || !a.fits(other.shape) {
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
