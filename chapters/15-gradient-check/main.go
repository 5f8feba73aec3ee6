// # Gradient check
//
// You have worked out a gradient, by hand or in a program, and it looks
// plausible. How can you tell whether it is right without trusting the same
// rules a second time?
//
// > [!SHORT]
// > Pick one number $\theta$, nudge it up by a small $h$ and down by the same
// > $h$, and run the forward pass both times. Then
// > $\partial L/\partial\theta \approx (L(\theta + h) - L(\theta - h)) / 2h$,
// > the **central difference**, which is the slope of the loss measured instead
// > of derived. With $h = 10^{-5}$ in double precision your own gradient should
// > agree with it to a relative error below 10⁻⁷. Each number of the gradient
// > costs two forward passes, so check on a small network. Where a ReLU opens
// > or closes between the two points, or a pooling window changes its winner,
// > the comparison proves nothing.

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

	// ## What you have and what you want
	//
	// The backward pass claims to know how the loss $L$ changes when any one
	// number changes. You want a second opinion that uses none of its rules,
	// neither the chain rule nor a rotated kernel nor a gate. The loss itself
	// can give it, because all you have to do is change a number and look.
	// These numbers can be changed, and $\theta$ stands for any one of them:

	total := len(ex.X.Data) + ex.Network.ParameterCount()
	nb.Tabulate("what the loss depends on", dependsOn(ex, total))

	// ## The central difference {#the-formula}
	//
	// A gradient is by definition what the change of the loss per change of
	// $\theta$ comes to when the change gets ever smaller:
	//
	// $$\frac{\partial L}{\partial \theta} =
	//   \lim_{h \to 0} \frac{L(\theta + h) - L(\theta)}{h}$$
	//
	// A program cannot go to the limit, but it can take a small step $h$, or
	// better, one to each side. That is the **central difference**:
	//
	// $$\frac{\partial L}{\partial \theta} \approx
	//   \frac{L(\theta + h) - L(\theta - h)}{2h}$$
	//
	// All other numbers stay as they are, so two forward passes measure one
	// number of the gradient.
	//
	// ## One number in full

	theta := chosen(ex.Network)
	v := of[float64](ex)
	at, h := v.element(theta), 0.01
	weight := *at
	nb.Say("the number", notebook.Let{"name": nameOf(theta),
		"weight": weight, "h": h})

	// In the program, `v.loss()` is the whole forward pass in [plain
	// loops](#the-loss-in-loops), and `at` points to the number that moves.

	*at = weight + h
	up := v.loss()
	*at = weight - h
	down := v.loss()
	*at = weight
	told := besideOf(ex, theta) // the same by the engine
	nb.Check("$L(\\theta + h)$ is the engine's", up, told.at(h).L)
	nb.Check("$L(\\theta - h)$ is the engine's", down, told.at(-h).L)

	// The two losses are nearly equal, and the little by which they differ is
	// all that matters:

	bothSides(nb, told, h)

	// Backpropagation arrives at the same number by an entirely different
	// route:

	slope := gradient(ex, v, theta)
	nb.Equation(notebook.TeX(theta.Sign, theta.Index...),
		notebook.EqPlaces(told.slope(), 6))
	nb.Check("the loss in loops is the engine's", v.loss(), ex.L)
	nb.Check("the gradient is the engine's", slope, theta.Gradient,
		termSize(ex, theta))
	nb.Say("how far apart", notebook.Let{
		"gap": notebook.Power(told.off(h, -h))})

	// ## Why step to both sides? {#why-to-both-sides}
	//
	// As a function of $\theta$ alone the loss is a curve, and its Taylor
	// series, in which $L'$ is the slope that you want, says what a step to
	// either side does to it:
	//
	// $$L(\theta \pm h) = L \pm h L' + \frac{h^2}{2} L''
	//   \pm \frac{h^3}{6} L''' + \dots$$
	//
	// With a step to one side only, the curvature $L''$ stays in the result:
	//
	// $$\frac{L(\theta + h) - L(\theta)}{h} =
	//   L' + \frac{h}{2} L'' + \dots$$
	//
	// With a step to each side, the terms with even powers of $h$ are equal and
	// cancel:
	//
	// $$\frac{L(\theta + h) - L(\theta - h)}{2h} =
	//   L' + \frac{h^2}{6} L''' + \dots$$
	//
	// So a step that is ten times smaller makes the first estimate ten times
	// better and the second a hundred times:

	nb.Table(oneAndBoth(told))

	// ## How small should the step be?
	//
	// Then why not take $h = 10^{-13}$ and be done with it? Here is how far the
	// central difference is off, with a step that gets ten times smaller from
	// point to point. Both axes are logarithmic, so a power of $h$ is a
	// straight line.

	single := of[float32](ex)
	at32 := single.element(theta)
	errorCurves(nb, v, single, at, at32, slope)

	// On the right, **truncation** dominates, the $h^2 |L'''| / 6$ that the
	// Taylor series leaves over. On the left it is **rounding**. The last digit
	// of a double-precision number is off by about
	// $\varepsilon = 2^{-52} \approx 2 \cdot 10^{-16}$ of its size. The two
	// losses agree in nearly all of their digits; when you subtract them the
	// common digits cancel, the unreliable last ones remain, and dividing by
	// the tiny $2h$ blows them up to about $\varepsilon |L| / h$. In the end
	// $\theta + h$ is rounded to $\theta$ itself, and the difference is simply
	// 0.
	//
	// The best step is where the sum of the two is smallest:
	//
	// $$h = \left( \frac{3 \varepsilon \, |L|}{|L'''|} \right)^{1/3}$$
	//
	// For an ordinary loss this is near $\varepsilon^{1/3}$, which is
	// $6 \cdot 10^{-6}$ in double precision and 0.005 in single precision,
	// where $\varepsilon$ is $2^{-23}$. **In double precision, take
	// $h = 10^{-5}$.**

	// ## How close is close enough? {#large-and-small-gradients}
	//
	// An error of $10^{-6}$ is nothing for a gradient of 1 and a great deal for
	// one of $10^{-5}$, so it has to be measured in proportion. With $g$ for
	// the gradient by backpropagation and $\hat g$ for the central difference:
	//
	// $$\text{relative error} = \frac{|g - \hat g|}{\max(|g|, |\hat g|)}$$
	//
	// Where both are close to 0 this quotient says nothing, which is why
	// programs put a small floor under the denominator. With $h = 10^{-5}$ in
	// double precision you can read it like this:
	//
	// | relative error | what it means |
	// | --- | --- |
	// | below 10⁻⁷ | right |
	// | 10⁻⁷ to 10⁻⁴ | right in a deep network; in a small one, look closer |
	// | 10⁻⁴ to 10⁻² | suspicious: single precision, a corner, the wrong $h$ |
	// | 10⁻² and above | wrong, unless there is a corner nearby |
	//
	// ## All of them at once {#every-number}
	//
	// Now every number of the network, checked by this book's own program,
	// which the text calls its engine:

	all := notebook.Must(cnn.CheckGradients(ex.Network, 1e-5))
	nb.Table(results(ex, all))
	known := gradientsOf(ex, all)
	nb.Say(verdict(all, known))
	alike(nb, all, known)
	if empty := provesLittle(ex); empty != "" {
		nb.Say(empty, nil)
	}
	nb.Say("what it took", notebook.Let{"passes": 2 * total})

	// ## A forgotten gate is caught {#a-wrong-gradient-is-caught}
	//
	// A check that has never failed has not proved much, so make the mistake of
	// [chapter 12](12-relu-backward) on purpose and forget ReLU's gate. The
	// kernel's gradient is then computed from $\partial L/\partial A$ instead
	// of $\partial L/\partial Z$:

	x, dA := ex.X.Rows(), ex.DA.Rows()
	ungated := cnn.Zeros(len(ex.K.Rows()), len(ex.K.Rows()[0]))
	for m := range ungated {
		for n := range ungated[m] {
			for i := range dA {
				for j := range dA[i] {
					ungated[m][n] += float64(dA[i][j] * x[i+m][j+n])
				}
			}
		}
	}

	// The central differences use no gate, so the mistake cannot reach them:

	nb.Table(suspects(ex, all))
	nb.Say(caught(all, ungated, meetsClosed(ex)), nil)

	// ## At a kink of ReLU {#at-a-kink}
	//
	// A central difference is the slope of the line between two points. If the
	// function has a corner between them, a **kink**, that slope belongs to
	// neither side. ReLU at $z = 0$ is the simplest case:

	nb.Figure(cornerFigure(nb.Phrase("the corner", nil)))

	// The corner need only lie somewhere between $z - h$ and $z + h$. The table
	// checks a network that is a single ReLU, at which a gradient of 1 arrives:

	acrossCorner(nb, [][2]float64{
		{0, 0.01}, {0.004, 0.01}, {0.004, 0.001}, {-0.004, 0.01}})

	// ## At a tie of max pooling {#at-a-tie}
	//
	// Max pooling has its corner where two cells of a window are equal. Suppose
	// that both hold 3. If you raise one of them, the maximum rises with it; if
	// you lower it, the other cell keeps the maximum where it was.

	atTie(nb, 3, 0.01)

	// ## What a check cannot see
	//
	// The check asks whether your gradient belongs to your loss, and not
	// whether that loss is the one you meant. Here is the same number in three
	// networks. The second uses $\log_2$ instead of $\ln$, forward and
	// backward, and the third forgets the biases $c$ of the fully connected
	// layer.

	nb.Table(unseen(ex, theta))

	// If the same mistake is made forward and backward, the gradient is the
	// right one for the wrong loss, and the check has no way to know. The
	// forward pass has to be compared with numbers from elsewhere, such as an
	// example that somebody else has worked out.
	//
	// ## My gradient is 0
	//
	// Print the gradients in the order in which they are computed, from the
	// loss toward the input. The first array that is all zeros tells you where
	// to look: at the step that computed it.
	//
	// > [!NOTE] Where a gradient can be lost
	// > - **At the scores:** $p - y$ is nearly 0 only if the network is already
	// >   right. If it is exactly 0, check that $y$ is not a copy of $p$.
	// > - **At a weight of the fully connected layer:** its gradient is
	// >   $\delta$ times the feature, and rightly 0 wherever the feature is 0.
	// > - **At max pooling:** most cells have not won, and their gradient has
	// >   to be 0.
	// > - **At ReLU:** if every pre-activation is at or below 0, the unit is
	// >   dead for this input. [Chapter 16](16-training) has one that is dead
	// >   for all inputs.
	// > - **In NumPy:** `np.array([2, 1])` holds integers, and so does
	// >   `zeros_like` of it, in which a gradient of 0.87 silently becomes 0.
	// >   Give your arrays `dtype=float`.
	// > - **Everywhere:** a sum was overwritten instead of added to, or the
	// >   array was detached or cleared (`detach`, `zero_grad`) before you read
	// >   it.
	// > - **Only almost 0:** many sigmoids in a row make a gradient tiny, and
	// >   four printed decimals show it as 0.
	//
	// ## Common mistakes {#where-people-slip}

	inSinglePrecision(nb, told, single, at32)
	if len(ex.S.Data) > 1 {
		smallestStep(nb, v, at, told)
	}
	nb.Mistake("a kink", nil, nil, nil)
	nb.Mistake("another loss", nil, nil, nil)

	// ## Exercises {#try-it}

	cube(nb)
	if len(ex.S.Data) > 1 {
		firstBias(nb, ex, h)
	}
	nearCorner(nb)
	nb.Ask("three relative errors", notebook.Let{"sign": 2,
		"twice": 0.5, "smaller": (2 - 1) / 1, "missing": 1})
	nb.Ask("the bug", nil)

	return nil
}

// ## The same in code {#the-loss-in-loops}
//
// The forward pass is that of [chapter
// 01](01-network#the-whole-forward-pass-in-loops), written in `loss.go` for a
// type `F` that is either `float64` or `float32`, so that it runs in double and
// in single precision. `v.scores()` is all of it up to the scores.
//
// Softmax and cross entropy follow in one step, because the logarithm of a
// probability is $\ln p_i = s_i - \ln \sum_j e^{s_j}$. The largest score is
// subtracted first, so that no power grows too large.

func (v values[F]) loss() F {
	s := v.scores()
	top, total, loss := slices.Max(s), F(0), F(0)
	for i := range s {
		total += exp(s[i] - top)
	}
	for i := range s {
		loss += F(v.y[i] * (ln(total) - (s[i] - top)))
	}
	return loss
}

// (`exp` and `ln` are the chapter's own, in `elementary.go`, because the last
// digit of the library's depends on the machine.) The central difference moves
// one number, computes the loss on both sides, and puts the number back:

func central[F float](v values[F], at *F, h F) F {
	theta := *at
	*at = theta + h
	up := v.loss()
	*at = theta - h
	down := v.loss()
	*at = theta
	return (up - down) / (2 * h)
}

// ## What comes next
//
// Now you know that the gradients are right. [Chapter 16](16-training) puts
// them to use, first in one step downhill and then in many.
