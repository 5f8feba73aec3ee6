package notebook

import (
	"strconv"
	"strings"
)

// texts are the cells for a terminal.
func (g *Grid) texts() []string {
	cells := g.numbers()
	for i, label := range g.Labels {
		cells[i] = texText(label)
	}
	return cells
}

// column is a column of a plane with its marks, padded to one width: numbers
// aligned at the decimal point, labels centred.
func (p Plane) column(cells []string, j int) []string {
	column := make([]string, p.Down)
	before, widest := 0, 0
	for i := range column {
		c := cells[p.At(i, j)]
		before = max(before, columns(wholePart(c)))
		widest = max(widest, columns(c))
	}
	index := 0 // the column's index stands above it
	if p.Columns {
		index = columns(strconv.Itoa(j))
	}
	before = max(before, before+index-widest)
	width := 0
	for i := range column {
		c := cells[p.At(i, j)]
		if len(p.grid.Labels) > 0 {
			column[i] = strings.TrimRight(centred(c, widest), " ")
		} else {
			column[i] = padLeft("", before-columns(wholePart(c))) + c
		}
		column[i] += marks[p.grid.MarkAt(p.At(i, j))].sign
		width = max(width, index, columns(column[i]))
	}
	for i := range column {
		column[i] = padRight(column[i], width)
	}
	return column
}

// wholePart is a number up to its decimal point, or up to what stands there
// in a number of another form.
func wholePart(number string) string {
	if at := strings.IndexAny(number, ".· ⁻⁰¹²³⁴⁵⁶⁷⁸⁹"); at > 0 {
		return number[:at]
	}
	return number
}

// text is the block of a plane: its name and indices above, its rows in
// brackets. Columns that do not fit into the width go on below.
func (p Plane) text(cells []string, width int) textBlock {
	var all [][]string
	for j := range p.Across {
		all = append(all, p.column(cells, j))
	}
	if p.Down == 1 && p.Across == 1 {
		return p.named(lineBlock(strings.TrimSpace(all[0][0])), 0)
	}
	margin := 0
	if p.Rows {
		margin = columns(strconv.Itoa(p.Down-1)) + 1
	}
	var body textBlock
	for from := 0; from < p.Across; {
		to, used := from, margin+3 // the brackets and a space
		for to < p.Across && (to == from || used+1+columns(all[to][0]) <= width) {
			used += 1 + columns(all[to][0])
			to++
		}
		part := p.bracketed(all[from:to], margin, from)
		if from == 0 {
			body = part
		} else {
			body = body.over(part)
		}
		from = to
	}
	return p.named(body, margin)
}

// named puts the name over the cells.
func (p Plane) named(b textBlock, margin int) textBlock {
	if p.Name == "" {
		return b
	}
	name := texText(p.Name)
	w := b.width()
	if free := columns(name) - (w - margin); free > 0 {
		// A wide name needs room on both sides of its cells.
		for i, l := range b.lines {
			b.lines[i] = strings.Repeat(" ", free/2) + l
		}
		w += free
	}
	return b.under(name, margin, w)
}

// bracketed is the rows of some columns, the first of which has the given
// index.
func (p Plane) bracketed(all [][]string, margin, first int) textBlock {
	b := textBlock{middle: p.Down / 2}
	for i := range p.Down {
		var row []string
		for _, column := range all {
			row = append(row, column[i])
		}
		index := ""
		if p.Rows {
			index = padLeft(strconv.Itoa(i), margin-1) + " "
		}
		open, close := bracket(i, p.Down)
		b.lines = append(b.lines, index+open+" "+strings.Join(row, " ")+" "+close)
	}
	if !p.Columns {
		return b
	}
	var indices []string
	for j, column := range all {
		indices = append(indices, centred(strconv.Itoa(first+j), columns(column[0])))
	}
	header := strings.Repeat(" ", margin+2) + strings.Join(indices, " ")
	return textBlock{append([]string{header}, b.lines...), b.middle + 1}
}

// bracket is the piece of a matrix bracket that stands at row i of n.
func bracket(i, n int) (open, close string) {
	switch {
	case n == 1:
		return "[", "]"
	case i == 0:
		return "⎡", "⎤"
	case i == n-1:
		return "⎣", "⎦"
	}
	return "⎢", "⎥"
}
