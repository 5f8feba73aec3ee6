package main

import "backprop/internal/notebook"

// why asks why an order can be wrong.
func why() notebook.Exercise {
	return notebook.Why(`A network that flattens column by column learns as well as one that
flattens row by row. Why can the order be wrong all the same?`,
		[]notebook.Reason{
			{Says: `Because the way back must use the order of the way forward.`},
			{Says: `Because rows come before columns in a matrix.`,
				Did: "took a convention for a reason"},
			{Says: `Because column by column the sum of the gradients changes.`,
				Did: "forgot that moving numbers keeps their sum"},
		},
		`Where does the gradient of a feature belong?`,
		`Either order is right by itself. It becomes wrong where two parts of a
program do not use the same one, forward and backward or training and
use: then numbers meet the wrong weights.`)
}
