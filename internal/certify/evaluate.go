package certify

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/witness"
)

// An environment knows what symbols stand for.
type environment interface {
	symbol(sign cnn.Sign, index []int) (witness.Decimal, bool)
	rate() (witness.Decimal, bool)
}

// value computes an expression in 50 digits. A symbol that the environment
// does not know is an error.
func (e *expression) value(env environment) (v witness.Decimal, err error) {
	defer func() {
		if r := recover(); r != nil { // 1/0, ln 0: no value either
			err = fmt.Errorf("%w: %v", errNoValue, r)
		}
	}()
	return e.compute(env)
}

func (e *expression) compute(env environment) (witness.Decimal, error) {
	switch e.op {
	case "number":
		return e.digits.value, nil
	case "symbol", "rate":
		if env != nil {
			v, ok := env.symbol(e.sign, e.index)
			if e.op == "rate" {
				v, ok = env.rate()
			}
			if ok {
				return v, nil
			}
		}
		return witness.Decimal{}, errNoValue
	}
	if powers := e.share(); powers != nil {
		return share(powers, env)
	}
	kids := make([]witness.Decimal, len(e.kids))
	for i, k := range e.kids {
		var err error
		if kids[i], err = k.compute(env); err != nil {
			return witness.Decimal{}, err
		}
	}
	return apply(e.op, e.of, kids)
}

// share lists the powers of e of a fraction such as e^a/(e^a + e^b), first the
// one above; nil for any other expression.
func (e *expression) share() []*expression {
	if e.op != "/" || e.kids[0].op != "exp" || e.kids[1].op != "+" {
		return nil
	}
	powers := []*expression{e.kids[0]}
	var add func(e *expression) bool
	add = func(e *expression) bool {
		if e.op == "+" {
			return add(e.kids[0]) && add(e.kids[1])
		}
		powers = append(powers, e)
		return e.op == "exp"
	}
	if !add(e.kids[1]) {
		return nil
	}
	return powers
}

// share is 1/(e^(a−a) + e^(b−a)): where the powers are far apart, the others
// are lost beside the digits of the largest, but not beside a 1.
func share(powers []*expression, env environment) (sum witness.Decimal, err error) {
	above, err := powers[0].kids[0].compute(env)
	if err != nil {
		return sum, err
	}
	for _, p := range powers[1:] {
		v, err := p.kids[0].compute(env)
		if err != nil {
			return sum, err
		}
		sum = sum.Plus(v.Minus(above).Exp())
	}
	return witness.New(1).Over(sum), nil
}

func apply(op, of string, k []witness.Decimal) (witness.Decimal, error) {
	truth := func(b bool) (witness.Decimal, error) {
		if b {
			return witness.New(1), nil
		}
		return witness.New(0), nil
	}
	switch {
	case op == "−" && len(k) == 1:
		return k[0].Negated(), nil
	case op == "−":
		return k[0].Minus(k[1]), nil
	case op == "+":
		return k[0].Plus(k[1]), nil
	case op == "·":
		return k[0].Times(k[1]), nil
	case op == "/":
		return k[0].Over(k[1]), nil
	case op == "^":
		return k[0].Power(k[1]), nil
	case op == "exp":
		return k[0].Exp(), nil
	case op == "ln":
		return k[0].Ln(), nil
	case op == "Φ":
		return k[0].Phi(), nil
	case op == "φ":
		return k[0].Density(), nil
	case op == "tanh":
		return k[0].Tanh(), nil
	case op == "abs":
		return k[0].Abs(), nil
	case op == "root":
		return k[0].Root(), nil
	case op == "floor":
		below := k[0].Rounded(0)
		if below.Compare(k[0]) > 0 {
			below = below.Minus(witness.New(1))
		}
		return below, nil
	case op == "max":
		best := k[0]
		for _, v := range k[1:] {
			if v.Compare(best) > 0 {
				best = v
			}
		}
		return best, nil
	case op == "holds":
		return truth(holds(k[0], of, k[1]))
	}
	return witness.Decimal{}, errNoValue
}

// holds reports whether a relation holds between two numbers as they are.
func holds(a witness.Decimal, relation string, b witness.Decimal) bool {
	same, order := a.Is(b), a.Compare(b)
	switch relation {
	case "=":
		return same
	case "<":
		return !same && order < 0
	case ">":
		return !same && order > 0
	case "≤":
		return same || order < 0
	case "≥":
		return same || order > 0
	}
	return false
}
