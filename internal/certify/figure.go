package certify

import (
	"math"
	"slices"
	"strings"

	"backprop/internal/markup"
	"backprop/internal/notebook"
	"backprop/internal/witness"
)

// figure certifies the data of a figure, each number by its float64, and that
// the table under it prints them and nothing else.
func (c *certifier) figure(f *notebook.Figure) {
	c.text("figure caption", f.Caption)
	c.text("figure", f.Title)
	var floats []float64
	prints := map[string]bool{}
	for _, curve := range f.Curves {
		y, given := c.catalogue.curves[curve.Name]
		if !given {
			floats = append(append(floats, curve.X...), curve.Y...)
			continue
		}
		for i, x := range curve.X {
			prints[plotted(x)], prints[plotted(curve.Y[i])] = true, true
			c.add(constants)
			v := y(witness.New(x))
			p, ok := read(plotted(curve.Y[i]))
			if !ok || !agrees(curve.Y[i], v) || p.rounds(v) != nil {
				c.fault(c.line, "figure, curve %s: at %v it is %v, want %.14s…", curve.Name, x, curve.Y[i], v)
			}
			c.add(ownValue)
		}
	}
	for _, m := range f.Maps {
		if m.Sparse {
			continue
		}
		c.heatMap(m, prints, &floats)
	}
	if b := f.Bars; b != nil {
		m := notebook.HeatMap{Name: b.Label}
		for _, group := range b.Groups {
			m.Rows = append(m.Rows, group.Values)
		}
		c.heatMap(m, prints, &floats)
	}
	for _, v := range floats {
		text := plotted(v)
		prints[text] = true
		p, ok := read(text)
		if !ok {
			c.gap(c.line, "figure", "%s in %q", text, f.Title)
			continue
		}
		c.value("figure", f.Title, p, "", []float64{v}, true)
	}
	// Both forms print these and, beside them, indices and counts.
	for _, form := range []string{f.Text(1000), markup.HTML(f, plainMarkdown)} {
		for _, text := range number.FindAllString(form, -1) {
			if p, ok := read(text); ok && !whole(p) && !prints[text] && !strings.Contains(f.Caption+f.Title, text) &&
				!strings.Contains(f.Caption, plainDigits.Replace(text)) {
				c.gap(c.line, "figure", "%s is printed, but no number of %q", text, f.Title)
			}
		}
	}
}

// heatMap certifies a map, or the numbers of bars as one, that the chapter's test works out, or leaves its
// numbers to be found by value.
func (c *certifier) heatMap(m notebook.HeatMap, prints map[string]bool, floats *[]float64) {
	flat := slices.Concat(m.Rows...)
	var cells []printed
	for _, v := range flat {
		p, _ := read(plotted(v))
		cells = append(cells, p)
	}
	values, given := c.catalogue.grid(m.Name, flat, cells)
	if !given {
		*floats = append(*floats, flat...)
		return
	}
	if values == nil {
		c.fault(c.line, "figure: the cells of %s are none of the numbers that the chapter's test works out for it", m.Name)
		return
	}
	for i, v := range values {
		prints[plotted(flat[i])] = true
		if p, ok := read(plotted(flat[i])); !ok || p.rounds(v) != nil {
			c.fault(c.line, "figure, %s: %s is printed for %.14s…", m.Name, p.text, v)
		}
		c.add(ownValue)
	}
}

// plotted is how a figure's table prints a number.
func plotted(v float64) string {
	if v != 0 && math.Abs(v) < 5e-4 {
		return notebook.Power(v)
	}
	return notebook.Num(v)
}
