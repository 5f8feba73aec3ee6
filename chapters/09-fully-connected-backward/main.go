// # Fully connected, backward
//
// Each score has its gradient now, but a score was made of weights, a bias and
// features. What does each of the three get?
//
// > [!SHORT]
// > Call the gradient that arrives at the scores
// > $\delta = \partial L/\partial s$. Then
// >
// > $$\frac{\partial L}{\partial W} = \delta \, f^\top, \qquad
// > \frac{\partial L}{\partial c} = \delta, \qquad
// > \frac{\partial L}{\partial f} = W^\top \delta$$
// >
// > Each has the shape of its own array. A weight gets the gradient of the
// > score it feeds times the feature it reads. A bias is added to its score and
// > gets that score's gradient unchanged. A feature feeds every score, so it
// > collects from all of them, each time through the weight that joins the two.
// > Use the weights of the forward pass, not the updated ones.

package main

import (
	_ "embed"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

//go:embed main.go
var source string

//go:embed words.md
var words string

func main() { notebook.Main(source, run) }

func run(nb *notebook.Notebook) error {
	nb.Words(words)
	ex := notebook.Must(nb.Classic())
	f, w, delta := ex.F.Values(), ex.W.Rows(), ex.DS.Values()
	row, column := ex.DS.Farthest(), ex.F.Farthest()

	nb.Strip("f", true)

	// ## What you have and what you want
	//
	// You have the features $f$ and the weights $W$, and from [chapter
	// 08](08-softmax-cross-entropy-backward) the gradient at the scores, called
	// $\delta$ like any gradient that arrives at a layer's output. You want
	// three more gradients, one for each array that the scores were computed
	// from:

	nb.Shapes(notebook.Known(ex.F, ex.W), notebook.Arriving(ex.DS),
		notebook.Wanted(ex.DW, ex.DC, ex.DF))

	// All three can be read off the formula of the scores:
	//
	// $$s_i = \sum_j W_{i,j} \, f_j + c_i$$
	//
	// ## The weights: what arrives times what was read {#the-weights}
	//
	// $W_{i,j}$ appears in the sum of $s_i$ only, where it is multiplied by
	// $f_j$. That factor is its slope, and there is one path to follow:
	//
	// $$\frac{\partial L}{\partial W_{i,j}} = \delta_i \, f_j$$
	//
	// Take the weight between the largest feature and the score whose gradient
	// is farthest from 0.

	nb.Derive(ex.DW, row, column)

	// A column times a row gives a whole table of such products, the **outer
	// product**, with a row for each score and a column for each feature:
	//
	// $$\frac{\partial L}{\partial W} = \delta \, f^\top$$

	nb.Row(ex.DS, `\cdot`, notebook.Show(ex.F).AsRow().Named(`f^\top`),
		"=", ex.DW)

	// ## The biases: the gradient as it arrives {#the-biases}
	//
	// $c_i$ is simply added to $s_i$, so its slope is 1 and it takes the
	// gradient of its score as it is:
	//
	// $$\frac{\partial L}{\partial c} = \delta$$

	nb.DeriveAll(ex.DC)

	// ## The features: a sum over all scores {#the-features}
	//
	// A feature is different, because $f_j$ appears in the sum of *every*
	// score, each time with a weight of its own. It has as many paths to the
	// loss as there are scores, and the paths add:
	//
	// $$\frac{\partial L}{\partial f_j} = \sum_i W_{i,j} \, \delta_i$$

	nb.Derive(ex.DF, column)

	// For all features at once, that is a matrix product:
	//
	// $$\frac{\partial L}{\partial f} = W^\top \delta$$

	nb.Row(notebook.Transposed(ex.W), `\cdot`, ex.DS, "=", ex.DF)

	// ## Why the transpose? {#why-transposed}
	//
	// It is the same table of weights, read in the other direction. Going
	// forward, *row* $i$ collects from all features and makes $s_i$. Backward,
	// *column* $j$ collects from all the scores that $f_j$ has fed. A matrix
	// product runs along rows, so the columns of $W$ are written as the rows of
	// $W^\top$.

	nb.Captioned(nb.Phrase("forward by rows",
		notebook.Let{"row": row}), marked(ex.W, row, all))
	nb.Captioned(nb.Phrase("backward by columns",
		notebook.Let{"column": column}), marked(ex.W, all, column))

	// > [!WHY] Backward is the transpose
	// > None of this is special to fully connected layers. Whenever a step is
	// > linear, a matrix times its input, the gradient goes back through the
	// > transpose of that matrix. Flatten is such a step ([chapter
	// > 10](10-flatten-backward)), and so is the convolution ([chapter
	// > 14](14-convolution-backward-input)). [Chapter
	// > 22](22-backward-is-the-transpose) collects them all.
	//
	// ## A feature that is 0
	//
	// A pooling window in which every cell is 0 gives a feature of 0. The two
	// formulas treat it differently, because $\delta_i \, f_j$ has the feature
	// as a factor and $\sum_i W_{i,j} \, \delta_i$ does not.

	nb.Say(silent(f, ex.DF))

	// Whether such a feature can grow at all is up to ReLU's gate ([chapter
	// 12](12-relu-backward)).
	//
	// ## Old weights or new ones?
	//
	// The old ones. Compute all gradients first and take the step afterward,
	// because the loss came out of the old weights and its gradient has to go
	// back through the same ones.

	late := make([]cnn.Real, len(f))
	for j := range f {
		terms := ex.DS.Reals()
		for i, d := range terms {
			terms[i] = ex.NewW.RealAt(i, j).Times(d)
		}
		late[j] = cnn.SumOf(terms...)
	}

	// What you get otherwise looks almost right:

	nb.Mistake("the new weights",
		notebook.Let{"rate": ex.LearningRate},
		[]any{ex.DF},
		[]any{notebook.Vector(`\partial L/\partial f`, late)})

	// ## If your vectors are rows: NumPy and Keras
	//
	// Keras and much NumPy code keep one *column* of $W$ per score and write
	// vectors as rows, which mirrors every formula and changes no number:

	nb.Table("The same layer in two conventions", []string{"",
		"this book, PyTorch", "NumPy, Keras"}, conventions(ex))

	// > [!NOTE] Several examples at once
	// > The right column also works for a batch. Put one example into each row
	// > of $f$ and of $\delta$, and $f^\top \delta$ adds up the weight
	// > gradients of all examples by itself. For the biases, add up the rows of
	// > $\delta$ ([chapter 21](21-batch) has the numbers).
	//
	// ## The same in code {#the-same-in-loops}
	//
	// In Go one pair of loops is enough: at each weight it stores that weight's
	// gradient and passes the score's gradient on to the feature. In NumPy each
	// of the three is one line.

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

	// ## Common mistakes {#three-wrong-turns}
	//
	// The shapes protect you from both of these until the layer is square, so
	// the second is shown on a layer with two features and two scores.

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

	// In each of them there is one transpose too many or too few.

	square := len(f) == len(delta)
	nb.Mistake("the mirrored product", notebook.Let{
		"shape": ex.W.Shape, "mirrored": cnn.Shape{len(f), len(delta)},
		"so": nb.Phrase(when(square, "equal shapes", "unequal shapes"),
			nil)},
		[]any{ex.DW},
		[]any{notebook.Matrix(`f \, \delta^\top`, swapped).
			Of(ex.DW, func(cell []int) []int {
				return []int{cell[1], cell[0]}
			})})

	so := nb.Phrase("it passes", nil)
	if !square {
		so = nb.Phrase("it does not pass", notebook.Let{
			"features": notebook.Counted(len(f), "number", "numbers"),
			"classes":  len(delta)})
	}
	nb.Mistake("no transpose", notebook.Let{"so": so},
		[]any{notebook.Matrix(`W^\top`, cnn.Transposed(small)), `\cdot`,
			notebook.Vector(`\delta`, d), "=",
			notebook.Vector(`\partial L/\partial f`, right)},
		[]any{notebook.Matrix("W", small), `\cdot`,
			notebook.Vector(`\delta`, d),
			"=", notebook.Vector(`W \delta`, wrong)})

	// ## Exercises {#try-it}

	nb.Ask("a single 1", notebook.Let{"column": column,
		"W": notebook.At(ex.W, 0, column),
		"mistakes": marking.Mistaken(pickRow(ex), cnn.GradientPlace(0),
			column)})
	nb.Ask("the sum of a column", notebook.Let{"column": column,
		"sum": columnSum(ex.DW, column)})
	at := ex.W.Offset([]int{row, column})
	nb.Ask("one step", notebook.Let{"rate": ex.LearningRate,
		"row": row, "column": column,
		"name":  notebook.TeX(ex.NewW.Sign, row, column),
		"new W": notebook.At(ex.NewW, row, column),
		"W":     notebook.At(ex.W, row, column),
		"difference": notebook.Worked(ex.NewW.Real(at),
			notebook.Plus(ex.W.Real(at)), notebook.Minus(
				cnn.Written(ex.LearningRate), ex.DW.Real(at))),
		"mistakes": marking.Mistaken(ex.Network, ex.NewW.Place, row,
			column)})
	nb.Ask("why the transpose", nil)
	nb.Ask("the bug", nil)

	// ## What comes next
	//
	// The weights and biases have all they need, and what travels on is
	// $\partial L/\partial f$. The way back into the pooled map is the subject
	// of [chapter 10](10-flatten-backward).

	return nil
}
