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
	atom                    // a, f(a)
	joined                  // the ∂ of ∂a: it makes no product
)

// bindingOf returns the weakest binding in the row, outside parentheses.
func bindingOf(r row) binding {
	weakest, factors, depth := joined, 0, 0
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
				b := bindingOfNode(n)
				weakest = min(weakest, b)
				if b == atom {
					factors++
				}
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

// bindingOfNode returns the binding that one node of a row asks for.
func bindingOfNode(n node) binding {
	if isBig(n) {
		return sum
	}
	switch v := n.(type) {
	case *operator:
		switch v.symbol.class {
		case opening:
			return atom
		case relation, punctuation:
			return sum
		case sign:
			return product
		case binary:
			if v.text == "·" || v.text == "×" {
				return product
			}
			return sum
		}
		if v.text == "/" {
			return quotient
		}
		return joined
	case identifier:
		if v.name == "∂" || v.name == "∇" {
			return joined
		}
	case textual:
		if strings.Contains(v.text, " ") {
			return sum
		}
	case fraction:
		return quotient
	case braced:
		return product
	case group:
		return bindingOf(v.body)
	}
	return atom
}

func isPostfix(n node) bool {
	op := operatorIn(n)
	return op != nil && (op.text == "!" || op.text == "?")
}
