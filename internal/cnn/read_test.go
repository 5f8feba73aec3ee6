package cnn

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
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
	want := &Network{
		Name:  "padded, then pooled",
		Input: Map([][]float64{{0.1, 0.2, 0.3}, {0.4, 0.5, 0.6}, {0.7, 0.8, 0.9}}),
		Layers: []Layer{
			Conv{
				Kernel: Filter([][]float64{{0.5, -0.25}, {0.1, 0.3}}),
				Bias:   Vector(0.1),
				Stride: Steps{1, 1},
				Pad:    Padding{Bottom: 1, Right: 1},
			},
			ReLU{},
			MaxPool{Window: Window{Size: Steps{2, 2}, Stride: Steps{1, 1}}},
			Flatten{Order: CHW},
			Dense{Weights: Matrix([][]float64{{0.1, 0.2, 0.3, 0.4}, {-0.1, 0.2, -0.3, 0.4}}), Bias: Vector(0.2, 0)},
			Softmax{},
		},
		Loss:         &Loss{CrossEntropy, Vector(1, 0)},
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
	kernel, bias := Filter([][]float64{{1, 2}, {3, 4}}), Vector(0)
	two := Window{Size: Steps{2, 2}, Stride: Steps{2, 2}}
	for _, test := range []struct {
		input, layer string
		want         Layer
	}{
		{"", `{"op": "conv", "kernel": [[1, 2], [3, 4]]}`, Conv{Kernel: kernel, Bias: bias, Stride: Steps{1, 1}}},
		{"", `{"op": "conv", "kernel": [[[[1, 2], [3, 4]]]]}`, Conv{Kernel: kernel, Bias: bias, Stride: Steps{1, 1}}},
		{"", `{"op": "conv", "kernel": [[1, 2], [3, 4]], "bias": [0.5], "stride": 2, "pad": 1}`,
			Conv{kernel, Vector(0.5), Steps{2, 2}, Padding{1, 1, 1, 1}}},
		{"", `{"op": "conv", "kernel": [[1, 2], [3, 4]], "stride": [1, 2], "pad": [1, 2, 3, 4]}`,
			Conv{kernel, bias, Steps{1, 2}, Padding{1, 2, 3, 4}}},
		{"[[[1]], [[2]], [[3]]]", `{"op": "conv", "kernel": [[[[1]], [[2]], [[3]]], [[[4]], [[5]], [[6]]]]}`,
			Conv{Kernel: &Tensor{Shape{2, 3, 1, 1}, []float64{1, 2, 3, 4, 5, 6}}, Bias: Vector(0, 0), Stride: Steps{1, 1}}},
		{"", `{"op": "maxpool", "size": 2}`, MaxPool{Window: two}},
		{"", `{"op": "maxpool", "size": 2.0, "stride": 2e0}`, MaxPool{Window: two}},
		{"", `{"op": "maxpool", "size": [2, 3], "stride": [1, 2], "pad": [1, 0, 1, 0], "ceil": true}`,
			MaxPool{Window: Window{Steps{2, 3}, Steps{1, 2}, Padding{1, 0, 1, 0}, true}}},
		{"", `{"op": "avgpool", "size": [2, 3], "ceil": false}`,
			AvgPool{Window: Window{Size: Steps{2, 3}, Stride: Steps{2, 3}}}},
		{"", `{"op": "avgpool", "size": 2, "stride": 1, "pad": 1, "ceil": true}`,
			AvgPool{Window: Window{Steps{2, 2}, Steps{1, 1}, Padding{1, 1, 1, 1}, true}}},
		{"", `{"op": "relu"}`, ReLU{}},
		{"", `{"op": "leaky_relu"}`, LeakyReLU{Leak: 0.01}},
		{"", `{"op": "leaky_relu", "slope": 0}`, LeakyReLU{Leak: 0}},
		{"", `{"op": "leaky_relu", "slope": -0.2}`, LeakyReLU{Leak: -0.2}},
		{"", `{"op": "sigmoid"}`, Sigmoid{}},
		{"", `{"op": "tanh"}`, Tanh{}},
		{"", `{"op": "flatten"}`, Flatten{Order: CHW}},
		{"", `{"op": "flatten", "order": "CHW"}`, Flatten{Order: CHW}},
		{"", `{"op": "flatten", "order": "HWC"}`, Flatten{Order: HWC}},
		{"", `{"op": "flatten", "order": "CWH"}`, Flatten{Order: CWH}},
		{"[1, 2]", `{"op": "dense", "weights": [[1, 2], [3, 4], [5, 6]]}`,
			Dense{Matrix([][]float64{{1, 2}, {3, 4}, {5, 6}}), Vector(0, 0, 0)}},
		{"[1, 2]", `{"op": "dense", "weights": [[1, 2]], "bias": [-3]}`,
			Dense{Matrix([][]float64{{1, 2}}), Vector(-3)}},
		{"[1, 2]", `{"op": "softmax"}`, Softmax{}},
		{"[1, 2]", `{"op" : "\u0072elu"}`, ReLU{}},
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
		if !reflect.DeepEqual(n.Layers, []Layer{test.want}) {
			t.Errorf("%s:\nhave %+v\nwant %+v", test.layer, n.Layers[0], test.want)
		}
	}
}

func TestReadInputAndEnd(t *testing.T) {
	const target = `, "loss": {"op": "squared_error", "target": `
	squared := func(target *Tensor) *Loss { return &Loss{SquaredError, target} }
	maps := &Tensor{Shape{2, 1, 2}, []float64{1, 2, 3, 4}}
	for _, test := range []struct {
		input, rest string
		want        Network
	}{
		{"[1, -2.5]", "", Network{Input: Vector(1, -2.5)}},
		{"[[1, 2]]", "", Network{Input: Map([][]float64{{1, 2}})}},
		{"[[[1, 2]]]", "", Network{Input: Map([][]float64{{1, 2}})}},
		{"[[[1, 2]], [[3, 4]]]", "", Network{Input: maps}},
		{"[1]", target + "[2]}", Network{Input: Vector(1), Loss: squared(Vector(2))}},
		{"[[1]]", target + "[[2]]}", Network{Input: Map([][]float64{{1}}), Loss: squared(Map([][]float64{{2}}))}},
		{"[[1]]", target + "[[[2]]]}", Network{Input: Map([][]float64{{1}}), Loss: squared(Map([][]float64{{2}}))}},
		{"[1]", `, "loss": {"op": "half_squared_error", "target": [2]}`, Network{Input: Vector(1), Loss: &Loss{HalfSquaredError, Vector(2)}}},
		{"[1]", `, "loss": {"op": "mean_squared_error", "target": [2]}`, Network{Input: Vector(1), Loss: &Loss{MeanSquaredError, Vector(2)}}},
		{"[1]", `, "upstream": [2]`, Network{Input: Vector(1), Upstream: Vector(2)}},
		{"[[1]]", `, "upstream": [[2]]`, Network{Input: Map([][]float64{{1}}), Upstream: Map([][]float64{{2}})}},
		{"[[[1, 2]], [[3, 4]]]", `, "upstream": [[[1, 2]], [[3, 4]]]`, Network{Input: maps, Upstream: maps}},
		{"[1]", `, "learning_rate": -2`, Network{Input: Vector(1), LearningRate: -2}},
		{"[1]", `, "name": ""`, Network{Input: Vector(1)}},
		{"[1]", `, "name": "caf\u00e9 \ud83d\ude00 \"1\" \\ \/"`, Network{Input: Vector(1), Name: `café 😀 "1" \ /`}},
	} {
		file := `{"input": ` + test.input + `, "layers": [{"op": "relu"}]` + test.rest + "}"
		have, err := ParseNetwork("net.json", []byte(file))
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		want := test.want
		want.Layers = []Layer{ReLU{}}
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
