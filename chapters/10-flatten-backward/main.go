// # Flatten, backward
//
// The error stands at the features, in one column. Pooling wants it as a
// map again. Which number goes into which cell, and what is there to compute?

package main

import (
	_ "embed"
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/marking"
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

	height, width := len(ex.P.Rows()), len(ex.P.Rows()[0])
	last := height*width - 1
	byRows, byColumns, err := jacobians(ex)
	if err != nil {
		return err
	}

	nb.Strip("P", true)

	// ## What you have and what you want
	//
	// [Chapter 09](09-fully-connected-backward) left you with
	// $\partial L/\partial f$, one number for each feature. You want
	// $\partial L/\partial P$, one number for each cell of the pooled map.
	// A gradient has the shape of the thing that it belongs to, so the answer
	// has the shape of $P$.

	nb.Table("The shapes", []string{"array", "shape", "state"}, [][]any{
		{"$P$", ex.P.Shape.Plain().String(), "known"},
		{"$f$", ex.F.Shape.String(), "known"},
		{`$\partial L/\partial f$`, ex.DF.Shape.String(), "known"},
		{`$\partial L/\partial P$`,
			ex.DP.Shape.Plain().String(), "wanted"},
	})

	// The map and the vector have the same number of elements. That is the
	// first hint: nothing was added up on the way forward, and nothing was
	// thrown away.
	//
	// ## The map, in both directions
	//
	// Forward, flatten writes the rows of $P$ one after another into $f$. Let
	// $P$ have $W$ columns (in this chapter $W$ is that width, not the
	// weights). The cell in row $i$ and column $j$ has $i$ whole rows before
	// it and $j$ cells of its own row, so it becomes the feature
	//
	// $$k = i \cdot W + j$$
	//
	// Backward you know $k$ and want the cell. Divide by the width. The whole
	// part is the row, the remainder is the column:
	//
	// $$i = k \operatorname{div} W, \qquad j = k \operatorname{mod} W$$

	nb.Table(fmt.Sprintf("Features and cells, with $W = %d$", width),
		[]string{"$k$", "$i$", "$j$", `$i \cdot W + j$`, "$f_k$"},
		cells(ex.F.Values(), width))

	// The fourth column is the first one again. The two formulas undo each
	// other, so each feature has one cell and each cell one feature.
	//
	// ## The formula
	//
	// Forward, $f_k = P_{i,j}$. The feature is a copy of its cell: if the
	// cell grows by a little, the feature grows by the same. The slope is 1.
	// To every other cell the feature is deaf, so there the slope is 0:
	//
	// $$\frac{\partial f_k}{\partial P_{i,j}} =
	//   \begin{cases} 1 & k = i \cdot W + j \\ 0 & \text{else} \end{cases}$$
	//
	// The chain rule adds over all features, and one term is left:
	//
	// $$\frac{\partial L}{\partial P_{i,j}} =
	//   \sum_k \frac{\partial L}{\partial f_k}
	//   \frac{\partial f_k}{\partial P_{i,j}} =
	//   \frac{\partial L}{\partial f_{i \cdot W + j}}$$
	//
	// A factor 1, and no sum. The error is carried back to its cell as it is.
	//
	// ## First in letters
	//
	// Take a map with two rows and two columns. Forward:

	nb.Row(notebook.Symbols("P", [][]string{{"a", "b"}, {"c", "d"}}),
		`\to`, letters("f", "a", "b", "c", "d"))

	// Backward the numbers are others, the way is the same. The error of $a$
	// is the first, because $a$ was written first. The error of $c$ is the
	// third, and so it returns to the second row:

	nb.Row(letters(`\partial L/\partial f`,
		`\partial L/\partial f_0`, `\partial L/\partial f_1`,
		`\partial L/\partial f_2`, `\partial L/\partial f_3`,
	), `\to`, notebook.Symbols(`\partial L/\partial P`, [][]string{
		{`\partial L/\partial f_0`, `\partial L/\partial f_1`},
		{`\partial L/\partial f_2`, `\partial L/\partial f_3`},
	}))

	// So $\partial L/\partial a = \partial L/\partial f_0$,
	// $\partial L/\partial b = \partial L/\partial f_1$,
	// $\partial L/\partial c = \partial L/\partial f_2$ and
	// $\partial L/\partial d = \partial L/\partial f_3$.
	//
	// ## One cell in full
	//
	// Take the first cell of the last row.

	nb.Derive(ex.DP, height-1, 0)

	nb.Markdownf(`Here $i = %d$ and $j = 0$, so
$k = %[1]d \cdot %d + 0 = %d$. There is nothing to multiply and nothing
to add. The number only has a new place.`,
		height-1, width, (height-1)*width)

	// ## All cells

	nb.Row(ex.DF, `\to`, ex.DP)
	nb.DeriveAll(ex.DP)

	// ## The same in loops
	//
	// One loop over the features. Each error is put into its cell. It is put,
	// not added: no cell is written twice.

	dF := ex.DF.Values()
	dP := cnn.Zeros(height, width)
	for k := range dF {
		i, j := k/width, k%width
		dP[i][j] = dF[k]
	}
	nb.Check(`loops and engine agree on $\partial L/\partial P$`,
		dP, ex.DP)

	// You can as well walk over the cells and ask each for its feature. This
	// reads the first formula in place of the second:

	byCell := cnn.Zeros(height, width)
	for i := range height {
		for j := range width {
			byCell[i][j] = dF[i*width+j]
		}
	}
	nb.Check("both walks give the same map", byCell, dP)

	// ## Has flatten a derivative of its own?
	//
	// Many look for one and find no formula in their book. There is one, but
	// it says nothing new. The derivative of a layer is its Jacobian: a row
	// for each output, a column for each input, and in each place the slope.
	// For flatten that is a row for each feature and a column for each cell
	// of $P$, the cells taken row by row. First the Jacobian of this network,
	// then that of a flatten that reads column by column:

	nb.Row(byRows, `\text{and}`, byColumns)

	// The first has its ones on the diagonal: it is the identity, because
	// flatten takes the cells in the order in which they are numbered here. In
	// the second the same ones stand in another order, unless the map has a
	// single row or column.
	//
	// Both have a single 1 in each row and in each column. Such a matrix
	// moves numbers and does nothing else to them. The chain rule multiplies
	// the error by the transposed Jacobian:
	//
	// $$\frac{\partial L}{\partial P} =
	//   \left( \frac{\partial f}{\partial P} \right)^{\top}
	//   \frac{\partial L}{\partial f}$$
	//
	// The transpose of such a matrix is also its inverse. This is why going
	// backward and undoing the forward pass are the same here. Do not take
	// this for a rule: the backward pass of a layer is its transpose, and
	// most layers have no inverse at all.
	//
	// The engine of this book keeps a Jacobian as a list of **links**, one for
	// each output and each input that it reads, with the slope between them.
	// With it the product above is one loop:

	flat := make([]float64, len(dF))
	for _, link := range ex.Pass.Links(cnn.FlattenLayer) {
		flat[link.In] += float64(link.Slope * dF[link.Out])
	}
	nb.Check("the transposed Jacobian gives the same numbers",
		flat, ex.DP.Values())

	// This loop multiplies by 1 and adds to 0 to arrive at a copy. It is here
	// to show that flatten is a layer like the others. Most programs do not
	// even copy: they read the same numbers with another shape.
	//
	// ## Where the order goes wrong
	//
	// Forward and backward must use the same map. A flatten that wrote row
	// by row is undone row by row. Here it is undone column by column:

	swapped := cnn.Zeros(height, width)
	for i := range height {
		for j := range width {
			swapped[i][j] = dF[j*height+i]
		}
	}

	// In a square map this exchanges rows and columns.

	nb.Slip("flatten-order", `“The numbers are the same, so the order
does not matter.” Column by column is how MATLAB, Julia and Fortran
reshape. No shape complains and no number is lost. But each error that
moved now belongs to another window.`,
		[]any{ex.DP},
		[]any{notebook.Matrix(`\partial L/\partial P`, swapped).
			Mark("wrong", different(dP, swapped)...)})

	// What follows from it? Send both maps on, through pooling, ReLU and
	// convolution, and compare what arrives at the kernel. The right gradient
	// and what became of it:

	wrongK, err := kernelGradient(ex.Network, swapped)
	if err != nil {
		return err
	}
	nb.Row(ex.DK, `\text{became}`,
		notebook.Matrix(`\text{wrong }\partial L/\partial K`, wrongK).
			Mark("wrong", different(ex.DK.Rows(), wrongK)...))
	nb.Markdownf(`In $\partial L/\partial P$ the wrong order changes %d
of the %d cells, in $\partial L/\partial K$ it changes %d of %d.`,
		len(different(dP, swapped)), len(dF),
		len(different(ex.DK.Rows(), wrongK)), len(ex.DK.Data))

	// Nothing reports this. The program runs, the loss may even fall for a
	// while, because the dense layer still learns from the right numbers. Only
	// a comparison with known numbers finds it, or the gradient check of
	// [chapter 15](15-gradient-check).
	//
	// With several channels there is one more choice. This book and PyTorch
	// take one channel after another, $k = (c \cdot H + i) \cdot W + j$ with
	// $H$ rows. Keras by default keeps the channels of one place together,
	// $k = (i \cdot W + j) \cdot C + c$ with $C$ channels. Weights of a dense
	// layer that move from one to the other must be put into the other order
	// ([chapter 17](17-channels-padding-stride)).
	//
	// ## Try it

	nb.Exercise(notebook.Exercise{
		Question: fmt.Sprintf(`Into which row $i$ and which column $j$
of $\partial L/\partial P$ does the error of feature %d go, and what is
it?`, last),
		Answers: []notebook.Answer{
			{Name: "i", Value: float64(last / width),
				Wrong: orders(last, width, height)},
			{Name: "j", Value: float64(last % width),
				Wrong: orders(last, width, height)},
			{
				Name:  notebook.TeX(ex.DP.Sign, height-1, width-1),
				Value: dF[last],
				Wrong: marking.Mistaken(ex.Network, ex.DP.Place,
					height-1, width-1),
			},
		},
		Hint: `How many whole rows come before it, and how many
cells of its own row?`,
		Solution: fmt.Sprintf(`$%d = %d \cdot %d + %d$, so the row is
%[2]d and the column is %[4]d. The number is $%s %s$, unchanged.`,
			last, last/width, width, last%width,
			notebook.TeX(ex.DF.Sign, last), notebook.Eq(dF[last])),
	})

	nb.Exercise(notebook.Exercise{
		Question: `A map has 5 rows and 7 columns. Which feature $k$ is
its cell (3,4)? And which cell (i,j) is its feature 23?`,
		Answers: []notebook.Answer{
			{Name: "k", Value: 3*7 + 4, Wrong: []notebook.Wrong{
				{Value: 4*5 + 3, Mistake: "flatten-order",
					Did: "counted column by column"},
				{Value: 3*5 + 4,
					Did: "took the height for the width"}}},
			{Name: "i", Value: 23 / 7, Wrong: orders(23, 7, 5)},
			{Name: "j", Value: 23 % 7, Wrong: orders(23, 7, 5)},
		},
		Hint: "You need the width. You do not need the number of rows.",
		Solution: fmt.Sprintf(`$k = 3 \cdot 7 + 4 = %d$. And
$23 = %d \cdot 7 + %d$, so feature 23 is the cell (%[2]d,%[3]d).`,
			3*7+4, 23/7, 23%7),
	})

	nb.Exercise(notebook.Exercise{
		Question: `What is the sum of all elements of
$\partial L/\partial P$? Would this sum show you that you filled the
map in the wrong order?`,
		Answers: []notebook.Answer{{
			Name:  `\sum_{i,j} \partial L/\partial P_{i,j}`,
			Value: sum(dF),
			Wrong: marking.Mistaken(ex.Network, ex.DP.Place),
		}},
		Hint: "Flatten moves numbers. What does moving do to a sum?",
		Solution: fmt.Sprintf(`It is the sum of the features' errors:
$\sum_k \partial L/\partial f_k %s$. (If you add the numbers as they
are printed, the last digit may be one off.) A wrong order has the same
sum, so the sum does not show it. It does show a number that was lost or
written twice.`, notebook.Eq(sum(dF))),
	})

	// ## What comes next
	//
	// Each cell of $P$ has its error, and each cell of $P$ was one pooling
	// window. [Chapter 11](11-max-pooling-backward) asks which cell of the
	// window the error belongs to.

	return nil
}
