package format

import (
	"fmt"
	"reflect"
	"testing"
)

// TestReadSequences: the first layer that slides says whether the input is a
// sequence; what is written reads back.
func TestReadSequences(t *testing.T) {
	const (
		kernel = `{"op": "conv1d", "kernel": [0.5, -1]}`
		pool   = `{"op": "maxpool1d", "size": 2, "stride": 1, "pad": [1, 0]}`
		both   = `{"op": "conv1d", "kernel": [[[0.5, -1], [2, 1]], [[1, 1], [0, 1]]], "bias": [1, 2], "stride": 2, "dilation": 2, "pad": "same"}`
	)
	for _, test := range []struct{ name, input, layers, end, in, out string }{
		{"a vector of numbers", `[1, 2, 3]`, kernel, "", "1×3", "1×2"},
		{"one channel", `[[1, 2, 3]]`, kernel, "", "1×3", "1×2"},
		{"two channels", `[[1, 2, 3], [4, 5, 6]]`, both, "", "2×3", "2×2"},
		{"pasted", `"tensor([[1., 2., 3.],\n [4., 5., 6.]])"`, both, "", "2×3", "2×2"},
		{"after a ReLU", `[1, 2, 3]`, `{"op": "relu"}, ` + pool, "", "1×3", "1×3"},
		{"a target of a vector", `[1, 2, 3]`, kernel, `, "loss": {"op": "squared_error", "target": [1, 2]}`, "1×3", "1×2"},
		{"a target of one channel", `[1, 2, 3]`, kernel, `, "loss": {"op": "squared_error", "target": [[1, 2]]}`, "1×3", "1×2"},
		{"a target of two channels", `[[1, 2, 3], [4, 5, 6]]`, pool, `, "loss": {"op": "squared_error", "target": [[1, 2, 3], [4, 5, 6]]}`, "2×3", "2×3"},
		{"an upstream gradient", `[[1, 2, 3], [4, 5, 6]]`, `{"op": "avgpool1d", "size": "all"}`, `, "upstream": [[1], [2]]`, "2×3", "2×1"},
		{"flattened", `[[1, 2, 3], [4, 5, 6]]`, pool + `, {"op": "flatten", "order": "HWC"}`, `, "upstream": [1, 2, 3, 4, 5, 6]`, "2×3", "6"},
		{"no layer that slides", `[[1, 2, 3], [4, 5, 6]]`, `{"op": "relu"}`, "", "1×2×3", "1×2×3"},
		{"a map", `[[1, 2, 3], [4, 5, 6]]`, `{"op": "maxpool", "size": 2}`, "", "1×2×3", "1×1×1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := fmt.Sprintf(`{"input": %s, "layers": [%s]%s}`, test.input, test.layers, test.end)
			n, err := ParseNetwork("net.json", []byte(file))
			if err != nil {
				t.Fatal(err)
			}
			shapes, err := n.Shapes()
			if err != nil {
				t.Fatal(err)
			}
			if in, out := shapes[0].String(), shapes[len(shapes)-1].String(); in != test.in || out != test.out {
				t.Errorf("have the shapes %s and %s, want %s and %s", in, out, test.in, test.out)
			}
			text, err := MarshalNetwork(n)
			if err != nil {
				t.Fatal(err)
			}
			again, err := ParseNetwork("again.json", text)
			if err != nil {
				t.Fatalf("%v in\n%s", err, text)
			}
			n.HalfUnits, again.HalfUnits = nil, nil
			if !reflect.DeepEqual(n, again) {
				t.Errorf("have %+v after writing and reading, want %+v", again, n)
			}
		})
	}
}

// TestBatchOfSequences: each example may be given as [L].
func TestBatchOfSequences(t *testing.T) {
	n, err := ParseNetwork("net.json", []byte(`{"batch": [{"input": [1, 2, 3], "target": [1, 2]}, {"input": [[4, 5, 6]], "target": [[3, 4]]}],
		"layers": [{"op": "conv1d", "kernel": [1, -1]}], "loss": {"op": "squared_error"}}`))
	if err != nil {
		t.Fatal(err)
	}
	if in, target := n.Input.Shape.String(), n.Loss.Target.Shape.String(); in != "2×1×3" || target != "2×1×2" {
		t.Errorf("have an input %s and a target %s, want 2×1×3 and 2×1×2", in, target)
	}
}
