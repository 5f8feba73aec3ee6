package tex

// A class says how a node keeps its distance to its neighbours. The classes
// are those of TeX's atoms (The TeXbook, chapter 17 and appendix G), and one
// more for signs.
type class int

const (
	nothing     class = iota // a space: neighbours look through it
	ordinary                 // a letter, a number
	prefixed                 // an operator in front of its operand: Σ, max
	binary                   // a + b
	relation                 // a = b
	opening                  // (
	closing                  // )
	punctuation              // ,
	inner                    // a fraction, a tall fence, a matrix
	sign                     // the minus of −a
)

// settle decides, for each binary operator of a row, whether it stands
// between two operands. TeX's rule: it does not at the start of the row or
// after another operator, a relation, an opening delimiter or punctuation
// (then + and − are signs), nor in front of a relation, a closing delimiter,
// punctuation or the end. A row after an alignment mark starts as if an
// operand stood before it.
func settle(r row, afterMark bool) {
	before := nothing
	if afterMark {
		before = ordinary
	}
	var last *operator
	for _, n := range flatten(r) {
		if n.class() == nothing {
			continue
		}
		if op := operatorIn(n); op != nil && op.symbol.class == binary {
			switch before {
			case ordinary, closing, inner:
			default:
				op.symbol.class = ordinary
				if op.symbol.signs() {
					op.symbol.class = sign
				}
			}
		}
		switch n.class() {
		case relation, closing, punctuation:
			demote(last)
		}
		before, last = n.class(), operatorIn(n)
	}
	demote(last)
}

func demote(op *operator) {
	if op != nil && op.symbol.class == binary {
		op.symbol.class = ordinary
	}
}

// operatorIn returns the operator that n is, with scripts and \class looked
// through, or nil.
func operatorIn(n node) *operator {
	switch v := n.(type) {
	case *operator:
		return v
	case scripted:
		return operatorIn(v.base)
	case classed:
		if len(v.body) == 1 {
			return operatorIn(v.body[0])
		}
	}
	return nil
}
