package report

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// Of a batch one example is shown in full, and the sums over all of them. The
// others are folded, up to foldedCells numbers of an array.
const (
	shownExample  = 0
	exampleLetter = "n"
	foldedCells   = 400
	addedExamples = 4 // up to so many are written out where they are added up
)

// one is what is shown of an array: of a batch one example's part.
func (r *Report) one(q cnn.Quantity) cnn.Quantity {
	if r.all {
		return q
	}
	return q.Example(shownExample)
}

// others folds the other examples of an array, or says how to see them.
func (r *Report) others(place cnn.Place) {
	q := r.Quantity(place)
	if r.all || !q.InBatch() || r.net.Batch == 1 {
		return
	}
	name := "$" + notebook.TeX(q.Sign) + "$"
	line := fmt.Sprintf("The other examples have their own %s", name)
	if r.net.Batch == 2 {
		line = fmt.Sprintf("The other example has its own %s", name)
	}
	line += fmt.Sprintf(": `-only %s`.", place)
	if len(q.Data) > foldedCells && !r.whole {
		r.nb.Markdownf("%s", line)
		return
	}
	var items []any
	for n := range r.net.Batch {
		if n != shownExample {
			grid := across(notebook.Show(q.Example(n)))
			grid.Derivations = nil
			items = append(items, grid)
		}
	}
	r.nb.Folded(line, items...)
}

// batchInWords says what a batch is.
func (r *Report) batchInWords() string {
	if r.net.Batch == 1 {
		return "The batch holds a single example, $n = 0$."
	}
	s := fmt.Sprintf("The batch holds %d examples, and each of them goes through the same layers with the same parameters. One of them, $n = %d$, is shown in full.", r.net.Batch, shownExample)
	if r.net.Loss == nil && r.net.Upstream == nil {
		return s
	}
	return s + " What they have in common, the gradients of the parameters, is a sum over all of them."
}

// shareInWords says where the 1/N of a mean loss is; "" without one.
func (r *Report) shareInWords() string {
	if !r.net.Averages() {
		return ""
	}
	return fmt.Sprintf("The loss is the mean over the batch, so each example counts for $%s$ of it. That factor enters here, once, and travels back from here with every gradient.", strings.TrimSpace(batchShare(r.net)))
}

// sumInWords says of the gradient of a layer's first parameter that every
// example contributes to it.
func (r *Report) sumInWords(layer, parameter int) string {
	if r.net.Batch < 2 || parameter > 0 {
		return ""
	}
	return "All examples use the same parameters, so the gradient of a parameter is the sum of what each example contributes."
}

// parameterRow is what the gradient of a layer's parameter is made of: in a batch
// of few examples, what each of them contributes.
func (r *Report) parameterRow(layer, parameter int) []any {
	x, dy := r.Activation(layer), r.Gradient(layer+1)
	of := func(n int) []any {
		return parameterRow(r.net.Layers[layer], parameter, x.Example(n), dy.Example(n))
	}
	if r.net.Batch > addedExamples {
		return []any{x, `\text{and}`, dy, `\to`}
	}
	var row []any
	for n := range r.net.Examples() {
		one := of(n)
		if last := len(one) - 1; n < r.net.Examples()-1 {
			joint := "+"
			if one[last] == `\to` {
				joint = `\text{and}`
			}
			one[last] = joint
		}
		row = append(row, one...)
	}
	return row
}

// overExamples are the indices of a sum, in a batch over its examples too.
func overExamples(q cnn.Quantity, indices ...string) []string {
	if q.Lead() == nil {
		return indices
	}
	return append([]string{exampleLetter}, indices...)
}

// batchShare is the factor 1/N of a mean over a batch; "" without one.
func batchShare(n *cnn.Network) string {
	if !n.Averages() {
		return ""
	}
	return oneOver(n.Batch)
}

// times puts a factor before another, where there is one.
func times(share, factor string) string {
	if share == "" {
		return factor
	}
	return share + `\cdot ` + factor
}
