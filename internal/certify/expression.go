package certify

import (
	"errors"

	"backprop/internal/cnn"
	"backprop/internal/tex"
)

// An expression is a formula as a reader computes it.
type expression struct {
	op   string // "number", "symbol", "−", "+", "·", "/", "^", "exp", "ln", "tanh", "max", "abs", "root", "floor", "holds", "rate", "decay"
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
	if e.op == "symbol" || e.op == "rate" || e.op == "decay" {
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
	return e.folded(), nil
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
	case tex.Other:
		return &expression{op: "symbol", sign: cnn.Sign{Letter: signLetter(*n)}}, nil
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
