package marking

import (
	"iter"

	"backprop/internal/cnn"
)

// A link is a cnn.Link as a run reads it. A mistake changes it, or the list.
type link struct {
	out   int // cnn.One in an input gradient: 1 stands in place of the error
	in    int // cnn.One for a bias
	param int
	slope span // for the output and the input gradient

	// weight multiplies what the link adds to its parameter's gradient.
	weight float64
}

// A reading is a wrong way to read a layer's links: it makes other links of
// the right ones.
type reading func(s *stage, r *run, links iter.Seq[link]) iter.Seq[link]

// eachLink is a reading that changes links one by one. change reports whether
// the link stays.
func eachLink(change func(s *stage, r *run, l *link) bool) reading {
	return func(s *stage, r *run, links iter.Seq[link]) iter.Seq[link] {
		return func(yield func(link) bool) {
			for l := range links {
				if change(s, r, &l) && !yield(l) {
					return
				}
			}
		}
	}
}

// slope is a reading that changes nothing but slopes, of links that read an
// input.
func slope(of func(s *stage, r *run, l link) span) reading {
	return eachLink(func(s *stage, r *run, l *link) bool {
		if l.in != cnn.One {
			l.slope = of(s, r, *l)
		}
		return true
	})
}

// links are the layer's own links, with the slopes that they have in the run.
func (r *run) links(s *stage) iter.Seq[link] {
	var slopes []span
	if s.nonlinear != nil {
		slopes = r.slopes(s)
	}
	theta := r.theta(s)
	return func(yield func(link) bool) {
		for k, l := range s.own {
			own := link{l.Out, l.In, l.Param, point(l.Slope), 1}
			switch {
			case l.Param != cnn.None:
				own.slope = theta[l.Param]
			case slopes != nil:
				own.slope = slopes[k]
			}
			if !yield(own) {
				return
			}
		}
	}
}

// theta are the parameters of a layer in the run.
func (r *run) theta(s *stage) []span {
	switch {
	case r.course.originals:
		return s.open
	case r.course.single:
		return heldInSingle(s.theta)
	}
	return s.theta
}
