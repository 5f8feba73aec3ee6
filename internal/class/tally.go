package class

import (
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/marking"
)

// A Made is a mistake, or several together, with the students who make it and
// the places at which they do.
type Made struct {
	Names    []string
	Places   []cnn.Place // in working order
	Students []*Student
}

// Mistakes are those that the class makes, as the likeliest of a place, the
// most frequent first.
func (c *Class) Mistakes() []Made {
	var all []Made
	for _, place := range c.Places {
		for _, s := range c.counted() {
			m, ok := s.Marks[place]
			if !ok || len(m.Mistakes) == 0 {
				continue
			}
			i := slices.IndexFunc(all, func(made Made) bool { return slices.Equal(made.Names, m.Mistakes[0]) })
			if i < 0 {
				i = len(all)
				all = append(all, Made{Names: m.Mistakes[0]})
			}
			if !slices.Contains(all[i].Places, place) {
				all[i].Places = append(all[i].Places, place)
			}
			if !slices.Contains(all[i].Students, s) {
				all[i].Students = append(all[i].Students, s)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Made) int { return len(b.Students) - len(a.Students) })
	return all
}

// counted are the students whose marks say something about the class: those
// who worked on their own network.
func (c *Class) counted() []*Student {
	return slices.DeleteFunc(slices.Clone(c.Students), func(s *Student) bool { return s.Report == nil || s.Foreign })
}

// A Break is a place at which students go wrong first.
type Break struct {
	Place    cnn.Place
	Students []*Student
}

// Breaks are the first places that are wrong, in working order.
func (c *Class) Breaks() []Break {
	var all []Break
	for _, place := range c.order {
		b := Break{Place: place}
		for _, s := range c.counted() {
			if s.Report.FirstBreak == place {
				b.Students = append(b.Students, s)
			}
		}
		if len(b.Students) > 0 {
			all = append(all, b)
		}
	}
	return all
}

// A Heat says of each cell of a place how many students have it wrong.
type Heat struct {
	Place cnn.Place
	Shape cnn.Shape // plain
	Wrong []int     // in row-major order
	Given []int     // how many filled the cell in
}

// Heats are the heat maps of the places where somebody is wrong. Where networks
// differ in shape, a map counts those that have the shape of the first student's.
func (c *Class) Heats() []Heat {
	var all []Heat
	for _, place := range c.Places {
		var h Heat
		wrong := 0
		for _, s := range c.counted() {
			m, ok := s.Marks[place]
			if !ok || m.Cells == nil {
				continue
			}
			q, err := s.Pass.Quantity(place)
			if err != nil {
				continue
			}
			if h.Wrong == nil {
				h = Heat{place, append(cnn.Shape{}, q.Plain()...), make([]int, len(q.Data)), make([]int, len(q.Data))}
			}
			if !h.Shape.Equal(q.Plain()) {
				continue
			}
			for i, cell := range m.Cells {
				if cell != marking.Blank {
					h.Given[i]++
				}
				if cell == marking.Wrong {
					h.Wrong[i]++
					wrong++
				}
			}
		}
		if wrong > 0 {
			all = append(all, h)
		}
	}
	return all
}
