package tex

import (
	"strings"
	"unicode/utf8"
)

// A style is what surrounds a node on the page.
type style struct {
	display bool // limits stand under and over
	script  bool // operators keep no distance
}

func (s style) inScript() style { return style{script: true} }

// inFraction returns the style of the parts of a fraction: smaller than a
// line's text only where the fraction itself is not displayed.
func (s style) inFraction() style {
	return style{script: s.script || !s.display}
}

// thin is the space that TeX sets around operator names and fractions.
var thin = spaces[","]

// mathRow writes nodes side by side. The browser keeps the distances around
// operators; the thin spaces beside names and fractions, which MathML does
// not know, are put in here.
func mathRow(r row, st style) []*element {
	var out []*element
	var before node
	begins := true // nothing but spaces so far
	for _, n := range r {
		if before != nil && needsThin(inRow(before, false), inRow(n, true), st) {
			out = append(out, mathSpace(thin))
		}
		if op := operatorIn(n); op != nil && op.symbol.class == binary && begins {
			// A continuation line: without its form the browser takes an
			// operator at the start, or behind spaces, for a sign.
			out = append(out, mathNode(n, st, attr{"form", "infix"}))
		} else {
			out = append(out, mathNode(n, st))
		}
		before = n
		begins = begins && n.class() == nothing
	}
	return out
}

// inRow returns the first or the last node that \class gives to the row around
// it.
func inRow(n node, first bool) node {
	for {
		c, ok := n.(classed)
		if !ok || len(c.body) == 0 {
			return n
		}
		n = c.body[len(c.body)-1]
		if first {
			n = c.body[0]
		}
	}
}

// needsThin is TeX's table of spaces between atoms, restricted to the thin
// ones (The TeXbook, chapter 18).
func needsThin(left, right node, st style) bool {
	l, r := left.class(), right.class()
	switch {
	case r == prefixed:
		return l == ordinary || l == closing || l == inner || l == prefixed && !isBig(left)
	case l == prefixed:
		// A big operator keeps its own distance on the right.
		return !isBig(left) && (r == ordinary || r == inner && !isFenced(right))
	case st.script:
		return false
	case l == inner && isFenced(left), r == inner && isFenced(right):
		return false
	case l == inner:
		return r == ordinary || r == opening || r == inner
	case r == inner:
		return l == ordinary || l == closing
	}
	return false
}

func isFenced(n node) bool {
	_, ok := unwrap(n).(fenced)
	return ok
}

func isBig(n node) bool {
	n = unwrap(n)
	if s, ok := n.(scripted); ok {
		n = unwrap(s.base)
	}
	_, ok := n.(bigOperator)
	return ok
}

// mathOne writes a row as one element: itself if it is one, else an mrow.
func mathOne(r row, st style) *element {
	kids := mathRow(r, st)
	if len(kids) == 1 {
		return kids[0]
	}
	return branch("mrow", kids...)
}

// mathNode writes one node as one element. The extra attributes reach the
// operator in it.
func mathNode(n node, st style, extra ...attr) *element {
	switch n := n.(type) {
	case identifier:
		return mathIdentifier(n)
	case number:
		return leaf("mn", n.digits)
	case *operator:
		return mathOperator(n.symbol, st, extra)
	case bigOperator:
		// The thin space on the left is put in only after an operand.
		return leaf("mo", n.math, attr{"lspace", "0"})
	case namedOperator:
		return leaf("mi", n.name, single(n.name)...)
	case textual:
		return leaf("mtext", edgeSpaces(n.text))
	case space:
		return mathSpace(n)
	case fraction:
		in := st.inFraction()
		return branch("mfrac", mathOne(n.over, in), mathOne(n.under, in))
	case root:
		return branch("msqrt", mathRow(n.body, style{script: st.script})...)
	case scripted:
		return mathScripted(n, st, extra)
	case accented:
		mark := leaf("mo", n.mark.math, attr{"stretchy", "false"})
		return branch("mover", mathNode(n.base, style{script: st.script}), mark).set("accent", "true")
	case fenced:
		return mathFenced(n.open, n.close, mathRow(n.body, st))
	case table:
		return mathTable(n, st)
	case braced:
		return mathBraced(n, st)
	case boxed:
		return branch("mrow", mathRow(n.body, st)...).addClass("boxed")
	case classed:
		if len(n.body) == 1 {
			return mathNode(n.body[0], st, extra...).addClass(n.name)
		}
		return branch("mrow", mathRow(n.body, st)...).addClass(n.name)
	case group:
		if len(n.body) == 1 {
			if _, ok := n.body[0].(*operator); ok {
				st = st.inScript() // braces take an operator's distances away
			}
		}
		return mathOne(n.body, st)
	}
	panic("tex: a node without a MathML form")
}

func mathIdentifier(n identifier) *element {
	if n.face == upright {
		if n.name == "∂" || n.name == "∇" {
			// They belong to what follows. As upright identifiers Firefox would
			// set a space between, as behind the name of a function.
			return leaf("mo", n.name, attr{"lspace", "0"}, attr{"rspace", "0"})
		}
		return leaf("mi", n.name, single(n.name)...)
	}
	return leaf("mi", n.name)
}

// single returns what keeps a single character upright, which a browser
// would slant.
func single(name string) []attr {
	if utf8.RuneCountInString(name) == 1 {
		return []attr{{"mathvariant", "normal"}}
	}
	return nil
}

func mathOperator(s symbol, st style, extra []attr) *element {
	mo := leaf("mo", s.math)
	switch s.class {
	case sign:
		mo.set("form", "prefix")
	case opening, closing:
		mo.set("stretchy", "false")
	case ordinary:
		if s.math == "|" || s.math == "‖" {
			mo.set("stretchy", "false")
		}
		mo.set("lspace", "0").set("rspace", "0")
	case binary, relation, punctuation:
		mo.attrs = append(mo.attrs, extra...)
		if s.math == "|" {
			mo.set("stretchy", "false").set("lspace", "0.2778em").set("rspace", "0.2778em")
		} else if st.script {
			mo.set("lspace", "0").set("rspace", "0")
		} else if strings.Contains("⋆⊙∘", s.math) {
			// The browser's own distance is less than that of + and −.
			mo.set("lspace", "0.2222em").set("rspace", "0.2222em")
		}
	}
	return mo
}

// mathSpace writes a space. MathML has no negative width, so the negative
// space has a class: a page gives it its width of −0.1667 em as a margin.
func mathSpace(s space) *element {
	if s.em[0] == '-' {
		return branch("mspace").addClass("negative")
	}
	return branch("mspace").set("width", s.em)
}

// edgeSpaces keeps the first and the last space of a text, which a browser
// would drop.
func edgeSpaces(s string) string {
	const noBreak = "\u00A0"
	if len(s) > 0 && s[0] == ' ' {
		s = noBreak + s[1:]
	}
	if len(s) > 0 && s[len(s)-1] == ' ' {
		s = s[:len(s)-1] + noBreak
	}
	return s
}
