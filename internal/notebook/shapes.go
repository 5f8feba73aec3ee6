package notebook

import "backprop/internal/cnn"

// InState are arrays of which the same is to be said in a table of shapes.
type InState struct {
	state, before string
	arrays        []cnn.Quantity
}

// Given are arrays that the example gives.
func Given(arrays ...cnn.Quantity) InState { return InState{"given", "", arrays} }

// Known are arrays that an earlier chapter has worked out.
func Known(arrays ...cnn.Quantity) InState { return InState{"known", "", arrays} }

// Arriving is the gradient at a layer's output, which the book calls δ.
func Arriving(delta cnn.Quantity) InState {
	return InState{"known", `\delta = `, []cnn.Quantity{delta}}
}

// Wanted are the arrays that the chapter is about.
func Wanted(arrays ...cnn.Quantity) InState { return InState{"wanted", "", arrays} }

// Shapes shows what a chapter has and what it wants, each array by its sign,
// with its shape.
func (nb *Notebook) Shapes(all ...InState) {
	var rows [][]any
	for _, s := range all {
		for _, q := range s.arrays {
			shape := "one number"
			if len(q.Data) != 1 {
				shape = q.Plain().String()
			}
			rows = append(rows, []any{"$" + s.before + TeX(q.Sign) + "$", shape, s.state})
		}
	}
	nb.Table("The shapes", []string{"array", "shape", "state"}, rows)
}
