// # Convolution, backward: the input
//
// Some texts rotate the kernel on the way back to the input, and others never
// do. Which of them is right?
//
// > [!SHORT]
// > Both are. Every number of the gradient map $\delta = \partial L/\partial Z$
// > stamps a copy of the kernel, scaled by that number, onto the place that its
// > window read. Where stamps overlap, they add. Nothing is rotated if you
// > scatter like this. Seen from a single cell, the sum of what it gets is
// >
// > $$\frac{\partial L}{\partial X_{u,v}} =
// > \sum_{m,n} \delta_{u-m,v-n} \, K_{m,n}$$
// >
// > The minus signs make this a correlation of the zero-padded $\delta$ with
// > the kernel turned by 180°. Rotate if you gather, never if you scatter: both
// > compute the same products, and the result has the shape of $X$.

package main

import (
	_ "embed"
	"fmt"
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

	nb.Strip("X", true)

	// ## What you have and what you want
	//
	// You have the kernel $K$ and, from [chapter 12](12-relu-backward), the
	// gradient $\partial L/\partial Z$, called $\delta$ for short. You want
	// $\partial L/\partial X$, one number for each cell of the input.

	nb.Shapes(notebook.Known(ex.K), notebook.Arriving(ex.DZ),
		notebook.Wanted(ex.DX))

	// Here $X$ is the image, and nobody trains an image. But in a network with
	// two convolutions, the first one learns through this step and through
	// nothing else. You do not need the values of $X$, because the layer is
	// linear: how much a cell matters does not depend on what it holds.
	//
	// ## Scatter: nothing is rotated {#the-first-way-where-does-an-error-go}
	//
	// The forward pass, once more:
	//
	// $$Z_{i,j} = \sum_{m,n} X_{i+m,j+n} \, K_{m,n} + b$$
	//
	// Start at one output: $Z_{i,j}$ read each cell of its window,
	// $X_{i+m,j+n}$, through one weight, and that weight is the slope:
	//
	// $$\frac{\partial Z_{i,j}}{\partial X_{i+m,j+n}} = K_{m,n}$$
	//
	// So $\delta_{i,j}$ goes back to the window, and each cell gets it times
	// the weight through which it was read. Together these products are a copy
	// of the kernel, $\delta_{i,j} \, K$. Take the number of the map that is
	// farthest from 0:

	dZ, k := ex.DZ.Rows(), ex.K.Rows()
	live := living(ex)
	at := ex.DZ.Plain().Index(ex.DZ.Farthest())
	gradient := notebook.Part(ex.DZ, 0, at[0], at[1]).Named("")
	nb.Row(gradient, `\cdot`, ex.K, "=", notebook.Matrix(
		fmt.Sprintf(`\delta_{%d,%d} \, K`, at[0], at[1]),
		scaled(ex.DZ.RealAt(at...), ex.K)))

	// That is the stamp, and where stamps overlap, they add. It is the
	// scatter-add of [chapter 11](11-max-pooling-backward) again, only that a
	// whole window takes the place of the winner.

	nb.Row(copies(ex, live)...)
	nb.Say(stamped(len(live), len(ex.DZ.Data)))

	// In code it is the forward pass turned round, whose innermost line was
	// `z[i][j] += x[i+m][j+n] * k[m][n]`:

	height, width := len(ex.X.Rows()), len(ex.X.Rows()[0])
	scatter := func(k [][]float64) [][]float64 {
		dX := cnn.Zeros(height, width)
		for i := range dZ {
			for j := range dZ[i] {
				for m := range k {
					for n := range k[m] {
						dX[i+m][j+n] += float64(dZ[i][j] * k[m][n])
					}
				}
			}
		}
		return dX
	}
	nb.Check(`loops and engine agree on $\partial L/\partial X$`,
		scatter(k), ex.DX)

	// ## Gather: who reads a cell? {#the-second-way-who-has-read-this-cell}
	//
	// Now turn the question round, and look for the outputs that read one input
	// cell, $X_{u,v}$. Output $(i,j)$ reads it through $K_{m,n}$ if
	//
	// $$i + m = u, \quad j + n = v$$
	//
	// Solved for the output, that is $i = u - m$ and $j = v - n$. For each
	// weight there is one such output, and the cell collects from all of them:
	//
	// $$\frac{\partial L}{\partial X_{u,v}} =
	//   \sum_{m,n} \frac{\partial L}{\partial Z_{u-m,v-n}} \, K_{m,n}$$
	//
	// Where $Z$ has no such cell, the term is left out.
	//
	// ## One cell in full
	//
	// Take a cell on which the most stamps overlap.

	u, v := meeting(ex)
	nb.Table(readerTable(ex, u, v))
	nb.Derive(ex.DX, u, v)

	// ## Where the rotation comes from
	//
	// In $\delta_{u-m,v-n}$ there are **minus signs**, so as we walk forward
	// through the kernel, we walk backward through the gradient map. You can
	// see it without a formula, too: on the left are the outputs that read the
	// cell, where they lie in $Z$, and on the right, at the same places, the
	// weights through which they read it:

	nb.Row(patch(ex, u, v)...)

	// That is the kernel, turned by 180°. **The farther up an output lies, the
	// farther down in the kernel is the weight through which it reads the
	// cell.** There is no more to the rotation than that.
	//
	// ## All cells: a full correlation with the rotated kernel {#all-cells}
	//
	// Gathering is a correlation, too, as soon as you write the rotated kernel
	// down:

	kh, kw := len(k), len(k[0])
	rotated := cnn.Zeros(kh, kw)
	for m := range kh {
		for n := range kw {
			rotated[m][n] = k[kh-1-m][kw-1-n]
		}
	}

	nb.Row(ex.K, `\to`, notebook.Rotated(ex.K))

	// A cell at the border is read by fewer outputs. Put zeros where the others
	// would lie: for a kernel with $k_h$ rows that takes $k_h - 1$ rows of
	// zeros above and as many below, and columns likewise. A correlation with
	// such a padding is called **full**, and the one of the forward pass
	// **valid**.

	padded := cnn.Zeros(len(dZ)+2*(kh-1), len(dZ[0])+2*(kw-1))
	for i := range dZ {
		copy(padded[i+kh-1][kw-1:], dZ[i])
	}

	// Each cell has its patch there, and one of them is marked:

	markedPatch(nb, ex, u, v)

	gather := func(k [][]float64) [][]float64 {
		dX := cnn.Zeros(height, width)
		for u := range height {
			for v := range width {
				for m := range k {
					for n := range k[m] {
						dX[u][v] += float64(padded[u+m][v+n] * k[m][n])
					}
				}
			}
		}
		return dX
	}
	nb.Check(`gathering agrees with the engine`, gather(rotated), ex.DX)
	nb.Check(`gathering and scattering agree with each other`,
		gather(rotated), scatter(k))

	// Both ways compute the same products and add them up in the same places,
	// only in another order. So rotate in the second, and never in the first.
	//
	// A correlation with a rotated kernel is what mathematics calls a
	// convolution: the layer of that name computes one on the way back only.
	//
	// ## Cells that get nothing {#reached-and-not-reached}
	//
	// Pooling and ReLU leave few numbers in the gradient map, and few stamps
	// cover few cells.

	nb.Say(silence(ex))

	// Such a 0 says that the loss does not change at all if the cell does, as
	// long as the same cells win their windows and the same gates stay open or
	// closed.
	//
	// ## The convolution as a matrix
	//
	// In a third way nothing turns at all: write $X$ and $Z$ as vectors, row by
	// row, and the whole layer is one matrix and a bias:
	//
	// $$z = J x + b, \quad
	//   \frac{\partial L}{\partial x} = J^\top \delta$$
	//
	// $J$, the **Jacobian** of the layer, has a row for each output and a
	// column for each input cell.

	nb.Say(sizeOfJ(ex))
	pictureOfJ(nb, ex)

	// The gradient goes back through the transpose, as it does in every linear
	// layer:

	throughJ(nb, ex)

	// A *row* of this matrix holds the window of one output, and scattering
	// adds up the rows, each times its $\delta$. A *column* holds all the
	// readers of one cell, and gathering sums up a column against $\delta$.
	// From top to bottom a column meets the weights in reverse order, and there
	// is the rotation again. ([Chapter 22](22-backward-is-the-transpose) has
	// more about such matrices.)
	//
	// ## The whole backward pass in one function
	//
	// Here is all of the way back, from the loss to the pixels, as code. The
	// function gets the image, the weights, the target, and those arrays of the
	// forward pass that it cannot do without.

	size, by := ex.Pool.Size, ex.Pool.Stride
	backward := func(x, k, a, w [][]float64, f, p, y []float64) (
		dX, dK, dW [][]float64, dB float64, dC []float64) {
		// Chapter 08: p − y.
		dS := make([]float64, len(p))
		for i := range dS {
			dS[i] = p[i] - y[i]
		}
		// Chapter 09, fully connected.
		dW, dC = cnn.Zeros(len(dS), len(f)), dS
		dF := make([]float64, len(f))
		for i := range dS {
			for j := range f {
				dW[i][j] = dS[i] * f[j]
				dF[j] += float64(w[i][j] * dS[i])
			}
		}
		// Chapters 10 and 11: the gradient of the next feature
		// belongs to the winner of the next window.
		dA := cnn.Zeros(len(a), len(a[0]))
		next := 0
		for i := 0; i+size.Down <= len(a); i += by.Down {
			for j := 0; j+size.Across <= len(a[0]); j += by.Across {
				u, v := i, j
				for m := range size.Down {
					for n := range size.Across {
						if a[i+m][j+n] > a[u][v] {
							u, v = i+m, j+n
						}
					}
				}
				dA[u][v] += dF[next]
				next++
			}
		}
		// Chapters 12 to 14, where ReLU's gate is open.
		dX = cnn.Zeros(len(x), len(x[0]))
		dK = cnn.Zeros(len(k), len(k[0]))
		for i := range dA {
			for j := range dA[i] {
				if a[i][j] <= 0 {
					continue // A > 0 where Z > 0
				}
				for m := range k {
					for n := range k[m] {
						dK[m][n] += float64(dA[i][j] * x[i+m][j+n])
						dX[i+m][j+n] += float64(dA[i][j] * k[m][n])
					}
				}
				dB += dA[i][j]
			}
		}
		return dX, dK, dW, dB, dC
	}

	// It is about as long as [the forward
	// pass](01-network#the-whole-forward-pass-in-loops). Its two innermost
	// lines are all of chapter 13 and all of this chapter: an output gives its
	// window to the kernel, and the kernel to its window. One call returns the
	// gradient of every pixel and of every parameter:

	dX, dK, dW, dB, dC := backward(ex.X.Rows(), k, ex.A.Rows(),
		ex.W.Rows(), ex.F.Values(), ex.Prob.Values(), ex.Y.Values())
	nb.Check("the function and the engine agree on every gradient",
		slices.Concat(flat(dX), flat(dK), flat(dW), dC, []float64{dB}),
		slices.Concat(ex.DX.Values(), ex.DK.Values(), ex.DW.Values(),
			ex.DC.Values(), ex.DB.Values()), termSizes(ex, backward))

	nb.Row(ex.DX)
	nb.Row(ex.DK, `\text{and}`, ex.DB)
	nb.Row(ex.DW, `\text{and}`, ex.DC)

	// ## What has to be kept from the forward pass
	//
	// A forward pass alone could forget each array as soon as the next one is
	// made. If you want gradients, the arguments of the function have to stay:

	nb.Tabulate("what is kept", notebook.Let{
		"X": len(ex.X.Data), "A": len(ex.A.Data),
		"f": len(ex.F.Data), "p": len(ex.Prob.Data)})

	// A deep network that is trained on many images at once usually needs far
	// more memory for these arrays than for its weights.
	//
	// ## Common mistakes {#where-people-slip}

	wrong := notebook.Matrix(`\partial L/\partial X`, upright(ex))
	nb.Mistake("without the rotation", nil, []any{ex.DX}, []any{wrong})

	nb.Mistake("rotated and scattered", nil, []any{ex.DX}, []any{wrong})
	nb.Check("the two wrong rules agree with each other",
		scatter(rotated), gather(k))

	nb.Mistake("the kernel's gradient", notebook.ShapesOf(ex.K, ex.X),
		[]any{ex.DX}, []any{ex.DK})

	// ## Exercises {#try-it}

	exercises(nb, ex, u, v)

	// ## What comes next
	//
	// Each number was computed in two ways, but both are ways of this book.
	// [Chapter 15](15-gradient-check) measures the loss itself instead. (The
	// rules of the whole way back are on one page, the [cheat
	// sheet](cheat-sheet).)

	return nil
}
