// # Softmax and cross entropy, backward
//
// The loss is known. How does it change when one score changes? This is the
// first gradient of the way back. Two routes lead to it, a long one and a
// short one, and they must meet.

package main

import (
	_ "embed"
	"slices"

	"backprop/internal/cnn"
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
	jacobian, err := ex.Pass.Jacobian(cnn.SoftmaxLayer)
	if err != nil {
		return err
	}
	p, y, n := ex.Prob.Values(), ex.Y.Values(), len(ex.Y.Values())
	t := slices.Index(y, slices.Max(y)) // the true class
	other := (t + 1) % n

	nb.Strip("s", true)

	// ## What you have and what you want
	//
	// You have the probabilities $p$ and the target $y$ from
	// [chapter 07](07-softmax-cross-entropy). You want
	// $\partial L/\partial s$: for each score, how fast the loss rises when
	// that score rises. Two functions lie between a score and the loss:
	// softmax makes $p$ of $s$, and cross entropy makes $L$ of $p$. The long
	// route goes back through one after the other.

	nb.Table("The shapes", []string{"array", "shape", "state"}, [][]any{
		{"$p$", n, "known"},
		{"$y$", n, "known"},
		{`$\partial L/\partial p$`, n, "on the way"},
		{`$\partial p/\partial s$`, jacobian.Shape.String(),
			"on the way"},
		{`$\partial L/\partial s$`, n, "wanted"},
	})

	// ## Long route, first step: the loss
	//
	// $L = -\sum_i y_i \ln p_i$, and the slope of $\ln p$ is $1/p$. So
	//
	// $$\frac{\partial L}{\partial p_i} = -\frac{y_i}{p_i}$$
	//
	// With a one-hot target only the probability of the true class has a
	// slope. It is negative: more of this probability, less loss.

	nb.Derive(ex.DProb, t)
	nb.Row(`-`, ex.Y, `/`, ex.Prob, "=", ex.DProb)

	// ## Long route, second step: softmax
	//
	// A score moves all the probabilities, not its own alone: the sum below
	// the line holds every power. So the slopes fill a matrix, the Jacobian.
	// Its row $i$ is a probability, its column $j$ a score. With
	// $S = \sum_k e^{s_k}$ the quotient rule gives
	//
	// $$\begin{aligned}
	// \frac{\partial p_i}{\partial s_j}
	//   &= \frac{[i = j] \, e^{s_i} \, S - e^{s_i} \, e^{s_j}}{S^2} \\
	//   &= \frac{e^{s_i}}{S} \cdot \frac{[i = j] \, S - e^{s_j}}{S} \\
	//   &= p_i \, ([i = j] - p_j)
	// \end{aligned}$$
	//
	// $[i = j]$ is 1 where both indices are equal and 0 elsewhere. So there
	// are two cases. On the diagonal the slope is $p_i (1 - p_i)$, which is
	// positive. Off the diagonal it is $-p_i \, p_j$, which is negative: what
	// one class gains, the others lose.

	// With a one-hot target the row of the true class is the one that will
	// matter. One of its slopes in numbers, on the diagonal, and one beside
	// it:

	nb.Equation(slopeOf(t, t, p))
	nb.Equation(slopeOf(t, other, p))
	nb.Row(notebook.Matrix(`\partial p/\partial s`, jacobian.Rows()))

	// Every column sums to 0. The probabilities together are always 1, so
	// when one score moves, what some classes gain the others lose.
	//
	// Every row sums to 0 too. Raise all scores by the same amount, and no
	// probability changes, as you have seen in chapter 07. The effects of
	// the scores on one probability cancel.

	rowSums, columnSums := make([]float64, n), make([]float64, n)
	for i, row := range jacobian.Rows() {
		for j, v := range row {
			rowSums[i] += v
			columnSums[j] += v
		}
	}
	nb.Check("the rows sum to 0", rowSums, make([]float64, n))
	nb.Check("the columns sum to 0", columnSums, make([]float64, n))

	// ## Long route, third step: the product
	//
	// The score $s_j$ reaches the loss through every probability. The chain
	// rule multiplies along each path and adds the paths:
	//
	// $$\frac{\partial L}{\partial s_j} = \sum_i
	//   \frac{\partial L}{\partial p_i} \,
	//   \frac{\partial p_i}{\partial s_j}$$
	//
	// The sum runs down column $j$ of the Jacobian. As a matrix product it
	// is the transposed Jacobian times the gradient that arrives. This
	// Jacobian is its own transpose, so here the difference does not show.
	// In [chapter 09](09-fully-connected-backward) it does.

	nb.Derive(ex.DS, t)
	nb.Row(notebook.Matrix(`(\partial p/\partial s)^\top`,
		jacobian.Rows()), `\cdot`, ex.DProb, "=", ex.DS)

	// ## Short route
	//
	// Put the formulas together before you put the numbers in. The $p_i$
	// below the line meets the $p_i$ before the bracket, and they cancel:
	//
	// $$\begin{aligned}
	// \frac{\partial L}{\partial s_j}
	//   &= \sum_i \left( -\frac{y_i}{p_i} \right) p_i \, ([i = j] - p_j) \\
	//   &= -\sum_i y_i \, ([i = j] - p_j) \\
	//   &= -\sum_i y_i \, [i = j] + p_j \sum_i y_i \\
	//   &= -y_j + p_j \cdot 1
	// \end{aligned}$$
	//
	// The last line uses two things. In the first sum only the term $i = j$
	// is left. In the second the target sums to 1. So
	//
	// $$\frac{\partial L}{\partial s} = p - y$$
	//
	// No division is left, and no matrix. Where $p_t$ is tiny, the long
	// route multiplies a huge number by a tiny one. The short route does
	// not, and that is why programs take it.

	nb.Row(ex.Prob, "-", ex.Y, "=", ex.DS)

	// ## The same in loops
	//
	// First the long route, with the two cases of the Jacobian in its inner
	// loop. A class with target 0 has the slope 0, also where its
	// probability is so small that it is stored as 0.

	dP := make([]float64, n)
	for i := range dP {
		if y[i] != 0 {
			dP[i] = -y[i] / p[i]
		}
	}
	long := make([]float64, n)
	for j := range long {
		for i := range dP {
			slope := -p[i] * p[j]
			if i == j {
				slope = p[i] * (1 - p[i])
			}
			long[j] += float64(dP[i] * slope)
		}
	}
	nb.Check(`loops and engine agree on $\partial L/\partial p$`,
		dP, ex.DProb)
	nb.Check(`loops and engine agree on $\partial L/\partial s$`,
		long, ex.DS)

	// Then the short one.

	short := make([]float64, n)
	for j := range short {
		short[j] = p[j] - y[j]
	}
	nb.Check(`both routes agree on $\partial L/\partial s$`,
		short, long)

	// ## What the numbers say
	//
	// A gradient points uphill, and the loss is to fall. So a negative
	// number asks for a larger score and a positive one for a smaller score.
	// With a one-hot target the true class has $p_t - 1$, which is never
	// positive: its score should rise, the more so the less the network
	// believed in it. Every other class has its own probability: its score
	// should fall, in proportion to what the network wrongly gave it.

	nb.Table("What the loss asks of each score", []string{"class",
		"$p$", "$y$", `$\partial L/\partial s$`, "its score should"},
		wishes(p, y, short))

	// Rise and fall balance: the gradient sums to 0, since $p$ and $y$ both
	// sum to 1. That is a quick test of your own numbers.

	sum := 0.0
	for _, d := range short {
		sum += d
	}
	nb.Check("the gradient sums to 0", sum, 0.0)

	// ## Four wrong turns
	//
	// Each of these gives numbers of the right shape. Only the numbers tell.
	// The wrong rules, computed:

	twice, diagonal := make([]float64, n), make([]float64, n)
	turned := make([]float64, n)
	for j := range n {
		for i := range n {
			twice[j] += float64(short[i] * jacobian.At(i, j))
		}
		diagonal[j] = dP[j] * jacobian.At(j, j)
		turned[j] = y[j] - p[j]
	}

	// The beliefs behind them, and the numbers that they give:

	nb.Slip("softmax-jacobian-twice", `“Every layer multiplies by its
derivative, so $p - y$ still has to go through softmax.” Softmax is in
it already: $p - y$ is the gradient at the scores, and those lie before
softmax. If a library's loss takes scores, it does both steps, and you
do neither.`,
		[]any{ex.DS}, gradient(twice))
	nb.Slip("softmax-diagonal", `“The slope of softmax is
$p (1 - p)$”, as for the sigmoid. That is the diagonal alone. With a
one-hot target the number of the true class comes out right, which
hides the mistake. The other scores get 0, although each of them takes
part in $p_t$ through the sum below the line.`,
		[]any{ex.DS}, gradient(diagonal))
	nb.Slip("softmax-skipped", `$-y/p$ is passed on as if it were the
gradient of the scores. It is the gradient of the probabilities. The
shapes are the same, so no program complains.`,
		[]any{ex.DS}, gradient(dP))
	nb.Slip("error-sign", `“Error is target minus output”, so $y - p$.
Then every gradient of the whole network has the wrong sign, and a step
of gradient *descent* climbs. Some books define the error so and *add*
the step. Either is sound, a mixture is not.`,
		[]any{ex.DS}, gradient(turned))

	// ## Try it

	nb.Exercise(otherTarget(ex, p, other))
	nb.Exercise(temperature(ex, t))

	// ## What comes next
	//
	// Each score knows what is asked of it. The scores were made by weights,
	// biases and features. [Chapter 09](09-fully-connected-backward) hands
	// the error on to all three.

	return nil
}
