package format

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"

	"backprop/internal/cnn"
)

// valuesFile is what other programs read from the values.
type valuesFile struct {
	Loss        *float64 `json:"loss"`
	Activations []any    `json:"activations"`
	Gradients   []any    `json:"gradients"`
	Parameters  []struct {
		Layer    int    `json:"layer"`
		Name     string `json:"name"`
		Gradient any    `json:"gradient"`
		Updated  any    `json:"updated"`
	} `json:"parameters"`
}

// nested is a tensor as encoding/json reads it, by another way than the
// writer's.
func nested(t *cnn.Tensor) any {
	level := make([]any, len(t.Data))
	for i, v := range t.Data {
		level[i] = v
	}
	for axis := len(t.Shape) - 1; axis > 0; axis-- {
		size := t.Shape[axis]
		outer := make([]any, len(level)/size)
		for i := range outer {
			outer[i] = level[i*size : (i+1)*size]
		}
		level = outer
	}
	return level
}

const valuesNetwork = `{
"input": [[0.1, 0.2, 0.3], [0.4, 0.5, 0.7]],
"layers": [
 {"op": "conv", "kernel": [[[[0.3, -1]]], [[[0.7, 1e-9]]]]},
 {"op": "tanh"},
 {"op": "flatten", "order": "HWC"},
 {"op": "dense", "weights": [[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8], [1, 2, 3, 4, 5, 6, 7, 8]], "bias": [0.5, -1]},
 {"op": "softmax"}
]END}`

func TestValues(t *testing.T) {
	tests := []struct {
		name, end      string
		loss, backward bool
	}{
		{"loss", `, "loss": {"op": "cross_entropy", "target": [0, 1]}`, true, true},
		{"upstream", `, "upstream": [0.3, -1]`, false, true},
		{"forward only", ``, false, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			n, err := ParseNetwork("test", []byte(strings.Replace(valuesNetwork, "END", test.end, 1)))
			if err != nil {
				t.Fatal(err)
			}
			p, err := cnn.Run(n)
			if err != nil {
				t.Fatal(err)
			}
			data, err := MarshalValues(p.Values())
			if err != nil {
				t.Fatal(err)
			}
			var keys map[string]json.RawMessage
			if err := json.Unmarshal(data, &keys); err != nil {
				t.Fatal(err)
			}
			for key, want := range map[string]bool{"loss": test.loss, "activations": true, "gradients": test.backward, "parameters": test.backward} {
				if _, have := keys[key]; have != want {
					t.Errorf("key %q: have %v, want %v", key, have, want)
				}
			}
			var have valuesFile
			if err := json.Unmarshal(data, &have); err != nil {
				t.Fatal(err)
			}
			if test.loss && (have.Loss == nil || *have.Loss != p.Loss) {
				t.Errorf("loss: have %v, want %v", have.Loss, p.Loss)
			}
			sameArrays(t, "activations", have.Activations, p.Activations)
			sameArrays(t, "gradients", have.Gradients, p.Gradients)
			if !test.backward {
				return
			}
			want := []struct {
				layer, j int
				name     string
			}{{0, 0, "kernel"}, {0, 1, "bias"}, {3, 0, "weights"}, {3, 1, "bias"}}
			if len(have.Parameters) != len(want) {
				t.Fatalf("have %d parameters, want %d", len(have.Parameters), len(want))
			}
			for i, w := range want {
				h, l := have.Parameters[i], p.Parameters[w.layer][w.j]
				if h.Layer != w.layer || h.Name != w.name {
					t.Errorf("parameter %d: have %d %s, want %d %s", i, h.Layer, h.Name, w.layer, w.name)
				}
				sameArrays(t, w.name, []any{h.Gradient, h.Updated}, []*cnn.Tensor{l.Gradient, l.Updated})
			}
		})
	}
}

func sameArrays(t *testing.T, name string, have []any, want []*cnn.Tensor) {
	t.Helper()
	if len(have) != len(want) {
		t.Errorf("%s: have %d arrays, want %d", name, len(have), len(want))
		return
	}
	for i := range want {
		if w := nested(want[i]); !reflect.DeepEqual(have[i], w) {
			t.Errorf("%s/%d: have %v, want %v", name, i, have[i], w)
		}
	}
}

// Without parameters there is a list of none, not no list.
func TestValuesWithoutParameters(t *testing.T) {
	p, err := cnn.Run(&cnn.Network{Input: cnn.Vector(1, -2), Layers: []cnn.Layer{cnn.ReLU{}}, Upstream: cnn.Vector(3, 4)})
	if err != nil {
		t.Fatal(err)
	}
	have, err := MarshalValues(p.Values())
	want := "{\n\"activations\": [\n[1, -2],\n[1, 0]],\n\"gradients\": [\n[3, 0],\n[3, 4]],\n\"parameters\": []\n}\n"
	if err != nil || string(have) != want {
		t.Errorf("have %s, %v\nwant %s", have, err, want)
	}
}

func TestValuesNotFinite(t *testing.T) {
	_, err := MarshalValues(cnn.Values{Activations: []*cnn.Tensor{cnn.Vector(1), cnn.Vector(0, math.Inf(1))}})
	if err == nil || !strings.Contains(err.Error(), "activations/1") {
		t.Errorf("have %v, want an error that names activations/1", err)
	}
}
