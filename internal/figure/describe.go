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
	told := func(at int) string { return spoken(c.Y[at], c.Told(at)) }
	s := fmt.Sprintf("%s %s", count(len(c.X), "value"), reachOf(c.Y, told))
	if c.Name != "" {
		s = c.Name + ", " + s
	}
	if n := len(c.X); n > 1 && c.X[0] < c.X[n-1] {
		s += fmt.Sprintf(", the first %s and the last %s", told(0), told(n-1))
	}
	return s + ", positions " + reachOf(c.X, func(at int) string { return short(c.X[at]) })
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

// reachOf says from where to where values go. Of values that are alike in float64
// the one speaks for all of which most is to be said.
func reachOf(values []float64, told func(at int) string) string {
	at := func(value float64) (s string) {
		for i, v := range values {
			if v == value && len(told(i)) > len(s) {
				s = told(i)
			}
		}
		return s
	}
	lo, hi := slices.Min(values), slices.Max(values)
	if lo == hi {
		return "of " + at(lo)
	}
	return "from " + at(lo) + " to " + at(hi)
}

// spoken is short for a number with what is said beside its float64. A 0 or a 1 that
// is none is almost one.
func spoken(v float64, exact string) string {
	s := short(v)
	if exact == "" && (v == 0 || v == 1 || v == -1) {
		return s
	}
	if (s == "0" || s == "1" || s == "−1") && notebook.PlacesOf(v, exact, 4) != s {
		return "almost " + s
	}
	return s
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
			values = append(values, strings.TrimSpace(b.Series[i]+" "+spoken(v, g.Told(i))))
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
			for i := range m.Rows {
				all.Rows, all.Exact = append(all.Rows, m.Rows[i]), append(all.Exact, toldRow(m, i))
			}
			if m.Name != "" {
				names = append(names, m.Name)
			}
		}
		s := fmt.Sprintf("%s of %s by %s, values %s", count(len(maps), "map"),
			count(len(maps[0].Rows), "row"), count(len(maps[0].Rows[0]), "column"), reachOfMap(all))
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
	s := fmt.Sprintf("%s by %s", count(len(m.Rows), "row"), count(len(m.Rows[0]), "column"))
	if m.Name != "" {
		s = m.Name + ", " + s
	}
	if m.Sparse {
		s += fmt.Sprintf(", %d of %d cells not zero", filled(m), len(m.Rows)*len(m.Rows[0]))
	}
	return s + ", values " + reachOfMap(m)
}

// toldRow is what is said beside the float64s of a row.
func toldRow(m notebook.HeatMap, row int) []string {
	told := make([]string, len(m.Rows[row]))
	for column := range told {
		told[column] = m.Told(row, column)
	}
	return told
}

// reachOfMap is reachOf for the cells of a map.
func reachOfMap(m notebook.HeatMap) string {
	var values []float64
	var exact []string
	for i, row := range m.Rows {
		values, exact = append(values, row...), append(exact, toldRow(m, i)...)
	}
	return reachOf(values, func(at int) string { return spoken(values[at], exact[at]) })
}

// filled is how many cells of a map are not zero.
func filled(m notebook.HeatMap) int {
	n := 0
	for _, row := range m.Rows {
		for _, v := range row {
			if v != 0 {
				n++
			}
		}
	}
	return n
}
