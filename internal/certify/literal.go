package certify

import "backprop/internal/witness"

// folded is the expression with each number that is written with a power of
// ten, or as what it is away from 1, as one number. What stands in parentheses
// was read, and folded, before.
func (e *expression) folded() *expression {
	if n, ok := literal(e); ok {
		return n
	}
	for i, k := range e.kids {
		e.kids[i] = k.folded()
	}
	return e
}

// literal reads 2.4·10^{−20}, 10^{−20}, 10^{−1.7·10^{10}} and 1 − 3.5·10^{−17} as
// numbers.
func literal(e *expression) (*expression, bool) {
	switch {
	case e.op == "number":
		return e, true
	case e.op == "^":
		one, _ := read("1")
		return withPower(&expression{op: "number", digits: one}, e)
	case e.op == "·" && e.kids[0].op == "number" && e.kids[1].op == "^":
		return withPower(e.kids[0], e.kids[1])
	case e.op == "−" && len(e.kids) == 1:
		if n, ok := literal(e.kids[0]); ok {
			return negative(n), true
		}
	case e.op == "+" || e.op == "−":
		one, rest := e.kids[0], e.kids[1]
		if one.op != "number" || one.digits.value.Abs().Compare(witness.New(1)) != 0 || rest.op != "·" && rest.op != "^" {
			return nil, false
		}
		n, ok := literal(rest)
		if !ok || n.digits.value.Abs().Compare(witness.New(1)) >= 0 {
			return nil, false
		}
		p := n.digits
		if e.op == "−" {
			p = p.negated()
		}
		return &expression{op: "number", node: n.node, digits: p.beside(one.digits, one.digits.text+" "+e.op+" "+n.digits.text)}, true
	}
	return nil, false
}

// withPower is a·10^n as one number.
func withPower(a, power *expression) (*expression, bool) {
	base, exponent := power.kids[0], power.kids[1]
	if base.op != "number" || base.digits.text != "10" || exponent.op != "number" {
		return nil, false
	}
	if e := exponent.digits; e.decimals != 0 || e.power {
		if a.digits.text != "1" || a.node != nil {
			return nil, false
		}
		return &expression{op: "number", node: base.node, digits: tenTo(e, false, "10^("+e.text+")")}, true
	}
	p := a.digits.scaled(int(exponent.digits.value.Float()))
	p.power = true
	p.text += "·10" + raised.Replace(exponent.digits.text)
	node := a.node
	if node == nil {
		node = base.node
	}
	return &expression{op: "number", node: node, digits: p}, true
}
