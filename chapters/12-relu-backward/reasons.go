package main

import "backprop/internal/notebook"

// why asks what the gate looks at.
func why() notebook.Exercise {
	return notebook.Why(`Why does the gate look at $Z$ and not at the gradient that arrives?`,
		[]notebook.Reason{
			{Says: `Because the slope of ReLU depends on its input, and the gradient is
only multiplied by that slope.`},
			{Says: `Because a negative gradient would make the weights fall forever.`,
				Did: "gave every weight the sign of one gradient"},
			{Says: `Because the gradient is not known yet when the gate is made.`,
				Did: "looked at the order of the program: one could wait"},
		},
		`What does the chain rule multiply the arriving gradient by?`,
		`The chain rule multiplies what arrives by the slope at the point
where the forward pass was. That point is $Z$. Which sign the gradient
has makes no difference to the slope.`)
}

// derive asks for the slope of the absolute value.
func derive() notebook.Exercise {
	return notebook.Exercise{
		Question: `Derive: a layer computes $a = |z|$ for each cell. What is
$\partial L/\partial z$, written with brackets?`,
		Hint: `What does $a$ do when $z$ is raised a little, above 0 and below it?`,
		Solution: `Above 0 it moves with $z$, so the slope is 1; below 0 it moves the
other way, so the slope is −1. Together $\frac{\partial L}{\partial z} =
\frac{\partial L}{\partial a} \cdot ([z > 0] - [z < 0])$. At 0 there is a
corner, and this choice makes it 0.`,
	}
}
