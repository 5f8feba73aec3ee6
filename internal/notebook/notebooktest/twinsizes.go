package notebooktest

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/weave"
)

// wholeNumbers is a network of integers in which nothing has a size of the
// worked example: an oblong kernel, nine pooling windows that overlap, and two
// classes. Its probabilities are as good as whole, so only a target of fractions
// makes gradients that integers cannot hold.
const wholeNumbers = `{
  "input": [[3, 1, 4, 1, 5, 9, 2], [6, 5, 3, 5, 8, 9, 7], [9, 3, 2, 3, 8, 4, 6],
    [2, 6, 4, 3, 3, 8, 3], [2, 7, 9, 5, 0, 2, 8], [8, 4, 1, 9, 7, 1, 6]],
  "layers": [
    {"op": "conv", "kernel": [[2, -3, 1], [-1, 4, -2]], "bias": [1]},
    {"op": "relu"},
    {"op": "maxpool", "size": 3, "stride": 1},
    {"op": "flatten"},
    {"op": "dense", "weights": [[1, -2, 3, -1, 2, 1, -3, 2, -1], [2, 1, -1, 3, -2, 1, 2, -1, -2]], "bias": [1, -2]},
    {"op": "softmax"}
  ],
  "loss": {"op": "cross_entropy", "target": [0.25, 0.75]},
  "learning_rate": 0.1
}`

// TwinOfWholeNumbers tests that readers can put arrays of their own into the
// twin in the current folder: of integers, which a gradient must not inherit,
// and of other sizes. What it computes under the names of the book must be what
// the engine computes. The twin has to call its pooling windows size and stride.
//
// It is skipped where there is no Python with NumPy; in CI it fails there.
func TwinOfWholeNumbers(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("starts Python")
	}
	network, err := format.ReadNetwork("whole numbers", strings.NewReader(wholeNumbers))
	if err != nil {
		t.Fatal(err)
	}
	ex, err := cnn.AsClassic(network)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("main.py")
	if err != nil {
		t.Fatal(err)
	}
	const pooling = "size, stride = 2, 2 "
	if !strings.Contains(string(text), pooling) {
		t.Fatalf("main.py does not name its pooling windows: no %q", pooling)
	}
	given := weave.GiveTwin(string(text), []weave.Given{
		{Name: "X", Rows: ex.X.Rows()},
		{Name: "K", Rows: ex.K.Rows()},
		{Name: "W", Rows: ex.W.Rows()},
		{Name: "c", Rows: [][]float64{ex.C.Values()}, Vector: true},
		{Name: "y", Rows: [][]float64{ex.Y.Values()}, Vector: true},
	})
	given = strings.NewReplacer(pooling, "size, stride = 3, 1 ", "b = -0.5\n", "b = 1\n", ", dtype=float", "").Replace(given)
	file := filepath.Join(t.TempDir(), "main.py")
	if err := os.WriteFile(file, []byte(given), 0o666); err != nil {
		t.Fatal(err)
	}
	_, kept := runTwin(t, file)
	want := bookNumbers(ex)
	gradients := 0
	for _, name := range slices.Sorted(maps.Keys(kept)) {
		wanted, ok := want[name]
		if !ok {
			continue
		}
		// A central difference of a loss of this size has six decimals.
		if have := kept[name]; !have.sameShape(wanted) || have.farthest(wanted) > 1e-6 {
			t.Errorf("computes %s\nhave %v\nwant %v", name, have, wanted)
		}
		if strings.HasPrefix(name, "d") {
			gradients++
		}
	}
	if gradients == 0 {
		t.Error("main.py leaves no gradient to compare")
	}
}
