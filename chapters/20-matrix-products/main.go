// # From loops to matrix products
//
// Your loops give the right numbers, and a library gives the same numbers in a
// fraction of the time. How can a convolution become one product of two
// matrices, forward and backward?
//
// > [!SHORT]
// > Copy each window of $X$ into a column of a matrix $\text{cols}$
// > (**im2col**), and write the kernel as a row $w$. Then
// > $z = w \cdot \text{cols} + b$ is the whole map,
// > $\partial L/\partial w = \delta \cdot \text{cols}^\top$ the kernel's
// > gradient, and $\partial L/\partial \text{cols} = w^\top \cdot \delta$ holds
// > everything that the input needs: add each of its entries to the cell that
// > it was copied from (**col2im**). A cell that was copied several times adds
// > up several entries, so the last step uses `+=` and never `=`.

package main

import (
	_ "embed"

	"backprop/internal/cnn"
	"backprop/internal/lenet"
	"backprop/internal/measure"
	"backprop/internal/notebook"
)

//go:embed main.go
var source string

//go:embed words.md
var words string

func main() { notebook.Main(source, run) }

func run(nb *notebook.Notebook) error {
	nb.Words(words)
	if done, err := asked(nb); done || err != nil {
		return err
	}
	ex := notebook.Must(nb.Classic())
	times := notebook.Must(measure.Read("recorded.json", recorded))

	// ## What you have and what you want
	//
	// You know all numbers of the convolution from earlier chapters. You want
	// them once more, each array from one product of matrices. In the table,
	// $w$ is the kernel and $\delta$ the gradient $\partial L/\partial Z$, each
	// written as one row, and $\text{cols}$ is a matrix that you are about to
	// make from $X$.

	nb.Tabulate("what is computed again",
		notebook.ShapesOf(ex.Z, ex.K, ex.X))

	// This is one classic way to compute a convolution, and many others are
	// still based on its idea. What a library really does depends on shapes and
	// processors. On a CPU, PyTorch usually leaves the work to a library called
	// oneDNN, which goes through the image itself in blocks. On a GPU the
	// library cuDNN chooses among matrix products whose columns are never
	// stored and two algorithms that need fewer products, Winograd's and the
	// Fourier transform.
	//
	// ## im2col: each window becomes a column
	//
	// Look at a single output. Its window and the kernel have the same shape,
	// each cell is multiplied by the weight that lies on it, and the products
	// add up:

	nb.Equation(`Z_{i,j}`, `= \sum_{m,n} K_{m,n} \, X_{i+m,j+n} + b`)

	// How the window is laid out makes no difference to this sum, as long as
	// the kernel is laid out in the same way. So write the kernel as a row and
	// the window as a column, and row times column is the same sum of products.
	// Do this for every window and put the columns side by side, and you have a
	// matrix with a row for each weight and a column for each output:

	nb.Equation(`\text{cols}_{(m,n),(i,j)}`, "= X_{i+m,j+n}")

	// This is **im2col**, short for “image to columns”. It needs the same four
	// loops as the convolution, but it only copies:

	s := newSheet(ex)
	kh, kw, height, width := s.kh, s.kw, s.height, s.width
	x := ex.X.Rows()
	cols := cnn.Zeros(kh*kw, height*width)
	for m := range kh {
		for n := range kw {
			for i := range height {
				for j := range width {
					cols[m*kw+n][i*width+j] = x[i+m][j+n]
				}
			}
		}
	}
	nb.Check("im2col in loops and from the engine's links",
		cols, fromLinks(ex))

	// One window is marked, together with the column that it becomes. On the
	// page, point at any entry to see which cell it comes from.

	windows, at := s.columns(), s.chosen()
	nb.Captioned(nb.Phrase(s.caption(at)), s.window(at), `\to`,
		windows.Mark("here", s.column(at)...))
	nb.Say(s.copies())

	// ## Forward: one product
	//
	// Row times matrix is row times each of its columns, so one product
	// computes the whole map:

	nb.Equation("z", `= w \cdot \text{cols} + b`)

	// The product itself knows nothing about images. Its three loops could be
	// nested in any order, and here the innermost one walks along rows, in the
	// order in which the numbers lie in memory:

	multiply := func(a, b [][]float64) [][]float64 {
		c := cnn.Zeros(len(a), len(b[0]))
		for i := range a {
			for l := range b {
				for j := range b[l] {
					c[i][j] += float64(a[i][l] * b[l][j])
				}
			}
		}
		return c
	}

	w := [][]float64{ex.K.Values()}
	z := multiply(w, cols)
	for j := range z[0] {
		z[0][j] += ex.B.Data[0]
	}
	nb.Check("the product and the engine on $Z$", z[0], ex.Z.Values())

	// Here are the numbers, and then the output of the marked window in full:

	row, b := s.kernel(), s.bias()
	nb.Row(row.Grid, `\cdot`, windows.Grid, "+", b.Grid, "=",
		s.result(row, windows, b).Grid)
	i, j := s.output(at)
	nb.Derive(ex.Z, i, j)

	// Read $z$ row by row, and you have $Z$.
	//
	// With several kernels, $w$ has a row for each and $z$ a row for each map.
	// With several channels a window is longer, so that $w$ has more columns
	// and $\text{cols}$ more rows. Stride and padding only change which cells
	// are copied. Since the product stays the same in every case, one routine
	// that has been made fast once serves every convolution.
	//
	// ## Backward: the kernel
	//
	// The product $w \cdot \text{cols}$ is a fully connected layer with the
	// weights $w$, applied to each column in turn. Its backward pass is that of
	// [chapter 09](09-fully-connected-backward), $\delta$ times input, added up
	// over all columns, and that is a product again:

	nb.Equation(`\frac{\partial L}{\partial w}`,
		`= \delta \cdot \text{cols}^\top`)

	delta := [][]float64{ex.DZ.Values()}
	dK := multiply(delta, cnn.Transposed(cols))
	nb.Check(`the product and chapter 13 on $\partial L/\partial K$`,
		dK[0], ex.DK.Values())

	// The shapes show why $\text{cols}$ has to be transposed. A row with one
	// number per output, times a matrix with one row per output, leaves one
	// number per weight.

	s = s.backward()
	nb.Say(s.liveSaid())
	arrived, read := s.errors(), s.columns()
	if s.whole() {
		nb.Row(arrived.Grid, `\cdot`, read.transposed(), "=",
			s.kernelGradient(arrived, read).Grid)
	}

	// One element in full is a row of $\text{cols}$ times $\delta$. The second
	// equation says the same with the cells that were copied into that row:

	low := (kh - 1) * kw // the row of the lower left weight
	nb.Equation(s.gradientSum(low))
	nb.Derive(ex.DK, kh-1, 0)

	// These are exactly the terms of [chapter
	// 13](13-convolution-backward-kernel), and the bias gets the sum of
	// $\delta$ as before.
	//
	// ## Backward: the input
	//
	// The other factor of the product is $\text{cols}$. Treat each of its
	// entries as an input of its own, whose gradient is the weight of its row
	// times the $\delta$ of its column:

	nb.Equation(`\frac{\partial L}{\partial \text{cols}}`,
		`= w^\top \cdot \delta`)

	// Again it is a single product, shown without the columns whose $\delta$ is
	// 0:

	dCols := multiply(cnn.Transposed(w), delta)
	nb.Row(row.upright(), `\cdot`, arrived.Grid, "=",
		s.columnsGradient(row, arrived).Grid)

	// But you wanted the gradient of $X$, not of $\text{cols}$. A cell of $X$
	// occurs in $\text{cols}$ once for each window that reads it, each copy has
	// a path of its own to the loss, and paths add. So run the loops of im2col
	// once more, and add every entry to the cell that it was copied from. This
	// is **col2im**, the scatter-add of [chapter
	// 14](14-convolution-backward-input):

	dX := cnn.Zeros(len(x), len(x[0]))
	for m := range kh {
		for n := range kw {
			for i := range height {
				for j := range width {
					dX[i+m][j+n] += dCols[m*kw+n][i*width+j]
				}
			}
		}
	}
	nb.Check(`col2im and chapter 14 on $\partial L/\partial X$`,
		dX, ex.DX)

	// What was copied forward is added up backward. Nothing is rotated, and
	// nothing gets a border of zeros. Here is a cell that several windows read:

	u, v := s.meeting()
	nb.Derive(ex.DX, u, v)

	// ## The same in a real network
	//
	// The example is too small to be slow. So take a network of the size of
	// LeNet, a famous early network that reads handwritten digits: pictures of
	// 28×28, eight kernels of 5×5, ReLU and max pooling, sixteen kernels of 5×5
	// over these eight maps, ReLU and max pooling again, and a fully connected
	// layer to ten classes. Pictures and weights are drawn from a seed, which
	// makes no difference to the time they take.

	nb.Tabulate("the convolutions", convolutions())

	// Three programs, in the package `internal/lenet`, compute the loss and all
	// gradients of a batch. They differ only in how they compute the
	// convolutions:
	//
	// - **textbook loops** (`loops.go`): one loop per index, as in chapters 13,
	//   14 and 17.
	// - **links** (`links.go`): the engine of this book, which walks through
	//   the list of who reads whom and therefore handles any layer. It also
	//   computes the gradient of the picture, which the others leave out.
	// - **im2col and a library** (`im2col.go`, `products.go`): what you saw
	//   above, with the product of [gonum](https://www.gonum.org), a library
	//   for Go whose innermost loops are written in assembly language for amd64
	//   processors.
	//
	// Before their speed is compared, they have to agree:

	batch := lenet.DrawExamples(4, 1)
	programs := lenet.Programs(lenet.DrawParameters(1))
	loss, gradients := programs[0].Run(batch)
	for _, p := range programs[1:] {
		l, g := p.Run(batch)
		nb.Check(p.Name+": loss and gradients", append(g, l),
			append(gradients, loss))
	}

	// ## Why it is faster {#why-it-is-faster #why-im2col-wins}
	//
	// Times depend on the machine, so this page shows a run that was recorded
	// on one:

	nb.Figure(timeFigure(times))

	// Measure your own machine, and keep the record if you like:
	//
	// ```sh
	// go run ./chapters/20-matrix-products -bench
	// go run ./chapters/20-matrix-products -bench -save-run my-run.json
	// ```
	//
	// im2col does not save a single product, and it even has to copy numbers
	// first. What it saves is everything around the products.

	nb.Say("the library", library(times))

	// - **Long rows.** The inner loop over a kernel's row ends after five
	//   weights, and then the loops around it have to move on. A row of
	//   $\text{cols}$ is as long as a map has cells.
	// - **Numbers in order.** What is needed next lies next in memory, where
	//   the processor has already fetched it.
	// - **Blocks.** A number that has been loaded once can take part in several
	//   products, if several rows and columns are worked on at the same time,
	//   as the library does.
	//
	// ### No zero is skipped {#skipping-zeros-helps-on-the-way-back}
	//
	// Backward most of the products are 0, because a pooling window of four
	// cells has one winner, and the ReLU of some winners is closed as well. The
	// book's own loops could skip them. Libraries rarely do, because a
	// processor that computes many products in one instruction needs longer for
	// a test before each of them than for the products.
	//
	// ### What im2col costs
	//
	// It costs memory, since a cell is copied once for every window that reads
	// it. In the middle of a map that makes $k_h \cdot k_w$ copies, and near
	// the border fewer. On maps as small as those of the second convolution,
	// most cells are near the border.

	nb.Say("the memory", memory())

	// The programs here lay out one example at a time and reuse the matrix for
	// the next. Large libraries go further and lay out each piece of the matrix
	// just before it is multiplied, so that the whole never exists at once.
	// (The idea is in Chellapilla, Puri and Simard, *High Performance
	// Convolutional Neural Networks for Document Processing*, 2006, and the
	// name became common with [Caffe](https://github.com/BVLC/caffe).)
	//
	// ## Common mistakes

	nb.Mistake(s.overwritten())

	// ## Exercises {#try-it}

	nb.Ask(s.howOften())
	if len(s.live()) > 0 { // else none is the farthest from 0
		nb.Ask("one entry", s.oneEntry())
	}
	nb.Ask("a larger layer", largerLayer())
	nb.Ask("the bug", nil)

	// ## What comes next {#the-end-of-the-way}
	//
	// A batch gives all of these arrays one more axis, and [chapter
	// 21](21-batch) shows what happens to the gradients along it. Then [chapter
	// 22](22-backward-is-the-transpose) explains why forward and backward use
	// the same two matrices, once as they are and once transposed.

	return nil
}
