// # Convolution
//
// A small window of weights slides over the image and leaves a single number at
// each place. Which number is it?
//
// > [!SHORT]
// > Lay the kernel over the image, multiply each weight by the cell under it,
// > add the products and add the bias: that is one cell of $Z$. Move the kernel
// > on by one cell for the next.
// >
// > $$Z_{i,j} = \sum_{m,n} X_{i+m,j+n} \, K_{m,n} + b$$
// >
// > If the image has $n_H$ rows and the kernel $k_h$, then $Z$ has
// > $n_H - k_h + 1$, and the columns are counted in the same way. The kernel is
// > *not* rotated, which is why mathematicians call this a cross-correlation.
// > All cells of $Z$ share the same few weights, so the kernel finds its
// > pattern anywhere in the image.

package main

import (
	_ "embed"
	"math"

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
	x, k, b := ex.X.Rows(), ex.K.Rows(), ex.B.At(0)
	kh, kw := len(k), len(k[0])
	last := [2]int{len(x) - kh, len(x[0]) - kw}
	at := [2]int{min(1, last[0]), min(2, last[1])}
	cut, products := pieces(ex, at)
	best := ex.Z.Largest()

	nb.Strip("Z", false)

	// ## What you have and what you want
	//
	// The image $X$, the kernel $K$ (many texts say **filter**) and the bias
	// $b$ are given. You want the map $Z$, called the pre-activation map
	// because an activation function comes next.

	nb.Shapes(notebook.Given(ex.X, ex.K, ex.B), notebook.Wanted(ex.Z))

	// ## One cell of the map {#the-formula}
	//
	// Lay the kernel over the image, multiply each weight by the cell under it,
	// and add the products and the bias. That is one element of $Z$:
	//
	// $$Z_{i,j} = \sum_{m,n} X_{i+m,j+n} \, K_{m,n} + b$$
	//
	// There are two pairs of indices in it. While $(i,j)$ says where the window
	// lies, with its upper left corner on the image cell $(i,j)$, the pair
	// $(m,n)$ runs over the cells of the window. For the whole map one writes
	//
	// $$Z = X \star K + b$$
	//
	// ## How large is Z?
	//
	// The window has to stay inside the image. If the image has $n_H$ rows and
	// the kernel $k_h$, the first window begins in row 0, and the last one,
	// which ends in row $n_H - 1$, begins in row $n_H - k_h$. Row 0 included,
	// that makes
	//
	// $$n_H - k_h + 1$$
	//
	// rows. The columns are counted in the same way, with the widths.

	nb.Say("the size of Z", notebook.Let{
		"height": len(x), "kernel height": kh, "rows": last[0] + 1,
		"width": len(x[0]), "kernel width": kw, "columns": last[1] + 1})

	// The “+ 1” is easily lost, but a kernel as large as the image still has
	// one place. Sliding only inside the image, as here, is called **valid**.
	//
	// ## One element in full

	nb.Say("the window", notebook.Let{"i": at[0], "j": at[1]})
	nb.Row(notebook.Show(ex.X).Mark("here",
		cnn.Block(at[0], at[1], kh, kw)...))

	// Cut the window out and multiply each of its cells by the weight at the
	// same place, which is what the symbol $\odot$ stands for:

	nb.Row(cut, `\odot`, ex.K, "=", products)

	// What remains is to add the products, and the bias once:

	nb.DeriveFull(ex.Z, at[0], at[1])

	// ## All elements

	nb.Row(ex.X, `\star`, ex.K, "+", ex.B, "=", ex.Z)

	// Every element is the same sum over another window. As the window slides
	// along the first row, the weights stay the same while the column of every
	// image cell goes up by one:

	for j := range last[1] + 1 {
		nb.Derive(ex.Z, 0, j)
	}

	// A result is large when large cells lie under positive weights and small
	// ones under negative weights, so a window that looks like the kernel gives
	// a large result. Because the same few weights are used at every place, you
	// can read $Z$ as a map of where in the image the kernel's pattern is
	// found, though only roughly, since a brighter window changes the sum as
	// well.

	nb.Say("the best fit", notebook.Let{"i": best[0], "j": best[1],
		"Z": notebook.At(ex.Z, best...)})

	// ## The same in code {#the-same-in-loops}
	//
	// Each place adds up the products of its window, with the indices of the
	// formula: in Go a loop for each index, in NumPy a letter of `einsum`. (In
	// the Go program the product is wrapped in `float64`; a [note at the
	// end](#why-float64ab--c) says why.)

	correlate := func(x, k [][]float64) [][]float64 {
		out := cnn.Zeros(len(x)-len(k)+1, len(x[0])-len(k[0])+1)
		for i := range out {
			for j := range out[i] {
				for m := range k {
					for n := range k[m] {
						out[i][j] += float64(x[i+m][j+n] * k[m][n])
					}
				}
			}
		}
		return out
	}

	sums := correlate(x, k)
	z := cnn.Zeros(len(sums), len(sums[0]))
	for i := range z {
		for j := range z[i] {
			z[i][j] = sums[i][j] + b
		}
	}
	nb.Check("loops and engine agree on $Z$", z, ex.Z)

	// ## Correlation or convolution?
	//
	// What you have computed is called **cross-correlation** in mathematics. A
	// convolution in the strict sense turns the kernel by half a turn first, so
	// that its last weight meets the first cell of the window. In one
	// dimension, with a kernel $(w_0, w_1)$ over two cells $(x_0, x_1)$,
	// correlation gives $w_0 x_0 + w_1 x_1$ and convolution gives $w_1 x_0 +
	// w_0 x_1$. In two dimensions the turn shows in the minus signs, where the
	// formula of this chapter has plus signs:
	//
	// $$(X * K)_{i,j} = \sum_{m,n} X_{i-m,j-n} \, K_{m,n}$$
	//
	// Inside the image $i$ begins here at $k_h - 1$ and $j$ at $k_w - 1$,
	// whereas the map below counts its cells from 0 again.
	//
	// Deep learning leaves out the turn and keeps the name. Its standard text
	// says so as well ([Goodfellow, Bengio and Courville,
	// 2016](https://www.deeplearningbook.org/contents/convnets.html), equation
	// 9.6, is the formula of this chapter without the bias). Nothing is lost by
	// it, because training finds the turned kernel just as easily. From here
	// on, this book says convolution, means the formula above, and writes
	// $\star$ for it.
	//
	// But when you compare numbers, you have to know which of the two a program
	// computes. PyTorch, Keras and `scipy.signal.correlate2d` compute the
	// correlation; `scipy.signal.convolve2d` and MATLAB's `conv2` turn the
	// kernel first. SciPy and MATLAB also let the kernel reach over the edge
	// unless you ask for `"valid"`, and then the map is larger than the image.

	turned := cnn.Zeros(kh, kw)
	for m := range k {
		for n := range k[m] {
			turned[m][n] = k[kh-1-m][kw-1-n]
		}
	}
	flipped := correlate(x, turned)
	for i := range flipped {
		for j := range flipped[i] {
			flipped[i][j] += b
		}
	}

	// Turned by half a turn, the kernel is read from its last weight to its
	// first, and the map comes out different:

	nb.Row(ex.K, `\to`, notebook.Matrix(`K \text{ turned}`, turned))

	nb.Mistake("a flipped kernel", nil,
		[]any{ex.Z}, []any{notebook.Matrix("Z", byTurned(ex, flipped))})

	// ## Which windows read a cell? {#which-windows-see-a-cell}
	//
	// So far the question was which cells an output reads. The way back asks
	// the opposite: how many windows read a given cell of the image? Walk over
	// them and count.

	count := cnn.Zeros(len(x), len(x[0]))
	for i := range z {
		for j := range z[i] {
			for m := range k {
				for n := range k[m] {
					count[i+m][j+n]++
				}
			}
		}
	}

	// The counts fall toward the edges, where fewer windows reach:

	nb.Figure(notebook.Figure{
		Title:   "How many windows read each image cell",
		Caption: nb.Phrase("the counts", nil),
		Maps: []notebook.HeatMap{
			{Name: "windows", Rows: count, Numbers: true},
		},
	})

	nb.Say("the largest count", reach(count, len(ex.Z.Data), kh*kw))

	// On the way back, each reading of a cell by a window contributes one term
	// to a gradient. The gradient of a cell in the middle is therefore a sum
	// with one term for each weight, while a corner gets a single term
	// ([chapter 14](14-convolution-backward-input)). A weight is used in
	// *every* window, so its gradient sums over all of them ([chapter
	// 13](13-convolution-backward-kernel)).
	//
	// ## Common mistakes {#where-people-slip}

	nb.Mistake("no bias", nil,
		[]any{ex.Z}, []any{notebook.Matrix("Z", withoutBias(ex))})

	nb.Mistake("x and y", nil,
		[]any{ex.Z}, []any{notebook.Matrix("Z", cnn.Transposed(z)).
			Of(ex.Z, func(c []int) []int { return []int{c[1], c[0]} })})

	// ## Exercises {#try-it}

	nb.Ask("the last element", notebook.Let{
		"i": last[0], "j": last[1], "Z": notebook.At(ex.Z, last[:]...),
		"sum": substituted(ex, last),
		"mistakes": marking.Mistaken(ex.Network, ex.Z.Place,
			last[:]...)})
	nb.Ask("two sizes", notebook.Let{
		"rows": 28 - 5 + 1, "rows without 1": 28 - 5,
		"height": 28 - 20 + 1, "height without 1": 28 - 20})
	raise(nb, ex, kh-1, kw-1)
	nb.Ask("the bug", nil)

	// ## A note on Go: why float64(a*b) + c {#why-float64ab--c}
	//
	// Many processors have one instruction for a product and a sum, which
	// rounds once, at the end, while others round the product and then the sum.
	// Go may use either, so the last digit could depend on the machine. The
	// conversion in `float64(a*b) + c` demands a rounding after the product, so
	// that all machines agree, and the program has it wherever a product is
	// added.
	//
	// You see the difference where a sum is nearly 0. In binary, the number 0.1
	// is stored a little too large. The product $0.1 \cdot 10$ rounds to
	// exactly 1, which makes the excess disappear, but without that rounding it
	// shows:

	p, q, r := 0.1, 10.0, -1.0
	twice, once := float64(p*q)+r, math.FMA(p, q, r)

	nb.Say("two roundings", notebook.Let{"twice": twice,
		"once": notebook.Power(once)})

	// ## What comes next
	//
	// $Z$ has positive and negative numbers. The next step keeps only the
	// positive ones: [chapter 03](03-relu).

	return nil
}
