package markup

import (
	"slices"
	"strconv"
	"strings"

	"backprop/internal/notebook"
)

// row is a figure: the tables and operators, every element in full where the
// row has a result, and the caption. The scale is that of its last grid.
func row(r *notebook.Row, last scale, markdown Markdown) string {
	if r.Folded != "" {
		open := *r
		open.Folded = ""
		return "<details class=\"elements\"><summary>" + markdown(r.Folded) + "</summary>\n" + row(&open, last, markdown) + "</details>\n"
	}
	var b strings.Builder
	b.WriteString("<figure class=\"row\">\n<div class=\"operands\">\n")
	from := r.Sources()
	grids, gradients, operator := 0, 0, ""
	for _, step := range steps(r.Items) {
		b.WriteString("<div class=\"step\">\n")
		for _, item := range step {
			if item.Grid == nil {
				operator = item.Operator
				b.WriteString(`<span class="op">` + formula(item.Operator, false) + "</span>\n")
				continue
			}
			s := scale{}
			if grids == len(from)-1 {
				s = last
				s.gradients = grids > 0 && gradients == grids && slices.Contains([]string{"=", `\approx`, `\to`}, operator)
			}
			s.called = called(step)
			grid(&b, item.Grid, s, from[grids])
			grids++
			if backward(item.Grid) {
				gradients++
			}
		}
		b.WriteString("</div>\n")
	}
	b.WriteString("</div>\n")
	var equations []string
	for _, e := range r.Elements() {
		equations = append(equations, equation(e, markdown))
	}
	if len(equations) > 0 {
		b.WriteString("<details class=\"elements\"><summary>Every element in full</summary>\n" + strings.Join(equations, "\n") + "\n</details>\n")
	}
	if r.Caption != "" {
		b.WriteString("<figcaption>" + strings.TrimSpace(markdown(r.Caption)) + "</figcaption>\n")
	}
	b.WriteString("</figure>")
	return b.String()
}

// called is the name that a step gives to its grid, as in X =; "" where it gives none.
func called(step []notebook.Item) string {
	if len(step) > 2 && step[2].Grid != nil && step[1].Operator == "=" {
		return step[0].Operator
	}
	return ""
}

// steps cuts the items of a row behind each grid, so that an operator and the
// grid that it applies to go to the next line together. Operators at the end of
// the row stay with the last grid.
func steps(items []notebook.Item) [][]notebook.Item {
	var steps [][]notebook.Item
	first := 0
	for i, item := range items {
		if item.Grid != nil {
			steps = append(steps, items[first:i+1])
			first = i + 1
		}
	}
	switch rest := items[first:]; {
	case len(rest) == 0:
	case len(steps) == 0:
		steps = append(steps, rest)
	default:
		steps[len(steps)-1] = items[first-len(steps[len(steps)-1]):]
	}
	return steps
}

// sources are two attributes of a cell, which say where its number comes from.
//
// data-from are its terms, in their order, with ";" between them. A term is
// the cells whose numbers are its factors, with " " between them, each as
// GRID:INDEX: the number of its grid in the row, from 0, which the table has
// as data-grid, and the cell's data-at. A term that adds nothing begins with "~".
//
// data-sums are the partial sums after each term that is not 0, each with its
// relation as in "≈ 0.1254" and ";" between them.
func sources(s *notebook.Sources, at int) string {
	if s == nil || s.Terms == nil {
		return ""
	}
	var terms []string
	for _, t := range s.Terms[at] {
		var cells []string
		for _, c := range t.Cells {
			cells = append(cells, strconv.Itoa(c.Grid)+":"+index(c.Index))
		}
		term := strings.Join(cells, " ")
		if t.Idle {
			term = "~" + term
		}
		terms = append(terms, term)
	}
	a := ` data-from="` + strings.Join(terms, ";") + `"`
	if sums := s.Sums[at]; len(sums) > 0 {
		a += ` data-sums="` + strings.Join(sums, ";") + `"`
	}
	return a
}
