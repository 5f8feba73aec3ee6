package marking

import (
	"slices"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/worked"
)

// A network made from a seed tells the same mistakes apart as the worked
// example: each that changes a printed digit there changes one here.
func TestSeededNetworksShowTheMistakes(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	want := applicableNames(t, workedExample(t))
	for seed := range uint64(60) {
		have := applicableNames(t, worked.Seeded(seed))
		for _, name := range want {
			if !slices.Contains(have, name) {
				t.Errorf("seed %d: %s changes no printed digit", seed, name)
			}
		}
	}
}

func applicableNames(t *testing.T, n *cnn.Network) []string {
	t.Helper()
	mistakes, err := Applicable(n)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, m := range mistakes {
		names = append(names, m.Name)
	}
	return names
}
