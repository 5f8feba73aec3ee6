package report

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// made shows an array behind what it was made of, or alone if that would be
// too large.
func (r *Report) made(place cnn.Place, from ...any) {
	if !r.fitsBehind(place, from) {
		r.values(place)
		return
	}
	row := make([]any, len(from))
	for i, item := range from {
		row[i] = item
		if operand, ok := item.(cnn.Quantity); ok {
			row[i] = across(notebook.Show(operand))
		}
	}
	r.nb.Row(append(row, across(notebook.Show(r.one(r.Quantity(place)))))...)
}

// fitsBehind reports whether an array stands in one row with what it was made
// of: all of it is shown whole, and each of its elements can be explained.
func (r *Report) fitsBehind(place cnn.Place, from []any) bool {
	for _, item := range from {
		switch item := item.(type) {
		case cnn.Quantity:
			if !r.fits(item.Shape) {
				return false
			}
		case notebook.Grid:
			if !r.fits(item.Shape) {
				return false
			}
		}
	}
	result := r.one(r.Quantity(place))
	return r.fits(result.Shape) && len(notebook.Show(result).Derivations) > 0
}

// fits reports whether an array is shown whole.
func (r *Report) fits(shape cnn.Shape) bool {
	if len(shape.Plain()) == 1 {
		return r.whole || shape.Size() <= wholeVector
	}
	return r.whole || shape.Size() <= wholeCells
}

// forwardRow is what a layer makes its output of, as the chapters write it.
func forwardRow(layer cnn.Layer, x cnn.Quantity, theta []cnn.Quantity) []any {
	switch layer.(type) {
	case cnn.Conv, cnn.Conv1d:
		return []any{x, `\star`, theta[0], "+", theta[1], "="}
	case cnn.ConvTranspose:
		return []any{x, `\text{and}`, theta[0], `\text{and}`, theta[1], `\to`}
	case cnn.Dense:
		return []any{theta[0], `\cdot`, x, "+", theta[1], "="}
	case cnn.Add:
		return []any{x, "+", theta[0], "="}
	}
	k, _ := cnn.KindOf(layer.Op())
	if k.Operator == "" {
		panic("report: row.go does not write a layer of the kind " + layer.Op())
	}
	return []any{k.Operator, x, "="}
}

// inputGradientRow is what the error at the input of a layer is made of: the
// error at its output, and what the slopes are made of.
func inputGradientRow(layer cnn.Layer, x, y, dy cnn.Quantity, theta []cnn.Quantity) []any {
	switch l := layer.(type) {
	case cnn.Conv, cnn.Conv1d:
		return []any{dy, `\text{and}`, theta[0], `\to`}
	case cnn.ConvTranspose:
		return []any{dy, `\star`, theta[0], "="}
	case cnn.Dense:
		return []any{transposed(theta[0]), `\cdot`, dy, "="}
	case cnn.ReLU:
		return []any{dy, `\odot`, gate(x), "="}
	case cnn.ELU:
		return []any{dy, `\text{and}`, x, `\to`}
	case cnn.Add:
		return []any{dy, "="}
	case cnn.Nonlinear:
		for _, f := range l.SlopeFactors(cnn.Link{}, x, y) {
			switch f.Place {
			case x.Place:
				return []any{dy, `\text{and}`, x, `\to`}
			case y.Place:
				return []any{dy, `\text{and}`, y, `\to`}
			}
		}
	}
	return []any{dy, `\to`}
}

// parameterRow is what the gradient of the parameter number j of a layer is
// made of.
func parameterRow(layer cnn.Layer, j int, x, dy cnn.Quantity) []any {
	if j == 1 && dy.IsSequence() {
		return []any{`\sum_{i}`, dy, "="}
	}
	switch l := cnn.OnMaps(layer).(type) {
	case cnn.Conv:
		switch {
		case j == 1:
			return []any{`\sum_{i,j}`, dy, "="}
		case l.Stride != (cnn.Steps{Down: 1, Across: 1}) || l.Window().Reach() != l.Window().Size || l.Parts() > 1:
			return []any{x, `\text{and}`, dy, `\to`}
		}
		return []any{x, `\star`, dy, "="}
	case cnn.ConvTranspose:
		if j == 1 {
			return []any{`\sum_{u,v}`, dy, "="}
		}
		return []any{x, `\text{and}`, dy, `\to`}
	case cnn.Dense:
		if j == 1 {
			return []any{dy, "="}
		}
		return []any{dy, `\cdot`, lying(x), "="}
	}
	panic("no parameters in the layer " + layer.Op())
}

// transposed is W^T, whose cells show the weights.
func transposed(w cnn.Quantity) notebook.Grid {
	out, in := w.Shape[0], w.Shape[1]
	g := notebook.Grid{Name: raised(w), Shape: cnn.Shape{in, out}}
	for j := range in {
		for i := range out {
			g.Values = append(g.Values, w.At(i, j))
		}
	}
	return g.Of(w, func(cell []int) []int { return []int{cell[1], cell[0]} })
}

// lying is f^T, a vector laid out across.
func lying(f cnn.Quantity) notebook.Grid {
	return notebook.Show(f).AsRow().Named(raised(f))
}

// raised is the sign of an array that is transposed.
func raised(q cnn.Quantity) string {
	if q.Sign.Number > 0 || q.Lead() != nil {
		return "(" + notebook.TeX(q.Sign, q.Lead()...) + `)^\top`
	}
	return notebook.TeX(q.Sign) + `^\top`
}

// gate is [Z > 0], whose cells show those of Z.
func gate(z cnn.Quantity) notebook.Grid {
	g := notebook.Grid{
		Name:   "[" + notebook.TeX(z.Sign, z.Lead()...) + " > 0]",
		Shape:  z.Plain(),
		Across: z.IsFlat(),
		Values: make([]float64, len(z.Data)),
	}
	for at, v := range z.Data {
		if v > 0 {
			g.Values[at] = 1
		}
	}
	return g.Of(z, func(cell []int) []int { return append([]int{}, z.Label(z.Offset(cell))...) })
}
