package notebook

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"backprop/internal/cnn"
)

// Bars are numbers under names, to be compared by the lengths of bars. Each
// name has a bar for every series, such as one for each of two settings.
type Bars struct {
	Label  string   // plain text: what is measured, and in which unit
	Series []string // plain text; one empty name where there is one series
	Ways   []Way    `json:",omitempty"` // of the series, or empty
	Groups []BarGroup
}

// A BarGroup is a name with its numbers, one for each series.
type BarGroup struct {
	Name   string // plain text
	Values []float64
	// Exact is what the numbers are where their float64 does not tell, see
	// cnn.Quantity.Exact. Either empty or one for each number.
	Exact []string `json:",omitempty"`
}

// BarsOf compares quantities that have as many elements, element by element. The
// name of a group is a form for its number, such as "class %d".
func BarsOf(label string, series []string, name string, quantities ...cnn.Quantity) *Bars {
	b := &Bars{Label: label, Series: series}
	for i := range quantities[0].Data {
		var numbers []cnn.Real
		for _, q := range quantities {
			numbers = append(numbers, q.Real(i))
		}
		b.Groups = append(b.Groups, GroupOf(fmt.Sprintf(name, i), numbers...))
	}
	return b
}

// GroupOf is a group of numbers, with what is said beside them.
func GroupOf(name string, numbers ...cnn.Real) BarGroup {
	g := BarGroup{Name: name}
	if g.Values, g.Exact = toldAll(numbers); strings.Join(g.Exact, "") == "" {
		g.Exact = nil
	}
	return g
}

// Told is what is said beside a number.
func (g BarGroup) Told(i int) string {
	if i < len(g.Exact) {
		return g.Exact[i]
	}
	return ""
}

// data is the table of the numbers.
func (b *Bars) data() figureData {
	d := figureData{columns: []string{""}}
	for _, s := range b.Series {
		d.columns = append(d.columns, label(s, b.Label))
	}
	if len(b.Series) > 1 {
		d.name = b.Label
	}
	for _, g := range b.Groups {
		row := []string{g.Name}
		for i, v := range g.Values {
			row = append(row, Plotted(v, g.Told(i)))
		}
		d.rows = append(d.rows, row)
	}
	return d
}

func (b *Bars) check() error {
	switch {
	case b.Label == "":
		return errors.New("no label; say what is measured")
	case len(b.Series) == 0 || len(b.Groups) == 0:
		return errors.New("expected at least one series and one group")
	}
	for i, g := range b.Groups {
		name := label(g.Name, fmt.Sprintf("number %d", i))
		if len(g.Values) != len(b.Series) {
			return fmt.Errorf("group %s has %d values; expected %d, one for each series", name, len(g.Values), len(b.Series))
		}
		if n := len(g.Exact); n > 0 && n != len(g.Values) {
			return fmt.Errorf("group %s says of %d values what they are; expected %d", name, n, len(g.Values))
		}
		for _, v := range g.Values {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return fmt.Errorf("group %s: found %v; expected a finite number", name, v)
			}
		}
	}
	return nil
}
