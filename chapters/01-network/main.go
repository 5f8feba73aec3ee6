// # The network
//
// A small network looks at an image and gives a probability to each possible
// answer, or class. How wrong is it, and how would each of its numbers have to
// change to make it less wrong?
//
// > [!SHORT]
// > One number, the loss $L$, says how wrong the network is. The gradient
// > $\partial L/\partial T$ of any number $T$ in the network says how fast the
// > loss grows when $T$ grows, so to make the loss smaller, $T$ has to move the
// > other way. To find it, follow every path from $T$ to the loss, multiply the
// > slopes along each path, and add up the results. If $T$ feeds the numbers
// > $U_i$ of the next step, that means
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
	won := ex.Pass.Winners(cnn.MaxPoolLayer)

	nb.Strip("X", false)

	// ## What this book does
	//
	// It takes one small convolutional network with fixed numbers and works
	// everything out, by hand and by program: forward from the image to the
	// **loss**, and then backward from the loss to the **gradient** of every
	// number in the network. The way back is where people get stuck, so each
	// step of it has a chapter of its own, with the formula, the same formula
	// with numbers in it, and a short program that computes it.
	//
	// ## One path: slopes multiply
	//
	// Before any images, here is the smallest example that has something to go
	// back through. An input $x$ is multiplied by a weight $w$, a bias $b$ is
	// added, and the sum $z$ is squared. The result $R$ plays the part of
	// the loss:

	inputs, weight, bias := []float64{1.5, 1}, 2.0, -1.0
	oneLoss(nb, inputs[0], weight, bias)

	// How fast does $R$ grow when $w$ grows? Take one step at a time. If $w$
	// rises a little, $z$ rises $x$ times as much, so the slope of the first
	// step is $x$. If $z$ rises a little, $R = z^2$ rises $2z$ times as much,
	// which is the slope of the second. One change drives the next like two
	// gears, so the slopes multiply:

	onePath(nb, inputs[0], weight, bias)
	nb.Say("tried out", tried(inputs[:1], weight, bias))

	// ## A fork: paths add
	//
	// Now let the same weight be used twice, on two inputs $x_0$ and $x_1$,
	// which is what a convolution does with its weights all the time. Two paths
	// lead from $w$ to $R$:
	//
	// ```text
	//       ┌─▶ z₀ = w·x₀ + b ─▶ z₀² ─┐
	//  w, b ┤                         ├─▶ R = z₀² + z₁²
	//       └─▶ z₁ = w·x₁ + b ─▶ z₁² ─┘
	// ```
	//
	// Along each path the slopes multiply as before. And because a small change
	// of $w$ travels along both of them at once, what arrives at $R$ is the
	// sum:

	twoPaths(nb, inputs, weight, bias)
	nb.Say("tried out", tried(inputs, weight, bias))

	// As a program, that is one loop in which every use of the weight adds a
	// term. The check finds the slope in another way. It raises $w$ by half a
	// unit, lowers it by half a unit, and takes the difference of the two
	// results, which for squares is exactly the slope:

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
	// What remains is to find the paths and the slopes in a network, which has
	// a great many of both.
	//
	// ## The network is a chain of steps {#a-chain-of-steps}
	//
	// Each step of the network takes one array of numbers and makes the next
	// one from it.

	nb.Tabulate("the chain", notebook.ShapesOf(ex.X, ex.Z, ex.A, ex.P,
		ex.F, ex.S, ex.Prob))

	// The image $X$ is given, and so is the target $y$, the answer that would
	// be right. The **kernel** $K$ is a small array of weights that slides over
	// the image. Max pooling lays windows over its input and keeps the largest
	// number of each.

	nb.Say("the windows", windows(ex.Pool))

	// ## Notation {#the-signs}
	//
	// Each letter has one meaning in the whole book. These are the letters of
	// the network; what a chapter adds, and what a word means, is on the page
	// of [symbols and words](words).

	nb.Tabulate("the symbols", notebook.ShapesOf(ex.X, ex.K, ex.Z, ex.A,
		ex.P, ex.F, ex.W, ex.C, ex.S, ex.Prob, ex.Y))

	// What the table says of $\partial L/\partial T$ holds for every array $T$:
	// a gradient has the shape of its array, so when a result looks wrong,
	// compare the shapes first. Because the gradient is what travels backward
	// through the chain, it is also called the **error signal** that arrives at
	// $T$.
	//
	// ## How to read the numbers
	//
	// **Indices count from 0.** $X_{0,0}$ is the upper left cell, and $X_{i,j}$
	// is the cell in row $i$ and column $j$, the row first. In a terminal the
	// same cell is written X[i,j].
	//
	// **“=” and “≈”.** The program computes with about sixteen digits and shows
	// at most four decimals: after “=” exactly what was computed, after “≈” a
	// rounded number. Where four decimals would not add up to the result that
	// you see, the terms are shown with more of them.
	//
	// ## Which numbers are learned {#what-is-learned}
	//
	// Some of the numbers belong to the network itself. They are called
	// **parameters**, and training changes them. All the others are either
	// given, like the image and the target, or computed.

	nb.Table("The parameters of each layer",
		[]string{"layer", "parameters", "count", "total"},
		parameters(ex))

	// The kernel has few weights, because it uses the same ones at every place
	// of the image. This is the fork from above on a larger scale: the gradient
	// of a weight collects a contribution from each of its uses.

	// ## Forward, at a glance
	//
	// Here are all the numbers of the forward pass, one row for each step, and
	// each step has its own chapter. First the kernel slides over the image and
	// leaves one number at each place:

	nb.Row(ex.X, `\star`, ex.K, "+", ex.B, "=", ex.Z)

	// ReLU sets the negative numbers to 0 and leaves the others alone:

	nb.Row(`\ReLU`, ex.Z, "=", ex.A)

	// Only the largest number of each pooling window goes on:

	nb.Row(`\maxpool`, notebook.Show(ex.A).Mark("winner", won...),
		"=", ex.P)

	// Flatten reads the pooled map row by row into a vector:

	nb.Row(`\flatten`, ex.P, "=", ex.F)

	// Each class weighs these features in its own way and so gets a score:

	nb.Row(ex.W, `\cdot`, ex.F, "+", ex.C, "=", ex.S)

	// Softmax turns the scores into probabilities, which are positive and sum
	// to 1:

	nb.Row(`\softmax`, ex.S, "=", ex.Prob)

	// And the loss compares them with the target, $L = -\sum_i y_i \ln p_i$, so
	// that only the probability of the true class counts:

	nb.Row(ex.Prob, `\text{and}`, ex.Y, `\to`, ex.L)

	// ## Is the answer right?

	nb.Say(verdict(ex))

	// The loss is 0 if the true class has the probability 1, and it grows
	// without bound as that probability falls. So “less wrong” has a precise
	// meaning from here on: a smaller $L$.
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
		// Softmax and cross entropy. Chapter 07 says why the largest
		// score is subtracted and ln p computed from the scores.
		L, sum, top := 0.0, 0.0, slices.Max(s)
		for i := range s {
			sum += math.Exp(s[i] - top)
		}
		for i := range y {
			L -= float64(y[i] * (s[i] - top - math.Log(sum)))
		}
		return L
	}

	// The network's numbers go in, and the loss comes out:

	x, k, w := ex.X.Rows(), ex.K.Rows(), ex.W.Rows()
	b, c, y := ex.B.At(0), ex.C.Values(), ex.Y.Values()
	before := loss(x, k, b, w, c, y)
	nb.Check("loops and engine agree on $L$", before, ex.L)

	// The **engine** is a second implementation, for any network ([chapter
	// 18](18-any-network) is about it). Every chapter computes its step in
	// loops before your eyes, and a check compares them with the engine.
	//
	// ## What if one weight grows? {#the-question-of-the-way-back}
	//
	// The most direct way to learn how the loss depends on a weight is to try
	// it out. Raise one weight of the kernel by very little, run the loops
	// again, and divide the change of the loss by the change of the weight:

	const step = 0.0001
	after := cnn.Zeros(len(k), len(k[0]))
	for m := range k {
		for n := range k[m] {
			old := k[m][n]
			k[m][n] = old + step
			after[m][n] = loss(x, k, b, w, c, y)
			k[m][n] = old
		}
	}

	// The fourth column of the table says how much the loss changes for each
	// unit of the weight, so where that number is positive the weight should
	// fall, and where it is negative the weight should rise.

	nb.Table(raisedWeights(ex, step, after))

	// The last column is what the backward pass gives. The two agree except for
	// their last digits, because the step is not infinitely small ([chapter
	// 15](15-gradient-check) does this with care). Why go back at all, then?
	// Because the experiment takes one more forward pass for *each* parameter,
	// which is hopeless for a network with millions of them. **The backward
	// pass finds all gradients in one go**, in about the time of a few forward
	// passes.
	//
	// ## The chain rule
	//
	// In the example with the fork, the weight had two paths to the result. A
	// weight of the kernel has as many as the map $Z$ has cells, because it
	// helps to compute each of them, and each carries its influence on toward
	// the loss. The rule stays the same. If a number $T_j$ feeds the numbers
	// $U_i$ of the next step, then
	//
	// $$\frac{\partial L}{\partial T_j} =
	//   \sum_i \frac{\partial L}{\partial U_i} \,
	//   \frac{\partial U_i}{\partial T_j}$$
	//
	// The first factor arrives from the step after this one, while the second
	// is the slope of the step itself. For many pairs that slope is 0, because
	// the two numbers have nothing to do with each other. Every backward
	// chapter is this formula for one kind of step.
	//
	// Begin at the loss. Then all you ever hold is one list of numbers: the
	// gradient with respect to $s$, then to $f$, then to $P$, and so on. Every
	// layer closer to the input needs it, so it is computed once and passed on.
	// That is all **backpropagation** means, and [chapter
	// 22](22-backward-is-the-transpose#why-from-the-left) counts what it saves.
	//
	// ## Backward, at a glance {#a-map-of-the-way-back}
	//
	// Here are the gradients of the same arrays, from the loss back to the
	// image. In each pair the upper row shows a step of the forward pass, read
	// from left to right, and the lower row what the backward pass makes of it,
	// read from right to left. A verb is enough to remember each of them.
	//
	// **Subtract.** At the scores, softmax and cross entropy together leave
	// nothing but a difference ([chapter
	// 08](08-softmax-cross-entropy-backward)).

	nb.Row(bare(ex.S), `\to`, bare(ex.Prob))
	nb.Row(bare(ex.DS), `\leftarrow`, bare(ex.Prob), "-", bare(ex.Y))

	// **Transpose.** A feature fed every score, each through a weight, and
	// through the same weights it collects what the scores send back ([chapter
	// 09](09-fully-connected-backward)).

	nb.Row(bare(ex.F), `\to`, bare(ex.S))
	nb.Row(bare(ex.DF), `\leftarrow`,
		transposed(ex.W), `\cdot`, bare(ex.DS))

	// **Put back.** Flatten only moved the numbers, so their gradients return
	// to where the numbers came from ([chapter 10](10-flatten-backward)).

	nb.Row(bare(ex.P), `\to`, bare(ex.F))
	nb.Row(bare(ex.DP), `\leftarrow`, bare(ex.DF))

	// **Send to the winner.** The largest cell of a window decided the result,
	// so it alone gets the gradient ([chapter 11](11-max-pooling-backward)).

	nb.Row(bare(ex.A).Mark("winner", won...), `\to`, bare(ex.P))
	nb.Row(bare(ex.DA).Mark("winner", won...), `\leftarrow`,
		bare(ex.DP))

	// **Gate.** With 1 for an open gate and 0 for a closed one, ReLU is a
	// product cell by cell, and the gradient goes back through the same gates:
	// it passes where the number passed, and elsewhere it ends ([chapter
	// 12](12-relu-backward)).

	nb.Row(bare(ex.Z), `\odot`, gate(ex.Z), `\to`, bare(ex.A))
	nb.Row(bare(ex.DZ), `\leftarrow`, bare(ex.DA))

	// **Correlate.** Each weight of the kernel was used at every place of the
	// image, so its gradient adds up one product for every place ([chapter
	// 13](13-convolution-backward-kernel)).

	nb.Row(bare(ex.X), `\star`, bare(ex.K), `\to`, bare(ex.Z))
	nb.Row(bare(ex.X), `\star`, bare(ex.DZ), "=", bare(ex.DK))

	// **Stamp.** Each cell of $\partial L/\partial Z$ stamps a copy of the
	// kernel, scaled by itself, onto the part of the image that its window
	// read, and where stamps overlap they add ([chapter
	// 14](14-convolution-backward-input)).

	nb.Row(bare(ex.DX), `\leftarrow`, bare(ex.DZ))

	// Nobody changes the image in training. But if another layer feeds the
	// convolution, $\partial L/\partial X$ is the gradient that the other layer
	// needs.
	//
	// ## Common mistakes {#where-people-slip}

	nb.Mistake("two gradients", nil,
		[]any{ex.DK}, []any{ex.DX})

	// ## Exercises {#try-it}

	nb.Ask("another kernel", otherKernel(ex))
	nb.Ask("how many products", products(ex))
	nb.Ask("how many numbers", notebook.Let{
		"P": ex.P.Shape.Plain(), "size of P": len(ex.P.Data),
		"X": ex.X.Shape.Plain(), "size of X": len(ex.X.Data),
		"W": ex.W.Shape, "size of W": len(ex.W.Data)})

	// ## How to read the book
	//
	// Under most results you can open “Every element in full”, which shows the
	// sum for each cell. Exercises hide the hint and the solution until you ask
	// for them. Type your number, and the page says whether it is right or, if
	// it can, which mistake it looks like. If you know the forward pass
	// already, go on with [chapter 08](08-softmax-cross-entropy-backward).
	//
	// Every chapter is a program in Go, whose page is the file `main.go`, and
	// takes your own numbers, sizes included: write the network into a file,
	// change what you like, and give the file to any chapter.
	//
	// ```sh
	// go run ./chapters/01-network -save my.json
	// go run ./chapters/01-network -net my.json
	// ```
	//
	// Chapters 1 to 16 take networks of this one kind, and for any other kind
	// there is [chapter 18](18-any-network).
	//
	// ## What comes next
	//
	// The first step forward: the kernel slides over the image, and [chapter
	// 02](02-convolution) works out $Z$.

	return nil
}
