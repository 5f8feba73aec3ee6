package main

import "sync"

// A worker runs examples one after the other and sums up their losses and the
// gradients of all parameters.
type worker interface {
	add(e example)
	sums() (loss float64, gradient []float64)
	reset()
}

// A path is one of the ways to compute the same numbers.
type path struct {
	name string
	new  func(parameters) worker
}

// paths are all of them, the textbook's first: the others are held against
// it.
var paths = []path{
	{"textbook loops", by(newLoops)},
	{"links", newLinks},
	{"loops that skip zeros", by(newSkipping)},
	{"im2col and a library", by(newProducts)},
	{"im2col, blocks, no zeros", by(newBlocks)},
}

func by(m func(*convolution) method) func(parameters) worker {
	return func(value parameters) worker { return newLenet(value, m) }
}

// A crew is several workers that share a batch.
type crew []worker

// hire makes a crew of so many workers for a path.
func (p path) hire(n int, value parameters) crew {
	c := make(crew, n)
	for i := range c {
		c[i] = p.new(value)
	}
	return c
}

// run gives each worker its stretch of the batch, all at the same time, and
// returns the mean loss and the mean gradients. The gradients are overwritten
// by the next run.
func (c crew) run(batch []example) (loss float64, gradient []float64) {
	var wait sync.WaitGroup
	for i, w := range c {
		stretch := batch[i*len(batch)/len(c) : (i+1)*len(batch)/len(c)]
		work := func() {
			w.reset()
			for _, e := range stretch {
				w.add(e)
			}
		}
		if i == len(c)-1 {
			work()
		} else {
			wait.Go(work)
		}
	}
	wait.Wait()
	loss, gradient = c[0].sums()
	for _, w := range c[1:] {
		l, g := w.sums()
		loss += l
		for i := range g {
			gradient[i] += g[i]
		}
	}
	for i := range gradient {
		gradient[i] /= float64(len(batch))
	}
	return loss / float64(len(batch)), gradient
}
