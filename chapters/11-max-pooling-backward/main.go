// # Max pooling, backward
//
// Each window kept one number and dropped the others. Where does the error
// of a window go now, and what do the dropped cells get?

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

	a, dP := ex.A.Rows(), ex.DP.Rows()
	won := winners(ex.Pass, cnn.MaxPoolLayer)
	lost := others(a, won)
	side, err := sideExamples()
	if err != nil {
		return err
	}
	counts := slipped("right", untidy, ones, three)
	shared := slipped("error-shared", untidy, ones, three)

	nb.Strip("A", true)

	// ## What you have and what you want
	//
	// From the forward pass you have the map $A$ that was pooled. From
	// [chapter 10](10-flatten-backward) you have $\partial L/\partial P$, one
	// error for each window. You want $\partial L/\partial A$, one error for
	// each cell.

	nb.Table("The shapes", []string{"array", "shape", "state"}, [][]any{
		{"$A$", ex.A.Shape.Plain().String(), "known"},
		{`$\partial L/\partial P$`,
			ex.DP.Shape.Plain().String(), "known"},
		{`$\partial L/\partial A$`,
			ex.DA.Shape.Plain().String(), "wanted"},
	})

	// As a rule there are more cells than errors. So either the errors are
	// spread, or most cells get nothing. The slope decides.
	//
	// ## The slope of a maximum
	//
	// A window gives its largest cell, the **winner**. Call its place
	// $(i^*,j^*)$:
	//
	// $$P_{i,j} = \max_{(u,v) \in \text{window } (i,j)} A_{u,v}
	//   = A_{i^*,j^*}$$
	//
	// Change one cell of the window by a little and look at $P_{i,j}$. If the
	// cell is the winner, $P_{i,j}$ changes by the same: the slope is 1. If it
	// is another cell, the winner stays the winner and $P_{i,j}$ does not move
	// at all: the slope is 0.
	//
	// $$\frac{\partial P_{i,j}}{\partial A_{u,v}} =
	//   \begin{cases} 1 & (u,v) = (i^*,j^*) \\ 0 & \text{else} \end{cases}$$
	//
	// The chain rule adds over all windows that see the cell. Only the windows
	// that it won bring a term:
	//
	// $$\frac{\partial L}{\partial A_{u,v}} =
	//   \sum_{(i,j) \text{ won by } (u,v)}
	//   \frac{\partial L}{\partial P_{i,j}}$$
	//
	// In words: **each window sends its whole error to its winner, and the
	// other cells get nothing from it.**
	//
	// ## The winners
	//
	// So you need to know the winners. The forward pass found them. A program
	// keeps their places from there, or looks for them again in the same
	// order. Note the `>` in the loop: a cell that is only as large as the
	// winner so far does not take its place. Of equal cells the first wins,
	// row by row.

	winner := func(a [][]float64, pool cnn.Window, i, j int) [2]int {
		top, left := i*pool.Stride.Down, j*pool.Stride.Across
		u, v := top, left
		for m := range pool.Size.Down {
			for n := range pool.Size.Across {
				if a[top+m][left+n] > a[u][v] {
					u, v = top+m, left+n
				}
			}
		}
		return [2]int{u, v}
	}

	// Here they are, marked in $A$:

	nb.Row(notebook.Show(ex.A).Mark("winner", won...), `\to`, ex.P)
	nb.Table("Each window, its winner and the error that it sends",
		[]string{"window", "cells of $A$", "winner", "value", "error"},
		windows(ex, won))

	// ## One cell in full
	//
	// Take the largest cell that won a window.

	for _, c := range largest(a, won) {
		nb.Derive(ex.DA, c[0], c[1])
	}

	// There is nothing to multiply: the error goes through as it is. The sum
	// has one term for each window that the cell has won.
	//
	// Now take the largest cell that won none.

	for _, c := range largest(a, lost) {
		nb.Derive(ex.DA, c[0], c[1])
		nb.Markdownf(`$A_{%d,%d}$ is %v, and it gets nothing. How large
a cell is does not count. What counts is whether it is the largest of
its own window. $P$ does not know this cell, so the loss does not depend
on it.`, c[0], c[1], ex.A.At(c[0], c[1]))
	}

	// ## All cells

	nb.Row(ex.DP, `\to`, notebook.Show(ex.DA).Mark("winner", won...))

	// ## The same in loops
	//
	// Begin with zeros. Walk over the windows and add each error at its
	// winner. This is called **scatter-add**: the loop runs over the errors,
	// and each one says where it is to be added.

	backward := func(a, dP [][]float64, pool cnn.Window) [][]float64 {
		dA := cnn.Zeros(len(a), len(a[0]))
		for i := range dP {
			for j := range dP[i] {
				cell := winner(a, pool, i, j)
				dA[cell[0]][cell[1]] += dP[i][j]
			}
		}
		return dA
	}

	// The `+=` looks needless as long as no cell wins twice. Further down one
	// does. On the network of this book:

	nb.Check(`loops and engine agree on $\partial L/\partial A$`,
		backward(a, dP, ex.Pool), ex.DA)

	// ## The dead window
	//
	// A window is dead when ReLU has closed all of its cells. Then all of them
	// are 0, all are equally large, and the rule for ties has to choose.

	nb.Markdownf("%s", deadWindows(ex, won))

	// Read this twice, because of what follows from it. The winner of a live
	// window is above 0, so the gate that its error meets next is open. **Only
	// an error from a dead window ever meets a closed gate.** In an example
	// without a dead window you can forget ReLU's gate and still get every
	// number right, by luck.
	//
	// ## The well-known example
	//
	// Many pages explain pooling with the numbers 1 to 16 and a window of
	// three by three that moves by one. Here the pooling layer is the whole
	// network, so its input is called $X$. Forward:

	nb.Row(notebook.Show(side.mask.in).Mark("winner", side.mask.won...),
		`\to`, side.mask.out)

	// Backward the same pages show a **mask**, with a 1 where a winner was:

	nb.Row(notebook.Show(side.mask.dIn).Named(`\text{mask}`))

	// The mask says where the error goes. It is not the error. Let four
	// different errors arrive, $\delta = \partial L/\partial P$. Each lands on
	// the 1 of its window:

	nb.Row(notebook.Show(side.tidy.dOut).Named(`\delta`),
		`\to`, side.tidy.dIn)
	nb.Check("loops and engine agree",
		backward(tidy, delta, three), side.tidy.dIn)

	// How do the mask and the errors make the result? Each window has a mask
	// of its own, $M^{(i,j)}$, with a single 1 at its winner. Multiply each
	// mask by the error of its window and add:
	//
	// $$\frac{\partial L}{\partial X} =
	//   \sum_{i,j} \delta_{i,j} \, M^{(i,j)}$$

	nb.Row(weighted(side.tidy)...)

	// The mask of the books is the sum of the four without the errors. It is
	// the gradient for one case only: all errors are 1, as they are if the
	// loss is the sum of all elements of $P$.
	//
	// Windows that do not overlap have a shorter way to write this, and you
	// may have seen it in code. Spread the error of each window over all of
	// its cells, and multiply by the mask, each number with the number at the
	// same place ($\odot$). With the numbers of this book's network:

	for _, product := range spread(ex) {
		nb.Row(product...)
	}
	nb.Markdownf("%s", overlap(ex.Pool))

	// ## What this example hides
	//
	// Its numbers grow from cell to cell. So the four winners are four
	// different cells, each is the last of its window, and no two cells are
	// equal. A program that overwrites where it should add gets it right. So
	// does one that treats ties wrongly, and one that sends the error to the
	// last cell without looking for a maximum.
	//
	// ## An untidy example
	//
	// Therefore a second matrix, with the same window and the same errors.
	// Forward, with the winners marked:

	nb.Row(notebook.Show(side.untidy.in).
		Mark("winner", side.untidy.won...), `\to`, side.untidy.out)

	// The 9 is the largest cell of both upper windows. It wins twice, and the
	// two errors add:

	nb.Derive(side.untidy.dIn, 0, 1)

	// The lower left window holds two 7s and nothing larger: a tie. The first
	// in row-major order wins, $X_{1,0}$, and it gets the whole error. The
	// other 7, $X_{3,1}$, gets nothing.

	nb.Row(notebook.Show(side.untidy.dOut).Named(`\delta`),
		`\to`, side.untidy.dIn)
	nb.Check("loops and engine agree",
		backward(untidy, delta, three), side.untidy.dIn)

	// At a tie the maximum has a corner and no slope, so a rule has to be
	// chosen. To take one of the tied cells is what PyTorch and most others
	// do. To split the error among them is another sound choice. To give each
	// of them the whole error is not: then more error leaves the window than
	// came to it.
	//
	// This gives you a test for your own work. Max pooling creates no error
	// and loses none, so **the sum of all elements of the result must be the
	// sum of the errors that came in.**
	//
	// ## Average pooling
	//
	// If the layer takes the mean of a window, every cell has a hand in it.
	// With $n$ cells in the window the slope is $1/n$ for each of them, so
	// each gets $\delta_{i,j}/n$. Compare the two on the untidy matrix, with
	// windows of two by two that do not overlap.
	//
	// The maximum sends each error to one cell:

	nb.Row(notebook.Show(side.maximum.dOut).Named(`\delta`),
		`\to`, side.maximum.dIn)

	// The mean shares it out. The first cell in full:

	nb.Row(notebook.Show(side.mean.dOut).Named(`\delta`),
		`\to`, side.mean.dIn)
	nb.Derive(side.mean.dIn, 0, 0)
	nb.Check("loops and engine agree on the mean",
		slipped("error-shared", untidy, delta, two), side.mean.dIn)

	// ## Where the error goes wrong

	nb.Slip("mask-without-error", `“The backward pass of max pooling is
the mask of ones and zeros.” The mask is where the error goes, not the
error itself. If you hand on the mask, you train on ones, whatever the
loss was.`,
		[]any{ex.DA}, wrong(ex.DA,
			slipped("mask-without-error", a, dP, ex.Pool)))

	nb.Slip("error-shared", `“The window has several cells, so they
share the error.” That is average pooling. The cells that lost had no
part in $P$, so they have no part in its error.`,
		[]any{ex.DA}, wrong(ex.DA,
			slipped("error-shared", a, dP, ex.Pool)))

	nb.Slip("overlap-overwritten", `“Set the winner's cell to the
error.” With “=” in place of “+=” a cell that wins two windows keeps the
last error only. Windows that do not overlap never show this. The untidy
matrix does:`,
		[]any{side.untidy.dIn}, wrong(side.untidy.dIn,
			slipped("overlap-overwritten", untidy, delta, three)))

	nb.Slip("tie-copied", `“Every cell that equals the maximum is a
winner.” You get this if you make the mask by comparing each cell with
the maximum of its window. It is wrong at ties, and in a dead window all
cells are tied.`,
		[]any{side.untidy.dIn}, wrong(side.untidy.dIn,
			slipped("tie-copied", untidy, delta, three)))

	// All wrong rules side by side, on the tidy matrix 1 to 16 and on the
	// untidy one. How many of the 16 cells of the result are wrong, and what
	// is the sum of them all?

	nb.Table("The wrong rule and what it gives", []string{"rule",
		"wrong, tidy", "wrong, untidy", "sum, untidy"}, compared(side))

	// Where a rule has no wrong cell in the tidy matrix, that example cannot
	// tell you that you use it. The sum finds those rules that make error or
	// lose it. It does not find those that send it to the wrong cells.
	//
	// ## Try it

	for _, e := range raised(ex, won, lost) {
		nb.Exercise(e)
	}
	nb.Exercise(notebook.Exercise{
		Question: `Let all four errors that arrive at the untidy
matrix be 1. What is the error of its cell (0,1)? Is the result still a
mask of ones and zeros?`,
		Answers: []notebook.Answer{{
			Name:  `\partial L/\partial X_{0,1}`,
			Value: counts[0][1],
			Wrong: marking.Mistaken(alone(cnn.MaxPool{Window: three},
				untidy, ones), "gradients/0", 0, 1),
		}},
		Hint: "Count the windows that the cell wins.",
		Solution: fmt.Sprintf(`The cell wins both upper windows, so it
gets $1 + 1 %s$. It is no mask any more. With overlap the gradient for
errors of 1 counts how often each cell wins.`,
			notebook.Eq(counts[0][1])),
	})

	nb.Exercise(notebook.Exercise{
		Question: `Replace the maximum by the mean: windows of three by
three that move by one, all four errors 1. What is the error of the cell
(1,1)?`,
		Answers: []notebook.Answer{{
			Name:  `\partial L/\partial X_{1,1}`,
			Value: shared[1][1],
			Wrong: marking.Mistaken(alone(cnn.AvgPool{Window: three},
				untidy, ones), "gradients/0", 1, 1),
		}},
		Hint: `How many of the four windows see this cell, and what
does each send?`,
		Solution: fmt.Sprintf(`All four windows see the cell, and each
sends a ninth: $4 \cdot \frac{1}{9} %s$.`, notebook.Eq(shared[1][1])),
	})

	nb.Exercise(notebook.Exercise{
		Question: fmt.Sprintf(`What is the sum of all %d elements of
$\partial L/\partial A$? There is a short way.`, len(a)*len(a[0])),
		Answers: []notebook.Answer{{
			Name:  `\sum_{u,v} \partial L/\partial A_{u,v}`,
			Value: sum(dP),
			Wrong: marking.Mistaken(ex.Network, ex.DA.Place),
		}},
		Hint: "No error is created and none is lost.",
		Solution: fmt.Sprintf(`It is the sum of the windows' errors:
$\sum_{i,j} \partial L/\partial P_{i,j} %s$.`, notebook.Eq(sum(dP))),
	})

	// ## What comes next
	//
	// The error stands at $A$. $A$ came from $Z$ through ReLU, cell by cell.
	// [Chapter 12](12-relu-backward) asks which of these errors pass.

	return nil
}
