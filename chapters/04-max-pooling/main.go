// # Max pooling
//
// Pooling lays windows over the map and keeps one number of each. Which
// number is it, and what must you remember about the place it came from?

package main

import (
	_ "embed"
	"fmt"

	"backprop/internal/cnn"
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

	nb.Strip("P", false)

	// ## What you have and what you want
	//
	// You have the map $A$ from [chapter 03](03-relu). You want the smaller
	// map $P$. The size of the window and its stride, the steps by which it
	// moves down and across, are chosen by whoever builds the network. There
	// is nothing to learn here: pooling has no weights.

	pool := ex.Pool
	nb.Table("The shapes", []string{"array", "shape", "state"}, [][]any{
		{"$A$", ex.A.Shape.Plain().String(), "known"},
		{"window", lengths(pool.Size), "given"},
		{"stride", lengths(pool.Stride), "given"},
		{"$P$", ex.P.Shape.Plain().String(), "wanted"},
	})

	// ## The formula
	//
	// Let the window have $h$ rows and $w$ columns, and let it move by $s$
	// rows or $t$ columns. (In this chapter $s$ is a step; the scores come
	// later.) The window $(i,j)$ begins in row $i \cdot s$ and column
	// $j \cdot t$, and $P_{i,j}$ is its largest cell:
	//
	// $$P_{i,j} = \max_{m < h, \; n < w} A_{i \cdot s + m, \, j \cdot t + n}$$
	//
	// The cell that is kept is called the **winner** of its window.
	//
	// ## One window in full
	//
	// Take the window with the largest winner.

	a := ex.A.Rows()
	i, j := largest(ex.P.Rows())
	nb.Derive(ex.P, i, j)

	// A person sees the largest cell at once. A program walks through the
	// window, row by row, and remembers the best cell so far. The first cell
	// is the best to begin with. A later one takes its place if it is larger:

	nb.Table(fmt.Sprintf("A walk through the window (%d,%d)", i, j),
		[]string{"cell", "value", "larger?", "best so far"},
		walk(a, pool, i, j))

	// ## All windows

	won := chosen(ex.Pass, cnn.MaxPoolLayer)
	nb.Row(`\maxpool`, notebook.Show(ex.A).Mark("winner", won...),
		"=", ex.P)
	nb.DeriveAll(ex.P)

	// ## The winners
	//
	// The same as a table. The index of a winner is its row and column in
	// $A$, not its place in the window. The last column counts the cells of
	// the window that have the winner's value, itself included.

	columns := []string{"window", "rows", "columns", "winner", "value",
		"as large"}
	nb.Table("Each window and its winner", columns,
		windows(a, pool, won, ex.P.Shape[2]))
	nb.Markdownf(`Cells of $A$: %d. Windows: %d. Cells that won a
window: %d. The other %d leave no trace in $P$: make one of them a
little larger or smaller, and as long as it does not become the
largest of its window, $P$ does not notice.`, len(ex.A.Data), len(won),
		distinct(won), len(ex.A.Data)-distinct(won))

	// ## Why the winner is remembered
	//
	// Going forward, the value is enough: the next layer reads $P$ and
	// nothing else. Going backward it is not. An error will arrive at
	// $P_{i,j}$ and will have to go to the cell that made the number. $P$
	// does not say which one that was. So a program writes the winner's index
	// down while it is looking at the window, or it has to look again later.
	// [Chapter 11](11-max-pooling-backward) reads this note.
	//
	// ## The same in loops
	//
	// Two loops over the windows, two over the cells of a window. They find
	// the value and the winner at the same time. Where the height and width
	// of $P$ come from is explained further down.

	maxpool := func(a [][]float64, pool cnn.Window) (
		p [][]float64, winners [][2]int,
	) {
		h, w := pool.Size.Down, pool.Size.Across
		s, t := pool.Stride.Down, pool.Stride.Across
		height, width := (len(a)-h)/s+1, (len(a[0])-w)/t+1
		p = cnn.Zeros(height, width)
		for i := range height {
			for j := range width {
				row, column := i*s, j*t
				for m := range h {
					for n := range w {
						u, v := i*s+m, j*t+n
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

	// It has to find what the engine finds: the same values, and each winner
	// in the same row and column.

	p, winners := maxpool(a, pool)
	nb.Check("loops and engine agree on $P$", p, ex.P)
	nb.Check("loops and engine agree on where the winners are",
		numbers(winners), numbers(won))

	// ## Ties
	//
	// What if two cells are equally large? The value is the same, whichever
	// wins. The winner is not, so there has to be a rule. Look at the `>` in
	// the loop: a cell that is only as large as the best so far does not take
	// its place. So **the first in row-major order wins**, row by row from
	// the top, each row from the left.

	nb.Markdownf("%s", ties(a, pool, won, ex.P.Shape[2]))

	// Other systems may choose otherwise, and it matters on the way back only.
	// PyTorch takes the first as well, and TensorFlow does on the processor.
	// On a graphics card TensorFlow leaves the choice to a library, and no
	// documentation promises one. Theano's own code took every tied cell for
	// a winner. And a program that walks down the columns has another “first”.
	//
	// ## The well-known example
	//
	// Many pages explain pooling with the numbers 1 to 16 and a window of
	// three by three that moves by one. Neighbouring windows overlap here. The
	// pooling layer is the whole network, so its input is called $X$:

	three := cnn.Window{Size: cnn.Steps{Down: 3, Across: 3},
		Stride: cnn.Steps{Down: 1, Across: 1}}
	tidy := [][]float64{
		{1, 2, 3, 4},
		{5, 6, 7, 8},
		{9, 10, 11, 12},
		{13, 14, 15, 16},
	}
	known, err := pooled(cnn.MaxPool{Window: three}, tidy)
	if err != nil {
		return err
	}
	nb.Row(`\maxpool`, notebook.Show(known.in).
		Mark("winner", known.won...), "=", known.out)
	nb.Table("Each window and its winner, 1 to 16", columns,
		windows(tidy, three, known.won, 2))
	p16, _ := maxpool(tidy, three)
	nb.Check("loops and engine agree on $P$", p16, known.out)

	// It is a good first example and a bad test. The numbers grow from cell
	// to cell, so each window is won by its last cell, no cell wins twice and
	// no two cells are equal. A program that takes the last cell without
	// comparing anything gets all of it right.
	//
	// ## An untidy example
	//
	// Therefore a second matrix, with the same window.

	untidy := [][]float64{
		{2, 9, 4, 1},
		{7, 3, 5, 0},
		{1, 6, 2, 8},
		{4, 7, 3, 5},
	}
	rough, err := pooled(cnn.MaxPool{Window: three}, untidy)
	if err != nil {
		return err
	}
	both := tied(untidy, window(three, 1, 0), rough.won[2])
	nb.Row(`\maxpool`, notebook.Show(rough.in).
		Mark("winner", rough.won...).Mark("tie", both[1:]...),
		"=", rough.out)
	nb.Table("Each window and its winner, untidy", columns,
		windows(untidy, three, rough.won, 2))
	q, places := maxpool(untidy, three)
	nb.Check("loops and engine agree on $P$", q, rough.out)
	nb.Check("loops and engine agree on where the winners are",
		numbers(places), numbers(rough.won))

	nb.Markdownf(`$X_{%d,%d} = %v$ is the largest cell of two
windows and wins both. In the window (1,0) two cells hold %v. The
first of them in row-major order wins, $X_{%d,%d}$. These two things
make the way back interesting, and the tidy matrix has neither.`,
		rough.won[0][0], rough.won[0][1], q[0][0], q[1][0],
		rough.won[2][0], rough.won[2][1])

	// ## How many windows fit
	//
	// Let the map have $H$ rows. The first window covers the rows 0 to
	// $h - 1$. Then $H - h$ rows are left to move into, and each move takes
	// $s$ of them. What does not fill a whole step is dropped. So the number
	// of windows from top to bottom is
	//
	// $$\left\lfloor \frac{H - h}{s} \right\rfloor + 1$$
	//
	// and for the columns the same with $W$, $w$ and $t$. The brackets
	// $\lfloor \cdot \rfloor$ round down. For this network:

	nb.Equation(`\text{rows of } P`, fit(len(a), pool.Size.Down,
		pool.Stride.Down)...)
	nb.Equation(`\text{columns of } P`, fit(len(a[0]),
		pool.Size.Across, pool.Stride.Across)...)

	// When the division leaves a remainder, cells at the lower and the right
	// edge belong to no window. Here is a map of five by five under windows
	// of two by two that move by two:

	two := cnn.Window{Size: cnn.Steps{Down: 2, Across: 2},
		Stride: cnn.Steps{Down: 2, Across: 2}}
	odd := [][]float64{
		{1, 0, 2, 1, 3},
		{4, 2, 0, 1, 5},
		{0, 3, 1, 2, 0},
		{2, 1, 6, 0, 4},
		{3, 5, 2, 7, 9},
	}
	floor, err := pooled(cnn.MaxPool{Window: two}, odd)
	if err != nil {
		return err
	}
	nb.Captioned("Marked: the cells that are in no window.",
		`\maxpool`, notebook.Show(floor.in).
			Mark("here", floor.unseen...), "=", floor.out)
	nb.Equation(`\text{rows of } P`, fit(5, 2, 2)...)
	p5, _ := maxpool(odd, two)
	nb.Check("loops and engine agree on $P$", p5, floor.out)

	// The largest number of the map is never seen. Some programs keep partial
	// windows at the edge instead (PyTorch calls it `ceil_mode`): then the
	// division rounds up.

	partial := cnn.Window{Size: two.Size, Stride: two.Stride,
		Ceil: true}
	ceil, err := pooled(cnn.MaxPool{Window: partial}, odd)
	if err != nil {
		return err
	}
	nb.Row(`\maxpool`, notebook.Show(ceil.in).
		Mark("winner", ceil.won...), "=", ceil.out)

	// This book drops what is left over, which is the usual default.
	//
	// ## What goes wrong

	late := lastOfTied(untidy, three, rough.won, 2)
	nb.Check("with the last of the tied cells $P$ is the same",
		valuesAt(untidy, late), rough.out.Values())
	nb.Slip("tie-last", `“Of equal cells the last one wins.” That is
what `+"`>=`"+` in place of `+"`>`"+` does. $P$ is the same to the
last digit, so the forward pass cannot show it. The winner is another
cell, and on the way back the error goes to the wrong place.`,
		[]any{notebook.Show(rough.in).Mark("winner", rough.won...),
			`\to`, rough.out},
		[]any{notebook.Show(rough.in).Mark("winner", late...),
			`\to`, rough.out})

	// A second thing to get wrong is the step of the window.

	if err := strideSlip(nb, ex); err != nil {
		return err
	}

	// And a third is the rule itself.

	mean, err := pooled(cnn.AvgPool{Window: pool}, a)
	if err != nil {
		return err
	}
	nb.Slip("", `The mean of the window in place of its largest
cell. That is a layer too, average pooling, and it makes a map of
the same shape, so nothing complains. A mean says how much there is
in a window, a maximum whether it is anywhere in it.`,
		[]any{ex.P}, []any{notebook.Show(mean.out)})

	// ## Try it

	at := i*ex.P.Shape[2] + j
	u, v := won[at][0], won[at][1]
	lowered := changed(a, u, v, 0)
	next, heirs := maxpool(lowered, pool)
	nb.Exercise(notebook.Exercise{
		Question: fmt.Sprintf(`Suppose that $A_{%d,%d}$ were 0 in
place of %s. What is $P_{%d,%d}$ then, and which cell $A_{u,v}$ is
the winner?`,
			u, v, notebook.Num(a[u][v]), i, j),
		Answers: []notebook.Answer{
			{Name: notebook.TeX(ex.P.Sign, i, j), Value: next[i][j],
				Wrong: averaged(lowered, pool, i, j)},
			{Name: "u", Value: float64(heirs[at][0])},
			{Name: "v", Value: float64(heirs[at][1])},
		},
		Hint: `Walk through the window again. A tie goes to the first.`,
		Solution: fmt.Sprintf(`The cells of the window are now %s.
The largest is %s, and row by row it stands first at $A_{%d,%d}$.`,
			contents(lowered, pool, i, j), notebook.Num(next[i][j]),
			heirs[at][0], heirs[at][1]),
	})

	half, _ := maxpool(untidy, two)
	nb.Exercise(notebook.Exercise{
		Question: `Pool the untidy matrix with windows of two by two
that move by two. What is $P$?`,
		Answers: []notebook.Answer{
			{Name: "P_{0,0}", Value: half[0][0],
				Wrong: averaged(untidy, two, 0, 0)},
			{Name: "P_{0,1}", Value: half[0][1],
				Wrong: averaged(untidy, two, 0, 1)},
			{Name: "P_{1,0}", Value: half[1][0],
				Wrong: averaged(untidy, two, 1, 0)},
			{Name: "P_{1,1}", Value: half[1][1],
				Wrong: averaged(untidy, two, 1, 1)},
		},
		Hint: `The four windows are the four quarters of the matrix.`,
		Solution: fmt.Sprintf(`The quarters hold (%s), (%s), (%s)
and (%s). Take the largest of each. No cell is in two windows now,
so none can win
twice.`, contents(untidy, two, 0, 0), contents(untidy, two, 0, 1),
			contents(untidy, two, 1, 0), contents(untidy, two, 1, 1)),
	})

	drew := changed(untidy, 2, 3, 7)
	r, drawn := maxpool(drew, three)
	last := drawn[3]
	twins := tied(drew, window(three, 1, 1), last)
	rival := twins[len(twins)-1]
	nb.Exercise(notebook.Exercise{
		Question: `Write 7 in place of the 8 in the untidy matrix,
and use the windows of three by three again. Which cell $X_{u,v}$
wins the window (1,1), and what is $P_{1,1}$?`,
		Answers: []notebook.Answer{
			{Name: "u", Value: float64(last[0]),
				Wrong: tieLast(rival[0])},
			{Name: "v", Value: float64(last[1]),
				Wrong: tieLast(rival[1])},
			{Name: "P_{1,1}", Value: r[1][1],
				Wrong: averaged(drew, three, 1, 1)},
		},
		Hint: `Row-major: the row counts first, then the column.`,
		Solution: fmt.Sprintf(`The window holds %s, row by row.
There are two 7s. $X_{%d,%d}$ stands in the higher row, so it wins.
Column by column it would be
$X_{3,1}$.`, contents(drew, three, 1, 1),
			last[0], last[1]),
	})

	const height, size, stride = 28, 3, 2
	count := (height-size)/stride + 1
	rest := height - ((count-1)*stride + size)
	nb.Exercise(notebook.Exercise{
		Question: fmt.Sprintf(`A map has %d rows. The window has %d
rows and moves by %d. How many rows has $P$? How many rows of the
map are in no window?`, height, size, stride),
		Answers: []notebook.Answer{
			{Name: `\text{rows of } P`, Value: float64(count),
				Wrong: []notebook.Wrong{
					{Value: float64(count - 1), Did: "forgot the + 1"},
					{Value: float64(height / stride),
						Did: "forgot that the window has rows too"}}},
			{Name: `\text{left over}`, Value: float64(rest)},
		},
		Hint: `In which row does the last window begin, and where
does it end?`,
		Solution: fmt.Sprintf(`$%d - %d = %d$, and half of it,
rounded down, is %d. With the first window that makes %d. The last
one begins in row %d and ends in row %d. The map ends in row
%d.`, height, size,
			height-size, count-1, count, (count-1)*stride,
			(count-1)*stride+size-1, height-1),
	})

	// ## What comes next
	//
	// $P$ is a map: rows and columns. The fully connected layer behind
	// it reads a list.
	// [Chapter 05](05-flatten) turns the one into the other.

	return nil
}
