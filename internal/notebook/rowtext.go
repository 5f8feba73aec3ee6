package notebook

import "strings"

// rowMargin is how far a row is set in.
const rowMargin = 2

// Text is the row with its operators level with the middles of the matrices.
// What does not fit into the width goes on below, operator first.
func (r *Row) Text(width int) string {
	if r.Folded != "" {
		return textOf(r.Folded, width)
	}
	width -= rowMargin
	margin := strings.Repeat(" ", rowMargin)
	body := flow(rowGap, width, r.blocks(width, rowGap))
	if len(body) > 1 {
		if tight := flow(1, width, r.blocks(width, 1)); len(tight) == 1 {
			body = tight
		}
	}
	parts := []string{indent(strings.Join(body, "\n\n"), margin)}
	if legend := r.legend(); legend != "" {
		parts = append(parts, margin+legend)
	}
	if r.Caption != "" {
		parts = append(parts, indent(textOf(r.Caption, width), margin))
	}
	return strings.Join(parts, "\n")
}

// blocks are the matrices, each with the operators before it, so that the two
// are not torn apart.
func (r *Row) blocks(width, gap int) []textBlock {
	var blocks, operators []textBlock
	for _, item := range r.Items {
		if item.Grid == nil {
			operators = append(operators, lineBlock(texText(item.Operator)))
			continue
		}
		planes := item.Grid.Planes()
		if len(planes) == 0 {
			continue
		}
		cells, power := item.Grid.texts(), item.Grid.Power()
		for _, p := range planes {
			room := width
			if power != 0 {
				operators = append(operators, lineBlock(powerText(power)))
			}
			if len(operators) > 0 {
				room -= beside(gap, operators...).width() + gap
			}
			blocks = append(blocks, beside(gap, append(operators, p.text(cells, room))...))
			operators = nil
		}
	}
	if len(operators) > 0 {
		blocks = append(blocks, beside(gap, operators...))
	}
	return blocks
}

// rowGap is the space around an operator, where there is room for it.
const rowGap = 2

// legend says what the signs beside the numbers mean.
func (r *Row) legend() string {
	var entries []string
	for _, name := range markNames {
		for _, item := range r.Items {
			if item.Grid != nil && containsMark(item.Grid, name) {
				entries = append(entries, marks[name].sign+" "+marks[name].words)
				break
			}
		}
	}
	return strings.Join(entries, "   ")
}

func containsMark(g *Grid, name string) bool {
	for _, m := range g.Marks {
		if m == name {
			return true
		}
	}
	return false
}
