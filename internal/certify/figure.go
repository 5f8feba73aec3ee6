package certify

import (
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
	var texts []plot
	prints := map[string]bool{}
	for _, curve := range f.Curves {
		y, given := c.catalogue.curves[curve.Name]
		if !given {
			for i := range curve.X {
				texts = append(texts, plot{curve.X[i], plotted(curve.X[i])}, plot{curve.Y[i], notebook.Plotted(curve.Y[i], curve.Told(i))})
			}
			continue
		}
		for i, x := range curve.X {
			text := notebook.Plotted(curve.Y[i], curve.Told(i))
			prints[plotted(x)], prints[text] = true, true
			c.add(constants)
			v := y(witness.New(x))
			p, ok := read(text)
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
		c.heatMap(m, prints, &texts)
	}
	if b := f.Bars; b != nil {
		m := notebook.HeatMap{Name: b.Label}
		for _, group := range b.Groups {
			var exact []string
			for i := range group.Values {
				exact = append(exact, group.Told(i))
			}
			m.Rows, m.Exact = append(m.Rows, group.Values), append(m.Exact, exact)
		}
		c.heatMap(m, prints, &texts)
	}
	for _, at := range texts {
		prints[at.text] = true
		p, ok := read(at.text)
		if !ok {
			c.gap(c.line, "figure", "%s in %q", at.text, f.Title)
			continue
		}
		c.value("figure", f.Title, p, "", []float64{at.value}, true)
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
func (c *certifier) heatMap(m notebook.HeatMap, prints map[string]bool, others *[]plot) {
	flat := slices.Concat(m.Rows...)
	var texts []plot
	var cells []printed
	for r, row := range m.Rows {
		for k, v := range row {
			text := notebook.Plotted(v, m.Told(r, k))
			p, _ := read(text)
			texts, cells = append(texts, plot{v, text}), append(cells, p)
		}
	}
	values, given := c.catalogue.grid(m.Name, flat, cells)
	if !given {
		*others = append(*others, texts...)
		return
	}
	if values == nil {
		c.fault(c.line, "figure: the cells of %s are none of the numbers that the chapter's test works out for it", m.Name)
		return
	}
	for i, v := range values {
		prints[texts[i].text] = true
		if p, ok := read(texts[i].text); !ok || p.rounds(v) != nil {
			c.fault(c.line, "figure, %s: %s is printed for %.14s…", m.Name, p.text, v)
		}
		c.add(ownValue)
	}
}

// plotted is how a figure's table prints a number.
func plotted(v float64) string { return notebook.Plotted(v, "") }

// A plot is a number of a figure and how its table prints it.
type plot struct {
	value float64
	text  string
}
