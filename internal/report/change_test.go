package report

import (
	"slices"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
)

// changesOf are the changes that mistakes make in a network.
func changesOf(t *testing.T, network string) []Change {
	t.Helper()
	net, err := format.ReadNetwork("test", strings.NewReader(network))
	if err != nil {
		t.Fatal(err)
	}
	pass, err := cnn.Run(net)
	if err != nil {
		t.Fatal(err)
	}
	changes, _, err := Changes(pass)
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

// Where three mistakes have the same numbers, both later ones point to the
// first, which is the one that is shown in full.
func TestSameNumbersAreShownOnce(t *testing.T) {
	changes := changesOf(t, `{"input": [[1, 1, 1]], "layers": [{"op": "maxpool", "size": [1, 2], "stride": 1}], "upstream": [[1, 0]]}`)
	shown := map[string]string{}
	for _, c := range changes {
		shown[c.Mistake.Name] = c.Shown
	}
	for name, want := range map[string]string{
		"mask-without-error": "", "error-to-whole-window": "mask-without-error", "tie-copied": "mask-without-error",
	} {
		if have, ok := shown[name]; !ok || have != want {
			t.Errorf("%s: have the numbers of %q, want %q", name, have, want)
		}
	}
}

// Before batch normalization ∂L/∂b is 0 as a sum that cancels. What rounding leaves
// of it, another number in each order of adding, is no change.
func TestNoiseIsNoChange(t *testing.T) {
	var have []string
	for _, c := range changesOf(t, `{"input": [[1, 2, 4]], "layers": [{"op": "conv", "kernel": [[1]]}, {"op": "batchnorm"}], "upstream": [[1, 0.3, 0.2]]}`) {
		have = append(have, c.Mistake.Name)
	}
	want := []string{"batchnorm-mean-constant", "batchnorm-variance-constant", "update-sign", "rows-for-columns", "kernel-for-input"}
	if !slices.Equal(have, want) {
		t.Errorf("have changes by %q, want %q", have, want)
	}
}
