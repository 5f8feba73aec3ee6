package main

import "backprop/internal/notebook"

// onlyClass is said where the network has a single class.
const onlyClass = `This network knows a single class, so the softmax has
nothing to share out: $p_0 = 1$ whatever the score is, the loss is 0, and
the gradient is 0 before the way back has begun. Everything below is
true of it, but all the numbers are 0 and 1. To see the pushes balance
each other it takes a second class.`

// secondClass asks what a second class would bring; with one class alone
// every other question of the chapter has the answer 0.
func secondClass() notebook.Exercise {
	return notebook.Exercise{
		Question: `Give the network a second class, whose score happens
to be as large as that of the first. The first is still the true one.
What is $\partial L/\partial s$ now?`,
		Answers: []notebook.Answer{
			{Name: `\partial L/\partial s_0`, Value: -0.5,
				Wrong: []notebook.Wrong{{Value: 0.5,
					Mistake: "error-sign", Did: "took y − p"}}},
			{Name: `\partial L/\partial s_1`, Value: 0.5,
				Wrong: []notebook.Wrong{{Value: -0.5,
					Mistake: "error-sign", Did: "took y − p"}}},
		},
		Hint: `Two equal scores share the probability equally.`,
		Solution: `With equal scores $p = (0.5, 0.5)$, and $p - y$ is
$(-0.5, 0.5)$. The true class is pushed up as hard as the other one is
pushed down, and the sum is 0.`,
	}
}
