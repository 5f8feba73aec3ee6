package worked

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"backprop/internal/cnn"
)

func TestSeededIsAWorkedExample(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	const seeds = 1000
	seen := map[string]uint64{}
	right, most := 0, 0
	dead := make([]int, 4)
	for seed := range uint64(seeds) {
		n, tries := seeded(seed)
		most = max(most, tries)
		c, err := cnn.AsClassic(n)
		if err != nil {
			t.Fatal(err)
		}
		if err := Check(c); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
		numbers := fmt.Sprint(c.X.Data, c.K.Data)
		if other, ok := seen[numbers]; ok {
			t.Errorf("seeds %d and %d have the same image and kernel", other, seed)
		}
		seen[numbers] = seed
		if p := c.Prob.Data; c.Y.Data[0]*p[0]+c.Y.Data[1]*p[1]+c.Y.Data[2]*p[2] == max(p[0], p[1], p[2]) {
			right++
		}
		for at, p := range c.P.Data {
			if p == 0 {
				dead[at]++
			}
			if p > 6 || slices.Contains(c.P.Data[:at], p) {
				t.Errorf("seed %d: have features %v, want at most 6 and no two the same", seed, c.P.Data)
			}
		}
	}
	// Half a microsecond a try: a seed takes less than 50 ms.
	if most > 50_000 {
		t.Errorf("have %d tries for the slowest seed, want at most 50000", most)
	}
	if right < seeds/10 || right > seeds*9/10 {
		t.Errorf("%d of %d networks predict the right class; want some of both", right, seeds)
	}
	for at, count := range dead {
		if count < seeds/10 {
			t.Errorf("window %d is dead in %d of %d networks; want it often", at, count, seeds)
		}
	}
}

// Images with many zeros seldom fit otherwise, so that seeds do not show that
// they are refused.
func TestDraftCountsZeros(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	d := draft{source: rand.NewPCG(4, 4)}
	fit := make([]int, 26)
	for range 1_000_000 {
		d.drawFront()
		zeros := 0
		for i := range d.x {
			for j := range d.x[i] {
				if d.below(5) == 0 {
					d.x[i][j] = 0
				}
				if d.x[i][j] == 0 {
					zeros++
				}
			}
		}
		if d.frontFits() {
			fit[zeros]++
		}
	}
	if fit[5] == 0 || slices.Max(fit[6:]) > 0 {
		t.Errorf("have %v images that fit, by their zeros, want at most five zeros", fit)
	}
}

// The integers of the search are what the pass computes.
func TestDraftAgreesWithThePass(t *testing.T) {
	d := draft{source: rand.NewPCG(3, 3)}
	judged := map[bool]int{}
	for found := 0; found < 40; {
		if d.drawFront(); !d.frontFits() || !d.sumTells() {
			continue
		}
		found++
		for range 50 {
			d.drawHead()
			fits := d.headFits()
			c, err := cnn.AsClassic(d.network("draft"))
			if err != nil {
				t.Fatal(err)
			}
			if err := Check(c); fits && err != nil {
				t.Errorf("fits, but %v", err)
			}
			if want, sure := headBounds(c); sure && fits != want {
				t.Errorf("fits: have %v, want %v for p = %v, ∂L/∂P = %v, ∂L/∂K = %v, ∂L/∂b = %v", fits, want, c.Prob.Data, c.DP.Data, c.DK.Data, c.DB.Data)
			} else if sure {
				judged[want]++
			}
			for at, z := range c.Z.Data {
				if have := float64(d.z[at/4][at%4]) / 100; have != z {
					t.Errorf("Z[%d]: have %v, want %v", at, have, z)
				}
			}
			for j, f := range c.F.Data {
				if have := float64(d.f[j]) / 100; have != f || (f == 0) != (j == d.dead) {
					t.Errorf("f[%d]: have %v, want %v; the dead window is %d", j, have, f, d.dead)
				}
			}
			if slices.Min(c.Prob.Data) < 0.01 {
				continue
			}
			for i, p := range d.probabilities() {
				if have, want := float64(p)/whole, c.Prob.Data[i]; math.Abs(have-want) > 1e-6 {
					t.Errorf("p[%d]: have %v, want %v", i, have, want)
				}
			}
		}
	}
	if judged[true] < 200 || judged[false] < 200 {
		t.Errorf("have %v heads that fit and that do not, want many of both", judged)
	}
}

// headBounds says from the pass whether a head fits: no probability near 0 or
// another's, errors and gradients that show, two of them apart, and both signs
// among the errors that reach an open gate. It is not sure where a number is
// next to its bound.
func headBounds(c *cnn.Classic) (fits, sure bool) {
	fits, sure = true, true
	least := func(v, bound float64) {
		fits = fits && v >= bound
		sure = sure && math.Abs(v-bound) > 1e-5
	}
	apart := func(values []float64, bound float64) {
		for i, v := range values {
			for _, w := range values[:i] {
				least(math.Abs(v-w), bound)
			}
		}
	}
	apart(c.Prob.Data, 0.03)
	for _, p := range c.Prob.Data {
		least(p, 0.08)
	}
	apart(c.DP.Data, 0.002)
	signs := map[bool]bool{}
	for i, d := range c.DP.Data {
		least(math.Abs(d), 0.03)
		if c.P.Data[i] > 0 {
			signs[d > 0] = true
		}
	}
	fits = fits && len(signs) == 2
	var sizes []float64
	for _, d := range c.DK.Data {
		sizes = append(sizes, math.Abs(d))
		least(math.Abs(d), 0.01)
	}
	apart(sizes, 0.002)
	least(math.Abs(c.DB.Data[0]), 0.01)
	return fits, sure
}
