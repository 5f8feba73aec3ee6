package figure

import (
	"fmt"
	"slices"
	"strings"

	"backprop/internal/notebook"
)

// describe says in a sentence what a figure shows, for a reader who does not
// see it. The numbers themselves stand in the table that the page has.
func describe(f *notebook.Figure) string {
	if len(f.Curves) > 0 {
		return describeCurves(f)
	}
	if f.Bars != nil {
		return describeBars(f.Bars)
	}
	return describeMaps(f.Maps)
}

// describeCurves leaves out a curve that repeats another: the marks on a line.
func describeCurves(f *notebook.Figure) string {
	var parts []string
	for i, c := range f.Curves {
		same := func(d notebook.Curve) bool {
			return d.Name == c.Name && slices.Equal(d.X, c.X) && slices.Equal(d.Y, c.Y)
		}
		if !slices.ContainsFunc(f.Curves[:i], same) {
			parts = append(parts, describeCurve(c))
		}
	}
	return fmt.Sprintf("A plot of %s over %s: %s.",
		axisName(f.Y, "values"), axisName(f.X, "positions"), strings.Join(parts, "; "))
}

func describeCurve(c notebook.Curve) string {
	s := fmt.Sprintf("%s %s", count(len(c.X), "value"), reach(slices.Min(c.Y), slices.Max(c.Y)))
	if c.Name != "" {
		s = c.Name + ", " + s
	}
	if n := len(c.X); n > 1 && c.X[0] < c.X[n-1] {
		s += fmt.Sprintf(", the first %s and the last %s", short(c.Y[0]), short(c.Y[n-1]))
	}
	return s + ", positions " + reach(slices.Min(c.X), slices.Max(c.X))
}

func axisName(a notebook.Axis, fallback string) string {
	name := a.Label
	if name == "" {
		name = fallback
	}
	if a.Log {
		name += " (logarithmic)"
	}
	return name
}

// reach says from where to where values go.
func reach(lo, hi float64) string {
	if lo == hi {
		return "of " + short(lo)
	}
	return "from " + short(lo) + " to " + short(hi)
}

func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// describeBars says every number: there are few.
func describeBars(b *notebook.Bars) string {
	var groups []string
	for _, g := range b.Groups {
		var values []string
		for i, v := range g.Values {
			values = append(values, strings.TrimSpace(b.Series[i]+" "+short(v)))
		}
		groups = append(groups, strings.TrimPrefix(g.Name+": "+strings.Join(values, ", "), ": "))
	}
	return fmt.Sprintf("Bars of %s. %s.", b.Label, strings.Join(groups, "; "))
}

// describeMaps names each map; many of one shape it takes together.
func describeMaps(maps []notebook.HeatMap) string {
	const many = 4
	if len(maps) > many && oneShape(maps) {
		var all notebook.HeatMap
		var names []string
		for _, m := range maps {
			all.Rows = append(all.Rows, m.Rows...)
			if m.Name != "" {
				names = append(names, m.Name)
			}
		}
		lo, hi, _ := extent(all)
		s := fmt.Sprintf("%s of %s by %s, values %s", count(len(maps), "map"),
			count(len(maps[0].Rows), "row"), count(len(maps[0].Rows[0]), "column"), reach(lo, hi))
		if len(names) > 0 {
			s += ": " + strings.Join(names, ", ")
		}
		return s + "."
	}
	var parts []string
	for _, m := range maps {
		parts = append(parts, describeMap(m))
	}
	return "Numbers as tinted cells: " + strings.Join(parts, "; ") + "."
}

func oneShape(maps []notebook.HeatMap) bool {
	for _, m := range maps {
		if len(m.Rows) != len(maps[0].Rows) || len(m.Rows[0]) != len(maps[0].Rows[0]) {
			return false
		}
	}
	return true
}

func describeMap(m notebook.HeatMap) string {
	lo, hi, filled := extent(m)
	s := fmt.Sprintf("%s by %s", count(len(m.Rows), "row"), count(len(m.Rows[0]), "column"))
	if m.Name != "" {
		s = m.Name + ", " + s
	}
	if m.Sparse {
		s += fmt.Sprintf(", %d of %d cells not zero", filled, len(m.Rows)*len(m.Rows[0]))
	}
	return s + ", values " + reach(lo, hi)
}

// extent returns the smallest and the largest value of a map, and how many
// are not zero.
func extent(m notebook.HeatMap) (lo, hi float64, filled int) {
	lo, hi = m.Rows[0][0], m.Rows[0][0]
	for _, row := range m.Rows {
		for _, v := range row {
			lo, hi = min(lo, v), max(hi, v)
			if v != 0 {
				filled++
			}
		}
	}
	return lo, hi, filled
}
