package notebook

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"backprop/internal/cnn"
)

// operands are what the leaves of an expression look like: in letters, or as
// displayed numbers.
type operands struct {
	t, u, c leaf
	all     []leaf
}

type leaf struct{ tex, squared string }

// letters are the operands of a factor as signs.
func letters(f cnn.Factor) operands {
	x := operands{t: letter(f)}
	if f.Minus != nil {
		x.u = letter(*f.Minus)
	}
	x.c = displayed(constantOf(f).tex)
	return x
}

func letter(f cnn.Factor) leaf { return leaf{TeX(f.Sign, f.Index...), squared(f.Sign, f.Index)} }

// constantOf is the number that the kind's expression calls c. It has no letter.
func constantOf(f cnn.Factor) reading {
	return precision{decimals: shortDecimals}.number(known(f.Constant, ""))
}

// displayed is an leaf in numbers.
func displayed(tex string) leaf { return leaf{tex, tex + "^2"} }

// write is an expression in TeX; inProduct puts a sum in parentheses.
func write(e cnn.Expression, x operands, inProduct bool) string {
	return writeEach(e, x, x.t, inProduct)
}

func writeEach(e cnn.Expression, x operands, each leaf, inProduct bool) string {
	of := func(i int) string { return writeEach(e.Of[i], x, each, false) }
	tight := func(i int) string { return writeEach(e.Of[i], x, each, true) }
	sum := func(s string) string {
		if inProduct {
			return "(" + s + ")"
		}
		return s
	}
	switch e.Op {
	case cnn.TheElement:
		return x.t.tex
	case cnn.TheOther:
		return x.u.tex
	case cnn.TheConstant:
		return x.c.tex
	case cnn.Each:
		return each.tex
	case cnn.WholeNumber:
		return strconv.FormatInt(e.Number, 10)
	case cnn.Addition:
		return sum(of(0) + " + " + of(1))
	case cnn.Subtraction:
		return sum(of(0) + " - " + tight(1))
	case cnn.Product:
		return tight(0) + ` \cdot ` + tight(1)
	case cnn.SquareRoot:
		return `\sqrt{` + of(0) + "}"
	case cnn.NormalShare:
		return `\Phi(` + bared(of(0), e.Of[0]) + ")"
	case cnn.Bell:
		return `\varphi(` + bared(of(0), e.Of[0]) + ")"
	case cnn.Quotient:
		return fractionTeX(of(0), of(1))
	case cnn.Negation:
		if s := tight(0); s == "0" {
			return s // no 0 carries a minus sign
		}
		return sum("-" + tight(0))
	case cnn.Square:
		if e.Of[0].Op == cnn.TheElement {
			return x.t.squared
		}
		return "(" + of(0) + ")^2"
	case cnn.Power:
		return "e^{" + bared(of(0), e.Of[0]) + "}"
	case cnn.NaturalLog:
		if inner := e.Of[0]; inner.Has(cnn.Addition, cnn.Subtraction) {
			return `\ln (` + of(0) + ")"
		}
		return `\ln ` + of(0)
	case cnn.Maximum:
		return `\max(` + of(0) + ", " + of(1) + ")"
	case cnn.IsPositive:
		return "[" + of(0) + " > 0]"
	case cnn.SumAll:
		var terms []string
		for _, one := range x.all {
			terms = append(terms, writeEach(e.Of[0], x, one, false))
		}
		return sum(strings.Join(terms, " + "))
	}
	panic(fmt.Sprintf("notebook: expression.go does not write the operation %q", e.Op))
}

// bared is an operand that stands alone: the element without its parentheses.
func bared(s string, operand cnn.Expression) string {
	if operand.Op == cnn.TheElement {
		s = strings.TrimSuffix(strings.TrimPrefix(s, "("), ")")
	}
	return s
}

// pieces is an expression as write has it, but a fraction that is too long for
// a line of a terminal has a slash, at which the line may break.
func pieces(e cnn.Expression, x operands) []string {
	if e.Op == cnn.Quotient {
		over, under := write(e.Of[0], x, false), write(e.Of[1], x, false)
		if columns(texText(over+under)) > longFraction {
			return []string{"(" + over + ") /", "(" + under + ")"}
		}
	}
	return []string{write(e, x, false)}
}

// longFraction is up to how many columns the parts of a fraction take together
// that stands on one line of a terminal.
const longFraction = 52

// fractions is the arithmetic of rational expressions; see
// cnn.Expression.IsRational.
type fractions struct{}

func (fractions) Number(n int64) *big.Rat      { return big.NewRat(n, 1) }
func (fractions) Plus(a, b *big.Rat) *big.Rat  { return new(big.Rat).Add(a, b) }
func (fractions) Minus(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }
func (fractions) Times(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }
func (fractions) Over(a, b *big.Rat) *big.Rat  { return new(big.Rat).Quo(a, b) }
func (fractions) Squared(a *big.Rat) *big.Rat  { return new(big.Rat).Mul(a, a) }
func (fractions) Root(*big.Rat) *big.Rat       { panic("notebook: the root of a fraction is no fraction") }
func (fractions) Phi(*big.Rat) *big.Rat        { panic("notebook: Φ of a fraction is no fraction") }
func (fractions) Density(*big.Rat) *big.Rat    { panic("notebook: φ of a fraction is no fraction") }
func (fractions) Exp(*big.Rat) *big.Rat        { panic("notebook: e to a fraction is no fraction") }
func (fractions) Ln(*big.Rat) *big.Rat         { panic("notebook: the logarithm of a fraction is no fraction") }

func (fractions) Max(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) > 0 {
		return a
	}
	return b
}

func (fractions) Positive(a *big.Rat) *big.Rat {
	if a.Sign() > 0 {
		return big.NewRat(1, 1)
	}
	return new(big.Rat)
}

// computedBits is the precision of functions of displayed decimals: more than
// any of their digits can ask for.
const computedBits = 192

// compute is what an expression makes of displayed numbers; nil where one of
// them is so large that nobody would compute it, or where it has no value.
func compute(e cnn.Expression, x cnn.Operands[*big.Rat]) *big.Rat {
	const largest = 2000
	if x.T == nil || x.U == nil && e.Has(cnn.TheOther) {
		return nil
	}
	if e.Op == cnn.Quotient && e.Of[1].IsRational() && cnn.Evaluate(fractions{}, e.Of[1], x).Sign() == 0 {
		return nil
	}
	if e.Op == cnn.NaturalLog && e.Of[0].IsRational() {
		of := cnn.Evaluate(fractions{}, e.Of[0], x)
		if of.Sign() <= 0 {
			return nil
		}
		return logarithm(of)
	}
	if e.Op == cnn.SquareRoot && e.Of[0].IsRational() && cnn.Evaluate(fractions{}, e.Of[0], x).Sign() < 0 {
		return nil
	}
	if e.IsRational() {
		return cnn.Evaluate(fractions{}, e, x)
	}
	size, _ := x.T.Float64()
	if !(-largest < size && size < largest) {
		return nil
	}
	// Bits for e^t and e^−t to differ, and for t to count beside 1.
	bits := computedBits + uint(3*max(size, -size)) + uint(max(0, -2*new(big.Float).SetRat(x.T).MantExp(nil)))
	t := new(big.Float).SetPrec(bits).SetRat(x.T)
	of := cnn.Operands[*big.Float]{T: t}
	if x.C != nil {
		of.C = new(big.Float).SetPrec(bits).SetRat(x.C)
	}
	r, _ := cnn.Evaluate(cnn.BigArithmetic{Bits: bits}, e, of).Rat(nil)
	return r
}

// logarithm is ln of a number above 0. Next to 1 it is d − d²/2, with d the
// distance: a number with so many digits that 1 differs from it would take
// minutes.
func logarithm(of *big.Rat) *big.Rat {
	const near = computedBits / 2
	d := new(big.Rat).Sub(of, big.NewRat(1, 1))
	if d.Sign() != 0 && new(big.Float).SetRat(d).MantExp(nil) < -near {
		square := new(big.Rat).Mul(d, d)
		return d.Sub(d, square.Quo(square, big.NewRat(2, 1)))
	}
	const bits = computedBits + near
	r, _ := cnn.BigLn(new(big.Float).SetPrec(bits).SetRat(of), bits).Rat(nil)
	return r
}

// Formula writes an expression of one element in TeX, the element given as
// TeX. inProduct puts a sum in parentheses.
func Formula(e cnn.Expression, element string, inProduct bool) string {
	return write(e, operands{t: leaf{element, "(" + element + ")^2"}}, inProduct)
}
