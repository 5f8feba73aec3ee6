// # A batch
//
// Training shows a network several examples at once. Where do their gradients
// meet, and where does the factor $1/N$ belong?
//
// > [!SHORT]
// > In a **batch** every activation, and its gradient, gets one more axis in
// > front, for the examples. The gradient of each example goes back by itself,
// > as it would without the others. The examples meet only in the parameters,
// > which all of them use, and there their gradients add. (Batch normalization
// > is the one exception; it comes last.) With one example per row of $F$ and
// > of $\Delta = \partial L/\partial S$:
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
	mean := batchOf(ex, cnn.MeanOfBatch)
	sum := batchOf(ex, cnn.SumOfBatch)
	f, s, y := mean.F.Rows(), mean.S.Rows(), mean.Y.Rows()
	w, c := ex.W.Rows(), ex.C.Values()
	row, column := strongest(mean.DS), 0

	// ## What you have and what you want
	//
	// You have two examples: the image of this book, and its mirror image with
	// another class for its target:

	nb.Row(mean.X, `\text{with}`, mean.Y)

	// Both go through the same network, so there is only one set of parameters,
	// and its gradients are what you want. Whatever is computed from the
	// examples exists once per example, and gets an axis in front for them:

	nb.Shapes(notebook.Known(mean.X, mean.Z, mean.F, mean.S),
		notebook.Wanted(mean.DK, mean.DW, mean.DC))

	// Up to the features $f$ each example is a forward pass of its own. From
	// there on a capital letter names what is stacked: $F$ holds the features
	// of both examples, one example per row, and $S$ their scores. Score $i$ of
	// example $k$ is the entry $S_{k,i}$ or, where it is worked out in numbers,
	// $s_{k,i}$ with its small letter.
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

	nb.Row(named(mean.F, "F"), `\to`, named(mean.S, "S"))

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
		named(mean.DS, `\Delta`))

	// This is the only place where the number of examples appears: the $1/N$ is
	// in every later gradient already.
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

	first, second := alone(mean, 0), alone(mean, 1)
	nb.Row(named(first.DW, `\text{first}`), "+",
		named(second.DW, `\text{second}`), "=",
		named(sum.DW, `\text{sum}`))

	// The gradient of the mean is that sum divided by $N$:

	nb.Row(mean.DW)

	// The product $\Delta^\top F$ sums over the examples at once.
	//
	// ## The biases: what was broadcast is added up {#the-biases}
	//
	// On the way forward one $c_i$ was copied into every row, so on the way
	// back it collects the gradients of all those copies:
	//
	// $$\frac{\partial L}{\partial c_i} = \sum_k \Delta_{k,i}$$

	nb.Derive(mean.DC, row)

	// In NumPy that is a sum over axis 0: a copy forward is a sum backward.
	//
	// ## The features: nothing is added {#the-features}
	//
	// A feature belongs to one example, so only that example's row of $\Delta$
	// comes back to it:
	//
	// $$\frac{\partial L}{\partial F} = \Delta \, W$$

	nb.Derive(mean.DF, 1, column)

	// From here the gradient runs back for each example by itself, through
	// winners and gates of its own:

	nb.Row(mean.DZ)

	// ## The kernel: examples and places
	//
	// The kernel was used at every place of every example, so its gradient
	// collects from all of them, in one sum over three indices:
	//
	// $$\frac{\partial L}{\partial K_{m,n}} = \sum_{k,i,j}
	//   \frac{\partial L}{\partial Z_{k,i,j}} \, X_{k,i+m,j+n}$$

	nb.Derive(mean.DK, 0, 0)

	// Places add up because they share the kernel, and so do examples.
	//
	// ## The same in code {#the-same-in-loops}
	//
	// One more loop around those of chapter 09, and `+=` where there was `=`:

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

	nb.Row(named(sum.DC, `\partial L/\partial c \text{, sum}`),
		`\text{and}`,
		named(mean.DC, `\partial L/\partial c \text{, mean}`))

	// Both are right, each for its own loss. The mean is PyTorch's default: its
	// gradients do not grow with the size of the batch.
	//
	// If you collect the gradients of several small batches before one step
	// (**gradient accumulation**), the rule is the same: decide what the one
	// loss is, and divide once.
	//
	// ## Common mistakes

	nb.Mistake("not averaged", nil, []any{mean.DW}, []any{sum.DW})
	nb.Mistake("averaged twice", nil, []any{mean.DW}, halved(mean.DW))
	nb.Mistake("one example", nil, []any{mean.DW}, halved(second.DW))

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
	// It is left out here to keep the numbers short. After a convolution $k$
	// runs over all examples *and* all places of a map, and $N$ counts all of
	// these numbers. Here it is for four examples with one number each:

	norm := normalized()
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
	nb.Say("mean and deviation", measures(mu, variance, sigma))
	nb.Row(norm.X, `\to`, notebook.Vector(`\hat x`, hat), `\to`, norm.Y)

	// ## Three paths back {#three-paths}
	//
	// $\gamma$ and $\beta$ are a weight and a bias that all examples share, so
	// their gradients are sums again. With $\delta = \partial L/\partial a$ for
	// the gradient that arrives at the output:
	//
	// $$\frac{\partial L}{\partial \gamma} = \sum_k \delta_k \hat x_k, \qquad
	//   \frac{\partial L}{\partial \beta} = \sum_k \delta_k$$

	nb.Row(named(norm.DY, `\delta`), `\text{and}`,
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
	// **The mean.** When $\mu$ rises, every $\hat x_k$ falls, with slope
	// $-1/\sigma$. What arrives at all the examples therefore adds up, and the
	// sum of the $\delta_k$ is $\partial L/\partial\beta$, which is known
	// already. And $\mu$ depends on $x_k$ with slope $1/N$:
	//
	// $$\frac{\partial L}{\partial \mu} =
	//   -\frac{\gamma}{\sigma} \, \frac{\partial L}{\partial \beta},
	//   \qquad \frac{\partial \mu}{\partial x_k} = \frac{1}{N}$$
	//
	// **The deviation.** When $\sigma$ rises, each $\hat x_k$ shrinks in
	// proportion to its own size, with slope $-\hat x_k/\sigma$. So each
	// $\delta_k$ is weighted by its $\hat x_k$, and their sum is known, too: it
	// is $\partial L/\partial\gamma$. And the farther $x_k$ is from the mean,
	// the more it changes $\sigma$. (That $\mu$ is in $\sigma$ too makes no
	// difference, because the distances from the mean add up to 0.)
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
	nb.Table(pathTable(paths))
	nb.Check("the three paths add up to the engine's gradient",
		added(paths), norm.DX.Values())

	// In one line, which is the form that programs use, the three paths are
	//
	// $$\frac{\partial L}{\partial x_k} = \frac{\gamma}{\sigma} \left(
	//   \delta_k - \frac{1}{N} \frac{\partial L}{\partial \beta} -
	//   \frac{\hat x_k}{N} \frac{\partial L}{\partial \gamma} \right)$$
	//
	// ## Why these gradients add up to 0 {#adds-up-to-0}
	//
	// Raise all $x_k$ by the same amount: the mean rises with them, and the
	// output does not change at all. So the loss does not change either, and
	// for a small amount its change is that amount times the sum of all
	// $\partial L/\partial x_k$, which must therefore be 0, whatever gradient
	// arrives. That is a check that costs one line.

	nb.Check("the gradients add up to 0",
		cnn.Vector(added(paths)...).Sum(), 0.0)

	// > [!NOTE] In use there is no batch
	// > For a single image $\mu$ and $\sigma$ are fixed numbers, averages that
	// > were kept during training, and only the first path is left.

	nb.Mistake("the mean is constant", nil,
		[]any{norm.DX}, left(paths, 1))
	nb.Mistake("the deviation is constant", nil,
		[]any{norm.DX}, left(paths, 2))

	// ## Exercises

	nb.Ask("three examples", thirds(0.2, -0.5, 0.6))
	nb.Ask("the sum instead", sumInstead(mean, sum, row, column))
	nb.Ask("a bug", nil)
	nb.Ask("two numbers", nil)
	nb.Ask("which axis", nil)

	// ## What comes next
	//
	// Copies become sums, and $F \, W^\top$ comes back as $\Delta \, W$:
	// [Chapter 22](22-backward-is-the-transpose) shows that it is the same turn
	// every time.

	return nil
}
