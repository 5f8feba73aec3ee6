package marking

import (
	"math"
	"slices"

	"backprop/internal/cnn"
)

// Values are the numbers that somebody gets who makes these mistakes, and no
// others, in the network: one tensor for each place of cnn.Pass.Places. A
// mistake that can be made in several ways is made in the first that changes
// something. A tensor may have another shape than belongs to its place, where
// that is the mistake, and numbers that overflow are infinite. Without
// mistakes the values are those of cnn.Run, whose error is returned.
func Values(n *cnn.Network, mistakes ...Mistake) (map[cnn.Place]*cnn.Tensor, error) {
	m, err := newModel(n)
	if err != nil {
		return nil, err
	}
	var slips []slip
	for i := range mistakes {
		for _, s := range mistakes[i].slips(m) {
			if s.everywhere() && m.changes(s) {
				slips = append(slips, s)
				break
			}
		}
	}
	return m.begin(course{}, slips...).all().values(), nil
}

// Ways are the numbers that somebody gets who makes a mistake in the network,
// as in Values, for each way of making it, the usual one first: at all layers
// that have the rule, whether or not a number changes. The list is empty where
// no layer has it.
func Ways(n *cnn.Network, mistake Mistake) ([]map[cnn.Place]*cnn.Tensor, error) {
	m, err := newModel(n)
	if err != nil {
		return nil, err
	}
	var all []map[cnn.Place]*cnn.Tensor
	for _, s := range mistake.slips(m) {
		if s.layer < 0 {
			all = append(all, m.begin(course{}, s).all().values())
		}
	}
	return all, nil
}

// Applicable lists the mistakes that change at least one number of the
// network's values at four decimals, or a shape, in the order of the
// catalogue. The error is that of cnn.Run.
func Applicable(n *cnn.Network) ([]Mistake, error) {
	m, err := newModel(n)
	if err != nil {
		return nil, err
	}
	var list []Mistake
	for i := range catalogue {
		for _, s := range catalogue[i].slips(m) {
			if s.everywhere() && m.changes(s) {
				list = append(list, catalogue[i])
				break
			}
		}
	}
	return list, nil
}

// Changes reports whether the mistake changes a place at four decimals: in some
// of the ways in which it can be made, which are those that change anything,
// and in every one. The error is that of cnn.Run.
func (m Mistake) Changes(n *cnn.Network, place cnn.Place) (some, every bool, err error) {
	model, err := newModel(n)
	if err != nil {
		return false, false, err
	}
	every = true
	for _, s := range m.slips(model) {
		changed := model.changed(s)
		if len(changed) == 0 {
			continue
		}
		if slices.Contains(changed, place) {
			some = true
		} else {
			every = false
		}
	}
	return some, every && some, nil
}

// values are what stands at each place after a run of points.
func (r *run) values() map[cnn.Place]*cnn.Tensor {
	all := make(map[cnn.Place]*cnn.Tensor, len(r.steps))
	for _, s := range r.steps {
		shape, spans := r.written(s)
		t := &cnn.Tensor{Shape: append(cnn.Shape(nil), shape...), Data: make([]float64, len(spans))}
		for i, v := range spans {
			t.Data[i] = v.lo
		}
		all[s.place] = t
	}
	return all
}

// changes reports whether a slip changes a number at four decimals, or a
// shape.
func (m *model) changes(s slip) bool { return len(m.changed(s)) > 0 }

// changed are the places whose numbers or shape a slip changes.
func (m *model) changed(s slip) []cnn.Place {
	values := m.begin(course{}, s).all().values()
	var places []cnn.Place
	for _, step := range m.steps {
		wrong, right := values[step.place], m.right(step.place)
		changed := !wrong.Shape.Equal(right.Shape)
		for i := 0; i < len(right.Data) && !changed; i++ {
			changed = differ(wrong.Data[i], right.Data[i])
		}
		if changed {
			places = append(places, step.place)
		}
	}
	return places
}

// differ reports whether two numbers are not the same at four decimals.
func differ(a, b float64) bool {
	return !(math.Abs(a-b) <= noise(b, 1)) && roundTo(a, 4) != roundTo(b, 4)
}
