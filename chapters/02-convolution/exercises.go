package main

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// raised asks which outputs change when one image cell is raised by 1.
func raised(ex *cnn.Classic, u, v int) notebook.Exercise {
	k, z := ex.K.Rows(), ex.Z.Rows()
	var parts []string
	var sum cnn.Real
	for m := range k {
		for n := range k[m] {
			i, j := u-m, v-n
			if i < 0 || j < 0 || i >= len(z) || j >= len(z[0]) {
				continue
			}
			parts = append(parts, fmt.Sprintf("$Z_{%d,%d}$ by %s",
				i, j, notebook.Num(k[m][n])))
			sum = sum.Plus(ex.K.RealAt(m, n))
		}
	}
	whole := "the sum of the weights that have read the cell"
	if len(parts) == len(k)*len(k[0]) {
		whole = `the sum of all weights of the kernel, as it is for every
cell that all of them have read`
	}
	return notebook.Exercise{
		Question: fmt.Sprintf(`Raise $X_{%d,%d}$ by 1. How many elements
of $Z$ change, and what is the sum of all changes?`, u, v),
		Answers: []notebook.Answer{
			{Name: `\text{elements}`, Value: float64(len(parts))},
			{Name: `\text{sum of the changes}`, Value: sum.Float(), Exact: sum.Exact()},
		},
		Hint: `In each window that reads the cell, another weight lies
over it, and that weight is the change.`,
		Solution: fmt.Sprintf(`These change: %s. Together that is %s, %s.
The order is worth a look: the further up and left the output lies, the
*later* in the kernel is its weight, because the cell lies further down
and right in its window. This is what returns as the rotated kernel in
[chapter 14](14-convolution-backward-input).`,
			strings.Join(parts, ", "), notebook.Num(sum), whole),
	}
}
