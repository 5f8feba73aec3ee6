// # The network
//
// A small network looks at an image and says how probable each class is. How
// wrong is it, and how must each of its numbers change so that it is less
// wrong? This page shows the whole way there and the whole way back.

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
	products := len(ex.Z.Data) * len(ex.K.Data)

	nb.Strip("X", false)

	// ## What this book does
	//
	// It takes one small convolutional network with fixed numbers and works
	// out everything, by hand and by program. First forward: from the image
	// to one number, the **loss**, which says how wrong the answer is. Then
	// backward: from the loss to the **gradient** of each number in the
	// network, which says how the loss changes when that number changes.
	//
	// The way back is where people get stuck. So each step of it has a
	// chapter of its own, with the formula, the same formula with numbers,
	// and a short program that computes it.
	//
	// ## A chain of steps
	//
	// The network is a chain. Each step takes one array of numbers and makes
	// the next one from it.

	nb.Table("The chain", []string{"step", "formula", "from",
		"to", "chapter"}, chain(ex))

	// The image $X$ is given, and so is the target $y$, the answer that
	// would be right. The **kernel** $K$ is a small window of weights that
	// slides over the image. Pooling keeps the largest number of each window
	// and drops the others:

	nb.Markdownf(`The pooling windows are %d×%d cells, and from one to
the next it is %d across and %d down.`,
		ex.Pool.Size.Down, ex.Pool.Size.Across,
		ex.Pool.Stride.Across, ex.Pool.Stride.Down)

	// ## The signs
	//
	// These letters mean the same in every chapter.

	nb.Table("The signs and their shapes",
		[]string{"sign", "is", "shape"}, signs(ex))

	// The line of $\partial L/\partial T$ holds for every array $T$. A
	// gradient always has the shape of the array that it belongs to: one
	// number for each number.
	// Where it travels back through the chain, the book also calls it the
	// **error** that arrives at $T$.
	//
	// ## How to read the numbers
	//
	// **Indices count from 0.** $X_{0,0}$ is the upper left cell, and
	// $X_{i,j}$ stands in row $i$ and column $j$, the row first. In a
	// terminal the same cell is written X[i,j].
	//
	// **“=” and “≈”.** The program computes with about sixteen digits and
	// shows at most four decimals. After “=” stands exactly the number that
	// was computed. After “≈” it is rounded. Zeros at the end are cut. Where
	// four decimals would not add up to the result that you see, the terms
	// are shown with more of them.
	//
	// ## What is learned
	//
	// Some of the numbers are the network's own. They are called
	// **parameters**, and training changes them. All others are the image,
	// the target, or computed from these.

	nb.Table("The parameters of each layer",
		[]string{"layer", "parameters", "count", "total"},
		parameters(ex))

	// The kernel has few weights, because it uses the same ones at every
	// place of the image. Keep this in mind for the way back: a weight that
	// is used many times collects an error from each use.

	// ## Forward, at a glance
	//
	// Here are all numbers of the forward pass. Do not work through them
	// now. Each row has its chapter. The kernel slides over the image:

	nb.Row(ex.X, `\star`, ex.K, "+", ex.B, "=", ex.Z)

	// ReLU puts 0 for each negative number:

	nb.Row(`\ReLU`, ex.Z, "=", ex.A)

	// Of each window the largest number stays:

	nb.Row(`\maxpool`, ex.A, "=", ex.P)

	// The pooled map is read row by row into a vector:

	nb.Row(`\flatten`, ex.P, "=", ex.F)

	// Each class weighs the features in its own way and gets a score:

	nb.Row(ex.W, `\cdot`, ex.F, "+", ex.C, "=", ex.S)

	// The scores become probabilities:

	nb.Row(`\softmax`, ex.S, "=", ex.Prob)

	// And the loss compares them with the target, $L = -\sum_i y_i \ln p_i$:

	nb.Row(ex.Prob, `\text{and}`, ex.Y, `\to`, ex.L)

	// ## Is the answer right?

	nb.Markdownf("%s", verdict(ex.Prob.Values(), ex.Y.Values()))

	// The loss is 0 where the true class has the probability 1, and it grows
	// without bound as that probability falls. So “less wrong” has a precise
	// meaning from here on: a smaller $L$.
	//
	// ## The whole forward pass in loops
	//
	// Here it is once more, as a program. There is nothing in it but loops,
	// sums and products, one `max` for ReLU, one for pooling, `Exp` and `Log`.
	// You need not understand each line yet. See that it is small.

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
		// score is subtracted and why classes with y = 0 are skipped.
		L, sum, top := 0.0, 0.0, slices.Max(s)
		for i := range s {
			sum += math.Exp(s[i] - top)
		}
		for i := range y {
			if y[i] > 0 {
				L -= float64(y[i] * math.Log(math.Exp(s[i]-top)/sum))
			}
		}
		return L
	}

	// The network's numbers go in, and the loss comes out:

	x, k, w := ex.X.Rows(), ex.K.Rows(), ex.W.Rows()
	b, c, y := ex.B.At(0), ex.C.Values(), ex.Y.Values()
	before := loss(x, k, b, w, c, y)
	nb.Check("loops and engine agree on $L$", before, ex.L)

	// The **engine** is the second route to every number. It is a general
	// program that takes any network apart into the pairs of numbers that
	// meet in it. Every chapter computes its step in plain loops in front of
	// your eyes, and the check compares them with the engine, number by
	// number.
	//
	// ## The question of the way back
	//
	// Raise one weight of the kernel by very little, run the loops again and
	// look at the loss. Divide the change of the loss by the change of the
	// weight. Do this for each weight:

	const step = 0.0001
	var changes [][]any
	for m := range k {
		for n := range k[m] {
			old := k[m][n]
			k[m][n] += step
			after := loss(x, k, b, w, c, y)
			k[m][n] = old
			changes = append(changes, []any{
				fmt.Sprintf("$K_{%d,%d}$", m, n),
				notebook.Places(before, 7), notebook.Places(after, 7),
				(after - before) / step, ex.DK.At(m, n)})
		}
	}

	// For each weight, this comes out:

	nb.Table("Each weight raised by 0.0001", []string{"weight",
		"loss before", "loss after", "change divided by 0.0001",
		`$\partial L/\partial K$`}, changes)

	// The fourth column is what the loss does for each unit of the weight:
	// where it is positive, the weight should fall, and where it is negative,
	// it should rise. The last column is what the backward pass gives. The
	// two agree but for their last digits, since a step is not infinitely
	// small ([chapter 15](15-gradient-check) does this with care).
	//
	// So why go back at all? Because the experiment needs one more forward
	// pass for *each* parameter. That is fine here and hopeless for a network
	// with millions of them. **The backward pass finds all gradients in one
	// go**, and it takes about as long as a few forward passes.
	//
	// ## The chain rule
	//
	// The weight $K_{m,n}$ moves $Z$, which moves $A$, which moves $P$, and so
	// on to $L$. The chain rule multiplies the slopes of all steps:
	//
	// $$\frac{\partial L}{\partial K} =
	//   \frac{\partial L}{\partial s} \cdot
	//   \frac{\partial s}{\partial f} \cdot
	//   \frac{\partial f}{\partial P} \cdot
	//   \frac{\partial P}{\partial A} \cdot
	//   \frac{\partial A}{\partial Z} \cdot
	//   \frac{\partial Z}{\partial K}$$
	//
	// The first factor is a list of numbers, one for each score. Each other
	// factor holds a slope for every pair of an output and an input of the
	// step. A number can move the loss along several paths, and then the
	// paths add. Written for one input $v_j$ of a step with the outputs $u_i$:
	//
	// $$\frac{\partial L}{\partial v_j} =
	//   \sum_i \frac{\partial L}{\partial u_i} \,
	//   \frac{\partial u_i}{\partial v_j}$$
	//
	// This is the only rule that you need. Every backward chapter is this
	// formula for one kind of step. The first factor is what arrives from the
	// step after it. The second is the slope of the step itself, which for
	// many pairs is 0: they have nothing to do with each other.
	//
	// Now multiply from the left. What you have after each factor is again
	// one list of numbers: the error at $s$, at $f$, at $P$, and so on.
	// Everything further to the front needs it, so it is computed once and
	// handed on. That is all that **backpropagation** means.
	//
	// ## A map of the way back

	nb.Table("What each step gets and what it hands on",
		[]string{"chapter", "arrives", "leaves", "how"},
		wayBack(ex))

	// Read it from top to bottom. The error of one array leaves in a line and
	// arrives further down. The parameters take their gradients where the
	// error passes them, and the gradient of the image itself comes last.
	// Nobody changes the image in training. But when another layer stands
	// before the convolution, that is the error that it waits for.
	//
	// ## Where people slip

	nb.Slip("kernel-for-input", `“The gradient of the convolution.”
There are two. One belongs to the kernel and changes the weights, the
other belongs to the input and is handed on. Asked for one of them,
people answer with the other. Look at the shape first: it is that of the
array that the gradient belongs to, and the kernel is smaller than the
image.`,
		[]any{ex.DK}, []any{ex.DX})

	// ## How to read the book
	//
	// **As pages.** Under most results you can open “Every element in full”:
	// there stands the sum behind each cell. Exercises hide hint and solution
	// until you ask for them. Type your number, and the page says that it is
	// right or, if it can, which mistake it looks like. If you know the forward
	// pass, read this page and go on with [chapter
	// 08](08-softmax-cross-entropy-backward).
	//
	// **As programs.** Each chapter is a program in Go, and its page is the
	// file `main.go`, text and code. Tables and exercises are made in files
	// beside it. The program prints what the page shows, and with `-prose`
	// the text as well:
	//
	// ```sh
	// go run ./chapters/01-network
	// go run ./chapters/01-network -prose
	// ```
	//
	// A **golden file** in `testdata/golden` holds what a chapter printed, so
	// that a test sees when a digit changes.
	//
	// **With your own numbers.** Let any chapter write the network to a file,
	// change what you like in it, sizes included, and hand it back:
	//
	// ```sh
	// go run ./chapters/01-network -save my.json
	// go run ./chapters/01-network -net my.json
	// go run ./cmd/render -net my.json -o my-book
	// ```
	//
	// The last line renders the whole book with your numbers. Chapters 1 to
	// 16 take networks of this one kind. For any other kind there is
	// [chapter 18](18-any-network).
	//
	// ## Try it

	nb.Exercise(otherKernel(ex))

	nb.Exercise(notebook.Exercise{
		Question: `How many products does the convolution compute in
one forward pass, and how many the fully connected layer?`,
		Answers: []notebook.Answer{
			{Name: `\text{convolution}`, Value: float64(products),
				Wrong: []notebook.Wrong{{
					Value: float64(len(ex.X.Data) * len(ex.K.Data)),
					Did:   "placed the kernel on every cell of X"}}},
			{Name: `\text{fully connected}`,
				Value: float64(len(ex.W.Data))},
		},
		Hint: `Each cell of $Z$ needs one product for each weight of
the kernel. In the fully connected layer each weight is used once.`,
		Solution: fmt.Sprintf(`$%d \cdot %d = %d$ products for $Z$ and
$%d \cdot %d = %d$ for $s$. The kernel has %[2]d weights and is used
%[1]d times, so the gradient of each weight is a sum of %[1]d terms.`,
			len(ex.Z.Data), len(ex.K.Data), products,
			len(ex.S.Data), len(ex.F.Data), len(ex.W.Data)),
	})

	nb.Exercise(notebook.Exercise{
		Question: `How many numbers do $\partial L/\partial P$,
$\partial L/\partial X$ and $\partial L/\partial W$ have?`,
		Answers: []notebook.Answer{
			{Name: `\partial L/\partial
P`, Value: float64(len(ex.DP.Data))},
			{Name: `\partial L/\partial
X`, Value: float64(len(ex.DX.Data))},
			{Name: `\partial L/\partial
W`, Value: float64(len(ex.DW.Data))},
		},
		Hint: `You need no formula, only the table of the signs.`,
		Solution: fmt.Sprintf(`A gradient has the shape of its array:
%s, %s and %s.`, ex.P.Shape.Plain(), ex.X.Shape.Plain(), ex.W.Shape),
	})

	// ## What comes next
	//
	// The first step forward: the kernel slides over the image.
	// [Chapter 02](02-convolution) works out $Z$.

	return nil
}
