// # Max pooling
//
// Of all the numbers under a window, pooling keeps one and drops the others.
// Which one does it keep, and why should a program write down where it came
// from?
//
// > [!SHORT]
// > Each window keeps its largest cell and drops the others:
// >
// > $$P_{i,j} = \max_{m < k_h, \; n < k_w} A_{i \cdot s_h + m, \, j \cdot s_w +
// > n}$$
// >
// > for windows of $k_h$ rows and $k_w$ columns that move by $s_h$ rows or
// > $s_w$ columns. So $P$ has one cell for each window. The cell that is kept
// > is the **winner** of its window. Remember where it was, because on the way
// > back the gradient of $P_{i,j}$ goes to the winner alone. If two cells are
// > equally large, the first one wins, row by row from the top left. There are
// > no weights, so there is nothing to learn.

package main

import (
	_ "embed"
	"fmt"

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

	nb.Strip("P", false)

	// ## What you have and what you want
	//
	// Out of the map $A$ from [chapter 03](03-relu) comes the smaller map $P$.
	// The size of the window and its **stride**, which is how far it moves down
	// and across, are chosen by whoever builds the network.

	pool := ex.Pool
	nb.Tabulate("the shapes", notebook.Let{
		"A": ex.A.Shape.Plain(), "P": ex.P.Shape.Plain(),
		"size": lengths(pool.Size), "stride": lengths(pool.Stride)})

	// ## The largest cell of each window {#the-formula}
	//
	// A window of $k_h$ rows and $k_w$ columns moves by $s_h$ rows or $s_w$
	// columns. So the window $(i,j)$ begins in row $i \cdot s_h$ and column $j
	// \cdot s_w$, and its largest cell, the **winner**, is $P_{i,j}$:
	//
	// $$P_{i,j} = \max_{m < k_h, \; n < k_w}
	//   A_{i \cdot s_h + m, \, j \cdot s_w + n}$$
	//
	// ## One window in full
	//
	// Take the window with the largest winner:

	a := ex.A.Rows()
	best := ex.P.Largest()
	i, j := best[0], best[1]
	nb.Derive(ex.P, i, j)

	// You see the largest cell at once. A program walks through the window row
	// by row and remembers the best cell so far, which is the first until a
	// larger one comes:

	nb.Table(fmt.Sprintf("A walk through the window (%d,%d)", i, j),
		[]string{"cell", "value", "larger?", "best so far"},
		walk(a, pool, i, j))

	// ## All windows

	won := ex.Pass.Winners(cnn.MaxPoolLayer)
	nb.Row(`\maxpool`, notebook.Show(ex.A).Mark("winner", won...),
		"=", ex.P)
	nb.DeriveAll(ex.P)

	// ## The winners {#the-winners}
	//
	// The table lists the winner of each window by its row and column in $A$,
	// which is not its place within the window. The last column counts the
	// cells of the window that are as large as the winner, itself included.

	columns := []string{"window", "rows", "columns", "winner", "value",
		"as large"}
	nb.Table("Each window and its winner", columns,
		windows(a, pool, won, ex.P.Shape[2]))
	nb.Say(traces(len(ex.A.Data), len(won), distinct(won)))

	// ## Why the winner is remembered
	//
	// On the way forward the value is enough, because the next layer reads
	// nothing but $P$. On the way back a gradient arrives at $P_{i,j}$ and has
	// to go to the cell that this number came from, and $P$ does not say which
	// one that was. So a program writes down the winner's index while it walks
	// through the window, and [chapter 11](11-max-pooling-backward) reads it.
	//
	// ## The same in code {#the-same-in-loops}
	//
	// The cells of each window are compared one after the other, which finds
	// the value and the winner at the same time. The height and width of $P$
	// are explained [further down](#how-many-windows-fit).

	maxpool := func(a [][]float64, pool cnn.Window) (
		p [][]float64, winners [][2]int,
	) {
		kh, kw := pool.Size.Down, pool.Size.Across
		sh, sw := pool.Stride.Down, pool.Stride.Across
		height := (len(a)-kh)/sh + 1
		width := (len(a[0])-kw)/sw + 1

		p = cnn.Zeros(height, width)
		for i := range height {
			for j := range width {
				row, column := i*sh, j*sw
				for m := range kh {
					for n := range kw {
						u, v := i*sh+m, j*sw+n

						if a[u][v] > a[row][column] {
							row, column = u, v
						}
					}
				}
				p[i][j] = a[row][column]
				winners = append(winners, [2]int{row, column})
			}
		}
		return p, winners
	}

	// It has to find the same values as the engine, and the same winners:

	p, winners := maxpool(a, pool)
	nb.Check("loops and engine agree on $P$", p, ex.P)
	nb.Check("loops and engine agree on where the winners are",
		numbers(winners), numbers(won))

	// ## Ties
	//
	// What if two cells are equally large? The value is the same whichever
	// wins, but the winner is not, so there has to be a rule. It is hidden in
	// the `>` of the loop, where a cell that is only as large as the best so
	// far does not replace it, and in NumPy's `argmax`, which takes the first
	// of equal cells. So **the first in row-major order wins**, which means row
	// by row from the top, and from left to right in each row.

	nb.Say(ties(a, pool, won, ex.P.Shape[2]))

	// Other systems may choose otherwise, which matters only on the way back.
	// PyTorch takes the first as well, and so does TensorFlow on the processor;
	// on a graphics card it leaves the choice to a library that promises
	// nothing. Theano's own code took every tied cell for a winner, and a
	// program that walks down the columns has another “first”.
	//
	// ## The well-known example
	//
	// Many pages explain pooling with the numbers 1 to 16 and a window of three
	// by three that moves by one, so that neighbouring windows overlap. The
	// pooling layer is the whole network here, and its input is called $X$:

	three := cnn.Window{Size: cnn.Steps{Down: 3, Across: 3},
		Stride: cnn.Steps{Down: 1, Across: 1}}
	tidy := [][]float64{
		{1, 2, 3, 4},
		{5, 6, 7, 8},
		{9, 10, 11, 12},
		{13, 14, 15, 16},
	}
	known := pooled(cnn.MaxPool{Window: three}, tidy)
	nb.Row(`\maxpool`, notebook.Show(known.in).
		Mark("winner", known.won...), "=", known.out)
	nb.Table("Each window and its winner, 1 to 16", columns,
		windows(tidy, three, known.won, 2))
	p16, _ := maxpool(tidy, three)
	nb.Check("loops and engine agree on $P$", p16, known.out)

	// It is a good first example and a bad test. The numbers grow from cell to
	// cell, so the last cell of each window wins it, no cell wins twice, and no
	// two are equal. A program that takes the last cell without comparing
	// anything gets all of it right.
	//
	// ## An untidy example
	//
	// So here is a second matrix, under the same window:

	untidy := [][]float64{
		{2, 9, 4, 1},
		{7, 3, 5, 0},
		{1, 6, 2, 8},
		{4, 7, 3, 5},
	}
	rough := pooled(cnn.MaxPool{Window: three}, untidy)
	both := tied(untidy, three.Cells(1, 0), rough.won[2])
	nb.Row(`\maxpool`, notebook.Show(rough.in).
		Mark("winner", rough.won...).Mark("tie", both[1:]...),
		"=", rough.out)
	nb.Table("Each window and its winner, untidy", columns,
		windows(untidy, three, rough.won, 2))
	q, places := maxpool(untidy, three)
	nb.Check("loops and engine agree on $P$", q, rough.out)
	nb.Check("loops and engine agree on where the winners are",
		numbers(places), numbers(rough.won))

	nb.Say("a double winner and a tie", notebook.Let{
		"u": rough.won[0][0], "v": rough.won[0][1],
		"largest": q[0][0], "tied": q[1][0],
		"first row": rough.won[2][0], "first column": rough.won[2][1],
	})

	// ## How many windows fit
	//
	// Let the map have $n_H$ rows. The first window covers the rows 0 to $k_h -
	// 1$, which leaves $n_H - k_h$ rows to move into, and each move takes $s_h$
	// of them. What does not fill a whole step is dropped, so the number of
	// windows from top to bottom is
	//
	// $$\left\lfloor \frac{n_H - k_h}{s_h} \right\rfloor + 1$$
	//
	// where the brackets $\lfloor \cdot \rfloor$ round down. The columns are
	// counted in the same way, and in this network that gives

	nb.Equation(`\text{rows of } P`, fit(len(a), pool.Size.Down,
		pool.Stride.Down)...)
	nb.Equation(`\text{columns of } P`, fit(len(a[0]),
		pool.Size.Across, pool.Stride.Across)...)

	// When the division leaves a remainder, the cells at the lower and the
	// right edge belong to no window. Here is a map of five by five under
	// windows of two by two that move by two:

	two := cnn.Window{Size: cnn.Steps{Down: 2, Across: 2},
		Stride: cnn.Steps{Down: 2, Across: 2}}
	odd := [][]float64{
		{1, 0, 2, 1, 3},
		{4, 2, 0, 1, 5},
		{0, 3, 1, 2, 0},
		{2, 1, 6, 0, 4},
		{3, 5, 2, 7, 9},
	}
	floor := pooled(cnn.MaxPool{Window: two}, odd)
	nb.Captioned(nb.Phrase("the cells of no window", nil),
		`\maxpool`, notebook.Show(floor.in).
			Mark("here", floor.unseen...), "=", floor.out)
	nb.Equation(`\text{rows of } P`, fit(5, 2, 2)...)
	p5, _ := maxpool(odd, two)
	nb.Check("loops and engine agree on $P$", p5, floor.out)

	// The largest number of the map is never read. Some programs can keep
	// partial windows at the edge instead, which PyTorch calls `ceil_mode`.
	// Then the division rounds up, as long as the last window still begins
	// inside the map.

	partial := cnn.Window{Size: two.Size, Stride: two.Stride,
		Ceil: true}
	ceil := pooled(cnn.MaxPool{Window: partial}, odd)
	nb.Row(`\maxpool`, notebook.Show(ceil.in).
		Mark("winner", ceil.won...), "=", ceil.out)

	// This book drops what is left over, which is the usual default.
	//
	// ## Common mistakes {#what-goes-wrong}

	late := lastOfTied(untidy, three, rough.won, 2)
	nb.Check("with the last of the tied cells $P$ is the same",
		valuesAt(untidy, late), rough.out.Values())
	nb.Mistake("the last of equal cells", nil,
		[]any{notebook.Show(rough.in).Mark("winner", rough.won...),
			`\to`, rough.out},
		[]any{notebook.Show(rough.in).Mark("winner", late...),
			`\to`, rough.out})

	// The stride is easily taken over from the convolution, where it was one:

	ownStride(nb, ex)

	// And the rule itself is easily mistaken for that of another layer:

	means := pooled(cnn.AvgPool{Window: pool}, a)
	nb.Mistake("the mean", nil,
		[]any{ex.P}, []any{notebook.Show(means.out)})

	// ## Exercises {#try-it}

	at := i*ex.P.Shape[2] + j
	u, v := won[at][0], won[at][1]
	number := another(a[u][v])
	altered := changed(a, u, v, number)
	next, heirs := maxpool(altered, pool)
	nb.Ask("another winner", notebook.Let{
		"i": i, "j": j, "u": u, "v": v,
		"before": notebook.At(ex.A, u, v), "after": number,
		"largest": next[i][j], "mean": mean(altered, pool, i, j),
		"row": heirs[at][0], "column": heirs[at][1],
		"cells": contents(altered, pool, i, j),
	})

	half, _ := maxpool(untidy, two)
	nb.AskHere("the four quarters", quarters(untidy, two, half))

	drew := changed(untidy, 2, 3, 7)
	r, drawn := maxpool(drew, three)
	first := drawn[3]
	twins := tied(drew, three.Cells(1, 1), first)
	second := twins[len(twins)-1]
	nb.AskHere("two sevens", notebook.Let{
		"row": first[0], "column": first[1],
		"later row": second[0], "later column": second[1],
		"largest": r[1][1], "mean": mean(drew, three, 1, 1),
		"cells": contents(drew, three, 1, 1),
	})

	const height, size, stride = 28, 3, 2
	moves := (height - size) / stride
	nb.Ask("how many windows", notebook.Let{
		"height": height, "size": size, "stride": stride,
		"room": height - size, "moves": moves, "count": moves + 1,
		"no size": height / stride,
		"begin":   moves * stride, "end": moves*stride + size - 1,
		"bottom": height - 1, "rest": height - (moves*stride + size),
	})
	nb.Ask("the bug", nil)

	// ## What comes next
	//
	// $P$ is a map with rows and columns, but the fully connected layer after
	// it reads a list. [Chapter 05](05-flatten) turns the one into the other.

	return nil
}
