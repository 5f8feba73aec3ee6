package worked_test

import (
	"fmt"
	"math"
	"testing"

	"backprop/internal/format"
	"backprop/internal/worked"

	"github.com/sebdah/goldie/v2"
)

// A seed means the same network on every machine and for all time.
func TestSeededIsTheSame(t *testing.T) {
	for _, seed := range []uint64{0, 1, 7, math.MaxUint64} {
		file, err := format.MarshalNetwork(worked.Seeded(seed))
		if err != nil {
			t.Fatal(err)
		}
		goldie.New(t).Assert(t, fmt.Sprintf("seed-%d", seed), file)
	}
}
