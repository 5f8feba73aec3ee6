package tex

import (
	"strings"
	"unicode/utf8"
)

// textScripted writes a base with its scripts. Indices become brackets, as in
// a program: K_{m,n} is K[m,n]. The subscript of an operator and a subscript
// that is a word follow an underscore: Σ_i, x_max.
func textScripted(n scripted, m mode) block {
	base := textNode(n.base, m)
	if n.sup != nil && bindingOf(row{n.base}) < atom && !isBig(n.base) || isRoot(n.base) {
		base = enclose("(", base, ")")
	}
	if n.primes > 0 {
		base = attach(base, line(strings.Repeat(prime, n.primes)), true)
	}
	if n.sub != nil && n.sup != nil && isBig(n.base) {
		sub, sup := textNode(n.sub, tight), textNode(n.sup, tight)
		return attach(base, beside(line("_{"), sub, line(".."), sup, line("}")), false)
	}
	var sub, sup block
	var layer bool // a layer number belongs to the name: K⁽¹⁾[m,n]
	if n.sub != nil {
		sub = textSub(n)
	}
	if n.sup != nil {
		b := textNode(n.sup, tight)
		layer = b.flat() && inParentheses(b.lines[0])
		sup = textSup(b)
	}
	switch {
	case n.sup == nil:
		return attach(base, sub, false)
	case n.sub == nil:
		return attach(base, sup, true)
	case layer:
		return attach(attach(base, sup, true), sub, false)
	}
	return attach(attach(base, sub, false), sup, true)
}

func isRoot(n node) bool {
	_, ok := unwrap(n).(root)
	return ok
}

// attach sets a script to the right of its base: beside the top or the bottom
// line of a tall base.
func attach(base, script block, top bool) block {
	if base.flat() || !script.flat() {
		return beside(base, script)
	}
	column := block{lines: make([]string, len(base.lines)), base: base.base}
	at := len(base.lines) - 1
	if top {
		at = 0
	}
	column.lines[at] = script.lines[0]
	return beside(base, column)
}

func textSub(n scripted) block {
	sub := textNode(n.sub, tight)
	if base, ok := lowered(n, sub); ok {
		return base
	}
	word := isName(n.sub)
	if !word && !takesUnderscore(n.base) {
		return beside(line("["), sub, line("]"))
	}
	if sub.flat() && (word || isToken(n.sub)) && !strings.Contains(sub.lines[0], " ") {
		return line("_" + sub.lines[0])
	}
	return beside(line("_{"), sub, line("}"))
}

// lowered is the subscript of a named operator where it is a number, the base
// of a logarithm: log₂.
func lowered(n scripted, sub block) (block, bool) {
	_, isOperator := unwrap(n.base).(namedOperator)
	if !isOperator || !isNumber(n.sub) {
		return block{}, false
	}
	digits := []rune(sub.lines[0])
	for i, r := range digits {
		if r < '0' || '9' < r {
			return block{}, false
		}
		digits[i] = '₀' + r - '0'
	}
	return line(string(digits)), true
}

// takesUnderscore reports whether a subscript of n is no index: that of an
// operator, of ∇ and ∂, and of a norm.
func takesUnderscore(n node) bool {
	switch v := unwrap(n).(type) {
	case identifier:
		return v.name == "∇" || v.name == "∂"
	case fenced:
		return v.close == "|" || v.close == "‖"
	case *operator:
		return v.symbol.class != closing
	}
	return n.class() == prefixed
}

// isName reports whether a subscript is a word.
func isName(n node) bool {
	switch v := unwrap(n).(type) {
	case textual, namedOperator:
		return true
	case identifier:
		return utf8.RuneCountInString(v.name) > 1
	}
	return false
}

// isToken reports whether a subscript is one letter or number.
func isToken(n node) bool {
	switch unwrap(n).(type) {
	case identifier, number:
		return true
	}
	return false
}

// superscripts are the characters that Unicode has a raised form of, as far
// as terminals' fonts have it too.
var superscripts = map[rune]rune{
	'0': '⁰', '1': '¹', '2': '²', '3': '³', '4': '⁴', '5': '⁵', '6': '⁶',
	'7': '⁷', '8': '⁸', '9': '⁹', '+': '⁺', '−': '⁻', '(': '⁽', ')': '⁾',
	'n': 'ⁿ', 'i': 'ⁱ', '⊤': 'ᵀ',
}

// textSup raises a superscript where every character can be raised, and
// writes it after ^ otherwise.
func textSup(b block) block {
	if !b.flat() {
		return beside(line("^"), enclose("(", b, ")"))
	}
	s := b.lines[0]
	raised := make([]rune, 0, len(s))
	for _, r := range s {
		up, ok := superscripts[r]
		if !ok {
			if width(s) == 1 || inParentheses(s) {
				return line("^" + s)
			}
			return line("^(" + s + ")")
		}
		raised = append(raised, up)
	}
	return line(string(raised))
}

// inParentheses reports whether s is one pair of parentheses and its inside.
func inParentheses(s string) bool {
	if !strings.HasPrefix(s, "(") || !strings.HasSuffix(s, ")") {
		return false
	}
	depth := 0
	for i, r := range s {
		switch r {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 && i < len(s)-1 {
				return false
			}
		}
	}
	return true
}
