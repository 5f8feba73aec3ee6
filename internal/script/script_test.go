package script

import (
	"math"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/randomnet"
)

func TestGolden(t *testing.T) {
	networks := examples(t)
	for name, file := range map[string]string{
		"grouped-sequence": `{"input": [[1, 2, 3, 4], [5, 6, 7, 8]], "layers": [
			{"op": "conv1d", "kernel": [[[1, 2]], [[3, 4]]], "bias": [0.5, 1], "groups": 2, "pad": [0, 1]},
			{"op": "avgpool1d", "size": 2, "stride": 1, "pad": 1, "count_pad": false},
			{"op": "flatten"}], "loss": {"op": "mean_squared_error", "target": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}}`,
		"yes-and-no": `{"input": [0.5, -2], "layers": [{"op": "sigmoid"}], "loss": {"op": "mean_binary_cross_entropy", "target": [1, 0.25]}}`,
	} {
		n, err := format.ParseNetwork(name, []byte(file))
		if err != nil {
			t.Fatal(err)
		}
		networks[name], networks[name+"-batch"] = n, randomnet.Dyadic(0).Batch(n)
	}
	for _, name := range []string{
		"worked-example", "average-pooling", "padding", "batch", "batch-normalization", "binary-cross-entropy", "channel-last-flatten", "dilation", "dropout",
		"groups", "hinge", "log-softmax", "sequence", "sigmoid-squared-error", "skip-connection", "transposed-convolution", "weight-decay",
		"grouped-sequence", "grouped-sequence-batch", "yes-and-no", "yes-and-no-batch",
	} {
		p := run(t, networks[name])
		for framework, text := range map[string]string{"numpy": NumPy(p), "torch": Torch(p)} {
			t.Run(name+"/"+framework, func(t *testing.T) {
				goldie.New(t, goldie.WithFixtureDir("testdata/golden"), goldie.WithNameSuffix(".py")).
					Assert(t, name+"."+framework, []byte(text))
			})
		}
	}
}

// TestEveryKind holds that both scripts know each kind of layer and each loss, of
// one example and of a batch.
// A kind that they do not know panics, and says where to add it.
func TestEveryKind(t *testing.T) {
	image := cnn.NewTensor(2, 3, 4)
	window := cnn.Window{Size: cnn.Steps{Down: 2, Across: 2}, Stride: cnn.Steps{Down: 2, Across: 2}, Ceil: true}
	along := cnn.Window{Size: cnn.Steps{Down: 1, Across: 2}, Stride: cnn.Steps{Down: 1, Across: 2}, Ceil: true}
	for _, k := range cnn.Kinds() {
		n := &cnn.Network{Input: image, Layers: []cnn.Layer{k.Layer}, Upstream: image}
		switch k.Layer.(type) {
		case cnn.Conv:
			n.Layers[0] = cnn.Conv{Kernel: cnn.NewTensor(1, 2, 2, 2), Bias: cnn.NewTensor(1), Stride: cnn.Steps{Down: 1, Across: 1}}
			n.Upstream = cnn.NewTensor(1, 2, 3)
		case cnn.Conv1d:
			n.Input, n.Upstream = cnn.NewTensor(2, 5), cnn.NewTensor(1, 2)
			n.Layers[0] = cnn.Conv1d{Conv: cnn.Conv{Kernel: cnn.NewTensor(1, 2, 2), Bias: cnn.NewTensor(1), Stride: cnn.Steps{Down: 1, Across: 2}}}
		case cnn.MaxPool1d:
			n.Input, n.Upstream = cnn.NewTensor(2, 5), cnn.NewTensor(2, 3)
			n.Layers[0] = cnn.MaxPool1d{MaxPool: cnn.MaxPool{Window: along}}
		case cnn.AvgPool1d:
			n.Input, n.Upstream = cnn.NewTensor(2, 5), cnn.NewTensor(2, 3)
			n.Layers[0] = cnn.AvgPool1d{AvgPool: cnn.AvgPool{Window: along}}
		case cnn.ConvTranspose:
			n.Layers[0] = cnn.ConvTranspose{Kernel: cnn.NewTensor(2, 1, 2, 2), Bias: cnn.NewTensor(1), Stride: cnn.Steps{Down: 2, Across: 2}, Pad: cnn.Padding{Top: 1}, Back: cnn.Steps{Down: 1}}
			n.Upstream = cnn.NewTensor(1, 6, 8)
		case cnn.MaxPool:
			n.Layers[0], n.Upstream = cnn.MaxPool{Window: window}, cnn.NewTensor(2, 2, 2)
		case cnn.AvgPool:
			n.Layers[0], n.Upstream = cnn.AvgPool{Window: window}, cnn.NewTensor(2, 2, 2)
		case cnn.Flatten:
			n.Layers[0], n.Upstream = cnn.Flatten{Order: cnn.HWC}, cnn.NewTensor(24)
		case cnn.Dense:
			n.Input, n.Upstream = cnn.NewTensor(3), cnn.NewTensor(1)
			n.Layers[0] = cnn.Dense{Weights: cnn.NewTensor(1, 3), Bias: cnn.NewTensor(1)}
		case cnn.Dropout:
			n.Layers[0] = cnn.Dropout{Mask: cnn.NewTensor(image.Shape...), Rate: 0.25}
		case cnn.BatchNorm:
			n.Layers[0] = cnn.BatchNorm{Gamma: cnn.NewTensor(2), Beta: cnn.NewTensor(2), Eps: 1e-5}
		case cnn.Add:
			n.Layers = []cnn.Layer{cnn.Tanh{}, cnn.Add{}}
		case cnn.Softmax, cnn.LogSoftmax:
			n.Input, n.Upstream = cnn.NewTensor(3), cnn.NewTensor(3)
		}
		both(t, k.Title, n)
		both(t, k.Title+" in a batch", randomnet.Dyadic(0).Batch(n))
	}
	for _, k := range cnn.LossKinds() {
		n := &cnn.Network{Input: cnn.NewTensor(3), Layers: []cnn.Layer{cnn.Tanh{}}}
		if last, ok := cnn.KindOf(k.After); ok {
			n.Layers[0] = last.Layer
		}
		n.Loss = &cnn.Loss{Op: k.Op, Target: cnn.Vector(0, 1, 0)}
		both(t, string(k.Op), n)
		both(t, string(k.Op)+" of a batch", randomnet.Dyadic(0).Batch(n))
	}
}

// both writes the two scripts and looks at their lines.
func both(t *testing.T, what string, n *cnn.Network) {
	t.Helper()
	p := run(t, n)
	for framework, text := range map[string]string{"NumPy": NumPy(p), "PyTorch": Torch(p)} {
		code, _, _ := strings.Cut(text, "\nbook = ")
		for i, line := range strings.Split(code, "\n") {
			if len(line) > lineWidth && !strings.HasPrefix(line, "    [") { // a row
				t.Errorf("%s in %s, line %d has %d columns: %s", what, framework, i+1, len(line), line)
			}
		}
	}
}

// TestName holds that whatever a network is called stays in one comment.
func TestName(t *testing.T) {
	n := &cnn.Network{Name: "a\nimport os\r\u2028\"\"\"", Input: cnn.NewTensor(1), Layers: []cnn.Layer{cnn.ReLU{}}}
	want := `# In NumPy, 1.20 or newer: "a\nimport os\r\u2028\"\"\""`
	if have, _, _ := strings.Cut(NumPy(run(t, n)), "\n"); have != want {
		t.Errorf("have the first line %s\nwant %s", have, want)
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		v    float64
		want string
	}{
		{0, "0"}, {2, "2"}, {-0.5, "-0.5"}, {0.1, "0.1"}, {1e-7, "1e-07"}, {1e15, "1e+15"}, {1 << 40, "1099511627776"},
		{math.MaxFloat64, "1.7976931348623157e+308"}, {math.Copysign(0, -1), "0"},
	} {
		if have := number(c.v); have != c.want {
			t.Errorf("have %v as %s, want %s", c.v, have, c.want)
		}
	}
}

func TestLiteral(t *testing.T) {
	long := cnn.NewTensor(30)
	for i := range long.Data {
		long.Data[i] = -float64(i) / 8
	}
	wide := &cnn.Tensor{Shape: cnn.Shape{2, 15}, Data: long.Data}
	for _, c := range []struct {
		t    *cnn.Tensor
		want string
	}{
		{cnn.Vector(1, 0.5), "[1, 0.5]"},
		{cnn.Filter([][]float64{{1, 2}, {3, 4}}), "[[[[1, 2], [3, 4]]]]"},
		{long, `[
    0, -0.125, -0.25, -0.375, -0.5, -0.625, -0.75, -0.875, -1, -1.125, -1.25,
    -1.375, -1.5, -1.625, -1.75, -1.875, -2, -2.125, -2.25, -2.375, -2.5,
    -2.625, -2.75, -2.875, -3, -3.125, -3.25, -3.375, -3.5, -3.625,
]`},
		{wide, `[
    [0, -0.125, -0.25, -0.375, -0.5, -0.625, -0.75, -0.875, -1, -1.125, -1.25, -1.375, -1.5, -1.625, -1.75],
    [-1.875, -2, -2.125, -2.25, -2.375, -2.5, -2.625, -2.75, -2.875, -3, -3.125, -3.25, -3.375, -3.5, -3.625],
]`},
	} {
		if have := literal(c.t, 10, 10); have != c.want {
			t.Errorf("have\n%s\nwant\n%s", have, c.want)
		}
	}
}

// TestFromTorchIsShort: it goes behind a model, in a file of the reader's own.
func TestFromTorchIsShort(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(FromTorch, "\n"), "\n")
	if len(lines) > 30 {
		t.Errorf("have %d lines, want at most 30", len(lines))
	}
	for i, line := range lines {
		if n := len(line); n > 120 {
			t.Errorf("line %d has %d columns, want at most 120", i+1, n)
		}
	}
}
