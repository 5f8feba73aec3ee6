package report

import (
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
)

// Where three mistakes have the same numbers, both later ones point to the
// first, which is the one that is shown in full.
func TestSameNumbersAreShownOnce(t *testing.T) {
	net, err := format.ReadNetwork("test", strings.NewReader(
		`{"input": [[1, 1, 1]], "layers": [{"op": "maxpool", "size": [1, 2], "stride": 1}], "upstream": [[1, 0]]}`))
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
