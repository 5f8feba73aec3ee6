// # Convolution, backward: the kernel
//
// Every cell of $Z$ was computed with the same few weights. How does one weight
// get a single gradient out of all those cells?
//
// > [!SHORT]
// > Lay the gradient map $\partial L/\partial Z$ on the upper left corner of
// > the image, multiply cell by cell and add up: that is the gradient of
// > $K_{0,0}$. Slide the map $m$ rows down and $n$ columns to the right, do the
// > same again, and you have the gradient of $K_{m,n}$.
// >
// > $$\frac{\partial L}{\partial K} = X \star \frac{\partial L}{\partial Z},
// > \qquad \frac{\partial L}{\partial b} =
// > \sum_{i,j} \frac{\partial L}{\partial Z_{i,j}}$$
// >
// > The first has the shape of $K$, and $\star$ is the same sliding sum of
// > products as on the way forward, so nothing is rotated. The reason is that
// > $K_{m,n}$ was used once for every cell of $Z$, each time multiplied by
// > another cell of $X$, and the contributions of all its uses add. The bias
// > was added to every cell, so its gradient is simply the sum of the map.

package main

import (
	_ "embed"

	"backprop/internal/cnn"
	"backprop/internal/marking"
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

	nb.Strip("K", true)

	// ## What you have and what you want
	//
	// The input $X$ is known from the forward pass, and the gradient
	// $\partial L/\partial Z$ comes from [chapter 12](12-relu-backward). You
	// want one gradient for the kernel and one for the bias.

	nb.Shapes(notebook.Known(ex.X, ex.DZ),
		notebook.Wanted(ex.DK, ex.DB))

	// ## The gradient of one weight {#the-formula}
	//
	// Forward, this line made $Z$:
	//
	// $$Z_{i,j} = \sum_{m,n} X_{i+m,j+n} \, K_{m,n} + b$$
	//
	// A single weight $K_{m,n}$ appears in the sum of every $Z_{i,j}$,
	// multiplied by $X_{i+m,j+n}$, so that cell of the image is the slope:
	//
	// $$\frac{\partial Z_{i,j}}{\partial K_{m,n}} = X_{i+m,j+n}$$
	//
	// One weight has many uses, each with a path of its own to the loss, and
	// the paths add:
	//
	// $$\frac{\partial L}{\partial K_{m,n}} =
	//   \sum_{i,j} \frac{\partial L}{\partial Z_{i,j}} \, X_{i+m,j+n}$$
	//
	// ## One weight in numbers {#one-weight-in-full}
	//
	// The lower left weight reads the lower left cell of every window, and each
	// gradient meets that cell:

	kh, kw := len(ex.K.Rows()), len(ex.K.Rows()[0])
	nb.Derive(ex.DK, kh-1, 0)

	// Most terms are 0, because pooling sends a gradient only to the winner of
	// each window, and ReLU lets it pass, positive or negative, only where $Z$
	// is above 0.
	//
	// ## All weights: slide the gradient map over the image {#all-weights}
	//
	// Every other weight uses the same gradient map, only shifted by another
	// $(m,n)$. Where the map is not 0, the cell of the image under it is
	// marked:

	for _, picture := range overlays(ex) {
		nb.Captioned(nb.Phrase("the overlays", nil), picture...)
	}

	// Sliding one map over another and adding the products is the correlation
	// of the forward pass again, with the gradient map as its kernel:
	//
	// $$\frac{\partial L}{\partial K} = X \star \frac{\partial L}{\partial Z}$$

	nb.Row(ex.X, `\star`, ex.DZ, "=", ex.DK)
	nb.DeriveAll(ex.DK)
	if ex.Dead() {
		nb.Say("closed gates", nil)
	} else if len(live(ex)) == 0 {
		nb.Say("nothing arrives", nil)
	}

	// > [!NOTE] Check the shape
	// > The shape of $K$ comes out by itself, for any sizes. Take an image of
	// > 28×28, as large as the digits of a well-known data set, and a kernel of
	// > 5×5. Forward, the kernel fits into the image at 28 − 5 + 1 = 24 places
	// > in each direction, so $Z$ is 24×24. Backward, a gradient map of 24×24
	// > fits at 28 − 24 + 1 = 5 places, and the gradient is 5×5, like the
	// > kernel.
	//
	// ## The window's view
	//
	// You can also start from the outputs. Each cell of the window that
	// $Z_{i,j}$ read met one weight, so $Z_{i,j}$ contributes that whole
	// window, scaled by its gradient:

	for _, sum := range windowSums(ex) {
		nb.Row(sum...)
	}

	// ## The bias: the sum of the map {#the-bias}
	//
	// The bias was added to every $Z_{i,j}$ with the slope 1, so its gradient
	// is the plain sum:
	//
	// $$\frac{\partial L}{\partial b} =
	//   \sum_{i,j} \frac{\partial L}{\partial Z_{i,j}}$$

	x, dZ := ex.X.Rows(), ex.DZ.Rows()
	nb.Derive(ex.DB, 0)
	nb.Mistake("a mean", nil,
		[]any{ex.DB},
		[]any{notebook.Vector(`\partial L/\partial b`,
			[]cnn.Real{ex.DB.Real(0).Over(
				cnn.Written(float64(len(ex.DZ.Data))))})})

	// ## The same in code {#the-same-in-loops}
	//
	// Each of the formula's four indices, two for the weight and two for the
	// cell of the gradient map, is a loop in Go and a letter of `einsum` in
	// NumPy.

	dK, dB := cnn.Zeros(kh, kw), 0.0
	for m := range kh {
		for n := range kw {
			for i := range dZ {
				for j := range dZ[i] {
					dK[m][n] += float64(dZ[i][j] * x[i+m][j+n])
				}
			}
		}
	}
	for i := range dZ {
		for j := range dZ[i] {
			dB += dZ[i][j]
		}
	}
	nb.Check(`loops and engine agree on $\partial L/\partial K$`,
		dK, ex.DK)
	nb.Check(`loops and engine agree on $\partial L/\partial b$`,
		dB, ex.DB)

	// ## Nothing is rotated
	//
	// Look at $X_{i+m,j+n}$: both indices have plus signs, just as on the way
	// forward. A rotated kernel appears only in one way to compute the gradient
	// of the *input* ([chapter 14](14-convolution-backward-input)).

	rotated := cnn.Zeros(kh, kw)
	for m := range kh {
		for n := range kw {
			rotated[m][n] = dK[kh-1-m][kw-1-n]
		}
	}

	// If your numbers are right but turned by 180°, this is why:

	nb.Mistake("rotated", nil,
		[]any{ex.DK},
		[]any{notebook.Matrix(`\partial L/\partial K`, rotated).
			Of(ex.DK, func(c []int) []int {
				return []int{kh - 1 - c[0], kw - 1 - c[1]}
			})})

	// ## Exercises {#try-it}

	nb.Ask(oneError(ex))
	if len(live(ex)) > 0 { // else every answer is 0
		nb.Ask("without one cell", withoutOne(ex))
		nb.Ask("a brighter image", notebook.Let{
			"db": notebook.At(ex.DB, 0),
			"mistakes": marking.Mistaken(layerAlone(ex, ex.X.Rows(),
				ex.DZ.Tensor), ex.DB.Place, 0)})
	}
	nb.Ask("a stride of two", nil)
	nb.Ask("the bug", nil)

	// ## What comes next
	//
	// The kernel has its gradient. The same map also goes on to the input, in
	// [chapter 14](14-convolution-backward-input).

	return nil
}
