// # Convolution, backward: the kernel
//
// The error has reached the pre-activation map. How much of it does each
// weight of the kernel answer for, and how much the bias?

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

func main() { notebook.Main(source, run) }

func run(nb *notebook.Notebook) error {
	ex, err := nb.Classic()
	if err != nil {
		return err
	}

	nb.Strip("K", true)

	// ## What you have and what you want
	//
	// You have the input $X$ from the forward pass and the error
	// $\partial L/\partial Z$ from [chapter 12](12-relu-backward). You want
	// $\partial L/\partial K$ and $\partial L/\partial b$. A gradient always
	// has the shape of the thing that it belongs to, so you know the shape of
	// the answer before you start.

	shape := func(q cnn.Quantity) string {
		return q.Shape.Plain().String()
	}
	nb.Table("", []string{"array", "shape", "state"}, [][]any{
		{"$X$", shape(ex.X), "known"},
		{`$\partial L/\partial Z$`, shape(ex.DZ), "known"},
		{`$\partial L/\partial K$`, shape(ex.DK), "wanted"},
		{`$\partial L/\partial b$`, "one number", "wanted"},
	})

	// ## The formula
	//
	// The forward pass, once more:
	//
	// $$Z_{i,j} = \sum_{m,n} X_{i+m,j+n} \, K_{m,n} + b$$
	//
	// Look at one weight. $K_{m,n}$ stands in the sum of every $Z_{i,j}$, and
	// there it is multiplied by $X_{i+m,j+n}$. That factor is the slope:
	//
	// $$\frac{\partial Z_{i,j}}{\partial K_{m,n}} = X_{i+m,j+n}$$
	//
	// The weight is one, its uses are many. Each use passes a part of the
	// error back to it, and the parts add:
	//
	// $$\frac{\partial L}{\partial K_{m,n}} =
	//   \sum_{i,j} \frac{\partial L}{\partial Z_{i,j}} \, X_{i+m,j+n}$$
	//
	// ## One weight in full
	//
	// Take the lower left weight. Its offset in the window is down one row,
	// so each error meets the input cell one row below it.

	kh, kw := len(ex.K.Rows()), len(ex.K.Rows()[0])
	nb.Derive(ex.DK, kh-1, 0)

	// Only the cells of $\partial L/\partial Z$ that are not zero bring a
	// term: the winners of the pooling windows whose gate is open. Everything
	// else was stopped on the way, in chapters 11 and 12.
	//
	// ## All weights
	//
	// The sum for each weight reads $X$ through the same pattern of errors,
	// shifted by $(m,n)$. So the whole gradient is the valid correlation of
	// the input with the error. The error map plays the kernel:
	//
	// $$\frac{\partial L}{\partial K} = X \star \frac{\partial L}{\partial Z}$$

	nb.Row(ex.X, `\star`, ex.DZ, "=", ex.DK)
	nb.DeriveAll(ex.DK)

	// ## The bias
	//
	// The bias stands in the sum of every $Z_{i,j}$ too, multiplied by 1. So
	// its gradient is the plain sum of the errors, not their mean:
	//
	// $$\frac{\partial L}{\partial b} =
	//   \sum_{i,j} \frac{\partial L}{\partial Z_{i,j}}$$

	nb.Derive(ex.DB, 0)

	// ## The same in loops
	//
	// Two loops over the weights, two over the errors. Read it beside the
	// formula: the indices are the same.

	x, dZ := ex.X.Rows(), ex.DZ.Rows()
	dK, dB := cnn.Zeros(kh, kw), 0.0
	for m := range kh {
		for n := range kw {
			for i := range dZ {
				for j := range dZ[i] {
					dK[m][n] += float64(dZ[i][j] * x[i+m][j+n])
				}
			}
		}
	}
	for i := range dZ {
		for j := range dZ[i] {
			dB += dZ[i][j]
		}
	}
	nb.Check(`loops and engine on $\partial L/\partial K$`, dK, ex.DK)
	nb.Check(`loops and engine on $\partial L/\partial b$`, dB, ex.DB)

	// ## Nothing is rotated
	//
	// The forward pass is a correlation, and the gradient of its kernel is a
	// correlation again: $X_{i+m,j+n}$ has plus signs on both indices. A
	// rotation appears in one place only, the gradient of the *input* in
	// [chapter 14](14-convolution-backward-input), and there for a reason.

	rotated := cnn.Zeros(kh, kw)
	for m := range kh {
		for n := range kw {
			rotated[m][n] = dK[kh-1-m][kw-1-n]
		}
	}

	// Rotated all the same, these are the numbers. The box after it is about
	// the bias:

	nb.Slip("kernel-gradient-rotated", `“The backward pass of a
convolution uses the rotated kernel”, so the error or the result is
rotated here as well. You get the right numbers in the wrong places. If
yours are those of the book and stand elsewhere, this is why.`,
		[]any{ex.DK},
		[]any{notebook.Matrix(`\partial L/\partial K`, rotated)})

	cells := float64(len(dZ) * len(dZ[0]))
	mean := []float64{dB / cells}
	nb.Slip("bias-averaged", `“The bias is shared by all cells, so take
the mean.” The bias has one path to the loss through each cell, and the
chain rule adds the paths. Nothing divides them.`,
		[]any{ex.DB},
		[]any{notebook.Vector(`\partial L/\partial b`, mean)})

	// ## Try it

	nb.Exercise(oneError(ex))
	i, j := firstNonZero(dZ)
	u, v := i+kh-1, j
	without := dK[kh-1][0] - float64(dZ[i][j]*x[u][v])
	nb.Exercise(notebook.Exercise{
		Question: fmt.Sprintf(`Suppose $X_{%d,%d}$ were 0 and the errors
stayed as they are. What would $\partial L/\partial K_{%d,0}$ be?`,
			u, v, kh-1),
		Answers: []notebook.Answer{{
			Name:  fmt.Sprintf(`\partial L/\partial K_{%d,0}`, kh-1),
			Value: without,
			Wrong: marking.Mistaken(layerAlone(ex, emptied(ex, u, v),
				ex.DZ.Tensor), ex.DK.Place, kh-1, 0)}},
		Hint: `One term of the sum that you saw in full falls away. Find
the error that meets this cell.`,
		Solution: fmt.Sprintf(`The cell meets $\partial L/\partial
Z_{%d,%d}$. The term %s · %s falls away, and %s stays.`,
			i, j, notebook.Factor(dZ[i][j]),
			notebook.Num(x[u][v]), notebook.Num(without)),
	})

	nb.Exercise(notebook.Exercise{
		Question: `Suppose every cell of $X$ were larger by 1 and the
errors stayed as they are. By how much would each element of
$\partial L/\partial K$ change?`,
		Answers: []notebook.Answer{{Name: `\text{change}`, Value: dB,
			Wrong: marking.Mistaken(layerAlone(ex, x, ex.DZ.Tensor),
				ex.DB.Place, 0)}},
		Hint: `Write $X_{i+m,j+n} + 1$ into the sum and take it
apart.`,
		Solution: fmt.Sprintf(`The sum of the errors is added to
each element. That is $\partial L/\partial b$ %s: the bias sees the
image as if every cell of it were 1.`, notebook.Eq(dB)),
	})

	// ## What comes next
	//
	// The kernel has its gradient. The same error also goes on to the input:
	// [chapter 14](14-convolution-backward-input).

	return nil
}
