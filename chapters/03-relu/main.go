// # ReLU
//
// The map has positive and negative numbers. ReLU keeps the positive ones and
// sets the others to 0. Why does a network need a step as plain as this one,
// and what must be remembered of it for the way back?
//
// > [!SHORT]
// > Each cell is treated on its own, so the shape stays the same: a positive
// > number passes unchanged, and anything else becomes 0.
// >
// > $$A_{i,j} = \max(0, Z_{i,j})$$
// >
// > Without such a step between them, all layers of weighted sums would
// > collapse into a single one. For the way back, remember where $Z_{i,j} > 0$:
// > this **gate** is 1 where the number passed and 0 where it did not, and it
// > is the slope of ReLU.

package main

import (
	_ "embed"
	"fmt"
	"slices"

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
	z := ex.Z.Rows()
	open, closed := gates(z)
	raised, level := above(z, -2), equal(z, -2)
	least := slices.Min(ex.Z.Values())
	tiny := []float64{-1, 0, 2}

	nb.Strip("A", false)

	// ## What you have and what you want
	//
	// You have the pre-activation map $Z$ from [chapter 02](02-convolution),
	// and you want the activation map $A$. It has the same shape, because every
	// cell is worked out alone, with no window and no sum.

	nb.Shapes(notebook.Known(ex.Z), notebook.Wanted(ex.A))

	// ## One rule for every cell {#the-formula}
	//
	// $$A_{i,j} = \max(0, Z_{i,j}) = \begin{cases}
	//   Z_{i,j} & Z_{i,j} > 0 \\ 0 & \text{else} \end{cases}$$
	//
	// The name is short for *rectified linear unit*. A positive number passes
	// unscaled, and a negative one becomes 0, however far below 0 it was.
	//
	// ## One cell in full
	//
	// Take the first cell that is above 0 and then the first that is not, where
	// $Z$ has such cells:

	for _, c := range first(open, closed) {
		nb.Derive(ex.A, c[0], c[1])
	}

	// ## All cells
	//
	// In the whole map, the cells that ReLU sets to 0 are marked:

	nb.Row(`\ReLU`, notebook.Show(ex.Z).Mark("closed", closed...),
		"=", ex.A)
	nb.Markdownf("%s", counted(len(open), len(closed)))

	// ReLU thus splits the map in two. One part goes on as $A$, while the
	// other, $Z - A$, ends here:

	nb.Figure(notebook.Figure{
		Title: "What ReLU keeps and what it drops",
		Caption: `In each cell the two add up to $Z$. Nothing of a
negative number is left in $A$, whether it was far below 0 or close to
it.`,
		Maps: []notebook.HeatMap{
			{Name: "A, kept", Rows: ex.A.Rows(), Numbers: true},
			{Name: "Z − A, dropped", Rows: dropped(z), Numbers: true},
		},
	})

	// ## The same in code {#the-same-in-loops}
	//
	// One `max` does the work, on each cell by itself:

	a := cnn.Zeros(len(z), len(z[0]))
	for i := range z {
		for j := range z[i] {
			a[i][j] = max(0, z[i][j])
		}
	}
	nb.Check("loops and engine agree on $A$", a, ex.A)

	// ## The gates
	//
	// Think of a gate at each cell, open where $Z_{i,j} > 0$ and closed
	// elsewhere. The bracket $[Z_{i,j} > 0]$ writes it down: it is 1 where the
	// statement inside is true and 0 where it is false.

	gate := cnn.Zeros(len(z), len(z[0]))
	for i := range z {
		for j := range z[i] {
			if z[i][j] > 0 {
				gate[i][j] = 1
			}
		}
	}

	// With the gates as a matrix, ReLU becomes a product of cells at the same
	// place, which $\odot$ stands for:
	//
	// $$A = Z \odot [Z > 0]$$

	nb.Row(ex.Z, `\odot`, notebook.Matrix("[Z > 0]", gate).
		Of(ex.Z, samePlace), "=", ex.A)

	// You do not need the gates to compute $A$, but you will need them on the
	// way back. When $Z$ moves a little, an open cell moves $A$ by the same
	// amount and a closed one not at all, so the gate is the slope of this
	// step, and the gradient will pass where it is open ([chapter
	// 12](12-relu-backward)). That is why the forward pass has to remember
	// something, be it $Z$, $A$ or the gates.
	//
	// ## At exactly 0
	//
	// For $z = 0$ both branches of the formula give 0, so on the way forward it
	// does not matter to which of them 0 belongs. For the gate it does, and in
	// this book it is closed at 0. That is a convention, because the graph has
	// a corner there, and a corner has no slope of its own.

	nb.Markdownf("%s", zeros(z))

	// ## Why not leave it out?
	//
	// Because then the layers would collapse into one. A convolution is a
	// **linear** step: each output is a weighted sum of inputs, plus a
	// constant. So is a fully connected layer. And if you take weighted sums of
	// weighted sums, you get nothing but weighted sums again:
	//
	// $$W_2 (W_1 x) = (W_2 W_1) \, x$$
	//
	// Biases only add a constant, and one layer can do that, too. Here is a
	// small example without them, in which the first layer makes two numbers of
	// one input $x$ and the second adds the two.

	w1, w2 := []float64{1, -1}, []float64{1, 1}
	network := func(w2 []float64, x float64, relu bool) float64 {
		s := 0.0
		for i := range w1 {
			hidden := w1[i] * x
			if relu {
				hidden = max(0, hidden)
			}
			s += float64(w2[i] * hidden)
		}
		return s
	}

	// Multiplied into one, the two layers cancel each other:

	nb.Row(notebook.Matrix("W_2", [][]float64{w2}), `\cdot`,
		notebook.Matrix("W_1", [][]float64{{w1[0]}, {w1[1]}}), "=",
		notebook.Matrix("W_2 W_1", [][]float64{
			{float64(w2[0]*w1[0]) + float64(w2[1]*w1[1])},
		}))

	// The one layer that is left makes 0 of everything. Now put ReLU between
	// the two:

	at := []float64{-2, -1, 0, 1, 2}
	var with, without []float64
	for _, x := range at {
		with = append(with, network(w2, x, true))
		without = append(without, network(w2, x, false))
	}

	// With ReLU between them, the same weights compute the absolute value
	// $|x|$. No weighted sum can do that, because its graph is a straight line
	// and this one has a corner.

	nb.Figure(notebook.Figure{
		Title: "Two layers, with and without ReLU between them",
		Caption: `The corner is what ReLU adds to what a weighted sum
can do.`,
		X: notebook.Axis{Label: "x"},
		Y: notebook.Axis{Label: "output"},
		Curves: []notebook.Curve{
			{Name: "with ReLU", X: at, Y: with},
			{Name: "without", X: at, Y: without},
		},
	})

	// Max pooling is not linear either, so the network of this book would not
	// collapse altogether. But many networks pool seldom or not at all, and
	// then it is ReLU, or something like it, that keeps their layers apart.
	//
	// ## A look ahead: dead windows
	//
	// The next step looks at windows of $A$ and keeps the largest cell of each.
	// But what if every cell of a window is closed?

	nb.Markdownf("%s", deadWindows(z, ex.Pool))

	// ## Common mistakes {#where-people-slip}

	nb.Slip("gate-as-value", `“ReLU's result tells what passed, so $A$
is what I keep as the gate.” $A$ does show *where* the gates are open,
but its numbers are values, whereas an open gate is 1 however large the
value is. With $A$ instead of the gate, every gradient on the way back
would be multiplied by a value.`,
		[]any{notebook.Matrix("[Z > 0]", gate)},
		[]any{notebook.Show(ex.A).Named(`A \text{ as gate}`)})

	nb.Slip("", `“ReLU makes a 1 of what is positive.” That is the same
mix-up the other way round, because here the gate is passed on instead
of the value. A function that steps from 0 to 1 does exist, but it is
flat on both sides of the step, so no gradient would ever come back
through it.`,
		[]any{ex.A}, []any{notebook.Matrix("A", gate)})

	nb.Slip("gate-open-at-zero", `“At 0 nothing depends on it, so ≥ is
as good as >.” For the values that is true. The gates differ, though,
and the difference shows only on the way back. With $z = (-1, 0, 2)$
they are:`,
		[]any{notebook.Vector("[z > 0]", step(tiny, false)).AsRow()},
		[]any{notebook.Vector(`[z \ge 0]`, step(tiny, true)).AsRow()})

	// ## Exercises {#try-it}

	nb.Exercise(notebook.Exercise{
		Question: `Raise the bias by 2. How many gates are open then?`,
		Answers: []notebook.Answer{
			{Name: `\text{open gates}`, Value: float64(raised),
				Wrong: []notebook.Wrong{
					{Value: float64(raised + level),
						Mistake: "gate-open-at-zero",
						Did:     "took a gate at exactly 0 for open"},
					{Value: float64(above(z, 2)),
						Did: "lowered the bias"}}},
		},
		Hint: `What does the bias do to the cells of $Z$?`,
		Solution: fmt.Sprintf(`Every cell of $Z$ rises by 2, so now the
gates of all cells above −2 are open. That makes %d of %d, where it was
%d before. %s`,
			raised, len(ex.Z.Data), len(open), levelSaid(level)),
	})

	low := ex.Z.Real(slices.Index(ex.Z.Values(), least))
	lift := ex.B.Real(0).Minus(low)
	nb.Exercise(notebook.Exercise{
		Question: `Above which value of the bias would *all* gates be
open?`,
		Answers: []notebook.Answer{{Name: "b", Value: lift.Float(),
			Exact: lift.Exact(),
			Wrong: []notebook.Wrong{
				{Value: -least, Did: "left out the bias that Z has"}}}},
		Hint: `Which cell of $Z$ opens last?`,
		Solution: fmt.Sprintf(`The smallest cell of $Z$ is %s, with the
bias $b %s$, and it reaches 0 when the bias is $%s$. With any
larger bias ReLU changes nothing, and together with the convolution it
is just a linear
step.`, notebook.Num(low), notebook.Eq(ex.B.Real(0)),
			notebook.Worked(lift, notebook.Plus(ex.B.Real(0)),
				notebook.Minus(low))),
	})

	nb.Exercise(notebook.Exercise{
		Question: `Apply ReLU to $A$ once more. How many cells change?`,
		Answers: []notebook.Answer{
			{Name: `\text{cells}`, Value: float64(changed(a))},
		},
		Hint: `Which numbers does ReLU change at all?`,
		Solution: `None. ReLU changes only negative numbers, and $A$ has
none left, so twice is the same as once.`,
	})

	nb.Exercise(notebook.Exercise{
		Here: true,
		Question: `In the network of two layers, let the second one
subtract instead of adding, with $W_2 = (1, -1)$. What does the network,
with ReLU between its layers, give for $x = -3$, and what for $x = 2$?`,
		Answers: []notebook.Answer{
			{Name: `s(-3)`, Value: network(w1, -3, true),
				Wrong: []notebook.Wrong{{Value: network(w2, -3, true),
					Did: "added instead of subtracting"}}},
			{Name: `s(2)`, Value: network(w1, 2, true)},
		},
		Hint: `It computes $\max(0, x) - \max(0, -x)$. One of the two is
always 0.`,
		Solution: fmt.Sprintf(`For $x = -3$ it gives $0 - 3 %s$, and for
$x = 2$ it gives $2 - 0 %s$: in both cases $x$ itself. So ReLU makes a
corner possible, but the weights decide whether there is
one.`, notebook.Eq(network(w1, -3, true)),
			notebook.Eq(network(w1, 2, true))),
	})

	// ## What comes next
	//
	// $A$ has no negative numbers left. Now the map is made smaller, because
	// max pooling keeps only the largest cell of each window: [chapter
	// 04](04-max-pooling).

	return nil
}
