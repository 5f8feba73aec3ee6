package tex

// A node is one piece of a formula: the tree that Parse builds and that both
// writers read.
type node interface {
	// class says how the node keeps its distance to its neighbours.
	class() class
}

// A row is a sequence of nodes side by side.
type row []node

type (
	// An identifier is a letter, a Greek letter, a sign such as ∞, or the
	// letters of \mathrm.
	identifier struct {
		name string
		face face
	}

	// A number is an unsigned decimal number, as it was written.
	number struct {
		digits string
	}

	// An operator is a sign between or around operands: binary operators,
	// relations, plain delimiters, punctuation.
	operator struct {
		symbol
	}

	// A bigOperator is a sum or a product sign.
	bigOperator struct {
		symbol
	}

	// A namedOperator is a word in upright letters, such as max or ReLU. If
	// it has limits, a displayed formula sets its subscript underneath.
	namedOperator struct {
		name   string
		limits bool
	}

	// A textual is the argument of \text.
	textual struct {
		text string
	}

	// A space is an explicit space: a width in em for the page, a number of
	// columns for the terminal.
	space struct {
		em      string
		columns int
	}

	// A fraction is \frac{over}{under}.
	fraction struct {
		over, under row
	}

	// A root is \sqrt{body}.
	root struct {
		body row
	}

	// A scripted is a base with a subscript, a superscript, primes, or
	// several of these. A missing script is nil.
	scripted struct {
		base     node
		sub, sup node
		primes   int
	}

	// An accented is a base under a hat, a bar or a tilde.
	accented struct {
		base node
		mark accent
	}

	// A fenced is \left( body \right): delimiters as tall as their content.
	// A missing delimiter is "".
	fenced struct {
		open, close string
		body        row
	}

	// A table is an environment: rows of cells.
	table struct {
		env  environment
		rows [][]row
	}

	// A braced is \underbrace or \overbrace, with its note or nil.
	braced struct {
		over bool
		body row
		note node
	}

	// A boxed is \boxed{body}.
	boxed struct {
		body row
	}

	// A classed is \class{name}{body}. It has no look of its own.
	classed struct {
		name string
		body row
	}

	// A group is what stands between braces.
	group struct {
		body row
	}
)

// A face is the type face of letters.
type face int

const (
	italic  face = iota // a single letter as mathematics sets it
	upright             // \mathrm, capital Greek, signs
)

func (identifier) class() class    { return ordinary }
func (number) class() class        { return ordinary }
func (o *operator) class() class   { return o.symbol.class }
func (bigOperator) class() class   { return prefixed }
func (namedOperator) class() class { return prefixed }
func (textual) class() class       { return ordinary }
func (space) class() class         { return nothing }
func (fraction) class() class      { return inner }
func (root) class() class          { return ordinary }
func (s scripted) class() class    { return s.base.class() }
func (accented) class() class      { return ordinary }
func (fenced) class() class        { return inner }
func (table) class() class         { return inner }
func (braced) class() class        { return ordinary }
func (boxed) class() class         { return ordinary }
func (group) class() class         { return ordinary }

func (c classed) class() class {
	if len(c.body) == 1 {
		return c.body[0].class()
	}
	return ordinary
}

// flatten returns the row with the bodies of its \class nodes in their place:
// how operators bind and which distance they keep does not depend on them.
func flatten(r row) row {
	var out row
	for i, n := range r {
		c, ok := n.(classed)
		if ok && out == nil {
			out = append(out, r[:i]...)
		}
		switch {
		case ok:
			out = append(out, flatten(c.body)...)
		case out != nil:
			out = append(out, n)
		}
	}
	if out == nil {
		return r
	}
	return out
}

// unwrap looks through \class, and through braces around one operand, to the
// node that is seen.
func unwrap(n node) node {
	for {
		switch v := n.(type) {
		case classed:
			if len(v.body) != 1 {
				return n
			}
			n = v.body[0]
		case group:
			if len(v.body) != 1 || v.body[0].class() != ordinary {
				return n
			}
			n = v.body[0]
		default:
			return n
		}
	}
}
