// # Softmax and cross entropy, backward
//
// Everybody tells you that the gradient at the scores is $p - y$, and hardly
// anybody says why. Where have the exponentials gone, and where is the
// logarithm?
//
// > [!SHORT]
// > The gradient at the scores is the probabilities minus the target, one
// > number per class, in the shape of $s$:
// >
// > $$\frac{\partial L}{\partial s} = p - y$$
// >
// > So the true class gets its probability minus 1, and every other class gets
// > its own probability. The logarithm in the loss undoes the exponential in
// > the softmax, and only the difference survives. It belongs to the *scores*:
// > the derivative of softmax is already in it, so do not multiply by that
// > again. Quick test: the numbers sum to 0.

package main

import (
	_ "embed"
	"slices"

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
	jacobian := notebook.Must(ex.Pass.Jacobian(cnn.SoftmaxLayer))
	p, y, n := ex.Prob.Values(), ex.Y.Values(), len(ex.Y.Values())
	t := slices.Index(y, slices.Max(y)) // the true class
	other := (t + 1) % n

	nb.Strip("s", true)

	// ## What you have and what you want
	//
	// [Chapter 07](07-softmax-cross-entropy) left you with the probabilities
	// $p$ and the target $y$, which is **one-hot**: 1 for the true class, 0 for
	// every other. You want $\partial L/\partial s$, which says for each score
	// how fast the loss rises when that score rises. It is the first gradient
	// of the way back, and all the others are computed from it. Many texts call
	// a gradient that is travelling backward the *error*; this book says
	// gradient or *error signal*, because an error is also a mistake.

	nb.Tabulate("the shapes", notebook.Let{"n": n,
		"Jacobian": jacobian.Shape})

	// ## What the numbers say
	//
	// Subtract the target from the probabilities, and you are done:

	nb.Row(ex.Prob, "-", ex.Y, "=", ex.DS)

	// A gradient points uphill, and we want the loss to fall. So where the
	// number is negative the score should rise, and where it is positive the
	// score should fall. The true class, $t$ for short, has $p_t - 1$, which is
	// never positive: its score is pushed up, and the further its probability
	// is from 1, the harder the push. Each of the others has its own
	// probability, so a class is pushed down in proportion to what the network
	// wrongly gave it.

	nb.Table("What each score should do", []string{"class",
		"$p$", "$y$", `$\partial L/\partial s$`, "its score should"},
		wishes(ex))
	if n == 1 {
		nb.Say("a single class", nil)
	}

	if bars := pushes(ex, t); bars != nil {
		nb.Figure(notebook.Figure{
			Title:   "From scores to probabilities to pushes",
			Caption: nb.Phrase("the pushes", nil),
			Bars:    bars,
		})
	}

	// Because $p$ and $y$ both sum to 1, the pushes balance: the gradient sums
	// to 0, which is a quick test of your own numbers.
	//
	// ## The short route: why it is p − y {#short-route}
	//
	// Write the loss in terms of the scores before you differentiate anything.
	// With $p_i = e^{s_i} / \sum_k e^{s_k}$ the logarithm takes the fraction
	// apart, which is the [log-softmax](07-softmax-cross-entropy#log-softmax)
	// of chapter 07:
	//
	// $$\ln p_i = s_i - \ln \sum_k e^{s_k}$$
	//
	// Put that into $L = -\sum_i y_i \ln p_i$. The logarithm is the same for
	// every class, so it comes out of the sum with the factor $\sum_i y_i$,
	// which is 1 because the target sums to 1, and what remains is short:
	//
	// $$L = \ln \sum_k e^{s_k} - \sum_i y_i \, s_i$$
	//
	// Now nudge one score, $s_j$, and look where it appears. In the last sum it
	// has the factor $y_j$, which contributes the slope $-y_j$. Inside the
	// logarithm it moves one term of the sum and no other. The slope of the
	// logarithm is 1 over the sum, the slope of the moving term is $e^{s_j}$,
	// and their product is a probability that we know:
	//
	// $$\frac{\partial L}{\partial s_j} =
	//   \frac{e^{s_j}}{\sum_k e^{s_k}} - y_j = p_j - y_j$$
	//
	// This is also why the probability that stays is $p_j$, that of the score
	// you moved, even though the loss itself looks at the true class alone. The
	// true class enters through $y_j$, and every score enters through the sum.
	//
	// ## The same in code {#the-same-in-loops}
	//
	// One subtraction per class, with no exponential, no logarithm and no
	// matrix in sight:

	dS, sum := make([]float64, n), 0.0
	for j := range dS {
		dS[j] = p[j] - y[j]
		sum += dS[j]
	}
	nb.Check(`the loop and the engine agree on $\partial L/\partial s$`,
		dS, ex.DS)
	nb.Check("the gradient sums to 0", sum, 0.0)

	// ## The long route, first step: the loss {#long-route-first-step-the-loss}
	//
	// You can also go back through the two functions one at a time, which is
	// what the chain rule tells you to do for layers that do not happen to
	// cancel. It takes longer, but it shows what is hidden inside $p - y$, and
	// it must arrive at the same numbers. First comes the loss, where the slope
	// of $\ln p$ is $1/p$:
	//
	// $$\frac{\partial L}{\partial p_i} = -\frac{y_i}{p_i}$$
	//
	// With a one-hot target only the probability of the true class has a slope
	// at all. It is negative, since more of this probability means less loss.

	nb.Derive(ex.DProb, t)
	nb.Row(`-`, ex.Y, `/`, ex.Prob, "=", ex.DProb)

	// ## Second step: the Jacobian of softmax {#long-route-second-step-softmax}
	//
	// A score moves every probability, not just its own, because it is part of
	// the denominator that they all share. The slopes therefore fill a matrix,
	// with a row for each probability and a column for each score. Such a
	// matrix is called the **Jacobian** of the layer. With $D = \sum_k e^{s_k}$
	// for the denominator, the quotient rule gives
	//
	// $$\begin{aligned}
	// \frac{\partial p_i}{\partial s_j}
	//   &= \frac{[i = j] \, e^{s_i} \, D - e^{s_i} \, e^{s_j}}{D^2} \\
	//   &= \frac{e^{s_i}}{D} \cdot \frac{[i = j] \, D - e^{s_j}}{D} \\
	//   &= p_i \, ([i = j] - p_j)
	// \end{aligned}$$
	//
	// The bracket $[i = j]$ is 1 where the two indices are equal and 0
	// elsewhere, so there are two cases. On the diagonal the slope is
	// $p_i (1 - p_i)$ and positive. Off the diagonal it is $-p_i \, p_j$ and
	// negative, because what one class gains the others have to lose. Here is
	// one of each, from the row of the true class, followed by the whole
	// matrix:

	left, steps := slopeOf(ex, t, t)
	nb.Equation(left, steps...)
	if n > 1 {
		left, steps := slopeOf(ex, t, other)
		nb.Equation(left, steps...)
	}
	nb.Row(notebook.Matrix(`\partial p/\partial s`, slopes(ex)))

	// Every column sums to 0, since the probabilities always add up to 1 and a
	// nudge to one score can only move them around. Every row sums to 0 as
	// well: raise all scores by the same amount and no probability changes, as
	// you saw in chapter 07. (If you add the slopes as they are printed, the
	// last digit may be off, because each of them is rounded.)

	rowSums, columnSums := make([]float64, n), make([]float64, n)
	for i, row := range jacobian.Rows() {
		for j, v := range row {
			rowSums[i] += v
			columnSums[j] += v
		}
	}
	nb.Check("the rows sum to 0", rowSums, make([]float64, n))
	nb.Check("the columns sum to 0", columnSums, make([]float64, n))

	// ## Third step: the product {#long-route-third-step-the-product}
	//
	// The score $s_j$ can reach the loss through every probability, although
	// with a one-hot target only the path through $p_t$ has a slope other
	// than 0. Multiply the slopes along each path and add what the paths
	// contribute:
	//
	// $$\frac{\partial L}{\partial s_j} = \sum_i
	//   \frac{\partial L}{\partial p_i} \,
	//   \frac{\partial p_i}{\partial s_j}$$
	//
	// The sum runs down column $j$, so as a matrix product this is the
	// *transposed* Jacobian times the gradient that arrives. You cannot see the
	// transpose here, because this Jacobian is its own mirror image, but you
	// will see it in [chapter 09](09-fully-connected-backward).

	if ex.Pass.Beyond() {
		nb.Say("out of reach", notebook.Let{"t": t})
	} else {
		nb.Derive(ex.DS, t)
		nb.Row(notebook.Matrix(`(\partial p/\partial s)^\top`,
			slopes(ex)), `\cdot`, ex.DProb, "=", ex.DS)
	}

	// ## Where the two routes meet
	//
	// The numbers are those of the short route, and it is easy to see why. Put
	// both formulas into the sum, and the $p_i$ in the denominator cancels the
	// $p_i$ in front of the bracket:
	//
	// $$\begin{aligned}
	// \frac{\partial L}{\partial s_j}
	//   &= \sum_i \left( -\frac{y_i}{p_i} \right) p_i \, ([i = j] - p_j) \\
	//   &= -\sum_i y_i \, [i = j] + p_j \sum_i y_i \\
	//   &= -y_j + p_j \cdot 1
	// \end{aligned}$$
	//
	// In the first sum only the term $i = j$ survives, and in the second the
	// target sums to 1. In code the long route is two loops inside each other,
	// with the two cases of the Jacobian in the middle:

	dP, long := make([]float64, n), make([]float64, n)
	for i := range dP {
		if y[i] != 0 {
			dP[i] = -y[i] / p[i]
		}
	}
	for j := range long {
		for i := range dP {
			slope := -p[i] * p[j]
			if i == j {
				slope = p[i] * (1 - p[i])
			}
			long[j] += float64(dP[i] * slope)
		}
	}
	if !ex.Pass.Beyond() {
		nb.Check(`the loop and the engine agree on
$\partial L/\partial p$`, dP, ex.DProb)
		nb.Check(`both routes agree on $\partial L/\partial s$`,
			long, dS)
	}

	// Programs take the short route, and not only because it is faster. When
	// the true class gets a probability so small that the computer stores it as
	// 0, the long route divides by that 0, multiplies the infinity by a slope
	// of 0, and is left with “not a number”, while the short route calmly
	// answers $0 - 1$.
	//
	// ## Common mistakes {#four-wrong-turns}
	//
	// All four of these give numbers of the right shape, which is why a program
	// never complains. Each box has the thought that leads there and the
	// numbers that come out, so that you can compare them with yours.

	nb.Mistake("through softmax twice", nil,
		[]any{ex.DS}, gradient(twice(ex)))
	if !ex.Pass.Beyond() {
		nb.Mistake("the diagonal", nil,
			[]any{ex.DS}, gradient(diagonal(ex)))
		nb.Mistake("no softmax", nil,
			[]any{ex.DS}, gradient(ex.DProb.Reals()))
	}
	nb.Mistake("the wrong way around", nil,
		[]any{ex.DS}, gradient(turned(ex)))

	// ## Exercises {#try-it}

	if n == 1 {
		nb.Ask("a second class", notebook.Let{"first": -0.5,
			"second": 0.5})
	} else {
		nb.Ask("another target", otherTarget(ex, other))
		nb.Ask("a temperature", temperature(ex, t))
		nb.Ask("a soft target", softTarget(ex, t, other))
		nb.Ask("the bug", oneMinusP(ex, t))
	}
	nb.Ask("why the others", nil)

	// ## What comes next
	//
	// Each score now has its gradient, but nobody can turn a score up or down
	// directly, because it was computed from weights, biases and features.
	// [Chapter 09](09-fully-connected-backward) passes the gradient on to all
	// three.

	return nil
}
