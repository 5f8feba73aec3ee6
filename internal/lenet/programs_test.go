package lenet

import "testing"

// A batch gives the same loss and gradients by every program, in a first run
// and in a second.
func TestProgramsAgree(t *testing.T) {
	batch, all := DrawExamples(5, 2), Programs(DrawParameters(2))
	loss, gradient := all[0].Run(batch)
	want := append(gradient, loss)
	for _, p := range all {
		for range 2 {
			l, g := p.Run(batch)
			same(t, p.Name, append(g, l), want)
		}
	}
	there := 0
	for _, g := range want {
		if g != 0 {
			there++
		}
	}
	if there < len(want)*8/10 {
		t.Errorf("have %d gradients that are not 0, want most of %d", there, len(want))
	}
}

// BenchmarkBatch is a batch of 64 forward and backward by each program.
func BenchmarkBatch(b *testing.B) {
	batch := DrawExamples(64, 1)
	for _, p := range Programs(DrawParameters(1)) {
		b.Run(p.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.Run(batch)
			}
		})
	}
}
