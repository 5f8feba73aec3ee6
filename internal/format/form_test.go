package format

import (
	"maps"
	"testing"

	"backprop/internal/cnn"
)

// TestOptions: what a form shows of a layer makes the same layer again, a
// default is what a file means that leaves the option out, and each key of a
// layer is an array or an option of its own.
func TestOptions(t *testing.T) {
	for _, k := range cnn.Kinds() {
		op := k.Layer.Op()
		needed := map[string]string{}
		for _, o := range Options(op) {
			if o.Key == "size" || o.Key == "from" {
				needed[o.Key] = "2"
			}
		}
		plain, err := LayerWith(op, needed)
		if err != nil {
			t.Errorf("%s: %v", op, err)
			continue
		}
		for _, o := range Options(op) {
			if needed[o.Key] == "" && o.Default == "" && o.Key != "stride" {
				t.Errorf("%s: %s has no default; give it one in optionDefaults, or a place in arrays", op, o.Key)
			}
			if o.Default == "" {
				continue
			}
			with := maps.Clone(needed)
			with[o.Key] = o.Default
			layer, err := LayerWith(op, with)
			if err != nil {
				t.Errorf("%s: its default of %s, %s: %v", op, o.Key, o.Default, err)
				continue
			}
			if have, want := OptionValues(layer), OptionValues(plain); !maps.Equal(have, want) {
				t.Errorf("%s with its default of %s: have %v, want %v", op, o.Key, have, want)
			}
		}
	}
}

// TestOptionValues: an option as people write it.
func TestOptionValues(t *testing.T) {
	for _, test := range []struct{ op, key, text, want string }{
		{"conv", "stride", "2", "2"},
		{"conv", "stride", "2 1", "[2, 1]"},
		{"conv", "stride", "2×1", "[2, 1]"},
		{"conv", "pad", "same", "same"},
		{"conv", "pad", `"same"`, ""},
		{"conv", "pad", "0, 0, 1, 1", "[0, 0, 1, 1]"},
		{"conv1d", "pad", "[0, 1]", "[0, 1]"},
		{"conv", "groups", "1.5", ""},
		{"maxpool", "size", "all", "all"},
		{"maxpool", "size", "any", ""},
		{"flatten", "order", "HWC", "HWC"},
		{"elu", "alpha", "1e-3", "0.001"},
		{"elu", "alpha", "1, \"op\": 2", ""},
		{"elu", "alpha", "<b>", ""},
	} {
		layer, err := LayerWith(test.op, map[string]string{test.key: test.text})
		if test.want == "" {
			if err == nil {
				t.Errorf("%s, %s %s: have %v and no error", test.op, test.key, test.text, OptionValues(layer))
			}
			continue
		}
		if err != nil || OptionValues(layer)[test.key] != test.want {
			t.Errorf("%s, %s %s: have %v, %v; want %s", test.op, test.key, test.text, layer, err, test.want)
		}
	}
}
