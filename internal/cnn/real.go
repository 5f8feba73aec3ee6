package cnn

import "math"

// A Real is a number of the truth: as good as exact, and never mistaken for
// another. It is near + rest. The rest is what a number of realBits would lose
// beside so large a neighbour: σ(2000) is 1 − 10⁻⁸⁶⁹, which as one number takes
// nine hundred digits and as two takes a few.
//
// Where a pass is known to float64 alone, so are its numbers, and what is
// computed with them is computed in float64. The zero value is 0; a Real does
// not change once it is made.
type Real struct {
	near, rest wide
	float      float64 // the number, where nothing else is known
	unsure     bool    // that is so
}

// Written is the decimal that a float64 is written as: of 0.1 it is a tenth.
func Written(v float64) Real { return Real{near: newWide(bigWritten(realBits, v), nil)} }

// floatAlone is a number of which only its float64 is known.
func floatAlone(v float64) Real {
	if _, _, ok := ShortDecimal(v); ok {
		return Written(v)
	}
	return Real{float: v, unsure: true}
}

func integer(n int64) Real { return Real{near: wideOf(n)} }

// apart is how many bits smaller a rest is at least.
const apart = 64

// joined takes the two parts together where they are one number.
func joined(near, rest wide) Real {
	switch {
	case rest.m == nil:
	case near.above(rest) < apart:
		near, rest = near.plus(rest), wide{}
	case near.rounded && near.above(rest) > realBits:
		rest = wide{} // which the rounding hides
	}
	return Real{near: near, rest: rest}
}

// Float is the nearest float64.
func (a Real) Float() float64 {
	if a.unsure {
		return a.float
	}
	f := a.near.float()
	if rest := a.rest.float(); rest != 0 {
		f += rest
	}
	return f
}

// Sign is −1, 0 or 1.
func (a Real) Sign() int {
	switch {
	case !a.unsure:
		return a.near.sign()
	case a.float > 0:
		return 1
	case a.float < 0:
		return -1
	}
	return 0
}

// Negated is −a.
func (a Real) Negated() Real {
	return Real{near: a.near.negated(), rest: a.rest.negated(), float: -a.float, unsure: a.unsure}
}

// Plus is a + b, and 0 where the two cancel up to what rounding leaves.
func (a Real) Plus(b Real) Real {
	if a.unsure || b.unsure {
		return floatAlone(a.Float() + b.Float())
	}
	var s realSum
	s.add(a)
	s.add(b)
	return s.total()
}

// SumOf adds up numbers.
func SumOf(numbers ...Real) Real {
	var s realSum
	for _, x := range numbers {
		s.add(x)
	}
	return s.total()
}

// Minus is a − b.
func (a Real) Minus(b Real) Real { return a.Plus(b.Negated()) }

// Times is a·b.
func (a Real) Times(b Real) Real {
	switch {
	case a.unsure || b.unsure:
		return floatAlone(float64(a.Float() * b.Float()))
	case a.rest.m == nil && b.rest.m == nil:
		return Real{near: a.near.times(b.near)}
	}
	one, other, both := a.near.times(b.rest), a.rest.times(b.near), a.rest.times(b.rest)
	rest := addedUp(one, other)
	if rest.m == nil && both.rounded {
		rest = addedUp(one, other, both) // what cancels is not known so well
	} else {
		rest = rest.seen(both)
	}
	return joined(a.near.times(b.near), rest)
}

// Over is a/b; b is not 0. With q = a.near/b.near it is q + (a.rest −
// q·b.rest)/b.
func (a Real) Over(b Real) Real {
	switch {
	case a.unsure || b.unsure:
		return floatAlone(a.Float() / b.Float())
	case a.rest.m == nil && b.rest.m == nil:
		return Real{near: a.near.over(b.near)}
	}
	q := a.near.over(b.near)
	return joined(q, addedUp(a.rest, q.times(b.rest).negated()).over(b.near.plus(b.rest)))
}

// exp is e^a; ok is false where nobody knows its digits.
func (a Real) exp() (power Real, ok bool) {
	if a.near.exponent() < -apart {
		return joined(wideOf(1), expm1(a.near.plus(a.rest))), true
	}
	near, ok := a.near.exp()
	if a.rest.exponent() > -apart {
		other, okay := a.rest.exp()
		return Real{near: near.times(other)}, ok && okay
	}
	return joined(near, near.times(expm1(a.rest))), ok
}

// expm1 is e^x − 1 = x + x²/2 + x³/6 + … for |x| < 2^−apart.
func expm1(x wide) wide {
	sum, power := wide{}, x
	for k := int64(2); k <= realBits/apart+1 && power.m != nil; k++ {
		power = power.times(x).over(wideOf(k))
		sum = sum.plus(power)
	}
	return x.seen(sum)
}

// log1p1 is ln(1 + x) = x − x²/2 + x³/3 − … for |x| < 2^−apart.
func log1p1(x wide) wide {
	sum, power := wide{}, x
	for k := int64(2); k <= realBits/apart+1 && power.m != nil; k++ {
		power = power.times(x).negated()
		sum = sum.plus(power.over(wideOf(k)))
	}
	return x.seen(sum)
}

// Ln is the natural logarithm of a number above 0.
func (a Real) Ln() Real {
	if a.unsure {
		return floatAlone(math.Log(a.float))
	}
	if one := wideOf(1); a.near.plus(one.negated()).m == nil {
		return Real{near: log1p1(a.rest)}
	}
	return joined(a.near.ln(), log1p1(a.rest.over(a.near)))
}

// lnOfShare is the logarithm of number i of the softmax of scores. That of the
// share itself has lost what is far smaller than the scores: with two of them so
// far apart as 1000, it is −1000 − e^−1000.
func lnOfShare(s []Real, i int) Real {
	top := s[0]
	for _, v := range s {
		if v.Minus(top).Sign() > 0 {
			top = v
		}
	}
	var total realSum
	for _, v := range s {
		power, _ := v.Minus(top).exp() // as for the share
		total.add(power)
	}
	return s[i].Minus(top).Minus(total.total().Ln())
}

// lnOfSigmoid is ln σ(a), which is −ln(1 + e^−a), and a less that of −a below 0.
func (a Real) lnOfSigmoid() Real {
	if a.Sign() < 0 {
		return a.Plus(a.Negated().lnOfSigmoid())
	}
	power, _ := a.Negated().exp()
	return integer(1).Plus(power).Ln().Negated()
}

// abs is |a|.
func (a Real) abs() Real {
	if a.Sign() < 0 {
		return a.Negated()
	}
	return a
}

// sigmoid is 1/(1 + e^−z), and e^z/(1 + e^z) below 0.
func (a Real) sigmoid() (s Real, ok bool) {
	e, ok := a.abs().Negated().exp()
	under := integer(1).Plus(e)
	if a.Sign() < 0 {
		return e.Over(under), ok
	}
	return integer(1).Over(under), ok
}

// tanh is (1 − e^−2z)/(1 + e^−2z), and −tanh(−z) below 0. Next to 0 the
// difference would lose digits, and nearer still it is z − z³/3 + 2z⁵/15 − …,
// of which the rest is kept, so that it is never taken for z.
func (a Real) tanh() (t Real, ok bool) {
	if a.near.exponent() < 0 {
		if a.near.exponent() < -apart {
			square := a.near.times(a.near)
			bracket := wideOf(1).plus(square.times(wideOf(-2)).over(wideOf(5)))
			return joined(a.near, a.rest.plus(square.times(a.near).over(wideOf(-3)).times(bracket))), true
		}
		near := newWide(newBig().Set(BigTanh(a.near.m, realBits)), nil)
		near.rounded = true
		square := near.times(near)
		return joined(near, a.rest.times(wideOf(1).plus(square.negated()))), true
	}
	e, ok := a.abs().Times(integer(-2)).exp()
	t = integer(1).Minus(e).Over(integer(1).Plus(e))
	if a.Sign() < 0 {
		t = t.Negated()
	}
	return t, ok
}

// SoftmaxOf is the softmax of scores, and minus the logarithms of its numbers.
func SoftmaxOf(s []Real) (p, loss []Real) {
	loss = make([]Real, len(s))
	if p, ok := realSoftmax(s); ok {
		for i := range p {
			loss[i] = lnOfShare(s, i).Negated()
		}
		return p, loss
	}
	p = make([]Real, len(s))
	scores := make([]float64, len(s))
	for i := range s {
		scores[i] = s[i].Float()
	}
	probabilities := make([]float64, len(s))
	Softmax{}.Forward(scores, probabilities, make([]Link, len(s)*len(s)))
	for i := range p {
		only := make([]float64, len(s))
		only[i] = 1
		p[i], loss[i] = floatAlone(probabilities[i]), floatAlone(SoftmaxCrossEntropy(scores, only))
	}
	return p, loss
}

// realLogSoftmax is ln of the softmax; ok is false where nobody knows the digits.
func realLogSoftmax(s []Real) (y []Real, ok bool) {
	p, ok := realSoftmax(s)
	for i := range p {
		p[i] = lnOfShare(s, i)
	}
	return p, ok
}

// realSoftmax is e^s_i / Σ_j e^s_j; ok is false where nobody knows the digits.
func realSoftmax(s []Real) (p []Real, ok bool) {
	top := s[0]
	for _, v := range s {
		if v.unsure {
			return nil, false
		}
		if v.Minus(top).Sign() > 0 {
			top = v
		}
	}
	p = make([]Real, len(s))
	var total realSum
	for i, v := range s {
		if p[i], ok = v.Minus(top).exp(); !ok {
			return nil, false
		}
		total.add(p[i])
	}
	sum := total.total()
	for i := range p {
		p[i] = p[i].Over(sum)
	}
	return p, true
}
