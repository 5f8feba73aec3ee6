package certify

import (
	"strconv"

	"backprop/internal/cnn"
	"backprop/internal/tex"
)

// letter reads a symbol without an index, or the ∂L/∂ before one.
func (r *reader) letter(n tex.Node) (*expression, error) {
	if n.Text == "∂" {
		if l := r.peek(); l.Kind != tex.Letter || l.Text != "L" {
			return nil, errNoValue
		}
		r.at++
		if r.sign("/") == "" {
			return nil, errNoValue
		}
		return r.gradient()
	}
	if n.Text == "Φ" || n.Text == "φ" {
		e, err := r.factor()
		if err != nil {
			return nil, err
		}
		return &expression{op: n.Text, kids: []*expression{e}}, nil
	}
	if next := r.peek(); next.Kind == tex.Sign && next.Text == "(" {
		return nil, errNoValue // a function such as L(θ)
	}
	if n.Text == "η" {
		return &expression{op: "rate"}, nil
	}
	if n.Text == "λ" {
		return &expression{op: "decay"}, nil
	}
	return &expression{op: "symbol", sign: cnn.Sign{Letter: signLetter(n)}}, nil
}

// gradient reads ∂T after ∂L/.
func (r *reader) gradient() (*expression, error) {
	if d := r.peek(); d.Kind != tex.Letter || d.Text != "∂" {
		return nil, errNoValue
	}
	r.at++
	if r.peek().Kind != tex.Letter && r.peek().Kind != tex.Scripted {
		return nil, errNoValue
	}
	e, err := r.factor()
	if err != nil || e.op != "symbol" {
		return nil, errNoValue
	}
	e.sign.Gradient = true
	return e, nil
}

// fraction reads a quotient, or a gradient written as one.
func (r *reader) fraction(n tex.Node) (*expression, error) {
	over, under := n.Kids[0].Kids, n.Kids[1].Kids
	if len(over) == 2 && over[0].Text == "∂" && over[1].Text == "L" {
		inner := &reader{row: under}
		e, err := inner.gradient()
		if err == nil && inner.at < len(under) {
			err = errNoValue
		}
		return e, err
	}
	a, err := readExpression(over)
	if err != nil {
		return nil, err
	}
	b, err := readExpression(under)
	if err != nil {
		return nil, err
	}
	return &expression{op: "/", kids: []*expression{a, b}}, nil
}

// scripted reads T_{i,j}, with a letter or a text for T, T^{(2)}, a power, or
// e^x.
func (r *reader) scripted(n *tex.Node) (*expression, error) {
	if len(n.Kids) != 1 || n.Primes > 0 {
		return nil, errNoValue
	}
	base := n.Kids[0]
	if base.Kind == tex.Letter && base.Text == "e" && n.Sub == nil {
		return unary("exp", n.Sup)
	}
	var e *expression
	sup := n.Sup
	switch base.Kind {
	case tex.Letter, tex.Phrase, tex.Other:
		e = &expression{op: "symbol", sign: cnn.Sign{Letter: signLetter(base)}}
		if k := numberOfSign(sup); k > 0 {
			e.sign.Number, sup = k, nil
		}
		if n.Sub != nil {
			index, ok := indexOf(n.Sub)
			if !ok {
				return nil, errNoValue
			}
			e.index = index
		}
	case tex.Number:
		if n.Sub != nil {
			return nil, errNoValue
		}
		var err error
		if e, err = r.number(&n.Kids[0]); err != nil {
			return nil, err
		}
	case tex.Group, tex.Fenced:
		if n.Sub != nil {
			return nil, errNoValue
		}
		var err error
		if e, err = (&reader{row: n.Kids}).factor(); err != nil {
			return nil, err
		}
	default:
		return nil, errNoValue
	}
	if sup == nil {
		return e, nil
	}
	power, err := readExpression(sup)
	if err != nil {
		return nil, err
	}
	return &expression{op: "^", kids: []*expression{e, power}}, nil
}

// numberOfSign is 2 for the script (2), and 0 for any other.
func numberOfSign(sup []tex.Node) int {
	if len(sup) == 1 && (sup[0].Kind == tex.Group || sup[0].Kind == tex.Fenced) {
		sup = sup[0].Kids
		if len(sup) == 1 && sup[0].Kind == tex.Number {
			k, _ := strconv.Atoi(sup[0].Text)
			return k
		}
	}
	if len(sup) == 3 && sup[0].Text == "(" && sup[2].Text == ")" {
		k, _ := strconv.Atoi(sup[1].Text)
		return k
	}
	return 0
}

// indexOf reads 0,1; ok is false where an index is free.
func indexOf(sub []tex.Node) (index []int, ok bool) {
	if len(sub) == 1 && sub[0].Kind == tex.Group {
		sub = sub[0].Kids
	}
	for i, n := range sub {
		if i%2 == 1 {
			if n.Text != "," {
				return nil, false
			}
			continue
		}
		k, err := strconv.Atoi(n.Text)
		if n.Kind != tex.Number || err != nil {
			return nil, false
		}
		index = append(index, k)
	}
	return index, len(sub)%2 == 1
}

// signLetter is how the pass writes the letter of a symbol: Greek ones by their
// command, and one with a hat, the only accent that a sign has.
func signLetter(n tex.Node) string {
	if n.Kind == tex.Other && len(n.Kids) == 1 {
		if inner := n.Kids[0]; inner.Kind == tex.Group && len(inner.Kids) == 1 {
			return `\hat{` + inner.Kids[0].Text + "}"
		}
		return `\hat{` + n.Kids[0].Text + "}"
	}
	switch n.Text {
	case "γ":
		return `\gamma`
	case "β":
		return `\beta`
	case "μ":
		return `\mu`
	}
	return n.Text
}
