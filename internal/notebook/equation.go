package notebook

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/tex"
)

// An Equation is symbols = substitution = result, one step a line; a short
// one stands on one line.
type Equation struct {
	Left  string // TeX
	Steps []Step
	// Note is a line of Markdown under the equation, such as how many terms
	// are zero and left out; may be empty.
	Note string `json:",omitempty"`

	// Place and Index say which element of the pass the equation derives,
	// Value what it is; Place is "" for an equation of the text.
	Place cnn.Place `json:",omitzero"`
	Index []int     `json:",omitempty"`
	Value float64   `json:",omitempty"`
	Exact string    `json:",omitempty"` // where the value does not tell; see cnn.Quantity.Exact

	network *cnn.Network // of the pass; not in the record
}

// Network is the network whose pass the equation derives an element of; nil
// for an equation of the text, and for one that was read from a record.
func (e *Equation) Network() *cnn.Network { return e.network }

// A Step is one line of an equation.
type Step struct {
	Relation string // one of = ≈ < > ≤ ≥
	// Terms are TeX. A line breaks between them. A term that continues a sum
	// begins with its sign and a space: "+ 0.5 \cdot 2".
	Terms []string
}

// relations are the signs that a step can begin with, and their TeX.
var relations = []struct{ sign, tex string }{
	{"=", "="}, {"≈", `\approx`}, {"≤", `\le`}, {"≥", `\ge`}, {"<", "<"}, {">", ">"},
}

func relationTeX(sign string) string {
	for _, r := range relations {
		if r.sign == sign {
			return r.tex
		}
	}
	return sign
}

// Kind is "equation".
func (e *Equation) Kind() string { return "equation" }

// newEquation reads an equation of the text: each step begins with its
// relation, as in "= a + b" or "≈ 0.5". The rest is TeX, in which the signs
// of computed numbers, such as a true minus, are understood.
func newEquation(left string, steps ...string) (*Equation, error) {
	e := &Equation{Left: mathSigns(left)}
	for i, s := range steps {
		relation, rest, ok := cutRelation(strings.TrimSpace(s))
		if !ok {
			return nil, fmt.Errorf("equation %q, step %d: %q does not begin with a relation; begin with = or ≈ and a space", left, i+1, s)
		}
		e.Steps = append(e.Steps, Step{relation, splitTerms(mathSigns(rest))})
	}
	return e, e.check()
}

func cutRelation(s string) (relation, rest string, ok bool) {
	for _, r := range relations {
		for _, form := range []string{r.sign, r.tex + "q ", r.tex + " "} {
			if rest, ok := strings.CutPrefix(s, form); ok && strings.TrimSpace(rest) != "" {
				return r.sign, strings.TrimSpace(rest), true
			}
		}
	}
	return "", "", false
}

// check reports TeX that cannot be read.
func (e *Equation) check() error {
	if _, err := tex.Parse(e.Left); err != nil {
		return fmt.Errorf("left side of an equation: %w", err)
	}
	for i, s := range e.Steps {
		if len(s.Terms) == 0 {
			return fmt.Errorf("equation %q, step %d has no terms", e.Left, i+1)
		}
		for _, t := range s.Terms {
			if _, err := tex.Parse(operand(t)); err != nil {
				return fmt.Errorf("equation %q, step %d: %w", e.Left, i+1, err)
			}
		}
	}
	if len(e.Steps) == 0 {
		return fmt.Errorf("equation %q has no steps; give at least one, such as \"= a + b\"", e.Left)
	}
	if _, err := tex.Parse(e.source(pageColumns)); err != nil {
		return fmt.Errorf("equation %q: %w", e.Left, err)
	}
	return checkInline(e.Note)
}

// CutSign splits a term into the sign that joins it to the line so far, and
// the rest. The minus of a number has no space after it.
func CutSign(term string) (sign, rest string) {
	for _, s := range []string{"+", "-", "=", "≈", "≤", "≥", "<", ">"} {
		if rest, ok := strings.CutPrefix(term, s+" "); ok {
			return s, rest
		}
	}
	return "", term
}

func operand(term string) string {
	_, rest := CutSign(term)
	return rest
}

// Text is the equation with its relations aligned. A line that is too long
// breaks before a sign and goes on under its first term; a term that is too long
// there begins further to the left.
func (e *Equation) Text(width int) string {
	left := texText(e.Left)
	if e.tall() {
		return e.withNote(texText(e.aligned(e.lines(width, oneLine, columns))), 0, width)
	}
	at := columns(left) + 1
	var out []string
	for i, l := range e.lines(width, oneLine, columns) {
		line := strings.Repeat(" ", min(at, max(2, width-columns(l.text())))) + l.text()
		switch {
		case i == 0 && at+columns(l.text()) > width:
			out = append(out, left)
		case i == 0:
			line = left + " " + l.text()
		}
		out = append(out, line)
	}
	return e.withNote(strings.Join(out, "\n"), at, width)
}

// withNote puts the note under a text, in parentheses.
func (e *Equation) withNote(text string, at, width int) string {
	if e.Note == "" {
		return text
	}
	note := "(" + strings.TrimSuffix(PlainText(e.Note), ".") + ")"
	if at > width/2 {
		at = 2
	}
	space := strings.Repeat(" ", at)
	return text + "\n" + strings.Join(hang(wrap(note, width-at), space, space), "\n")
}

// pageColumns is how many columns an equation takes on a page at the most.
const pageColumns = 76

// PageLines are the lines of the equation on a page, which breaks them where
// they are too long for it: its steps, or one line of all of them where that
// is short.
func (e *Equation) PageLines() []Step {
	if len(e.Steps) == 0 {
		return nil
	}
	l := e.joined()
	if onPage(texText(e.Left)+" "+l.text()) <= pageColumns {
		return []Step{{l.relation, l.terms}}
	}
	return e.Steps
}

// source is the whole equation as TeX for a page of so many columns.
func (e *Equation) source(width int) string { return e.aligned(e.lines(width, width, onPage)) }

// aligned writes the lines of the equation as TeX.
func (e *Equation) aligned(lines []equationLine) string {
	var rows []string
	for i, l := range lines {
		row := "&" + l.tex()
		if i == 0 {
			row = e.Left + " " + row
		}
		rows = append(rows, row)
	}
	return `\begin{aligned} ` + strings.Join(rows, ` \\ `) + ` \end{aligned}`
}
