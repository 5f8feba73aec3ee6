package main

import (
	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// otherTarget is the gradient with another true class.
func otherTarget(ex *cnn.Classic, t int) notebook.Let {
	p := ex.Prob.Reals()
	target := cnn.NewTensor(len(p))
	target.Data[t] = 1
	net := ex.Network.WithExample(ex.Network.Input, target)
	p[t] = p[t].Minus(cnn.Written(1))
	var answers []notebook.Answer
	for i, v := range p {
		answers = append(answers, notebook.Answer{
			Name:  notebook.TeX(ex.DS.Sign, i),
			Value: v.Float(), Exact: v.Exact(),
			Wrong: marking.Mistaken(net, ex.DS.Place, i),
		})
	}
	return notebook.Let{"t": t, "gradient": answers, "pushed": p[t]}
}

// temperature is the gradient before a division of the scores.
func temperature(ex *cnn.Classic, t int) notebook.Let {
	s, two := ex.S.Reals(), cnn.Written(2)
	half := cnn.NewTensor(len(s), len(s))
	for i := range s {
		s[i] = s[i].Over(two)
		half.Data[half.Shape.Offset(i, i)] = 1. / 2
	}
	p, _ := cnn.SoftmaxOf(s)
	d := p[t].Minus(ex.Y.Real(t))
	cooled := &cnn.Network{Input: ex.S.Tensor, Layers: []cnn.Layer{
		cnn.Dense{Weights: half, Bias: cnn.NewTensor(len(s))},
		cnn.Softmax{}}, Loss: ex.Network.Loss}
	return notebook.Let{"t": t, "p": p[t], "difference": d,
		"half":     d.Over(two),
		"mistakes": marking.Mistaken(cooled, cnn.GradientPlace(0), t)}
}

// softTarget is the gradient with a target that is not one-hot.
func softTarget(ex *cnn.Classic, t, other int) notebook.Let {
	target := cnn.NewTensor(len(ex.Y.Data))
	target.Data[t], target.Data[other] = 0.9, 0.1
	net := ex.Network.WithExample(ex.Network.Input, target)
	p := ex.Prob.Real(t)
	return notebook.Let{"t": t, "other": other,
		"difference": p.Minus(cnn.Written(0.9)),
		"one-hot":    p.Minus(cnn.Written(1)),
		"mistakes":   marking.Mistaken(net, ex.DS.Place, t)}
}

// oneMinusP is what a check by the sum shows of a bug.
func oneMinusP(ex *cnn.Classic, t int) notebook.Let {
	rest := cnn.Written(1).Minus(ex.Prob.Real(t))
	return notebook.Let{"t": t, "sum": rest.Plus(rest), "right": 0,
		"rest": rest}
}
