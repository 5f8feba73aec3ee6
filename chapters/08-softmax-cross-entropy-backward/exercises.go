package main

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// otherTarget asks for the gradient with another true class.
func otherTarget(ex *cnn.Classic, t int) notebook.Exercise {
	p := ex.Prob.Reals()
	target := cnn.NewTensor(len(p))
	target.Data[t] = 1
	net := ex.Network.WithExample(ex.Network.Input, target)
	var answers []notebook.Answer
	for i, v := range p {
		if i == t {
			v = v.Minus(cnn.Written(1))
		}
		answers = append(answers, notebook.Answer{
			Name:  fmt.Sprintf(`\partial L/\partial s_{%d}`, i),
			Value: v.Float(),
			Exact: v.Exact(),
			Wrong: marking.Mistaken(net, ex.DS.Place, i),
		})
	}
	return notebook.Exercise{
		Question: fmt.Sprintf(`Keep the image and the probabilities, but
suppose that class %d is the true one. What is the whole gradient?`, t),
		Answers: answers,
		Hint:    `Which of $p$ and $y$ changes, and in how many places?`,
		Solution: fmt.Sprintf(`Now $y_{%d} = 1$, so this class gets
$p_{%[1]d} - 1 %[2]s$, and every other class gets its probability. As a
check, the sum is 0.`, t,
			notebook.Eq(p[t].Minus(cnn.Written(1)))),
	}
}

// temperature asks for the gradient before a division of the scores.
func temperature(ex *cnn.Classic, t int) notebook.Exercise {
	s, two := ex.S.Reals(), cnn.Written(2)
	half := cnn.NewTensor(len(s), len(s))
	for i := range s {
		s[i] = s[i].Over(two)
		half.Data[half.Shape.Offset(i, i)] = 1. / 2
	}
	p, _ := cnn.SoftmaxOf(s)
	d := p[t].Minus(ex.Y.Real(t))
	answer := d.Over(two)
	cooled := &cnn.Network{Input: ex.S.Tensor, Layers: []cnn.Layer{
		cnn.Dense{Weights: half, Bias: cnn.NewTensor(len(s))},
		cnn.Softmax{}}, Loss: ex.Network.Loss}
	return notebook.Exercise{
		Question: fmt.Sprintf(`Divide all scores by 2 before the
softmax, so that $p = \softmax(s/2)$. (Such a divisor is called a
temperature.) What is $\partial L/\partial s_{%d}$ now, for $s$ itself
and not for $s/2$?`, t),
		Answers: []notebook.Answer{{
			Name:  fmt.Sprintf(`\partial L/\partial s_{%d}`, t),
			Value: answer.Float(),
			Exact: answer.Exact(),
			Wrong: append([]notebook.Wrong{
				{Value: d.Float(),
					Did: "left out the last step, the slope 1/2"}},
				marking.Mistaken(cooled, cnn.GradientPlace(0), t)...),
		}},
		Hint: `Treat $s/2$ as new scores. You know the gradient there,
and one more step of the chain rule leads to $s$.`,
		Solution: fmt.Sprintf(`With halved scores $p_{%d} %s$, so the
gradient at $s_{%[1]d}/2$ is $p_{%[1]d} - y_{%[1]d} %[3]s$. The slope of
$s/2$ is $1/2$, so the answer is half of that: $%[4]s$. If you forget
this last step, your gradient is twice as large as it should be.`,
			t, notebook.Eq(p[t]), notebook.Eq(d), notebook.Num(answer)),
	}
}

// softTarget asks for the gradient with a target that is not one-hot.
func softTarget(ex *cnn.Classic, t, other int) notebook.Exercise {
	target := cnn.NewTensor(len(ex.Y.Data))
	target.Data[t], target.Data[other] = 0.9, 0.1
	net := ex.Network.WithExample(ex.Network.Input, target)
	d, wrong := ex.Prob.Real(t).Minus(cnn.Written(0.9)),
		ex.Prob.Real(t).Minus(cnn.Written(1))
	return notebook.Exercise{
		Question: fmt.Sprintf(`The target need not be one-hot. Give
class %d, the true one, a target of 0.9 and class %d a target of 0.1, as
label smoothing does. What is $\partial L/\partial s_{%[1]d}$ now?`,
			t, other),
		Answers: []notebook.Answer{{
			Name:  fmt.Sprintf(`\partial L/\partial s_{%d}`, t),
			Value: d.Float(),
			Exact: d.Exact(),
			Wrong: append([]notebook.Wrong{
				{Value: wrong.Float(), Did: "kept the one-hot target"}},
				marking.Mistaken(net, ex.DS.Place, t)...),
		}},
		Hint: `What did the short route ask of the target?`,
		Solution: fmt.Sprintf(`It only needs a target that sums to 1,
and this one does. So the formula stays, and $p_{%d} - 0.9 %s$.`, t, notebook.Eq(d)),
	}
}

// oneMinusP asks for a bug, and for what a check by the sum shows of it.
func oneMinusP(ex *cnn.Classic, t int) notebook.Exercise {
	rest := cnn.Written(1).Minus(ex.Prob.Real(t))
	sum := rest.Plus(rest)
	return notebook.Exercise{
		Question: "Find the bug in these lines, in which `t` is the " +
			"true class. What does the gradient that they compute sum " +
			`to in the example?

` + "```go" + `
for j := range p {
	dS[j] = p[j]
}
dS[t] = 1 - p[t]
` + "```",
		Answers: []notebook.Answer{{
			Name:  `\text{sum}`,
			Value: sum.Float(),
			Exact: sum.Exact(),
			Wrong: []notebook.Wrong{
				{Value: 0, Did: "took the sum of the right gradient"},
				{Value: rest.Float(),
					Did: "left the classes out that are not true"}},
		}},
		Hint: `Which sign does the true class have in $p - y$?`,
		Solution: fmt.Sprintf("The last line should be "+
			"`dS[t] = p[t] - 1`. "+`As it is, the true class has
$1 - p_{%d}$, and the others together have $1 - p_{%[1]d}$ too. That
makes $2 \, (1 - p_{%[1]d}) %s$ instead of 0, so the check by the sum
finds this bug at once.`, t, notebook.Eq(sum)),
	}
}
