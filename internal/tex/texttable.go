package tex

import "strings"

// textTable writes an environment as lines: columns aligned, each row level
// at its baseline. A matrix of one row is one line, (a b c).
func textTable(t table, m mode) block {
	cells := make([][]block, len(t.rows))
	var widths []int
	for i, r := range t.rows {
		for j, c := range r {
			b := textCell(t.env, c, j, m)
			cells[i] = append(cells[i], b)
			if j == len(widths) {
				widths = append(widths, 0)
			}
			widths[j] = max(widths[j], b.width())
		}
	}
	apart := columnGap(t.env, cells)
	rows := make([]block, len(cells))
	height := 0
	for i, r := range cells {
		var parts []block
		for j, w := range widths {
			c := line("")
			if j < len(r) {
				c = r[j]
			}
			if g := apart(j); j > 0 && g > 0 {
				parts = append(parts, line(strings.Repeat(" ", g)))
			}
			parts = append(parts, c.pad(w, t.env.align(j)))
		}
		rows[i] = beside(parts...)
		height += len(rows[i].lines)
	}
	return enclose(t.env.open, stack(rows, (height-1)/2), t.env.close)
}

// textCell writes a cell. An odd cell of aligned lines goes on where the cell
// before it ended, so its first operator keeps its distance.
func textCell(env environment, c row, j int, m mode) block {
	if env.name == "aligned" && j%2 == 1 {
		return textRowAfter(group{}, c, m)
	}
	return textRow(c, m)
}

// columnGap returns the number of columns of text in front of cell j.
func columnGap(env environment, cells [][]block) func(j int) int {
	switch {
	case env.name == "aligned":
		return func(j int) int { return 3 * (1 - j%2) }
	case env.name == "cases":
		return func(int) int { return 3 }
	case len(cells) == 1 && !anySpace(cells[0]):
		return func(int) int { return 1 }
	}
	return func(int) int { return 2 }
}

func anySpace(cells []block) bool {
	for _, c := range cells {
		if !c.flat() || strings.Contains(c.lines[0], " ") {
			return true
		}
	}
	return false
}
