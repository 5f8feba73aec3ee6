// # ReLU
//
// The map has positive and negative numbers. ReLU keeps the positive ones and
// puts 0 for the others. Why does a network need a step as plain as this one,
// and what must be remembered of it for the way back?

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
	z, b := ex.Z.Rows(), ex.B.At(0)
	open, closed := gates(z)
	raised, level := above(z, -1), equal(z, -1)
	least := slices.Min(ex.Z.Values())
	tiny := []float64{-1, 0, 2}

	nb.Strip("A", false)

	// ## What you have and what you want
	//
	// You have the pre-activation map $Z$ from
	// [chapter 02](02-convolution). You want the activation map $A$. It has
	// the same shape, because every cell is worked out alone: nothing moves
	// and nothing is added up.

	nb.Table("The shapes", []string{"array", "shape", "state"}, [][]any{
		{"$Z$", ex.Z.Shape.Plain().String(), "known"},
		{"$A$", ex.A.Shape.Plain().String(), "wanted"},
	})

	// ## The formula
	//
	// $$A_{i,j} = \max(0, Z_{i,j}) = \begin{cases}
	//   Z_{i,j} & Z_{i,j} > 0 \\ 0 & \text{else} \end{cases}$$
	//
	// The name stands for *rectified linear unit*. A positive number passes
	// as it is: it is not scaled and does not become 1. A negative number
	// becomes 0, however large it is.
	//
	// ## One cell in full
	//
	// Take the first cell that is above 0, and the first that is not.

	for _, c := range first(open, closed) {
		nb.Derive(ex.A, c[0], c[1])
	}

	// ## All cells
	//
	// The cells that ReLU sets to 0 are marked.

	nb.Row(`\ReLU`, notebook.Show(ex.Z).Mark("closed", closed...),
		"=", ex.A)
	nb.Markdownf("%s", counted(len(open), len(closed)))

	// The step splits the map in two. One part goes on as $A$. The other,
	// $Z - A$, ends here:

	nb.Figure(notebook.Figure{
		Title: "What ReLU keeps and what it drops",
		Caption: `In each cell the two add up to $Z$. Whether a
number was far below 0 or near it, nothing of it is left in $A$.`,
		Maps: []notebook.HeatMap{
			{Name: "A, kept", Rows: ex.A.Rows(), Numbers: true},
			{Name: "Z − A, dropped", Rows: dropped(z), Numbers: true},
		},
	})

	// ## The same in loops

	a := cnn.Zeros(len(z), len(z[0]))
	for i := range z {
		for j := range z[i] {
			a[i][j] = max(0, z[i][j])
		}
	}
	nb.Check("loops and engine agree on $A$", a, ex.A)

	// ## The gates
	//
	// Think of a gate at each cell. Where $Z_{i,j} > 0$ it is open and lets
	// the number pass. Elsewhere it is closed. The bracket
	// $[Z_{i,j} > 0]$ is a short way to write this: 1 where the statement is
	// true, 0 where it is false.

	gate := cnn.Zeros(len(z), len(z[0]))
	for i := range z {
		for j := range z[i] {
			if z[i][j] > 0 {
				gate[i][j] = 1
			}
		}
	}

	// With the gates as a matrix, ReLU is a product, each number with the
	// number at the same place:
	//
	// $$A = Z \odot [Z > 0]$$

	nb.Row(ex.Z, `\odot`, notebook.Matrix("[Z > 0]", gate).
		Of(ex.Z, samePlace), "=", ex.A)

	// You do not need the gates to compute $A$. You will need them on the way
	// back. An open cell moves $A$ when $Z$ moves, and a closed one does not,
	// so the gate is the slope of this step. The error will pass where the
	// gate is open and stop where it is closed
	// ([chapter 12](12-relu-backward)). That is why the forward pass has to
	// remember something: $Z$, or $A$, or the gates.
	//
	// ## At exactly 0
	//
	// For $z = 0$ the formula gives 0 on either branch. So forward nothing
	// depends on which of them 0 belongs to. The gate is another matter: in
	// this book it is closed at 0, which is a convention. The line has a
	// corner there, and a corner has no slope of its own. Chapter 12 says
	// what follows.

	nb.Markdownf("%s", zeros(z))

	// ## Why not leave it out?
	//
	// Because then the layers would collapse into one. A convolution is a
	// **linear** step: each output is a weighted sum of inputs, plus a
	// constant. A fully connected layer is one too. And two weighted sums
	// after each other are again one weighted sum:
	//
	// $$W_2 (W_1 x) = (W_2 W_1) \, x$$
	//
	// With biases the result is a weighted sum and a constant, which is no
	// more than one layer can do. A small example without them: the first
	// layer makes two numbers of one input $x$, the second adds the two.

	w1, w2 := []float64{1, -1}, []float64{1, 1}
	network := func(w2 []float64, x float64, relu bool) float64 {
		s := 0.0
		for i := range w1 {
			h := w1[i] * x
			if relu {
				h = max(0, h)
			}
			s += float64(w2[i] * h)
		}
		return s
	}

	// Multiply the two layers into one:

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

	// With ReLU the same weights compute $|x|$, the absolute value. No
	// weighted sum can do that, with any weights: its graph is a straight
	// line, and this one has a corner.

	nb.Figure(notebook.Figure{
		Title:   "Two layers, with and without ReLU between them",
		Caption: `The corner is what the second layer gains.`,
		X:       notebook.Axis{Label: "x"},
		Y:       notebook.Axis{Label: "output"},
		Curves: []notebook.Curve{
			{Name: "with ReLU", X: at, Y: with},
			{Name: "without", X: at, Y: without},
		},
	})

	// Max pooling is not linear either, so the network of this book would not
	// collapse altogether. But many networks pool seldom or not at all, and
	// what bends between their layers is ReLU, or something like it.
	//
	// ## A look ahead: dead windows
	//
	// The next step looks at windows of $A$ and keeps the largest cell of
	// each. What if every cell of a window is closed?

	nb.Markdownf("%s", deadWindows(z, ex.Pool))

	// ## Where people slip

	nb.Slip("gate-as-value", `“ReLU's result tells what passed, so $A$
is what I keep as the gate.” $A$ shows *where* the gates are open, but
its numbers are values, not gates. The gate is 1, however large the
value is. With $A$ in the place of the gate, every error on the way back
would be multiplied by a value.`,
		[]any{notebook.Matrix("[Z > 0]", gate)},
		[]any{notebook.Show(ex.A).Named(`A \text{ as gate}`)})

	nb.Slip("", `“ReLU makes a 1 of what is positive.” That is the same
mix-up the other way round: the gate handed on in the place of the
value. A function that steps from 0 to 1 exists too. It is flat before
the step and behind it, so no error would come back through it.`,
		[]any{ex.A}, []any{notebook.Matrix("A", gate)})

	nb.Slip("gate-open-at-zero", `“At 0 nothing depends on it, so ≥ is
as good as >.” For the values that is true. The gates differ, and you
will see it only on the way back. For $z = (-1, 0, 2)$:`,
		[]any{notebook.Vector("[z > 0]", step(tiny, false)).AsRow()},
		[]any{notebook.Vector(`[z \ge 0]`, step(tiny, true)).AsRow()})

	// ## Try it

	nb.Exercise(notebook.Exercise{
		Question: `Raise the bias by 1. How many gates are open then?`,
		Answers: []notebook.Answer{
			{Name: `\text{open gates}`, Value: float64(raised),
				Wrong: []notebook.Wrong{
					{Value: float64(raised + level),
						Mistake: "gate-open-at-zero",
						Did:     "took a gate at exactly 0 for open"},
					{Value: float64(above(z, 1)),
						Did: "lowered the bias"}}},
		},
		Hint: `What does the bias do to the cells of $Z$?`,
		Solution: fmt.Sprintf(`Every cell of $Z$ rises by 1, so the
gates of the cells above −1 are open: %d of %d, and %d before.
%s`,
			raised, len(ex.Z.Data), len(open), levelSaid(level)),
	})

	nb.Exercise(notebook.Exercise{
		Question: `Above which value of the bias would *all* gates be
open?`,
		Answers: []notebook.Answer{{Name: "b", Value: b - least,
			Wrong: []notebook.Wrong{
				{Value: -least, Did: "left out the bias that Z has"}}}},
		Hint: `Which cell of $Z$ opens last?`,
		Solution: fmt.Sprintf(`The smallest cell of $Z$ is %s, with the
bias $b %s$. It gets to 0 when the bias is $%s - %s %s$. For any bias
above that, ReLU changes nothing, and the convolution goes through it
like a linear
step.`, notebook.Num(least), notebook.Eq(b), notebook.Num(b),
			notebook.Factor(least), notebook.Eq(b-least)),
	})

	nb.Exercise(notebook.Exercise{
		Question: `Apply ReLU to $A$ once more. How many cells change?`,
		Answers: []notebook.Answer{
			{Name: `\text{cells}`, Value: float64(changed(a))},
		},
		Hint: `Which numbers does ReLU change at all?`,
		Solution: `None. ReLU changes negative numbers only, and $A$ has
none. Twice is the same as once.`,
	})

	nb.Exercise(notebook.Exercise{
		Question: `In the network of two layers let the second subtract
in place of adding: $W_2 = (1, -1)$. With ReLU between them, what does
it give for $x = -3$, and what for $x = 2$?`,
		Answers: []notebook.Answer{
			{Name: `s(-3)`, Value: network(w1, -3, true),
				Wrong: []notebook.Wrong{{Value: network(w2, -3, true),
					Did: "added in place of subtracting"}}},
			{Name: `s(2)`, Value: network(w1, 2, true)},
		},
		Hint: `It computes $\max(0, x) - \max(0, -x)$. One of the two is
always 0.`,
		Solution: fmt.Sprintf(`For $x = -3$: $0 - 3 %s$. For $x = 2$:
$2 - 0 %s$. It gives $x$ back. So ReLU does not force a corner on the
result, the weights decide.`, notebook.Eq(network(w1, -3, true)),
			notebook.Eq(network(w1, 2, true))),
	})

	// ## What comes next
	//
	// $A$ has no negative numbers left. Now the map is made smaller: max
	// pooling keeps the largest cell of each window,
	// [chapter 04](04-max-pooling).

	return nil
}
