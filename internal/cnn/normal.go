package cnn

import "math"

// The normal distribution: its density φ(z) = e^(−z²/2)/√(2π), and its integral
// Φ(z) up to z, which is ½(1 + erf(z/√2)). Both are computed in doubles, so that
// what a layer makes of them is rounded once, and is the same on every machine.

var (
	ln2Double  = double{0.6931471805599453, 2.3190468138462996e-17}
	rootTwoPi  = double{2.5066282746310007, -1.8328579980459167e-16}
	oneDouble  = double{hi: 1}
	halfDouble = double{hi: 0.5}
)

const (
	far     = 6  // from where on Φ is next to 0 or 1, and computed from that end
	nothing = 39 // from where on φ is below all float64s
)

// inverse[n] is 1/n.
var inverse = func() (all [2*(20+22*far*far/10) + 2]double) {
	for n := 1; n < len(all); n++ {
		all[n] = oneDouble.over(double{hi: float64(n)})
	}
	return all
}()

// normal is Φ(z) and φ(z).
func normal(z float64) (share, density double) {
	size := math.Abs(z)
	if size >= nothing {
		if z > 0 {
			share = oneDouble
		}
		return share, density
	}
	x := double{hi: size}
	density = bell(x)
	switch {
	case size < far && z > 0:
		share = halfDouble.plus(density.times(middle(x)))
	case size < far:
		share = halfDouble.plus(density.times(middle(x)).negated())
	case z > 0:
		share = oneDouble.plus(density.times(tail(x)).negated())
	default:
		share = density.times(tail(x))
	}
	return share, density
}

// bell is φ(x). With −x²/2 = k·ln 2 + r it is 2^k·e^r/√(2π), and e^r is the
// fourth power of the Taylor series of e^(r/4).
func bell(x double) double {
	square := x.times(x).times(double{hi: -0.5})
	k := math.RoundToEven(square.hi / math.Ln2)
	r := square.plus(ln2Double.times(double{hi: -k})).scaled(-2)
	power := oneDouble
	for n := 16; n >= 1; n-- {
		power = oneDouble.plus(power.times(r).times(inverse[n]))
	}
	power = power.times(power)
	return power.times(power).over(rootTwoPi).scaled(int(k))
}

// middle is (Φ(x) − ½)/φ(x) = x + x³/3 + x⁵/(3·5) + x⁷/(3·5·7) + …, whose terms
// are all of one sign (Abramowitz and Stegun, Handbook of Mathematical
// Functions, 1964, equation 26.2.11).
func middle(x double) double {
	square := x.times(x)
	sum := oneDouble
	for n := 2*int(20+2.2*square.hi) + 1; n >= 3; n -= 2 {
		sum = oneDouble.plus(sum.times(square.times(inverse[n])))
	}
	return sum.times(x)
}

// tail is (1 − Φ(x))/φ(x) = 1/(x + 1/(x + 2/(x + 3/(x + …)))), which is short
// where x is large (the same, equation 26.2.14).
func tail(x double) double {
	below := x
	for n := 60.0; n >= 1; n-- {
		below = x.plus(double{hi: n}.over(below))
	}
	return oneDouble.over(below)
}
