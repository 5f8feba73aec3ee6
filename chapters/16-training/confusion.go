package main

import (
	"math"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// A course is how a training went, epoch by epoch: the loss, and the share of
// the pictures that get the right class.
type course struct{ epoch, loss, trained, tested []float64 }

// look adds an epoch.
func (c *course) look(net *cnn.Network, loss float64, train, test []example) {
	c.epoch = append(c.epoch, float64(len(c.epoch)+1))
	c.loss = append(c.loss, loss)
	for _, set := range []struct {
		examples []example
		right    *[]float64
	}{{train, &c.trained}, {test, &c.tested}} {
		_, right := confusion(net, set.examples)
		*set.right = append(*set.right, float64(right)/float64(len(set.examples)))
	}
}

// confusion counts, for each class, what the network says, and how often it
// is right. It asks a network without a loss: that only goes forward.
func confusion(net *cnn.Network, examples []example) ([][]int, int) {
	counts := make([][]int, len(classes))
	for i := range counts {
		counts[i] = make([]int, len(classes))
	}
	asked := *net
	asked.Loss = nil
	pass := notebook.Must(cnn.NewPass(&asked))
	right := 0
	for _, e := range examples {
		notebook.OK(pass.Run(asked.WithExample(e.image, nil)))
		said := pass.Activations[len(net.Layers)].Largest()[0]
		counts[e.class][said]++
		if said == e.class {
			right++
		}
	}
	return counts, right
}

// confusionTable is the counts with the names of the classes.
func confusionTable(net *cnn.Network, examples []example) (string, []string, [][]any) {
	counts, _ := confusion(net, examples)
	var rows [][]any
	for i, numbers := range counts {
		row := []any{classes[i]}
		for _, n := range numbers {
			row = append(row, n)
		}
		rows = append(rows, row)
	}
	return "Rows: the class. Columns: the network's choice", append([]string{""}, classes...), rows
}

// oneStep compares the network before and after a step.
func oneStep(before, after *cnn.Classic) (string, []string, [][]any) {
	return "One step", []string{"", "before", "after"}, [][]any{
		{"loss $L$", before.L.RealAt(), after.L.RealAt()},
		{"probability of the target", share(before), share(after)},
	}
}

// share is the probability of the target class.
func share(ex *cnn.Classic) cnn.Real {
	return ex.Prob.RealAt(ex.Y.Largest()...)
}

// count is how many pictures a share of them is.
func count(share float64, of []example) int {
	return int(math.Round(share * float64(len(of))))
}

// uphill is the network that steps along its gradients.
func uphill(ex *cnn.Classic) (*cnn.Classic, error) {
	net := *ex.Network
	net.LearningRate = -net.LearningRate
	return cnn.AsClassic(&net)
}
