package report

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// What of a large array is shown: its first maps, rows and columns.
const (
	wholeCells  = 200 // maps up to this size are shown as they are
	wholeVector = 24
	partMaps    = 2
	partRows    = 6
	partColumns = 6
	partVector  = 12
	longColumn  = 10 // a longer vector is laid out across
)

// Shown are the items of a row that shows an array, and where it is too
// large, of its beginning; rest says what is left out then.
func (r *Report) Shown(q cnn.Quantity) (items []any, rest string) {
	plain := q.Plain()
	name := notebook.TeX(q.Sign, q.Lead()...)
	if r.fits(plain) {
		grid := notebook.Show(q)
		if len(plain) < 3 {
			grid = grid.Named("")
		}
		return []any{name, "=", across(grid)}, ""
	}
	if len(plain) == 1 {
		part := notebook.Vector("", reals(q, 0, partVector))
		return []any{name, "=", across(part)}, r.left(q, fmt.Sprintf("%d of %d numbers", partVector, plain[0]))
	}
	n := len(plain)
	height, width := plain[n-2], plain[n-1]
	maps := len(q.Data) / (height * width)
	rows, columns := min(height, partRows), min(width, partColumns)
	for k := range min(maps, partMaps) {
		part := make([][]cnn.Real, rows)
		for i := range part {
			part[i] = reals(q, (k*height+i)*width, columns)
		}
		items = append(items, notebook.TeX(q.Sign, append(q.Lead(), plain[:n-2].Index(k)...)...), "=", notebook.Matrix("", part))
	}
	thing, down, along := "maps", "rows", "columns"
	switch {
	case n == 4:
		thing = "planes"
	case q.IsFlat():
		thing, down, along = "kernels", "channels", "numbers"
	}
	var of []string
	for _, axis := range []struct {
		part, all int
		thing     string
	}{{min(maps, partMaps), maps, thing}, {rows, height, down}, {columns, width, along}} {
		if axis.part < axis.all {
			of = append(of, fmt.Sprintf("%d of %d %s", axis.part, axis.all, axis.thing))
		}
	}
	return items, r.left(q, strings.Join(of, ", "))
}

// reals are some elements in a row.
func reals(q cnn.Quantity, first, count int) []cnn.Real {
	all := make([]cnn.Real, count)
	for i := range all {
		all[i] = q.Real(first + i)
	}
	return all
}

// across lays a longer vector out as a row.
func across(g notebook.Grid) notebook.Grid {
	if len(g.Shape) == 1 && g.Shape[0] > longColumn {
		return g.AsRow()
	}
	return g
}

func (r *Report) left(q cnn.Quantity, part string) string {
	return fmt.Sprintf("The beginning of %s: %s. All of it: `-only %s`.", q.Plain(), part, q.Place)
}

// values shows an array.
func (r *Report) values(place cnn.Place) {
	items, rest := r.Shown(r.one(r.Quantity(place)))
	if rest != "" {
		r.nb.Captioned(rest, items...)
		return
	}
	r.nb.Row(items...)
}
