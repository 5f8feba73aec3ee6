package cnn

import (
	"encoding/json"
	"math"
	"reflect"
	"testing"
)

// everyOption is a network in which each option differs from its default.
func everyOption() *Network {
	return &Network{
		Name:  "all \"of\" it < é",
		Input: &Tensor{Shape{2, 4, 4}, make([]float64, 32)},
		Layers: []Layer{
			Conv{&Tensor{Shape{2, 2, 1, 2}, []float64{1, 1.0 / 3, -2, 1e-9, 5e-324, 1.7e308, 1e21, 123456789}}, Vector(0, -1), Steps{1, 2}, Padding{0, 1, 0, 1}},
			MaxPool{Window: Window{Steps{2, 1}, Steps{1, 1}, Padding{1, 0, 0, 0}, true}},
			AvgPool{Window: Window{Steps{2, 2}, Steps{1, 1}, Padding{1, 1, 1, 1}, false}},
			LeakyReLU{Leak: 0.25}, ReLU{}, Sigmoid{}, Tanh{},
			Flatten{Order: HWC},
			Flatten{Order: CHW},
			Dense{NewTensor(2, 40), Vector(1, 2)},
			Softmax{},
		},
		Loss:         &Loss{CrossEntropy, Vector(0.25, 0.75)},
		LearningRate: 0,
	}
}

func TestMarshalReadsBackEqual(t *testing.T) {
	upstream := &Network{
		Input:        Map([][]float64{{1, 2}, {3, 4}}),
		Layers:       []Layer{Conv{Filter([][]float64{{2}}), Vector(0), Steps{1, 1}, Padding{}}},
		Upstream:     Map([][]float64{{1, 0}, {0, 1}}),
		LearningRate: 0.1,
	}
	bare := &Network{Input: Vector(1), Layers: []Layer{Tanh{}}, LearningRate: -3}
	for _, want := range []*Network{everyOption(), upstream, bare} {
		for name, marshal := range map[string]func() ([]byte, error){
			"MarshalJSON":  want.MarshalJSON,
			"json.Marshal": func() ([]byte, error) { return json.Marshal(want) },
		} {
			data, err := marshal()
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			have, err := ParseNetwork("net.json", data)
			if err != nil {
				t.Errorf("%s: %v in\n%s", name, err, data)
				continue
			}
			have.halves, want.halves = nil, nil // by pointer
			if !reflect.DeepEqual(have, want) {
				t.Errorf("%s:\nhave %+v\nwant %+v", name, have, want)
			}
		}
	}
}

func TestMarshalText(t *testing.T) {
	n := &Network{
		Name:  "small",
		Input: Map([][]float64{{1, 0.1}, {-3, 1e-7}}),
		Layers: []Layer{
			Conv{Filter([][]float64{{0.5}}), Vector(0), Steps{1, 1}, Padding{}},
			MaxPool{Window: Window{Size: Steps{2, 1}, Stride: Steps{2, 1}}},
			Flatten{Order: CHW},
		},
		Loss:         &Loss{SquaredError, Vector(0, 1)},
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
	have, err := n.MarshalJSON()
	if err != nil || string(have) != want {
		t.Errorf("error %v\nhave %s\nwant %s", err, have, want)
	}
}

// otherLayer is a layer that network files do not know.
type otherLayer struct{ ReLU }

func (otherLayer) Op() string { return "other" }

func TestMarshalErrors(t *testing.T) {
	relu := []Layer{ReLU{}}
	for _, test := range []struct {
		network Network
		want    string
	}{
		{Network{Input: Vector(1, math.NaN()), Layers: relu}, "input: a network file has no word for the number NaN"},
		{Network{Input: Vector(1), Layers: relu, LearningRate: math.Inf(1)}, "learning_rate: a network file has no word for the number +Inf"},
		{Network{Layers: relu}, "input: there is no tensor"},
		{Network{Input: &Tensor{Shape{3}, []float64{1}}, Layers: relu}, "input: a tensor of shape 3 cannot hold 1 number"},
		{Network{Input: Vector(1), Layers: []Layer{ReLU{}, Conv{}}}, "layer 1 (conv): kernel: there is no tensor"},
		{Network{Input: Vector(1), Layers: []Layer{LeakyReLU{Leak: math.Inf(-1)}}}, "layer 0 (leaky_relu): slope: a network file has no word for the number -Inf"},
		{Network{Input: Vector(1), Layers: []Layer{otherLayer{}}}, `layer 0 (other): a network file has no word for a layer of type cnn.otherLayer; use "conv", "maxpool", "avgpool", "relu", "leaky_relu", "sigmoid", "tanh", "flatten", "dense" or "softmax"`},
		{Network{Name: "\xff", Input: Vector(1), Layers: relu}, `the network's name "\xff" is not UTF-8`},
	} {
		data, err := test.network.MarshalJSON()
		if err == nil || err.Error() != test.want {
			t.Errorf("have %v\nwant %s", err, test.want)
		}
		if err != nil && data != nil {
			t.Errorf("have text beside the error %v", err)
		}
	}
}
