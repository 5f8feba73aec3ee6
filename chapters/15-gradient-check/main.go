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
	"fmt"
	"math"
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
	at, name := v.element(theta), nameOf(theta)
	weight, h := *at, 0.01
	nb.Say("the number", notebook.Let{"name": name, "weight": weight,
		"h": h})

	// In the program, `v.loss()` is the whole forward pass in [plain
	// loops](#the-loss-in-loops), and `at` points to the number that moves.

	*at = weight + h
	up := v.loss()
	*at = weight - h
	down := v.loss()
	*at = weight
	quotient := (up - down) / (2 * h)

	// The two losses are nearly equal, and the little by which they differ is
	// all that matters:

	nb.Equation(fmt.Sprintf("L(%v)", notebook.Num(weight+h)),
		"≈ "+notebook.Places(up, 10))
	nb.Equation(fmt.Sprintf("L(%v)", notebook.Num(weight-h)),
		"≈ "+notebook.Places(down, 10))
	nb.Equation(`\frac{L(\theta + h) - L(\theta - h)}{2h}`,
		fmt.Sprintf(`≈ \frac{%s - %s}{%s}`, notebook.Places(up, 10),
			notebook.Places(down, 10), notebook.Num(2*h)),
		"≈ "+notebook.Places(quotient, 6))

	// Backpropagation arrives at the same number by an entirely different
	// route:

	slope := gradient(ex, v, theta)
	nb.Equation(notebook.TeX(theta.Sign, theta.Index...),
		"≈ "+notebook.Places(slope, 6))
	nb.Check("the loss in loops is the engine's", v.loss(), ex.L)
	nb.Check("the gradient is the engine's", slope, theta.Gradient)
	nb.Say("how far apart", notebook.Let{
		"gap": notebook.Power(math.Abs(quotient - slope))})

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

	nb.Table(fmt.Sprintf("How far from the gradient $%s$",
		notebook.Places(slope, 6)), []string{"$h$", "one side",
		"off by", "both sides", "off by"}, oneAndBoth(v, at, slope))

	// ## How small should the step be?
	//
	// Then why not take $h = 10^{-13}$ and be done with it? Here is how far the
	// central difference is off, with a step that gets ten times smaller from
	// point to point. Both axes are logarithmic, so a power of $h$ is a
	// straight line.

	steps := []float64{1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7,
		1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13}
	single := of[float32](ex)
	at32 := single.element(theta)
	double := errorsOf("double precision", v, at, steps, slope)
	half := errorsOf("single precision", single, at32, steps, slope)
	drawn := pictures(double, half, v.loss())
	for _, picture := range drawn {
		picture.Caption = nb.Phrase("the curve", notebook.Let{
			"double": bottom(double), "single": bottom(half)})
		nb.Figure(picture)
	}
	if len(drawn) == 0 {
		nb.Say("no curve", nil)
	}

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
	// | 10⁻⁴ to 10⁻² | suspicious: single precision, a poor step or a corner |
	// | 10⁻² and above | wrong, unless there is a corner nearby |
	//
	// ## All of them at once {#every-number}
	//
	// Now every number of the network, checked by this book's own program,
	// which the text calls its engine:

	all := notebook.Must(cnn.CheckGradients(ex.Network, 1e-5))
	nb.Table("Every parameter, and the input", []string{"number",
		"backpropagation", "central difference", "relative error"},
		results(all))
	nb.Say(verdict(all))
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

	caught, bad := suspects(all, ungated)
	nb.Table("The kernel's gradient without the gate",
		[]string{"number", "without the gate", "central difference",
			"relative error"}, caught)
	nb.Say(when(bad > 0, "caught", "not caught"), nil)

	// ## At a kink of ReLU {#at-a-kink}
	//
	// A central difference is the slope of the line between two points. If the
	// function has a corner between them, a **kink**, that slope belongs to
	// neither side. ReLU at $z = 0$ is the simplest case:

	nb.Figure(notebook.Figure{
		Title:   "The central difference across the corner of ReLU",
		Caption: nb.Phrase("the corner", nil),
		X:       notebook.Axis{Label: "z, in steps h"},
		Y:       notebook.Axis{Label: "max(0, z)"},
		Curves: []notebook.Curve{
			{Name: "ReLU", X: []float64{-2, 0, 2},
				Y: []float64{0, 0, 2}},
			{Name: "from −h to h", X: []float64{-1, 1},
				Y: []float64{0, 1}, Dashed: true},
		},
	})

	// The corner need only lie somewhere between $z - h$ and $z + h$. The table
	// checks a network that is a single ReLU, at which a gradient of 1 arrives:

	corner, message := acrossCorner([][2]float64{
		{0, 0.01}, {0.004, 0.01}, {0.004, 0.001}, {-0.004, 0.01}})
	nb.Table("One ReLU, near its corner", []string{"$z$", "$h$",
		"backpropagation", "central difference", "can be checked"},
		corner)
	nb.Say("across the corner", notebook.Let{"message": message})

	// ## At a tie of max pooling {#at-a-tie}
	//
	// Max pooling has its corner where two cells of a window are equal. Suppose
	// that both hold 3. If you raise one of them, the maximum rises with it; if
	// you lower it, the other cell keeps the maximum where it was.

	tie, message := atTie(3, 0.01)
	nb.Table("Two equal cells in one window", []string{"cell",
		"backpropagation", "step up", "step down",
		"central difference"}, tie)
	nb.Say("at the tie", notebook.Let{"message": message})

	// ## What a check cannot see
	//
	// The check asks whether your gradient belongs to your loss, and not
	// whether that loss is the one you meant. Here is the same number in three
	// networks. The second uses $\log_2$ instead of $\ln$, forward and
	// backward, and the third forgets the biases $c$ of the fully connected
	// layer.

	blind := unseen(ex, theta)
	nb.Table("Three networks, of which one is meant",
		[]string{"network", "loss", "backpropagation",
			"central difference", "relative error"}, blind)

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

	inSingle := float64(central(single, at32, 1e-5))
	if !math.IsNaN(inSingle) {
		nb.Mistake("in single precision", nil,
			[]any{boxed(-5, central(v, at, 1e-5))},
			[]any{boxed(-5, inSingle)})
	}

	if len(ex.S.Data) > 1 {
		nb.Mistake("the smallest step", notebook.Let{
			"tiny":  off(v, at, 1e-13, slope),
			"large": off(v, at, 0.1, slope),
			"good":  off(v, at, 1e-5, slope)},
			[]any{boxed(-5, central(v, at, 1e-5))},
			[]any{boxed(-13, central(v, at, 1e-13))})
	}

	nb.Mistake("a kink", nil, nil, nil)
	nb.Mistake("another loss", nil, nil, nil)

	// ## Exercises {#try-it}

	const upper, lower = 2.1 * 2.1 * 2.1, 1.9 * 1.9 * 1.9
	nb.Ask("a cube", notebook.Let{
		"difference": (upper - lower) / 0.2,
		"twice":      (upper - lower) / 0.1,
		"one side":   (upper - 2*2*2) / 0.1,
		"off":        (upper-lower)/0.2 - 3*2*2})
	if len(ex.S.Data) > 1 {
		firstBias(nb, ex, v, h)
	}
	nb.Ask("near the corner", notebook.Let{"slope": 1,
		"difference": 0.012 / 0.02, "twice": 0.012 / 0.01,
		"line": (0.012 + 0.008) / 0.02})
	nb.Ask("three relative errors", notebook.Let{"sign": 2,
		"twice": 0.5, "smaller": (2 - 1) / 1, "missing": 1})

	return nil
}

// ## The same in code {#the-loss-in-loops}
//
// This is the whole forward pass, chapters 2 to 7 in one place, written for a
// type `F` that is either `float64` or `float32`, so that it runs in double and
// in single precision. The scores come first:

type float interface{ float32 | float64 }

// values are all numbers that the loss depends on.
type values[F float] struct {
	x, k [][]F
	b    []F // one number
	w    [][]F
	c, y []F
	pool cnn.Window
}

func (v values[F]) scores() []F {
	// Convolution and ReLU.
	a := make([][]F, len(v.x)-len(v.k)+1)
	for i := range a {
		a[i] = make([]F, len(v.x[0])-len(v.k[0])+1)
		for j := range a[i] {
			z := v.b[0]
			for m := range v.k {
				for n := range v.k[m] {
					z += F(v.x[i+m][j+n] * v.k[m][n])
				}
			}
			a[i][j] = max(0, z)
		}
	}
	// Max pooling and flatten.
	var f []F
	size, stride := v.pool.Size, v.pool.Stride
	for i := 0; i+size.Down <= len(a); i += stride.Down {
		for j := 0; j+size.Across <= len(a[0]); j += stride.Across {
			largest := a[i][j]
			for m := range size.Down {
				for n := range size.Across {
					largest = max(largest, a[i+m][j+n])
				}
			}
			f = append(f, largest)
		}
	}
	// Fully connected.
	s := make([]F, len(v.c))
	for i := range s {
		for j := range f {
			s[i] += F(v.w[i][j] * f[j])
		}
		s[i] += v.c[i]
	}
	return s
}

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
