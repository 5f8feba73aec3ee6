package main

import (
	"fmt"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// raiseOther asks what the larger score of another class does.
func raiseOther(net *cnn.Network,
	softmax func([]float64, float64) []float64,
	s []float64, t int) notebook.Exercise {
	raised, j := slices.Clone(s), (t+1)%len(s)
	raised[j]++
	q := softmax(raised, slices.Max(raised))
	p := softmax(s, slices.Max(s))[t]
	end := &cnn.Network{Input: cnn.Vector(raised...),
		Layers: net.Layers[cnn.SoftmaxLayer:], Loss: net.Loss}
	loss := minusLog(raised, t)
	same := "thought that the other scores do not matter"
	return notebook.Exercise{
		Question: fmt.Sprintf(`Add 1 to the score $s_{%d}$ and leave
all others as they are. What is $p_{%d}$ now, and what is
$-\ln p_{%[2]d}$?`, j, t),
		Answers: []notebook.Answer{
			{Name: fmt.Sprintf(`p_{%d}`, t), Value: q[t],
				Wrong: []notebook.Wrong{{Value: p, Did: same}}},
			{Name: fmt.Sprintf(`-\ln p_{%d}`, t),
				Value: loss,
				Wrong: append([]notebook.Wrong{
					{Value: minusLog(s, t), Did: same}},
					marking.Mistaken(end, cnn.LossPlace)...)},
		},
		Hint: `Only one power changes, but it is part of the denominator
of every probability.`,
		Solution: fmt.Sprintf(`The new scores are %s. They give the
probabilities %s, and $-\ln p_{%d} %s$. Nothing was done to $s_{%[3]d}$,
but its share changes with the
denominator.`, notebook.List(raised), notebook.List(q), t,
			notebook.Eq(loss)),
	}
}

// raiseAll asks what a larger score of every class does.
func raiseAll(softmax func([]float64, float64) []float64,
	s []float64, t int) notebook.Exercise {
	lone := slices.Clone(s)
	lone[t] += 5
	p := softmax(s, slices.Max(s))[t]
	alone := softmax(lone, slices.Max(lone))[t]
	return notebook.Exercise{
		Question: fmt.Sprintf(`Add 5 to *every* score of the example.
What is $p_{%d}$ now?`, t),
		Answers: []notebook.Answer{
			{Name: fmt.Sprintf(`p_{%d}`, t), Value: p,
				Wrong: []notebook.Wrong{{Value: alone,
					Did: "added 5 to this one score only"}}},
		},
		Hint: `Which factor do all the powers share, in the numerator
and in the denominator?`,
		Solution: fmt.Sprintf(`Since $e^{s_i + 5} = e^5 \, e^{s_i}$, the
factor $e^5$ appears everywhere and cancels, so nothing changes: $p_{%d}
%s$.`,
			t, notebook.Eq(p)),
	}
}
