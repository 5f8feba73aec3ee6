package main

import (
	"slices"
	"testing"
)

// A batch gives the same loss and gradients by every path, on one core and on
// more, in a first run and in a second. There may be more cores than examples.
func TestPathsAgree(t *testing.T) {
	batch, value := drawExamples(5, 2), drawParameters(2)
	loss, gradient := paths[0].hire(1, value).run(batch)
	want := append(slices.Clone(gradient), loss)
	for _, p := range paths {
		for _, cores := range []int{1, 2, 3, 7} {
			c := p.hire(cores, value)
			for range 2 {
				l, g := c.run(batch)
				same(t, p.name, append(slices.Clone(g), l), want)
			}
		}
	}
	if n := nonzero(want); n < len(want)*8/10 {
		t.Errorf("have %d gradients that are not 0, want most of %d", n, len(want))
	}
}

// BenchmarkBatch is a batch forward and backward by each path, on one core.
func BenchmarkBatch(b *testing.B) {
	batch, value := drawExamples(batchSize, 1), drawParameters(1)
	for _, p := range paths {
		b.Run(p.name, func(b *testing.B) {
			c := p.hire(1, value)
			b.ReportAllocs()
			for b.Loop() {
				c.run(batch)
			}
		})
	}
}
