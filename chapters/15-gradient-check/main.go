// # Gradient check
//
// Every number of the backward pass is there. How do you know that they are
// right? Ask the loss itself: change one number by a little, and look.

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

func main() { notebook.Main(source, run) }

func run(nb *notebook.Notebook) error {
	ex, err := nb.Classic()
	if err != nil {
		return err
	}

	nb.Strip("L", false)

	// ## What you have and what you want
	//
	// You have two things. The forward pass makes the loss $L$ of the input
	// and the parameters. The backward pass says how $L$ changes when one of
	// them changes. You want a second opinion about the backward pass, by a
	// way that uses no chain rule, no rotated kernel and no gate.
	//
	// Write $\theta$ for any one of these numbers:

	total := len(ex.X.Data) + ex.Network.ParameterCount()
	nb.Table("The numbers that the loss depends on",
		[]string{"array", "shape", "numbers"}, [][]any{
			{"$X$", ex.X.Shape.Plain().String(), len(ex.X.Data)},
			{"$K$", ex.K.Shape.Plain().String(), len(ex.K.Data)},
			{"$b$", ex.B.Shape.String(), len(ex.B.Data)},
			{"$W$", ex.W.Shape.String(), len(ex.W.Data)},
			{"$c$", ex.C.Shape.String(), len(ex.C.Data)},
			{"together", "", total},
		})

	// ## The formula
	//
	// A gradient is a promise about small changes, and this is its definition:
	//
	// $$\frac{\partial L}{\partial \theta} =
	//   \lim_{h \to 0} \frac{L(\theta + h) - L(\theta)}{h}$$
	//
	// A program cannot go to the limit, but it can take a small step $h$. It
	// is better to step to both sides. The **central difference** is
	//
	// $$\frac{\partial L}{\partial \theta} \approx
	//   \frac{L(\theta + h) - L(\theta - h)}{2h}$$
	//
	// All other numbers stay as they are. Two forward passes give one number.
	//
	// ## One number in full

	theta, err := chosen(ex.Network)
	if err != nil {
		return err
	}
	v := of[float64](ex)
	at, name := v.element(theta), nameOf(theta)
	weight, h := *at, 0.01
	nb.Markdownf(`Take $%s = %v$ and $h = %v$.`, name, weight, h)

	// In the program `v.loss()` is the loss, in plain loops that you find
	// [further down](#the-loss-in-loops), and `at` points to the number that
	// is moved.

	*at = weight + h
	up := v.loss()
	*at = weight - h
	down := v.loss()
	*at = weight
	quotient := (up - down) / (2 * h)

	// This is what comes out:

	nb.Equation(fmt.Sprintf("L(%v)", notebook.Num(weight+h)),
		"≈ "+notebook.Places(up, 10))
	nb.Equation(fmt.Sprintf("L(%v)", notebook.Num(weight-h)),
		"≈ "+notebook.Places(down, 10))
	nb.Equation(`\frac{L(\theta + h) - L(\theta - h)}{2h}`,
		fmt.Sprintf(`≈ \frac{%s - %s}{%s}`, notebook.Places(up, 10),
			notebook.Places(down, 10), notebook.Num(2*h)),
		"≈ "+notebook.Places(quotient, 6))

	// And this is what backpropagation says:

	slope, err := gradient(ex, v, theta)
	if err != nil {
		return err
	}
	nb.Equation(notebook.TeX(theta.Sign, theta.Index...),
		"≈ "+notebook.Places(slope, 6))
	nb.Check("the loss in loops is the engine's", v.loss(), ex.L)
	nb.Check("the gradient is the engine's", slope, theta.Gradient)
	nb.Markdownf(`The two numbers are %s apart. No rule of the chapters
8 to 14 was used to make the first of them.`,
		notebook.Power(math.Abs(quotient-slope)))

	// ## Why to both sides
	//
	// The loss is a curve. Its Taylor series says what a step to one side
	// does, and what a step to the other side does:
	//
	// $$L(\theta \pm h) = L \pm h L' + \frac{h^2}{2} L''
	//   \pm \frac{h^3}{6} L''' + \dots$$
	//
	// If you subtract $L$ and divide by $h$, the bend $L''$ stays in the
	// result:
	//
	// $$\frac{L(\theta + h) - L(\theta)}{h} =
	//   L' + \frac{h}{2} L'' + \dots$$
	//
	// If you subtract $L(\theta - h)$, all terms with even powers are equal
	// on both sides and go away:
	//
	// $$\frac{L(\theta + h) - L(\theta - h)}{2h} =
	//   L' + \frac{h^2}{6} L''' + \dots$$
	//
	// So with a step that is ten times smaller the first error becomes ten
	// times smaller, the second a hundred times. Look:

	nb.Table(fmt.Sprintf("How far from the gradient $%s$",
		notebook.Places(slope, 6)), []string{"$h$", "one side",
		"off by", "both sides", "off by"}, oneAndBoth(v, at, slope))

	// ## How small should the step be?
	//
	// Then why not take $h = 10^{-13}$ and be done? Here is how far the central
	// difference is off, for the same number, as the step gets ten times
	// smaller from point to point. Both axes are logarithmic.

	steps := []float64{1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7,
		1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13}
	single := of[float32](ex)
	at32 := single.element(theta)
	double := errorsOf("double precision", v, at, steps, slope)
	half := errorsOf("single precision", single, at32, steps, slope)
	for _, picture := range pictures(double, half, v.loss()) {
		nb.Figure(picture)
	}

	// Two errors add here.
	//
	// **Truncation**, on the right. It is what the Taylor series leaves over:
	//
	// $$\frac{h^2}{6} \, |L'''|$$
	//
	// Ten times smaller steps make it a hundred times smaller: the slope is 2.
	//
	// **Rounding**, on the left. A number has about sixteen digits, and its
	// last one is off. The size of that is about $\varepsilon$ times the
	// number, with $\varepsilon = 2^{-52} \approx 2 \cdot 10^{-16}$. The two
	// losses agree in nearly all of their digits. When you subtract them, what
	// they share goes away, and the wrong last digits stay. The division by
	// $2h$ makes them large:
	//
	// $$\frac{\varepsilon \, |L|}{h}$$
	//
	// Ten times smaller steps make it ten times larger: the slope is $-1$.
	// Where $\theta + h$ is rounded to $\theta$ itself, nothing is left of the
	// step, and the difference is 0.
	//
	// The best step is where the sum of both errors is smallest. There the
	// slope of the sum is 0:
	//
	// $$\frac{h}{3} \, |L'''| - \frac{\varepsilon \, |L|}{h^2} = 0,
	//   \quad h = \left( \frac{3 \varepsilon \, |L|}{|L'''|}
	//   \right)^{1/3}$$
	//
	// With a loss and a third derivative of ordinary size this is near
	// $\varepsilon^{1/3}$, which is $6 \cdot 10^{-6}$ in double precision. In
	// single precision $\varepsilon$ is $2^{-23}$ and its third root is 0.005.
	// **Take $h = 10^{-5}$, in double precision, and you are near the best.**
	//
	// The left arm consists of last digits, and $e^x$ and $\ln x$ are the two
	// functions whose last digit is not the same on every machine, so this
	// chapter computes them from $+$, $-$, $\times$ and $/$ alone. They agree
	// with those of the library:

	powers, library := sampled(exp, math.Exp, -10, 4)
	nb.Check("$e^x$ from $-10$ to $4$", powers, library)
	logs, library := sampled(ln, math.Log, 1, 20)
	nb.Check(`$\ln x$ from $1$ to $20$`, logs, library)

	// ## Large and small gradients
	//
	// To be off by $10^{-6}$ is nothing for a gradient of 1 and much for one
	// of $10^{-5}$. So compare in proportion. With $g$ for the gradient by
	// backpropagation and $d$ for the difference:
	//
	// $$\text{relative error} = \frac{|g - d|}{\max(|g|, |d|)}$$
	//
	// Where both are near 0 the quotient says nothing, so programs put a
	// small floor under the denominator. Read it like this, with $h = 10^{-5}$
	// in double precision:
	//
	// | relative error | what it means |
	// | --- | --- |
	// | below 10⁻⁷ | the gradient is right |
	// | about 10⁻⁵ | look closer: a poor step, single precision, a kink |
	// | 10⁻² and more | the gradient is wrong, or there is a kink |
	//
	// ## Every number
	//
	// Now all of them, with the engine of this book:

	all, err := cnn.CheckGradients(ex.Network, 1e-5)
	if err != nil {
		return err
	}
	nb.Table("Every parameter, and the input", []string{"number",
		"backpropagation", "central difference", "relative error"},
		results(all))
	nb.Markdownf("%s", verdict(all))
	nb.Markdownf(`This took %d forward passes. Backpropagation took one
pass forward and one backward. So nobody trains by differences. You
check once, on a small network, and take the rules from there to the
large one.`, 2*total)

	// ## A wrong gradient is caught
	//
	// Make the mistake of [chapter 12](12-relu-backward): forget ReLU's gate.
	// The kernel's gradient is then made of $\partial L/\partial A$ in place
	// of $\partial L/\partial Z$.

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

	// Hold it against the differences:

	caught, bad := suspects(all, ungated)
	nb.Table("The kernel's gradient without the gate",
		[]string{"number", "without the gate", "central difference",
			"relative error"}, caught)
	nb.Markdownf("%s", when(bad > 0, `The check says that something is
wrong. It does not say what. To find out, check one layer at a time: cut
the network off before it and behind it, and let an error of your own
arrive.`, `The check finds nothing, and it is right: in this network the
mistake changes no number, since no error meets a closed gate. A check
sees what your numbers can show.`))

	// ## At a kink
	//
	// A difference is a slope between two points. If the function has a corner
	// between them, it is the slope of neither side. Look at ReLU, at $z = 0$:

	nb.Figure(notebook.Figure{
		Title: "The central difference across the corner of ReLU",
		Caption: `From $-h$ to $h$ the difference sees a line of slope
½. The function has slope 0 on the left and slope 1 on the right.`,
		X: notebook.Axis{Label: "z, in steps h"},
		Y: notebook.Axis{Label: "max(0, z)"},
		Curves: []notebook.Curve{
			{Name: "ReLU", X: []float64{-2, 0, 2},
				Y: []float64{0, 0, 2}},
			{Name: "from −h to h", X: []float64{-1, 1},
				Y: []float64{0, 1}, Dashed: true},
		},
	})

	// The corner need not be hit. It is enough that it lies between $z - h$
	// and $z + h$. Below is a network of one ReLU at which the error 1 arrives:

	corner, message, err := acrossCorner([][2]float64{
		{0, 0.01}, {0.004, 0.01}, {0.004, 0.001}, {-0.004, 0.01}})
	if err != nil {
		return err
	}
	nb.Table("One ReLU, near its corner", []string{"$z$", "$h$",
		"backpropagation", "central difference", "can be checked"},
		corner)
	nb.Markdownf(`Where it says “no”, the engine reports: “%s”. It
compares the gates at $z + h$ and $z - h$ with those at $z$. At such a
place the difference proves nothing, neither for the gradient nor
against it. Take a smaller step or other numbers. At $z = 0$ no step
helps.`, message)

	// ## At a tie
	//
	// Max pooling has its corner where two cells are equal. Let a window hold
	// 3 and 3. Raise one of them, and the maximum goes up with it. Lower it,
	// and the other one holds the maximum where it was.

	tie, message, err := atTie(3, 0.01)
	if err != nil {
		return err
	}
	nb.Table("Two equal cells in one window", []string{"cell",
		"backpropagation", "step up", "step down",
		"central difference"}, tie)
	nb.Markdownf(`The slopes of the two sides are not equal, so there is
no slope. Backpropagation gives 1 to the first cell and 0 to the second;
the central difference gives each of them one half. The engine reports:
“%s”. Ties are common in tidy examples and in the flat parts of an
image. Check with untidy numbers.`, message)

	// ## What a check cannot see
	//
	// The check asks whether your gradient belongs to your loss. It does not
	// ask whether that is the loss you mean. Here is the same number in three
	// networks. The second takes $\log_2$ in place of $\ln$, forward and
	// backward. The third forgets the biases $c$ of the fully connected layer.

	blind, err := unseen(ex, theta)
	if err != nil {
		return err
	}
	nb.Table("Three networks, of which one is meant",
		[]string{"network", "loss", "backpropagation",
			"central difference", "relative error"}, blind)

	// A mistake that is made forward and backward alike passes every gradient
	// check. For the forward pass you need numbers from elsewhere, such as an
	// example that somebody worked out.
	//
	// ## Where people slip

	nb.Slip("", `The check runs in **single precision**, because the
network does. A loss then has seven digits, and the subtraction leaves
two or three of them. A right gradient looks wrong. Turn the network to
double precision for the check.`,
		[]any{boxed(-5, central(v, at, 1e-5))},
		[]any{boxed(-5, float64(central(single, at32, 1e-5)))})

	nb.Slip("", fmt.Sprintf(`The **step is too small or too large**.
“The smaller, the more exact” is true on paper only. Here $h = 10^{-13}$
is off by %s and $h = 0.1$ by %s, where $h = 10^{-5}$ is off by %s.`,
		off(v, at, 1e-13, slope), off(v, at, 0.1, slope),
		off(v, at, 1e-5, slope)),
		[]any{boxed(-5, central(v, at, 1e-5))},
		[]any{boxed(-13, central(v, at, 1e-13))})

	nb.Slip("", `**A kink is taken for a mistake.** One number of
thousands is far off, and you search the program for days. First see
whether a gate or a winner changes between the two points.`, nil, nil)

	nb.Slip("", `**The check differentiates another loss than the one
that is trained.** The gradient has the weight decay in it, the loss has
not. The loss is a sum over the batch, the gradient a mean. Dropout
draws new random numbers for each of the two passes. Let both see the
same terms, the same factor and the same random numbers.`, nil, nil)

	// ## Try it

	const upper, lower = 2.1 * 2.1 * 2.1, 1.9 * 1.9 * 1.9
	nb.Exercise(notebook.Exercise{
		Question: `Take $f(\theta) = \theta^3$ at $\theta = 2$, with
$h = 0.1$. What is the central difference $d$, and by how much is it
off?`,
		Answers: []notebook.Answer{
			{Name: `d`, Value: (upper - lower) / 0.2,
				Wrong: []notebook.Wrong{
					{Value: (upper - lower) / 0.1,
						Did: "divided by h in place of 2h"},
					{Value: (upper - 2*2*2) / 0.1,
						Did: "took the step to one side only"}}},
			{Name: `\text{off by}`, Value: (upper-lower)/0.2 - 3*2*2}},
		Hint: `$2.1^3 = 9.261$ and $1.9^3 = 6.859$.`,
		Solution: `$(9.261 - 6.859) / 0.2 = 12.01$, and the slope is
$3 \cdot 2^2 = 12$. The error is exactly $h^2$: the third derivative is
6 everywhere, so $\frac{h^2}{6} \cdot 6$ is left over and nothing
else.`,
	})

	c, up, down := v.aside(h)
	nb.Exercise(notebook.Exercise{
		Question: fmt.Sprintf(`The first bias of the fully connected
layer is $c_0 = %s$. With $h = %v$ the program finds $L(%s) ≈ %s$ and
$L(%s) ≈ %s$. What is the central difference? What should come out?`,
			notebook.Num(c), h, notebook.Num(c+h),
			notebook.Places(up, 8), notebook.Num(c-h),
			notebook.Places(down, 8)),
		Answers: []notebook.Answer{
			{Name: `d`, Value: (up - down) / (2 * h),
				Wrong: []notebook.Wrong{{Value: (up - down) / h,
					Did: "divided by h in place of 2h"}}}},
		Hint: `A step to each side is a way of $2h$.`,
		Solution: fmt.Sprintf(`$(%s - %s) / %v ≈ %s$. Backpropagation
says $p_0 - y_0 %s$.`,
			notebook.Places(up, 8), notebook.Places(down, 8), 2*h,
			notebook.Num((up-down)/(2*h)), notebook.Eq(ex.DC.At(0))),
	})

	nb.Exercise(notebook.Exercise{
		Question: `A ReLU stands at $z = 0.002$, and you check it with
$h = 0.01$. What is the central difference, and what is the slope?`,
		Answers: []notebook.Answer{
			{Name: `d`, Value: 0.012 / 0.02, Wrong: []notebook.Wrong{
				{Value: (0.012 + 0.008) / 0.02,
					Did: "forgot the corner"},
				{Value: 0.012 / 0.01,
					Did: "divided by h in place of 2h"}}},
			{Name: `\text{slope}`, Value: 1, Wrong: []notebook.Wrong{
				{Value: 0.012 / 0.02,
					Did: "took the difference for it"}}}},
		Hint: `On the other side of the corner the value is 0.`,
		Solution: `$(0.012 - 0) / 0.02 = 0.6$. The slope is 1, since
$z > 0$. With $h = 0.001$ both points lie on the same side, and the
difference is 1 too.`,
	})

	nb.Exercise(notebook.Exercise{
		Question: `What is the relative error if your gradient (a) has
the wrong sign, (b) is twice as large as it should be, (c) is 0, because
a line is missing?`,
		Answers: []notebook.Answer{{Name: `\text{(a)}`, Value: 2},
			{Name: `\text{(b)}`, Value: 0.5,
				Wrong: []notebook.Wrong{{Value: (2 - 1) / 1,
					Did: "divided by |d|, which is the smaller"}}},
			{Name: `\text{(c)}`, Value: 1}},
		Hint: `Put $g = -d$, $g = 2d$ and $g = 0$ into the formula.`,
		Solution: `(a) $|(-d) - d| / |d| = 2$. (b)
$|2d - d| / |2d| = 0.5$. (c) $|0 - d| / |d| = 1$. Keep these three in
mind: they name the mistake.`,
	})

	return nil
}

// ## The loss in loops
//
// This is the whole forward pass, the chapters 2 to 7 in one place. The type
// `F` is `float64` or `float32`, so the same lines run in double and in single
// precision. First the scores:

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

// Then softmax and cross entropy in one. The logarithm of a probability is
// $\ln p_i = s_i - \ln \sum_j e^{s_j}$. The largest score is taken off first,
// so that no power grows too large.

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

// $e^x$: halve $x$ until it is small, add up the series, and square the sum as
// often as $x$ was halved.

func exp[F float](x F) F {
	halvings := 0
	for x < -0.5 || x > 0.5 {
		x /= 2
		halvings++
	}
	sum, term := F(1), F(1)
	for n := F(1); n < 20; n++ {
		term = term * x / n
		sum += term
	}
	for range halvings {
		sum *= sum
	}
	return sum
}

// $\ln x$ is the number $y$ with $e^y = x$. Begin at 0 and improve it; a step
// is Halley's, a cousin of Newton's.

func ln[F float](x F) F {
	y := F(0)
	for range 50 {
		e := exp(y)
		y += 2 * (x - e) / (x + e)
	}
	return y
}

// The central difference moves one number, computes the loss, and puts the
// number back.

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
// The gradients are right, and you know it. [Chapter 16](16-training) uses
// them: one step downhill, and then many.
