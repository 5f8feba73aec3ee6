// # ReLU
//
// ReLU keeps what is positive and turns everything else into 0, which hardly
// deserves to be called mathematics. Why does a network need a step as plain as
// this one?
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
	"slices"

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
	// unscaled, and any other becomes 0, however far below 0 it is.
	//
	// ## One cell in full
	//
	// Take the first cell that is above 0 and then the first that is not:

	for _, c := range first(open, closed) {
		nb.Derive(ex.A, c[0], c[1])
	}

	// ## All cells
	//
	// In the whole map, the cells that ReLU sets to 0 are marked:

	nb.Row(`\ReLU`, notebook.Show(ex.Z).Mark("closed", closed...),
		"=", ex.A)
	nb.TooClose(ex.A)
	nb.Say(counted(len(open), len(closed)))

	// ReLU splits the map in two: $A$ goes on, and the rest, $Z - A$, ends
	// here:

	nb.Figure(notebook.Figure{
		Title:   "What ReLU keeps and what it drops",
		Caption: nb.Phrase("kept and dropped", nil),
		Maps: []notebook.HeatMap{
			kept(ex),
			dropped(ex),
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

	// The gates are needed on the way back. When $Z$ moves a little, an open
	// cell moves $A$ by the same amount and a closed one not at all, so the
	// gate is the slope of this step, and the gradient will pass where it is
	// open ([chapter 12](12-relu-backward)). That is why the forward pass has
	// to remember something, be it $Z$, $A$ or the gates.
	//
	// ## At exactly 0
	//
	// For $z = 0$ both branches of the formula give 0, so on the way forward it
	// does not matter which of them applies. For the gate it does. That it is
	// closed at 0 in this book is a convention, because the graph has a corner
	// there, and a corner has no slope of its own.

	nb.Say(zeros(z))

	// ## Why not leave it out?
	//
	// Because then the layers would collapse into one. A convolution and a
	// fully connected layer are both **linear** steps: each output is a
	// weighted sum of inputs, plus a constant. If a layer with the weights
	// $W_2$ follows one with the weights $W_1$, the weighted sums of weighted
	// sums are only weighted sums again:
	//
	// $$W_2 (W_1 x) = (W_2 W_1) \, x$$
	//
	// Biases only add a constant, which one layer can do as well, so this small
	// example has none. Its first layer makes two numbers out of one input $x$,
	// and the second adds them.

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

	// The layer that is left turns every $x$ into 0. Now put ReLU between the
	// two:

	at := []float64{-2, -1, 0, 1, 2}
	var with, without []float64
	for _, x := range at {
		with = append(with, network(w2, x, true))
		without = append(without, network(w2, x, false))
	}

	// The same weights now compute the absolute value $|x|$. No weighted sum
	// can do that, because its graph is a straight line and this one has a
	// corner.

	nb.Figure(notebook.Figure{
		Title:   "Two layers, with and without ReLU between them",
		Caption: nb.Phrase("the corner", nil),
		X:       notebook.Axis{Label: "x"},
		Y:       notebook.Axis{Label: "output"},
		Curves: []notebook.Curve{
			{Name: "with ReLU", X: at, Y: with},
			{Name: "without", X: at, Y: without},
		},
	})

	// Max pooling is not linear either, so the network of this book would not
	// collapse altogether. But many networks pool seldom or not at all, and
	// there it is ReLU, or a function like it, that prevents the collapse.
	//
	// ## A look ahead: dead windows
	//
	// The next step keeps only the largest cell of each window of $A$. But what
	// if every gate in a window is closed?

	nb.Say(deadWindows(ex))

	// ## Common mistakes {#where-people-slip}

	nb.Mistake("A as the gate", nil,
		[]any{notebook.Matrix("[Z > 0]", gate)},
		[]any{notebook.Show(ex.A).Named(`A \text{ as gate}`)})

	nb.Mistake("ones", nil,
		[]any{ex.A}, []any{notebook.Matrix("A", gate)})

	nb.Mistake("at 0", nil,
		[]any{notebook.Vector("[z > 0]", step(tiny, false)).AsRow()},
		[]any{notebook.Vector(`[z \ge 0]`, step(tiny, true)).AsRow()})

	// ## Exercises {#try-it}

	atZero := ""
	if level > 0 {
		atZero = nb.Phrase("to exactly 0", notebook.Let{
			"cells get": notebook.Counted(level, "cell gets",
				"cells get")})
	}
	nb.Ask("the bias raised", notebook.Let{"raised": raised,
		"with zeros": raised + level, "lowered": above(z, 2),
		"all": len(ex.Z.Data), "open": len(open), "those at 0": atZero})

	low := ex.Z.Real(slices.Index(ex.Z.Values(), least))
	lift := ex.B.Real(0).Minus(low)
	nb.Ask("all gates open", notebook.Let{"lift": lift,
		"least": low.Negated(), "smallest": low, "b": ex.B.Real(0),
		"difference": notebook.Worked(lift,
			notebook.Plus(ex.B.Real(0)), notebook.Minus(low))})
	nb.Ask("once more", notebook.Let{"changed": changed(a)})
	nb.AskHere("subtracted", notebook.Let{
		"at −3": network(w1, -3, true), "at 2": network(w1, 2, true),
		"sum at −3": network(w2, -3, true)})
	nb.Ask("half a sum", nil)

	// ## What comes next
	//
	// Now the map is made smaller. Max pooling keeps only the largest cell of
	// each window: [chapter 04](04-max-pooling).

	return nil
}
