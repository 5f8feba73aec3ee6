package main

import "backprop/internal/notebook"

// why asks why a loss stays where it is.
func why() notebook.Exercise {
	return notebook.Why(`A network for three equally frequent classes is trained, and after a
few steps its loss stays at $\ln 3$. Why?`,
		[]notebook.Reason{
			{Says: `The learning rate is too small.`,
				Did: `forgot that a small rate still makes the loss fall, only slowly`},
			{Says: `It has learned the pictures by heart.`,
				Did: `took $\ln 3$ for a small loss: it is that of a guess`},
			{Says: `It ignores the picture and has only learned how frequent the classes
are.`},
		},
		`Which probabilities give this loss?`,
		`It is the loss of three equal probabilities, whatever the picture. So
nothing of the picture reaches the scores, as when all ReLUs are dead,
and only the biases of the last layer have learned.`)
}
