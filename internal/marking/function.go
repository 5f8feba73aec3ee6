package marking

import (
	"math"
	"slices"

	"backprop/internal/cnn"
)

// function is the output of a nonlinear layer. Where the input is known it is
// the layer's own Forward; otherwise the least and the largest output that
// the input allows.
func (r *run) function(s *stage, x []span) []span {
	known, ok := floats(x)
	if ok && s.nonlinear.Rule() == cnn.Share && r.course.powers != allDigits {
		r.slope[s.number] = nil
		return points(sharesOfRounded(known, r.course.powers, r.course.powerDecimals))
	}
	if ok {
		links := append([]cnn.Link(nil), s.own...)
		y := make([]float64, s.out.Size())
		s.nonlinear.Forward(known, y, links)
		r.slope[s.number] = make([]span, len(links))
		for k, l := range links {
			r.slope[s.number][k] = point(l.Slope)
		}
		return points(y)
	}
	r.slope[s.number] = nil
	y := make([]span, s.out.Size())
	if r.keepsGates(s) {
		for _, l := range s.own {
			y[l.Out] = y[l.Out].plus(x[l.In].times(point(l.Slope)))
		}
		return y
	}
	switch s.nonlinear.Rule() {
	case cnn.Largest:
		largest(s.own, x, y)
	case cnn.Share:
		share(x, y)
	case cnn.LogShare:
		share(x, y)
		for i := range y {
			y[i] = spans{}.Ln(y[i])
		}
	case cnn.Sum, cnn.Rectified, cnn.Logistic, cnn.HyperbolicTangent: // element by element, each of them increasing but for a leak or an alpha
		f := elementFunction(s.nonlinear)
		for i := range x {
			y[i] = x[i].through(f)
			if x[i].lo < 0 && x[i].hi > 0 { // a leak or an alpha may be negative
				y[i] = hull(y[i].lo, y[i].hi, f(0))
			} else {
				y[i] = hull(y[i].lo, y[i].hi)
			}
		}
	default:
		form, ok := s.nonlinear.Rule().Expression()
		if !ok {
			panic("marking: function.go does not know the rule of the layer " + s.layer.Op())
		}
		for i := range x {
			y[i] = cnn.Evaluate(spans{}, form, cnn.Operands[span]{T: x[i], All: x})
		}
	}
	return y
}

// keepsGates reports whether the gates or winners of a layer are those of the
// pass, although its numbers are open.
func (r *run) keepsGates(s *stage) bool {
	if !r.course.single && (!r.course.originals || r.course.given != nil) {
		return false
	}
	rule := s.nonlinear.Rule()
	_, leaky := s.nonlinear.(cnn.LeakyReLU)
	return leaky || rule == cnn.Largest || rule == cnn.Rectified
}

// elementFunction is a layer's function of one number.
func elementFunction(layer cnn.Nonlinear) func(float64) float64 {
	return func(z float64) float64 {
		y, links := make([]float64, 1), make([]cnn.Link, 1)
		layer.Forward([]float64{z}, y, links)
		return y[0]
	}
}

// largest fills the largest of each window.
func largest(links []cnn.Link, x, y []span) {
	for i := range y {
		y[i] = point(math.Inf(-1))
	}
	for _, l := range links {
		y[l.Out].lo = max(y[l.Out].lo, x[l.In].lo)
		y[l.Out].hi = max(y[l.Out].hi, x[l.In].hi)
	}
}

// share fills e^x over the sum of all: least where x is least and all the
// others are largest.
func share(x, y []span) {
	for i := range x {
		lo, hi := 1.0, 1.0
		for j := range x {
			if j != i {
				lo += math.Exp(x[j].hi - x[i].lo)
				hi += math.Exp(x[j].lo - x[i].hi)
			}
		}
		y[i] = span{1 / lo, 1 / hi}
	}
}

// sharesOfRounded are e^x over the sum of all, where each power is rounded
// first.
func sharesOfRounded(x []float64, how powers, decimals int) []float64 {
	shift := 0.0
	if how == shiftedPowers {
		shift = slices.Max(x)
	}
	shares, sum := make([]float64, len(x)), 0.0
	for i, v := range x {
		shares[i] = roundTo(math.Exp(v-shift), decimals)
		sum += shares[i]
	}
	for i := range shares {
		shares[i] /= sum
	}
	return shares
}

// slopes are the slopes of a nonlinear layer's links in the run.
func (r *run) slopes(s *stage) []span {
	if own := r.slope[s.number]; own != nil {
		return own
	}
	x, y := r.activations[s.number], r.activations[s.number+1]
	slopes := make([]span, len(s.own))
	rule := s.nonlinear.Rule()
	leaky, isLeaky := s.nonlinear.(cnn.LeakyReLU)
	elu, isELU := s.nonlinear.(cnn.ELU)
	if r.keepsGates(s) {
		for k, l := range s.own {
			slopes[k] = point(l.Slope)
		}
		return slopes
	}
	if rule == cnn.Largest {
		winners(s.own, x, firstWins, slopes)
		return slopes
	}
	for k, l := range s.own {
		switch {
		case isLeaky:
			slopes[k] = gate(x[l.In], leaky.Leak)
		case isELU:
			slopes[k] = eluSlope(x[l.In], elu.Alpha)
		case rule == cnn.Rectified && r.course.gives(cnn.ActivationPlace(s.number+1)) && !r.course.gives(cnn.ActivationPlace(s.number)):
			slopes[k] = gate(y[l.Out], 0) // the gate of a reader who wrote a, not z
		case rule == cnn.Rectified:
			slopes[k] = gate(x[l.In], 0)
		case rule == cnn.HyperbolicTangent:
			slopes[k] = tanhSlope(y[l.Out])
		case rule == cnn.Logistic, rule == cnn.Share && l.In == l.Out:
			slopes[k] = sigmoidSlope(y[l.Out])
		case rule == cnn.Share:
			slopes[k] = y[l.Out].times(y[l.In]).times(point(-1))
		default:
			slopes[k] = r.bySlopeFactors(s, l)
		}
	}
	return slopes
}

// eluSlope is 1 above 0 and α·e^z at 0 and below, and anything between for a
// number that can be on either side.
func eluSlope(z span, alpha float64) span {
	if z.lo > 0 {
		return point(1)
	}
	below := span{z.lo, min(z.hi, 0)}.through(math.Exp).times(point(alpha))
	if z.hi <= 0 {
		return below
	}
	return hull(below.lo, below.hi, 1)
}

// gate is 1 above 0, the given slope at 0 and below, and anything between for
// a number that can be on either side.
func gate(z span, closed float64) span {
	switch {
	case z.lo > 0:
		return point(1)
	case z.hi <= 0:
		return point(closed)
	}
	return hull(closed, 1)
}
