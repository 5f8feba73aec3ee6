package certify

import (
	"fmt"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/witness"
)

// An environment knows what symbols stand for.
type environment interface {
	symbol(sign cnn.Sign, index []int) (witness.Decimal, bool)
	rate() (witness.Decimal, bool)
	decay() (witness.Decimal, bool)
}

// value computes an expression in 100 digits. A symbol that the environment
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
	case "symbol", "rate", "decay":
		if env != nil {
			v, ok := env.symbol(e.sign, e.index)
			switch e.op {
			case "rate":
				v, ok = env.rate()
			case "decay":
				v, ok = env.decay()
			}
			if ok {
				return v, nil
			}
		}
		return witness.Decimal{}, errNoValue
	}
	if e.op == "/" && e.kids[1].has("exp") {
		if v, err := quotient(e.kids[0], e.kids[1], env); err == nil {
			return v, nil
		}
	}
	if e.op == "−" && len(e.kids) == 2 && e.kids[1].op == "ln" {
		if v, ok := logOfShare(e.kids[0], e.kids[1].kids[0], env); ok {
			return v, nil
		}
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

// logOfShare is x − ln(e^a + e^b + …), as −ln(e^(a − x) + e^(b − x) + …): one of
// the powers is e^x, and beside 1 the others keep their digits.
func logOfShare(x, sum *expression, env environment) (v witness.Decimal, ok bool) {
	own, err := x.compute(env)
	if err != nil {
		return v, false
	}
	total := witness.New(0)
	var add func(e *expression) bool
	add = func(e *expression) bool {
		switch {
		case e.op == "+":
			return !slices.ContainsFunc(e.kids, func(k *expression) bool { return !add(k) })
		case e.op != "exp":
			return false
		}
		exponent, err := e.kids[0].compute(env)
		total = total.Plus(exponent.Minus(own).Exp())
		return err == nil
	}
	if !sum.has("exp") || !add(sum) {
		return v, false
	}
	return total.Ln().Negated(), true
}

// has reports whether an operation is part of an expression.
func (e *expression) has(op string) bool {
	return e.op == op || slices.ContainsFunc(e.kids, func(k *expression) bool { return k.has(op) })
}

// A multiple is a number of times a power of e.
type multiple struct{ times, exponent witness.Decimal }

// quotient is one sum of powers of e and of numbers over another, where the
// powers may be so far apart that the smaller ones are lost beside the digits of
// the largest: e^a/(e^a + e^b) is 1/(1 + e^(b−a)), and nothing is lost beside a 1.
func quotient(over, under *expression, env environment) (v witness.Decimal, err error) {
	above, err := multiples(over, env)
	if err != nil {
		return v, err
	}
	below, err := multiples(under, env)
	if err != nil {
		return v, err
	}
	top := below[0].exponent
	for _, m := range below {
		if m.exponent.Compare(top) > 0 {
			top = m.exponent
		}
	}
	sum := func(of []multiple) (sum witness.Decimal) {
		for _, m := range of {
			sum = sum.Plus(m.times.Times(m.exponent.Minus(top).Exp()))
		}
		return sum
	}
	return sum(above).Over(sum(below)), nil
}

// multiples lists the terms of a sum of powers of e and of numbers; an error for
// any other expression.
func multiples(e *expression, env environment) ([]multiple, error) {
	switch {
	case e.op == "exp":
		v, err := e.kids[0].compute(env)
		return []multiple{{witness.New(1), v}}, err
	case e.op == "number":
		return []multiple{{e.digits.value, witness.New(0)}}, nil
	case e.op == "+", e.op == "−":
		all, err := multiples(e.kids[len(e.kids)-1], env)
		if err != nil {
			return nil, err
		}
		for i := range all {
			if e.op == "−" {
				all[i].times = all[i].times.Negated()
			}
		}
		if len(e.kids) == 1 {
			return all, nil
		}
		first, err := multiples(e.kids[0], env)
		return append(first, all...), err
	}
	return nil, errNoValue
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
