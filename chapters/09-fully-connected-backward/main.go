// # Fully connected, backward
//
// Each score knows what the loss asks of it. How much of that does each
// weight answer for, and each bias? And what do the features hear of it?

package main

import (
	_ "embed"
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

//go:embed main.go
var source string

func main() { notebook.Main(source, run) }

func run(nb *notebook.Notebook) error {
	ex, err := nb.Classic()
	if err != nil {
		return err
	}
	f, w, delta := ex.F.Values(), ex.W.Rows(), ex.DS.Values()
	row, column := largest(delta), largest(f)

	nb.Strip("f", true)

	// ## What you have and what you want
	//
	// You have the features $f$ and the weights $W$ from the forward pass,
	// and the error $\partial L/\partial s$ from
	// [chapter 08](08-softmax-cross-entropy-backward). It is needed so often
	// that it gets a short name, $\delta$. Three gradients are wanted. Each
	// has the shape of the thing that it belongs to:

	shape := func(q cnn.Quantity) string { return q.Shape.String() }
	nb.Table("The shapes", []string{"array", "shape", "state"}, [][]any{
		{"$f$", shape(ex.F), "known"},
		{"$W$", shape(ex.W), "known"},
		{`$\delta = \partial L/\partial s$`, shape(ex.DS), "known"},
		{`$\partial L/\partial W$`, shape(ex.DW), "wanted"},
		{`$\partial L/\partial c$`, shape(ex.DC), "wanted"},
		{`$\partial L/\partial f$`, shape(ex.DF), "wanted"},
	})

	// The forward pass, once more. Everything here is read off this line:
	//
	// $$s_i = \sum_j W_{i,j} \, f_j + c_i$$
	//
	// ## The weights
	//
	// $W_{i,j}$ stands in one sum only, that of $s_i$, and there it is
	// multiplied by $f_j$. So its slope is $f_j$, and it has one path to the
	// loss:
	//
	// $$\frac{\partial L}{\partial W_{i,j}} = \delta_i \, f_j$$
	//
	// The error of the output it feeds, times the input it reads. In full,
	// for the weight between the largest feature and the score with the
	// largest error:

	nb.Derive(ex.DW, row, column)

	// All weights together: a column times a row gives a table of products,
	// the outer product. Row $i$ belongs to the score $s_i$, column $j$ to
	// the feature $f_j$.
	//
	// $$\frac{\partial L}{\partial W} = \delta \, f^\top$$

	nb.Row(ex.DS, `\cdot`, notebook.Show(ex.F).AsRow().Named(`f^\top`),
		"=", ex.DW)

	// ## The biases
	//
	// $c_i$ stands in the sum of $s_i$ alone, multiplied by 1. So it takes
	// the error as it is:
	//
	// $$\frac{\partial L}{\partial c} = \delta$$

	nb.DeriveAll(ex.DC)

	// ## The features
	//
	// A feature is another case. $f_j$ stands in the sum of *every* score,
	// each time with a weight of its own. It has as many paths to the loss as
	// there are scores, and the paths add:
	//
	// $$\frac{\partial L}{\partial f_j} = \sum_i W_{i,j} \, \delta_i$$
	//
	// In full, for the same feature:

	nb.Derive(ex.DF, column)

	// All features together:
	//
	// $$\frac{\partial L}{\partial f} = W^\top \delta$$

	nb.Row(transposed(w).Of(ex.W, mirrored), `\cdot`, ex.DS, "=", ex.DF)
	nb.DeriveAll(ex.DF)

	// ## Why transposed
	//
	// Nothing is turned around on purpose. It is the same table of weights,
	// read in the other direction. Forward, *row* $i$ makes the score $s_i$:
	// it collects from all features. Backward, *column* $j$ gathers for the
	// feature $f_j$: it collects from all scores that the feature fed. A
	// matrix product always reads rows, so the columns of $W$ are written as
	// the rows of $W^\top$.

	nb.Captioned(fmt.Sprintf(`Forward: row %d of $W$ meets $f$ and makes
$s_{%[1]d}$.`, row), marked(ex.W, row, all))
	nb.Captioned(fmt.Sprintf(`Backward: column %d of $W$ meets $\delta$
and gathers $\partial L/\partial f_{%[1]d}$.`, column),
		marked(ex.W, all, column))

	// ## A feature that is 0
	//
	// A pooling window in which ReLU closed every cell gives the feature 0.
	// The two formulas treat it in different ways. $\delta_i \, f_j$ has the
	// feature as a factor, $\sum_i W_{i,j} \, \delta_i$ has not.

	nb.Markdownf("%s", silent(f, ex.DF))

	// The gradient of such a feature says what the loss would do if the
	// feature grew. Whether it can grow is not settled here. ReLU's gate
	// decides it, in [chapter 12](12-relu-backward).
	//
	// ## The same in loops
	//
	// One pair of loops is enough for all three. Each weight is visited
	// once, takes its own gradient, and passes the error of its output on to
	// its input.

	dW := cnn.Zeros(len(delta), len(f))
	dC, dF := make([]float64, len(delta)), make([]float64, len(f))
	for i := range delta {
		for j := range f {
			dW[i][j] = delta[i] * f[j]
			dF[j] += float64(w[i][j] * delta[i])
		}
		dC[i] = delta[i]
	}
	nb.Check(`loops and engine agree on $\partial L/\partial W$`,
		dW, ex.DW)
	nb.Check(`loops and engine agree on $\partial L/\partial c$`,
		dC, ex.DC)
	nb.Check(`loops and engine agree on $\partial L/\partial f$`,
		dF, ex.DF)

	// ## Three wrong turns
	//
	// Shapes protect you from two of them, but not always. The wrong rules,
	// computed; the middle one on a small layer with two features and two
	// scores:

	swapped := cnn.Zeros(len(f), len(delta))
	for j := range f {
		for i := range delta {
			swapped[j][i] = f[j] * delta[i]
		}
	}

	small := [][]float64{{0.5, -1}, {2, 0.25}}
	d := []float64{0.4, -0.4}
	right, wrong := make([]float64, 2), make([]float64, 2)
	for i := range d {
		for j := range d {
			right[j] += float64(small[i][j] * d[i])
			wrong[i] += float64(small[i][j] * d[j])
		}
	}

	late := make([]float64, len(f))
	for i, row := range ex.NewW.Rows() {
		for j := range row {
			late[j] += float64(row[j] * delta[i])
		}
	}

	// The beliefs behind them, and the numbers that they give:

	nb.Slip("dense-outer-transposed", fmt.Sprintf(`$f \, \delta^\top$ in
place of $\delta \, f^\top$. The products are the same, each in the
mirrored place. $W$ has the shape %s, and this has %s. %s`, ex.W.Shape,
		cnn.Shape{len(f), len(delta)}, when(len(f) == len(delta),
			`These are equal, so nothing complains.`,
			`With as many classes as features nothing would
complain.`)),
		[]any{ex.DW},
		[]any{notebook.Matrix(`f \, \delta^\top`, swapped)})

	nb.Slip("dense-untransposed", fmt.Sprintf(`$W \delta$ in place of
$W^\top \delta$. That treats the error as if it were features and sends
it through the layer once more in the forward direction. In this network
%s`, when(len(f) == len(delta), `the shapes let it pass. The numbers
below are of the small layer.`, fmt.Sprintf(`it cannot be computed: a
row of $W$ has %d numbers and $\delta$ has %d. With as many classes as
features, as in the small layer, it can.`, len(f), len(delta)))),
		[]any{transposed(small), `\cdot`, notebook.Vector(`\delta`, d),
			"=", notebook.Vector(`\partial L/\partial f`, right)},
		[]any{notebook.Matrix("W", small), `\cdot`,
			notebook.Vector(`\delta`, d),
			"=", notebook.Vector(`W \delta`, wrong)})
	nb.Slip("updated-too-early", fmt.Sprintf(`The weights take
their step at once ($\eta = %s$), and the error goes back through the
*new* ones. The loss was computed with the old ones, so its gradient
needs them too. First all gradients of the network, then the step. With
a small $\eta$ the numbers are near enough to look right. For a feature
that is 0 they even are: its weights have not moved.`,
		notebook.Num(ex.LearningRate)),
		[]any{ex.DF},
		[]any{notebook.Vector(`\partial L/\partial f`, late)})

	// ## Try it

	nb.Exercise(notebook.Exercise{
		Question: fmt.Sprintf(`Suppose that $\delta$ is 1 for score
0 and 0 for all others. What is $\partial L/\partial f_{%d}$?`,
			column),
		Answers: []notebook.Answer{{
			Name:  notebook.TeX(ex.DF.Sign, column),
			Value: w[0][column],
			Wrong: marking.Mistaken(pickRow(ex), "gradients/0", column),
		}},
		Hint: `Only one term of the sum is left.`,
		Solution: fmt.Sprintf(`$W_{0,%d} \cdot 1 %s$. Such a $\delta$
picks a whole row: $\partial L/\partial f$ is row 0 of $W$.`,
			column, notebook.Eq(w[0][column])),
	})
	nb.Exercise(notebook.Exercise{
		Question: fmt.Sprintf(`Add up column %d of
$\partial L/\partial W$. Why does it give this number, and what do the
other columns give?`, column),
		Answers: []notebook.Answer{{
			Name:  `\text{sum}`,
			Value: columnSum(dW, column),
		}},
		Hint: `Which factor do all numbers of a column share?`,
		Solution: `Column $j$ is $f_j \, \delta$, so it sums to $f_j$
times the sum of $\delta$. After softmax and cross entropy that sum is
0. So every column sums to 0: what the weights of one class gain from a
feature, those of the others lose.`,
	})
	nb.Exercise(notebook.Exercise{
		Question: fmt.Sprintf(`Take one step of gradient descent with
$\eta = %s$. What is $W_{%d,%d}$ afterward?`,
			notebook.Num(ex.LearningRate), row, column),
		Answers: []notebook.Answer{{
			Name:  notebook.TeX(ex.NewW.Sign, row, column),
			Value: ex.NewW.At(row, column),
			Wrong: marking.Mistaken(ex.Network, ex.NewW.Place,
				row, column),
		}},
		Hint: `Against the gradient: minus $\eta$ times the slope.`,
		Solution: fmt.Sprintf(`$%s - %s \cdot (%s) %s$.`,
			notebook.Num(w[row][column]), notebook.Num(ex.LearningRate),
			notebook.Places(dW[row][column], 6),
			notebook.Eq(ex.NewW.At(row, column))),
	})

	// ## What comes next
	//
	// The weights and biases have what they need for their step. The error
	// goes on: $\partial L/\partial f$ is a vector and has to find its way
	// back into the pooled map. That is [chapter 10](10-flatten-backward).

	return nil
}
