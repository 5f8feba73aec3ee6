package format

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"backprop/internal/cnn"
)

// everyOption is a network in which each option differs from its default.
func everyOption() *cnn.Network {
	return &cnn.Network{
		Name:  "all \"of\" it < é",
		Input: &cnn.Tensor{Shape: cnn.Shape{2, 4, 4}, Data: make([]float64, 32)},
		Layers: []cnn.Layer{
			cnn.Conv{Kernel: &cnn.Tensor{Shape: cnn.Shape{2, 2, 1, 2}, Data: []float64{1, 1.0 / 3, -2, 1e-9, 5e-324, 1.7e308, 1e21, 123456789}}, Bias: cnn.Vector(0, -1), Stride: cnn.Steps{Down: 1, Across: 2}, Pad: cnn.Padding{Top: 0, Left: 1, Bottom: 0, Right: 1}},
			cnn.MaxPool{Window: cnn.Window{Size: cnn.Steps{Down: 2, Across: 1}, Stride: cnn.Steps{Down: 1, Across: 1}, Pad: cnn.Padding{Top: 1, Left: 0, Bottom: 0, Right: 0}, Ceil: true}},
			cnn.AvgPool{Window: cnn.Window{Size: cnn.Steps{Down: 2, Across: 2}, Stride: cnn.Steps{Down: 1, Across: 1}, Pad: cnn.Padding{Top: 1, Left: 1, Bottom: 1, Right: 1}, Ceil: false}},
			cnn.LeakyReLU{Leak: 0.25}, cnn.ReLU{}, cnn.Sigmoid{}, cnn.Tanh{},
			cnn.Flatten{Order: cnn.HWC},
			cnn.Flatten{Order: cnn.CHW},
			cnn.Dense{Weights: cnn.NewTensor(2, 40), Bias: cnn.Vector(1, 2)},
			cnn.Softmax{},
		},
		Loss:         &cnn.Loss{Op: cnn.CrossEntropy, Target: cnn.Vector(0.25, 0.75)},
		LearningRate: 0,
	}
}

func TestMarshalReadsBackEqual(t *testing.T) {
	upstream := &cnn.Network{
		Input:        cnn.Map([][]float64{{1, 2}, {3, 4}}),
		Layers:       []cnn.Layer{cnn.Conv{Kernel: cnn.Filter([][]float64{{2}}), Bias: cnn.Vector(0), Stride: cnn.Steps{Down: 1, Across: 1}}},
		Upstream:     cnn.Map([][]float64{{1, 0}, {0, 1}}),
		LearningRate: 0.1,
	}
	bare := &cnn.Network{Input: cnn.Vector(1), Layers: []cnn.Layer{cnn.Tanh{}}, LearningRate: -3}
	for _, want := range []*cnn.Network{everyOption(), upstream, bare} {
		data, err := MarshalNetwork(want)
		if err != nil {
			t.Error(err)
			continue
		}
		have, err := ParseNetwork("net.json", data)
		if err != nil {
			t.Errorf("%v in\n%s", err, data)
			continue
		}
		have.HalfUnits = nil // by pointer
		if !reflect.DeepEqual(have, want) {
			t.Errorf("have %+v\nwant %+v", have, want)
		}
	}
}

func TestMarshalText(t *testing.T) {
	n := &cnn.Network{
		Name:  "small",
		Input: cnn.Map([][]float64{{1, 0.1}, {-3, 1e-7}}),
		Layers: []cnn.Layer{
			cnn.Conv{Kernel: cnn.Filter([][]float64{{0.5}}), Bias: cnn.Vector(0), Stride: cnn.Steps{Down: 1, Across: 1}, Pad: cnn.Padding{}},
			cnn.MaxPool{Window: cnn.Window{Size: cnn.Steps{Down: 2, Across: 1}, Stride: cnn.Steps{Down: 2, Across: 1}}},
			cnn.Flatten{Order: cnn.CHW},
		},
		Loss:         &cnn.Loss{Op: cnn.SquaredError, Target: cnn.Vector(0, 1)},
		LearningRate: 0.1,
	}
	const want = `{
"name": "small",
"input": [[1, 0.1], [-3, 1e-7]],
"layers": [
{"op": "conv", "kernel": [[[[0.5]]]], "bias": [0]},
{"op": "maxpool", "size": [2, 1]},
{"op": "flatten"}
],
"loss": {"op": "squared_error", "target": [0, 1]},
"learning_rate": 0.1
}
`
	have, err := MarshalNetwork(n)
	if err != nil || string(have) != want {
		t.Errorf("error %v\nhave %s\nwant %s", err, have, want)
	}
}

// TestMarshalMaps: one map is written as [H][W], wherever it stands.
func TestMarshalMaps(t *testing.T) {
	one := cnn.Map([][]float64{{1, 2}})
	two := &cnn.Tensor{Shape: cnn.Shape{2, 1, 1}, Data: []float64{3, 4}}
	for _, test := range []struct {
		n    cnn.Network
		want string
	}{
		{cnn.Network{Input: one, Upstream: one}, "{\n\"input\": [[1, 2]],\n\"layers\": [\n{\"op\": \"relu\"}\n],\n\"upstream\": [[1, 2]],\n\"learning_rate\": 0\n}\n"},
		{cnn.Network{Input: two, Upstream: two}, "{\n\"input\": [[[3]], [[4]]],\n\"layers\": [\n{\"op\": \"relu\"}\n],\n\"upstream\": [[[3]], [[4]]],\n\"learning_rate\": 0\n}\n"},
	} {
		test.n.Layers = []cnn.Layer{cnn.ReLU{}}
		if text, err := MarshalNetwork(&test.n); err != nil || string(text) != test.want {
			t.Errorf("have %s, %v\nwant %s", text, err, test.want)
		}
	}
}

// TestMarshalNumbers holds where a number is written with a power of ten.
func TestMarshalNumbers(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", math.Copysign(0, -1): "-0", 1e-6: "0.000001", 9.9e-7: "9.9e-7", -5e-324: "-5e-324", 1e20: "100000000000000000000", 1e21: "1e+21", -2.5e22: "-2.5e+22", 1e-10: "1e-10", 0.1: "0.1",
	} {
		text, err := MarshalNetwork(&cnn.Network{Input: cnn.Vector(v), Layers: []cnn.Layer{cnn.ReLU{}}})
		if err != nil || !strings.Contains(string(text), "\"input\": ["+want+"]") {
			t.Errorf("%v: have %s, %v", v, text, err)
		}
	}
}

// disguised has the name of a layer that it is not.
type disguised struct{ cnn.ReLU }

// otherLayer is a layer that network files do not know.
type otherLayer struct{ cnn.ReLU }

func (otherLayer) Op() string { return "other" }

func TestMarshalErrors(t *testing.T) {
	relu := []cnn.Layer{cnn.ReLU{}}
	for _, test := range []struct {
		network cnn.Network
		want    string
	}{
		{cnn.Network{Input: cnn.Vector(1, math.NaN()), Layers: relu}, "input: a network file has no word for the number NaN"},
		{cnn.Network{Input: cnn.Vector(1), Layers: relu, LearningRate: math.Inf(1)}, "learning_rate: a network file has no word for the number +Inf"},
		{cnn.Network{Layers: relu}, "input: there is no tensor"},
		{cnn.Network{Input: &cnn.Tensor{Shape: cnn.Shape{3}, Data: []float64{1}}, Layers: relu}, "input: a tensor of shape 3 cannot hold 1 number"},
		{cnn.Network{Input: cnn.Vector(1), Layers: []cnn.Layer{cnn.ReLU{}, cnn.Conv{}}}, "layer 1 (conv): kernel: there is no tensor"},
		{cnn.Network{Input: cnn.Vector(1), Layers: []cnn.Layer{cnn.LeakyReLU{Leak: math.Inf(-1)}}}, "layer 0 (leaky_relu): slope: a network file has no word for the number -Inf"},
		{cnn.Network{Input: cnn.Vector(1), Layers: []cnn.Layer{otherLayer{}}}, `layer 0 (other): a network file has no word for a layer of type format.otherLayer; use ` + everyOp},
		{cnn.Network{Input: cnn.Vector(1), Layers: []cnn.Layer{disguised{}}}, `layer 0 (relu): a network file has no word for a layer of type format.disguised; use ` + everyOp},
		{cnn.Network{Name: "\xff", Input: cnn.Vector(1), Layers: relu}, `the network's name "\xff" is not UTF-8`},
	} {
		data, err := MarshalNetwork(&test.network)
		if err == nil || err.Error() != test.want {
			t.Errorf("have %v\nwant %s", err, test.want)
		}
		if err != nil && data != nil {
			t.Errorf("have text beside the error %v", err)
		}
	}
}
