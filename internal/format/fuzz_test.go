package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"backprop/internal/cnn"
)

// FuzzReadNetwork holds that nothing makes the reader panic, that every error
// names the file, that what reads also reads back equal after it has been
// written, and that it can be run.
func FuzzReadNetwork(f *testing.F) {
	f.Add([]byte(wholeFile))
	for _, layer := range []string{
		`{"op": "conv", "kernel": [[[[1, 2]]]], "stride": [1, 2], "pad": [0, 1, 2, 3]}`,
		`{"op": "maxpool", "size": [1, 2], "stride": 1, "ceil": true}`,
		`{"op": "avgpool", "size": 2, "pad": 1}`,
		`{"op": "leaky_relu", "slope": 1.7e-308}, {"op": "leaky_relu", "slope": 1e300}, {"op": "leaky_relu", "slope": 1e-7}, {"op": "sigmoid"}, {"op": "tanh"}`,
		`{"op": "elu"}, {"op": "elu", "alpha": 0.5}, {"op": "softplus"}, {"op": "silu"}, {"op": "gelu"}`,
		`{"op": "flatten", "order": "HWC"}, {"op": "softmax"}`,
		`{"order": "CWH", "op": "flatten"}, {"op": "dense", "weights": [[1, -2, 3, 4.5]]}`,
	} {
		f.Add([]byte(`{"name": "\u00e9\n", "input": [[1, 2], [3, -0]], "layers": [` + layer + `], "learning_rate": 0}`))
	}
	f.Add([]byte(`{"input": [[[1]], [[2]]], "layers": [{"op": "relu"}], "upstream": [[[1]], [[-0.5e1]]]}`))
	f.Add([]byte(`{"input": [[1]], "layers": [{"op": "relu"}], "loss": {"op": "mean_squared_error", "target": [[2]]}}`))
	f.Add([]byte(`{"input": [1e200, 1], "layers": [{"op": "relu"}], "loss": {"op": "squared_error", "target": [0, 0]}}`))
	f.Add([]byte(`{"input": [-800, 3], "layers": [{"op": "softmax"}], "loss": {"op": "cross_entropy", "target": [1, 0]}}`))
	bad, err := filepath.Glob("testdata/bad/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range bad {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		n, err := ReadNetwork("net.json", bytes.NewReader(data))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "net.json:") || strings.Count(err.Error(), "net.json") > 1+bytes.Count(data, []byte("net")) {
				t.Errorf("have the error %q, want one that names the file once, in front", err)
			}
			return
		}
		written, err := MarshalNetwork(n)
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		again, err := ParseNetwork("again.json", written)
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, written)
		}
		again.HalfUnits, n.HalfUnits = nil, nil // by pointer
		if !reflect.DeepEqual(again, n) {
			t.Fatalf("\nhave %+v\nwant %+v", again, n)
		}
		twice, err := MarshalNetwork(again)
		if err != nil || !bytes.Equal(twice, written) {
			t.Fatalf("error %v\nhave %s\nwant %s", err, twice, written)
		}
		if links(t, n) < 100_000 { // else a run takes too long for a fuzz target
			checkRun(t, n)
		}
	})
}

// links is the number of links of all layers.
func links(t *testing.T, n *cnn.Network) int64 {
	t.Helper()
	shapes, err := n.Shapes()
	if err != nil {
		t.Fatalf("what was read has no shapes: %v", err)
	}
	var count int64
	for i, layer := range n.Layers {
		count += layer.LinkCount(shapes[i])
	}
	return count
}

// checkRun holds that a network that reads can be run: two passes give the
// same numbers, all finite, or an error that names the layer or the loss.
func checkRun(t *testing.T, n *cnn.Network) {
	t.Helper()
	p, err := cnn.Run(n)
	if err != nil {
		var at *cnn.LayerError
		if !errors.As(err, &at) && !strings.HasPrefix(err.Error(), "loss (") {
			t.Errorf("have the error %q, want one that names the layer or the loss", err)
		}
		return
	}
	values, err := MarshalValues(p.Values()) // refuses what is not finite
	if err != nil || !json.Valid(values) {
		t.Fatalf("the values cannot be written: %v\n%s", err, values)
	}
	again, err := cnn.Run(n)
	if err != nil {
		t.Fatalf("run once, but not twice: %v", err)
	}
	if twice, err := MarshalValues(again.Values()); err != nil || !bytes.Equal(twice, values) {
		t.Fatalf("error %v\nhave %s\nwant %s", err, twice, values)
	}
}
