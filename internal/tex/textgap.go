package tex

import (
	"strings"
	"unicode/utf8"
)

// edge returns the node at the left or the right edge of n: braces and \class
// are looked through, because a terminal shows neither.
func edge(n node, left bool) node {
	for {
		n = unwrap(n)
		var body row
		switch v := n.(type) {
		case group:
			body = v.body
		case classed:
			body = v.body
		}
		if len(body) == 0 {
			return n
		}
		next := body[len(body)-1]
		if left {
			next = body[0]
		}
		if _, ok := next.(*operator); ok && len(body) == 1 {
			return n // braces make an operand of an operator
		}
		n = next
	}
}

// gap returns how many columns stand between two nodes in a row.
func gap(l, r node, m mode) int {
	lc, rc := l.class(), r.class()
	if isFenced(l) {
		lc = closing
	}
	if isFenced(r) {
		rc = opening
	}
	switch {
	case endsWithSpace(l), startsWithSpace(r):
		return 0
	case rc == punctuation, rc == closing, lc == opening, lc == sign, isColon(r):
		return 0
	case lc == punctuation:
		return unless(m == tight)
	case lc == relation && rc == relation:
		return 0
	case isOperation(lc), isOperation(rc):
		return unless(m == tight)
	case isSnug(l), isSnug(r) && rc == ordinary:
		return 0
	case rc == prefixed:
		return 1
	case lc == prefixed:
		return unless(rc == opening && !hasOperatorScripts(l))
	case rc == sign:
		return 0
	case lc == inner || rc == inner:
		f, ok := l.(fraction)
		return unless(ok && rc == opening && !f.isDerivative())
	case rc == opening:
		return 0
	}
	return operandGap(l, r)
}

// operandGap returns the columns between two factors. Letters stand together,
// as in ab; whatever is longer than a letter stands apart, as in x² y.
func operandGap(l, r node) int {
	for _, n := range []node{l, r} {
		if _, ok := n.(textual); ok {
			return 0
		}
	}
	if _, ok := l.(scripted); ok {
		return 1
	}
	return unless(!isWord(l) && !isWord(r))
}

// isSnug reports whether n is a sign that stands close to its operands: a
// slash, the bar of |x|, a point.
func isSnug(n node) bool {
	op, ok := n.(*operator)
	return ok && op.symbol.class == ordinary
}

// isWord reports whether n is longer than a letter or a number, so that it
// would run together with its neighbour.
func isWord(n node) bool {
	switch v := n.(type) {
	case identifier:
		return utf8.RuneCountInString(v.name) > 1 || strings.Contains("…⋯⋮⋱", v.name)
	case root, braced, boxed:
		return true
	}
	return false
}

// hasOperatorScripts reports whether an operator keeps a distance even to a
// parenthesis: Σ (a + b), max_j (…), but max(0, z).
func hasOperatorScripts(n node) bool {
	_, ok := n.(scripted)
	return ok || isBig(n)
}

func isOperation(c class) bool { return c == binary || c == relation }

func isColon(n node) bool {
	op, ok := n.(*operator)
	return ok && op.text == ":"
}

func startsWithSpace(n node) bool {
	t, ok := n.(textual)
	return ok && strings.HasPrefix(t.text, " ")
}

func endsWithSpace(n node) bool {
	t, ok := n.(textual)
	return ok && strings.HasSuffix(t.text, " ")
}

// unless returns no column if the condition holds, else one.
func unless(condition bool) int {
	if condition {
		return 0
	}
	return 1
}
