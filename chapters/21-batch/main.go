// # A batch
//
// Training shows a network several examples at once. What happens to the
// gradients then, where does the factor $1/N$ belong, and how does a gradient
// get back through batch normalization?
//
// > [!SHORT]
// > In a **batch** every activation, and its gradient, gets one more axis in
// > front, for the examples. The gradient of each example goes back by itself,
// > as it would without the others. The examples meet only in the parameters,
// > which all of them use, and there their gradients add. With one example per
// > row of $F$ and of $\Delta = \partial L/\partial S$:
// >
// > $$\frac{\partial L}{\partial W} = \Delta^\top F, \qquad
// > \frac{\partial L}{\partial c} = \sum_k \Delta_k, \qquad
// > \frac{\partial L}{\partial F} = \Delta \, W$$
// >
// > Row $k$ of $\Delta$ is $\Delta_k$. If the loss is the *mean* over the $N$
// > examples, the factor $1/N$ is in $\Delta = (p - y)/N$ from the start, and
// > nothing is divided again.

package main

import (
	_ "embed"
	"math"

	"backprop/internal/cnn"
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
	mean := notebook.Must(batchOf(ex, cnn.MeanOfBatch))
	sum := notebook.Must(batchOf(ex, cnn.SumOfBatch))
	f, s, y := mean.F.Rows(), mean.S.Rows(), mean.Y.Rows()
	w, c := ex.W.Rows(), ex.C.Values()
	row, column := strongest(mean.DS), 0

	// ## What you have and what you want
	//
	// You have two examples, which is enough for a batch. The first is the
	// image of this book, and the second is its mirror image with another class
	// for its target:

	nb.Row(mean.X, `\text{with}`, mean.Y)

	// Both go through the same network, so there is only one set of parameters,
	// and its gradients are what you want. Whatever is computed from the
	// examples, however, exists once per example, so each of those arrays gets
	// an axis in front that counts the examples:

	nb.Shapes(notebook.Known(mean.X, mean.Z, mean.F, mean.S),
		notebook.Wanted(mean.DK, mean.DW, mean.DC))

	// Up to the features $f$ each example is a forward pass of its own. From
	// there on this chapter writes a capital letter for what it stacks: $F$
	// holds the features of both examples, one example per row, and $S$ their
	// scores. A single number keeps its small letter, with the example first,
	// so $s_{k,i}$ is score $i$ of example $k$, and both count from 0.
	//
	// ## Forward: one row per example
	//
	// For one example the scores were $W f + c$ with $f$ as a column. Now the
	// features lie in rows, so the product is written the other way round, with
	// the weights transposed:
	//
	// $$S = F \, W^\top + c$$
	//
	// The same biases are added to every row, which NumPy and PyTorch call
	// **broadcasting**. Here is a score of the second example in full:

	nb.Derive(mean.S, 1, row)

	// And all of them:

	nb.Row(notebook.Show(mean.F).Named("F"), `\to`,
		notebook.Show(mean.S).Named("S"))

	// No score depends on the other example, because row $k$ of $S$ is computed
	// from row $k$ of $F$ and no other.
	//
	// ## One loss for two examples
	//
	// A gradient is the gradient of one number, so the losses of the examples
	// have to be combined into one. Nearly always that is their mean:

	nb.Derive(mean.L)

	// Now take the gradient of this $L$ at the scores. The loss of each example
	// alone has the gradient $p - y$, by [chapter
	// 08](08-softmax-cross-entropy-backward), and $1/N$ of it goes into the
	// mean:
	//
	// $$\Delta = \frac{\partial L}{\partial S} = \frac{p - y}{N}$$

	nb.Row(mean.Prob, `\text{and}`, mean.Y, `\to`,
		notebook.Show(mean.DS).Named(`\Delta`))

	// This is the only place where the number of examples appears. Everything
	// after it multiplies and adds what is in $\Delta$, so the $1/N$ is in
	// every later gradient already.
	//
	// ## The weights: the examples add {#the-weights}
	//
	// Both examples used the same weights. That makes $W_{i,j}$ a number with
	// two paths to the loss, one through each example, and paths add:
	//
	// $$\frac{\partial L}{\partial W_{i,j}} =
	//   \sum_k \Delta_{k,i} \, F_{k,j}$$

	nb.Derive(mean.DW, row, column)

	// Each example contributes an outer product, as in [chapter
	// 09](09-fully-connected-backward). Here are both before anything is
	// divided, each the gradient of its own loss, and their sum:

	first := notebook.Must(alone(mean, 0))
	second := notebook.Must(alone(mean, 1))
	nb.Row(notebook.Show(first.DW).Named(`\text{first}`), "+",
		notebook.Show(second.DW).Named(`\text{second}`), "=",
		notebook.Show(sum.DW).Named(`\text{sum}`))

	// The gradient of the mean is that sum divided by $N$:

	nb.Row(mean.DW)

	// The matrix product $\Delta^\top F$ computes it at once, because it sums
	// over the axis of the examples and the $1/N$ is in $\Delta$ already.
	//
	// ## The biases: what was broadcast is added up {#the-biases}
	//
	// On the way forward one $c_i$ was copied into every row, so on the way
	// back it collects the gradients of all those copies:
	//
	// $$\frac{\partial L}{\partial c_i} = \sum_k \Delta_{k,i}$$

	nb.Derive(mean.DC, row)

	// In NumPy that is a sum over axis 0. The same holds wherever an array is
	// broadcast: a copy forward is a sum backward.
	//
	// ## The features: nothing is added {#the-features}
	//
	// A feature belongs to one example, so only that example's row of $\Delta$
	// comes back to it:
	//
	// $$\frac{\partial L}{\partial F} = \Delta \, W$$

	nb.Derive(mean.DF, 1, column)

	// From here the gradient runs back through flatten, pooling and ReLU for
	// each example by itself. Each has winners and gates of its own, and those
	// of one must not be used for another:

	nb.Row(mean.DZ)

	// ## The kernel: examples and places
	//
	// The kernel was used at every place of every example, so its gradient
	// collects from all of them, in one sum over three indices:
	//
	// $$\frac{\partial L}{\partial K_{m,n}} = \sum_{k,i,j}
	//   \frac{\partial L}{\partial Z_{k,i,j}} \, X_{k,i+m,j+n}$$

	nb.Derive(mean.DK, 0, 0)

	// That is not a new rule. The places of one image add up because they share
	// the kernel, and examples add up for the same reason.
	//
	// ## The same in code {#the-same-in-loops}
	//
	// One more loop around the loops of chapter 09, and `+=` where there was an
	// `=`:

	dW := cnn.Zeros(len(c), len(f[0]))
	dC := make([]float64, len(c))
	dF := cnn.Zeros(len(f), len(f[0]))
	for k := range f {
		p := softmax(s[k])
		for i := range p {
			delta := (p[i] - y[k][i]) / float64(len(f))
			dC[i] += delta
			for j := range f[k] {
				dW[i][j] += float64(delta * f[k][j])
				dF[k][j] += float64(delta * w[i][j])
			}
		}
	}
	nb.Check(`loops and engine agree on $\partial L/\partial W$`,
		dW, mean.DW)
	nb.Check(`loops and engine agree on $\partial L/\partial c$`,
		dC, mean.DC)
	nb.Check(`loops and engine agree on $\partial L/\partial F$`,
		dF, mean.DF)

	// ## Where does the 1/N go? {#mean-or-sum}
	//
	// It belongs in the loss, if the loss is a mean, and nowhere else. If you
	// add up the losses of the examples instead of averaging them, every
	// gradient is $N$ times as large:

	nb.Row(notebook.Show(sum.DC).
		Named(`\partial L/\partial c \text{, sum}`), `\text{and}`,
		notebook.Show(mean.DC).
			Named(`\partial L/\partial c \text{, mean}`))

	// Both are right, each for its own loss. The mean is the usual choice (and
	// PyTorch's default, `reduction="mean"`), because then the gradients do not
	// grow with the size of the batch.
	//
	// The trouble starts when a program mixes them, because it reports the mean
	// of the losses but adds gradients that were never divided, or divides
	// $\Delta$ and later takes a mean over the examples once more. The rule is
	// the same if you collect the gradients of several small batches before one
	// step (**gradient accumulation**): decide what the one loss is, and divide
	// once.
	//
	// ## Common mistakes
	//
	// All three give arrays of the right shape, and the loss may fall in spite
	// of them, which is why they can go unnoticed for so long.

	nb.Mistake("not averaged", nil, []any{mean.DW}, []any{sum.DW})
	nb.Mistake("averaged twice", nil,
		[]any{mean.DW}, wrong(half(mean.DW)))
	nb.Mistake("one example", nil,
		[]any{mean.DW}, []any{second.DW})

	// ## Batch normalization: examples that meet
	//
	// There is one layer in which the examples of a batch do meet. **Batch
	// normalization** takes the numbers $x_k$ of one
	// [channel](17-channels-padding-stride) over the whole batch, subtracts
	// their mean $\mu$ and divides by their standard deviation $\sigma$, the
	// root of the variance $\sigma^2$. Whatever comes in, the result $\hat x$
	// has mean 0 and deviation 1. Two parameters, the scale $\gamma$ and the
	// shift $\beta$, then let the network learn any other mean and deviation:
	//
	// $$\mu = \frac{1}{N} \sum_k x_k, \qquad
	//   \sigma^2 = \frac{1}{N} \sum_k (x_k - \mu)^2$$
	//
	// $$\hat x_k = \frac{x_k - \mu}{\sigma}, \qquad
	//   a_k = \gamma \, \hat x_k + \beta$$
	//
	// Programs add a tiny number to $\sigma^2$, so that they never divide by 0.
	// It is left out here to keep the numbers short. In a convolutional network
	// $k$ runs over all examples *and* all places of a map. Four examples with
	// one number each are enough to see how it works:

	norm := notebook.Must(normalized())
	x, count := norm.X.Values(), float64(len(norm.X.Values()))
	mu, variance := 0.0, 0.0
	for _, v := range x {
		mu += v / count
	}
	for _, v := range x {
		variance += float64((v-mu)*(v-mu)) / count
	}
	sigma := math.Sqrt(variance)
	hat := make([]float64, len(x))
	for k, v := range x {
		hat[k] = (v - mu) / sigma
	}
	nb.Say("mean and deviation", notebook.Let{"mean": mu,
		"variance": variance, "deviation": sigma,
		"gamma": scale, "beta": shift})
	nb.Row(norm.X, `\to`, notebook.Vector(`\hat x`, hat), `\to`, norm.Y)

	// ## Three paths back {#three-paths}
	//
	// $\gamma$ and $\beta$ are a weight and a bias that all examples share, so
	// their gradients are sums again. With $\delta = \partial L/\partial a$ for
	// the gradient that arrives at the output:
	//
	// $$\frac{\partial L}{\partial \gamma} = \sum_k \delta_k \hat x_k, \qquad
	//   \frac{\partial L}{\partial \beta} = \sum_k \delta_k$$

	nb.Row(notebook.Show(norm.DY).Named(`\delta`), `\text{and}`,
		notebook.Vector(`\hat x`, hat))
	nb.Derive(norm.DGamma, 0)
	nb.Derive(norm.DBeta, 0)

	// An input $x_k$ has three paths to the output: its own numerator, the
	// mean, which is subtracted from every example, and the deviation, by which
	// every example is divided. Follow each path and add.
	//
	// **Itself.** In its own numerator $x_k$ is divided by $\sigma$ and
	// multiplied by $\gamma$, so this path contributes
	// $\frac{\gamma}{\sigma} \delta_k$.
	//
	// **The mean.** When $\mu$ rises, every $\hat x$ falls, with slope
	// $-1/\sigma$, so the $\delta$ of all examples add up, which makes
	// $\partial L/\partial\beta$ again. And $\mu$ depends on $x_k$ with slope
	// $1/N$:
	//
	// $$\frac{\partial L}{\partial \mu} =
	//   -\frac{\gamma}{\sigma} \, \frac{\partial L}{\partial \beta},
	//   \qquad \frac{\partial \mu}{\partial x_k} = \frac{1}{N}$$
	//
	// **The deviation.** When $\sigma$ rises, each $\hat x$ shrinks in
	// proportion to itself, with slope $-\hat x/\sigma$, so the sum over all
	// examples is that of $\partial L/\partial\gamma$. And the farther $x_k$ is
	// from the mean, the more it changes $\sigma$. (That $\mu$ is in $\sigma$
	// too makes no difference, because the distances from the mean add up to
	// 0.)
	//
	// $$\frac{\partial L}{\partial \sigma} =
	//   -\frac{\gamma}{\sigma} \, \frac{\partial L}{\partial \gamma},
	//   \qquad \frac{\partial \sigma}{\partial x_k} = \frac{\hat x_k}{N}$$

	delta, dGamma, dBeta := norm.DY.Values(), 0.0, 0.0
	for k, d := range delta {
		dGamma += float64(d * hat[k])
		dBeta += d
	}
	paths := make([][3]float64, len(x))
	for k, d := range delta {
		slope := scale / sigma
		paths[k] = [3]float64{slope * d, -slope * dBeta / count,
			-slope * dGamma * hat[k] / count}
	}
	nb.Table("What comes back to each example, path by path",
		[]string{"$k$", "itself", "the mean", "the deviation",
			"$\\partial L/\\partial x_k$"}, pathRows(paths))
	nb.Check("the three paths add up to the engine's gradient",
		added(paths), norm.DX.Values())

	// In one line, which is the form that programs use, the three paths are
	//
	// $$\frac{\partial L}{\partial x_k} = \frac{\gamma}{\sigma} \left(
	//   \delta_k - \frac{1}{N} \frac{\partial L}{\partial \beta} -
	//   \frac{\hat x_k}{N} \frac{\partial L}{\partial \gamma} \right)$$
	//
	// ## Why the column adds up to 0 {#adds-up-to-0}
	//
	// The last column of the table adds up to 0, whatever gradient arrives.
	// Raise all $x_k$ by the same amount: the mean rises with them, the
	// differences stay, and the output does not change at all. So the loss does
	// not change either, and for a small amount its change is that amount times
	// the sum of all $\partial L/\partial x_k$, which must therefore be 0. That
	// is a check that costs one line.

	nb.Check("the gradients add up to 0", total(added(paths)), 0.0)

	// > [!NOTE] In use there is no batch
	// > A trained network may be given a single image. Then $\mu$ and $\sigma$
	// > are fixed numbers, averages that were kept during training, and only
	// > the first path is left.

	nb.Mistake("the mean is constant", nil,
		[]any{norm.DX}, left(paths, 1))
	nb.Mistake("the deviation is constant", nil,
		[]any{norm.DX}, left(paths, 2))

	// ## Exercises

	nb.Ask("three examples", thirds(0.2, -0.5, 0.6))
	nb.Ask("the sum instead", notebook.Let{"i": row, "j": column,
		"dW":   notebook.At(mean.DW, row, column),
		"sum":  notebook.At(sum.DW, row, column),
		"half": half(mean.DW)[row][column].Float()})
	nb.Ask("a bug", nil)
	nb.Ask("two numbers", nil)
	nb.Ask("which axis", nil)

	// ## What comes next
	//
	// Copies become sums, and $F \, W^\top$ comes back as $\Delta \, W$:
	// something is always turned round on the way back. [Chapter
	// 22](22-backward-is-the-transpose) shows that it is the same turn every
	// time.

	return nil
}
