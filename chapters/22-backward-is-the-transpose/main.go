// # Backward is the transpose
//
// Flatten is undone, padding is cut off, a copy becomes a sum, a convolution
// turns its kernel round. Each layer seems to have a rule of its own for the
// way back. Are they all one rule in the end?
//
// > [!SHORT]
// > Yes. Every step that only weighs numbers and adds them is a matrix $M$
// > times its input, even a convolution, whose matrix is mostly zeros. Forward,
// > an output adds up along a *row* of $M$. Backward, an input collects along a
// > *column*, from all the outputs that read it, and that is the transpose:
// >
// > $$z = M x \qquad \text{so} \qquad
// > \frac{\partial L}{\partial x} = M^\top \frac{\partial L}{\partial z}$$
// >
// > For any other step, such as ReLU, $M$ holds its slopes at the values of the
// > forward pass. Backpropagation multiplies by all these transposes, one after
// > the other, beginning at the loss.

package main

import (
	_ "embed"

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
	conv := notebook.Must(cnn.Single(kernel(), image(), gradient()))

	// ## What you have and what you want
	//
	// You have a convolution so small that its matrix fits on the page: an
	// image of three by three, this book's kernel of two by two, and a gradient
	// $\delta = \partial L/\partial Z$ that arrives at the four outputs.

	nb.Row(conv.X, `\star`, notebook.Matrix("K", weights), "=",
		notebook.Show(conv.Y).Named("Z"))
	nb.Row(notebook.Show(conv.DY).Named(`\delta`))

	// You want $\partial L/\partial X$, which [chapter
	// 14](14-convolution-backward-input) found in two ways: each $\delta$
	// stamps a copy of the kernel, or each cell gathers with the rotated
	// kernel. Here it comes from a matrix.
	//
	// ## A convolution is a matrix
	//
	// Write the nine cells of the image one below the other, row by row, and
	// call the column $x$. Write the four outputs in the same way and call them
	// $z$. Each output is a sum of cells times weights, so there is a matrix
	// $M$ with $z = M x$. Its column $j$ is what comes out if cell $j$ is 1 and
	// all others are 0, and so you find the matrix of any such layer by feeding
	// it one image of that kind after the other. In the program `slide` is the
	// convolution and `cells` is $x$:

	columns := cnn.Zeros(len(cells), len(arriving))
	for j := range cells {
		single := make([]float64, len(cells))
		single[j] = 1
		columns[j] = slide(single)
	}
	m := cnn.Transposed(columns)
	nb.Check("the matrix found in this way and the engine's links",
		m, notebook.Must(conv.Jacobian(0)))

	nb.Captioned(nb.Phrase("one row per output", nil),
		notebook.Matrix("M", m))

	// Each row holds the kernel, with a 0 between its two rows, because there
	// lies a cell of the image that is not in the window. From row to row the
	// kernel slides on, as its window does. So the product is the convolution:

	z := notebook.Vector("z", slide(cells))
	nb.Row(notebook.Matrix("M", m), `\cdot`,
		notebook.Vector("x", cells), "=", z)

	// ## Read it down instead of across {#why-the-transpose}
	//
	// Take the cell in the middle, $x_4$. It appears in the sum of every $z_i$,
	// where it is multiplied by $M_{i,4}$, so that is the slope of the path
	// through $z_i$. The paths through the four outputs add, and the same holds
	// for every other cell:
	//
	// $$\frac{\partial L}{\partial x_j} =
	//   \sum_i M_{i,j} \, \frac{\partial L}{\partial z_i}$$
	//
	// The sum runs down a column of $M$. A matrix product runs along rows, so
	// write the columns as rows, and that is the transpose $M^\top$:

	dX := multiply(cnn.Transposed(m), arriving)
	nb.Row(notebook.Matrix(`M^\top`, cnn.Transposed(m)), `\cdot`,
		notebook.Vector(`\delta`, arriving), "=",
		notebook.Vector(`\partial L/\partial x`, dX))
	nb.Check(`transpose and engine agree on $\partial L/\partial X$`,
		dX, conv.DX.Values())

	// Each *column* of $M^\top$ is a stamp of chapter 14, and each *row*
	// gathers with the rotated kernel. Its two ways were one matrix, read down
	// and across.
	//
	// ## The same idea, many names
	//
	// With that, the rules of this book become one. The gradient of whatever
	// only moves, adds or weighs numbers goes back through the transpose:

	nb.Tabulate("forward and back", nil)

	// Four of them are small enough to write down. Here the first of two
	// numbers is **copied** and the second is not. The transpose **adds** the
	// gradients of the two copies:

	beside(nb, copied)

	// **Padding** puts zeros around, here one at each end. Its transpose
	// **crops**: no input feeds these zeros, so what arrives at them goes
	// nowhere.

	beside(nb, padded)

	// A **stride** of 2 keeps every second number. Its transpose puts **zeros
	// between**, for the numbers that were not kept:

	beside(nb, strided)

	// An **average** weighs each number by its share, and its transpose
	// distributes the gradient in the same shares. (The two windows overlap
	// here, so the number in the middle gets a share from each.)

	beside(nb, averaged)

	// A transposed convolution, which some networks use to make a small map
	// large, is $M^\top$ used forward. Its own way back is therefore $M$, an
	// ordinary convolution.
	//
	// ## Steps that are not linear {#nonlinear}
	//
	// ReLU, max pooling and softmax are not matrices, because the sum of two
	// inputs need not give the sum of their outputs. But close to one point
	// each of them behaves like one, whose numbers are the slopes there. It is
	// called the **Jacobian**:
	//
	// - ReLU: the gates on the diagonal. A diagonal matrix is its own
	//   transpose.
	// - Max pooling: a single 1 in each row, at the winner. The transpose has
	//   it in the winner's row and so sends the gradient there.
	// - Softmax: the number $p_i ([i = j] - p_j)$ in row $i$ and column $j$,
	//   where $[i = j]$ is 1 on the diagonal and 0 elsewhere. It is the same
	//   after exchanging $i$ and $j$.
	//
	// That is why a backward pass needs the forward pass first. The matrix of a
	// convolution is known beforehand, whereas that of a ReLU depends on the
	// numbers that it reads.
	//
	// ## Why begin at the loss? {#why-from-the-left}
	//
	// Going from the loss to the image, the chain rule is one long product:
	//
	// $$\frac{\partial L}{\partial X} = \frac{\partial L}{\partial s} \cdot
	//   \frac{\partial s}{\partial f} \cdot \frac{\partial f}{\partial A}
	//   \cdot \frac{\partial A}{\partial Z} \cdot
	//   \frac{\partial Z}{\partial X}$$
	//
	// The result is the same wherever you begin, but the work is not. From the
	// left there is always one *row* times a matrix, because the loss is one
	// number. From the right there is a matrix times a matrix at every step but
	// the last:

	nb.Table("Products of two numbers that it takes",
		[]string{"step", "from the loss", "from the image"}, work(ex))

	// This counts full matrices. Nobody stores them, since most of their
	// entries are 0, but the comparison holds: beginning at the loss takes one
	// pass back for all inputs at once, beginning at the image takes one pass
	// forward for each of them. With one loss and many parameters, backward
	// wins.
	//
	// ## A path around: skip connections
	//
	// A branch needs no new rule either, because paths add. In a **residual
	// block** the input goes through some layers and also past them, by a
	// **skip connection**, and both are added: $a = M x + x$. The matrix of the
	// whole is $M + I$, where $I$ has ones on the diagonal and zeros elsewhere,
	// and its transpose is $M^\top + I$. So the gradient of $x$ has two parts,
	// one that came back through the layers and one that is the arriving
	// gradient itself. Here $M$ is a fully connected layer of two by two, with
	// these weights $W$ and the output $s$:

	w, dx, da := residual()
	nb.Row(w)
	nb.Row(da, `\to`, dx)
	nb.Derive(dx, 0)

	// In twenty layers of small weights a gradient shrinks at each of them. If
	// each has a skip connection, there is always a path on which the gradient
	// passes unchanged, and that is why very deep networks have them.
	//
	// ## The same in code {#the-same-in-loops}
	//
	// In practice the matrix is never built, but it gives you a test for any
	// linear layer's backward pass that you write yourself. For every $x$ and
	// every $\delta$ the two numbers $\delta \cdot (M x)$ and
	// $(M^\top \delta) \cdot x$ are the same, because both are the sum of
	// $\delta_i M_{i,j} x_j$ over all $i$ and $j$. So run your layer forward on
	// some $x$, run it backward on some $\delta$, and compare two sums:

	forward, backward := 0.0, 0.0
	for i, z := range slide(cells) {
		forward += float64(arriving[i] * z)
	}
	for j, d := range scatter(arriving) {
		backward += float64(d * cells[j])
	}
	nb.Check("both sums agree, so the two loops fit each other",
		forward, backward)
	nb.Say("the dot product test", notebook.Let{"sum": forward})

	// It needs no small step and no loss, and it is exact up to rounding. It
	// cannot notice a forward pass that is wrong itself, as long as the
	// backward pass is wrong in the same way. (Set the biases to 0 for it,
	// because a layer that adds them is not a matrix times its input.)
	//
	// ## Common mistakes

	nb.Mistake("the matrix itself", nil,
		gradientAt(multiply(cnn.Transposed(square), two)),
		gradientAt(multiply(square, two)))
	nb.Mistake("the inverse", nil,
		gradientAt(multiply(cnn.Transposed(square), two)),
		gradientAt(solve(square, two)))
	nb.Mistake("the skip is forgotten", nil,
		[]any{dx}, gradientAt(multiply(cnn.Transposed(square), two)))

	// ## Exercises

	back := multiply(cnn.Transposed(sums), thrice)
	from := multiply(sums, thrice)
	nb.Ask("three sums", notebook.Let{"own": thrice[0],
		"first": back[0], "second": back[1], "third": back[2],
		"forward": from[1], "all": from[2]})
	nb.Ask("reverse", nil)
	nb.Ask("a test that fails", nil)
	nb.Ask("twice the skip", nil)

	// ## The end of the road {#the-end-of-the-way}
	//
	// You began with a picture of a few cells and one number that says how
	// wrong the network is. You have followed that number back through every
	// layer to every weight, by hand, and checked each step against the loss
	// itself. In the end all the steps turned out to be one: a matrix that says
	// who reads whom, and through which weight, read down instead of across.
	//
	// What large frameworks add is more layers, more kinds of them, and more
	// care for the machine, but not a single new rule. So when one of them
	// gives you a gradient that you do not trust, make a network that fits on a
	// page and work it out ([chapter 18](18-any-network) will do it with you).
	// You know how, and for the day on which you do not, there is the [cheat
	// sheet](cheat-sheet).

	return nil
}
