package marking

import (
	"math"
	"slices"
	"strconv"

	"backprop/internal/cnn"
)

const (
	// single is the relative error of a pass in single precision.
	single = 1e-6

	// singleDecimals is how many decimals a number has at least that a program
	// prints in full from single precision.
	singleDecimals = 6

	// held is by how much of its size a number can be off that float32 holds: 2⁻²⁴
	// by its own rounding, and as much again by each of a few operations before.
	held = 1.0 / (1 << 22)
)

// inSinglePrecision reports which numbers are what a program prints that works
// in single precision: right to what float32 holds. It is nil where none is
// written in full, for then nothing speaks of a program. A number without
// decimals is written as the others of its file are.
func (m *marker) inSinglePrecision(s step, a Answer) []bool {
	right := m.right(s.place)
	scale := sizeOf(right.Data)
	full := false
	sound := make([]bool, len(a.Numbers))
	for i, n := range a.Numbers {
		if n.Blank {
			continue
		}
		room := single * scale
		if n.writtenDecimals() >= singleDecimals || n.bare() && n.Decimals >= singleDecimals || n.fullSingle() {
			full = true
			room = max(room, halfUnit(n.Decimals)+room/2)
		}
		sound[i] = math.Abs(n.Value-right.Data[i]) <= room || n.agrees(point(right.Data[i]), scale)
		if sound[i] && right.Data[i] == 0 && n.Value != 0 && m.fromSingle(s)[i] == point(0) {
			// Nothing is rounded behind a closed gate, or where another cell won.
			sound[i] = n.agrees(point(0), scale)
		}
	}
	if !full {
		return nil
	}
	for i, n := range a.Numbers {
		if !n.Blank && !sound[i] {
			sound[i] = n.agrees(m.fromSingle(s)[i], scale)
		}
	}
	return sound
}

// fromSingle are the numbers at a place in single precision. Each is open by the
// rounding of the terms that it is the sum of, which is more than its own where
// they cancel, as do the gradients of a bias before batch normalization: their
// sum is 0, and a program prints what their rounding leaves of it. Each term is
// open by the rounding of the sums that its factors are. What is further back
// counts no more, since the worst of all of it would be far above what happens,
// but for what the way back begins with: next to a probability of 1 hardly a digit
// of p − y is right, and no gradient has more.
func (m *marker) fromSingle(s step) []span {
	if m.inSingle == nil {
		right := func(t step) []span { return points(m.right(t.place).Data) }
		terms := m.begin(m.heldFrom(right, len(m.steps))).all()
		m.inSingle = m.begin(m.heldFrom(func(t step) []span { return terms.raw[t.index] }, len(m.steps))).all()
		m.allTheWay = m.begin(m.heldFrom(func(t step) []span { return m.inSingle.raw[t.index] }, m.firstBackward())).all()
	}
	open, far := heldInSingle(m.inSingle.raw[s.index]), heldInSingle(m.allTheWay.raw[s.index])
	for i, v := range open {
		open[i] = hull(v.lo, v.hi, far[i].lo, far[i].hi)
	}
	open = m.within(s, open)
	for i, v := range open {
		if notFinite(v.lo) || notFinite(v.hi) {
			open[i] = point(m.right(s.place).Data[i]) // so near the edge of float64 nothing is known
		}
	}
	return open
}

// firstBackward is the index of the first step on the way back.
func (m *model) firstBackward() int {
	for i, t := range m.steps {
		if t.kind != inputStep && t.kind != forwardStep && t.kind != lossStep {
			return i
		}
	}
	return len(m.steps)
}

// RoundingErrors are how far apart sound computations of each number in float64
// may be, by what is open in single precision and the digits that float64 has
// more: next to nothing, except where large terms cancel, and all of a number
// that is 0 only on paper. The error is that of cnn.Run.
func RoundingErrors(n *cnn.Network) (map[cnn.Place][]float64, error) {
	m, err := newModel(n)
	if err != nil {
		return nil, err
	}
	const finer = 1.0 / (1 << 26) // of the 29 bits that float64 has more, so that a few operations have room
	marker := marker{model: m}
	all := make(map[cnn.Place][]float64, len(m.steps))
	for _, s := range m.steps {
		for _, v := range marker.fromSingle(s) {
			all[s.place] = append(all[s.place], finer*(v.hi-v.lo))
		}
	}
	return all, nil
}

// heldFrom is a course in single precision that goes on from the numbers at each
// step before one. At the last output of a softmax or sigmoid under its loss it
// does not, so that p − y stays one difference.
func (m *marker) heldFrom(at func(step) []span, before int) course {
	c := course{single: true, given: map[cnn.Place]given{}}
	last := len(m.stages)
	for _, t := range m.steps[:before] {
		if t.kind == startStep && joinsLoss(m.stages[last-1]) {
			continue
		}
		g := given{spans: m.within(t, heldInSingle(at(t))), known: make([]bool, t.shape.Size())}
		for i, v := range g.spans {
			g.known[i] = !notFinite(v.lo) && !notFinite(v.hi)
		}
		c.given[t.place] = g
	}
	return c
}

// heldInSingle opens each number by what single precision can change of it.
func heldInSingle(values []span) []span {
	open := slices.Clone(values)
	for i, v := range open {
		open[i] = span{v.lo - float64(held*math.Abs(v.lo)), v.hi + float64(held*math.Abs(v.hi))}
	}
	return open
}

// storedInSingle is what single precision keeps of numbers that are given: those
// that a float32 holds, such as the 1 of a target, stay what they are.
func storedInSingle(values []float64) []span {
	stored := heldInSingle(points(values))
	for i, v := range values {
		if float64(float32(v)) == v {
			stored[i] = point(v)
		}
	}
	return stored
}

// within cuts off what no rounding makes of the numbers at a step: a probability
// above 1, and with it p − y of the other sign, or a loss below 0.
func (m *marker) within(s step, open []span) []span {
	least, most := math.Inf(-1), math.Inf(1)
	switch {
	case s.kind == lossStep && m.network.Loss.Op != cnn.NLL: // of outputs that may be anything
		least = 0
	case s.kind != forwardStep || m.stages[s.layer].nonlinear == nil:
	default:
		switch m.stages[s.layer].nonlinear.Rule() {
		case cnn.Share, cnn.Logistic:
			least, most = 0, 1
		case cnn.LogShare:
			most = 0
		case cnn.HyperbolicTangent:
			least, most = -1, 1
		}
	}
	for i, v := range open {
		open[i] = span{min(max(v.lo, least), most), max(min(v.hi, most), least)}
	}
	return open
}

// fullSingle reports whether a number is written in full as float32 holds it,
// which for a large one takes few decimals: 84213.1875, or 84213.19 as NumPy
// shortens it, or 123.4568 with the four decimals of PyTorch. Hardly any other
// number of so many digits is a float32, or the print of one from 100 on.
func (n Number) fullSingle() bool {
	if n.Value == math.Trunc(n.Value) || n.digits() <= singleDecimals {
		return false
	}
	held := float64(float32(n.Value))
	if held == n.Value {
		return true
	}
	printed, _ := strconv.ParseFloat(strconv.FormatFloat(held, 'f', max(n.writtenDecimals(), 0), 64), 64)
	return math.Abs(n.Value) >= 100 && printed == n.Value
}
