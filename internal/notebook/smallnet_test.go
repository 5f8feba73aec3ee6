package notebook

import (
	"testing"

	"backprop/internal/cnn"
)

// smallNet is a classic network of short numbers: three windows have winners
// at three places, the fourth is dead.
func smallNet(t testing.TB) *cnn.Classic {
	t.Helper()
	c, err := cnn.AsClassic(&cnn.Network{
		Input: cnn.Map([][]float64{{2, 3, 0, 1, 0}, {2, 1, 1, 3, 1}, {2, 0, 1, 2, 2}, {2, 3, 1, 1, 1}, {2, 3, 2, 1, 0}}),
		Layers: []cnn.Layer{
			cnn.Conv{Kernel: cnn.Filter([][]float64{{0.25, 1}, {-0.75, -1}}), Bias: cnn.Vector(0.5), Stride: cnn.Steps{Down: 1, Across: 1}},
			cnn.ReLU{},
			cnn.MaxPool{Window: cnn.Window{Size: cnn.Steps{Down: 2, Across: 2}, Stride: cnn.Steps{Down: 2, Across: 2}}},
			cnn.Flatten{Order: cnn.CHW},
			cnn.Dense{Weights: cnn.Matrix([][]float64{{0.5, -0.5, 0.2, 0.1}, {0.1, 0.3, -0.4, 0.6}, {-0.2, 0.4, 0.5, -0.3}}), Bias: cnn.Vector(0.1, -0.2, 0.3)},
			cnn.Softmax{},
		},
		Loss:         &cnn.Loss{Op: cnn.CrossEntropy, Target: cnn.Vector(0, 1, 0)},
		LearningRate: 0.1,
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// passOf runs a network.
func passOf(t testing.TB, n *cnn.Network) *cnn.Pass {
	t.Helper()
	p, err := cnn.Run(n)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// quantityAt is the quantity at a place of a pass.
func quantityAt(t testing.TB, p *cnn.Pass, place cnn.Place) cnn.Quantity {
	t.Helper()
	q, err := p.Quantity(place)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// deriveElement is the equation of one element.
func deriveElement(t testing.TB, q cnn.Quantity, full bool, index ...int) *Equation {
	t.Helper()
	d, err := q.Derive(index...)
	if err != nil {
		t.Fatal(err)
	}
	e, err := newDerivation(d, full)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// rowOf makes a row.
func rowOf(t testing.TB, items ...any) *Row {
	t.Helper()
	r, err := newRow(items...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
