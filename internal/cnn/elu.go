package cnn

import "math"

// PowerLessOne is an ELU's output below 0, up to its alpha: e^t − 1.
var PowerLessOne = newKind("power less 1", Minus(Exp(T), Number(1)))

// ELU is z where z > 0 and α(e^z − 1) elsewhere; its slope at 0 is α (Clevert,
// Unterthiner and Hochreiter, Fast and accurate deep network learning by
// exponential linear units, arXiv:1511.07289).
type ELU struct {
	elementwise
	Alpha float64
}

// Op is "elu".
func (ELU) Op() string { return "elu" }

// Forward passes what is above 0, and bends the rest towards −α.
func (e ELU) Forward(x, y []float64, links []Link) {
	for i, z := range x {
		y[i], links[i].Slope = z, 1
		if z <= 0 {
			y[i] = float64(e.Alpha*powerLessOne(z)) + 0 // no −0
			links[i].Slope = e.Alpha * exp(z)
		}
	}
}

// powerLessOne is e^z − 1 for z up to 0, off by less than three units in the last
// place.
func powerLessOne(z float64) float64 {
	if z > -0.5*math.Ln2 {
		return z + powersFrom2(z)
	}
	return exp(z) - 1
}

// Rule says that an output is a product of the factors of OutputFactors.
func (ELU) Rule() Rule { return Sum }

// OutputFactors is z above 0, else α and e^z − 1.
func (e ELU) OutputFactors(link Link, in Quantity) []Factor {
	z := in.Data[link.In]
	if z > 0 {
		return []Factor{in.factor(Element, link.In, z)}
	}
	return e.times(in.factor(PowerLessOne, link.In, powerLessOne(z)))
}

// SlopeFactors is nothing above 0, where the slope is 1, else α and e^z.
func (e ELU) SlopeFactors(link Link, in, _ Quantity) []Factor {
	z := in.Data[link.In]
	if z > 0 {
		return nil
	}
	return e.times(in.factor(PowerOf, link.In, exp(z)))
}

// times puts α before a factor, where it is not 1.
func (e ELU) times(f Factor) []Factor {
	if e.Alpha == 1 {
		return []Factor{f}
	}
	return []Factor{constant(e.Alpha), f}
}
