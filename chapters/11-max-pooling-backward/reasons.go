package main

import "backprop/internal/notebook"

// why asks why a dead window loses its gradient whatever the rule.
func why() notebook.Exercise {
	return notebook.Why(`A dead window sends its gradient to its first cell, and ReLU stops it
there. Why would it also be lost if the rule for ties chose another
cell?`,
		[]notebook.Reason{
			{Says: `Because all cells of the window hold 0, so they share the gradient.`,
				Did: "let the tied cells share, which the rule does not"},
			{Says: `Because the gradient of a dead window is 0.`,
				Did: `took the gradient for 0: it arrives, and is stopped one step later`},
			{Says: `Because ReLU has closed the gate of every cell of the window.`},
		},
		`What made the cells 0?`,
		`The cells are 0 because no pre-activation there is above 0. So every
gate of the window is closed, and whichever cell gets the gradient, it
does not pass.`)
}

// bugs asks for two mistakes that windows side by side hide.
func bugs() notebook.Exercise {
	return notebook.Exercise{
		Question: `Find two bugs in the heart of these loops. Why does a test with
windows that do not overlap and with cells that all differ find neither?

` + "```go" + `
for m := range kh {
	for n := range kw {
		if a[top+m][left+n] >= a[u][v] {
			u, v = top+m, left+n
		}
	}
}
dA[u][v] = dP[i][j]
` + "```",
		Hint: `When does each of the two signs make a difference?`,
		Solution: "With `>=` the last of equal cells wins instead of the first, which " +
			"matters only at a tie. And the last line needs `+=`, which matters only " +
			`where a cell wins twice. Without ties and without overlap neither
happens, so test on an untidy matrix.`,
	}
}
