package report

import (
	"fmt"
	"math"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// Breaks shows the first so many breaks in working order, with what comes
// after each, and what was rounded on the way to them.
func (m *Marking) Breaks(most int) {
	var before []marking.Mistake // the likeliest so far
	known := true                // each break so far has a name
	var rounded []string         // since the last break
	for i, p := range m.Result.Places {
		if p.Verdict == marking.Rounded {
			rounded = append(rounded, fmt.Sprintf("%s (`%s`)", m.name(p.Place), p.Place))
		}
		if !broken(p) {
			continue
		}
		m.rounded(rounded)
		rounded = nil
		if most--; most < 0 {
			break
		}
		m.nb.Markdownf("### %s: %s", m.name(p.Place), strings.Trim(verdicts[p.Verdict], "*"))
		m.described(p)
		m.mistakes(p)
		if p.First != nil {
			offset := p.First.Offset
			if known && len(before) > 0 {
				offset = m.slipped(p, before)
			}
			m.element(p, offset, len(before) > 0)
		}
		m.again(m.Result.Places[i+1:])
		if known = known && len(p.Mistakes) > 0; known {
			for _, name := range p.Mistakes[0] {
				mistake, _ := marking.Find(name)
				before = append(before, mistake)
			}
		}
	}
	m.rounded(rounded)
}

// rounded says of places that their last digits differ, and why.
func (m *Marking) rounded(names []string) {
	if len(names) > 0 {
		m.nb.Markdownf("%s: the last digits differ because numbers were rounded, those that you went on with or those that the network's file gives. Keep one or two more decimals until the end.",
			notebook.Listed(names))
	}
}

// broken reports whether something goes wrong at a place itself.
func broken(p marking.Marked) bool {
	return p.Verdict == marking.Wrong || p.Verdict == marking.Shape
}

// described says what is wrong at a place.
func (m *Marking) described(p marking.Marked) {
	if p.Verdict == marking.Wrong {
		m.counted(p)
		return
	}
	text := fmt.Sprintf("Yours is %s, and it should be %s.", ShapeInWords(p.Found), ShapeInWords(p.Expected))
	if !p.Fits.IsZero() {
		text += fmt.Sprintf(" That is the shape of %s (`%s`).", m.name(p.Fits), p.Fits)
	}
	m.nb.Markdownf("%s", text)
}

// counted says how many numbers of a place are wrong, and that they do not follow
// from earlier ones where the reader gave any.
func (m *Marking) counted(p marking.Marked) {
	given := p.Elements - blanks(p)
	wrong := count(p, marking.Wrong)
	earlier := m.earlier(p.Place)
	some := wrong < given-p.Right
	switch {
	case given == 1 && earlier:
		m.nb.Markdownf("The number is not right, nor does it follow from your own earlier numbers.")
	case given == 1:
		m.nb.Markdownf("The number is not right.")
	case some && earlier:
		m.nb.Markdownf("%d of the %d numbers %s not right and %s not follow from your own earlier numbers. The rest are right, at least up to rounding or from your own numbers.",
			wrong, given, notebook.Plural(wrong, "is", "are"), notebook.Plural(wrong, "does", "do"))
	case some:
		m.nb.Markdownf("%d of the %d numbers %s not right. The rest are right, at least up to rounding.",
			wrong, given, notebook.Plural(wrong, "is", "are"))
	case p.Right == 0 && earlier:
		m.nb.Markdownf("None of the %d numbers is right, nor do they follow from your own earlier numbers.", given)
	case p.Right == 0:
		m.nb.Markdownf("None of the %d numbers is right.", given)
	case earlier:
		m.nb.Markdownf("%d of the %d numbers %s right, but taken together they do not follow from your own earlier numbers either.",
			p.Right, given, notebook.Plural(p.Right, "is", "are"))
	default:
		m.nb.Markdownf("%d of the %d numbers %s right.", p.Right, given, notebook.Plural(p.Right, "is", "are"))
	}
}

// earlier reports whether the reader gave numbers before a place.
func (m *Marking) earlier(place cnn.Place) bool {
	for _, p := range m.Result.Places {
		if p.Place == place {
			return false
		}
		if blanks(p) < p.Elements {
			return true
		}
	}
	return false
}

// mistakes shows up to three sets of mistakes that give the answer, the
// likeliest first.
func (m *Marking) mistakes(p marking.Marked) {
	const most = 3
	if len(p.Mistakes) == 0 && p.First == nil {
		m.nb.Markdownf("No mistake of the catalogue gives an array of this shape.")
		return
	}
	if len(p.Mistakes) == 0 {
		m.nb.Markdownf("No mistake of the catalogue gives these numbers, so compare your working with the element below, term by term.")
		return
	}
	for i, set := range p.Mistakes[:min(most, len(p.Mistakes))] {
		lead := "**Most likely:**"
		switch {
		case len(p.Mistakes) == 1:
			lead = "**Your numbers match**"
		case i > 0:
			lead = "**Or:**"
		}
		var names, instead []string
		for _, name := range set {
			mistake, _ := marking.Find(name)
			names = append(names, "`"+name+"`")
			instead = append(instead, mistake.Instead)
		}
		m.nb.Markdownf("%s %s. %s", lead, strings.Join(names, " together with "), strings.Join(instead, " "))
	}
}

// element works one element out in full.
func (m *Marking) element(p marking.Marked, offset int, later bool) {
	q := m.quantity(p.Place)
	answer, _ := m.answers.At(p.Place)
	name := notebook.TeX(q.Sign, q.Label(offset)...)
	d, err := m.pass.Derive(p.Place, offset)
	if err != nil {
		panic(err) // the place and the offset are the pass's own
	}
	from := ""
	if later {
		from = ", with the right numbers instead of yours"
	}
	wrote := fmt.Sprintf("For $%s$ you wrote %s.", name, written(answer.Numbers[offset]))
	switch {
	case d.Rule == cnn.Given:
		m.nb.Markdownf("%s It is given in the network's file: $%s %s$.", wrote, name, notebook.EqOf(d.Value, d.Exact))
	case len(d.Terms) == 0:
		m.nb.Markdownf("%s No gradient arrives there, so $%s = 0$.", wrote, name)
	case len(d.Terms) > manyTerms:
		m.nb.Markdownf("%s It should be $%s %s$, which has %d terms. [Chapter 18](18-any-network) shows how they add up, with `-only %s`.",
			wrote, name, notebook.EqOf(d.Value, d.Exact), len(d.Terms), p.Place)
	default:
		m.nb.Markdownf("%s Here it is in full%s:", wrote, from)
		m.nb.Derive(q, q.Shape.Index(offset)...)
	}
}

// slipped is the first element of a wrong place that the mistakes before it
// do not explain, or else the first that is not right.
func (m *Marking) slipped(p marking.Marked, before []marking.Mistake) int {
	values, err := marking.Values(m.net, before...)
	if err != nil {
		return p.First.Offset
	}
	answer, _ := m.answers.At(p.Place)
	right, carried := m.quantity(p.Place).Data, values[p.Place].Data
	for i, n := range answer.Numbers {
		unit := math.Pow10(-n.Decimals)
		if p.Cells[i] == marking.Wrong && len(carried) == len(right) && math.Abs(n.Value-right[i]) > 0.5001*unit &&
			math.Abs(n.Value-carried[i]) > 1.0001*unit {
			return i
		}
	}
	return p.First.Offset
}

// again lists what was right from the reader's own numbers, up to the next
// break.
func (m *Marking) again(rest []marking.Marked) {
	var names []string
	for _, p := range rest {
		if broken(p) {
			break
		}
		if p.Verdict == marking.Carried {
			names = append(names, m.name(p.Place))
		}
	}
	if len(names) > 0 {
		m.nb.Markdownf("After that you went on correctly: %s %s right from your own numbers.",
			notebook.Listed(names), notebook.Plural(len(names), "is", "are"))
	}
}

// blanks counts the cells of a place that are left blank.
func blanks(p marking.Marked) int { return count(p, marking.Blank) }

// count counts the cells of a place that have a verdict.
func count(p marking.Marked, verdict marking.Verdict) int {
	cells := 0
	for _, cell := range p.Cells {
		if cell == verdict {
			cells++
		}
	}
	return cells
}

// name is the symbol of an array as a formula.
func (m *Marking) name(place cnn.Place) string {
	return "$" + notebook.TeX(m.quantity(place).Sign) + "$"
}

// quantity is the array at a place that the pass has.
func (m *Marking) quantity(place cnn.Place) cnn.Quantity {
	q, err := m.pass.Quantity(place)
	if err != nil {
		panic(err)
	}
	return q
}

// written is a number as the reader wrote it, with a true minus.
func written(n marking.Number) string { return strings.ReplaceAll(n.Text, "-", "−") }
