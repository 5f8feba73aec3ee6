package class

import (
	"fmt"
	"maps"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/marking"
)

// ask finds the places that are asked: those to which the scheme gives points,
// and the others, those that somebody answered or all, if the scheme has points
// for them. The
// input is given, and asked only where the scheme says so.
func (c *Class) ask(all bool) error {
	answered := map[cnn.Place]bool{}
	seen := map[*cnn.Pass]bool{}
	for _, s := range c.Students {
		if s.Report != nil {
			for _, p := range s.Report.Places {
				answered[p.Place] = answered[p.Place] || p.Verdict != marking.Blank
			}
		}
		if s.Pass != nil && !seen[s.Pass] {
			seen[s.Pass] = true
			c.order = merged(c.order, s.Pass.Places())
		}
	}
	for _, place := range slices.SortedFunc(maps.Keys(c.Scheme.Points), cnn.Place.Compare) {
		if !slices.Contains(c.order, place) && len(c.order) > 0 {
			return fmt.Errorf("the scheme gives points to %q, which no network of the class has", place)
		}
	}
	for _, place := range c.order {
		_, named := c.Scheme.Points[place]
		if points(c.Scheme, place) > 0 && (named || (all || answered[place]) && place != cnn.ActivationPlace(0)) {
			c.Places = append(c.Places, place)
		}
	}
	return nil
}

// merged puts the places of another network into an order, each after the one
// that it follows there.
func merged(order, places []cnn.Place) []cnn.Place {
	at := 0
	for _, place := range places {
		if i := slices.Index(order, place); i >= 0 {
			at = i + 1
			continue
		}
		order = slices.Insert(order, at, place)
		at++
	}
	return order
}

// points is what a place is worth.
func points(s format.Scheme, place cnn.Place) float64 {
	if p, ok := s.Points[place]; ok {
		return p
	}
	return s.Others
}

// credit gives a student the credit of each place.
func (c *Class) credit(s *Student) {
	s.Marks = map[cnn.Place]Mark{}
	for _, place := range c.Places {
		if s.Pass == nil || slices.Contains(s.Pass.Places(), place) {
			s.Of += points(c.Scheme, place)
		}
	}
	if s.Report == nil {
		return
	}
	for _, p := range s.Report.Places {
		if !slices.Contains(c.Places, p.Place) {
			continue
		}
		q, err := s.Pass.Quantity(p.Place)
		if err != nil {
			panic(err) // the marking has read it
		}
		answer, _ := s.Answers.At(p.Place)
		if !slices.ContainsFunc(answer.Numbers, func(n marking.Number) bool { return n.Value != 0 }) {
			p.Mistakes = nil // zeros show no rule, though some rule gives them
		}
		p.Trivial = p.Trivial || p.Verdict == marking.Carried && stays(s.Answers, p.Place)
		m := Mark{Marked: p, Points: points(c.Scheme, p.Place)}
		if !s.Foreign {
			m.Credit = float64(m.Points * share(c.Scheme, m.Marked, answer, q.Data))
		}
		s.Marks[p.Place] = m
		s.Credit += m.Credit
	}
}

// stays reports whether a place is a parameter after a step along a gradient of
// zeros: then it was only copied.
func stays(a *marking.Answers, place cnn.Place) bool {
	gradient, given := a.At(cnn.ParameterPlace(place.Number, place.Name))
	return place.Updated && given && !slices.ContainsFunc(gradient.Numbers, func(n marking.Number) bool { return n.Value != 0 })
}

// share is the part of its points that a place earns, from 0 to 1. A cell that
// is left blank earns nothing, and neither does a carried place that the
// student's own zeros make zero, nor zeros in a wrong place, whatever rule would
// give them: nobody shows by a zero that it was worked out.
func share(s format.Scheme, p marking.Marked, a marking.Answer, right []float64) float64 {
	if p.Elements == 0 {
		return 0
	}
	filled := 0
	for _, cell := range p.Cells {
		if cell != marking.Blank {
			filled++
		}
	}
	part := float64(filled) / float64(p.Elements)
	known := mistaken(s, p)
	switch p.Verdict {
	case marking.Right:
		return part
	case marking.Rounded:
		return s.Rounded * part
	case marking.Coarse:
		return s.Coarse * part
	case marking.Carried:
		if p.Trivial {
			return 0
		}
		return s.Carried * part
	case marking.Shape:
		return known
	case marking.Wrong:
		sound := 0
		for i, cell := range p.Cells {
			if cell != marking.Wrong && cell != marking.Blank && right[i] != 0 && a.Numbers[i].Value != 0 {
				sound++
			}
		}
		return max(known*part, s.Wrong*float64(sound)/float64(p.Elements))
	}
	return 0
}

// mistaken is the share that the likeliest mistakes of a place leave; 0 where
// none gives the answer.
func mistaken(s format.Scheme, p marking.Marked) float64 {
	if len(p.Mistakes) == 0 {
		return 0
	}
	left := 1.0
	for _, name := range p.Mistakes[0] {
		if single, ok := s.Mistakes[name]; ok {
			left *= single
		} else {
			left *= s.Mistake
		}
	}
	return left
}
