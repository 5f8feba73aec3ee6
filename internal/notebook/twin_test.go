package notebook

import (
	"path/filepath"
	"strings"
	"testing"

	"backprop/internal/cnn"
)

func TestGiveTwin(t *testing.T) {
	worked, err := WorkedExample()
	if err != nil {
		t.Fatal(err)
	}
	other, err := ReadExample(filepath.Join("..", "..", "testdata", "networks", "other-sizes.json"))
	if err != nil {
		t.Fatal(err)
	}
	const twin = "X = 1\nK = 2\nb = 3\nW = 4\nc = 5\ny = 6\neta = 7\nown = 8\n# %% x\nX = 9\n"
	give := func(e Example) (string, bool) {
		ex, err := cnn.AsClassic(e.Network)
		if err != nil {
			t.Fatal(err)
		}
		have, ok, err := GiveTwin(twin, ex)
		if err != nil {
			t.Fatal(err)
		}
		return have, ok
	}
	first, ok := give(worked)
	if !ok || strings.Count(first, "np.array(") != 5 || !strings.HasSuffix(first, "\neta = 0.1\nown = 8\n# %% x\nX = 9\n") {
		t.Errorf("the worked example: have %v\n%s", ok, first)
	}
	if second, ok := give(SeededExample(7)); !ok || second == first || strings.Count(second, "np.array(") != 5 {
		t.Errorf("a seed: have %v\n%s", ok, second)
	}
	if _, ok := give(other); ok {
		t.Error("a network of other sizes is given to a twin that speaks of one size")
	}
}
