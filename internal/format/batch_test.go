package format

import (
	"bytes"
	"strings"
	"testing"

	"backprop/internal/cnn"
)

// TestBatch reads batches, and reads again what is written of them.
func TestBatch(t *testing.T) {
	for _, test := range []struct {
		name, text   string
		input, last  cnn.Shape // of all examples together
		reduction    cnn.Reduction
		loss         float64
		firstInput   float64 // of the second example
		lastGradient float64 // the first of the second example
	}{
		{"vectors, a mean", `{"batch": [{"input": [1, 2], "target": [0]}, {"target": [1], "input": [3, 4]}],
			"layers": [{"op": "dense", "weights": [[1, 1]]}], "loss": {"op": "squared_error"}}`,
			cnn.Shape{2, 2}, cnn.Shape{2, 1}, cnn.MeanOfBatch, (9 + 36) / 2.0, 3, 6},
		{"a sum, and the loss before the batch", `{"loss": {"op": "squared_error", "reduction": "sum"},
			"batch": [{"input": [1, 2], "target": [0]}, {"input": [3, 4], "target": [1]}],
			"layers": [{"op": "dense", "weights": [[1, 1]]}]}`,
			cnn.Shape{2, 2}, cnn.Shape{2, 1}, cnn.SumOfBatch, 9 + 36, 3, 12},
		{"one map, written in both ways", `{"batch": [{"input": [[1, 2]], "target": [[0, 0]]}, {"input": [[[3, 4]]], "target": [[[0, 0]]]}],
			"layers": [{"op": "relu"}], "loss": {"op": "half_squared_error", "reduction": "mean"}}`,
			cnn.Shape{2, 1, 1, 2}, cnn.Shape{2, 1, 1, 2}, cnn.MeanOfBatch, (5 + 25) / 4.0, 3, 1.5},
		{"upstream of one map", `{"upstream": [[[5, 6]], [[7, 8]]], "batch": [{"input": [[1, 2]]}, {"input": [[3, 4]]}], "layers": [{"op": "relu"}]}`,
			cnn.Shape{2, 1, 1, 2}, cnn.Shape{2, 1, 1, 2}, "", 0, 3, 7},
		{"upstream of vectors", `{"upstream": [[5, 6], [7, 8]], "batch": [{"input": [1, 2]}, {"input": [3, 4]}], "layers": [{"op": "relu"}]}`,
			cnn.Shape{2, 2}, cnn.Shape{2, 2}, "", 0, 3, 7},
		{"pasted", `{"batch": [{"input": "tensor([[1., 2.]])", "target": "[0\n1]"}, {"input": [[1, 2]], "target": "tensor([[0., 1.]])"}],
			"layers": [{"op": "relu"}, {"op": "flatten"}], "loss": {"op": "squared_error", "reduction": "sum"}}`,
			cnn.Shape{2, 1, 1, 2}, cnn.Shape{2, 2}, cnn.SumOfBatch, 4, 1, 2},
	} {
		n, err := ParseNetwork(test.name, []byte(test.text))
		if err != nil {
			t.Error(err)
			continue
		}
		p, err := cnn.Run(n)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		last := len(n.Layers)
		size := len(n.Input.Data) / n.Batch
		switch {
		case n.Batch != 2, !n.Input.Shape.Equal(test.input), !p.Activations[last].Shape.Equal(test.last):
			t.Errorf("%s: have a batch of %d, input %s, output %s", test.name, n.Batch, n.Input.Shape, p.Activations[last].Shape)
		case n.Loss != nil && n.Loss.Reduction != test.reduction:
			t.Errorf("%s: have reduction %q, want %q", test.name, n.Loss.Reduction, test.reduction)
		case p.Loss != test.loss, n.Input.Data[size] != test.firstInput, p.Gradients[last].Data[test.last.Size()/2] != test.lastGradient:
			t.Errorf("%s: have loss %v, input %v, gradient %v", test.name, p.Loss, n.Input.Data[size], p.Gradients[last].Data)
		}
		written, err := MarshalNetwork(n)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		again, err := ParseNetwork(test.name, written)
		if err != nil {
			t.Errorf("%s, written: %v\n%s", test.name, err, written)
			continue
		}
		twice, err := MarshalNetwork(again)
		if err != nil || !bytes.Equal(written, twice) || again.Batch != 2 || !again.Input.Shape.Equal(test.input) {
			t.Errorf("%s: have\n%s\nwant\n%s", test.name, twice, written)
		}
	}
}

// TestBatchOfOne keeps the axis of the examples, though there is one only.
func TestBatchOfOne(t *testing.T) {
	n, err := ParseNetwork("one", []byte(`{"batch": [{"input": [[1, 2]]}], "upstream": [[[5, 6]]], "layers": [{"op": "relu"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	p, err := cnn.Run(n)
	if err != nil {
		t.Fatal(err)
	}
	values, err := MarshalValues(p.Values())
	if err != nil || !strings.Contains(string(values), "[[[[1, 2]]]]") || !strings.Contains(string(values), "[[[[5, 6]]]]") {
		t.Errorf("have %s, %v; want four axes", values, err)
	}
	for _, text := range []string{`{"activations/1": [[[1, 2]]]}`, `{"activations/1": [[[[1, 2]]]]}`} {
		answers, err := ReadAnswers("answers", strings.NewReader(text), p)
		if err != nil || len(answers) != 1 {
			t.Errorf("%s: have %v, %v", text, answers, err)
		}
	}
}

// TestHalfUnitsOfABatch keeps what each number of an example can be the rounded
// print of.
func TestHalfUnitsOfABatch(t *testing.T) {
	n, err := ParseNetwork("rounded", []byte(`{"batch": [{"input": [1, 2]}, {"input": [0.3333, 4]}], "layers": [{"op": "relu"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	halves := n.HalfUnits[n.Input]
	if len(n.HalfUnits) != 1 || len(halves) != 4 || halves[0] != 0 || halves[2] <= 0 {
		t.Errorf("have %v, want something for the third number alone", halves)
	}
}
