package certify

import (
	"errors"
	"fmt"
	"strconv"

	"backprop/internal/cnn"
	"backprop/internal/tex"
	"backprop/internal/witness"
)

// An expression is a formula as a reader computes it.
type expression struct {
	op   string // "number", "symbol", "−", "+", "·", "/", "^", "exp", "ln", "tanh", "max", "abs", "root", "floor", "holds", "rate"
	kids []*expression

	node   *tex.Node // of a number: where it stands
	digits printed   // of a number
	sign   cnn.Sign  // of a symbol
	index  []int     // of a symbol
	of     string    // of "holds": the relation
}

// errNoValue says that a formula is no computation: it has a free index, a
// sum, a word.
var errNoValue = errors.New("no value")

// symbols is whether anything in the expression has to be looked up.
func (e *expression) symbols() bool {
	if e.op == "symbol" || e.op == "rate" {
		return true
	}
	for _, k := range e.kids {
		if k.symbols() {
			return true
		}
	}
	return false
}

// single is whether the expression is one number, with its sign.
func (e *expression) single() bool { return e.op == "number" }

// leaves lists the numbers of the expression.
func (e *expression) leaves() []*expression {
	if e.op == "number" {
		return []*expression{e}
	}
	var all []*expression
	for _, k := range e.kids {
		all = append(all, k.leaves()...)
	}
	return all
}

// A reader of expressions stands at a node of a row.
type reader struct {
	row []tex.Node
	at  int
}

// readExpression reads a whole row of nodes as one expression.
func readExpression(row []tex.Node) (*expression, error) {
	r := &reader{row: row}
	e, err := r.sum()
	if err == nil && r.at < len(r.row) {
		err = errNoValue
	}
	if err != nil {
		return nil, err
	}
	return e, nil
}

func (r *reader) peek() tex.Node {
	if r.at < len(r.row) {
		return r.row[r.at]
	}
	return tex.Node{}
}

// sign takes a sign if it stands here.
func (r *reader) sign(texts ...string) string {
	n := r.peek()
	if n.Kind != tex.Sign {
		return ""
	}
	for _, t := range texts {
		if n.Text == t {
			r.at++
			return t
		}
	}
	return ""
}

func (r *reader) sum() (*expression, error) {
	left, err := r.product()
	for err == nil {
		op := r.sign("+", "−")
		if op == "" {
			break
		}
		var right *expression
		right, err = r.product()
		left = &expression{op: op, kids: []*expression{left, right}}
	}
	return left, err
}

func (r *reader) product() (*expression, error) {
	left, err := r.signed()
	for err == nil {
		op := r.sign("·", "×", "/")
		if op == "×" {
			op = "·"
		}
		if op == "" {
			if !r.operandHere() {
				break
			}
			op = "·"
		}
		var right *expression
		right, err = r.signed()
		left = &expression{op: op, kids: []*expression{left, right}}
	}
	return left, err
}

// operandHere reports whether another factor follows without a sign.
func (r *reader) operandHere() bool {
	n := r.peek()
	switch n.Kind {
	case "":
		return false
	case tex.Sign:
		return n.Text == "(" || n.Text == "["
	}
	return true
}

func (r *reader) signed() (*expression, error) {
	if r.sign("−") == "" {
		return r.factor()
	}
	e, err := r.signed()
	if err != nil {
		return nil, err
	}
	return negative(e), nil
}

// negative is −e; of a number it is a number.
func negative(e *expression) *expression {
	if e.op == "number" {
		n := *e
		n.digits = e.digits.negated()
		return &n
	}
	return &expression{op: "−", kids: []*expression{e}}
}

func (r *reader) factor() (*expression, error) {
	n := &tex.Node{}
	if r.at < len(r.row) {
		n = &r.row[r.at]
	}
	r.at++
	switch n.Kind {
	case tex.Number:
		return r.number(n)
	case tex.Letter:
		return r.letter(*n)
	case tex.Scripted:
		return r.scripted(n)
	case tex.Word:
		return r.function(n.Text)
	case tex.Fraction:
		return r.fraction(*n)
	case tex.Group:
		return readExpression(n.Kids)
	case tex.Root:
		return unary("root", n.Kids)
	case tex.Fenced:
		return fenced(n.Text, n.Kids)
	case tex.Phrase:
		if n.Text == "new " {
			e, err := r.factor()
			if err != nil || e.op != "symbol" {
				return nil, errNoValue
			}
			e.sign.Updated = true
			return e, nil
		}
	case tex.Sign:
		if closing, ok := map[string]string{"(": ")", "[": "]", "|": "|", "⌊": "⌋"}[n.Text]; ok {
			body, err := r.until(n.Text, closing)
			if err != nil {
				return nil, err
			}
			return fenced(n.Text+closing, body)
		}
	}
	return nil, errNoValue
}

// until takes the nodes up to the closing delimiter.
func (r *reader) until(opening, closing string) ([]tex.Node, error) {
	depth := 1
	for i := r.at; i < len(r.row); i++ {
		if r.row[i].Kind != tex.Sign {
			continue
		}
		switch r.row[i].Text {
		case closing:
			depth--
		case opening:
			depth++
		}
		if depth == 0 {
			body := r.row[r.at:i]
			r.at = i + 1
			return body, nil
		}
	}
	return nil, errNoValue
}

func fenced(marks string, body []tex.Node) (*expression, error) {
	switch marks {
	case "()":
		return readExpression(body)
	case "||":
		return unary("abs", body)
	case "⌊⌋":
		return unary("floor", body)
	case "[]": // [a > b], 1 or 0
		sides, relations := splitRelations(body)
		if len(sides) != 2 {
			return nil, errNoValue
		}
		a, err := readExpression(sides[0])
		if err != nil {
			return nil, err
		}
		b, err := readExpression(sides[1])
		if err != nil {
			return nil, err
		}
		return &expression{op: "holds", of: relations[0], kids: []*expression{a, b}}, nil
	}
	return nil, errNoValue
}

func unary(op string, body []tex.Node) (*expression, error) {
	e, err := readExpression(body)
	if err != nil {
		return nil, err
	}
	return &expression{op: op, kids: []*expression{e}}, nil
}

func (r *reader) number(n *tex.Node) (*expression, error) {
	digits, ok := read(n.Text)
	if !ok {
		return nil, errNoValue
	}
	return &expression{op: "number", node: n, digits: digits}, nil
}

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
	if next := r.peek(); next.Kind == tex.Sign && next.Text == "(" {
		return nil, errNoValue // a function such as L(θ)
	}
	if n.Text == "η" {
		return &expression{op: "rate"}, nil
	}
	return &expression{op: "symbol", sign: cnn.Sign{Letter: n.Text}}, nil
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

// scripted reads T_{i,j}, T^{(2)}, a power, or e^x.
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
	case tex.Letter:
		e = &expression{op: "symbol", sign: cnn.Sign{Letter: base.Text}}
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

// function reads ln x and max(a, b, …).
func (r *reader) function(name string) (*expression, error) {
	switch name {
	case "ln", "tanh":
		e, err := r.factor()
		if err != nil {
			return nil, err
		}
		return &expression{op: name, kids: []*expression{e}}, nil
	case "max":
		var body []tex.Node
		var err error
		if n := r.peek(); n.Kind == tex.Fenced {
			r.at++
			body = n.Kids
		} else if r.sign("(") == "" {
			return nil, errNoValue
		} else if body, err = r.until("(", ")"); err != nil {
			return nil, err
		}
		e := &expression{op: "max"}
		for _, part := range splitAt(body, ",") {
			k, err := readExpression(part)
			if err != nil {
				return nil, err
			}
			e.kids = append(e.kids, k)
		}
		return e, nil
	}
	return nil, errNoValue
}

// splitAt cuts a row at a sign that stands outside all delimiters.
func splitAt(row []tex.Node, sign string) [][]tex.Node {
	parts, _ := split(row, func(s string) bool { return s == sign })
	return parts
}

var relationSigns = map[string]bool{"=": true, "≈": true, "<": true, ">": true, "≤": true, "≥": true}

// splitRelations cuts a row at its relations.
func splitRelations(row []tex.Node) (sides [][]tex.Node, relations []string) {
	return split(row, func(s string) bool { return relationSigns[s] })
}

func split(row []tex.Node, at func(string) bool) (parts [][]tex.Node, signs []string) {
	depth, start := 0, 0
	for i, n := range row {
		if n.Kind != tex.Sign {
			continue
		}
		switch n.Text {
		case "(", "[", "{", "⌊":
			depth++
		case ")", "]", "}", "⌋":
			depth--
		}
		if depth == 0 && at(n.Text) {
			parts, signs = append(parts, row[start:i]), append(signs, n.Text)
			start = i + 1
		}
	}
	return append(parts, row[start:]), signs
}

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
	kids := make([]witness.Decimal, len(e.kids))
	for i, k := range e.kids {
		var err error
		if kids[i], err = k.compute(env); err != nil {
			return witness.Decimal{}, err
		}
	}
	return apply(e.op, e.of, kids)
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
	case op == "tanh":
		up, down := k[0].Exp(), k[0].Negated().Exp()
		return up.Minus(down).Over(up.Plus(down)), nil
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
