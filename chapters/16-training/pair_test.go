package main

import (
	"math"
	"math/big"

	"backprop/internal/witness"
)

// A pair is a number of about 32 digits, the sum of two float64. The training
// takes some millions of products; in decimals it would take a minute.
//
// The sums and products are those of T. J. Dekker, A floating-point technique
// for extending the available precision, 1971.
type pair struct{ hi, lo float64 }

func whole(v float64) pair { return pair{v, 0} }

// hundredth is n/100 for the number n/100 that a float64 stands for.
func hundredth(v float64) pair { return whole(math.Round(100 * v)).over(whole(100)) }

// normal is the sum of two numbers of which the first is the larger.
func normal(a, b float64) pair {
	hi := a + b
	return pair{hi, b - (hi - a)}
}

func (a pair) plus(b pair) pair {
	hi := a.hi + b.hi
	back := hi - a.hi
	lost := (a.hi - (hi - back)) + (b.hi - back)
	return normal(hi, lost+a.lo+b.lo)
}

func (a pair) minus(b pair) pair { return a.plus(pair{-b.hi, -b.lo}) }

func (a pair) times(b pair) pair {
	hi := a.hi * b.hi
	lost := math.FMA(a.hi, b.hi, -hi)
	return normal(hi, lost+(float64(a.hi*b.lo)+float64(a.lo*b.hi)))
}

func (a pair) over(b pair) pair {
	q := whole(a.hi / b.hi)
	for range 2 {
		rest := a.minus(q.times(b))
		q = q.plus(whole(rest.hi / b.hi))
	}
	return q
}

// above reports a > b. What is nearer than the digits reach is equal: a tie.
func (a pair) above(b pair) bool { return a.minus(b).hi > 1e-25 }

// exp halves until the series is short, and squares as often.
func (a pair) exp() pair {
	halvings := 0
	for math.Abs(a.hi) > 1.0/64 {
		a = pair{a.hi / 2, a.lo / 2}
		halvings++
	}
	sum, term := whole(1), whole(1)
	for n := 1.0; n <= 14; n++ {
		term = term.times(a).over(whole(n))
		sum = sum.plus(term)
	}
	for range halvings {
		sum = sum.times(sum)
	}
	return sum
}

// ln improves the library's logarithm by Halley's step.
func (a pair) ln() pair {
	y := whole(math.Log(a.hi))
	for range 2 {
		e := y.exp()
		y = y.plus(whole(2).times(a.minus(e)).over(a.plus(e)))
	}
	return y
}

// decimal is the pair with its digits.
func (a pair) decimal() witness.Decimal {
	const bits = 160
	sum := new(big.Float).SetPrec(bits).SetFloat64(a.hi)
	sum.Add(sum, new(big.Float).SetFloat64(a.lo))
	d, err := witness.Parse(sum.Text('e', 34))
	if err != nil {
		panic(err)
	}
	return d
}
