package cnn

import "sync"

// wideRootTwoPi is √(2π) with the digits of the truth.
var wideRootTwoPi = sync.OnceValue(func() wide { return newWide(bigRootTwoPi(realBits), nil) })

// density is φ(a) = e^(−a²/2)/√(2π); ok is false where nobody knows its digits.
func (a Real) density() (d Real, ok bool) {
	x := a.near.plus(a.rest)
	power, ok := x.times(x).over(wideOf(-2)).exp()
	return Real{near: power.over(wideRootTwoPi())}, ok
}

// phi is Φ(a): ½ and what lies between 0 and a, or far from 0 what lies beyond
// a, which leaves 1 − 10⁻⁸⁶⁹ different from 1.
func (a Real) phi() (share Real, ok bool) {
	x := a.near.plus(a.rest)
	d, ok := a.density()
	if !ok || x.m == nil {
		return Written(0.5), ok
	}
	if x.exponent() <= 3 { // below 8
		middle := x // to all digits, next to 0, where x.m is not all of it
		if x.exponent() > -realBits {
			middle = newWide(bigMiddle(x.m, realBits), nil)
		}
		return joined(newWide(newBig().SetFloat64(0.5), nil), d.near.times(middle)), true
	}
	beyond := d.near.times(newWide(bigTail(newBig().Abs(x.m), realBits), nil))
	if x.sign() < 0 {
		return Real{near: beyond}, true
	}
	return joined(wideOf(1), beyond.negated()), true
}
