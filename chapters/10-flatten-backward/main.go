// # Flatten, backward
//
// The gradient has reached the features as one long column, but pooling needs
// it in the shape of a map. Is there a derivative of flatten that does this?
//
// > [!SHORT]
// > **Yes, but you never have to write it down:** its slopes are only ones and
// > zeros, so all that is left to do is a reshape. Put every number back into
// > the cell that its feature was copied from, which is what
// > `df.reshape(P.shape)` does. With $n_W$ columns in $P$,
// >
// > $$\frac{\partial L}{\partial P_{i,j}} =
// > \frac{\partial L}{\partial f_k}, \qquad k = i \cdot n_W + j$$
// >
// > The result has the shape of $P$, and nothing is computed: flatten only
// > copies, so the slope between a cell and its feature is 1. The one thing
// > that can go wrong is the order. Whatever order you read the cells in on the
// > way forward, fill them in the same order on the way back.

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

//go:embed words.md
var words string

func main() { notebook.Main(source, run) }

func run(nb *notebook.Notebook) error {
	nb.Words(words)
	ex := notebook.Must(nb.Classic())

	height, width := len(ex.P.Rows()), len(ex.P.Rows()[0])
	byRows, byColumns := jacobians(ex)
	first := channels(cnn.CHW)
	last := channels(cnn.HWC)

	nb.Strip("P", true)

	// ## What you have and what you want
	//
	// What arrives from [chapter 09](09-fully-connected-backward) is
	// $\partial L/\partial f$, one number for each feature. What pooling needs
	// is $\partial L/\partial P$, one number for each cell of the pooled map.

	nb.Shapes(notebook.Known(ex.P, ex.F, ex.DF), notebook.Wanted(ex.DP))

	// The map and the vector have equally many elements, and that is the first
	// hint. On the way forward nothing was added up and nothing was thrown
	// away, so on the way back there is nothing to spread out and nothing to
	// make up.
	//
	// ## First in letters
	//
	// Take a map with two rows and two columns. Flatten writes it down row by
	// row:

	nb.Row(notebook.Symbols("P", [][]string{{"a", "b"}, {"c", "d"}}),
		`\to`, letters("f", "a", "b", "c", "d"))

	// Backward the numbers are different but the places are the same. The
	// gradient of $a$ comes first because $a$ was written first. The gradient
	// of $c$ comes third, so it belongs at the beginning of the second row:

	nb.Row(letters(`\partial L/\partial f`,
		`\partial L/\partial f_0`, `\partial L/\partial f_1`,
		`\partial L/\partial f_2`, `\partial L/\partial f_3`,
	), `\to`, notebook.Symbols(`\partial L/\partial P`, [][]string{
		{`\partial L/\partial f_0`, `\partial L/\partial f_1`},
		{`\partial L/\partial f_2`, `\partial L/\partial f_3`},
	}))

	// ## Cell and feature, in both directions {#the-map-in-both-directions}
	//
	// Let $P$ have $n_W$ columns. The cell in row $i$ and column $j$ has $i$
	// whole rows before it and $j$ cells of its own row, so it becomes the
	// feature number
	//
	// $$k = i \cdot n_W + j$$
	//
	// To get from a feature back to its cell, divide $k$ by the width. The
	// quotient is the row and the remainder is the column:
	//
	// $$i = k \operatorname{div} n_W, \qquad j = k \operatorname{mod} n_W$$

	nb.Table(fmt.Sprintf("Features and cells, with $n_W = %d$", width),
		[]string{"$k$", "$i$", "$j$", `$i \cdot n_W + j$`, "$f_k$"},
		cells(ex.F.Values(), width))

	// The fourth column repeats the first, which says that the two formulas
	// undo each other: every feature has exactly one cell, and every cell
	// exactly one feature.
	//
	// ## Every slope is 1 or 0 {#the-formula}
	//
	// Forward, $f_k = P_{i,j}$. Nudge that cell, and the feature moves by just
	// as much, so the slope is 1. Nudge any other cell, and this feature does
	// not move:
	//
	// $$\frac{\partial f_k}{\partial P_{i,j}} =
	//   \begin{cases} 1 & k = i \cdot n_W + j \\
	//   0 & \text{else} \end{cases}$$
	//
	// The chain rule adds over all features, but only one term of the sum is
	// not 0, and its factor is 1:
	//
	// $$\frac{\partial L}{\partial P_{i,j}} =
	//   \sum_k \frac{\partial L}{\partial f_k}
	//   \frac{\partial f_k}{\partial P_{i,j}} =
	//   \frac{\partial L}{\partial f_{i \cdot n_W + j}}$$
	//
	// ## One cell in full
	//
	// Take the first cell of the last row.

	nb.Derive(ex.DP, height-1, 0)

	nb.Say("one cell", notebook.Let{"i": height - 1, "width": width,
		"k": (height - 1) * width})

	// ## All cells

	nb.Row(ex.DF, `\to`, ex.DP)

	// ## The same in code {#the-same-in-loops}
	//
	// Each gradient is put into the cell of its feature, by a loop or by
	// `reshape`, with `=` and not `+=`, because no cell gets two gradients.

	dF := ex.DF.Values()
	dP := cnn.Zeros(height, width)
	for k := range dF {
		i, j := k/width, k%width
		dP[i][j] = dF[k]
	}
	nb.Check(`loops and engine agree on $\partial L/\partial P$`,
		dP, ex.DP)

	// Most programs do not even copy, but keep the numbers where they are and
	// only remember another shape.
	//
	// ## Does flatten have a derivative? {#has-flatten-a-derivative-of-its-own}
	//
	// It does, but nobody needs to multiply by it, which is why you find no
	// formula for it in a textbook. Written down as a Jacobian, with a row for
	// each feature and a column for each cell, it consists of ones and zeros.
	// Here it is for this network's flatten, and beside it for one that reads
	// the map column by column. Either way its columns stand for the cells of
	// the map row by row:

	nb.Row(byRows, `\text{and}`, byColumns)

	// Each row and each column holds a single 1. Such a **permutation matrix**
	// moves numbers and does nothing else to them. To go backward you multiply
	// by its transpose, as for any linear layer, which moves every number back
	// to where it came from.
	//
	// Here the transpose happens to be the inverse, so going backward and
	// undoing the forward pass are the same thing. That is rare, and a layer
	// that only moves numbers is the simplest case: every layer goes back
	// through the transpose of its Jacobian, but as a rule that undoes nothing.
	//
	// ## With several channels
	//
	// A real network has many pooled maps, and then there is one more choice:
	// which index runs slowest. PyTorch and this book take one channel after
	// another. Keras by default keeps the channels of each place together. With
	// $n_H$ rows, $n_W$ columns and $n_C$ channels, cell $(i,j)$ of channel $d$
	// becomes
	//
	// $$k = (d \cdot n_H + i) \cdot n_W + j \qquad \text{or} \qquad
	//   k = (i \cdot n_W + j) \cdot n_C + d$$
	//
	// Send the numbers 1 to 8 back into two channels of two by two, first in
	// the order of this book:

	nb.Row(first.dF.AsRow(), `\to`, first.maps[0], `\text{and}`,
		first.maps[1])

	// The order of Keras deals the same numbers out like cards, one to each
	// channel in turn:

	nb.Row(last.dF.AsRow(), `\to`, last.maps[0], `\text{and}`,
		last.maps[1])

	// The shapes are equal and so are the numbers, so nothing will warn you if
	// you mix the two. Weights of a dense layer that move from one library to
	// the other have to be put into the other order first, as in exercise 3 of
	// [chapter 05](05-flatten#try-it).
	//
	// ## Common mistakes {#where-the-order-goes-wrong}
	//
	// Whatever was written row by row has to be read back row by row. Here it
	// is read back column by column, which in a square map exchanges rows and
	// columns.

	swapped := cnn.Zeros(height, width)
	for i := range height {
		for j := range width {
			swapped[i][j] = dF[j*height+i]
		}
	}

	// No cell is empty and no number is lost, so the mistake is hard to see.

	nb.Mistake("another order", nil,
		[]any{ex.DP},
		[]any{notebook.Matrix(`\partial L/\partial P`, swapped).
			Of(ex.DF, func(cell []int) []int {
				return []int{cell[1]*height + cell[0]}
			}).Mark("wrong", different(dP, swapped)...)})

	// To see what follows, send both maps on through pooling, ReLU and
	// convolution, as the next three chapters do, and compare what arrives at
	// the kernel:

	wrongK := kernelGradient(ex)
	nb.Row(ex.DK, `\text{became}`,
		notebook.Matrix(`\text{wrong }\partial L/\partial K`, wrongK).
			Mark("wrong", others(ex.DK, wrongK)...))
	nb.Say("what changed", notebook.Let{
		"cells": notebook.PartOf(len(different(dP, swapped)), len(dF),
			"cell", "cells"),
		"elements": notebook.PartOf(
			len(others(ex.DK, wrongK)), len(ex.DK.Data),
			"element", "elements")})

	// The program runs, and the loss may even fall for a while, because the
	// dense layer still learns from the right numbers. Only a comparison with
	// known numbers finds the mistake, or the gradient check of [chapter
	// 15](15-gradient-check).
	//
	// ## Exercises {#try-it}

	nb.Ask("the last feature", lastFeature(ex))
	nb.Ask("five by seven", fiveBySeven())
	nb.Ask("the sum", notebook.Let{
		"total":    cnn.SumOf(ex.DF.Reals()...),
		"mistakes": marking.Mistaken(ex.Network, ex.DP.Place)})
	nb.Ask("why an order is wrong", nil)

	// ## What comes next
	//
	// Each cell of $P$ has its gradient now, and each cell of $P$ was made by
	// one pooling window. [Chapter 11](11-max-pooling-backward) asks which cell
	// of the window gets it.

	return nil
}
