package main

import "backprop/internal/notebook"

// derive asks for the softmax of two classes.
func derive() notebook.Exercise {
	return notebook.Exercise{
		Question: `Derive: with two classes, $p_0$ depends on the difference
$z = s_0 - s_1$ alone. Write it as a function of $z$.`,
		Hint: `Divide the numerator and the denominator by the same power.`,
		Solution: `Divided by $e^{s_0}$, the numerator is 1 and the denominator
$1 + e^{s_1 - s_0}$, so $p_0 = \frac{1}{1 + e^{-z}}$. This is the
sigmoid: a softmax of two classes is a sigmoid of the difference of
their scores.`,
	}
}
