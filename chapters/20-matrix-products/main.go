// # From loops to matrix products
//
// Your loops give the right numbers. A library gives the same numbers in a
// fraction of the time. What does it do? It writes the convolution as a
// product of two matrices, forward and backward, and makes that product fast.

package main

import (
	_ "embed"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

//go:embed main.go
var source string

func main() { notebook.Main(source, run) }

func run(nb *notebook.Notebook) error {
	if done, err := asked(nb); done || err != nil {
		return err
	}
	ex, err := nb.Classic()
	if err != nil {
		return err
	}
	times, err := readRecord(recorded)
	if err != nil {
		return err
	}

	nb.Strip("Z", false)

	// ## What you have and what you want
	//
	// You are back at the convolution, and you know all of its numbers. You
	// want them once more, each array from one product of matrices. In the
	// table $k$ and $\delta$ are the kernel and the error $\partial L/\partial
	// Z$, each written as one row, and $\text{cols}$ is a matrix that you are
	// about to make from $X$.

	nb.Table(again(ex))

	// ## im2col: each window becomes a column
	//
	// Look at a single output. Its window and the kernel have the same shape.
	// Cell meets weight, and the products add up:

	nb.Equation(`Z_{i,j}`, `= \sum_{m,n} K_{m,n} \, X_{i+m,j+n} + b`)

	// How the window is laid out does not matter to this sum, as long as the
	// kernel is laid out in the same way. So write the kernel as a row and the
	// window as a column. Row times column is a sum of products, the same one.
	//
	// Now do this for all windows, and put their columns side by side. The
	// matrix has a row for each weight and a column for each output:

	nb.Equation(`\text{cols}_{(m,n),(i,j)}`, "= X_{i+m,j+n}")

	// This is **im2col**, “image to columns”. The engine's list of links
	// ([chapter 18](18-any-network)) has all that it takes. A link says: this
	// output reads this cell through this weight. The output is the column,
	// the weight is the row, and the cell is what stands there.

	taps, places := len(ex.K.Data), len(ex.Z.Data)
	cols := cnn.Zeros(taps, places)
	for _, l := range ex.Pass.Links(cnn.ConvLayer) {
		if l.In != cnn.One { // the bias reads no cell
			cols[l.Param][l.Out] = ex.X.Data[l.In]
		}
	}

	// One window is marked, and the column that it becomes. On the page, point
	// at any entry to see which cell it comes from.

	s := newSheet(ex)
	windows, at := s.columns(cols), s.chosen()
	nb.Captioned(s.caption(at), s.window(at), `\to`,
		windows.Mark("here", s.column(at)...))
	nb.Markdownf("%s", s.copies())

	// ## Forward: one product
	//
	// Row times matrix is row times each of its columns. So one product makes
	// the whole map:

	nb.Equation("z", `= k \cdot \text{cols} + b`)

	// Here is a product of two matrices in loops. It knows nothing about
	// images. The three loops could stand in any order. In this one the inner
	// loop walks along rows, as they lie in memory.

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

	// Multiply, and add the bias to every output:

	k := [][]float64{ex.K.Values()}
	z := multiply(k, cols)
	for j := range z[0] {
		z[0][j] += ex.B.Data[0]
	}
	nb.Check("the product and the engine on $Z$", z[0], ex.Z.Values())

	// In numbers, and then the output of the marked window in full:

	row, b := s.kernel(), s.bias()
	nb.Row(row.Grid, `\cdot`, windows.Grid, "+", b.Grid, "=",
		s.result(z[0], row, windows, b).Grid)
	i, j := s.output(at)
	nb.Derive(ex.Z, i, j)

	// Read $z$ line by line, and you have $Z$.
	//
	// With several kernels $k$ has a row for each, and $z$ a row for each map:
	// still one product. With several channels a window is longer, so that
	// $k$ has more columns and $\text{cols}$ more rows. Stride and padding
	// change only which cells stand in $\text{cols}$. The product stays as it
	// is. This is why libraries like it: one routine, made fast once, serves
	// every convolution.
	//
	// ## Backward: the kernel
	//
	// A product of matrices is a fully connected layer whose weights are $k$
	// and whose examples are the columns. You know its backward pass from
	// [chapter 09](09-fully-connected-backward): error times input, added up
	// over all columns. Written as a product:

	nb.Equation(`\frac{\partial L}{\partial k}`,
		`= \delta \cdot \text{cols}^\top`)

	// The row of errors times the transposed matrix:

	delta := [][]float64{ex.DZ.Values()}
	dK := multiply(delta, transposed(cols))
	nb.Check(`the product and chapter 13 on $\partial L/\partial K$`,
		dK[0], ex.DK.Values())

	// Now look at the numbers:

	s = s.backward()
	nb.Markdownf("%s", s.liveSaid())
	errors, read := s.errors(), s.columns(cols)
	if s.whole() {
		nb.Row(errors.Grid, `\cdot`, read.transposed(), "=",
			s.kernelGradient(dK[0], errors, read).Grid)
	}

	// One element in full. It is a row of $\text{cols}$ times the errors. The
	// second equation says the same with the cells that stand in that row:

	low := taps - s.kw // the lower left weight
	nb.Equation(s.gradientSum(low))
	nb.Derive(ex.DK, low/s.kw, 0)

	// These are the terms of [chapter 13](13-convolution-backward-kernel),
	// one for one. The bias gets the sum of the errors, as before.
	//
	// ## Backward: the input
	//
	// The same layer, the other factor. Each entry of $\text{cols}$ is an
	// input of its own, and its gradient is the weight of its row times the
	// error of its column:

	nb.Equation(`\frac{\partial L}{\partial \text{cols}}`,
		`= k^\top \cdot \delta`)

	// Again one product. The columns whose error is 0 stay out of view:

	dCols := multiply(transposed(k), delta)
	nb.Row(row.upright(), `\cdot`, errors.Grid, "=",
		s.columnsGradient(dCols, row, errors).Grid)

	// But nobody asked for the gradient of $\text{cols}$. A cell of $X$ stands
	// in it several times, once for each window that reads it. Each copy has
	// its own way to the loss, and the ways add. So walk through the links
	// once more, and add every entry to the cell that it was copied from. This
	// is **col2im**, and it is the scatter-add of
	// [chapter 14](14-convolution-backward-input):

	dX := make([]float64, len(ex.X.Data))
	for _, l := range ex.Pass.Links(cnn.ConvLayer) {
		if l.In != cnn.One {
			dX[l.In] += dCols[l.Param][l.Out]
		}
	}
	nb.Check(`col2im and chapter 14 on $\partial L/\partial X$`,
		dX, ex.DX.Values())

	// The forward step is a copy, so that its backward step is a sum. Nothing
	// is rotated, and no error map gets a border of zeros.

	u, v := s.meeting()
	nb.Derive(ex.DX, u, v)
	nb.Slip(s.overwritten(dCols))

	// ## The same in a real network
	//
	// The example is too small to be slow. So take a network of the size of
	// LeNet, which reads handwritten digits: pictures of 28×28, eight kernels
	// of 5×5, ReLU and max pooling, sixteen kernels of 5×5 over these eight
	// maps, ReLU and max pooling, and a fully connected layer to ten classes.
	// The pictures and the weights are made up from a seed. For the time it
	// takes they are as good as real ones.

	nb.Table(layerTable())

	// Five programs compute the loss and all gradients of a batch. They differ
	// in how they compute the convolutions. (They stand in files beside this
	// one.)
	//
	// - **textbook loops** (`loops.go`): a loop for each index, as in chapters
	//   13, 14 and 17.
	// - **links** (`links.go`): the engine of this book, which walks through
	//   the list of who reads whom. It also finds the gradient of the picture,
	//   which the others leave out.
	// - **loops that skip zeros** (`skipping.go`): no product with a cell or an
	//   error that is 0.
	// - **im2col and a library** (`im2col.go`, `products.go`): what you saw
	//   above, with the product of [gonum](https://www.gonum.org), a library
	//   for Go. For amd64 processors its innermost loops are written in
	//   assembly language.
	// - **im2col, blocks, no zeros** (`blocks.go`): plain Go once more, with
	//   what the others teach. The next section says how.
	//
	// First of all: do they agree? A few examples, on one core and on two,
	// where each core takes its part of the batch:

	batch, value := drawExamples(4, 1), drawParameters(1)
	loss, gradients := paths[0].hire(1, value).run(batch)
	for _, p := range paths[1:] {
		for cores := 1; cores <= 2; cores++ {
			l, g := p.hire(cores, value).run(batch)
			nb.Check(said(p.name, cores), append(g, l),
				append(gradients, loss))
		}
	}

	// ## Why it is faster
	//
	// Now the clock. A time belongs to a machine, so this page shows a run
	// that was recorded on one:

	nb.Figure(timeFigure(times))
	nb.Table(timeTable(times))

	nb.Markdownf("%s", peakSaid(times))

	// That is not all that a core can do. It has wide instructions for several
	// numbers at once, which Go's compiler does not use. The library uses some
	// of them.
	//
	// Measure your own machine, and keep the record if you like:
	//
	// ```sh
	// go run ./chapters/20-matrix-products -bench
	// go run ./chapters/20-matrix-products -bench -save-run my-run.json
	// ```
	//
	// ### Why im2col wins
	//
	// It saves no product. It does as many as the loops, and copies numbers
	// before. What it saves is everything around the products.

	nb.Markdownf("%s", librarySaid(times))

	// - **Long rows.** The inner loop over a kernel's row ends after five
	//   weights, and then the loops around it have to count on. A row of
	//   $\text{cols}$ is as long as a map has cells.
	// - **Numbers in order.** What is needed next lies next in memory, where
	//   the processor has already fetched it.
	// - **Blocks.** A number that is loaded once can take part in several
	//   products, if several rows and columns are worked on at the same time.
	//
	// The last program does this by hand. It takes three windows and two
	// kernels at a time. That makes six sums, which stay in the processor's
	// registers, and each weight that is loaded is used three times. It lays
	// the windows out as rows, so that a window and a kernel lie side by side.
	//
	// The links are the other end. A list can hold any layer, and it is the
	// reason why this book can show where each number comes from. But reading
	// the list takes longer than the products that it lists.
	//
	// ### Skipping zeros helps on the way back
	//
	// Why multiply by 0 at all? Count what is not 0 in the batch above:

	nb.Table(zeroTable(value, batch))

	// Backward most is 0. A pooling window of four cells has one winner, so
	// three of four errors are 0, and ReLU closes some of the rest. Forward
	// the pictures have noise everywhere, and of the pooled maps few cells are
	// 0, because it takes four closed cells to make one. There is little to
	// skip. Still each cell has to be asked, and the loops must be turned
	// around for it, so that they jump between the sums.

	nb.Markdownf("%s", skippingSaid(times))

	// So the last program skips backward and multiplies everything forward.
	// Libraries rarely skip. Without pooling or ReLU there is nothing to skip,
	// and where a processor does many products in one instruction, a question
	// before each of them costs more than the products.
	//
	// ### What im2col costs
	//
	// Memory. A cell is copied into every window that reads it, which is
	// about $k_h \cdot k_w$ times.

	nb.Markdownf("%s", memorySaid())

	// The programs here lay out one example at a time and use the same matrix
	// again for the next. Large libraries go further: they lay out a piece of
	// the matrix just before it is multiplied, and the whole of it never
	// exists. (The idea is in Chellapilla, Puri and Simard, *High Performance
	// Convolutional Neural Networks for Document Processing*, 2006. The name
	// became common with [Caffe](https://github.com/BVLC/caffe).)
	//
	// ## Try it

	nb.Exercise(s.copiesExercise())
	nb.Exercise(s.entryExercise(dCols))
	nb.Exercise(memoryExercise())

	// ## The end of the way
	//
	// You began with a picture of a few cells and one number that says how
	// wrong the network is. You have followed that number back through every
	// layer to every weight, by hand, and checked each step against the loss
	// itself. Then the steps turned out to be one step: who reads whom, and
	// through which weight. The fast program of this chapter is that list once
	// more, laid out as a matrix.
	//
	// What large frameworks add is more layers, more kinds of them, and more
	// care for the machine. None of it changes a rule. When one of them gives
	// you a gradient that you do not trust, make a network that fits on a
	// page, and work it out. You know how.

	return nil
}
