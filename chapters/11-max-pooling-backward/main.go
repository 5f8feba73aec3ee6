// # Max pooling, backward
//
// Of each window, pooling kept one number and dropped the others. Do they share
// the gradient that comes back?
//
// > [!SHORT]
// > They do not: each window passes its whole gradient to its **winner**, the
// > cell that held the maximum. Every other cell gets 0 from that window, and a
// > cell that won several windows adds up what they send:
// >
// > $$\frac{\partial L}{\partial A_{u,v}} =
// > \sum_{(i,j) \text{ won by } (u,v)}
// > \frac{\partial L}{\partial P_{i,j}}$$
// >
// > The result has the shape of $A$. The reason is that the output *is* the
// > winner: nudge the winner and the output moves just as much, nudge a smaller
// > cell and it does not move at all. Where two cells tie, the first one,
// > counted row by row, is the winner.

package main

import (
	_ "embed"
	"slices"

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

	a, dP := ex.A.Rows(), ex.DP.Rows()
	won := ex.Pass.Winners(cnn.MaxPoolLayer)
	lost := others(a, won)
	side := sideExamples()
	counts := slipped("right", untidy, ones, three)
	shared := slipped("error-shared", untidy, ones, three)

	nb.Strip("A", true)

	// ## What you have and what you want
	//
	// From the forward pass you have the map $A$ that was pooled, and from
	// [chapter 10](10-flatten-backward) the gradient $\partial L/\partial P$,
	// one number for each window. You want $\partial L/\partial A$, one number
	// for each cell.

	nb.Shapes(notebook.Known(ex.A, ex.DP), notebook.Wanted(ex.DA))

	// ## The slope of a maximum is 1 or 0 {#the-slope-of-a-maximum}
	//
	// A window passes on its largest cell, the winner, whose place is
	// $(u^*,v^*)$:
	//
	// $$P_{i,j} = \max_{(u,v) \in \text{window } (i,j)} A_{u,v}
	//   = A_{u^*,v^*}$$
	//
	// Nudge one cell of the window and watch $P_{i,j}$. If you nudged the
	// winner, the output moves by exactly as much as you did, so the slope
	// is 1. If you nudged a smaller cell, the winner is still the winner and
	// the output stays where it is, so the slope is 0. That is all the calculus
	// there is in max pooling. (Cells that are equal need a rule, which comes
	// [below](#an-untidy-example).)
	//
	// $$\frac{\partial P_{i,j}}{\partial A_{u,v}} =
	//   \begin{cases} 1 & (u,v) = (u^*,v^*) \\ 0 & \text{else} \end{cases}$$
	//
	// The chain rule adds over all windows that read the cell, and only those
	// that it won contribute:
	//
	// $$\frac{\partial L}{\partial A_{u,v}} =
	//   \sum_{(i,j) \text{ won by } (u,v)}
	//   \frac{\partial L}{\partial P_{i,j}}$$
	//
	// ## Finding the winners {#the-winners}
	//
	// A program either remembers the winners from the forward pass or, as this
	// one does, looks for them again in the same order. Of equal cells the
	// first one wins, because the `>` of the loop keeps the best so far, and
	// NumPy's `argmax` does the same.

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

	// Each window has exactly one winner, even if it is full of zeros:

	nb.Row(notebook.Show(ex.A).Mark("winner", won...), `\to`, ex.P)
	nb.Table("Each window, its winner and the gradient that it sends",
		[]string{"window", "cells of $A$", "winner", "value",
			"gradient"},
		windows(ex, won))
	nb.TooClose(ex.P)

	// ## A cell that won and a cell that lost {#one-cell-in-full}
	//
	// For a cell that won, the sum has one term per window and no factor, as
	// here for the largest:

	for _, c := range largest(a, won) {
		nb.Derive(ex.DA, c[0], c[1])
	}

	// Compare that with the largest cell that won no window, if there is one.

	for _, c := range largest(a, lost) {
		nb.Derive(ex.DA, c[0], c[1])
		nb.Say(whyItLost(ex, c), notebook.Let{"u": c[0], "v": c[1],
			"A": notebook.At(ex.A, c[0], c[1])})
	}

	// ## All cells

	nb.Row(ex.DP, `\to`, notebook.Show(ex.DA).Mark("winner", won...))

	// ## The same in code: scatter-add {#the-same-in-loops}
	//
	// Begin with zeros, walk over the windows, and add each gradient at its
	// winner. This is called **scatter-add**, because the gradients are
	// scattered to their places and added there.

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

	// Adding matters where a cell wins twice, as one does further down: with
	// `=` instead of `+=`, or in NumPy with `dA[winners] += dP` instead of
	// `np.add.at`, it would keep only one of its two gradients.
	//
	// The check compares the loops with the **engine**, this book's own
	// program, which computes any network ([chapter 18](18-any-network)).

	nb.Check(`loops and engine agree on $\partial L/\partial A$`,
		backward(a, dP, ex.Pool), ex.DA)

	// ## The dead window
	//
	// A window is **dead** when ReLU has set all of its cells to 0. They all
	// tie then, and whatever the window sends to the one that the rule for ties
	// chooses is lost, because ReLU passes a gradient only where its input was
	// above 0, that is, where its **gate** is open.

	nb.Say(deadWindows(ex, won))

	// If max pooling comes directly after ReLU, as it does here, the winner of
	// a window that is not dead is above 0 and has an open gate. So without
	// dead windows you could forget ReLU's gates altogether and still get every
	// number right, by luck.
	//
	// ## The well-known example
	//
	// Many pages explain pooling with the numbers 1 to 16 and a window of three
	// by three that moves by one. Pooling is the whole network here, so its
	// input is called $X$.

	nb.Row(notebook.Show(side.mask.X).
		Mark("winner", side.mask.Winners(0)...), `\to`, side.mask.Y)

	// For the way back the same pages show a **mask**, with a 1 wherever a
	// winner was:

	nb.Row(notebook.Show(side.mask.DX).Named(`\text{mask}`))

	// The mask says where the gradients go, and it is the gradient itself only
	// if all arriving gradients are 1. Let four different ones arrive instead,
	// $\delta = \partial L/\partial P$:

	nb.Row(notebook.Show(side.tidy.DY).Named(`\delta`),
		`\to`, side.tidy.DX)
	nb.Check("loops and engine agree",
		backward(tidy, delta, three), side.tidy.DX)

	// If the windows do not overlap, you may see the step as one product: copy
	// the gradient of each window into all of its cells, then multiply cell by
	// cell ($\odot$) with the mask. In the network of this book, that is

	for _, product := range spread(ex) {
		nb.Row(product...)
	}
	nb.Say(overlap(ex.Pool), nil)

	// ## What this example hides
	//
	// The numbers 1 to 16 are too tidy: they grow from cell to cell, so the
	// four winners are four different cells, each the last of its window, and
	// nothing ties. A program that overwrites instead of adding gets them
	// right, and so does one that always takes the last cell.
	//
	// ## An untidy example: a double winner and a tie {#an-untidy-example}
	//
	// So take a second matrix, with the same windows and the same gradients.

	nb.Row(notebook.Show(side.untidy.X).
		Mark("winner", side.untidy.Winners(0)...), `\to`, side.untidy.Y)

	// The 9 is the largest cell of both upper windows, so it wins twice and the
	// two gradients add:

	nb.Derive(side.untidy.DX, 0, 1)

	// The lower left window holds two 7s and nothing larger. Counted row by
	// row, $X_{1,0}$ comes first, so it gets the whole gradient and the other 7
	// nothing.

	nb.Row(notebook.Show(side.untidy.DY).Named(`\delta`),
		`\to`, side.untidy.DX)
	nb.Check("loops and engine agree",
		backward(untidy, delta, three), side.untidy.DX)

	// At a tie the maximum has a corner and no slope, so a rule has to be
	// chosen. The pooling layers of PyTorch and most others take one of the
	// tied cells. Splitting the gradient evenly is just as sound, and it is
	// what happens if you build pooling from `amax` or `reduce_max`: each of
	// the two 7s gets half.

	nb.Row(notebook.Show(side.untidy.DY).Named(`\delta`), `\to`,
		notebook.Matrix(`\text{ties split}`,
			slipped("tie-split", untidy, delta, three)).
			Mark("tie", [2]int{1, 0}, [2]int{3, 1}))

	// Giving each of them the whole gradient is not sound, because more would
	// leave the window than came to it. So here is a test for your own work:
	// max pooling neither creates gradient nor loses any, and **the result must
	// sum to what came in.**
	//
	// ## Average pooling: everyone gets a share {#average-pooling}
	//
	// If the layer takes the mean of a window, every cell contributes equally:
	// each slope is 1 over the number of cells in the window, and each cell
	// gets that share of the gradient. On the untidy matrix, with windows of
	// two by two that do not overlap, the maximum sends each gradient to a
	// single cell:

	nb.Row(notebook.Show(side.maximum.DY).Named(`\delta`),
		`\to`, side.maximum.DX)

	// The mean divides it among all four:

	nb.Row(notebook.Show(side.mean.DY).Named(`\delta`),
		`\to`, side.mean.DX)
	nb.Derive(side.mean.DX, 0, 0)

	// Where averaging windows overlap, shares add as gradients do at a double
	// winner. With windows of three by three each share is a ninth, and a cell
	// in the middle collects one from all four windows:

	nb.Row(notebook.Show(side.averages.DY).Named(`\delta`),
		`\to`, side.averages.DX)
	nb.Derive(side.averages.DX, 1, 1)
	nb.Check("loops and engine agree on the means",
		slices.Concat(
			slipped("error-shared", untidy, delta, two),
			slipped("error-shared", untidy, delta, three)),
		slices.Concat(side.mean.DX.Rows(), side.averages.DX.Rows()))

	// ## Common mistakes {#where-the-error-goes-wrong}

	nb.Mistake("the mask alone", nil,
		[]any{ex.DA}, wrong(ex.DA,
			slipped("mask-without-error", a, dP, ex.Pool)))

	nb.Mistake("shared out", nil,
		[]any{ex.DA}, wrong(ex.DA, sharedOut(ex)))

	nb.Mistake("set and not added", nil,
		[]any{side.untidy.DX}, wrong(side.untidy.DX,
			slipped("overlap-overwritten", untidy, delta, three)))

	nb.Mistake("every tied cell", nil,
		[]any{side.untidy.DX}, wrong(side.untidy.DX,
			slipped("tie-copied", untidy, delta, three)))

	// Would your own test have noticed any of these? The table tries other
	// rules on both matrices, counts the cells in which they differ from this
	// book's, and adds up the result:

	nb.Table("What each rule gives", []string{"rule", "differ, tidy",
		"differ, untidy", "sum, untidy"}, compared(side))

	// Where the second column shows 0, the tidy matrix cannot tell that rule
	// from the right one. The sum finds the rules that create gradient or lose
	// it, but not those that send all of it to other cells, be that a mistake
	// or, at a tie, another choice.
	//
	// ## Exercises {#try-it}

	if arrives(ex) {
		raise(nb, ex, won, lost)
	}
	nb.AskHere("four ones", notebook.Let{"dX": counts[0][1],
		"mistakes": mistaken(cnn.MaxPool{Window: three}, ones, 0, 1)})
	nb.AskHere("four means", notebook.Let{"dX": shared[1][1],
		"mistakes": mistaken(cnn.AvgPool{Window: three}, ones, 1, 1)})

	second := [2]int{3, 1} // of the two 7s
	late := slipped("tie-last", untidy, delta, three)
	nb.AskHere("one character", notebook.Let{
		"name":  notebook.TeX(side.untidy.DX.Sign, second[:]...),
		"dX":    late[second[0]][second[1]],
		"right": notebook.At(side.untidy.DX, second[:]...)})
	if arrives(ex) && len(ex.DA.Data) > 1 {
		nb.Ask("the sum", notebook.Let{
			"n":        len(ex.DA.Data),
			"total":    cnn.SumOf(ex.DP.Reals()...),
			"mistakes": marking.Mistaken(ex.Network, ex.DA.Place)})
	}
	nb.Ask("why it would be lost", nil)
	nb.Ask("two bugs", nil)

	// ## What comes next
	//
	// The gradient has reached $A$, which was made from $Z$ by ReLU, cell by
	// cell. [Chapter 12](12-relu-backward) asks which of these numbers pass.

	return nil
}
