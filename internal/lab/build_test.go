package lab

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
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
			p.Layers = append(p.Layers[:2:2], append([]PlannedLayer{{Op: "add", From: -1}}, p.Layers[2:]...)...)
		}, "3", ""},
		{"nothing to add", func(p *Plan) {
			p.Layers = append([]PlannedLayer{{Op: "add", From: -1}}, p.Layers...)
		}, "", "layer 0 (add): no earlier array has the shape 1×5×5"},
		{"a dropout", func(p *Plan) {
			p.Layers = append(p.Layers[:1:1], append([]PlannedLayer{{Op: "dropout", From: -1}}, p.Layers[1:]...)...)
		}, "3", ""},
		{"a hinge in place of cross entropy", func(p *Plan) { p.Loss = "hinge" }, "3", ""},
		{"two kernels", func(p *Plan) { p.Layers[0].Count = 2 }, "3", ""},
		{"dilated", func(p *Plan) { p.Layers[0].Options["dilation"] = "2" }, "3", ""},
		{"a kernel for each channel", func(p *Plan) { p.Input[0], p.Layers[0].Count, p.Layers[0].Options["groups"] = 2, 2, "2" }, "3", ""},
		{"too many groups", func(p *Plan) { p.Layers[0].Options["groups"] = "2" }, "", "layer 0 (conv): groups 2"},
		{"two channels", func(p *Plan) { p.Input[0] = 2 }, "3", ""},
		{"a wider image", func(p *Plan) { p.Input[2] = 9 }, "3", ""},
		{"four classes", func(p *Plan) { p.Layers[4].Count = 4 }, "4", ""},
		{"two classes, of which the target was neither", func(p *Plan) { p.Layers[4].Count = 2 }, "2", ""},
		{"one more layer", func(p *Plan) {
			p.Layers = append([]PlannedLayer{{Op: "conv", From: -1, Count: 3, Down: 2, Across: 2, Options: map[string]string{"pad": "1"}}}, p.Layers...)
		}, "3", ""},
		{"a sigmoid and squares", func(p *Plan) { p.Layers[5] = PlannedLayer{Op: "sigmoid", From: -1}; p.Loss = "squared_error" }, "3", ""},
		{"a given gradient", func(p *Plan) { p.Loss = upstream }, "3", ""},
		{"forward only", func(p *Plan) { p.Loss = "" }, "3", ""},
		{"no flatten", func(p *Plan) { p.Layers = append(p.Layers[:3], p.Layers[4:]...) }, "", "layer 3 (dense): a fully connected layer reads a vector"},
		{"a late convolution", func(p *Plan) { p.Layers = append(p.Layers, p.Layers[0]) }, "", "layer 6 (conv): a convolution reads maps"},
		{"a large window", func(p *Plan) { p.Layers[2].Options["size"] = "9 2" }, "", "layer 2 (maxpool)"},
		{"the whole map", func(p *Plan) { p.Layers[2].Options["size"], p.Layers[4].Count = "all", 2 }, "2", ""},
		{"no rows", func(p *Plan) { p.Layers[0].Down = 0 }, "", "layer 0 (conv): a size of 0"},
		{"a minus", func(p *Plan) { p.Input[1] = -5 }, "", "input: a size of -5"},
		{"too much", func(p *Plan) { p.Input = []int{1000, 1000, 1000} }, "", "input: more than"},
		{"no axes", func(p *Plan) { p.Input = nil }, "", "the input is a vector"},
		{"a sequence for maps", func(p *Plan) { p.Input = []int{2, 5} }, "3", ""},
		{"maps for a sequence", func(p *Plan) {
			p.Layers[0] = PlannedLayer{Op: "conv1d", From: -1, Count: 2, Across: 2, Options: map[string]string{"pad": "1"}}
			p.Layers[2] = PlannedLayer{Op: "maxpool1d", From: -1, Options: map[string]string{"size": "3"}}
		}, "3", ""},
		{"one number of each channel", func(p *Plan) {
			p.Layers[0] = PlannedLayer{Op: "conv1d", From: -1, Count: 2, Across: 2}
			p.Layers[2] = PlannedLayer{Op: "avgpool1d", From: -1, Options: map[string]string{"size": "all"}}
		}, "3", ""},
		{"maps after a sequence", func(p *Plan) {
			p.Layers[2] = PlannedLayer{Op: "maxpool1d", From: -1, Options: map[string]string{"size": "2"}}
		}, "", "layer 2 (maxpool1d): a layer along one axis reads a sequence"},
		{"no such layer", func(p *Plan) { p.Layers[1].Op = "magic" }, "", "there is no such layer"},
		{"a loss for another end", func(p *Plan) { p.Layers = p.Layers[:5] }, "", "cross_entropy"},
		{"no stride", func(p *Plan) { p.Layers[2].Options["stride"] = "0" }, "", "layer 2 (maxpool): stride: found 0, expected"},
		{"a stride in words", func(p *Plan) { p.Layers[2].Options["stride"] = "wide" }, "", "layer 2 (maxpool): stride: found a string"},
		{"more than a value", func(p *Plan) { p.Layers[2].Options["stride"] = "[1, 1], \"ceil\": true" }, "", "layer 2 (maxpool)"},
		{"a batch of three", func(p *Plan) { p.Batch = 3 }, "3×3", ""},
		{"too many examples", func(p *Plan) { p.Batch = 257 }, "", "257 examples; a batch has 1 to 256"},
		{"a batch of three and a dropout", func(p *Plan) {
			p.Batch, p.Layers[1] = 3, PlannedLayer{Op: "dropout", From: -1}
		}, "3×3", ""},
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

// TestEveryKindCanBeAdded: a layer of each kind stands in a network of its own,
// and everything that a file says of it can be changed: in a grid of numbers, or
// as an option.
func TestEveryKindCanBeAdded(t *testing.T) {
	for _, k := range kinds() {
		n := `{"input": [[[1, 2], [3, 4]]], "layers": [{"op": "relu"}]}`
		input := []int{2, 4, 4}
		if k.Op == "dense" || k.Op == "softmax" || k.Op == "log_softmax" {
			input = []int{4}
		}
		if isAlong(k.Op) {
			input = []int{2, 6}
		}
		layers := []PlannedLayer{{Op: "relu", From: 0}, {Op: k.Op, From: -1, Count: 2, Down: 2, Across: 2, Options: k.New}}
		made, err := Build(n, Plan{Input: input, Layers: layers})
		if err != nil || !strings.Contains(made, `"op": "`+k.Op+`"`) {
			t.Errorf("%s: have %s, %v", k.Op, made, err)
			continue
		}
		for key, text := range map[string]string{"size": "3", "stride": "3", "dilation": "2", "groups": "2", "pad": "1", "output_pad": "1", "ceil": "true", "count_pad": "false",
			"slope": "0.3", "alpha": "0.7", "eps": "0.01", "rate": "0.5", "order": "HWC", "from": "0"} {
			has := slices.ContainsFunc(k.Options, func(o format.Option) bool { return o.Key == key })
			options := maps.Clone(k.New)
			options[key] = text
			if key == "output_pad" {
				options["stride"] = "2"
			}
			layers[1].Options = options
			made, err := Build(n, Plan{Input: input, Layers: layers})
			want := `"` + key + `": `
			if err != nil || strings.Contains(made, want) != has {
				t.Errorf("%s with %s %s: have %s, %v; the option is there: %v", k.Op, key, text, made, err, has)
			}
			if err != nil {
				continue
			}
			checkEditable(t, k, made)
		}
	}
}

// checkEditable holds that each key of the layer 1 is an option of its kind or
// an array that has cells.
func checkEditable(t *testing.T, k Kind, network string) {
	t.Helper()
	var file struct {
		Layers []map[string]any
	}
	if err := json.Unmarshal([]byte(network), &file); err != nil {
		t.Fatal(err)
	}
	v, err := Look(network, nil, nil)
	if err != nil {
		t.Fatalf("%s: %v", network, err)
	}
	for key := range file.Layers[1] {
		isOption := slices.ContainsFunc(k.Options, func(o format.Option) bool { return o.Key == key })
		hasCells := slices.ContainsFunc(v.Given, func(a Array) bool { return a.Place == cnn.ValuePlace(1, key) && len(a.Cells) > 0 })
		if key != "op" && isOption == hasCells {
			t.Errorf("%s: the key %q is an option: %v, and has cells: %v", k.Op, key, isOption, hasCells)
		}
	}
}

// TestEveryLossOption: so it is with a loss, and with the numbers beside it.
func TestEveryLossOption(t *testing.T) {
	network := file(t, "hinge")
	n, err := format.ParseNetwork("hinge", []byte(network))
	if err != nil {
		t.Fatal(err)
	}
	p := planOf(n)
	p.Batch, p.LossOptions = 2, map[string]string{"margin": "0.5", "reduction": "sum"}
	have, err := Build(network, p)
	if err != nil || !strings.Contains(have, `"margin": 0.5`) || !strings.Contains(have, `"reduction": "sum"`) {
		t.Errorf("have %s, %v", have, err)
	}
	v, err := Look(have, []Edit{{decayPlace, 0, "0.25"}, {cnn.ActivationPlace(0), len(n.Input.Data), "7.5"}}, nil)
	if err != nil || !strings.Contains(v.Network, `"weight_decay": 0.25`) || !strings.Contains(v.Network, "7.5") {
		t.Errorf("have %+v, %v", v, err)
	}
	p.Batch, p.LossOptions["reduction"] = 0, ""
	if alone, err := Build(have, p); err != nil || strings.Contains(alone, "batch") {
		t.Errorf("of the batch the first example alone: have %s, %v", alone, err)
	}
	p.LossOptions["margin"] = "wide"
	if _, err := Build(network, p); err == nil || !strings.Contains(err.Error(), "margin") {
		t.Errorf("a margin in words: have the error %v", err)
	}
}

// TestMaskIsEdited: a mask has cells, and so it can be pasted.
func TestMaskIsEdited(t *testing.T) {
	network := file(t, "dropout")
	v, err := Look(network, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(v.Given, func(a Array) bool { return strings.HasSuffix(a.Place.String(), "/mask") })
	if at < 0 {
		t.Fatal("there is no mask among the arrays that are given")
	}
	mask := v.Given[at]
	turned := map[string]string{"0": "1", "1": "0"}[mask.Cells[0]]
	after, err := Look(network, []Edit{{mask.Place, 0, turned}}, nil)
	if err != nil || after.Given[at].Cells[0] != turned || after.Network == v.Network {
		t.Errorf("turned around: have %v, %v", after, err)
	}
	if _, err := Look(network, []Edit{{mask.Place, 0, "0.5"}}, nil); err == nil || !strings.Contains(err.Error(), "expected 1 for kept or 0 for dropped") {
		t.Errorf("half: have the error %v", err)
	}
	if p, err := Paste(network, mask.Place, strings.Join(mask.Cells, " ")); err != nil || len(p.Cells) != len(mask.Cells) {
		t.Errorf("pasted: have %+v, %v", p, err)
	}
}
