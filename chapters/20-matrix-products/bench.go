package main

import (
	"runtime"
	"time"
)

// What -bench measures: so many examples in a batch, and so many rounds.
const (
	batchSize = 64
	rounds    = 40
)

// bench measures all paths, each once in every round, so that what disturbs
// the machine for a while disturbs all of them.
func bench(examples, rounds int) record {
	r := record{Machine: thisMachine(), Batch: examples, Rounds: rounds}
	batch, value := drawExamples(examples, 1), drawParameters(1)
	one, two := make([]crew, len(paths)), make([]crew, len(paths))
	for i, p := range paths {
		one[i], two[i] = p.hire(1, value), p.hire(2, value)
		r.Paths = append(r.Paths, measure{Name: p.name, Products: float64(productsOf(one[i], batch)) / 1e6})
	}
	before := runtime.GOMAXPROCS(0)
	defer runtime.GOMAXPROCS(before)
	for range rounds {
		runtime.GOMAXPROCS(1)
		r.Peak = max(r.Peak, peak())
		r.Library = max(r.Library, largeProduct())
		for i := range paths {
			m := &r.Paths[i]
			m.One = faster(m.One, func() { one[i].run(batch) })
			if n, ok := one[i][0].(*lenet); ok {
				m.Forward = faster(m.Forward, func() {
					for _, e := range batch {
						n.forward(e)
					}
				})
			}
		}
		if r.Machine.Cores < 2 {
			continue
		}
		runtime.GOMAXPROCS(2)
		for i := range paths {
			m := &r.Paths[i]
			m.Two = faster(m.Two, func() { two[i].run(batch) })
		}
	}
	return r
}

// faster runs something and returns how many milliseconds it took, or the
// time of an earlier run if that took less.
func faster(earlier float64, run func()) float64 {
	start := time.Now()
	run()
	took := float64(time.Since(start)) / float64(time.Millisecond)
	if earlier > 0 {
		return min(earlier, took)
	}
	return took
}

// productsOf counts the products of a batch. The links have as many as the
// textbook's loops, those for the gradient of the picture left out.
func productsOf(c crew, batch []example) int {
	n, ok := c[0].(*lenet)
	if !ok {
		n = newLenet(newParameters(), newLoops)
	}
	total := 0
	for _, e := range batch {
		if ok {
			n.add(e)
		}
		forward, backward := n.work()
		total += forward + backward
	}
	return total
}
