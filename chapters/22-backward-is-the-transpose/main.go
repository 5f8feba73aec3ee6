// # Backward is the transpose
//
// Flatten is undone, padding is cut off, a copy becomes a sum, a convolution
// turns its kernel round. Each layer seems to have a rule of its own for the
// way back. Is there one rule behind them?
//
// > [!SHORT]
// > Yes. Every step that only multiplies and adds is a matrix $M$ times its
// > input, even a convolution, whose matrix is mostly zeros. Forward, an output
// > adds up along a *row* of $M$. Backward, an input collects along a *column*,
// > from all the outputs that have read it, and that is the transpose:
// >
// > $$z = M x \qquad \text{so} \qquad
// > \frac{\partial L}{\partial x} = M^\top \frac{\partial L}{\partial z}$$
// >
// > A step that bends, such as ReLU, has a matrix too, that of its slopes at
// > the point where the forward pass was. Backpropagation multiplies by all
// > these transposes, one after the other, beginning at the loss.

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
	// A small convolution, so that its matrix fits on the page: an image of
	// three by three, the kernel of two by two that you know from this book,
	// and a gradient that arrives at the four outputs.

	nb.Row(conv.X, `\star`, notebook.Matrix("K", weights), "=",
		notebook.Show(conv.Y).Named("Z"))
	nb.Row(notebook.Show(conv.DY).Named(`\delta`))

	// [Chapter 14](14-convolution-backward-input) found $\partial L/\partial X$
	// by stamps and by a rotated kernel. Here it comes from neither.
	//
	// ## A convolution is a matrix
	//
	// Write the nine cells of the image one below the other, row by row, and
	// call the column $x$. Write the four outputs in the same way and call them
	// $z$. Each output is a sum of cells times weights, so there is a matrix
	// with $z = M x$. Its column $j$ is what comes out if cell $j$ is 1 and all
	// others are 0. That is also the way to find it for any layer, without
	// thinking: feed the layer one such image after the other.

	columns := cnn.Zeros(len(cells), len(arriving))
	for j := range cells {
		single := make([]float64, len(cells))
		single[j] = 1
		columns[j] = slide(single)
	}
	m := transpose(columns)
	nb.Check("the matrix found in this way and the engine's links",
		m, notebook.Must(conv.Jacobian(0)))

	nb.Captioned(nb.Phrase("one row per output", nil),
		notebook.Matrix("M", m))

	// Look along a row: there is the kernel, with its second row pushed away
	// from its first, because in between lies the cell of the image that the
	// window skips. From row to row it slides. Now the product is what a
	// convolution has always been:

	z := notebook.Vector("z", slide(cells))
	nb.Row(notebook.Matrix("M", m), `\cdot`,
		notebook.Vector("x", cells), "=", z)

	// ## Read it down instead of across {#why-the-transpose}
	//
	// Take the cell in the middle, $x_4$. It is in the sum of every $z_i$, each
	// time with the number in row $i$ of column 4 as its factor. So the slope
	// of $z_i$ is $M_{i,4}$, the paths through the four outputs add, and that
	// holds for every other cell as well:
	//
	// $$\frac{\partial L}{\partial x_j} =
	//   \sum_i M_{i,j} \, \frac{\partial L}{\partial z_i}$$
	//
	// The sum runs down a column. A matrix product runs along rows, so the
	// columns are written as rows, and the matrix that has them is $M^\top$:

	dX := multiply(transpose(m), arriving)
	nb.Row(notebook.Matrix(`M^\top`, transpose(m)), `\cdot`,
		notebook.Vector(`\delta`, arriving), "=",
		notebook.Vector(`\partial L/\partial x`, dX))
	nb.Check(`transpose and engine agree on $\partial L/\partial X$`,
		dX, conv.DX.Values())

	// Each *column* of $M^\top$ is a stamp of chapter 14, and each *row* is a
	// gather with the rotated kernel. The two ways were one matrix, read down
	// and across.
	//
	// ## The same idea, many names
	//
	// With that, the rules of this book become one. Whatever only moves, adds
	// or weighs numbers goes back through its own transpose:

	nb.Tabulate("forward and back", nil)

	// Four of them are small enough to look at. Here are two numbers, one
	// **copied** and one not, and the transpose, in which the copy's two
	// gradients **add**:

	beside(nb, copied)

	// **Padding** puts zeros around, here one at each end. Its transpose
	// **crops**: what arrives at a zero was fed by nothing and goes nowhere.

	beside(nb, padded)

	// A **stride** of 2 keeps every second number. Its transpose puts **zeros
	// between**, where nothing was read:

	beside(nb, strided)

	// An **average** weighs each number by its share, and its transpose hands
	// the same shares out. (Overlapping windows share a number, so it gets two
	// parts.)

	beside(nb, averaged)

	// A transposed convolution, which makes a small map large, is nothing but
	// $M^\top$ used forward. Its own way back is therefore $M$, an ordinary
	// convolution.
	//
	// ## Steps that bend {#nonlinear}
	//
	// ReLU, max pooling and softmax are no matrices, since twice the input need
	// not give twice the output. But close to one point each of them behaves
	// like one, and its numbers are the slopes there, the **Jacobian** $J$:
	//
	// - ReLU: the gates on the diagonal. A diagonal matrix is its own
	//   transpose.
	// - Max pooling: a single 1 in each row, at the winner. The transpose has
	//   it in each column, and so sends the gradient to the winner.
	// - Softmax: the number $p_i ([i = j] - p_j)$ in row $i$ and column $j$,
	//   which is the same after turning.
	//
	// That is why a backward pass needs the forward pass first. For a
	// convolution the matrix is known beforehand. For ReLU it is not, because
	// it depends on where the numbers were.
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
	// The result is the same wherever you begin. The work is not. From the left
	// there is always one *row* times a matrix, because the loss is one number.
	// From the right there is a matrix times a matrix at every step:

	nb.Table("Products of two numbers that it takes",
		[]string{"step", "from the loss", "from the image"}, work(ex))

	// This counts full matrices. Nobody stores them, since most of their
	// entries are 0, but the comparison stays what it is: one pass back for all
	// inputs at once, against one pass forward for each of them. With one
	// output and many parameters, backward wins.
	//
	// ## A path around: skip connections
	//
	// Since paths add, a branch is no new rule either. In a **residual block**
	// the input goes through some layers and also past them, and both are
	// added: $z = M x + x$. The matrix of the whole is $M + I$, where $I$ has
	// ones on the diagonal, and its transpose is $M^\top + I$. What arrives
	// comes back twice, once through the layers and once as it is. Here $M$ is
	// a fully connected layer of two by two:

	skip := notebook.Must(residual())
	nb.Row(skip.DY, `\to`, skip.DX)
	nb.Derive(skip.DX, 0)

	// Through twenty layers of small weights a gradient shrinks at each of
	// them. Through twenty skip connections there is always a path on which
	// nothing is multiplied, and that is why very deep networks have them.
	//
	// ## The same in code {#the-same-in-loops}
	//
	// In practice the matrix is never built. But it gives you a test for any
	// backward pass that you write yourself. For every $x$ and every $\delta$,
	// $\delta \cdot (M x)$ and $(M^\top \delta) \cdot x$ are the same number,
	// because both add up $\delta_i M_{i,j} x_j$ over all $i$ and $j$. So run
	// your layer forward on some $x$, run it backward on some $\delta$, and
	// compare two sums:

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

	// It takes no small step and no loss, and it is exact up to rounding. What
	// it cannot see is a forward pass that is wrong itself, as long as the
	// backward pass is wrong in the same way. (A bias is left out of it: with
	// one, the layer is no matrix.)
	//
	// ## Common mistakes

	nb.Mistake("the matrix itself", nil,
		gradientAt(multiply(transpose(square), two)),
		gradientAt(multiply(square, two)))
	nb.Mistake("the inverse", nil,
		gradientAt(multiply(transpose(square), two)),
		gradientAt(solve(square, two)))
	nb.Mistake("the skip is forgotten", nil,
		[]any{skip.DX}, gradientAt(through(skip)))

	// ## Exercises

	back := multiply(transpose(sums), thrice)
	from := multiply(sums, thrice)
	nb.Ask("three sums", notebook.Let{"own": thrice[0],
		"first": back[0], "second": back[1], "third": back[2],
		"forward": from[1], "all": from[2]})
	nb.Ask("reverse", nil)
	nb.Ask("a test that fails", nil)
	nb.Ask("twice the skip", nil)

	// ## The end of the way
	//
	// You began with a picture of a few cells and one number that says how
	// wrong the network is. You have followed that number back through every
	// layer to every weight, by hand, and checked each step against the loss
	// itself. In the end all the steps turned out to be one: who reads whom,
	// and through which weight, read down instead of across.
	//
	// What large frameworks add is more layers, more kinds of them, and more
	// care for the machine, but not a single new rule. So when one of them
	// gives you a gradient that you do not trust, make a network that fits on a
	// page and work it out ([chapter 18](18-any-network) will do it with you).
	// You know how, and for the day on which you do not, there is the [cheat
	// sheet](cheat-sheet).

	return nil
}
