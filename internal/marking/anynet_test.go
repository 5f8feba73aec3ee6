package marking

import (
	"fmt"
	"math"
	"testing"

	"backprop/internal/randomnet"
)

// TestAnyNetwork marks right answers, as a program writes them in double and
// in single precision, for networks of any kind: saturated, dead, tiny, huge.
// Nothing is wrong. Zeros everywhere are marked as well, whatever comes of it.
func TestAnyNetwork(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	seen := map[Verdict]int{}
	for i := range uint64(150) {
		n := randomnet.Any(1, i)
		p := pass(t, n)
		values, err := Values(n)
		if err != nil {
			t.Fatal(err)
		}
		double := func(v float64) string {
			if math.IsInf(v, 0) {
				return "null" // as the values of a pass have it
			}
			return fmt.Sprint(v)
		}
		single := func(v float64) string {
			if math.Abs(v) > math.MaxFloat32 {
				return "null"
			}
			return double(float64(float32(v)))
		}
		for name, text := range map[string]string{"double": file(p.Places(), values, double), "single": file(p.Places(), values, single)} {
			for _, have := range marked(t, n, text).Places {
				seen[have.Verdict]++
				if have.Verdict != Right && have.Verdict != Blank && !(name == "single" && have.Verdict == Rounded) {
					t.Errorf("network %d (%s), %s precision, %s: have %s", i, randomnet.Describe(n), name, have.Place, have.Verdict)
				}
			}
		}
		marked(t, n, file(p.Places(), values, func(float64) string { return "0" }))
	}
	if seen[Right] < 1000 || seen[Rounded] < 100 {
		t.Errorf("have %v: too few to tell", seen)
	}
}
