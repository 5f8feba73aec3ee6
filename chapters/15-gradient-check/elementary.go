package main

// The digits that a check is about to lose must be the same on every machine,
// and those of the library's e^x and ln x are not: its assembly differs in the
// last digit from one processor to another. So this chapter computes both from
// +, −, × and / alone.

// exp is e^x. It halves x until it is small, adds up the series, and squares
// the sum as often as x was halved.
func exp[F float](x F) F {
	if x < -1000 { // too small for any float, −∞ included
		return 0
	}
	halvings := 0
	for x < -0.5 || x > 0.5 {
		x /= 2
		halvings++
	}
	sum, term := F(1), F(1)
	for n := F(1); n < 20; n++ {
		term = term * x / n
		sum += term
	}
	for range halvings {
		sum *= sum
	}
	return sum
}

// ln is the number y with e^y = x, found from 0 by Halley's step, a cousin of
// Newton's.
func ln[F float](x F) F {
	y := F(0)
	for range 50 {
		e := exp(y)
		y += 2 * (x - e) / (x + e)
	}
	return y
}
