// # The network
//
// A small network looks at an image and gives a probability to each possible
// answer, or class. How wrong is it, and how would each of its numbers have to
// change to make it less wrong?
//
// > [!SHORT]
// > One number, the loss $L$, says how wrong the network is. The gradient
// > $\partial L/\partial T$ of any number $T$ in the network says how fast the
// > loss grows when $T$ grows. To make the loss smaller, lower $T$ if its
// > gradient is positive and raise it if it is negative. To find its gradient,
// > follow every path from $T$ to the loss, multiply the slopes along each, and
// > add the results. If $T$ feeds the numbers $U_i$ of the next step, that is
// >
// > $$\frac{\partial L}{\partial T} = \sum_i \frac{\partial L}{\partial U_i} \,
// > \frac{\partial U_i}{\partial T}$$
// >
// > **Backpropagation** is this rule, applied from the loss back to the image,
// > so that what has been found for one layer is used by the layer before it.
// > An array and its gradient always have the same shape, because every number
// > has a slope of its own.

package main

import (
	_ "embed"
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

	nb.Strip("X", false)

	// ## What this book does
	//
	// It takes one small convolutional network with fixed numbers and works
	// everything out, by hand and by program: forward from the image to the
	// **loss**, and then backward from the loss to the **gradient** of every
	// number in the network. The way back is where people get stuck, so each
	// step of it has a chapter: the formula, its numbers, and a short program.
	//
	// ## One path: slopes multiply
	//
	// Here is the smallest example that has something to go back through. An
	// input $x$ is multiplied by a weight $w$, a bias $b$ is added, and the sum
	// $z$ is squared. The result $R$ plays the part of the loss:

	inputs, weight, bias := []float64{1.5, 1}, 2.0, -1.0
	oneLoss(nb, inputs[0], weight, bias)

	// How fast does $R$ grow when $w$ grows? If $w$ rises a little, $z$ rises
	// $x$ times as much, so the slope of the first step is $x$. If $z$ rises a
	// little, $R = z^2$ rises $2z$ times as much, which is the slope of the
	// second. One change drives the next like two gears: the slopes multiply.

	onePath(nb, inputs[0], weight, bias)
	nb.Say("tried out", tried(inputs[:1], weight, bias))

	// ## A fork: paths add
	//
	// Now let the same weight be used twice, as a convolution does with its
	// weights all the time. Then two paths lead from $w$ to $R$:
	//
	// ```text
	//       ┌─▶ z₀ = w·x₀ + b ─▶ z₀² ─┐
	//  w, b ┤                         ├─▶ R = z₀² + z₁²
	//       └─▶ z₁ = w·x₁ + b ─▶ z₁² ─┘
	// ```
	//
	// Along each path the slopes multiply as before. And because a change of
	// $w$ travels along both of them at once, what arrives at $R$ is the sum:

	twoPaths(nb, inputs, weight, bias)
	nb.Say("tried out", tried(inputs, weight, bias))

	// As a program, that is a loop in which every use of the weight adds a
	// term. The check compares $R$ with $w$ half a unit higher and half a unit
	// lower. For squares the difference is exactly the slope:

	dw := 0.0
	for _, x := range inputs {
		z := float64(weight*x) + bias
		dw += float64(2 * z * x)
	}
	above := squares(inputs, weight+0.5, bias)
	below := squares(inputs, weight-0.5, bias)
	nb.Check("computed and measured slope agree", dw, above-below)

	// **Slopes multiply along a path, and paths add.** Apart from the slopes of
	// a few functions, there is no more calculus than this in the whole book.
	//
	// ## The network is a chain of steps {#a-chain-of-steps}
	//
	// Each step of the network takes one array of numbers and makes the next.

	nb.Tabulate("the chain", notebook.ShapesOf(ex.X, ex.Z, ex.A, ex.P,
		ex.F, ex.S, ex.Prob))

	// Image $X$ and target $y$, the answer that would be right, are given. The
	// **kernel** $K$ is a small array of weights that slides over the image,
	// and max pooling keeps the largest number of each of its windows.

	nb.Say("the windows", windows(ex.Pool))

	// ## Notation {#the-signs}
	//
	// The letters of the network mean the same everywhere; indices such as $i$
	// and $j$ are explained where they are used. What a chapter adds, and what
	// a word means, is on the page of [symbols and words](words).

	nb.Tabulate("the symbols", notebook.ShapesOf(ex.X, ex.K, ex.Z, ex.A,
		ex.P, ex.F, ex.W, ex.C, ex.S, ex.Prob, ex.Y))

	// A gradient has the shape of its array, so when a result looks wrong,
	// compare the shapes first. That of a layer's output is also called the
	// **error signal**, because it travels on through the chain.
	//
	// ## How to read the numbers
	//
	// **Indices count from 0.** $X_{0,0}$ is the upper left cell, and $X_{i,j}$
	// (in a terminal X[i,j]) is the cell in row $i$ and column $j$, row first.
	//
	// **“=” and “≈”:** after “=” comes exactly what was computed, after “≈” a
	// number rounded to at most four decimals, or to more of them where four
	// would not add up to the result that you see. (NumPy always prints “=”.)
	//
	// ## Which numbers are learned {#what-is-learned}
	//
	// The numbers that belong to the network itself, and that training changes,
	// are its **parameters**. All others are given or computed.

	nb.Table(parameters(ex))

	// The kernel has so few weights because it uses the same ones everywhere.
	//
	// ## Forward, at a glance
	//
	// Here are all the numbers of the forward pass, one row for each step, and
	// each step has its own chapter. The kernel slides over the image and
	// leaves one number at each place, ReLU sets the negative ones to 0, and of
	// each pooling window only the largest goes on. Flatten reads the pooled
	// map row by row into a vector of features, each class weighs them in its
	// own way and so gets a score, and softmax turns the scores into
	// probabilities. The loss compares these with the target, $L = -\sum_i y_i
	// \ln p_i$, so that only the probability of the true class appears in it:

	forwardGlance(nb, ex)

	// ## Is the answer right?

	nb.Say(verdict(ex))

	// The loss is 0 if the true class has the probability 1, and grows without
	// bound as that probability falls. “Less wrong” means a smaller $L$.
	//
	// ## The whole forward pass in code {#the-whole-forward-pass-in-loops}
	//
	// The same once more as a program: nothing but loops, sums and products,
	// one `max` for ReLU, another for pooling, `Exp` and `Log`.

	size, by := ex.Pool.Size, ex.Pool.Stride
	loss := func(x, k [][]float64, b float64,
		w [][]float64, c, y []float64) float64 {
		// Convolution and ReLU: Z = X ⋆ K + b, A = max(0, Z).
		a := cnn.Zeros(len(x)-len(k)+1, len(x[0])-len(k[0])+1)
		for i := range a {
			for j := range a[i] {
				z := 0.0
				for m := range k {
					for n := range k[m] {
						z += float64(x[i+m][j+n] * k[m][n])
					}
				}
				a[i][j] = max(0, z+b)
			}
		}
		// Max pooling and flatten: the windows, row by row.
		var f []float64
		for i := 0; i+size.Down <= len(a); i += by.Down {
			for j := 0; j+size.Across <= len(a[0]); j += by.Across {
				largest := a[i][j]
				for m := range size.Down {
					for n := range size.Across {
						largest = max(largest, a[i+m][j+n])
					}
				}
				f = append(f, largest)
			}
		}
		// Fully connected: s = W f + c.
		s := slices.Clone(c)
		for i := range w {
			for j := range f {
				s[i] += float64(w[i][j] * f[j])
			}
		}
		// Softmax and cross entropy, as chapter 07 explains them.
		L, sum, top := 0.0, 0.0, slices.Max(s)
		for i := range s {
			sum += math.Exp(s[i] - top)
		}
		for i := range y {
			L -= float64(y[i] * (s[i] - top - math.Log(sum)))
		}
		return L
	}

	x, k, w := ex.X.Rows(), ex.K.Rows(), ex.W.Rows()
	b, c, y := ex.B.At(0), ex.C.Values(), ex.Y.Values()
	before := loss(x, k, b, w, c, y)
	nb.Check("loops and engine agree on $L$", before, ex.L)

	// The **engine** is a second implementation, for any network ([chapter
	// 18](18-any-network)). A check compares each chapter's loops with it.
	//
	// ## What if one weight grows? {#the-question-of-the-way-back}
	//
	// The most direct way to learn how the loss depends on a weight is to try
	// it out. Raise one weight of the kernel by very little, run the loops
	// again, and divide the change of the loss by the change of the weight.
	// Where the result is positive, the weight should fall, and where it is
	// negative, the weight should rise:

	nb.Table(raisedWeights(ex, 0.0001, func(k [][]float64) float64 {
		return loss(x, k, b, w, c, y)
	}))

	// The last column is what the backward pass gives. The two agree except for
	// their last digits, because the step is not infinitely small ([chapter
	// 15](15-gradient-check) does this with care). But the experiment takes a
	// forward pass for *each* parameter, and a network may have millions. **The
	// backward pass finds all gradients in one go**.
	//
	// ## The chain rule
	//
	// A weight of the kernel feeds every cell of $Z$, and then the paths fork
	// again, at the scores. You need not follow them to the end, because the
	// gradient of a cell of $Z$ already contains all that happens after it. The
	// rule stays the same: if a number $T_j$ feeds the numbers $U_i$, then
	//
	// $$\frac{\partial L}{\partial T_j} = \sum_i
	//   \frac{\partial L}{\partial U_i} \, \frac{\partial U_i}{\partial T_j}$$
	//
	// The first factor arrives from the step after this one, and the second is
	// the slope of the step itself. Every backward chapter is this formula for
	// one kind of step.
	//
	// For the whole chain at once it becomes a long product, in which each
	// factor after the first holds all the slopes of a step:
	//
	// $$\frac{\partial L}{\partial K} = \frac{\partial L}{\partial s} \cdot
	//   \frac{\partial s}{\partial f} \cdot \frac{\partial f}{\partial P} \cdot
	//   \frac{\partial P}{\partial A} \cdot \frac{\partial A}{\partial Z} \cdot
	//   \frac{\partial Z}{\partial K}$$
	//
	// Multiply from the left, and after every factor you hold just one list of
	// numbers, which every layer closer to the input needs: it is computed once
	// and passed on. That is all **backpropagation** means. ([Chapter
	// 22](22-backward-is-the-transpose#why-from-the-left) counts what it
	// saves.)
	//
	// ## Backward, at a glance {#a-map-of-the-way-back}
	//
	// Here are the gradients of the same arrays. In each pair the upper row is
	// a step of the forward pass, read from left to right, and the lower row
	// what the backward pass makes of it, read from right to left, except for
	// the kernel's gradient, which is not passed on. The last two share a step.
	//
	// **Subtract:** at the scores, softmax and cross entropy together leave
	// nothing but a difference ([chapter
	// 08](08-softmax-cross-entropy-backward)).

	glance(nb, ex, "subtract")

	// **Transpose:** a feature fed every score, and collects through the same
	// weights what they send back ([chapter 09](09-fully-connected-backward)).

	glance(nb, ex, "transpose")

	// **Put back:** flatten only moved the numbers, so their gradients return
	// to where the numbers came from ([chapter 10](10-flatten-backward)).

	glance(nb, ex, "put back")

	// **Send to the winner:** the largest cell of a window decided the result,
	// so it alone gets the gradient ([chapter 11](11-max-pooling-backward)).

	glance(nb, ex, "send to the winner")

	// **Gate:** with 1 for an open gate and 0 for a closed one, ReLU is a
	// product cell by cell: the gradient passes where the number passed, and
	// elsewhere it ends ([chapter 12](12-relu-backward)).

	glance(nb, ex, "gate")

	// **Correlate:** each weight of the kernel was used at every place of the
	// image, so its gradient adds up one product for every place ([chapter
	// 13](13-convolution-backward-kernel)).

	glance(nb, ex, "correlate")
	nb.Say("the other parameters", nil)

	// **Stamp:** each cell of $\partial L/\partial Z$ stamps a copy of the
	// kernel, scaled by itself, onto what its window read, and where stamps
	// overlap they add ([chapter 14](14-convolution-backward-input)).

	glance(nb, ex, "stamp")

	// ## Common mistakes {#where-people-slip}

	nb.Mistake(twoGradients(nb, ex))

	// ## Exercises {#try-it}

	nb.Ask("another kernel", otherKernel(ex))
	nb.Ask("how many products", products(ex))
	nb.Ask("how many numbers", notebook.SizesOf(ex.P, ex.X, ex.W))

	// ## How to read the book
	//
	// Under most results you can open “Every element in full”. Type your number
	// into an exercise, and the page says whether it is right or, if it can,
	// which mistake it looks like. If you know the forward pass already, go on
	// with [chapter 08](08-softmax-cross-entropy-backward).
	//
	// Every chapter is also a program that takes your own numbers, sizes
	// included: the [front page](index#read) says how, and [chapter
	// 18](18-any-network) takes any other network.
	//
	// ## What comes next
	//
	// The first step forward: the kernel slides over the image, and [chapter
	// 02](02-convolution) works out $Z$.

	return nil
}
