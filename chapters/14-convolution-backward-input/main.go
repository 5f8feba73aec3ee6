// # Convolution, backward: the input
//
// The kernel has its gradient. The same error also goes on to the input. Two
// ways lead there: one never rotates the kernel, the other does. Why do they
// give the same numbers?

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

	nb.Strip("X", true)

	// ## What you have and what you want
	//
	// You have the kernel $K$ from the forward pass and the error
	// $\partial L/\partial Z$ from [chapter 12](12-relu-backward), written
	// $\delta$ where space is short. You want $\partial L/\partial X$, one
	// number for each cell of the input.

	nb.Table("The shapes", []string{"array", "shape", "state"}, [][]any{
		{"$K$", ex.K.Shape.Plain().String(), "known"},
		{`$\delta = \partial L/\partial Z$`,
			ex.DZ.Shape.Plain().String(), "known"},
		{`$\partial L/\partial X$`,
			ex.DX.Shape.Plain().String(), "wanted"},
	})

	// Here $X$ is the image, and nobody trains an image. You need its
	// gradient when another layer stands before the convolution. Then $X$ is
	// the output of that layer, and $\partial L/\partial X$ is the error that
	// it waits for. In a network with two convolutions the first one learns
	// through this step and through nothing else.
	//
	// The values of $X$ are not in the list of what you need. The layer is
	// linear: how much a cell counts does not depend on what it holds.
	//
	// ## The first way: where does an error go?
	//
	// The forward pass, once more:
	//
	// $$Z_{i,j} = \sum_{m,n} X_{i+m,j+n} \, K_{m,n} + b$$
	//
	// Stand at one output $Z_{i,j}$. It has read the cells of its window,
	// $X_{i+m,j+n}$, each through one weight. The weight is the slope:
	//
	// $$\frac{\partial Z_{i,j}}{\partial X_{i+m,j+n}} = K_{m,n}$$
	//
	// So the error $\delta_{i,j}$ goes back to the window that it came from,
	// and each cell gets it times the weight through which it was read. That
	// is a small copy of the kernel, $\delta_{i,j} \, K$, placed where the
	// window was. Here is the error that is farthest from 0:

	dZ, k := ex.DZ.Rows(), ex.K.Rows()
	live := living(dZ)
	i, j := farthest(dZ)
	nb.Row(dZ[i][j], `\cdot`, ex.K, "=", notebook.Matrix(
		fmt.Sprintf(`\delta_{%d,%d} \, K`, i, j), scaled(dZ[i][j], k)))

	// Windows overlap, so a cell may get parts from several errors. They add.
	// This is scatter-add again, as in [chapter 11](11-max-pooling-backward),
	// with a window in place of a winner.

	nb.Row(copies(ex, live)...)
	nb.Markdownf(`%d of the %d errors %s not 0, and only such an error
leaves a copy of the kernel. Nothing is rotated here: the weights lie as
they lie in $K$.`,
		len(live), len(dZ)*len(dZ[0]),
		notebook.Plural(len(live), "is", "are"))

	// In loops: two over the errors, two over the weights. It is the forward
	// pass with the arrow turned round. There the line reads
	// `z[i][j] += x[i+m][j+n] * k[m][n]`, with the same indices.

	height, width := len(ex.X.Rows()), len(ex.X.Rows()[0])
	kh, kw := len(k), len(k[0])
	scattered := cnn.Zeros(height, width)
	for i := range dZ {
		for j := range dZ[i] {
			for m := range kh {
				for n := range kw {
					scattered[i+m][j+n] += float64(dZ[i][j] * k[m][n])
				}
			}
		}
	}
	nb.Check(`loops and engine agree on $\partial L/\partial X$`,
		scattered, ex.DX)

	// ## The second way: who has read this cell?
	//
	// Now turn the question round. Do not ask where an error goes. Stand at
	// one input cell $X_{u,v}$ and ask which outputs have read it, and through
	// which weight. Output $(i,j)$ reads it through $K_{m,n}$ if
	//
	// $$i + m = u, \quad j + n = v$$
	//
	// Solve this for the output: $i = u - m$ and $j = v - n$. For each weight
	// there is one such output. Collect their errors:
	//
	// $$\frac{\partial L}{\partial X_{u,v}} =
	//   \sum_{m,n} \frac{\partial L}{\partial Z_{u-m,v-n}} \, K_{m,n}$$
	//
	// Where $Z$ has no cell $(u-m,v-n)$, there is no error and no term.
	//
	// ## One cell in full
	//
	// Take a cell at which as many errors meet as anywhere.

	u, v := meeting(ex)
	nb.Table(fmt.Sprintf("Who has read $X_{%d,%d}$?", u, v), []string{
		"weight", "value", "output that read through it", "its error",
		"product"}, readerTable(ex, u, v))
	nb.Derive(ex.DX, u, v)

	// The engine writes the terms in the order of the outputs. The order of a
	// sum does not matter.
	//
	// ## Where the rotation comes from
	//
	// Look at the indices of the formula: $\delta_{u-m,v-n}$, with **minus
	// signs**. When the kernel's index goes one step forward, the error's
	// index goes one step back. The kernel is read from its upper left corner
	// on, the errors from the lower right corner of their patch on.
	//
	// You can see it without a formula. On the left are the outputs that read
	// the cell, where they lie in $Z$. On the right, at the same places, is
	// the weight through which each reads it:

	outputs, weights := patch(ex, u, v)
	nb.Row(notebook.Symbols(`\text{readers}`, outputs), `\to`,
		notebook.Symbols(`\text{weights}`, weights))

	// That is the kernel, turned by 180°. The window that begins at the cell
	// itself reads it with its first weight, $K_{0,0}$. A window that begins
	// farther up and to the left reaches the cell only with a later weight.
	// **The farther up an output lies, the farther down in the kernel is the
	// weight through which it reads the cell.** This is all that the rotation
	// is.
	//
	// ## All cells
	//
	// Write the rotated kernel down, and the second way becomes a correlation:

	rotated := cnn.Zeros(kh, kw)
	for m := range kh {
		for n := range kw {
			rotated[m][n] = k[kh-1-m][kw-1-n]
		}
	}
	rot := notebook.Matrix(`K^{\text{rot}}`, rotated).
		Of(ex.K, turnedBack(k))
	nb.Row(ex.K, `\to`, rot)

	// A cell at the border is read by outputs that lie beyond the map. They do
	// not exist, so their error is 0. Put zeros there: if the kernel has $h$
	// rows, $h - 1$ rows of zeros above and below, and columns likewise. Then
	// every cell has a full patch of errors. A correlation with such a padding
	// is called **full**; the one of the forward pass is called **valid**.

	padded := cnn.Zeros(len(dZ)+2*(kh-1), len(dZ[0])+2*(kw-1))
	for i := range dZ {
		copy(padded[i+kh-1][kw-1:], dZ[i])
	}

	// One patch of it, and the number that comes of it:

	nb.Captioned(fmt.Sprintf(`The marked patch of errors, times the
rotated kernel, gives $\partial L/\partial X_{%d,%d}$.`, u, v),
		windowed(padded, u, v, kh, kw).
			Of(ex.DZ, unpadded(dZ, kh-1, kw-1)), `\star`, rot, "=",
		notebook.Show(ex.DX).Mark("here", [2]int{u, v}))

	// In loops: two over the input cells, two over the weights.

	gathered := cnn.Zeros(height, width)
	for u := range height {
		for v := range width {
			for m := range kh {
				for n := range kw {
					gathered[u][v] += float64(
						padded[u+m][v+n] * rotated[m][n])
				}
			}
		}
	}
	nb.Check(`the second way agrees with the engine`, gathered, ex.DX)
	nb.Check(`the two ways agree with each other`,
		gathered, scattered)

	// Both loops compute the same products and add them at the same places.
	// Only the order differs. The first walks over the errors and gives, the
	// second walks over the cells and takes. Rotate in the second, never in
	// the first.
	//
	// A correlation with a rotated kernel is what mathematics calls a
	// convolution. So the layer that is named after the convolution computes
	// a correlation forward, and a convolution backward.
	//
	// ## Reached and not reached
	//
	// Pooling and ReLU leave few errors. Which cells hear of them?

	reached, silent := hearing(ex)
	for _, c := range few(reached) {
		nb.Derive(ex.DX, c[0], c[1])
	}
	nb.Markdownf("%s", silence(ex, reached, silent))

	// A 0 there is a statement about the loss: change such a cell by a little,
	// and the loss stays what it is, to the last digit. “A little” means that
	// the same cells win their windows afterward.

	// ## The convolution as a matrix
	//
	// There is a third way to see it. Write $X$ as one long vector and $Z$ as
	// another, row by row. Each output is a sum of weights times cells, so the
	// whole layer is one matrix and one bias:
	//
	// $$z = J x + b, \quad
	//   \frac{\partial L}{\partial x} = J^\top \delta$$
	//
	// This is the fully connected layer of
	// [chapter 09](09-fully-connected-backward), with most weights 0 and the
	// others shared. $J$ has a row for each output and a column for each input
	// cell. It is called the **Jacobian** of the layer.

	nb.Markdownf(`Here $J$ has %d rows and %d columns. The %d weights of
the kernel stand in each row, and all else is 0.`,
		len(ex.Z.Data), len(ex.X.Data), len(ex.K.Data))
	for _, picture := range pictures(ex) {
		nb.Figure(picture)
	}

	// Multiply the error by the transpose of $J$. There is nothing to rotate.

	if rows := jacobian(ex); rows != nil {
		dX, delta := make([]float64, height*width), ex.DZ.Values()
		for r := range rows {
			for c := range rows[r] {
				dX[c] += float64(rows[r][c] * delta[r])
			}
		}
		nb.Check(`$J^\top \delta$ is $\partial L/\partial X$`,
			dX, ex.DX.Values())
	}

	// The two ways are the two ways to read this matrix. A *row* holds one
	// output's window: the first way takes each row times its error and adds.
	// A *column* holds all readers of one cell: the second way takes each
	// column and sums it up against the errors. From top to bottom a column
	// meets the weights in reverse order, the last one first. There is the
	// rotation again.
	//
	// The transposed matrix is also used as a layer of its own, to make a
	// small map larger. It is then called a transposed convolution.
	//
	// ## Where people slip

	unrotated := gather(padded, k)
	nb.Slip("input-gradient-unrotated", `“The forward pass is a
correlation, so the backward pass is one too.” It is, but full, and with
the rotated kernel. With $K$ as it stands each error leaves its copy of
the kernel turned by 180°: the right numbers in the wrong places where
an error is alone, and wrong sums where errors meet. If your kernel is
equal to its own rotation you will not notice. Never test with such a
kernel.`,
		[]any{ex.DX},
		[]any{notebook.Matrix(`\partial L/\partial X`, unrotated)})

	turned := scatter(dZ, rotated)
	nb.Slip("scatter-rotated", `“The formula says rotate”, so the kernel
is rotated before it is scattered. The rotation belongs to the question
who has read a cell, and scattering asks the other question. Compare
with the box above: the wrong numbers are the same. One rotation too
many and one too few are the same mistake.`,
		[]any{ex.DX},
		[]any{notebook.Matrix(`\partial L/\partial X`, turned)})
	nb.Check("the two wrong rules agree with each other",
		turned, unrotated)

	nb.Slip("kernel-for-input", fmt.Sprintf(`“The gradient of the
convolution”, as if there were one. There are three: for the kernel, the
bias and the input. The kernel's has the shape %s of $K$ and needs $X$.
The input's has the shape %s of $X$ and needs $K$. The first is for the
step of gradient descent, the second is handed on.`, ex.K.Shape.Plain(),
		ex.X.Shape.Plain()),
		[]any{ex.DX}, []any{ex.DK})

	// ## Try it

	row, column := meeting(ex, [2]int{u, v})
	nb.Exercise(notebook.Exercise{
		Question: fmt.Sprintf(`Work out $%s$ on paper. Which outputs
have read $X_{%d,%d}$, and through which weights?`,
			notebook.TeX(ex.DX.Sign, row, column), row, column),
		Answers: []notebook.Answer{{
			Name:  notebook.TeX(ex.DX.Sign, row, column),
			Value: scattered[row][column],
			Wrong: marking.Mistaken(ex.Network, ex.DX.Place,
				row, column),
		}},
		Hint: fmt.Sprintf(`Output $(%d - m, %d - n)$ reads it through
$K_{m,n}$. Leave out the outputs that do not exist.`, row, column),
		Solution: solved(ex, row, column),
	})

	nb.Exercise(notebook.Exercise{
		Question: `Suppose that $\delta_{0,0}$ is 1 and all other errors
are 0. What is $\partial L/\partial X$? Give its first number, and the
one at the lower right corner of the first window.`,
		Answers: []notebook.Answer{
			{Name: notebook.TeX(ex.DX.Sign, 0, 0), Value: k[0][0],
				Wrong: marking.Mistaken(oneError(ex), ex.DX.Place,
					0, 0)},
			{Name: notebook.TeX(ex.DX.Sign, kh-1, kw-1),
				Value: k[kh-1][kw-1],
				Wrong: marking.Mistaken(oneError(ex), ex.DX.Place,
					kh-1, kw-1)},
		},
		Hint: `Take the first way. One error, one copy.`,
		Solution: `$\partial L/\partial X$ is the kernel itself, in the
upper left corner, not rotated, and 0 elsewhere. This is a good test for
your own program: one error of 1 must give $K$ back as it stands.`,
	})

	errors, weight := sum(dZ), sum(k)
	total := float64(errors*weight) + 0 // 0 and not −0
	nb.Exercise(notebook.Exercise{
		Question: fmt.Sprintf(`What is the sum of all %d elements of
$\partial L/\partial X$? There is a short way.`, height*width),
		Answers: []notebook.Answer{{
			Name:  `\sum_{u,v} \partial L/\partial X_{u,v}`,
			Value: total,
			Wrong: marking.Mistaken(ex.Network, ex.DX.Place),
		}},
		Hint: `Each error leaves one copy of the kernel. What does one
copy sum to?`,
		Solution: fmt.Sprintf(`A copy sums to $\delta_{i,j}$ times the
sum of the weights. So the whole is the sum of the errors times the sum
of the weights: $%s \cdot %s %s$. The wrong rules above have the same
sum: it does not see where a number stands.`,
			notebook.Places(errors, 6),
			notebook.Factor(weight), notebook.Eq(total)),
	})

	// ## What comes next
	//
	// The error has reached the image, and every weight has its gradient. Each
	// number was computed in two ways, but both were ways of this book.
	// [Chapter 15](15-gradient-check) asks the loss itself.

	return nil
}
