package main

import "backprop/internal/notebook"

// why asks where the p of the other classes comes from.
func why() notebook.Exercise {
	return notebook.Why(`The loss is $-\ln p_t$ and looks at the true class alone. Why does
the score of another class have a gradient at all?`,
		[]notebook.Reason{
			{Says: `Because its target is 0, and the gradient pulls its probability
toward the target.`,
				Did: "described what the step does instead of the path"},
			{Says: `Because its power is part of the denominator of $p_t$.`},
			{Says: `Because the loss adds up over all classes.`,
				Did: "forgot that the target is 0 in all terms but one"},
		},
		`Follow the path from $s_j$ to the loss. Through which number does it
go?`,
		`There is one path, through the denominator. If $s_j$ rises, the
denominator grows, $p_t$ falls and the loss rises. The slope is $p_j$,
the share that this class has in the denominator.`)
}
