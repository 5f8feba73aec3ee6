// # A batch
//
// Training shows a network several examples at once. What happens to the
// gradients then, where does the $1/N$ belong, and how does batch
// normalization go back?
//
// > [!SHORT]
// > In a **batch** every activation and every gradient gets one more axis in
// > front, for the examples. On the way back each example goes its own way, by
// > the rules that you know. The examples meet only in the parameters, which
// > all of them use, and there their gradients add. With one example per row of
// > $F$ and of $\Delta = \partial L/\partial S$:
// >
// > $$\frac{\partial L}{\partial W} = \Delta^\top F, \qquad
// > \frac{\partial L}{\partial c} = \sum_k \Delta_k, \qquad
// > \frac{\partial L}{\partial F} = \Delta \, W$$
// >
// > If the loss is the *mean* over the $N$ examples, the factor $1/N$ is in
// > $\Delta = (p - y)/N$ from the start, and nothing is divided again.

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
	// Two examples, the smallest batch there is. The first is the image of this
	// book. The second is its mirror image, and it belongs to another class:

	nb.Row(mean.X, `\text{with}`, mean.Y)

	// The network is the same for both. What they do not share is everything
	// that is computed from them, so each of those arrays gets an axis in front
	// that counts the examples, and the parameters get none:

	nb.Shapes(notebook.Known(mean.X, mean.Z, mean.F, mean.S),
		notebook.Wanted(mean.DK, mean.DW, mean.DC))

	// Up to the features each example is a forward pass of its own. From there
	// on this chapter writes capital letters for what it stacks: $F$ holds the
	// features $f$ of both examples, one example per row, and $S$ their scores.
	// A single number keeps its small letter, with the example first: $s_{1,2}$
	// is score 2 of the second example.
	//
	// ## Forward: one row per example
	//
	// A row of $F$ is a feature vector lying down, so the product has to be
	// written the other way round, with the weights transposed:
	//
	// $$S = F \, W^\top + c$$
	//
	// The same biases are added to every row. NumPy and PyTorch call this
	// **broadcasting**. Here is a score of the second example in full:

	nb.Derive(mean.S, 1, row)

	// And all of them:

	nb.Row(notebook.Show(mean.F).Named("F"), `\to`,
		notebook.Show(mean.S).Named("S"))

	// No score depends on the other example. You can see it in the formula: row
	// $k$ of $S$ is made from row $k$ of $F$ and from nothing else of $F$.
	//
	// ## One loss for two examples
	//
	// A gradient needs one number at its end, so the losses of the examples are
	// combined into one. Nearly always that number is their mean:

	nb.Derive(mean.L)

	// Now take the gradient of this $L$ at the scores. Each example has its own
	// $p - y$, by [chapter 08](08-softmax-cross-entropy-backward), and counts
	// for one part in $N$:
	//
	// $$\Delta = \frac{\partial L}{\partial S} = \frac{p - y}{N}$$

	nb.Row(mean.Prob, `\text{and}`, mean.Y, `\to`,
		notebook.Show(mean.DS).Named(`\Delta`))

	// This is the only place where the number of examples appears. Everything
	// after it multiplies and adds what is in $\Delta$, so the $1/N$ travels
	// along by itself.
	//
	// ## The weights: the examples add {#the-weights}
	//
	// Both examples used the same weights. That makes $W_{i,j}$ a number with
	// two paths to the loss, one through each example, and paths add:
	//
	// $$\frac{\partial L}{\partial W_{i,j}} =
	//   \sum_k \Delta_{k,i} \, F_{k,j}$$

	nb.Derive(mean.DW, row, column)

	// For each example it is the outer product of [chapter
	// 09](09-fully-connected-backward). Here they are before anything is
	// divided, each the gradient of its own loss, and their sum:

	first := notebook.Must(alone(mean, 0))
	second := notebook.Must(alone(mean, 1))
	nb.Row(notebook.Show(first.DW).Named(`\text{first}`), "+",
		notebook.Show(second.DW).Named(`\text{second}`), "=",
		notebook.Show(sum.DW).Named(`\text{sum}`))

	// And this is the gradient of the mean, half of it:

	nb.Row(mean.DW)

	// The matrix product $\Delta^\top F$ does both at once. Its inner sum runs
	// over the axis that disappears, and that is the axis of the examples.
	//
	// ## The biases: what was broadcast is added up {#the-biases}
	//
	// Going forward, one $c_i$ was copied into every row. Going backward, the
	// gradients of all those copies come back to it:
	//
	// $$\frac{\partial L}{\partial c_i} = \sum_k \Delta_{k,i}$$

	nb.Derive(mean.DC, row)

	// In NumPy that is a sum over axis 0. It holds wherever an array is
	// broadcast: a copy forward is a sum backward.
	//
	// ## The features: nothing is added {#the-features}
	//
	// A feature belongs to one example, so only that example's row of $\Delta$
	// comes back to it:
	//
	// $$\frac{\partial L}{\partial F} = \Delta \, W$$

	nb.Derive(mean.DF, 1, column)

	// From here the gradient runs back through flatten, pooling and ReLU of
	// each example by itself. In particular, each example has winners and gates
	// of its own, and a mask of one must not be used for another:

	nb.Row(mean.DZ)

	// ## The kernel: examples and places
	//
	// The kernel was used at every place of every example. Its gradient
	// collects from all of them, in one sum over three indices:
	//
	// $$\frac{\partial L}{\partial K_{m,n}} = \sum_{k,i,j}
	//   \frac{\partial L}{\partial Z_{k,i,j}} \, X_{k,i+m,j+n}$$

	nb.Derive(mean.DK, 0, 0)

	// Nothing new has happened. Places add because they share the kernel, and
	// examples add for the same reason.
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
	// Into the loss, and only if the loss has it. If you add up the examples'
	// losses instead of averaging them, every gradient is $N$ times as large,
	// here twice:

	nb.Row(notebook.Show(sum.DC).
		Named(`\partial L/\partial c \text{, sum}`), `\text{and}`,
		notebook.Show(mean.DC).
			Named(`\partial L/\partial c \text{, mean}`))

	// Both are right, each for its own loss. The mean is the usual choice,
	// because then the learning rate need not change with the size of the
	// batch. In PyTorch it is the default (`reduction="mean"`).
	//
	// The trouble starts when a program mixes them. It averages the loss and
	// then adds gradients that were never divided, or it divides $\Delta$ and
	// later takes a mean over the examples once more. If you collect the
	// gradients of several small batches before one step (gradient
	// accumulation), the rule is the same: decide what the one loss is, and
	// divide once.
	//
	// ## Common mistakes
	//
	// All three have the right shape and the right direction in at least some
	// numbers, which is why they last.

	nb.Mistake("not averaged", nil, []any{mean.DW}, []any{sum.DW})
	nb.Mistake("averaged twice", nil,
		[]any{mean.DW}, wrong(half(mean.DW)))
	nb.Mistake("one example", nil,
		[]any{mean.DW}, []any{second.DW})

	// ## Batch normalization: examples that meet
	//
	// There is one layer in which the examples of a batch do meet. **Batch
	// normalization** looks at one channel over the whole batch, subtracts its
	// mean and divides by its standard deviation, so that whatever comes in, a
	// channel with mean 0 and deviation 1 goes on. Then two parameters, the
	// scale $\gamma$ and the shift $\beta$, set the mean and the deviation that
	// the network finds useful:
	//
	// $$\mu = \frac{1}{N} \sum_k x_k, \qquad
	//   \sigma^2 = \frac{1}{N} \sum_k (x_k - \mu)^2$$
	//
	// $$\hat x_k = \frac{x_k - \mu}{\sigma}, \qquad
	//   a_k = \gamma \, \hat x_k + \beta$$
	//
	// Programs add a tiny number to $\sigma^2$, so that they never divide by 0.
	// It is left out here to keep the numbers short. In a convolutional network
	// the sums run over all examples *and* all places of a map. Four examples
	// with one number each are enough to see everything:

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
	// their gradients are sums again. Call the arriving gradient
	// $\delta = \partial L/\partial a$:
	//
	// $$\frac{\partial L}{\partial \gamma} = \sum_k \delta_k \hat x_k, \qquad
	//   \frac{\partial L}{\partial \beta} = \sum_k \delta_k$$

	nb.Row(notebook.Show(norm.DY).Named(`\delta`), `\text{and}`,
		notebook.Vector(`\hat x`, hat))
	nb.Derive(norm.DGamma, 0)
	nb.Derive(norm.DBeta, 0)

	// $x_k$ is different. It is in its own numerator, it is in the mean, which
	// every example subtracts, and it is in the deviation, by which every
	// example is divided. Follow each path and add.
	//
	// **Itself.** $x_k$ is divided by $\sigma$ and multiplied by $\gamma$, so
	// $\frac{\gamma}{\sigma} \delta_k$ comes back.
	//
	// **The mean.** Every $\hat x$ falls by $1/\sigma$ when $\mu$ rises by 1,
	// and $x_k$ moves $\mu$ by a part in $N$:
	//
	// $$\frac{\partial L}{\partial \mu} =
	//   -\frac{\gamma}{\sigma} \, \frac{\partial L}{\partial \beta},
	//   \qquad \frac{\partial \mu}{\partial x_k} = \frac{1}{N}$$
	//
	// **The deviation.** A larger $\sigma$ shrinks each $\hat x$ in proportion
	// to itself, and $x_k$ moves $\sigma$ the more, the farther it is from the
	// mean. (That $\mu$ is in $\sigma$ too makes no difference, because the
	// distances from the mean add up to 0.)
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

	// Put into one line, this is the short form that programs use:
	//
	// $$\frac{\partial L}{\partial x_k} = \frac{\gamma}{\sigma} \left(
	//   \delta_k - \frac{1}{N} \frac{\partial L}{\partial \beta} -
	//   \frac{\hat x_k}{N} \frac{\partial L}{\partial \gamma} \right)$$
	//
	// ## Why the column adds up to 0 {#adds-up-to-0}
	//
	// Add the last column of the table, and you get 0, whatever gradient
	// arrives. It has to be so. Raise all $x_k$ by the same amount: the mean
	// rises with them, the differences stay, and the output does not change at
	// all. A common shift makes no difference to the loss, so the slopes in
	// that direction add up to 0. It is a check that costs one line.

	nb.Check("the gradients add up to 0", total(added(paths)), 0.0)

	// > [!NOTE] In use there is no batch
	// > When the trained network is used, a single image may arrive. Then $\mu$
	// > and $\sigma$ are fixed numbers, averages that training has kept, and
	// > only the first path is left.

	nb.Mistake("the mean is constant", nil,
		[]any{norm.DX}, left(paths, 1))
	nb.Mistake("the deviation is constant", nil,
		[]any{norm.DX}, left(paths, 2))

	// ## Exercises

	nb.Ask("three examples", thirds(0.2, -0.5, 0.6))
	nb.Ask("the sum instead", notebook.Let{"i": row, "j": column,
		"dW":   notebook.At(mean.DW, row, column),
		"sum":  notebook.At(sum.DW, row, column),
		"half": half(mean.DW)[row][column]})
	nb.Ask("a bug", nil)
	nb.Ask("two numbers", nil)
	nb.Ask("which axis", nil)

	// ## What comes next
	//
	// Copies that become sums, rows that become columns: going backward always
	// seems to turn something round. [Chapter
	// 22](22-backward-is-the-transpose) shows that it is the same turn every
	// time.

	return nil
}
