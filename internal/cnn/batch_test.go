package cnn_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/randomnet"
	"backprop/internal/witness"
)

// batches are random networks with a batch each.
func batches(count int) func(yield func(string, *cnn.Network) bool) {
	return func(yield func(string, *cnn.Network) bool) {
		for seed := range uint64(count) {
			g := randomnet.Generic(seed)
			if !yield(fmt.Sprintf("batch %d", seed), g.Batch(g.Network())) {
				return
			}
		}
	}
}

// TestBatchWitness holds every number of batches against the witness.
func TestBatchWitness(t *testing.T) {
	count := 200
	if testing.Short() {
		count = 40
	}
	var all agreement
	for name, n := range batches(count) {
		w := witness.Run(n)
		if w.Undecided() {
			continue
		}
		p, err := cnn.Run(n)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if all.network(t, name, p, w); t.Failed() {
			t.Fatalf("%s is %s of %d", name, randomnet.Describe(n), n.Batch)
		}
	}
	if all.elements < 50*count {
		t.Errorf("only %d elements", all.elements)
	}
}

// TestBatchIsItsExamples: what a pass of a batch holds of an example is what the
// example alone gives, the gradients with the share that the loss has in the
// batch's; a parameter's gradient is the sum over the examples.
func TestBatchIsItsExamples(t *testing.T) {
	for name, n := range batches(100) {
		p, err := cnn.Run(n)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		share := 1.0
		if n.Loss != nil && n.Loss.Reduction == cnn.MeanOfBatch {
			share = 1 / float64(n.Batch)
		}
		loss := 0.0
		sums := map[cnn.Place][]float64{}
		for e := range n.Batch {
			one, err := cnn.Run(n.Example(e))
			if err != nil {
				t.Fatalf("%s, example %d: %v", name, e, err)
			}
			loss += share * one.Loss
			part := func(all *cnn.Tensor) []float64 {
				size := len(all.Data) / n.Batch
				return all.Data[e*size : (e+1)*size]
			}
			for i := range p.Activations {
				if !slices.Equal(part(p.Activations[i]), one.Activations[i].Data) {
					t.Errorf("%s, example %d, activations/%d: have %v, alone %v", name, e, i, part(p.Activations[i]), one.Activations[i].Data)
				}
			}
			for i := range p.Gradients {
				for k, have := range part(p.Gradients[i]) {
					if want := share * one.Gradients[i].Data[k]; !near(have, want) {
						t.Errorf("%s, example %d, gradients/%d[%d]: have %v, want %v", name, e, i, k, have, want)
					}
				}
			}
			for i := range one.Parameters {
				for _, l := range one.Parameters[i] {
					if l.Gradient == nil {
						continue
					}
					place := cnn.ParameterPlace(i, l.Name)
					if sums[place] == nil {
						sums[place] = make([]float64, len(l.Gradient.Data))
					}
					for k, g := range l.Gradient.Data {
						sums[place][k] += share * g
					}
				}
			}
		}
		if !near(p.Loss, loss) {
			t.Errorf("%s: have the loss %v, want %v", name, p.Loss, loss)
		}
		for place, want := range sums {
			q, err := p.Quantity(place)
			if err != nil {
				t.Fatal(err)
			}
			for k := range want {
				if !near(q.Data[k], want[k]) {
					t.Errorf("%s, %s[%d]: have %v, want %v", name, place, k, q.Data[k], want[k])
				}
			}
		}
	}
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-10*max(1, math.Abs(a), math.Abs(b)) }

// TestBatchGradientCheck compares the gradients of batches with differences.
func TestBatchGradientCheck(t *testing.T) {
	checked := 0
	for name, n := range batches(30) {
		if n.Loss == nil && n.Upstream == nil {
			continue
		}
		all, err := cnn.CheckGradients(n, 1e-5)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range all {
			if c.Kink != "" {
				continue
			}
			checked++
			if !c.OK(2e-6) {
				t.Errorf("%s: %+v", name, c)
			}
			if c.Place == cnn.GradientPlace(0) && len(n.Input.Data) > 1 && (len(c.Index) == 0 || c.Index[0] >= n.Batch) {
				t.Errorf("%s: the index %v does not begin with the example", name, c.Index)
			}
		}
	}
	if checked < 300 {
		t.Errorf("only %d elements checked", checked)
	}
}

// TestBatchDerivations: the terms of every derivation make its value, and those of
// a parameter's gradient come from every example, in their order.
func TestBatchDerivations(t *testing.T) {
	count := 60
	if testing.Short() {
		count = 15
	}
	for name, n := range batches(count) {
		p, err := cnn.Run(n)
		if err != nil {
			t.Fatal(err)
		}
		for _, place := range p.Places() {
			q, err := p.Quantity(place)
			if err != nil {
				t.Fatal(err)
			}
			for offset := range q.Data {
				d, err := p.Derive(place, offset)
				if err != nil {
					t.Fatal(err)
				}
				if !slices.Equal(d.Index, q.Label(offset)) || q.Offset(d.Index) != offset {
					t.Fatalf("%s, %s, element %d has the index %v", name, place, offset, d.Index)
				}
				if d.Rule != cnn.Sum {
					continue
				}
				sum := 0.0
				for _, term := range d.Terms {
					sum += term.Value
				}
				if !near(sum, d.Value) {
					t.Errorf("%s, %s%v: the terms sum to %v, not to %v", name, place, d.Index, sum, d.Value)
				}
				parts := place
				if parts.Kind != "parameters" || parts.Updated || len(p.Activations[parts.Number+1].Data) == 1 {
					continue
				}
				var examples []int
				for _, term := range d.Terms {
					examples = append(examples, term.Factors[0].Index[0])
				}
				if !slices.IsSorted(examples) || len(d.Terms) > 0 && (examples[0] != 0 || examples[len(examples)-1] != n.Batch-1) {
					t.Errorf("%s, %s%v: its terms are of the examples %v", name, place, d.Index, examples)
				}
			}
		}
	}
}

// TestBatchTakesNoMemory: a pass of a batch is run again without allocating, and
// its links are those of one example.
func TestBatchTakesNoMemory(t *testing.T) {
	g := randomnet.Generic(1)
	n := g.Network()
	for n.Loss == nil || n.Loss.Op != cnn.CrossEntropy {
		n = g.Network()
	}
	batch := g.Batch(n)
	for batch.Batch < 3 {
		batch = g.Batch(n)
	}
	p, err := cnn.Run(batch)
	if err != nil {
		t.Fatal(err)
	}
	if allocations := testing.AllocsPerRun(50, func() {
		if err := p.Run(batch); err != nil {
			t.Fatal(err)
		}
	}); allocations != 0 {
		t.Errorf("%v allocations a run, want none", allocations)
	}
	one, err := cnn.NewPass(n)
	if err != nil {
		t.Fatal(err)
	}
	for i := range n.Layers {
		if have, want := len(p.Links(i)), len(one.Links(i)); have != want {
			t.Errorf("layer %d: have %d links, want %d as for one example", i, have, want)
		}
	}
}

// TestBatchErrors names the example.
func TestBatchErrors(t *testing.T) {
	dense := cnn.Dense{Weights: cnn.Matrix([][]float64{{1e200, 1}}), Bias: cnn.Vector(0)}
	for _, test := range []struct {
		name string
		n    *cnn.Network
		want string
	}{
		{"too many", &cnn.Network{Batch: 257, Input: cnn.NewTensor(257, 2), Layers: []cnn.Layer{cnn.ReLU{}}}, "batch: found 257 examples; a batch has 1 to 256"},
		{"no axis", &cnn.Network{Batch: 2, Input: cnn.Vector(1, 2), Layers: []cnn.Layer{cnn.ReLU{}}}, "batch: the input has shape 2, but there are 2 examples; its first axis must count them"},
		{"overflow", &cnn.Network{Batch: 2, Input: cnn.Matrix([][]float64{{1, 1}, {1e200, 0}}), Layers: []cnn.Layer{dense}}, "layer 0 (dense): the output [1 0] is too large for float64; make the numbers smaller"},
		{"too large together", &cnn.Network{Batch: 200, Input: cnn.NewTensor(200, 5000), Layers: []cnn.Layer{cnn.Dense{Weights: cnn.NewTensor(5001, 5000), Bias: cnn.NewTensor(5001)}}}, "layer 0 (dense): shape 200×5001 has more than 1000000 elements; make it smaller"},
	} {
		_, err := cnn.Run(test.n)
		if err == nil || err.Error() != test.want {
			t.Errorf("%s: have %v\nwant %s", test.name, err, test.want)
		}
	}
}
