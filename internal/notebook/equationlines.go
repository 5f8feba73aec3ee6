package notebook

import (
	"strings"

	"backprop/internal/tex"
)

// oneLine is up to how many columns an equation stands on one line of a
// terminal.
const oneLine = 60

// An equationLine is one line of an equation: a relation, or a continuation.
type equationLine struct {
	relation string // "" where the line goes on
	terms    []string
}

// lines breaks the steps at their terms, so that the equation with its left
// side fits into the width, as the measure counts. All steps stand on one line
// where that takes at most so many columns as one says.
func (e *Equation) lines(width, one int, measure func(string) int) []equationLine {
	if len(e.Steps) == 0 {
		return nil
	}
	at := measure(texText(e.Left)) + 1
	if l := e.joined(); measure(l.text()) <= min(width, one)-at {
		return []equationLine{l}
	}
	var lines []equationLine
	for _, s := range e.Steps {
		line := equationLine{relation: s.Relation}
		used := at + 1
		for i, t := range narrow(s.Terms, width-at-2, measure) {
			w := 1 + measure(termText(t))
			if i > 0 && used+w > width {
				lines = append(lines, line)
				line, used = equationLine{}, at+1
			}
			line.terms = append(line.terms, t)
			used += w
		}
		lines = append(lines, line)
	}
	return lines
}

// narrow breaks products that are too wide for a line.
func narrow(terms []string, width int, measure func(string) int) []string {
	const sign = ` \cdot `
	var out []string
	for _, t := range terms {
		for measure(termText(t)) > width {
			at := -1 // the last place to break at that fits, or else the first
			for i := range t {
				if strings.HasPrefix(t[i:], sign) && balanced(t[:i]) && (at < 0 || measure(termText(t[:i])) <= width) {
					at = i
				}
			}
			if at < 0 {
				break
			}
			out = append(out, t[:at])
			t = strings.TrimSpace(t[at:])
		}
		out = append(out, t)
	}
	return out
}

// balanced reports TeX whose braces and parentheses are closed.
func balanced(s string) bool {
	return strings.Count(s, "{") == strings.Count(s, "}") && strings.Count(s, "(") == strings.Count(s, ")")
}

// joined is all steps on one line.
func (e *Equation) joined() equationLine {
	line := equationLine{relation: e.Steps[0].Relation}
	for i, s := range e.Steps {
		for j, t := range s.Terms {
			if i > 0 && j == 0 {
				t = s.Relation + " " + t
			}
			line.terms = append(line.terms, t)
		}
	}
	return line
}

// text is the line without the left side. A continuation begins under the
// first term.
func (l equationLine) text() string {
	parts := []string{l.relation}
	if l.relation == "" {
		parts[0] = " "
	}
	for _, t := range l.terms {
		parts = append(parts, termText(t))
	}
	return strings.ReplaceAll(strings.Join(parts, " "), ")/ (", ")/(") // a fraction whose two parts fit on the line
}

// tex is the line behind the alignment mark.
func (l equationLine) tex() string {
	parts := []string{relationTeX(l.relation)}
	if l.relation == "" {
		parts[0] = `\quad`
	}
	for _, t := range l.terms {
		sign, rest := CutSign(t)
		if sign == "" {
			parts = append(parts, t)
		} else {
			parts = append(parts, relationTeX(sign), rest)
		}
	}
	return strings.Join(parts, " ")
}

// onPage is about how many columns a text takes on a page, where an index has
// no brackets and is a fifth narrower.
func onPage(text string) int {
	brackets, index := 0, 0
	inside := false
	for _, r := range text {
		switch {
		case r == '[':
			brackets, inside = brackets+1, true
		case r == ']' && inside:
			brackets, inside = brackets+1, false
		case inside:
			index++
		}
	}
	return columns(text) - brackets - index/5
}

// termText is a term with its sign.
func termText(term string) string {
	sign, rest := CutSign(term)
	if sign == "" {
		return texText(term)
	}
	return readable(sign) + " " + texText(rest)
}

// tall reports whether a piece of the equation, such as a matrix, takes
// several lines.
func (e *Equation) tall() bool {
	if strings.Contains(texText(e.Left), "\n") {
		return true
	}
	for _, s := range e.Steps {
		for _, t := range s.Terms {
			if strings.Contains(termText(t), "\n") {
				return true
			}
		}
	}
	return false
}

// splitTerms cuts TeX before each + and − that joins two terms at its
// outermost level. Where a piece would not be TeX of its own, the whole is
// one term.
func splitTerms(s string) []string {
	var terms []string
	depth, start := 0, 0
	operandBefore := false // a sign after an operand joins
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case ' ':
		case '\\':
			name := commandName(s[i:])
			switch name {
			case `\left`, `\begin`:
				depth++
			case `\right`, `\end`:
				depth--
			}
			operandBefore = !infix[name]
			i += len(name) - 1
		case '{', '(', '[':
			depth++
			operandBefore = false
		case '}', ')', ']':
			depth--
			operandBefore = true
		case '+', '-':
			if depth == 0 && operandBefore {
				terms = append(terms, strings.TrimSpace(s[start:i]))
				start = i
			}
			operandBefore = false
		case '=', '<', '>', ',', '*', '/', '^', '_', '&':
			operandBefore = false
		default:
			operandBefore = true
		}
	}
	terms = append(terms, strings.TrimSpace(s[start:]))
	for i := 1; i < len(terms); i++ {
		terms[i] = terms[i][:1] + " " + strings.TrimSpace(terms[i][1:])
	}
	for _, t := range terms {
		if _, err := tex.Parse(operand(t)); err != nil {
			return []string{s}
		}
	}
	return terms
}

// infix are the commands after which a sign belongs to the next operand.
var infix = map[string]bool{
	`\cdot`: true, `\times`: true, `\star`: true, `\odot`: true, `\approx`: true,
	`\le`: true, `\ge`: true, `\ln`: true, `\exp`: true, `\max`: true, `\quad`: true,
}

// commandName is the command that s begins with.
func commandName(s string) string {
	n := 1
	for n < len(s) && ('a' <= s[n] && s[n] <= 'z' || 'A' <= s[n] && s[n] <= 'Z') {
		n++
	}
	return s[:max(n, min(2, len(s)))]
}
