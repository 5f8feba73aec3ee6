package main

import "backprop/internal/notebook"

// why asks for the reason of the transpose.
func why() notebook.Exercise {
	return notebook.Why(`Why is it $W^\top \delta$ and not $W \delta$?`,
		[]notebook.Reason{
			{Says: `Because $W \delta$ does not have the right shape.`,
				Did: `took a check for the reason: with as many classes as features both have it`},
			{Says: `Because on the way back the layer has to be undone.`,
				Did: "took the transpose for the inverse"},
			{Says: `Because feature $j$ has fed every score through column $j$ of $W$, and
a product runs along rows.`},
		},
		`Which weights have read one feature?`,
		`The weights that have read feature $j$ are column $j$. It collects
from the scores through the same weights, and a matrix product can only
read them if the column is written as a row.`)
}

// bug asks for a sum that is overwritten.
func bug() notebook.Exercise {
	return notebook.Exercise{
		Question: `Find the bug. Which of the three gradients is wrong, and what does it
hold?

` + "```go" + `
for i := range delta {
	for j := range f {
		dW[i][j] = delta[i] * f[j]
		dF[j] = w[i][j] * delta[i]
	}
	dC[i] = delta[i]
}
` + "```",
		Hint: `Which of the numbers on the left is written more than once?`,
		Solution: "A feature has a path through every score, so its line needs `+=`. " +
			`As it is, only the last score is left, and $\partial L/\partial f$ is the
last row of $W$ times the last element of $\delta$. The other two
gradients are right.`,
	}
}
