package main

import "backprop/internal/notebook"

// derive asks for the gradient where the kernel moves by two.
func derive() notebook.Exercise {
	return notebook.Exercise{
		Question: `Derive $\partial L/\partial K_{m,n}$ for a kernel that moves by two
cells, down and across. Is anything rotated now?`,
		Hint: `Write down $Z_{i,j}$ first. Which cell of $X$ does the weight read
there?`,
		Solution: `The window of $Z_{i,j}$ begins at $X_{2i,2j}$, so
$Z_{i,j} = \sum_{m,n} X_{2i+m,2j+n} \, K_{m,n} + b$ and the slope is
$X_{2i+m,2j+n}$. The uses add: $\frac{\partial L}{\partial K_{m,n}} =
\sum_{i,j} \frac{\partial L}{\partial Z_{i,j}} \, X_{2i+m,2j+n}$. All
signs are plus, so nothing is rotated. The gradient map only lies on the
image with gaps.`,
	}
}

// bug asks for a sum that is not set back.
func bug() notebook.Exercise {
	return notebook.Exercise{
		Question: `Find the bug. Which element of the gradient is right in spite of it?

` + "```go" + `
sum := 0.0
for m := range kh {
	for n := range kw {
		for i := range dZ {
			for j := range dZ[i] {
				sum += dZ[i][j] * x[i+m][j+n]
			}
		}
		dK[m][n] = sum
	}
}
` + "```",
		Hint: `What does the sum hold when the second weight begins?`,
		Solution: `The sum is never set back to 0, so every weight gets the gradients of
all weights before it as well. Only $\partial L/\partial K_{0,0}$ is
right. The first line belongs inside the second loop.`,
	}
}
