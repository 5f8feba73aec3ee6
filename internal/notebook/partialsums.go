package notebook

import (
	"math"
	"math/big"
	"slices"
	"strings"

	"backprop/internal/cnn"
)

// partialSums adds the terms one by one; "" where there are no two to add.
func partialSums(d cnn.Derivation) string {
	if d.Rule != cnn.Sum {
		return ""
	}
	var sums []string
	sum, largest := 0.0, 0.0
	for i, t := range d.Terms {
		sum += t.Value
		if largest = max(largest, math.Abs(t.Value)); !isZeroTerm(t) {
			f := partialSum(d.Terms[:i+1], sum, largest)
			sums = append(sums, f.relation()+" "+f.text())
		}
	}
	if len(sums) < 2 {
		return ""
	}
	// The last is the element itself.
	f := known(d.Value, d.Exact).in(shownDecimals, mantissaDecimals)
	sums[len(sums)-1] = f.relation() + " " + f.text()
	return strings.Join(sums, ";")
}

// cancelled is which part of the largest term a sum is below where float64 no
// longer tells what is left of it.
const cancelled = 1e-9

// partialSum is the sum of some terms, of which float64 makes the given
// number. What is left of terms that cancel is worked out from what is known
// of their factors, and is 0 where that is less than their last digits.
func partialSum(terms []cnn.Term, sum, largest float64) form {
	if math.Abs(sum) >= cancelled*largest && math.Abs(sum) < 1e5 && !slices.ContainsFunc(terms, toldExactly) {
		return shown(sum)
	}
	exact, all := new(big.Rat), true
	for _, t := range terms {
		r, sure := termFraction(t)
		if r == nil {
			left := settled(sum, largest)
			if slices.ContainsFunc(t.Factors, isLogarithm) && left != 0 {
				// −ln p is next to a score, and never all of a decimal.
				return real{float: left, rat: new(big.Rat).SetFloat64(left)}.in(shownDecimals, mantissaDecimals)
			}
			return shown(left)
		}
		exact.Add(exact, r)
		all = all && sure
	}
	if !all && !slices.ContainsFunc(terms, besideDecimal) {
		exact, all = closed(exact, largest)
	}
	left, _ := exact.Float64()
	if math.Abs(left) <= 1e-23*largest {
		// All 24 digits cancel, as in 0.4 · (0.5 d) − 0.5 · (0.4 d).
		return real{all: true, rat: new(big.Rat)}.in(shownDecimals, mantissaDecimals)
	}
	if !all && settled(left, largest) == 0 && !slices.ContainsFunc(terms, toldExactly) {
		return shown(0)
	}
	return real{float: left, all: all, rat: exact}.in(shownDecimals, mantissaDecimals)
}

// closed is a sum of numbers that are known to 25 digits, as the decimal that
// it can be told from by none of them: 9 · 1.333… is 12.
func closed(sum *big.Rat, largest float64) (*big.Rat, bool) {
	if sum.Sign() == 0 || largest == 0 {
		return sum, false
	}
	decimal := new(big.Rat).SetFrac(roundRat(sum, shortDecimals), tenToThe(shortDecimals).Num())
	gap := new(big.Rat).Sub(sum, decimal)
	bound := new(big.Rat).SetFloat64(largest * 1e-22)
	if decimal.Sign() == 0 || bound == nil || gap.Abs(gap).Cmp(bound) > 0 {
		return sum, false
	}
	return decimal, true
}

func isLogarithm(f cnn.Factor) bool { return f.Kind == cnn.Logarithm }

// toldExactly reports a term of which the float64s do not tell all.
func toldExactly(t cnn.Term) bool {
	return slices.ContainsFunc(t.Factors, func(f cnn.Factor) bool {
		return f.Exact != "" || f.Minus != nil && f.Minus.Exact != ""
	})
}

// besideDecimal reports a term with a factor that is next to a decimal, such as
// 1 − 3.5·10⁻²⁴ or 33.25 and something behind it: what it makes is next to one
// as well.
func besideDecimal(t cnn.Term) bool {
	return slices.ContainsFunc(t.Factors, func(f cnn.Factor) bool {
		return nearDecimal(realOf(f)) || f.Minus != nil && nearDecimal(realOf(*f.Minus))
	})
}

func nearDecimal(x real) bool {
	r := x.fraction()
	if x.all || r == nil {
		return false
	}
	size, _ := r.Float64()
	_, near := closed(r, math.Abs(size))
	return near || math.Abs(size) < 1e-10 // next to 0
}

// settled is a sum of float64s, or 0 where it is less than what rounding can
// leave of terms of such a size that cancel. Whether it is 0 or only near it,
// float64 does not tell.
func settled(sum, largest float64) float64 {
	if math.Abs(sum) < 1e-13*largest {
		return 0
	}
	return sum
}

// Total is the sum of numbers, or 0 where it is less than what rounding can
// leave of numbers of their size that cancel.
func Total(numbers ...float64) float64 {
	sum, size := 0.0, 0.0
	for _, v := range numbers {
		sum += v
		size += math.Abs(v)
	}
	return settled(sum, size)
}

// termFraction is a term as its factors are known, and whether those are all
// of their digits; nil for what no fraction is.
func termFraction(t cnn.Term) (product *big.Rat, all bool) {
	product, all = big.NewRat(1, 1), true
	for _, f := range t.Factors {
		x := realOf(f)
		all = all && x.all
		r := x.fraction()
		if form, ok := f.Kind.Expression(); ok && f.Kind != cnn.Gate {
			if !form.IsRational() {
				return nil, false
			}
			of := cnn.Operands[*big.Rat]{T: r}
			if f.Minus != nil {
				u := realOf(*f.Minus)
				all = all && u.all
				of.U = u.fraction()
			}
			r = compute(form, of)
		} else if f.Kind == cnn.Fraction {
			r = new(big.Rat).Inv(r)
		} else if f.Kind == cnn.Gate {
			r = new(big.Rat).SetFloat64(f.Value)
		}
		if r == nil {
			return nil, false
		}
		product.Mul(product, r)
	}
	return product, all
}
