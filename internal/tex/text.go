package tex

import "strings"

// A mode says how much room operators get in the terminal.
type mode int

const (
	loose mode = iota // a + b
	tight             // a+b, in scripts
)

// textRow writes nodes side by side, level at their baselines.
func textRow(r row, m mode) block { return textRowAfter(nil, r, m) }

// textRowAfter writes a row that continues after the node before, which may
// be nil.
func textRowAfter(before node, r row, m mode) block {
	r = flatten(r)
	var blocks []block
	var small, large int // explicit spaces since the node before
	closely := false     // whether the operator before is set closely
	for i, n := range r {
		if s, ok := n.(space); ok {
			if s.columns > 1 {
				large += s.columns
			} else {
				small = max(small, s.columns)
			}
			continue
		}
		g, isClose := 0, isClosely(r, i)
		if before != nil && !closely && !isClose {
			g = gap(edge(before, false), edge(n, true), m)
		}
		if g = max(g, small) + large; g > 0 {
			blocks = append(blocks, line(strings.Repeat(" ", g)))
		}
		b := textNode(n, m)
		if f, ok := unwrap(n).(fraction); ok && needsParentheses(f, before, after(r, i)) {
			b = enclose("(", b, ")")
		}
		blocks = append(blocks, b)
		before, closely, small, large = n, isClose, 0, 0
	}
	if len(blocks) == 0 {
		return line("")
	}
	return beside(blocks...)
}

// isClosely reports whether node i of the row is a multiplication sign that
// keeps no distance: the dot always, the cross between numbers, as in 5×5.
func isClosely(r row, i int) bool {
	op := operatorIn(r[i])
	if op == nil {
		return false
	}
	switch op.text {
	case "·":
		return true
	case "×":
		return i > 0 && i+1 < len(r) && isNumber(r[i-1]) && isNumber(r[i+1])
	}
	return false
}

func isNumber(n node) bool {
	_, ok := unwrap(n).(number)
	return ok
}

// after returns the node that follows node i, or nil if there is none or a
// wide space comes first.
func after(r row, i int) node {
	for _, n := range r[i+1:] {
		s, ok := n.(space)
		if !ok {
			return edge(n, true)
		}
		if s.columns > 1 {
			return nil
		}
	}
	return nil
}

// textNode writes one node. A space is its row's business.
func textNode(n node, m mode) block {
	switch n := n.(type) {
	case identifier:
		return line(n.name)
	case number:
		return line(n.digits)
	case *operator:
		return line(n.text)
	case bigOperator:
		return line(n.text)
	case namedOperator:
		return line(n.name)
	case textual:
		return line(n.text)
	case space:
		return line(strings.Repeat(" ", n.columns))
	case fraction:
		return textFraction(n, m)
	case root:
		body := textRow(n.body, m)
		if !isLetterOrNumber(n.body) {
			body = enclose("(", body, ")")
		}
		return beside(line(rootSign), body)
	case scripted:
		return textScripted(n, m)
	case accented:
		return textAccented(n, m)
	case fenced:
		return enclose(n.open, textRow(n.body, m), n.close)
	case table:
		return textTable(n, m)
	case braced:
		body := textRow(n.body, m)
		if n.note == nil {
			return body
		}
		return beside(body, line(" "), enclose("(", textNode(n.note, m), ")"))
	case boxed:
		body := textRow(n.body, m)
		if body.flat() {
			body = beside(line(" "), body, line(" "))
		}
		return enclose("[", body, "]")
	case classed:
		return textRow(n.body, m)
	case group:
		return textRow(n.body, m)
	}
	panic("tex: a node without a text form")
}

// textAccented writes an accent over a single letter, and as the name of a
// function over anything longer.
func textAccented(n accented, m mode) block {
	base := textNode(n.base, m)
	if !base.flat() || base.width() != 1 {
		return beside(line(n.mark.name), enclose("(", base, ")"))
	}
	letter := base.lines[0]
	pairs := strings.Fields(n.mark.letters)
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i] == letter {
			return line(pairs[i+1])
		}
	}
	return line(letter + n.mark.combining)
}

func isLetterOrNumber(r row) bool {
	if len(r) != 1 {
		return false
	}
	switch unwrap(r[0]).(type) {
	case identifier, number:
		return true
	}
	return false
}
