package main

import (
	"fmt"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// raiseOther asks what the larger score of another class does.
func raiseOther(ex *cnn.Classic, t int) notebook.Exercise {
	s, raised := ex.S.Values(), ex.S.Reals()
	j := (t + 1) % len(s)
	raised[j] = raised[j].Plus(cnn.Written(1))
	q, losses := cnn.SoftmaxOf(raised)
	p, loss := ex.Prob.At(t), losses[t]
	s[j]++
	end := &cnn.Network{Input: cnn.Vector(s...),
		Layers: ex.Network.Layers[cnn.SoftmaxLayer:],
		Loss:   ex.Network.Loss}
	same := "thought that the other scores do not matter"
	return notebook.Exercise{
		Question: fmt.Sprintf(`Add 1 to the score $s_{%d}$ and leave
all others as they are. What is $p_{%d}$ now, and what is
$-\ln p_{%[2]d}$?`, j, t),
		Answers: []notebook.Answer{
			{Name: fmt.Sprintf(`p_{%d}`, t), Value: q[t].Float(),
				Exact: q[t].Exact(),
				Wrong: []notebook.Wrong{{Value: p, Did: same}}},
			{Name: fmt.Sprintf(`-\ln p_{%d}`, t),
				Value: loss.Float(), Exact: loss.Exact(),
				Wrong: append([]notebook.Wrong{
					{Value: minusLog(ex.S.Values(), t), Did: same}},
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
func raiseAll(ex *cnn.Classic,
	softmax func([]float64, float64) []float64,
	t int) notebook.Exercise {
	lone := ex.S.Values()
	lone[t] += 5
	p := ex.Prob.Real(t)
	alone := softmax(lone, slices.Max(lone))[t]
	return notebook.Exercise{
		Question: fmt.Sprintf(`Add 5 to *every* score of the example.
What is $p_{%d}$ now?`, t),
		Answers: []notebook.Answer{
			{Name: fmt.Sprintf(`p_{%d}`, t), Value: p.Float(),
				Exact: p.Exact(),
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
