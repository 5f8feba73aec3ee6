package cnn

// An Expression is how one number is made of another, t, as a small tree: what
// a nonlinear layer makes of the element that an output reads, and what a
// factor of a derivation makes of the element that it names. Links say who
// made a number, expressions say how.
//
// A tree is there to be shown and to be bounded: the notebook writes it, in
// letters and with numbers, the certificate and the marking evaluate it in
// arithmetics of their own. The pass may compute the same function in a form
// that keeps more digits, such as e^−|z| for a sigmoid, and the witness has
// formulas of its own, because it is the second opinion.
type Expression struct {
	Op     Operation
	Number int64        // of NumberOp
	Of     []Expression // the operands, as many as the operation has
}

// An Operation is what a node of an Expression does with its operands.
type Operation string

// The operations.
const (
	TheElement  Operation = "t"        // no operands: the element that the factor or term names
	TheOther    Operation = "u"        // no operands: the element that a difference subtracts
	TheConstant Operation = "c"        // no operands: the number of the factor's own, such as a margin
	Each        Operation = "each"     // no operands: inside SumAll, each element that the output reads
	WholeNumber Operation = "number"   // no operands
	Addition    Operation = "+"        // a + b
	Subtraction Operation = "-"        // a − b
	Product     Operation = "·"        // a · b
	Quotient    Operation = "/"        // a / b
	Negation    Operation = "negative" // −a
	Square      Operation = "square"   // a²
	SquareRoot  Operation = "√"        // √a
	Power       Operation = "exp"      // e^a
	NaturalLog  Operation = "ln"       // ln a
	NormalShare Operation = "Φ"        // Φ(a), the share of the normal distribution that lies below a
	Bell        Operation = "φ"        // φ(a) = e^(−a²/2)/√(2π), its density
	Maximum     Operation = "max"      // the larger of a and b
	IsPositive  Operation = "positive" // [a > 0], which is 1 or 0
	SumAll      Operation = "sum"      // the sum of a over all elements that the output reads
)

// The leaves of an expression.
var (
	T       = Expression{Op: TheElement}
	U       = Expression{Op: TheOther}
	C       = Expression{Op: TheConstant}
	EachOne = Expression{Op: Each}
)

// Number is a whole number.
func Number(n int64) Expression { return Expression{Op: WholeNumber, Number: n} }

// Plus is a + b.
func Plus(a, b Expression) Expression { return Expression{Op: Addition, Of: []Expression{a, b}} }

// Minus is a − b.
func Minus(a, b Expression) Expression { return Expression{Op: Subtraction, Of: []Expression{a, b}} }

// Times is a · b.
func Times(a, b Expression) Expression { return Expression{Op: Product, Of: []Expression{a, b}} }

// Over is a / b.
func Over(a, b Expression) Expression { return Expression{Op: Quotient, Of: []Expression{a, b}} }

// Negative is −a.
func Negative(a Expression) Expression { return Expression{Op: Negation, Of: []Expression{a}} }

// Squared is a².
func Squared(a Expression) Expression { return Expression{Op: Square, Of: []Expression{a}} }

// Root is √a.
func Root(a Expression) Expression { return Expression{Op: SquareRoot, Of: []Expression{a}} }

// Exp is e^a.
func Exp(a Expression) Expression { return Expression{Op: Power, Of: []Expression{a}} }

// Ln is the natural logarithm of a.
func Ln(a Expression) Expression { return Expression{Op: NaturalLog, Of: []Expression{a}} }

// Phi is Φ(a), the integral of the normal distribution's density up to a.
func Phi(a Expression) Expression { return Expression{Op: NormalShare, Of: []Expression{a}} }

// Density is φ(a) = e^(−a²/2)/√(2π), the density of the normal distribution.
func Density(a Expression) Expression { return Expression{Op: Bell, Of: []Expression{a}} }

// Max is the larger of a and b.
func Max(a, b Expression) Expression { return Expression{Op: Maximum, Of: []Expression{a, b}} }

// Positive is the bracket [a > 0]: 1 where a is above 0, else 0.
func Positive(a Expression) Expression { return Expression{Op: IsPositive, Of: []Expression{a}} }

// OverAll is the sum of a over all elements that the output reads; a speaks of
// them as EachOne.
func OverAll(a Expression) Expression { return Expression{Op: SumAll, Of: []Expression{a}} }

// Has reports whether one of the operations occurs in the tree.
func (e Expression) Has(ops ...Operation) bool {
	for _, op := range ops {
		if e.Op == op {
			return true
		}
	}
	for _, of := range e.Of {
		if of.Has(ops...) {
			return true
		}
	}
	return false
}

// IsRational reports a tree that makes a fraction of fractions: one without
// roots, powers of e, logarithms and the normal distribution.
func (e Expression) IsRational() bool {
	return !e.Has(SquareRoot, Power, NaturalLog, NormalShare, Bell)
}
