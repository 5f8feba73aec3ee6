package tex

import (
	"strings"
	"unicode/utf8"
)

// unbroken is how many columns of its text form a formula may have and stay whole: a
// phone has room for so many beside the edges of a list.
const unbroken = 24

// InLine returns the formula for a line of text, with what opens before it and the
// punctuation behind it, both HTML, which stay on its lines. A formula that is too long
// for a phone is a box of pieces, class "pieces", that is broken only where it is wider
// than the page: before a relation, before a + or − between two terms, or behind a wide
// space, outside of all brackets. TeX breaks a line at the same signs, behind them.
func (f *Formula) InLine(before, after string) string {
	all := pieces(f.body, false)
	for i, piece := range all {
		whole := piece
		if i == 0 {
			whole = before + whole
		}
		if i == len(all)-1 {
			whole += after
		}
		if whole != piece {
			all[i] = `<span class="whole">` + whole + "</span>"
		}
	}
	return together(all)
}

// Displayed returns the formula for lines of its own. It is broken as that of InLine is,
// and sums and fractions have their large form. What stands on its own beside \qquad is a
// box each, so that a page may put one below the other where it is narrow.
func (f *Formula) Displayed() string {
	var b strings.Builder
	for _, part := range f.parts(true) {
		b.WriteString(together(pieces(part, true)))
	}
	return b.String()
}

func together(pieces []string) string {
	if len(pieces) == 1 {
		return pieces[0]
	}
	return `<span class="pieces">` + strings.Join(pieces, "") + "</span>"
}

// pieces are the math elements of a row. One that is short, or has more than one line
// itself, is one piece.
func pieces(r row, display bool) []string {
	cuts := []int{0}
	if text := textRow(r, loose).String(); utf8.RuneCountInString(text) > unbroken && !strings.Contains(text, "\n") {
		cuts = append(cuts, breaks(r)...)
	}
	var all []string
	for i, from := range cuts {
		to := len(r)
		if i+1 < len(cuts) {
			to = cuts[i+1]
		}
		math := &element{name: "math"}
		switch {
		case display && len(cuts) == 1:
			math.set("display", "block")
		case display:
			math.set("displaystyle", "true")
		}
		math.kids = mathRow(r[from:to], style{display: display})
		all = append(all, math.String())
	}
	return all
}

// breaks are the nodes of a row before which a line may be broken.
func breaks(r row) (at []int) {
	depth, begun := 0, false // begun: there is something for the line to end with
	for i, n := range r {
		switch n.class() {
		case opening:
			depth++
		case closing:
			depth--
		case relation:
			if depth == 0 && begun {
				at = append(at, i)
			}
		case binary:
			if op := operatorIn(n); depth == 0 && op != nil && op.symbol.signs() {
				at = append(at, i)
			}
		}
		if between, ok := n.(space); ok && between == spaces["quad"] && depth == 0 && i+1 < len(r) {
			at = append(at, i+1)
		}
		begun = begun || n.class() != nothing
	}
	return at
}
