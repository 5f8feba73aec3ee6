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

// result is the place of the last grid.
func (r *Row) result() cnn.Place {
	for _, item := range slices.Backward(r.Items) {
		if item.Grid != nil {
			return item.Grid.Place
		}
	}
	return cnn.Place{}
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
			if e, err := derivation(d, false); err == nil {
				e.network = item.Grid.network
				equations = append(equations, e)
			}
		}
	}
	return equations
}
