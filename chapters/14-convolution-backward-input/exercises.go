package main

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// overwritten asks for a bug, and for what it makes of a cell at which
// stamps overlap.
func overwritten(ex *cnn.Classic, u, v int) notebook.Exercise {
	dZ, k := ex.DZ.Rows(), ex.K.Rows()
	last := readers(ex, u, v)[0] // the one that comes last in the loops
	for _, r := range readers(ex, u, v) {
		if last.outside && !r.outside {
			last = r
		}
	}
	wrong := float64(dZ[last.i][last.j]*k[last.m][last.n]) + 0
	answer := notebook.Answer{Name: notebook.TeX(ex.DX.Sign, u, v),
		Value: wrong}
	if right := ex.DX.At(u, v); right != wrong {
		answer.Wrong = []notebook.Wrong{{Value: right,
			Did: "added the stamps, as the loops should"}}
	}
	return notebook.Exercise{
		Question: "Find the bug in these lines, the heart of the loops " +
			"that scatter. " + fmt.Sprintf(`What do they leave in
$%s$?

`, answer.Name) + "```go" + `
for m := range kh {
	for n := range kw {
		dX[i+m][j+n] = dZ[i][j] * k[m][n]
	}
}
` + "```",
		Answers: []notebook.Answer{answer},
		Hint: `Several outputs have read this cell. Which of them comes
last in the loops over $i$ and $j$?`,
		Solution: "The line needs `+=`. " + fmt.Sprintf(`With “=” each
stamp erases what was there, also where its own number is 0. The last
output that has read $X_{%d,%d}$ is $Z_{%d,%d}$, through
$K_{%d,%d}$, so what stays is
$\delta_{%[3]d,%[4]d} \cdot K_{%[5]d,%[6]d} %[7]s$.`, u, v, last.i,
			last.j, last.m, last.n, notebook.Eq(wrong)),
	}
}
