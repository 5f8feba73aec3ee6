package tex

import "strings"

// textFraction writes a fraction on one line, with parentheses only where the
// slash would bind otherwise.
func textFraction(n fraction, m mode) block {
	over, under := textRow(n.over, m), textRow(n.under, m)
	if bindingOf(n.over) < product {
		over = enclose("(", over, ")")
	}
	if bindingOf(n.under) < atom {
		under = enclose("(", under, ")")
	}
	return beside(over, line("/"), under)
}

// isDerivative reports whether the fraction is a derivative, ∂L/∂Z: it reads
// as one sign and needs no parentheses beside a factor.
func (f fraction) isDerivative() bool {
	if len(f.over) == 0 || len(f.under) == 0 {
		return false
	}
	over, ok := edge(f.over[0], true).(identifier)
	return ok && (over.name == "∂" || over.name == "d" && over.face == upright)
}

// needsParentheses reports whether a fraction in a row would bind otherwise
// without them: after a slash, or in front of a factor as in (1/n) x. Both
// neighbours may be nil.
func needsParentheses(f fraction, before, after node) bool {
	if before != nil {
		if op := operatorIn(before); op != nil && op.text == "/" {
			return true
		}
	}
	if after == nil || f.isDerivative() {
		return false
	}
	switch after.class() {
	case ordinary:
		return !isSnug(after) && !startsWithSpace(after)
	case prefixed, opening, inner:
		return true
	}
	return false
}

// A binding says how tightly the parts of a row hold together.
type binding int

const (
	sum      binding = iota // a + b, a = b, Σ a, ln a
	quotient                // a/b
	product                 // ab, −a
	atom                    // a, f(a), ∂a
)

// bindingOf returns the weakest binding in the row, outside parentheses.
func bindingOf(r row) binding {
	weakest, factors, depth := atom, 0, 0
	var open node // a named operator that waits for its parentheses
	for _, n := range flatten(r) {
		n = unwrap(n)
		c := n.class()
		if c == nothing {
			continue
		}
		isOpening := c == opening || isFenced(n)
		if depth == 0 {
			if open != nil && !isOpening {
				return sum
			}
			if !isOpening || open == nil {
				b, counts := bindingOfNode(n)
				weakest = min(weakest, b)
				factors += counts
			}
			if open = nil; c == prefixed {
				open = n
			}
		}
		switch {
		case c == opening:
			depth++
		case c == closing && depth > 0 && !isPostfix(n):
			depth--
		}
	}
	switch {
	case open != nil && len(r) > 1:
		return sum
	case factors > 1:
		return min(weakest, product)
	}
	return weakest
}

// bindingOfNode returns the binding that one node of a row asks for, and how
// many factors it is.
func bindingOfNode(n node) (b binding, factors int) {
	if isBig(n) {
		return sum, 1
	}
	switch v := n.(type) {
	case *operator:
		switch v.symbol.class {
		case opening:
			return atom, 1
		case relation, punctuation:
			return sum, 0
		case sign:
			return product, 0
		case binary:
			if v.text == "·" || v.text == "×" {
				return product, 0
			}
			return sum, 0
		}
		if v.text == "/" {
			return quotient, 0
		}
		return atom, 0
	case identifier:
		if v.name == "∂" || v.name == "∇" {
			return atom, 0
		}
	case textual:
		if strings.Contains(v.text, " ") {
			return sum, 1
		}
	case fraction:
		return quotient, 1
	case braced:
		return product, 1
	case group:
		return bindingOf(v.body), 1
	}
	return atom, 1
}

func isPostfix(n node) bool {
	op := operatorIn(n)
	return op != nil && (op.text == "!" || op.text == "?")
}
