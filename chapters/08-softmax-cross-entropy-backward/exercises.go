package main

import (
	"fmt"
	"math"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// otherTarget asks for the gradient with another true class.
func otherTarget(ex *cnn.Classic, p []float64,
	t int) notebook.Exercise {
	target := cnn.NewTensor(len(p))
	target.Data[t] = 1
	net := ex.Network.WithExample(ex.Network.Input, target)
	var answers []notebook.Answer
	for i, v := range p {
		if i == t {
			v--
		}
		answers = append(answers, notebook.Answer{
			Name:  fmt.Sprintf(`\partial L/\partial s_{%d}`, i),
			Value: v,
			Wrong: marking.Mistaken(net, ex.DS.Place, i),
		})
	}
	return notebook.Exercise{
		Question: fmt.Sprintf(`The same image, the same probabilities,
but suppose that class %d is the true one. Give the whole gradient.`,
			t),
		Answers: answers,
		Hint:    `Which of $p$ and $y$ changes, and in how many places?`,
		Solution: fmt.Sprintf(`$y_{%d} = 1$, so this class has
$p_{%[1]d} - 1 %[2]s$, and every other one keeps its probability. Check:
the sum is 0.`, t, notebook.Eq(p[t]-1)),
	}
}

// temperature asks for the gradient behind a division of the scores.
func temperature(ex *cnn.Classic, t int) notebook.Exercise {
	s := ex.S.Values()
	half := cnn.NewTensor(len(s), len(s))
	for i := range s {
		s[i] /= 2
		half.Data[half.Shape.Offset(i, i)] = 1. / 2
	}
	p := softmax(s)
	d := p[t] - ex.Y.At(t)
	cooled := &cnn.Network{Input: ex.S.Tensor, Layers: []cnn.Layer{
		cnn.Dense{Weights: half, Bias: cnn.NewTensor(len(s))},
		cnn.Softmax{}}, Loss: ex.Network.Loss}
	return notebook.Exercise{
		Question: fmt.Sprintf(`A temperature $T$ divides the scores
first: $p = \softmax(s/T)$. Take $T = 2$ and the example's scores.
What is $\partial L/\partial s_{%d}$ now, with respect to $s$ and not to
$s/T$?`, t),
		Answers: []notebook.Answer{{
			Name:  fmt.Sprintf(`\partial L/\partial s_{%d}`, t),
			Value: d / 2,
			Wrong: append([]notebook.Wrong{
				{Value: d,
					Did: "left out the last step, the slope 1/T"}},
				marking.Mistaken(cooled, cnn.GradientPlace(0), t)...),
		}},
		Hint: `Call $s/T$ the new scores. You know the gradient there.
One step of the chain rule is left.`,
		Solution: fmt.Sprintf(`With halved scores $p_{%d} %s$, so the
gradient at $s_{%[1]d}/T$ is $p_{%[1]d} - y_{%[1]d} %[3]s$. The slope of
$s/T$ is $1/T$, so the answer is half of it: $%[4]s$. Without the last
step the gradient is $T$ times too large.`, t, notebook.Eq(p[t]),
			notebook.Eq(d), notebook.Num(d/2)),
	}
}

// softmax is chapter 07 in one function.
func softmax(s []float64) []float64 {
	p, sum, m := make([]float64, len(s)), 0.0, slices.Max(s)
	for i := range s {
		p[i] = math.Exp(s[i] - m)
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
	return p
}
