package site

import (
	"html/template"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
	"backprop/internal/weave"
)

// A stage is a chapter of a worksheet and the quantities that it asks for.
type stage struct {
	entry *entry
	asked []cnn.Quantity
}

// stages are the chapters that compute a quantity of the pass, each with what
// it shows as a result, in reading order. A quantity is asked for once, in the
// first chapter that shows it. A parameter's gradient or new value that no
// chapter shows whole is asked for beside the other one of its layer.
func (c *contents) stages(pass *cnn.Pass) []stage {
	var stages []stage
	taken := map[cnn.Place]bool{}
	for _, e := range c.chapters {
		if e.number < firstStage || e.number > lastStage || e.Failure != "" {
			continue
		}
		s := stage{entry: e}
		for _, shown := range e.Entries {
			for _, q := range results(shown.Output, pass) {
				if !taken[q.Place] {
					taken[q.Place] = true
					s.asked = append(s.asked, q)
				}
			}
		}
		if len(s.asked) > 0 {
			stages = append(stages, s)
		}
	}
	for layer := range pass.Parameters {
		for _, place := range []func(int, string) cnn.Place{cnn.ParameterPlace, cnn.UpdatedPlace} {
			for _, l := range pass.Parameters[layer] {
				if p := place(layer, l.Name); !taken[p] {
					addBeside(stages, pass, p, func(q cnn.Quantity) bool {
						return slices.ContainsFunc(pass.Parameters[layer], func(other cnn.Learned) bool {
							return q.Place == place(layer, other.Name)
						})
					})
				}
			}
		}
	}
	return stages
}

// addBeside puts the quantity of a place behind the first that is akin to it.
func addBeside(stages []stage, pass *cnn.Pass, place cnn.Place, akin func(cnn.Quantity) bool) {
	for i := range stages {
		if at := slices.IndexFunc(stages[i].asked, akin); at >= 0 {
			if q, err := pass.Quantity(place); err == nil {
				stages[i].asked = slices.Insert(stages[i].asked, at+1, q)
			}
			return
		}
	}
}

// results are the quantities of the pass that an output shows whole, as its
// result: grids of a row behind =, ≈ or an arrow, and an equation of a single
// number. A chapter may show another network as well, whose places have the
// same names: its numbers are others.
func results(o notebook.Output, pass *cnn.Pass) []cnn.Quantity {
	var found []cnn.Quantity
	switch o := o.(type) {
	case *notebook.Row:
		for i, item := range o.Items {
			if item.Grid == nil || i == 0 || !slices.Contains([]string{"=", `\approx`, `\to`}, o.Items[i-1].Operator) {
				continue
			}
			if q, ok := quantity(pass, item.Grid.Place); ok && slices.Equal(q.Data, item.Grid.Values) {
				found = append(found, q)
			}
		}
	case *notebook.Equation:
		if q, ok := quantity(pass, o.Place); ok && slices.Equal(q.Data, []float64{o.Value}) && o.Left == notebook.TeX(q.Sign) {
			found = append(found, q)
		}
	}
	return found
}

// quantity is what the pass computed at a place, if it did.
func quantity(pass *cnn.Pass, place cnn.Place) (cnn.Quantity, bool) {
	if place == cnn.ActivationPlace(0) || !slices.Contains(pass.Places(), place) {
		return cnn.Quantity{}, false
	}
	q, err := pass.Quantity(place)
	return q, err == nil
}

// formulasOf are the displayed formulas of the chapter's prose that first
// define one of the quantities; if there is none, the first formula. Only the
// first: a chapter says its formula in short and derives it again, by elements
// or for whole arrays.
func (m manuscript) formulasOf(asked []cnn.Quantity) []template.HTML {
	if m.entry.woven == nil {
		return nil
	}
	var first, needed []template.HTML
	defined := map[cnn.Place]bool{}
	for _, cell := range m.entry.woven.Cells {
		if cell.Kind != weave.Prose {
			continue
		}
		p := m.read(cell.Text, cell.Line)
		_ = ast.Walk(p.doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if d, ok := n.(*displayed); ok && entering {
				formula := template.HTML(p.render(d))
				if len(first) == 0 {
					first = []template.HTML{formula}
				}
				source, before := string(d.Lines().Value(p.source)), len(defined)
				for _, q := range asked {
					if defines(source, q.Sign) {
						defined[q.Place] = true
					}
				}
				if len(defined) > before {
					needed = append(needed, formula)
				}
			}
			return ast.WalkContinue, nil
		})
	}
	if len(needed) == 0 {
		return first
	}
	return needed
}

// defines reports whether a formula, or one of several that stand side by side,
// begins with a sign or an element of it.
func defines(formula string, sign cnn.Sign) bool {
	letter, ends := sign.Letter, "_="
	if sign.Gradient {
		letter, ends = `\frac{\partialL}{\partial`+letter, "_}"
	}
	for _, part := range strings.Split(strings.Join(strings.Fields(formula), ""), `,\qquad`) {
		rest, ok := strings.CutPrefix(part, letter)
		if ok && rest != "" && strings.ContainsAny(rest[:1], ends) && !sign.Updated {
			return true
		}
	}
	return false
}

// blankAnswers is an answers file with null for each number that is asked.
func blankAnswers(stages []stage) []byte {
	var b strings.Builder
	b.WriteString("{")
	for _, s := range stages {
		for _, q := range s.asked {
			if b.Len() > 1 {
				b.WriteString(",")
			}
			b.WriteString("\n  \"" + q.Place.String() + "\": ")
			nulls(&b, q.Plain(), "  ")
		}
	}
	b.WriteString("\n}\n")
	return []byte(b.String())
}

// nulls writes an array of a shape, a row a line.
func nulls(b *strings.Builder, shape cnn.Shape, indent string) {
	switch len(shape) {
	case 0:
		b.WriteString("null")
	case 1:
		b.WriteString("[" + strings.TrimSuffix(strings.Repeat("null, ", shape[0]), ", ") + "]")
	default:
		b.WriteString("[")
		for i := range shape[0] {
			if i > 0 {
				b.WriteString(",")
			}
			b.WriteString("\n" + indent + "  ")
			nulls(b, shape[1:], indent+"  ")
		}
		b.WriteString("\n" + indent + "]")
	}
}
