package notebook

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/tex"
)

// A Row shows operands and result side by side, as in the formula:
// X ⋆ K + b = Z.
type Row struct {
	Items []Item
	// Caption is a line of Markdown under the row; may be empty.
	Caption string `json:",omitempty"`
	// Folded is what a page shows in place of the row until a reader opens it, a
	// line of Markdown; a terminal shows nothing else of the row. "" for a row
	// that is shown.
	Folded string `json:",omitempty"`
	// Derived says that the derivations of the result follow on their own.
	Derived bool `json:",omitempty"`
}

// An Item of a row is either an operator or a grid.
type Item struct {
	Operator string `json:",omitempty"` // TeX, such as \star or =
	Grid     *Grid  `json:",omitempty"`
}

// Kind is "row".
func (r *Row) Kind() string { return "row" }

// newRow makes a row of quantities, grids, tensors, numbers, and strings,
// which are TeX operators. "=" before a grid that holds a rounded number
// becomes "≈". A grid that follows either is a result and keeps its
// derivations, and so is one behind an arrow that the row's grids lead to, and
// behind the "and" after such a one.
func newRow(items ...any) (*Row, error) {
	row := &Row{}
	for i, item := range items {
		if operator, ok := item.(string); ok {
			row.Items = append(row.Items, Item{Operator: operatorTeX(operator)})
			continue
		}
		g, err := asGrid(item)
		if err != nil {
			return nil, fmt.Errorf("row, item %d: %w", i+1, err)
		}
		row.addGrid(g)
	}
	return row, row.check()
}

// check reports what a row cannot show.
func (r *Row) check() error {
	if len(r.Items) == 0 {
		return errors.New("the row has no items; give it quantities or grids with operators between them")
	}
	for i, item := range r.Items {
		var err error
		if item.Grid != nil {
			err = item.Grid.check()
		} else {
			_, err = tex.Parse(item.Operator)
		}
		if err != nil {
			return fmt.Errorf("row, item %d: %w", i+1, err)
		}
	}
	return errors.Join(checkMarkdown(r.Caption), checkMarkdown(r.Folded))
}

// operatorTeX reads an operator; the signs of computed numbers, such as a
// true minus, are understood.
func operatorTeX(s string) string {
	return strings.TrimSpace(mathSigns(s))
}

// asGrid takes a copy of what a row can show.
func asGrid(item any) (*Grid, error) {
	var g Grid
	switch item := item.(type) {
	case cnn.Quantity:
		g = Show(item)
	case Grid:
		g = item
	case *Grid:
		if item == nil {
			return nil, fmt.Errorf("found a nil grid; expected one that was made")
		}
		g = *item
	case *cnn.Tensor:
		g = Show(cnn.Quantity{Tensor: item})
	case float64:
		g = Grid{Shape: cnn.Shape{}, Values: []float64{item}}
	case int:
		g = Grid{Shape: cnn.Shape{}, Values: []float64{float64(item)}}
	default:
		return nil, fmt.Errorf("found a %T; expected a cnn.Quantity, a Grid, a *cnn.Tensor, a number or a string (an operator in TeX)", item)
	}
	g.hold()
	return &g, nil
}

// addGrid appends a grid and settles the relation before it.
func (r *Row) addGrid(g *Grid) {
	last := len(r.Items) - 1
	result := last >= 0 && (r.Items[last].Operator == "=" || r.Items[last].Operator == `\approx`)
	if !result && !r.leadsTo(g) {
		g.Derivations = nil
	} else if result && g.rounded() && !r.repeats(g) {
		r.Items[last].Operator = `\approx`
	}
	r.Items = append(r.Items, Item{Grid: g})
}

// leadsTo reports whether an arrow stands before a grid, or an "and" that goes
// on with the results behind it, and the row shows what the grid was made of.
func (r *Row) leadsTo(g *Grid) bool {
	last := len(r.Items) - 1
	if last < 1 {
		return false // nothing that it could have been made of
	}
	switch r.Items[last].Operator {
	case `\to`:
	case `\text{and}`:
		if r.Items[last-1].Grid == nil || len(r.Items[last-1].Grid.Derivations) == 0 {
			return false
		}
	default:
		return false
	}
	for _, item := range r.Items {
		if item.Grid != nil && item.Grid.answersFor(g.Derivations) {
			return true
		}
	}
	return false
}

// repeats reports whether a grid holds the same numbers as the only grid
// before it, which it then equals, rounded or not.
func (r *Row) repeats(g *Grid) bool {
	last := len(r.Items) - 1
	return last == 1 && r.Items[0].Grid != nil && slices.Equal(r.Items[0].Grid.Values, g.Values)
}

// foldedBegin begins a row that is folded on a page.
const foldedBegin = "<details class=\"elements\"><summary>"

// HTML is a figure: the tables and operators, every element in full where
// the row has a result, and the caption.
func (r *Row) HTML(markdown Markdown) string {
	if r.Folded != "" {
		open := *r
		open.Folded = ""
		return foldedBegin + markdown(r.Folded) + "</summary>\n" + open.HTML(markdown) + "</details>\n"
	}
	var b strings.Builder
	b.WriteString("<figure class=\"row\">\n<div class=\"operands\">\n")
	sources := r.sources()
	grids := 0
	for _, step := range r.steps() {
		b.WriteString("<div class=\"step\">\n")
		for _, item := range step {
			if item.Grid == nil {
				b.WriteString(`<span class="op">` + texHTML(item.Operator, false) + "</span>\n")
			} else {
				item.Grid.html(&b, sources[grids])
				grids++
			}
		}
		b.WriteString("</div>\n")
	}
	b.WriteString("</div>\n")
	r.elementsHTML(&b, markdown)
	if r.Caption != "" {
		b.WriteString("<figcaption>" + strings.TrimSpace(markdown(r.Caption)) + "</figcaption>\n")
	}
	b.WriteString("</figure>")
	return b.String()
}

// steps cuts the row behind each grid, so that an operator and the grid that
// it applies to go to the next line together. Operators at the end of the row
// stay with the last grid.
func (r *Row) steps() [][]Item {
	var steps [][]Item
	first := 0
	for i, item := range r.Items {
		if item.Grid != nil {
			steps = append(steps, r.Items[first:i+1])
			first = i + 1
		}
	}
	switch rest := r.Items[first:]; {
	case len(rest) == 0:
	case len(steps) == 0:
		steps = append(steps, rest)
	default:
		steps[len(steps)-1] = r.Items[first-len(steps[len(steps)-1]):]
	}
	return steps
}

// result is the place of the last grid.
func (r *Row) result() cnn.Place {
	for _, item := range slices.Backward(r.Items) {
		if item.Grid != nil {
			return item.Grid.Place
		}
	}
	return ""
}

// Elements are the equations of the elements of its results, which a page
// shows with the row; none where they follow on their own.
func (r *Row) Elements() []*Equation {
	if r.Derived {
		return nil
	}
	var equations []*Equation
	for _, item := range r.Items {
		if item.Grid == nil {
			continue
		}
		for _, d := range item.Grid.Derivations {
			if e, err := newDerivation(d, false); err == nil {
				e.network = item.Grid.network
				equations = append(equations, e)
			}
		}
	}
	return equations
}

func (r *Row) elementsHTML(b *strings.Builder, markdown Markdown) {
	var equations []string
	for _, e := range r.Elements() {
		equations = append(equations, e.HTML(markdown))
	}
	if len(equations) > 0 {
		b.WriteString("<details class=\"elements\"><summary>Every element in full</summary>\n" + strings.Join(equations, "\n") + "\n</details>\n")
	}
}
