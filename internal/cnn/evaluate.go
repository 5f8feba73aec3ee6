package cnn

import "fmt"

// An Arithmetic computes with numbers of one kind: floats of many bits,
// fractions, 100-digit decimals, intervals.
type Arithmetic[N any] interface {
	Number(n int64) N
	Plus(a, b N) N
	Minus(a, b N) N
	Times(a, b N) N
	Over(a, b N) N
	Squared(a N) N
	Root(a N) N // √a
	Exp(a N) N
	Ln(a N) N
	Phi(a N) N     // Φ(a)
	Density(a N) N // φ(a)
	Max(a, b N) N
	Positive(a N) N // [a > 0]
}

// Operands are what the leaves of an expression stand for.
type Operands[N any] struct {
	T, U, C N
	All     []N // what SumAll runs over
}

// Evaluate is what an expression makes of its operands.
func Evaluate[N any](in Arithmetic[N], e Expression, x Operands[N]) N {
	return evaluate(in, e, x, x.T)
}

func evaluate[N any](in Arithmetic[N], e Expression, x Operands[N], each N) N {
	of := func(i int) N { return evaluate(in, e.Of[i], x, each) }
	switch e.Op {
	case TheElement:
		return x.T
	case TheOther:
		return x.U
	case TheConstant:
		return x.C
	case Each:
		return each
	case WholeNumber:
		return in.Number(e.Number)
	case Addition:
		return in.Plus(of(0), of(1))
	case Subtraction:
		return in.Minus(of(0), of(1))
	case Product:
		return in.Times(of(0), of(1))
	case Quotient:
		return in.Over(of(0), of(1))
	case Negation:
		return in.Minus(in.Number(0), of(0))
	case Square:
		return in.Squared(of(0))
	case SquareRoot:
		return in.Root(of(0))
	case Power:
		return in.Exp(of(0))
	case NaturalLog:
		return in.Ln(of(0))
	case NormalShare:
		return in.Phi(of(0))
	case Bell:
		return in.Density(of(0))
	case Maximum:
		return in.Max(of(0), of(1))
	case IsPositive:
		return in.Positive(of(0))
	case SumAll:
		sum := in.Number(0)
		for _, one := range x.All {
			sum = in.Plus(sum, evaluate(in, e.Of[0], x, one))
		}
		return sum
	}
	panic(fmt.Sprintf("cnn: evaluate.go does not compute the operation %q of expression.go", e.Op))
}
