// # Flatten
//
// The pooled map has rows and columns, and the next layer reads a list. In
// which order do the cells go into the list, and what is there to compute?

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

func main() { notebook.Main(source, run) }

func run(nb *notebook.Notebook) error {
	ex, err := nb.Classic()
	if err != nil {
		return err
	}

	nb.Strip("f", false)

	// ## What you have and what you want
	//
	// You have the map $P$ from [chapter 04](04-max-pooling). The layer that
	// follows, the fully connected one, has a weight for each number that it
	// reads. It knows no rows and columns, only a first number, a second and
	// so on. So you want the same numbers as a vector, the features $f$.

	nb.Table("The shapes", []string{"array", "shape", "state"}, [][]any{
		{"$P$", ex.P.Shape.Plain().String(), "known"},
		{"$f$", ex.F.Shape.String(), "wanted"},
	})

	// ## First in letters
	//
	// Take a map with two rows and two columns. Write down the first row, and
	// behind it the second:

	nb.Row(`\flatten`, notebook.Symbols("P",
		[][]string{{"a", "b"}, {"c", "d"}}), "=",
		notebook.Symbols("f", [][]string{{"a"}, {"b"}, {"c"}, {"d"}}))

	// This is all that happens. $b$ was beside $a$ and comes after $a$; $c$
	// was below $a$ and comes a whole row later.
	//
	// ## The formula
	//
	// Let $P$ have $W$ columns (in this chapter $W$ is that width, not the
	// weights). Before the cell $(i,j)$ there are $i$ whole rows of $W$ cells
	// each, and $j$ cells of its own row. So it gets the index
	//
	// $$k = i \cdot W + j, \qquad f_k = P_{i,j}$$
	//
	// Indices begin at 0. That is why no “minus one” stands in the formula.
	//
	// ## One feature in full
	//
	// Take the cell at the start of the last row.

	p := ex.P.Rows()
	height, width := len(p), len(p[0])
	nb.Derive(ex.F, (height-1)*width)
	nb.Markdownf(`Its row is $i = %d$ and its column is $j = 0$, so
$k = %[1]d \cdot %d + 0 = %d$.`, height-1, width, (height-1)*width)

	// ## All features

	nb.Row(`\flatten`, ex.P, "=", ex.F)
	nb.Table(fmt.Sprintf("Cells and features, with $W = %d$", width),
		[]string{"cell", `$i \cdot W + j$`, "$k$", "$f_k$"},
		cells(p))

	// ## The same in loops
	//
	// Row by row, and in each row from left to right. The index comes from
	// the formula.

	f := make([]float64, height*width)
	for i := range height {
		for j := range width {
			f[i*width+j] = p[i][j]
		}
	}
	nb.Check("loops and engine agree on $f$", f, ex.F)

	// Since $k$ grows by one with each cell, it is enough to append one row
	// after another:

	var rows []float64
	for _, row := range p {
		rows = append(rows, row...)
	}

	// Both ways give the same vector:

	nb.Check("appended rows are the same vector", rows, f)

	// ## Nothing is computed, nothing is lost
	//
	// Flatten multiplies nothing and adds nothing. It has no weights, so it
	// learns nothing. The vector has as many numbers as the map, and they are
	// the same numbers in new places. From $k$ you can always find the cell
	// again, so the way back is easy: [chapter 10](10-flatten-backward).

	before := slices.Sorted(slices.Values(slices.Concat(p...)))
	after := slices.Sorted(slices.Values(f))
	nb.Check("sorted, both hold the same numbers", after, before)

	// A program with its map in one piece of memory does not even copy: the
	// rows lie there one after another already, and the same numbers are read
	// with another shape. This is why programs often say “reshape” or “view”
	// where flatten is meant.
	//
	// ## Several channels, three orders
	//
	// A real network has many maps, called channels, and now there is a
	// choice. Here are two channels of two by two. The numbers of channel 1
	// are ten times those of channel 0, so you can see where each goes:

	channels := [][][]float64{
		{{1, 2}, {3, 4}},
		{{10, 20}, {30, 40}},
	}
	x, chw, err := flattened(channels, cnn.CHW)
	if err != nil {
		return err
	}
	_, hwc, err := flattened(channels, cnn.HWC)
	if err != nil {
		return err
	}
	_, cwh, err := flattened(channels, cnn.CWH)
	if err != nil {
		return err
	}
	nb.Row(x)

	// The name of an order says how it walks: the first letter changes
	// slowest, the last letter fastest. $C$ is the channel, $H$ the row
	// (height) and $W$ the column (width).

	nb.Row(notebook.Show(chw).Named(`\text{CHW}`),
		notebook.Show(hwc).Named(`\text{HWC}`),
		notebook.Show(cwh).Named(`\text{CWH}`))

	// Each order has its formula, for the channel $c$, the row $i$ and the
	// column $j$, when there are $C$ channels of $H$ rows and $W$ columns:
	//
	// $$\begin{aligned}
	//   \text{CHW:} \quad k &= (c \cdot H + i) \cdot W + j \\
	//   \text{HWC:} \quad k &= (i \cdot W + j) \cdot C + c \\
	//   \text{CWH:} \quad k &= (c \cdot W + j) \cdot H + i
	// \end{aligned}$$
	//
	// With one channel, $C = 1$ and $c = 0$, the first two become the formula
	// from above. The third does not: it walks down the columns.

	const nC, nH, nW = 2, 2, 2
	var first, last, byColumn [nC * nH * nW]float64
	for c := range nC {
		for i := range nH {
			for j := range nW {
				first[(c*nH+i)*nW+j] = channels[c][i][j]
				last[(i*nW+j)*nC+c] = channels[c][i][j]
				byColumn[(c*nW+j)*nH+i] = channels[c][i][j]
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
	// None of them is better. What matters is that the same order is used
	// everywhere: in training, later on, and on the way back.
	//
	// ## What goes wrong
	//
	// Flatten this network's map column by column:

	var columns []float64
	for j := range width {
		for i := range height {
			columns = append(columns, p[i][j])
		}
	}

	// Then go on as if nothing had happened. The next layer, with the same
	// weights and biases, takes the number in place $k$ for feature $k$.

	w, bias := ex.W.Rows(), ex.C.Values()
	scores := dense(w, columns, bias)
	nb.Slip("flatten-order", `“They are the same numbers, so the
order does not matter.” It does not matter to flatten. It matters to
the weights behind it: each was made for one place of the map. No
shape complains, and the right weights are multiplied by the wrong
numbers.`,
		[]any{ex.F, `\to`, ex.S},
		[]any{notebook.Vector("f", columns).
			Mark("wrong", different(columns, f)...), `\to`,
			notebook.Vector("s", scores).
				Mark("wrong", different(scores, ex.S.Values())...)})
	nb.Markdownf(`%d of the %d features are another number now, and
%d of the %d scores are wrong.
%s`, len(different(columns, f)), len(f),
		len(different(scores, ex.S.Values())), len(scores),
		leaders(ex.S.Values(), scores))

	// A network that is trained with the wrong order from the start learns as
	// well as any other, because its weights grow into that order. The error
	// appears when weights from one program meet the flatten of another.
	//
	// ## Try it

	const c, i, j, hi, wi, ch = 1, 2, 3, 4, 5, 3
	const inCHW, inHWC = (c*hi+i)*wi + j, (i*wi+j)*ch + c
	const inCWH = (c*wi+j)*hi + i
	orders := []notebook.Wrong{
		{Value: inCHW, Did: "counted in the order CHW"},
		{Value: inHWC, Did: "counted in the order HWC"},
		{Value: inCWH, Did: "counted in the order CWH"},
	}
	nb.Exercise(notebook.Exercise{
		Question: fmt.Sprintf(`There are %d channels with %d rows
and %d columns. Which index $k$ has the cell in channel %d, row %d,
column %d, in each of the three orders?`, ch, hi, wi, c, i, j),
		Answers: []notebook.Answer{
			{Name: `k_{\text{CHW}}`, Value: inCHW, Wrong: orders},
			{Name: `k_{\text{HWC}}`, Value: inHWC, Wrong: orders},
			{Name: `k_{\text{CWH}}`, Value: inCWH, Wrong: orders},
		},
		Hint: `Count what comes before the cell, slowest letter first.`,
		Solution: fmt.Sprintf(`CHW: $(%d \cdot %d + %d) \cdot %d +
%d = %d$. HWC: $(%[3]d \cdot %[4]d + %[5]d) \cdot %[7]d + %[1]d =
%[8]d$. CWH: $(%[1]d \cdot %[4]d + %[5]d) \cdot %[2]d + %[3]d =
%[9]d$.`,
			c, hi, i, wi, j, inCHW, ch, inHWC, inCWH),
	})

	byRows := []notebook.Wrong{{Value: float64(width - 1),
		Mistake: "flatten-order", Did: "counted row by row"}}
	byColumns := []notebook.Wrong{{Value: float64((width - 1) * height),
		Mistake: "flatten-order", Did: "counted column by column"}}
	nb.Exercise(notebook.Exercise{
		Question: `Take the last cell of the first row of this
network's $P$. Which index has it in $f$? And which index would it
have, column by column?`,
		Answers: []notebook.Answer{
			{Name: "k", Value: float64(width - 1), Wrong: byColumns},
			{Name: `k_{\text{columns}}`,
				Value: float64((width - 1) * height), Wrong: byRows},
		},
		Hint: `Column by column, rows and columns change their
parts: $k = j \cdot H + i$.`,
		Solution: fmt.Sprintf(`Its row is 0 and its column is %d.
Row by row that gives $k = 0 \cdot %d + %[1]d = %[1]d$. Column by
column, whole columns of %[3]d cells come before it: $k = %[1]d
\cdot %[3]d + 0 =
%[4]d$.`, width-1, width, height, (width-1)*height),
	})

	rescued := dense(moved(w, height, width), columns, bias)
	nb.Exercise(notebook.Exercise{
		Question: `You have $f$ column by column and cannot change
that. You may change the order of the columns of the weights
instead: the column for feature $i \cdot W + j$ moves to the place
$j \cdot H + i$. What is $s_0$ then?`,
		Answers: []notebook.Answer{{Name: "s_0", Value: rescued[0],
			Wrong: marking.Mistaken(ex.Network, ex.S.Place, 0)}},
		Hint: `Which weight meets which number now?`,
		Solution: fmt.Sprintf(`Each weight meets its own number
again, so the scores are the right ones: $s_0 %s$, in place of %s.
Weights that move between programs with other orders are converted
in this way.`,
			notebook.Eq(rescued[0]), notebook.Num(scores[0])),
	})
	nb.Check("$s$ with the columns of the weights moved", rescued, ex.S)

	// ## What comes next
	//
	// The features stand in a list. [Chapter 06](06-fully-connected) lets
	// every class look at all of them and give a score.

	return nil
}
