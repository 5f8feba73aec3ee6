package lab

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
)

// TestBuildKeeps: a plan that is not changed gives the network back, for every
// network of the book.
func TestBuildKeeps(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(networks, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatal("there are no networks", err)
	}
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		n, err := format.ParseNetwork(path, text)
		if err != nil {
			t.Fatal(err)
		}
		want, err := format.MarshalNetwork(n)
		if err != nil {
			t.Fatal(err)
		}
		if have, err := Build(string(text), planOf(n)); err != nil || have != string(want) {
			t.Errorf("%s: have %s, %v\nwant %s", path, have, err, want)
		}
	}
}

// TestBuild: sizes change, numbers stay where they can, and what does not fit
// is an error at its layer.
func TestBuild(t *testing.T) {
	network := file(t, "worked-example")
	n, err := format.ParseNetwork("worked-example", []byte(network))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name   string
		change func(*Plan)
		shape  string // of the output
		err    string
	}{
		{"an add layer finds what fits", func(p *Plan) {
			p.Layers = append(p.Layers[:2:2], append([]PlannedLayer{{Op: "add", From: -1, Skip: -1}}, p.Layers[2:]...)...)
		}, "3", ""},
		{"nothing to add", func(p *Plan) {
			p.Layers = append([]PlannedLayer{{Op: "add", From: -1, Skip: -1}}, p.Layers...)
		}, "", "layer 0 (add): no earlier array has the shape 1×5×5"},
		{"a dropout", func(p *Plan) {
			p.Layers = append(p.Layers[:1:1], append([]PlannedLayer{{Op: "dropout", From: -1}}, p.Layers[1:]...)...)
		}, "3", ""},
		{"a hinge in place of cross entropy", func(p *Plan) { p.Loss = "hinge" }, "3", ""},
		{"two kernels", func(p *Plan) { p.Layers[0].Count = 2 }, "3", ""},
		{"dilated", func(p *Plan) { p.Layers[0].Dilation = 2 }, "3", ""},
		{"a kernel for each channel", func(p *Plan) { p.Input[0], p.Layers[0].Count, p.Layers[0].Groups = 2, 2, 2 }, "3", ""},
		{"too many groups", func(p *Plan) { p.Layers[0].Groups = 2 }, "", "layer 0 (conv): groups 2"},
		{"two channels", func(p *Plan) { p.Input[0] = 2 }, "3", ""},
		{"a wider image", func(p *Plan) { p.Input[2] = 9 }, "3", ""},
		{"four classes", func(p *Plan) { p.Layers[4].Count = 4 }, "4", ""},
		{"two classes, of which the target was neither", func(p *Plan) { p.Layers[4].Count = 2 }, "2", ""},
		{"one more layer", func(p *Plan) {
			p.Layers = append([]PlannedLayer{{Op: "conv", From: -1, Count: 3, Down: 2, Across: 2, Stride: 1, Pad: 1}}, p.Layers...)
		}, "3", ""},
		{"a sigmoid and squares", func(p *Plan) { p.Layers[5] = PlannedLayer{Op: "sigmoid", From: -1}; p.Loss = "squared_error" }, "3", ""},
		{"a given gradient", func(p *Plan) { p.Loss = upstream }, "3", ""},
		{"forward only", func(p *Plan) { p.Loss = "" }, "3", ""},
		{"no flatten", func(p *Plan) { p.Layers = append(p.Layers[:3], p.Layers[4:]...) }, "", "layer 3 (dense): a fully connected layer reads a vector"},
		{"a late convolution", func(p *Plan) { p.Layers = append(p.Layers, p.Layers[0]) }, "", "layer 6 (conv): a convolution reads maps"},
		{"a large window", func(p *Plan) { p.Layers[2].Down = 9 }, "", "layer 2 (maxpool)"},
		{"the whole map", func(p *Plan) { p.Layers[2].Down, p.Layers[4].Count = 0, 2 }, "2", ""},
		{"no rows", func(p *Plan) { p.Layers[0].Down = 0 }, "", "layer 0 (conv): a size of 0"},
		{"a minus", func(p *Plan) { p.Input[1] = -5 }, "", "input: a size of -5"},
		{"too much", func(p *Plan) { p.Input = []int{1000, 1000, 1000} }, "", "input: more than"},
		{"no axes", func(p *Plan) { p.Input = nil }, "", "the input is a vector"},
		{"a sequence for maps", func(p *Plan) { p.Input = []int{2, 5} }, "3", ""},
		{"maps for a sequence", func(p *Plan) {
			p.Layers[0] = PlannedLayer{Op: "conv1d", From: -1, Count: 2, Across: 2, Stride: 1, Pad: 1}
			p.Layers[2] = PlannedLayer{Op: "maxpool1d", From: -1, Across: 3, Stride: 3}
		}, "3", ""},
		{"one number of each channel", func(p *Plan) {
			p.Layers[0] = PlannedLayer{Op: "conv1d", From: -1, Count: 2, Across: 2, Stride: 1}
			p.Layers[2] = PlannedLayer{Op: "avgpool1d", From: -1}
		}, "3", ""},
		{"maps after a sequence", func(p *Plan) { p.Layers[2] = PlannedLayer{Op: "maxpool1d", From: -1, Across: 2, Stride: 2} }, "", "layer 2 (maxpool1d): a layer along one axis reads a sequence"},
		{"no such layer", func(p *Plan) { p.Layers[1].Op = "magic" }, "", "there is no such layer"},
		{"a loss for another end", func(p *Plan) { p.Layers = p.Layers[:5] }, "", "cross_entropy"},
		{"no stride", func(p *Plan) { p.Layers[2].Stride = 0 }, "", "layer 2 (maxpool)"},
	} {
		p := planOf(n)
		p.Input = append([]int{}, p.Input...)
		test.change(&p)
		have, err := Build(network, p)
		if test.err != "" {
			if err == nil || !strings.Contains(err.Error(), test.err) {
				t.Errorf("%s: have the error %v, want %q", test.name, err, test.err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		made, err := format.ParseNetwork(test.name, []byte(have))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		pass, err := cnn.Run(made)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if out := pass.Activations[len(made.Layers)].Shape.Plain().String(); out != test.shape {
			t.Errorf("%s: the output is %s, want %s", test.name, out, test.shape)
		}
	}
}

// TestEveryKindCanBeAdded: a layer of each kind stands in a network of its own.
func TestEveryKindCanBeAdded(t *testing.T) {
	for _, k := range kinds() {
		n := `{"input": [[[1, 2], [3, 4]]], "layers": [{"op": "relu"}]}`
		input := []int{1, 2, 2}
		if k.Op == "dense" || k.Op == "softmax" || k.Op == "log_softmax" {
			input = []int{4}
		}
		if isAlong(k.Op) {
			input = []int{1, 4}
		}
		layers := []PlannedLayer{{Op: k.Op, From: -1, Count: 1, Down: 1, Across: 1, Stride: 1}}
		if k.Op == "add" { // it needs something to add to
			layers = append([]PlannedLayer{{Op: "relu", From: 0}}, layers...)
		}
		made, err := Build(n, Plan{Input: input, Layers: layers})
		if err != nil || !strings.Contains(made, `"op": "`+k.Op+`"`) {
			t.Errorf("%s: have %s, %v", k.Op, made, err)
		}
	}
}
