package cnn_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/randomnet"
	"backprop/internal/witness"
)

// normalized are networks with batch normalization: over maps and vectors, in
// batches and alone, with other layers around it.
func normalized(count int) func(yield func(string, *cnn.Network) bool) {
	return func(yield func(string, *cnn.Network) bool) {
		for seed := range uint64(count) {
			g := randomnet.Generic(seed)
			shape := []cnn.Shape{{2, 3, 2}, {4}, {1, 2, 2}}[seed%3]
			gamma := func(n int) *cnn.Tensor { return g.Tensor(n) }
			n := &cnn.Network{Input: g.Tensor(shape...), LearningRate: 0.1}
			n.Layers = []cnn.Layer{cnn.BatchNorm{Gamma: gamma(shape[0]), Beta: gamma(shape[0]), Eps: []float64{1e-5, 0.5}[seed%2]}, cnn.Tanh{}}
			if shape[0] == 2 {
				n.Layers = append([]cnn.Layer{cnn.Conv{Kernel: g.Tensor(shape[0], shape[0], 1, 1), Bias: g.Tensor(shape[0]), Stride: cnn.Steps{Down: 1, Across: 1}}}, n.Layers...)
			}
			n.Layers = append(n.Layers, cnn.Flatten{Order: cnn.CHW})
			size := shape.Size()
			n.Layers = append(n.Layers, cnn.Dense{Weights: g.Tensor(3, size), Bias: g.Tensor(3)}, cnn.Softmax{})
			n.Loss = &cnn.Loss{Op: cnn.CrossEntropy, Target: g.Shares(3)}
			m := g.Batch(n)
			for len(shape) == 1 && m.Batch < 3 {
				m = g.Batch(n)
			}
			if seed%5 == 0 && len(shape) == 3 {
				m = n // without a batch: the positions of one example
			}
			if !yield(fmt.Sprintf("batchnorm %d", seed), m) {
				return
			}
		}
	}
}

// TestBatchNormWitness holds every number against the witness, the statistics
// included.
func TestBatchNormWitness(t *testing.T) {
	var all agreement
	for name, n := range normalized(60) {
		p, err := cnn.Run(n)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if all.network(t, name, p, witness.Run(n)); t.Failed() {
			t.Fatalf("%s is %s of %d", name, randomnet.Describe(n), n.Batch)
		}
	}
}

// TestBatchNormGradientCheck compares the three paths together with differences.
func TestBatchNormGradientCheck(t *testing.T) {
	checked := 0
	for name, n := range normalized(30) {
		all, err := cnn.CheckGradients(n, 1e-5)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range all {
			if checked++; !c.OK(1e-6) {
				t.Errorf("%s: %+v", name, c)
			}
		}
	}
	if checked < 500 {
		t.Errorf("only %d elements checked", checked)
	}
}

// TestBatchNormByHand: two examples of one number are −1 and 1, whatever they
// were, so nothing of them is left to go back to; a column of gradients sums to
// 0, since a constant added to all of a channel changes nothing.
func TestBatchNormByHand(t *testing.T) {
	n, err := format.ParseNetwork("two", []byte(`{"batch": [{"input": [3]}, {"input": [7]}], "layers": [{"op": "batchnorm", "gamma": [2], "beta": [1], "eps": 0}], "upstream": [[0.25], [1]]}`))
	if err != nil {
		t.Fatal(err)
	}
	p, err := cnn.Run(n)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		place cnn.Place
		want  []float64
	}{
		{cnn.ActivationPlace(1), []float64{-1, 3}},
		{cnn.GradientPlace(0), []float64{0, 0}},
		{cnn.ParameterPlace(0, "gamma"), []float64{0.75}},
		{cnn.ParameterPlace(0, "beta"), []float64{1.25}},
	} {
		q, err := p.Quantity(test.place)
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range test.want {
			if q.Data[i] != want {
				t.Errorf("%s: have %v, want %v", test.place, q.Data, test.want)
			}
		}
	}
	for name, n := range normalized(20) {
		p, err := cnn.Run(n)
		if err != nil {
			t.Fatal(err)
		}
		for i, layer := range n.Layers {
			if _, ok := layer.(cnn.BatchNorm); !ok {
				continue
			}
			shape := p.Shape(i)
			sums := make([]float64, shape[0])
			for at, g := range p.Gradients[i].Data {
				sums[at%shape.Size()/(shape.Size()/shape[0])] += g
			}
			for c, sum := range sums {
				if math.Abs(sum) > 1e-12 {
					t.Errorf("%s: the gradients of channel %d sum to %v", name, c, sum)
				}
			}
		}
	}
}

// TestBatchNormErrors names the channel's numbers and what to do.
func TestBatchNormErrors(t *testing.T) {
	for _, test := range []struct{ network, want string }{
		{`{"input": [1, 2], "layers": [{"op": "batchnorm"}]}`, "layer 0 (batchnorm): each channel has 1 number, whose variance is 0 whatever it is; give a batch of at least 2 examples"},
		{`{"batch": [{"input": [1]}, {"input": [1]}], "layers": [{"op": "batchnorm", "eps": 0}]}`, "layer 0 (batchnorm): all numbers of a channel are the same and eps is 0"},
		{`{"input": [[0.1, 0.1, 0.1]], "layers": [{"op": "batchnorm", "eps": 0}]}`, "layer 0 (batchnorm): all numbers of a channel are the same and eps is 0"},
		{`{"input": [[1e-200, 2e-200]], "layers": [{"op": "batchnorm", "eps": 0}]}`, "differ by too little"},
		{`{"input": [[1e200, 2]], "layers": [{"op": "batchnorm"}]}`, "layer 0 (batchnorm): the variance of channel 0 is too large for float64; make the numbers smaller"},
		{`{"input": [[1, 2]], "layers": [{"op": "batchnorm", "gamma": [1, 2]}]}`, "layer 0 (batchnorm): gamma has shape 2, but the input has shape 1×1×2; give one number for each channel, 1 in all"},
		{`{"input": [[1, 2]], "layers": [{"op": "batchnorm", "eps": -1}]}`, "layer 0 (batchnorm): eps: found -1, expected a number from 0, such as 1e-5"},
	} {
		n, err := format.ParseNetwork("net.json", []byte(test.network))
		if err == nil {
			_, err = cnn.Run(n)
		}
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("have %v\nwant %s", err, test.want)
		}
	}
}
