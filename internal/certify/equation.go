package certify

import (
	"fmt"
	"strings"

	"backprop/internal/notebook"
	"backprop/internal/tex"
	"backprop/internal/witness"
)

// equation certifies an equation: one that derives an element of a pass step
// by step, one of the text as any formula.
func (c *certifier) equation(e *notebook.Equation) {
	if e.Network() == nil || e.Place.IsZero() {
		source := e.Left
		for _, s := range e.Steps {
			source += " " + relationTeX.Replace(s.Relation) + " " + strings.Join(s.Terms, " ")
		}
		c.formula("equation", source)
	} else if err := c.derivation(e); err != nil {
		c.fault(c.line, "derivation of %s: %v", e.Left, err)
	}
	c.text("note", e.Note)
}

var relationTeX = strings.NewReplacer("≈", `\approx`, "≤", `\le`, "≥", `\ge`)

// derivation holds each step of an equation against the 100-digit network: the
// symbols must come to the element, each number of the substitution must be
// its symbol's, rounded, what a reader computes from the digits must round to
// the result, and the result must be the element's.
func (c *certifier) derivation(e *notebook.Equation) error {
	w, err := c.world(e.Network())
	if err != nil {
		return err
	}
	truth, err := w.element(e.Place, e.Index)
	if err != nil {
		return err
	}
	left, _, err := c.step(e.Left)
	if err != nil {
		return fmt.Errorf("left side: %w", err)
	}
	if v, err := left.value(w); err != nil || !v.Is(truth) {
		return fmt.Errorf("the left side is not the element %v of %s", e.Index, e.Place)
	}
	// Where the equation says that float64 cannot tell a winner or a gate, the
	// symbols come to something else.
	excused := w.exact.Undecided() && strings.Contains(e.Note, notebook.BelowFloat)
	var symbols, numbers *expression
	for i, s := range e.Steps {
		step, tree, err := c.step(strings.Join(s.Terms, " "))
		if err != nil {
			return fmt.Errorf("step %d: %w", i+1, err)
		}
		switch {
		case i == len(e.Steps)-1:
			if !step.single() {
				return fmt.Errorf("the last step is no number")
			}
			if err := result(step.digits, s.Relation, truth, numbers); err != nil {
				return err
			}
			c.add(byPlace)
		case step.symbols():
			v, err := step.value(w)
			if err != nil && beyond(err) {
				v, err = truth, nil
			}
			if err != nil {
				return fmt.Errorf("step %d cannot be computed: %w", i+1, err)
			}
			if s.Relation != "=" || !v.Is(truth) && !excused {
				return fmt.Errorf("step %d, %s %s, comes to %.14s…, not to %.14s…", i+1, s.Relation, strings.Join(s.Terms, " "), v, truth)
			}
			symbols = step
			c.indices(tree)
			for range step.leaves() {
				c.add(wholes) // the 1 of 1 − p, the 4 of 1/4
			}
		default:
			numbers = step
			if symbols == nil {
				return fmt.Errorf("step %d: numbers without the symbols that they stand for", i+1)
			}
			if err := c.substitution(symbols, numbers, s.Relation, w); err != nil {
				return fmt.Errorf("step %d: %w", i+1, err)
			}
		}
	}
	return nil
}

func (c *certifier) step(source string) (*expression, []tex.Node, error) {
	tree, err := parse(source)
	if err != nil {
		return nil, nil, err
	}
	e, err := readExpression(tree)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", source, err)
	}
	return e, tree, nil
}

// indices counts the numbers in the subscripts of a formula.
func (c *certifier) indices(row []tex.Node) {
	for _, n := range row {
		if n.Kind == tex.Scripted {
			c.index(n.Sub)
		}
		c.indices(n.Kids)
		c.indices(n.Sup)
	}
}

// substitution compares the numbers with the symbols, leaf by leaf. The
// relation before them is = where every one of them is exact.
func (c *certifier) substitution(symbols, numbers *expression, relation string, w *world) error {
	exact := true
	if err := c.leaf(symbols, numbers, w, &exact); err != nil {
		return err
	}
	if exact != (relation == "=") {
		return fmt.Errorf("%s stands before a substitution whose numbers are exact: %v", relation, exact)
	}
	return nil
}

func (c *certifier) leaf(symbols, numbers *expression, w *world, exact *bool) error {
	n := numbers
	if n.op == "number" {
		v, err := symbols.value(w)
		if err != nil {
			return err
		}
		if symbols.op == "holds" && w.exact.Undecided() {
			v = n.digits.value // the gate of float64
		}
		if err := n.digits.rounds(v); err != nil {
			return err
		}
		*exact = *exact && n.digits.exact(v)
		c.add(byFactor)
		return nil
	}
	if !ownShape(symbols, n) {
		return fmt.Errorf("the numbers do not follow the symbols")
	}
	for i := range n.kids {
		if err := c.leaf(symbols.kids[i], n.kids[i], w, exact); err != nil {
			return err
		}
	}
	return nil
}

func ownShape(a, b *expression) bool { return a.op == b.op && len(a.kids) == len(b.kids) }

// beyond reports e^10000000, which nobody computes, or one over it: the result
// of the equation says what it comes to.
func beyond(err error) bool {
	return strings.Contains(err.Error(), "out of range") || strings.Contains(err.Error(), "division undefined")
}

// result holds the last number against the element, and against what the
// substitution before it comes to.
func result(p printed, relation string, truth witness.Decimal, numbers *expression) error {
	p = p.padded()
	if err := p.rounds(truth); err != nil {
		return err
	}
	exact := p.exact(truth)
	if numbers != nil {
		v, err := numbers.value(nil)
		switch {
		case err != nil && beyond(err):
			v = truth
		case err != nil:
			return err
		case p.value.Compare(v.Rounded(p.decimals)) != 0:
			return fmt.Errorf("the substitution comes to %.14s… as it is displayed, not to %s", v, p.text)
		}
		exact = exact && p.exact(v)
	}
	if exact != (relation == "=") {
		return fmt.Errorf("%s stands before %s, exact: %v", relation, p.text, exact)
	}
	return nil
}
