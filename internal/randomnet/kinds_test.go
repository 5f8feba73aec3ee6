package randomnet

import "testing"

// TestEveryKindIsDrawn: a layer or a loss that no random network has would be
// tried out by none of the tests that draw them.
func TestEveryKindIsDrawn(t *testing.T) {
	drawn := map[string]int{}
	for i := range uint64(1000) {
		n := Any(1, i)
		for _, layer := range n.Layers {
			drawn[layer.Op()]++
		}
		if n.Loss != nil {
			drawn[string(n.Loss.Op)]++
		}
	}
	for _, op := range kinds() {
		if drawn[op] < 10 {
			t.Errorf("%d of 1000 random networks have %s, want 10 or more; draw it in generator.go", drawn[op], op)
		}
	}
}
