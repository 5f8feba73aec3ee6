package format

import (
	"math"
	"strings"
	"testing"

	"backprop/internal/cnn"
)

// TestElsewhere reads and runs what the table says to write, and holds what comes
// out against numbers by hand. NaN stands for a number that may differ.
func TestElsewhere(t *testing.T) {
	open := math.NaN()
	// The constants of SELU (Klambauer, Unterthiner, Mayr and Hochreiter,
	// Self-normalizing neural networks, arXiv:1706.02515, equation 14).
	one, two := math.Erfc(1/math.Sqrt2)*math.Sqrt(math.E), math.Erfc(math.Sqrt2)*math.E*math.E
	alpha := math.Sqrt(2/math.Pi) / (1 - one)
	lambda := (1 - one) * math.Sqrt(2*math.Pi) / math.Sqrt(2*two+math.Pi*one*one-2*(2+math.Pi)*one+math.Pi+2)
	examples := map[string]struct {
		network string
		out     []float64 // of the last layer
		loss    float64
	}{
		"a depthwise convolution": {network: `{"input": [[[1, 2]], [[3, 4]]], "layers": [{"op": "conv", "kernel": [[[[1, 1]]], [[[1, -1]]]], "groups": 2}]}`, out: []float64{3, -1}},
		"a separable convolution": {network: `{"input": [[[1, 2]], [[3, 4]]], "layers": [{"op": "conv", "kernel": [[[[1, 1]]], [[[1, -1]]]], "groups": 2},
			{"op": "conv", "kernel": [[[[2]], [[1]]]]}]}`, out: []float64{5}},
		"a 1×1 convolution":                       {network: `{"input": [[[1, 2]], [[3, 4]]], "layers": [{"op": "conv", "kernel": [[[[10]], [[1]]]]}]}`, out: []float64{13, 24}},
		"a transposed convolution along one axis": {network: `{"input": [[[1, 2]]], "layers": [{"op": "conv_transpose", "kernel": [[1, 3]]}]}`, out: []float64{1, 5, 6}},
		// Two groups of one map, and the weights 1 and 3 two cells apart.
		"a transposed convolution with groups or a dilation": {network: `{"input": [[[1, 2]], [[3, 4]]], "layers": [{"op": "conv_transpose",
			"kernel": [[[[1, 0, 3]], [[0, 0, 0]]], [[[0, 0, 0]], [[1, 0, 2]]]]}]}`, out: []float64{1, 2, 3, 6, 3, 4, 6, 8}},
		"padding as a layer of its own": {network: `{"input": [[1, 2]], "layers": [{"op": "conv", "kernel": [[1, 1]], "pad": [0, 1, 0, 1]}]}`, out: []float64{1, 3, 2}},
		"global average or max pooling": {network: `{"input": [[[1, 3]], [[2, 6]]], "layers": [{"op": "avgpool", "size": "all"}]}`, out: []float64{2, 4}},
		"upsampling, where each cell becomes two by two": {network: `{"input": [[[1, 2]], [[3, 4]]], "layers": [{"op": "conv_transpose", "stride": 2,
			"kernel": [[[[1, 1], [1, 1]], [[0, 0], [0, 0]]], [[[0, 0], [0, 0]], [[1, 1], [1, 1]]]]}]}`,
			out: []float64{1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4}},
		// At (1, 1): 9/16·1 + 3/16·2 + 3/16·3 + 1/16·5.
		"bilinear upsampling by two": {network: `{"input": [[1, 2], [3, 5]], "layers": [{"op": "conv_transpose", "stride": 2, "pad": 1, "kernel": [
			[0.0625, 0.1875, 0.1875, 0.0625], [0.1875, 0.5625, 0.5625, 0.1875], [0.1875, 0.5625, 0.5625, 0.1875], [0.0625, 0.1875, 0.1875, 0.0625]]}]}`,
			out: []float64{open, open, open, open, open, 1.8125, 2.4375, open, open, 2.9375, 3.8125, open, open, open, open, open}},
		"a layer without a bias":                    {network: `{"input": [3], "layers": [{"op": "dense", "weights": [[2]]}]}`, out: []float64{6}},
		"a dense layer at each place of a sequence": {network: `{"input": [[1, 2, 3], [4, 5, 6]], "layers": [{"op": "conv1d", "kernel": [[[1], [2]]]}]}`, out: []float64{9, 12, 15}},
		"an embedding":                              {network: `{"input": [0, 1, 0], "layers": [{"op": "dense", "weights": [[1, 2, 3], [4, 5, 6]]}]}`, out: []float64{2, 5}},
		"a residual block":                          {network: `{"input": [1, -2], "layers": [{"op": "relu"}, {"op": "add", "from": 0}]}`, out: []float64{2, -2}},
		"PReLU":                                     {network: `{"input": [-4, 3], "layers": [{"op": "leaky_relu", "slope": 0.25}]}`, out: []float64{-1, 3}},
		"ReLU6": {network: `{"input": [[[-1, 2, 9]], [[7, 5, -6]]], "layers": [
			{"op": "relu"}, {"op": "conv", "kernel": [[[[-1]]], [[[-1]]]], "bias": [6, 6], "groups": 2},
			{"op": "relu"}, {"op": "conv", "kernel": [[[[-1]]], [[[-1]]]], "bias": [6, 6], "groups": 2}]}`, out: []float64{0, 2, 6, 6, 5, 0}},
		"GELU with tanh, an approximation": {network: `{"input": [0], "layers": [{"op": "gelu"}]}`, out: []float64{0}},
		// z·σ(1.702z) at 1 and at 0.
		"quick GELU, which has a sigmoid in it": {network: `{"input": [[[1]], [[0]]], "layers": [{"op": "conv", "kernel": [[[[1.702]]], [[[1.702]]]], "groups": 2}, {"op": "silu"},
			{"op": "conv", "kernel": [[[[0.5875440658049353]]], [[[0.5875440658049353]]]], "groups": 2}]}`, out: []float64{1 / (1 + math.Exp(-1.702)), 0}},
		"hard tanh (cut off at −1 and 1)": {network: `{"input": [[-3, 0.25, 9]], "layers": [{"op": "conv", "kernel": [[1]], "bias": [1]}, {"op": "relu"},
			{"op": "conv", "kernel": [[-1]], "bias": [2]}, {"op": "relu"}, {"op": "conv", "kernel": [[-1]], "bias": [1]}]}`, out: []float64{-1, 0.25, 1}},
		"hard sigmoid (cut off at 0 and 1)": {network: `{"input": [[-3, 1.5, 9]], "layers": [{"op": "conv", "kernel": [[0.16666666666666666]], "bias": [0.5]}, {"op": "relu"},
			{"op": "conv", "kernel": [[-1]], "bias": [1]}, {"op": "relu"}, {"op": "conv", "kernel": [[-1]], "bias": [1]}]}`, out: []float64{0, 0.75, 1}},
		// λ·α·(e^(−ln 2) − 1) and λ·2.
		"SELU": {network: `{"input": [-0.6931471805599453, 2], "layers": [{"op": "elu", "alpha": 1.6732632423543772},
			{"op": "dense", "weights": [[1.0507009873554805, 0], [0, 1.0507009873554805]]}]}`, out: []float64{-lambda * alpha / 2, 2 * lambda}},
		// α 2: 2·(e^(z/2) − 1) at z = −2 ln 2.
		"CELU": {network: `{"input": [-1.3862943611198906, 3], "layers": [{"op": "dense", "weights": [[0.5, 0], [0, 0.5]]}, {"op": "elu", "alpha": 1},
			{"op": "dense", "weights": [[2, 0], [0, 2]]}]}`, out: []float64{-1, 3}},
		"a pixel shuffle": {network: `{"input": [[[1, 5]], [[2, 6]], [[3, 7]], [[4, 8]]], "layers": [{"op": "conv_transpose", "stride": 2,
			"kernel": [[[[1, 0], [0, 0]]], [[[0, 1], [0, 0]]], [[[0, 0], [1, 0]]], [[[0, 0], [0, 1]]]]}]}`, out: []float64{1, 2, 5, 6, 3, 4, 7, 8}},
		// γ 2, β 5, μ 4, v 3, ε 1: 6 becomes 2·(6 − 4)/2 + 5.
		"batch normalization after training":   {network: `{"input": [[6]], "layers": [{"op": "conv", "kernel": [[[[1]]]], "bias": [1], "groups": 1}]}`, out: []float64{7}},
		"instance normalization":               {network: `{"input": [[[1, 3]], [[0, 4]]], "layers": [{"op": "batchnorm", "eps": 0}]}`, out: []float64{-1, 1, -1, 1}},
		"dropout of whole maps":                {network: `{"input": [[[1, 3]], [[2, 6]]], "layers": [{"op": "dropout", "mask": [[[1, 1]], [[0, 0]]], "rate": 0.5}]}`, out: []float64{2, 6, 0, 0}},
		"a reshape to a vector":                {network: `{"input": [[1, 2], [3, 4]], "layers": [{"op": "flatten"}]}`, out: []float64{1, 2, 3, 4}},
		"a layer that does nothing":            {network: `{"input": [-1, 2], "layers": [{"op": "relu"}]}`, out: []float64{0, 2}},
		"a softmax or sigmoid inside the loss": {network: `{"input": [0, 0], "layers": [{"op": "softmax"}], "loss": {"op": "cross_entropy", "target": 1}}`, out: []float64{0.5, 0.5}, loss: math.Ln2},
		"label smoothing":                      {network: `{"input": [0, 0], "layers": [{"op": "softmax"}], "loss": {"op": "cross_entropy", "target": [0.05, 0.95]}}`, out: []float64{0.5, 0.5}, loss: math.Ln2},
		"the Kullback-Leibler divergence":      {network: `{"input": [0, 0], "layers": [{"op": "softmax"}], "loss": {"op": "cross_entropy", "target": [0.25, 0.75]}}`, out: []float64{0.5, 0.5}, loss: math.Ln2},
		// PyTorch: (1 + 2 − 1 + 1 + 3 − 1 + 1 + 0.5 − 1) / 4.
		"a hinge divided by the number of classes, as PyTorch's": {network: `{"input": [1, 2, 3, 0.5], "layers": [{"op": "dense", "weights": [[0.25, 0, 0, 0], [0, 0.25, 0, 0], [0, 0, 0.25, 0], [0, 0, 0, 0.25]]}],
			"loss": {"op": "hinge", "target": 0, "margin": 0.25}}`, out: []float64{0.25, 0.5, 0.75, 0.125}, loss: 1.375},
		"an L2 penalty on all parameters": {network: `{"input": [3], "layers": [{"op": "dense", "weights": [[2]]}], "upstream": [1], "weight_decay": 0.1}`, out: []float64{6}},
	}
	seen := map[string]bool{}
	for _, e := range Elsewheres() {
		for _, name := range e.names {
			if seen[name] || name != plainName(name) {
				t.Errorf("%s: the name %q is not plain, or stands twice", e.Have, name)
			}
			seen[name] = true
			_, err := ParseNetwork("my.json", []byte(`{"input": [1], "layers": [{"op": "`+name+`"}]}`))
			if want := `op "` + name + `" is not known here; `; err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("have %v, want %s", err, want)
			}
		}
		example, ok := examples[e.Have]
		if delete(examples, e.Have); ok == e.LeftOut() {
			t.Errorf("%s: there is an example: %t, it is left out: %t", e.Have, ok, e.LeftOut())
		}
		if !ok {
			continue
		}
		n, err := ParseNetwork("my.json", []byte(example.network))
		if err != nil {
			t.Errorf("%s: %v", e.Have, err)
			continue
		}
		p, err := cnn.Run(n)
		if err != nil {
			t.Fatal(err)
		}
		out := p.Activations[len(n.Layers)].Data
		if len(out) != len(example.out) {
			t.Fatalf("%s: have %v, want %v", e.Have, out, example.out)
		}
		for i, want := range example.out {
			if !math.IsNaN(want) && math.Abs(out[i]-want) > 1e-12 {
				t.Errorf("%s: have %v, want %v", e.Have, out, example.out)
			}
		}
		if n.Loss != nil && math.Abs(p.Loss-example.loss) > 1e-12 {
			t.Errorf("%s: have the loss %v, want %v", e.Have, p.Loss, example.loss)
		}
	}
	for name := range examples {
		t.Errorf("%s is not in the table", name)
	}
}

// TestOtherwise holds what an error says of what others call by another name, or
// have and we have not.
func TestOtherwise(t *testing.T) {
	for _, test := range []struct{ network, want string }{
		{`{"input": [[1]], "layers": [{"op": "GlobalAveragePooling2D"}]}`, `layer 0: op "GlobalAveragePooling2D" is not known here; for global average or max pooling write "avgpool" or "maxpool" with the size "all"`},
		{`{"input": [[1]], "layers": [{"op": "global_avgpool"}]}`, `write "avgpool" or "maxpool" with the size "all"`},
		{`{"input": [1], "layers": [{"op": "LayerNorm"}]}`, `op "LayerNorm" is not known here; layer and group normalization: left out: check them as in chapter 15`},
		{`{"input": [1], "layers": [{"op": "Mish"}]}`, `op "Mish" is not known here; Mish, hard swish and gated linear units: left out`},
		{`{"input": [1], "layers": [{"op": "concat"}]}`, `op "concat" is not known here; arrays joined into one: left out: "add" is the only layer that reads two`},
		{`{"input": [1], "layers": [{"op": "SELU"}]}`, `for SELU write "elu" with the "alpha" 1.6732632423543772, and then 1.0507009873554805 times what comes out, as "conv"`},
		{`{"input": [1], "layers": [{"op": "pad"}]}`, `op "pad" is not known here; for padding as a layer of its own write the "pad" of the next layer`},
		{`{"input": [1], "layers": [{"op": "relu", "pad": 1}]}`, `key "pad" is not known here; use "op"`},
		{`{"input": [1], "layers": [{"op": "relu"}], "loss": {"op": "kl", "target": [1]}}`, `op "kl" is not known here; for the Kullback-Leibler divergence write "cross_entropy"`},
		{`{"input": [1], "layers": [{"op": "BatchNorm1d"}]}`, `op "BatchNorm1d" is not known; here it is "batchnorm"`},
		{`{"input": [1], "layers": [{"op": "batchnorm", "weight": [1]}]}`, `key "weight" is not known here, where it is called "gamma"`},
		{`{"input": [1], "layers": [{"op": "batchnorm", "bias": [1]}]}`, `key "bias" is not known here, where it is called "beta"`},
		{`{"input": [1], "layers": [{"op": "batchnorm", "running_mean": [1]}]}`, `key "running_mean" is not known here; for batch normalization after training write "conv"`},
		{`{"input": [1], "layers": [{"op": "batchnorm", "momentum": 0.1}]}`, `key "momentum" is not known here; momentum, Adam: left out`},
		{`{"input": [1], "layers": [{"op": "relu"}], "optimizer": "adam"}`, `key "optimizer" is not known here; momentum, Adam: left out: the gradients are the same`},
		{`{"input": [1], "layers": [{"op": "sigmoid"}], "loss": {"op": "bce", "target": [1]}}`, `loss: op "bce" is not known; here it is "mean_binary_cross_entropy"`},
		{`{"input": [1], "layers": [{"op": "relu"}], "loss": {"op": "BCEWithLogitsLoss", "target": [1]}}`, `loss: op "BCEWithLogitsLoss" is not known here; for a softmax or sigmoid inside the loss write the layer "softmax" and then "cross_entropy", or "sigmoid" and then "mean_binary_cross_entropy"`},
		{`{"input": [1], "layers": [{"op": "relu"}], "loss": {"op": "CrossEntropy", "target": [1]}}`, `loss: op "CrossEntropy" is not known; here it is "cross_entropy"`},
		{`{"input": [1], "layers": [{"op": "relu"}], "loss": {"op": "l1", "target": [1]}}`, `absolute and Huber losses: left out; give their gradient as "upstream"`},
		{`{"input": [1, 2], "layers": [{"op": "dropout", "mask": [true, false]}]}`, "mask: element 0 is true, expected 1 for each number that is kept, which is true, and 0 for each that is dropped, which is false"},
		{`{"input": [[1, 2]], "layers": [{"op": "dropout", "mask": "[[True, False]]"}]}`, `mask: found "True", expected 1 for each number that is kept`},
		{`{"input": [1, 2], "layers": [{"op": "relu"}], "loss": {"op": "hinge"}}`, `loss: key "target" is missing; add it as the class as one whole number from 0, such as 2`},
		{`{"batch": [{"input": [1, 2]}], "layers": [{"op": "relu"}], "loss": {"op": "hinge"}}`, `batch: example 0: key "target" is missing; add it as the class as one whole number from 0, such as 2`},
		{`{"input": [1, 2], "layers": [{"op": "relu"}], "loss": {"op": "hinge", "target": [0, 1]}}`, "target: found an array, expected the class as one whole number from 0, such as 2; an array with a 1 at the class and 0 elsewhere, as here, is written as 1"},
		{`{"input": [1, 2], "layers": [{"op": "relu"}], "loss": {"op": "hinge", "target": -1}}`, "target: found -1, expected the class as one whole number from 0, such as 2"},
		{`{"input": [1], "layers": [{"op": "relu"}], "loss": {"op": "mine", "target": [1]}}`, `loss: op "mine" is not known; use "cross_entropy"`},
	} {
		n, err := ParseNetwork("my.json", []byte(test.network))
		if err == nil {
			_, err = cnn.Run(n)
		}
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("have %v\nwant %s", err, test.want)
		}
	}
}
