package cnn

import (
	"math"
	"reflect"
	"strings"
	"testing"
)

func TestWithParameters(t *testing.T) {
	n := classicNetwork()
	kernel, bias := NewTensor(1, 1, 2, 2), Vector(7)
	m := n.WithParameters([][]*Tensor{{kernel, bias}})
	conv := m.Layers[ConvLayer].(Conv)
	if conv.Kernel != kernel || conv.Bias != bias || conv.Stride != (Steps{1, 1}) {
		t.Errorf("have %+v", conv)
	}
	if !reflect.DeepEqual(m.Layers[1:], n.Layers[1:]) || m.Loss != n.Loss || m.Input != n.Input {
		t.Error("something else changed")
	}
	if !reflect.DeepEqual(n, classicNetwork()) {
		t.Error("the network itself changed")
	}
	defer func() {
		if r := recover(); r == nil || !strings.Contains(r.(string), "layer 4 (dense) has 2 parameters, given 1") {
			t.Errorf("one tensor for two parameters: %v", r)
		}
	}()
	n.WithParameters([][]*Tensor{4: {kernel}})
}

func TestUpdated(t *testing.T) {
	n := classicNetwork()
	p, err := Run(n)
	if err != nil {
		t.Fatal(err)
	}
	next := p.Updated()
	for i, layer := range next.Layers {
		for j, param := range ParametersOf(layer) {
			before, grad := p.Parameters[i][j].Value, p.Parameters[i][j].Gradient
			for k, have := range param.Value.Data {
				if want := before.Data[k] - float64(0.1*grad.Data[k]); have != want {
					t.Errorf("layer %d, %s[%d]: have %v, want %v", i, param.Name, k, have, want)
				}
			}
		}
	}
	// The tensors are the network's own: another run does not touch them.
	if err := p.Run(next); err != nil {
		t.Fatal(err)
	}
	again, err := Run(n)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(next, again.Updated()) || !reflect.DeepEqual(n, classicNetwork()) {
		t.Error("a run changed a network")
	}
	forward := *n
	forward.Loss = nil
	if p, err = Run(&forward); err != nil || p.Updated() != &forward {
		t.Errorf("after a forward pass only the update is not the network, %v", err)
	}
}

// examples are small pictures with a class each.
func examples() (inputs, targets []*Tensor) {
	g := Dyadic(3)
	for k := range 6 {
		inputs = append(inputs, g.Tensor(1, 5, 5))
		target := NewTensor(3)
		target.Data[k%3] = 1
		targets = append(targets, target)
	}
	return inputs, targets
}

func TestBatch(t *testing.T) {
	n := classicNetwork()
	b, err := NewBatch(n)
	if err != nil {
		t.Fatal(err)
	}
	if b.Loss() != 0 || b.Count() != 0 || b.Gradient(0, 0).Data[3] != 0 {
		t.Error("an empty batch is not empty")
	}
	inputs, targets := examples()
	for round := range 2 { // the second after a step, on its network
		loss := 0.0
		sums := map[[2]int]*Tensor{{0, 0}: NewTensor(1, 1, 2, 2), {0, 1}: NewTensor(1), {4, 0}: NewTensor(3, 4), {4, 1}: NewTensor(3)}
		for k, input := range inputs {
			if err := b.Add(input, targets[k]); err != nil {
				t.Fatal(err)
			}
			p, err := Run(n.WithExample(input, targets[k]))
			if err != nil {
				t.Fatal(err)
			}
			loss += p.Loss
			for at, sum := range sums {
				for e, g := range p.Parameters[at[0]][at[1]].Gradient.Data {
					sum.Data[e] += g
				}
			}
			if !reflect.DeepEqual(numbers(t, b.Pass()), numbers(t, p)) {
				t.Errorf("round %d, example %d: the batch's pass differs", round, k)
			}
		}
		if have, want := b.Loss(), loss/6; have != want || b.Count() != 6 {
			t.Errorf("round %d: loss %v of %d, want %v of 6", round, have, b.Count(), want)
		}
		next := b.Step(0.25)
		for at, sum := range sums {
			before, after := ParametersOf(n.Layers[at[0]])[at[1]].Value, ParametersOf(next.Layers[at[0]])[at[1]].Value
			for e, s := range sum.Data {
				if want := before.Data[e] - float64(0.25*(s/6)); after.Data[e] != want {
					t.Errorf("round %d, layer %d, parameter %d[%d]: have %v, want %v", round, at[0], at[1], e, after.Data[e], want)
				}
			}
		}
		if next.Input != n.Input || next.Loss != n.Loss {
			t.Error("a step changes the network's own example")
		}
		n = next
		if b.Count() != 0 || b.Loss() != 0 || b.Gradient(4, 0).Data[0] != 0 {
			t.Error("a step does not empty the batch")
		}
	}
	if again := b.Step(1); !reflect.DeepEqual(again, n) {
		t.Error("a step of an empty batch moves the network")
	}
}

func TestBatchGradientIsTheMean(t *testing.T) {
	n := &Network{
		Input:  Vector(0),
		Layers: []Layer{Dense{Weights: Matrix([][]float64{{2}}), Bias: Vector(0)}},
		Loss:   &Loss{Op: HalfSquaredError, Target: Vector(0)},
	}
	b, err := NewBatch(n)
	if err != nil {
		t.Fatal(err)
	}
	for _, example := range [][2]float64{{1, 1}, {3, 2}} { // errors 1 and 4
		if err := b.Add(Vector(example[0]), Vector(example[1])); err != nil {
			t.Fatal(err)
		}
	}
	if have := b.Loss(); have != (0.5+8)/2 {
		t.Errorf("loss %v", have)
	}
	if w, c := b.Gradient(0, 0), b.Gradient(0, 1); !same(w, Matrix([][]float64{{6.5}})) || !same(c, Vector(2.5)) {
		t.Errorf("have %v and %v, want 6.5 and 2.5", w.Data, c.Data)
	}
	if next := b.Step(0.5).Layers[0].(Dense); next.Weights.Data[0] != -1.25 || next.Bias.Data[0] != -1.25 {
		t.Errorf("have %v and %v, want -1.25 and -1.25", next.Weights.Data, next.Bias.Data)
	}
}

func TestTrainingLowersTheLoss(t *testing.T) {
	b, err := NewBatch(classicNetwork())
	if err != nil {
		t.Fatal(err)
	}
	inputs, targets := examples()
	first, last := 0.0, math.Inf(1)
	for step := range 200 {
		for k := range inputs {
			if err := b.Add(inputs[k], targets[k]); err != nil {
				t.Fatal(err)
			}
		}
		last = b.Loss()
		if step == 0 {
			first = last
		}
		b.Step(0.1)
	}
	if !(last < first/2) {
		t.Errorf("the loss goes from %v to %v", first, last)
	}
}

func TestBatchErrors(t *testing.T) {
	n := classicNetwork()
	forward, odd := *n, *n
	forward.Loss = nil
	odd.Loss = &Loss{Op: CrossEntropy, Target: Vector(1, 0)}
	for _, n := range []*Network{&forward, &odd} {
		if _, err := NewBatch(n); err == nil {
			t.Error("a batch of a network without a fitting loss")
		}
	}
	b, err := NewBatch(n)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Add(n.Input, n.Loss.Target); err != nil {
		t.Fatal(err)
	}
	before, gradient := b.Loss(), b.Gradient(0, 0)
	huge := n.Input.Clone()
	for i := range huge.Data {
		huge.Data[i] = math.MaxFloat64
	}
	for _, example := range [][2]*Tensor{
		{nil, n.Loss.Target},
		{n.Input, nil},
		{NewTensor(1, 4, 5), n.Loss.Target},
		{n.Input, Vector(1, 0)},
		{n.Input, Vector(1, 1, 0)},
		{n.Input, Vector(1, 0, 0, 0)},
		{huge, n.Loss.Target},
	} {
		if err := b.Add(example[0], example[1]); err == nil {
			t.Errorf("accepts %v with %v", example[0], example[1])
		}
	}
	if b.Count() != 1 || b.Loss() != before || !same(b.Gradient(0, 0), gradient) {
		t.Error("an error changed the sums")
	}
}

func TestAddAllocatesNothing(t *testing.T) {
	n := classicNetwork()
	b, err := NewBatch(n)
	if err != nil {
		t.Fatal(err)
	}
	inputs, targets := examples()
	k := 0
	allocs := testing.AllocsPerRun(100, func() {
		_ = b.Add(inputs[k%6], targets[k%6])
		k++
	})
	if allocs != 0 {
		t.Errorf("%v allocations an example, want 0", allocs)
	}
}

// TestBatchDecays: two examples of a line by hand, with weight decay. The outputs
// are 0.75 and 1.75, both should be 1, so the gradients of the weight are −0.25
// and 2.25, those of the bias −0.25 and 0.75; their means are 1 and 0.25.
func TestBatchDecays(t *testing.T) {
	n := &Network{
		Input: Vector(1), Layers: []Layer{Dense{Weights: &Tensor{Shape: Shape{1, 1}, Data: []float64{0.5}}, Bias: Vector(0.25)}},
		Loss: &Loss{Op: HalfSquaredError, Target: Vector(1)}, WeightDecay: 0.5,
	}
	b, err := NewBatch(n)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []float64{1, 3} {
		if err := b.Add(Vector(x), Vector(1)); err != nil {
			t.Fatal(err)
		}
	}
	parameters := ParametersOf(b.Step(0.5).Layers[0])
	// 0.5 − 0.5·(1 + 0.5·0.5) and 0.25 − 0.5·(0.25 + 0.5·0.25)
	for i, want := range []float64{-0.125, 0.0625} {
		if have := parameters[i].Value.Data[0]; have != want {
			t.Errorf("%s: have %v, want %v", parameters[i].Name, have, want)
		}
	}
}
