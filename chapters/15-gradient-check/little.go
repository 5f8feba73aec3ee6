package main

import (
	"fmt"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// provesLittle says why the agreement of so many zeros is no proof, for a
// network whose gates are all closed or that knows a single class; "" for
// any other.
func provesLittle(ex *cnn.Classic) string {
	if len(ex.S.Data) == 1 {
		return `Do not trust this agreement too far, because everything
that agrees is 0. A single class has the probability 1 whatever the
parameters are, so the loss is 0 and stays 0, and even a program that
does nothing on the way back would pass. Check a network with at least
two classes.`
	}
	if slices.ContainsFunc(ex.Z.Data, func(z float64) bool {
		return z > 0
	}) {
		return ""
	}
	return `Do not trust this agreement too far, because nearly
everything that agrees is 0. ReLU has closed every gate, so neither $X$
nor $K$ nor $b$ can move the loss, and each weight of $W$ is multiplied
by a feature that is 0. Only the biases $c$ have a slope, which means
that this check has tested a single layer. Choose a larger $b$, or
another image, so that some gates are open, and check again.`
}

// firstBias asks for a central difference by hand.
func firstBias(ex *cnn.Classic, v values[float64],
	h float64) notebook.Exercise {
	c, up, down := v.aside(h)
	return notebook.Exercise{
		Question: fmt.Sprintf(`The first bias of the fully connected
layer is $c_0 = %s$. With $h = %v$ the program finds $L(%s) ≈ %s$ and
$L(%s) ≈ %s$. What is the central difference? What should come out?`,
			notebook.Num(c), h, notebook.Num(c+h),
			notebook.Places(up, 8), notebook.Num(c-h),
			notebook.Places(down, 8)),
		Answers: []notebook.Answer{
			{Name: `\hat g`, Value: (up - down) / (2 * h),
				Wrong: []notebook.Wrong{{Value: (up - down) / h,
					Did: "divided by h instead of 2h"}}}},
		Hint: `One step to each side makes a distance of $2h$.`,
		Solution: fmt.Sprintf(`$(%s - %s) / %v ≈ %s$. Backpropagation
says $p_0 - y_0 %s$.`,
			notebook.Places(up, 8), notebook.Places(down, 8), 2*h,
			notebook.Num((up-down)/(2*h)), notebook.Eq(ex.DC.At(0))),
	}
}
