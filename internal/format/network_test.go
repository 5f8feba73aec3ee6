package format

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"backprop/internal/cnn"
)

// wholeFile is the example of the format's description: every key but "name"
// in another place than there.
const wholeFile = `{
  "loss": {"target": [1, 0], "op": "cross_entropy"},
  "layers": [
    {"kernel": [[0.5, -0.25], [0.1, 0.3]], "pad": [0, 0, 1, 1], "op": "conv", "stride": 1, "bias": [0.1]},
    {"op": "relu"},
    {"stride": 1, "size": 2, "op": "maxpool"},
    {"op": "flatten"},
    {"bias": [0.2, 0], "weights": [[0.1, 0.2, 0.3, 0.4], [-0.1, 0.2, -0.3, 0.4]], "op": "dense"},
    {"op": "softmax"}
  ],
  "learning_rate": 0.5,
  "input": [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6], [0.7, 0.8, 0.9]],
  "name": "padded, then pooled"
}`

func TestReadNetwork(t *testing.T) {
	// One byte at a time: the reader must not rely on full reads.
	have, err := ReadNetwork("net.json", iotest.OneByteReader(strings.NewReader(wholeFile)))
	if err != nil {
		t.Fatal(err)
	}
	want := &cnn.Network{
		Name:  "padded, then pooled",
		Input: cnn.Map([][]float64{{0.1, 0.2, 0.3}, {0.4, 0.5, 0.6}, {0.7, 0.8, 0.9}}),
		Layers: []cnn.Layer{
			cnn.Conv{
				Kernel: cnn.Filter([][]float64{{0.5, -0.25}, {0.1, 0.3}}),
				Bias:   cnn.Vector(0.1),
				Stride: cnn.Steps{Down: 1, Across: 1},
				Pad:    cnn.Padding{Bottom: 1, Right: 1},
			},
			cnn.ReLU{},
			cnn.MaxPool{Window: cnn.Window{Size: cnn.Steps{Down: 2, Across: 2}, Stride: cnn.Steps{Down: 1, Across: 1}}},
			cnn.Flatten{Order: cnn.CHW},
			cnn.Dense{Weights: cnn.Matrix([][]float64{{0.1, 0.2, 0.3, 0.4}, {-0.1, 0.2, -0.3, 0.4}}), Bias: cnn.Vector(0.2, 0)},
			cnn.Softmax{},
		},
		Loss:         &cnn.Loss{Op: cnn.CrossEntropy, Target: cnn.Vector(1, 0)},
		LearningRate: 0.5,
	}
	if !reflect.DeepEqual(have, want) {
		t.Errorf("\nhave %+v\nwant %+v", have, want)
	}
}

func TestReadNetworkKeepsTheReadersError(t *testing.T) {
	broken := errors.New("the disk is gone")
	_, err := ReadNetwork("net.json", iotest.ErrReader(broken))
	if !errors.Is(err, broken) || err.Error() != "net.json: the disk is gone" {
		t.Errorf("have %v, want net.json: the disk is gone", err)
	}
}

// Each layer with each of its options, and what it becomes.
func TestReadLayer(t *testing.T) {
	kernel, bias := cnn.Filter([][]float64{{1, 2}, {3, 4}}), cnn.Vector(0)
	two := cnn.Window{Size: cnn.Steps{Down: 2, Across: 2}, Stride: cnn.Steps{Down: 2, Across: 2}}
	for _, test := range []struct {
		input, layer string
		want         cnn.Layer
	}{
		{"", `{"op": "conv", "kernel": [[1, 2], [3, 4]]}`, cnn.Conv{Kernel: kernel, Bias: bias, Stride: cnn.Steps{Down: 1, Across: 1}}},
		{"", `{"op": "conv", "kernel": [[[[1, 2], [3, 4]]]]}`, cnn.Conv{Kernel: kernel, Bias: bias, Stride: cnn.Steps{Down: 1, Across: 1}}},
		{"", `{"op": "conv", "kernel": [[1, 2], [3, 4]], "bias": [0.5], "stride": 2, "pad": 1}`,
			cnn.Conv{Kernel: kernel, Bias: cnn.Vector(0.5), Stride: cnn.Steps{Down: 2, Across: 2}, Pad: cnn.Padding{Top: 1, Left: 1, Bottom: 1, Right: 1}}},
		{"", `{"op": "conv", "kernel": [[1, 2], [3, 4]], "stride": [1, 2], "pad": [1, 2, 3, 4]}`,
			cnn.Conv{Kernel: kernel, Bias: bias, Stride: cnn.Steps{Down: 1, Across: 2}, Pad: cnn.Padding{Top: 1, Left: 2, Bottom: 3, Right: 4}}},
		{"[[[1]], [[2]], [[3]]]", `{"op": "conv", "kernel": [[[[1]], [[2]], [[3]]], [[[4]], [[5]], [[6]]]]}`,
			cnn.Conv{Kernel: &cnn.Tensor{Shape: cnn.Shape{2, 3, 1, 1}, Data: []float64{1, 2, 3, 4, 5, 6}}, Bias: cnn.Vector(0, 0), Stride: cnn.Steps{Down: 1, Across: 1}}},
		{"", `{"op": "maxpool", "size": 2}`, cnn.MaxPool{Window: two}},
		{"", `{"op": "maxpool", "size": 2.0, "stride": 2e0}`, cnn.MaxPool{Window: two}},
		{"", `{"op": "maxpool", "size": [2, 3], "stride": [1, 2], "pad": [1, 0, 1, 0], "ceil": true}`,
			cnn.MaxPool{Window: cnn.Window{Size: cnn.Steps{Down: 2, Across: 3}, Stride: cnn.Steps{Down: 1, Across: 2}, Pad: cnn.Padding{Top: 1, Left: 0, Bottom: 1, Right: 0}, Ceil: true}}},
		{"", `{"op": "avgpool", "size": [2, 3], "ceil": false}`,
			cnn.AvgPool{Window: cnn.Window{Size: cnn.Steps{Down: 2, Across: 3}, Stride: cnn.Steps{Down: 2, Across: 3}}}},
		{"", `{"op": "avgpool", "size": 2, "stride": 1, "pad": 1, "ceil": true}`,
			cnn.AvgPool{Window: cnn.Window{Size: cnn.Steps{Down: 2, Across: 2}, Stride: cnn.Steps{Down: 1, Across: 1}, Pad: cnn.Padding{Top: 1, Left: 1, Bottom: 1, Right: 1}, Ceil: true}}},
		{"", `{"op": "relu"}`, cnn.ReLU{}},
		{"", `{"op": "leaky_relu"}`, cnn.LeakyReLU{Leak: 0.01}},
		{"", `{"op": "leaky_relu", "slope": 0}`, cnn.LeakyReLU{Leak: 0}},
		{"", `{"op": "conv", "kernel": [[1]], "dilation": 1, "groups": 1}`, cnn.Conv{Kernel: cnn.Filter([][]float64{{1}}), Bias: cnn.Vector(0), Stride: cnn.Steps{Down: 1, Across: 1}}},
		{"", `{"op": "conv", "kernel": [[1]], "dilation": [2, 3], "pad": "same"}`, cnn.Conv{Kernel: cnn.Filter([][]float64{{1}}), Bias: cnn.Vector(0), Stride: cnn.Steps{Down: 1, Across: 1}, Dilation: cnn.Steps{Down: 2, Across: 3}, Same: true}},
		{"", `{"op": "maxpool", "size": 2, "pad": "same"}`, cnn.MaxPool{Window: cnn.Window{Size: cnn.Steps{Down: 2, Across: 2}, Stride: cnn.Steps{Down: 2, Across: 2}, Same: true}}},
		{"", `{"op": "elu"}`, cnn.ELU{Alpha: 1}},
		{"", `{"op": "elu", "alpha": 0.25}`, cnn.ELU{Alpha: 0.25}},
		{"", `{"op": "leaky_relu", "slope": -0.2}`, cnn.LeakyReLU{Leak: -0.2}},
		{"", `{"op": "sigmoid"}`, cnn.Sigmoid{}},
		{"", `{"op": "tanh"}`, cnn.Tanh{}},
		{"", `{"op": "flatten"}`, cnn.Flatten{Order: cnn.CHW}},
		{"", `{"op": "flatten", "order": "CHW"}`, cnn.Flatten{Order: cnn.CHW}},
		{"", `{"op": "flatten", "order": "HWC"}`, cnn.Flatten{Order: cnn.HWC}},
		{"", `{"op": "flatten", "order": "CWH"}`, cnn.Flatten{Order: cnn.CWH}},
		{"[1, 2]", `{"op": "dense", "weights": [[1, 2], [3, 4], [5, 6]]}`,
			cnn.Dense{Weights: cnn.Matrix([][]float64{{1, 2}, {3, 4}, {5, 6}}), Bias: cnn.Vector(0, 0, 0)}},
		{"[1, 2]", `{"op": "dense", "weights": [[1, 2]], "bias": [-3]}`,
			cnn.Dense{Weights: cnn.Matrix([][]float64{{1, 2}}), Bias: cnn.Vector(-3)}},
		{"[1, 2]", `{"op": "softmax"}`, cnn.Softmax{}},
		{"[1, 2]", `{"op" : "\u0072elu"}`, cnn.ReLU{}},
	} {
		input := test.input
		if input == "" {
			input = "[[1, 2, 3], [4, 5, 6], [7, 8, 9]]"
		}
		n, err := ParseNetwork("net.json", []byte(`{"input": `+input+`, "layers": [`+test.layer+`]}`))
		if err != nil {
			t.Errorf("%s: %v", test.layer, err)
			continue
		}
		if !reflect.DeepEqual(n.Layers, []cnn.Layer{test.want}) {
			t.Errorf("%s:\nhave %+v\nwant %+v", test.layer, n.Layers[0], test.want)
		}
	}
}

func TestReadInputAndEnd(t *testing.T) {
	const target = `, "loss": {"op": "squared_error", "target": `
	squared := func(target *cnn.Tensor) *cnn.Loss { return &cnn.Loss{Op: cnn.SquaredError, Target: target} }
	maps := &cnn.Tensor{Shape: cnn.Shape{2, 1, 2}, Data: []float64{1, 2, 3, 4}}
	for _, test := range []struct {
		input, rest string
		want        cnn.Network
	}{
		{"[1, -2.5]", "", cnn.Network{Input: cnn.Vector(1, -2.5)}},
		{"[[1, 2]]", "", cnn.Network{Input: cnn.Map([][]float64{{1, 2}})}},
		{"[[[1, 2]]]", "", cnn.Network{Input: cnn.Map([][]float64{{1, 2}})}},
		{"[[[1, 2]], [[3, 4]]]", "", cnn.Network{Input: maps}},
		{"[1]", target + "[2]}", cnn.Network{Input: cnn.Vector(1), Loss: squared(cnn.Vector(2))}},
		{"[[1]]", target + "[[2]]}", cnn.Network{Input: cnn.Map([][]float64{{1}}), Loss: squared(cnn.Map([][]float64{{2}}))}},
		{"[[1]]", target + "[[[2]]]}", cnn.Network{Input: cnn.Map([][]float64{{1}}), Loss: squared(cnn.Map([][]float64{{2}}))}},
		{"[1]", `, "loss": {"op": "half_squared_error", "target": [2]}`, cnn.Network{Input: cnn.Vector(1), Loss: &cnn.Loss{Op: cnn.HalfSquaredError, Target: cnn.Vector(2)}}},
		{"[1]", `, "loss": {"op": "mean_squared_error", "target": [2]}`, cnn.Network{Input: cnn.Vector(1), Loss: &cnn.Loss{Op: cnn.MeanSquaredError, Target: cnn.Vector(2)}}},
		{"[1]", `, "upstream": [2]`, cnn.Network{Input: cnn.Vector(1), Upstream: cnn.Vector(2)}},
		{"[1]", `, "upstream": "tensor([2.])"`, cnn.Network{Input: cnn.Vector(1), Upstream: cnn.Vector(2)}},
		{"[1, 3]", `, "upstream": "tensor([2., 4.])"`, cnn.Network{Input: cnn.Vector(1, 3), Upstream: cnn.Vector(2, 4)}},
		{"[[1]]", `, "upstream": [[2]]`, cnn.Network{Input: cnn.Map([][]float64{{1}}), Upstream: cnn.Map([][]float64{{2}})}},
		{"[[[1, 2]], [[3, 4]]]", `, "upstream": [[[1, 2]], [[3, 4]]]`, cnn.Network{Input: maps, Upstream: maps}},
		{"[1]", `, "learning_rate": -2`, cnn.Network{Input: cnn.Vector(1), LearningRate: -2}},
		{"[1]", `, "name": ""`, cnn.Network{Input: cnn.Vector(1)}},
		{"[1]", `, "name": "caf\u00e9 \ud83d\ude00 \"1\" \\ \/"`, cnn.Network{Input: cnn.Vector(1), Name: `café 😀 "1" \ /`}},
	} {
		file := `{"input": ` + test.input + `, "layers": [{"op": "relu"}]` + test.rest + "}"
		have, err := ParseNetwork("net.json", []byte(file))
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		want := test.want
		want.Layers = []cnn.Layer{cnn.ReLU{}}
		if want.LearningRate == 0 {
			want.LearningRate = 0.1
		}
		if !reflect.DeepEqual(have, &want) {
			t.Errorf("%s:\nhave %+v\nwant %+v", file, have, &want)
		}
	}
}

// A file is read through its own size, a pipe without.
func TestReadNetworkFromFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "net.json")
	if err := os.WriteFile(path, []byte(wholeFile), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if n, err := ReadNetwork("net.json", file); err != nil || len(n.Layers) != 6 {
		t.Errorf("a file: have %+v and %v, want 6 layers", n, err)
	}

	file.Close()
	if _, err := ReadNetwork("net.json", file); !errors.Is(err, os.ErrClosed) {
		t.Errorf("a closed file: have %v, want os.ErrClosed", err)
	}

	out, in, err := os.Pipe()
	if runtime.GOOS == "js" && err != nil {
		t.Skipf("the rest reads from a pipe, and there is none in WebAssembly: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if _, err := in.WriteString(wholeFile); err != nil {
		t.Fatal(err)
	}
	in.Close()
	if n, err := ReadNetwork("-", out); err != nil || len(n.Layers) != 6 {
		t.Errorf("a pipe: have %+v and %v, want 6 layers", n, err)
	}
}
