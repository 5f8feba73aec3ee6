// # Flatten
//
// The next layer reads a list, but what has come out of pooling is a map. In
// which order do its cells go into the list, and what is there to compute?
//
// > [!SHORT]
// > There is nothing to compute. Write the rows of the map one after another,
// > and the cell in row $i$ and column $j$ of a map with $n_W$ columns becomes
// > the feature with the index
// >
// > $$k = i \cdot n_W + j, \qquad f_k = P_{i,j}$$
// >
// > No number changes and none is lost; only the shape is new, which is why
// > programs also say “reshape”. With several channels there is more than one
// > order in use, and all that matters is to use the same one everywhere, on
// > the way back too.

package main

import (
	_ "embed"
	"fmt"
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

	nb.Strip("f", false)

	// ## What you have and what you want
	//
	// You have the map $P$ from [chapter 04](04-max-pooling). The layer that
	// follows, the fully connected one, has a weight for each number that it
	// reads, but it knows no rows and columns, only a first number, a second
	// and so on. So you want the same numbers as a vector, the **features**
	// $f$.

	nb.Shapes(notebook.Known(ex.P), notebook.Wanted(ex.F))

	// ## First in letters
	//
	// Take a map with two rows and two columns, write down its first row, and
	// then the second:

	nb.Row(`\flatten`, notebook.Symbols("P",
		[][]string{{"a", "b"}, {"c", "d"}}), "=",
		notebook.Symbols("f", [][]string{{"a"}, {"b"}, {"c"}, {"d"}}))

	// This is all that happens: what was beside $a$ comes right after $a$, and
	// what was below $a$ comes a whole row later.
	//
	// ## The index of a cell {#the-formula}
	//
	// Let $P$ have $n_W$ columns. Before the cell $(i,j)$ there are $i$ whole
	// rows of $n_W$ cells each, and then $j$ cells of its own row, so it gets
	// the index
	//
	// $$k = i \cdot n_W + j, \qquad f_k = P_{i,j}$$
	//
	// There is no “minus one” in the formula because all indices begin at 0.
	//
	// ## One feature in full
	//
	// Take the cell at the start of the last row:

	p := ex.P.Rows()
	height, width := len(p), len(p[0])
	nb.Derive(ex.F, (height-1)*width)
	nb.Say("one index", notebook.Let{"i": height - 1, "width": width,
		"k": (height - 1) * width})

	// ## All features

	nb.Row(`\flatten`, ex.P, "=", ex.F)
	nb.Table(fmt.Sprintf("Cells and features, with $n_W = %d$", width),
		[]string{"cell", `$i \cdot n_W + j$`, "$k$", "$f_k$"},
		cells(p))

	// ## The same in code {#the-same-in-loops}
	//
	// The cells are taken row by row, and from left to right in each row, which
	// gives each of them the index of the formula.

	f := make([]float64, height*width)
	for i := range height {
		for j := range width {
			f[i*width+j] = p[i][j]
		}
	}
	nb.Check("loops and engine agree on $f$", f, ex.F)

	// Since $k$ grows by one with each cell, you can also forget the formula
	// and append one row after another. The vector is the same:

	var rows []float64
	for _, row := range p {
		rows = append(rows, row...)
	}

	nb.Check("appended rows are the same vector", rows, f)

	// ## Nothing is computed, nothing is lost
	//
	// Flatten multiplies nothing, adds nothing, and has no weights to learn.
	// The vector holds the same numbers as the map in new places, and from $k$
	// you can always find the cell again, which makes the way back easy:
	// [chapter 10](10-flatten-backward).

	before := slices.Sorted(slices.Values(slices.Concat(p...)))
	after := slices.Sorted(slices.Values(f))
	nb.Check("sorted, both hold the same numbers", after, before)

	// A program that keeps its map in one piece of memory does not even copy:
	// the rows lie there one after another already, and are just read with
	// another shape. This is why programs often say “reshape” or “view”.
	//
	// ## Several channels, three orders
	//
	// A real network has many maps side by side, called **channels**, and with
	// them there is a choice. Here are two channels of two by two, in which the
	// numbers of channel 1 are ten times those of channel 0, so that you can
	// see where each goes:

	channels := [][][]float64{
		{{1, 2}, {3, 4}},
		{{10, 20}, {30, 40}},
	}
	x, chw := flattened(channels, cnn.CHW)
	_, hwc := flattened(channels, cnn.HWC)
	_, cwh := flattened(channels, cnn.CWH)
	nb.Row(x)

	// The name of an order says how it walks: its first letter changes slowest
	// and its last letter fastest. C is the channel, H the row (height) and W
	// the column (width).

	nb.Row(notebook.Show(chw).Named(`\text{CHW}`),
		notebook.Show(hwc).Named(`\text{HWC}`),
		notebook.Show(cwh).Named(`\text{CWH}`))

	// Each order has a formula of its own. With $n_C$ channels of $n_H$ rows
	// and $n_W$ columns, the cell in channel $d$, row $i$ and column $j$ gets
	// the index
	//
	// $$\begin{aligned}
	//   \text{CHW:} \quad k &= (d \cdot n_H + i) \cdot n_W + j \\
	//   \text{HWC:} \quad k &= (i \cdot n_W + j) \cdot n_C + d \\
	//   \text{CWH:} \quad k &= (d \cdot n_W + j) \cdot n_H + i
	// \end{aligned}$$
	//
	// With one channel, $n_C = 1$ and $d = 0$, the first two become the formula
	// from above. The third does not, because it walks down the columns.

	const nC, nH, nW = 2, 2, 2
	var first, last, byColumn [nC * nH * nW]float64
	for d := range nC {
		for i := range nH {
			for j := range nW {
				first[(d*nH+i)*nW+j] = channels[d][i][j]
				last[(i*nW+j)*nC+d] = channels[d][i][j]
				byColumn[(d*nW+j)*nH+i] = channels[d][i][j]
			}
		}
	}
	nb.Check("formula and engine agree on CHW", first[:], chw)
	nb.Check("formula and engine agree on HWC", last[:], hwc)
	nb.Check("formula and engine agree on CWH", byColumn[:], cwh)

	// Which one do you have in front of you?
	//
	// - **CHW**, channel first: PyTorch, Caffe, and this book.
	// - **HWC**, channel last: TensorFlow and Keras, unless told otherwise.
	// - **CWH**, column by column: MATLAB, whose arrays are stored by columns.
	//
	// None is better than the others, as long as the same one is used
	// everywhere: in training and in use, forward and backward.
	//
	// ## Common mistakes {#what-goes-wrong}
	//
	// What if this network's map is flattened column by column?

	var columns []float64
	for j := range width {
		for i := range height {
			columns = append(columns, p[i][j])
		}
	}

	// The next layer cannot notice. With the same weights and biases as before,
	// it takes the number in place $k$ for feature $k$:

	w, bias := ex.W.Rows(), ex.C.Values()
	scores, exact := dense(w, columns, bias), scoresOf(ex, features(ex))
	nb.Mistake("another order", nil,
		[]any{ex.F, `\to`, ex.S},
		[]any{notebook.Vector("f", features(ex)).
			Mark("wrong", different(columns, f)...), `\to`,
			notebook.Vector("s", exact).
				Mark("wrong", different(scores, ex.S.Values())...)})
	who, let := leaders(len(different(scores, ex.S.Values())),
		ex.S.Reals(), exact)
	nb.Say("what changed", notebook.Let{
		"features hold": notebook.PartOf(len(different(columns, f)),
			len(f), "feature holds", "features hold"),
		"scores are": notebook.PartOf(
			len(different(scores, ex.S.Values())), len(scores),
			"score is", "scores are"),
		"leaders": nb.Phrase(who, let)})

	// A network that is trained with the wrong order from the start learns as
	// well as any other, because its weights grow into that order. The trouble
	// comes when weights from one program meet the flatten of another.
	//
	// ## Exercises {#try-it}

	const d, i, j, hi, wi, ch = 1, 2, 3, 4, 5, 3
	const inCHW, inHWC = (d*hi+i)*wi + j, (i*wi+j)*ch + d
	const inCWH = (d*wi+j)*hi + i
	nb.AskHere("three orders", notebook.Let{"channels": ch,
		"rows": hi, "columns": wi, "d": d, "i": i, "j": j,
		"CHW": inCHW, "HWC": inHWC, "CWH": inCWH})
	nb.Ask("the end of the first row", notebook.Let{
		"width": width, "height": height,
		"by rows": width - 1, "by columns": (width - 1) * height,
		"cells": notebook.Counted(height, "cell", "cells")})

	rescued := dense(moved(w, height, width), columns, bias)
	if notebook.Num(exact[0]) != notebook.Num(ex.S.RealAt(0)) {
		nb.Ask("the weights moved", notebook.Let{
			"s": notebook.At(ex.S, 0), "wrong": exact[0],
			"mistakes": marking.Mistaken(ex.Network, ex.S.Place, 0)})
	}
	nb.Ask("the bug", nil)
	nb.Check("$s$ with the columns of the weights moved", rescued, ex.S)

	// ## What comes next
	//
	// The features form a list now. [Chapter 06](06-fully-connected) gives
	// every class a score, which is computed from all of them.

	return nil
}
