// # ReLU, backward
//
// Forward, ReLU let only positive numbers through. Does it let only positive
// gradients through on the way back?
//
// > [!SHORT]
// > No. Where $Z$ is above 0 the gradient passes unchanged, positive or
// > negative, and everywhere else it becomes 0:
// >
// > $$\frac{\partial L}{\partial Z} =
// > \frac{\partial L}{\partial A} \odot [Z > 0]$$
// >
// > The bracket is the **gate**: 1 (open) where the statement is true, and 0
// > (closed) elsewhere. The symbol $\odot$ multiplies cell by cell, so the
// > result has the shape of $Z$. Above 0 ReLU copies its input, which makes the
// > slope 1; below 0 its answer is always 0, which makes the slope 0. Only $Z$
// > decides, and the gradient itself is never looked at.

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

	passed, stopped := arrivals(ex)
	tried := nudged(ex, passed, stopped)
	tiny := tinyPass()

	nb.Strip("Z", true)

	// ## What you have and what you want
	//
	// Two arrays are known: the pre-activation map $Z$, which went into ReLU,
	// and the gradient $\partial L/\partial A$, which [chapter
	// 11](11-max-pooling-backward) has passed back. You want
	// $\partial L/\partial Z$.

	nb.Shapes(notebook.Known(ex.Z, ex.DA), notebook.Wanted(ex.DZ))

	// All three have the same shape, because ReLU works cell by cell and no
	// cell ever meets another:
	//
	// $$A_{i,j} = \max(0, Z_{i,j})$$
	//
	// ## The gate: slope 1 or slope 0 {#the-formula}
	//
	// Nudge $Z_{i,j}$ and watch $A_{i,j}$. Above 0 it is a copy and moves with
	// you, so the slope is 1. Below 0 it is 0 and stays 0, so the slope is 0.
	// At exactly 0 the line has a corner, and by convention the slope there is
	// 0 as well.

	nb.Figure(graph(nb.Phrase("the graph", nil)))

	// $$\frac{\partial A_{i,j}}{\partial Z_{i,j}} =
	//   \begin{cases} 1 & Z_{i,j} > 0 \\ 0 & \text{else} \end{cases}$$
	//
	// A shorter way to write this is the bracket $[Z_{i,j} > 0]$, the **gate**
	// of the cell: 1 where the statement is true and 0 where it is false. Since
	// no other cell is involved, the chain rule has a single term:
	//
	// $$\frac{\partial L}{\partial Z_{i,j}} =
	//   \frac{\partial L}{\partial A_{i,j}} \cdot [Z_{i,j} > 0]$$
	//
	// > [!NOTE] What the gate looks at
	// > The gate looks at $Z$, a value of the forward pass, and never at the
	// > gradient. Whether the gradient is positive or negative plays no part in
	// > whether it passes.
	//
	// ## An open gate and a closed one {#one-cell-in-full}
	//
	// First comes a cell whose gate is open, and then one at which a gradient
	// arrives and is stopped, where there are such cells.

	for _, c := range slices.Concat(first(passed), first(stopped)) {
		nb.Derive(ex.DZ, c[0], c[1])
	}

	// ## All cells
	//
	// Written down for every cell, the gates fill a matrix with ones and zeros:

	z, dA := ex.Z.Rows(), ex.DA.Rows()
	gate := cnn.Zeros(len(z), len(z[0]))
	for i := range z {
		for j := range z[i] {
			if z[i][j] > 0 {
				gate[i][j] = 1
			}
		}
	}

	// The ones are where $Z$ is above 0.

	nb.Row(notebook.Show(ex.Z).Mark("closed", closed(gate)...), `\to`,
		notebook.Matrix("[Z > 0]", gate).
			Mark("closed", closed(gate)...))
	nb.TooClose(ex.A)

	// Multiply each number of the gradient by the one at the same place. The
	// symbol for this product is $\odot$. Textbooks call it the elementwise or
	// Hadamard product, and it is not the matrix product:
	//
	// $$\frac{\partial L}{\partial Z} =
	//   \frac{\partial L}{\partial A} \odot [Z > 0]$$

	nb.Row(ex.DA, `\odot`, notebook.Matrix("[Z > 0]", gate).
		Of(ex.Z, samePlace), "=", ex.DZ)

	// ## The same in code {#the-same-in-loops}
	//
	// A program needs no product, because it can copy where the gate is open
	// and leave the zero elsewhere.

	dZ := cnn.Zeros(len(z), len(z[0]))
	for i := range z {
		for j := range z[i] {
			if z[i][j] > 0 {
				dZ[i][j] = dA[i][j]
			}
		}
	}
	nb.Check(`loops and engine agree on $\partial L/\partial Z$`,
		dZ, ex.DZ)

	// ## Which gradients are stopped {#which-error-dies}
	//
	// Pooling sent gradients to its winners only, so those are the cells to
	// look at; any other gate multiplies a 0.

	if len(passed)+len(stopped) > 0 {
		nb.Table(`The cells at which a gradient arrives`,
			[]string{"cell", "$Z$", "gate", "arrives", "passes"},
			cells(ex, passed, stopped))
	}
	nb.Say(fate(ex, passed, stopped))

	// ## See it in the loss
	//
	// You need not take the gate on trust. Start the network at $Z$, change one
	// of these cells by a hundredth, and compute the loss again, for which the
	// gradient makes a prediction: the old loss plus the change times
	// $\partial L/\partial Z_{i,j}$.

	if len(tried) > 0 {
		nb.Table("The loss before and after", []string{"changed cell",
			"by", "loss before", "loss after", "predicted"}, tried)
	} else {
		nb.Say("nothing to see", nil)
	}

	// Where the gate is open, the last digits may differ, because the loss is a
	// curve and the gradient only its tangent. Where it is closed, nothing
	// changes at all.
	//
	// ## Can you see the gate in A?
	//
	// Yes, because $A_{i,j}$ is above 0 exactly where $Z_{i,j}$ is:

	a := ex.A.Rows()
	fromA := cnn.Zeros(len(a), len(a[0]))
	for i := range a {
		for j := range a[i] {
			if a[i][j] > 0 {
				fromA[i][j] = 1
			}
		}
	}
	nb.Check("the gates made from $A$ are those made from $Z$",
		fromA, gate)

	// That is why many programs throw $Z$ away and keep only $A$. What you
	// cannot use is $\partial L/\partial A$, which may be positive or negative
	// at either kind of gate.
	//
	// ## At exactly zero
	//
	// At $z = 0$ the slope from the left is 0 and the slope from the right
	// is 1. Neither is wrong, so one has to be chosen, and nearly all programs
	// choose 0. A network of nothing but ReLU shows it, with the input called
	// $x$ and the output $a$:

	nb.Row(tiny.DY, `\text{and}`, tiny.X, `\to`, tiny.DX)

	// The third gradient is negative and passes, while the second meets an
	// input of exactly 0 and is stopped. This is less rare than it sounds:
	// where a part of the image is all 0 and the bias is 0, every $z$ is
	// exactly 0.
	//
	// ## Common mistakes {#where-people-slip}
	//
	// Here are four wrong rules for a cell $z$ at which a gradient $\delta$
	// arrives. The first has no gate, the second looks at $\delta$ instead of
	// $z$, the third at both, and the last multiplies $\delta$ by the output of
	// ReLU, $a$. The table tries them on every such cell:

	if len(passed)+len(stopped) > 0 {
		nb.Table("The right number and what the wrong rules make of it",
			[]string{"cell", "right", "no gate", "gate on δ",
				"gate on both", "δ times a"},
			byRule(ex, passed, stopped))
	}

	nb.Mistake("no gate", nil,
		[]any{ex.DZ}, wrong("gate-forgotten", ex))

	nb.Mistake("the gradient's sign", nil,
		[]any{ex.DZ}, wrong("gate-on-gradient", ex))

	nb.Mistake("both signs", nil,
		[]any{ex.DZ}, wrong("gate-both", ex))

	nb.Mistake("a value for a gate", nil,
		[]any{ex.DZ}, wrong("gate-as-value", ex))

	nb.Mistake("open at 0", nil,
		[]any{tiny.DX},
		[]any{notebook.Vector(`\partial L/\partial x`,
			each("gate-open-at-zero", numbers, delta)).
			Mark("wrong", [2]int{1, 0})})

	// ## Exercises {#try-it}

	nb.Ask("four cells", notebook.Let{"gradient": answers(
		`\partial L/\partial z`,
		[]float64{0.5, -0.5, 0, 2}, []float64{-1, -1, -1, -1})})
	for _, c := range first(stopped) {
		nb.Ask("a leak", leaky(ex, c[0], c[1]))
	}
	if len(passed)+len(stopped) > 0 {
		nb.Ask("how many", howMany(ex, len(passed), len(stopped)))
	}
	nb.Ask("why at Z", nil)
	nb.Ask("the absolute value", nil)

	// ## What comes next
	//
	// The gradient has reached $Z$, the map that the convolution made from the
	// kernel, the bias and the input. Each of the three gets a gradient: the
	// kernel and the bias in [chapter 13](13-convolution-backward-kernel), the
	// input in [chapter 14](14-convolution-backward-input).

	return nil
}
