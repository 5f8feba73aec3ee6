// # ReLU, backward
//
// The error has come through pooling and stands at $A$. Which part of it
// goes on to $Z$, and what decides that?

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

	passed, stopped := arrivals(ex)
	tried, err := nudged(ex, passed, stopped)
	if err != nil {
		return err
	}
	tiny, err := tinyPass()
	if err != nil {
		return err
	}

	nb.Strip("Z", true)

	// ## What you have and what you want
	//
	// From the forward pass you have the pre-activation map $Z$, the numbers
	// that went into ReLU. From [chapter 11](11-max-pooling-backward) you have
	// $\partial L/\partial A$. You want $\partial L/\partial Z$. All three have
	// the same shape, because ReLU works cell by cell.

	nb.Table("The shapes", []string{"array", "shape", "state"}, [][]any{
		{"$Z$", ex.Z.Shape.Plain().String(), "known"},
		{`$\partial L/\partial A$`,
			ex.DA.Shape.Plain().String(), "known"},
		{`$\partial L/\partial Z$`,
			ex.DZ.Shape.Plain().String(), "wanted"},
	})

	// ## The formula
	//
	// Forward, each cell stands alone:
	//
	// $$A_{i,j} = \max(0, Z_{i,j})$$
	//
	// Change $Z_{i,j}$ by a little and look at $A_{i,j}$. Above 0 it is a
	// copy, so it changes by the same: the slope is 1. Below 0 it is 0 and
	// stays 0: the slope is 0. At exactly 0 the line has a corner, and the
	// slope is 0 by convention.
	//
	// $$\frac{\partial A_{i,j}}{\partial Z_{i,j}} =
	//   \begin{cases} 1 & Z_{i,j} > 0 \\ 0 & \text{else} \end{cases}$$
	//
	// The bracket $[Z_{i,j} > 0]$ is a short way to write this: 1 where the
	// statement is true, 0 where it is false. It is called the **gate**. The
	// chain rule has one term, since no other cell is involved:
	//
	// $$\frac{\partial L}{\partial Z_{i,j}} =
	//   \frac{\partial L}{\partial A_{i,j}} \cdot [Z_{i,j} > 0]$$
	//
	// An error passes as it is, or it does not pass. Nothing is scaled.
	//
	// > [!NOTE] What the gate looks at
	// > The gate looks at $Z$, a value of the forward pass. It does not look
	// > at the error. The sign of the error plays no part in what passes.
	//
	// ## One cell in full
	//
	// Take a cell at which an error arrives and whose gate is open. After it
	// comes, if there is one, a cell whose gate is closed.

	for _, c := range slices.Concat(first(passed), first(stopped)) {
		nb.Derive(ex.DZ, c[0], c[1])
	}

	// An open gate multiplies by 1, a closed one by 0. There is nothing
	// between.
	//
	// ## All cells
	//
	// Write the gates of all cells as a matrix of ones and zeros:

	z, dA := ex.Z.Rows(), ex.DA.Rows()
	gate := cnn.Zeros(len(z), len(z[0]))
	for i := range z {
		for j := range z[i] {
			if z[i][j] > 0 {
				gate[i][j] = 1
			}
		}
	}

	// Beside $Z$ it shows where $Z$ is above 0:

	nb.Row(notebook.Show(ex.Z).Mark("closed", closed(gate)...), `\to`,
		notebook.Matrix("[Z > 0]", gate).
			Mark("closed", closed(gate)...))

	// Multiply the error by it, each number with the number at the same
	// place. The sign $\odot$ stands for this product. It is not the matrix
	// product:
	//
	// $$\frac{\partial L}{\partial Z} =
	//   \frac{\partial L}{\partial A} \odot [Z > 0]$$

	nb.Row(ex.DA, `\odot`, notebook.Matrix("[Z > 0]", gate).
		Of(ex.Z, samePlace), "=", ex.DZ)

	// ## The same in loops
	//
	// No product is needed. Where the gate is open, copy; elsewhere the zero
	// stays.

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

	// ## Which error dies
	//
	// Pooling sent errors to its winners only. Those are the cells to look
	// at, because the gate of any other cell multiplies a 0.

	nb.Table(`The cells at which an error arrives`,
		[]string{"cell", "$Z$", "gate", "arrives", "passes"},
		cells(ex, passed, stopped))
	nb.Markdownf("%s", fate(ex, stopped))

	// ## See it in the loss
	//
	// You need not take the gate on trust. Start the network at $Z$, change
	// one of these cells by a hundredth, and compute the loss again. The
	// gradient says what to expect: the old loss plus the change times
	// $\partial L/\partial Z_{i,j}$.

	nb.Table("The loss before and after", []string{"changed cell",
		"by", "loss before", "loss after", "expected"}, tried)

	// Where the gate is open the last digits may differ, because the loss is
	// a curve and the gradient its tangent. Where it is closed nothing changes
	// at all.
	//
	// ## Can you see the gate in A?
	//
	// Yes. If $Z_{i,j} > 0$, then $A_{i,j} = Z_{i,j} > 0$. If not, then
	// $A_{i,j} = 0$. So $A_{i,j} > 0$ says the same as $Z_{i,j} > 0$:

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

	// Therefore many programs throw $Z$ away and keep $A$ only. You cannot
	// see the gate in $\partial L/\partial A$: an error may be of either sign
	// at an open gate and at a closed one.
	//
	// ## At exactly zero
	//
	// At $z = 0$ the slope from the left is 0 and from the right 1. Neither is
	// wrong; one has to be chosen, and nearly all programs choose 0. A small
	// network that is nothing but ReLU shows it, with one number of each kind.
	// It reads its input $x$, so $x$ stands for $z$ here, and makes $h$:

	nb.Row(tiny.dh, `\text{and}`, tiny.x, `\to`, tiny.dx)

	// The third error is negative and passes. The second meets $x = 0$ and
	// stops. This case is not rare: over a part of an image that is all 0,
	// with a bias of 0, every $z$ is exactly 0.
	//
	// ## Where people slip
	//
	// Four wrong rules, on every cell at which an error arrives:

	nb.Table("The right number and what the wrong rules make of it",
		[]string{"cell", "right", "no gate", "gate on δ", "both",
			"δ · a"},
		byRule(ex, passed, stopped))

	nb.Slip("gate-forgotten", `“Pooling has chosen the winners already,
so what is left for ReLU to do?” The error of a dead window is left.
Where no window is dead you do not notice, because every winner is above
0.`,
		[]any{ex.DZ}, wrong("gate-forgotten", ex))

	nb.Slip("gate-on-gradient", `“ReLU lets only positive gradients
through.” So the error is treated as $Z$ was on the way forward:
$\max(0, \delta)$. But the gate looks at $Z$. A negative error passes
an open gate, a positive one does not pass a closed gate. (The
deconvnet, a method to draw what a network looks at, does this on
purpose. What it draws is not the gradient.)`,
		[]any{ex.DZ}, wrong("gate-on-gradient", ex))

	nb.Slip("gate-both", `“Only positive errors, and only through open
gates.” Two questions are asked where there is one. If this were right,
no error at $Z$ could be negative, and a weight that reads inputs of 0
and more could only ever fall. (Guided backpropagation, another method
to draw with, does this on purpose.)`,
		[]any{ex.DZ}, wrong("gate-both", ex))

	nb.Slip("gate-as-value", `“Multiply by what ReLU gave.” Where the
gate is open the slope is 1, however large the value is. With the value
in its place, cells above 1 get too much and cells below 1 too little.`,
		[]any{ex.DZ}, wrong("gate-as-value", ex))

	nb.Slip("gate-open-at-zero", `Written with “≥” in place of “>”, the
gate is open at 0. As mathematics this is a choice too. But your numbers
will differ from those of this book and of most programs.`,
		[]any{tiny.dx},
		[]any{notebook.Vector(`\partial L/\partial x`,
			each("gate-open-at-zero", numbers, delta)).
			Mark("wrong", [2]int{1, 0})})

	// ## Try it

	nb.Exercise(notebook.Exercise{
		Question: `A layer of four cells has $z = (0.5, -0.5, 0, 2)$.
The error that arrives is $-1$ at each of them. What is
$\partial L/\partial z$?`,
		Answers: answers(`\partial L/\partial z`,
			[]float64{0.5, -0.5, 0, 2}, []float64{-1, -1, -1, -1}),
		Hint: `Which of the two numbers at a cell does its gate look
at?`,
		Solution: `The gates are $(1, 0, 0, 1)$. Times $-1$ each, that
is $(-1, 0, 0, -1)$.`,
	})

	for _, c := range first(stopped) {
		nb.Exercise(leaky(ex, c[0], c[1]))
	}
	nb.Exercise(notebook.Exercise{
		Question: `How many elements of $\partial L/\partial Z$ are
not 0? Why can there never be more of them than pooling windows?`,
		Answers: []notebook.Answer{
			{Name: `\text{not 0}`, Value: float64(len(passed)),
				Wrong: []notebook.Wrong{{
					Value:   float64(len(passed) + len(stopped)),
					Mistake: "gate-forgotten",
					Did:     "counted what a closed gate stops"}}},
		},
		Hint: "Each window sends one error. Which ones are stopped?",
		Solution: fmt.Sprintf(`The %d windows send one error each, and
at %d cells an error arrives that is not 0. A closed gate stops %d of
them, and %d pass. A gate stops an error or lets it through. It never
makes one.`, len(ex.DP.Data), len(passed)+len(stopped),
			len(stopped), len(passed)),
	})

	// ## What comes next
	//
	// The error has reached $Z$, the map that the convolution made. It made
	// it of the kernel, the bias and the input, and all three get their part:
	// [chapter 13](13-convolution-backward-kernel) and
	// [chapter 14](14-convolution-backward-input).

	return nil
}
