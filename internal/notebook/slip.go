package notebook

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// A Slip is a box "Common mistake": a wrong rule, and the wrong number beside
// the right one.
type Slip struct {
	Mistake string // its name in the catalogue of mistakes; may be empty
	Title   string // Markdown: what people think, in “…”; may be empty
	Belief  string // Markdown: why it is wrong, what to do instead
	Right   *Row   `json:",omitempty"`
	Wrong   *Row   `json:",omitempty"`
}

// newSlip makes the rows of what is right and of what people get, where there
// are any. The “…” with which the text begins is the title.
func newSlip(mistake, text string, right, wrong []any) (*Slip, error) {
	s := &Slip{Mistake: mistake, Belief: withMathSigns(text)}
	if end := strings.Index(s.Belief, "”"); end > 0 && strings.HasPrefix(s.Belief, "“") {
		end += len("”")
		s.Title, s.Belief = strings.Join(strings.Fields(s.Belief[:end]), " "), strings.TrimLeft(s.Belief[end:], " \n")
	}
	var err error
	if len(right) > 0 {
		if s.Right, err = newRow(right...); err != nil {
			return nil, fmt.Errorf("slip: right: %w", err)
		}
	}
	if len(wrong) > 0 {
		if s.Wrong, err = newRow(wrong...); err != nil {
			return nil, fmt.Errorf("slip: wrong: %w", err)
		}
	}
	if s.Right != nil && s.Wrong != nil && sameCells(s.Right, s.Wrong) {
		s.Belief += "\n\n" + tellsNothing
	}
	return s, nil
}

// tellsNothing is added where the reader would compare a box with itself.
const tellsNothing = "With the numbers of this network the wrong rule gives what the right one gives, so they cannot show the mistake."

// sameCells reports whether two rows show the same cells, marks included.
func sameCells(a, b *Row) bool {
	return slices.EqualFunc(a.Items, b.Items, func(x, y Item) bool {
		if x.Grid == nil || y.Grid == nil {
			return x.Grid == y.Grid && x.Operator == y.Operator
		}
		g, h := x.Grid, y.Grid
		return slices.Equal(g.Shape, h.Shape) && slices.Equal(g.Values, h.Values) && slices.Equal(g.Exact, h.Exact) &&
			slices.Equal(g.Labels, h.Labels) && slices.Equal(g.Marks, h.Marks)
	})
}

// Kind is "slip".
func (*Slip) Kind() string { return "slip" }

// Text is the box behind a rule at the left.
func (s *Slip) Text(width int) string {
	title := wrap(calloutTitle("SLIP", textOf(s.Title, math.MaxInt)), width-2)
	parts := []string{strings.Join(title, "\n") + "\n" + textOf(s.Belief, width-2)}
	for _, c := range s.compared() {
		parts = append(parts, c.label+":\n"+indent(c.row.Text(width-4), "  "))
	}
	return indent(strings.Join(parts, "\n\n"), "│ ")
}

// A labelled row is what is right, or what is wrong.
type labelled struct {
	label string
	row   *Row
}

func (s *Slip) compared() []labelled {
	var rows []labelled
	if s.Right != nil {
		rows = append(rows, labelled{"right", s.Right})
	}
	if s.Wrong != nil {
		rows = append(rows, labelled{"wrong", s.Wrong})
	}
	return rows
}

func (s *Slip) check() error {
	if strings.TrimSpace(s.Belief) == "" {
		return errors.New("slip: no text")
	}
	if err := checkInline(s.Title); err != nil {
		return fmt.Errorf("slip: %w", err)
	}
	if err := checkMarkdown(s.Belief); err != nil {
		return fmt.Errorf("slip: %w", err)
	}
	for _, c := range s.compared() {
		if err := check(c.row); err != nil {
			return fmt.Errorf("slip: %s: %w", c.label, err)
		}
	}
	return nil
}
