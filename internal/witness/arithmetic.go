package witness

import "math/big"

// Plus is a + b.
func (a Decimal) Plus(b Decimal) Decimal {
	switch {
	case len(a.parts) == 0 && !a.rounded:
		return b
	case len(b.parts) == 0 && !b.rounded:
		return a
	}
	if b.isRounded() && b.off >= a.size()-Digits { // else it would hide b
		a = a.plain()
	}
	if a.isRounded() && a.off >= b.size()-Digits {
		b = b.plain()
	}
	under := int64(0)
	if a.under != b.under {
		a, b, under = alike(a, b)
	} else {
		under = a.under
	}
	rounded, off := worse(a, b)
	terms := make([]summand, 0, len(a.parts)+len(b.parts))
	return added(append(append(terms, a.parts...), b.parts...), rounded, off).over(under)
}

// worse is what a sum of two numbers is off by.
func worse(a, b Decimal) (rounded bool, off int64) {
	switch {
	case a.rounded && b.rounded:
		return true, max(a.off, b.off)
	case a.rounded:
		return true, a.off
	}
	return b.rounded, b.off
}

// Minus is a − b.
func (a Decimal) Minus(b Decimal) Decimal { return a.Plus(b.Negated()) }

// Negated is −a.
func (a Decimal) Negated() Decimal {
	n := Decimal{make([]summand, len(a.parts)), a.rounded, a.off, a.under}
	for i, p := range a.parts {
		n.parts[i] = summand{new(big.Int).Neg(p.m), p.e, p.size}
	}
	return n
}

// Abs is |a|.
func (a Decimal) Abs() Decimal {
	if a.Sign() < 0 {
		return a.Negated()
	}
	return a
}

// Times is a·b.
func (a Decimal) Times(b Decimal) Decimal {
	if len(a.parts) == 0 || len(b.parts) == 0 {
		return Decimal{}
	}
	a, b = a.beside(b), b.beside(a)
	under := max(a.under, 1) * max(b.under, 1)
	if under > widest {
		a, b, under = a.plain(), b.plain(), 1
	}
	left, right := a, b
	left.off, right.off = a.off+b.size(), b.off+a.size()
	rounded, off := worse(left, right)
	terms := make([]summand, 0, len(a.parts)*len(b.parts))
	for _, p := range a.parts {
		for _, q := range b.parts {
			terms = append(terms, summand{m: new(big.Int).Mul(p.m, q.m), e: p.e + q.e})
		}
	}
	return added(terms, rounded, off).over(under)
}

// widest is up to which number a division may be left as it is.
const widest = 1_000_000_000

// over is a/n of a number that is divided by nothing yet.
func (a Decimal) over(n int64) Decimal {
	if n <= 1 || len(a.parts) == 0 {
		return a
	}
	common := big.NewInt(n)
	for _, p := range a.parts {
		common.GCD(nil, nil, common, new(big.Int).Abs(p.m))
	}
	if common.Int64() > 1 {
		terms := make([]summand, len(a.parts))
		for i, p := range a.parts {
			terms[i] = summand{m: new(big.Int).Quo(p.m, common), e: p.e}
		}
		a = added(terms, a.rounded, a.off+1-digits(common))
		n /= common.Int64()
	}
	if n > 1 {
		a.under = n
	}
	if a.isRounded() {
		return a.plain()
	}
	return a
}

// isRounded reports a number whose digits end, and that nothing stands beside.
func (a Decimal) isRounded() bool { return a.rounded && len(a.parts) == 1 }

// beside is a with its division made, where it goes together with a number that
// ends sooner.
func (a Decimal) beside(b Decimal) Decimal {
	if b.isRounded() {
		return a.plain()
	}
	return a
}

// alike are two numbers, as what is to be divided by the same.
func alike(a, b Decimal) (x, y Decimal, under int64) {
	one, other := max(a.under, 1), max(b.under, 1)
	common := new(big.Int).GCD(nil, nil, big.NewInt(one), big.NewInt(other)).Int64()
	if one/common*other > widest {
		return a.plain(), b.plain(), 0
	}
	a.under, b.under = 0, 0
	return a.Times(New(float64(other / common))), b.Times(New(float64(one / common))), one / common * other
}

// plain is a number with all divisions made.
func (a Decimal) plain() Decimal {
	if a.under == 0 {
		return a
	}
	n := New(float64(a.under))
	a.under = 0
	return a.divided(n)
}

// Over is a/b.
func (a Decimal) Over(b Decimal) Decimal {
	if len(b.parts) == 0 {
		panic("witness: division by 0")
	}
	if len(a.parts) == 0 {
		return Decimal{}
	}
	under := max(a.under, 1)
	a.under = 0
	if b.under > 0 {
		a, b.under = a.Times(New(float64(b.under))), 0
	}
	// A rounded number is rounded once more, unless that would hide what is far
	// smaller beside it.
	odd := b.parts[0].odd()
	switch {
	case a.isRounded() || odd <= 1 || under*odd > widest:
	case len(b.parts) == 1 && !b.rounded:
		p := b.parts[0]
		return a.divided(whole10(big.NewInt(p.m.Int64()/odd), p.e)).over(under * odd)
	case len(b.parts) > 1:
		// 7 + 10⁻⁵⁰⁰ is 7·(1 + 10⁻⁵⁰⁰/7).
		first := Decimal{parts: b.parts[:1]}
		beside := New(1).Plus(b.Minus(first).Over(first).plain())
		return a.over(under).Over(first).Over(beside)
	}
	q := a.divided(b)
	if q.under > 0 || under > widest {
		panic("witness: divided twice")
	}
	return q.over(under)
}

// odd is the size of a small number without the 2s and 5s that are even in
// decimals; 0 for one that is not small.
func (s summand) odd() int64 {
	if !s.m.IsInt64() || s.m.Int64() >= widest || s.m.Int64() <= -widest {
		return 0
	}
	odd := s.m.Int64()
	for _, even := range []int64{2, 5} {
		for odd%even == 0 {
			odd /= even
		}
	}
	return max(odd, -odd)
}

// divided is a/b by long division: each part of the quotient is what is left of a,
// divided by the first part of b, as long as that comes out even.
func (a Decimal) divided(b Decimal) Decimal {
	left, right := a, b
	left.off, right.off = a.off-b.size()+1, b.off+a.size()-2*b.size()+2
	rounded, off := worse(left, right)
	var terms []summand
	for rest := a; len(rest.parts) > 0; {
		q, even := rest.parts[0].over(b.parts[0])
		if len(terms) == most {
			rounded, off = worse(Decimal{rounded: rounded, off: off}, Decimal{rounded: true, off: q.size})
		}
		if rounded && q.size <= off {
			break
		}
		terms = append(terms, q)
		if !even {
			rounded, off = worse(Decimal{rounded: rounded, off: off}, Decimal{rounded: true, off: q.size - Digits})
		}
		rest = rest.Minus(Decimal{parts: []summand{q}}.Times(b))
	}
	return added(terms, rounded, off)
}

// over is a/b to some more than Digits digits; even where that is all of it.
func (a summand) over(b summand) (q summand, even bool) {
	more := max(0, Digits+slack+digits(b.m)-digits(a.m))
	m, rest := new(big.Int).QuoRem(new(big.Int).Mul(a.m, tenTo(more)), b.m, new(big.Int))
	q = summand{m: m, e: a.e - b.e - more}
	q.size = digits(m) + q.e
	if rest.Sign() == 0 {
		return q.trimmed(), true
	}
	return q, false
}

// Power is a to the power of b.
func (a Decimal) Power(b Decimal) Decimal {
	const many = 1000
	n := b.Float()
	if whole := New(n); n != float64(int(n)) || n > many || n < -many || !whole.Is(b) {
		return b.Times(a.Ln()).Exp()
	}
	product := New(1)
	for range max(int(n), -int(n)) {
		product = product.Times(a)
	}
	if n < 0 {
		return New(1).Over(product)
	}
	return product
}

// Root is the square root of a.
func (a Decimal) Root() Decimal {
	if a = a.plain(); len(a.parts) == 0 {
		return Decimal{}
	}
	p := a.parts[0]
	if p.m.Sign() < 0 {
		panic("witness: root of a negative number")
	}
	more := 2 * (Digits + slack)
	if (p.e-int64(more))%2 != 0 {
		more++
	}
	m := new(big.Int).Mul(p.m, tenTo(int64(more)))
	root := whole10(new(big.Int).Sqrt(m), (p.e-int64(more))/2)
	rest := a.Minus(root.Times(root)) // a step of Newton's takes the other parts in
	if rest.Sign() == 0 {
		return root
	}
	root = root.Plus(rest.Over(root.Plus(root)).plain()).plain()
	off := root.size() - Digits
	if len(a.parts) > 1 { // a second step, for what is far smaller beside the first part
		step := a.Minus(root.Times(root)).Over(root.Plus(root)).plain()
		off = min(off, 2*step.size()-root.size())
		root = root.Plus(step).plain()
	}
	if a.rounded {
		off = max(off, a.off-root.size()+1)
	}
	return added(root.parts, true, off)
}

// Scaled is a·10^power, to all its digits.
func (a Decimal) Scaled(power int) Decimal {
	s := Decimal{make([]summand, len(a.parts)), a.rounded, a.off + int64(power), a.under}
	for i, p := range a.parts {
		s.parts[i] = summand{p.m, p.e + int64(power), p.size + int64(power)}
	}
	return s
}

// Rounded is a to so many decimals, half away from zero. A number that cannot
// be told from the middle between two decimals is that.
func (a Decimal) Rounded(places int) Decimal {
	a = a.plain()
	at := int64(-places)
	var whole, left []summand
	for i, p := range a.parts {
		if p.e >= at {
			whole = append(whole, p)
			continue
		}
		if p.size <= at {
			left = append(left, a.parts[i:]...)
			break
		}
		q, r := new(big.Int).QuoRem(p.m, tenTo(at-p.e), new(big.Int))
		whole, left = append(whole, summand{m: q, e: at}), append(left, summand{m: r, e: p.e})
		left = append(left, a.parts[i+1:]...)
		break
	}
	kept := added(whole, false, 0)
	rest := added(left, a.rounded, a.off)
	unit := Decimal{parts: []summand{{big.NewInt(int64(a.Sign())), at, at + 1}}}
	half := Decimal{parts: []summand{{big.NewInt(int64(5 * a.Sign())), at - 1, at}}}
	if a.Sign() == 0 {
		return kept
	}
	if up := rest.Minus(half).Sign(); up == 0 || up == a.Sign() {
		return kept.Plus(unit)
	}
	if rest.Plus(half).Sign() == -a.Sign() {
		return kept.Minus(unit)
	}
	return kept
}
