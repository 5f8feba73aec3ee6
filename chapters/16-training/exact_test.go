package main

import (
	"fmt"
	"slices"
	"testing"

	"backprop/internal/certify"
	"backprop/internal/cnn"
	"backprop/internal/witness"
)

// exact works out the step and, with 32 digits, the training.
func exact(c *certify.Catalogue) {
	ex := c.Classic()
	squares := witness.New(0)
	for _, g := range slices.Concat(ex.DK.Flat(), []witness.Decimal{ex.DB}, ex.DW.Flat(), ex.DC) {
		squares = squares.Plus(g.Times(g))
	}
	after := certify.ClassicOf(c.Network, witness.RunWith(c.Network, func(place cnn.Place, values []witness.Decimal) {
		for layer := range c.Network.Layers {
			for _, parameter := range cnn.ParametersOf(c.Network.Layers[layer]) {
				if place == cnn.ValuePlace(layer, parameter.Name) {
					copy(values, c.Pass.At(cnn.UpdatedPlace(layer, parameter.Name)))
				}
			}
		}
	}))
	c.Hole("the promise", "squares", squares)
	c.Hole("the promise alone", "squares", squares)
	c.Hole("the promise", "promise", ex.Rate.Times(squares).Negated())
	c.Hole("the promise alone", "promise", ex.Rate.Times(squares).Negated())
	for _, g := range ex.DC {
		c.Add("change to first order", ex.Rate.Times(g).Times(g).Negated())
	}
	c.Add("loss after the step", after.L)
	c.Hole("the promise", "fall", after.L.Minus(ex.L))
	c.Add("probabilities after the step", after.Prob...)

	promised := func(rate witness.Decimal) witness.Decimal { return ex.L.Minus(rate.Times(squares)) }
	c.Curve("first order", promised)
	c.Curve("loss", func(rate witness.Decimal) witness.Decimal { return steppedBy(c, rate) })

	two := witness.RunWith(c.Network, func(place cnn.Place, values []witness.Decimal) {
		if place == cnn.ActivationPlace(0) {
			width := c.Network.Input.Shape[len(c.Network.Input.Shape)-1]
			for row := range slices.Chunk(values, width) {
				slices.Reverse(row)
			}
		}
	}).At(cnn.ParameterPlace(cnn.DenseLayer, "bias"))
	for i, one := range ex.DC {
		sum := one.Plus(two[i])
		c.Add("batch of two", one, two[i], sum.Over(witness.New(2)))
	}

	training := trainedAt(rate)
	for _, r := range []float64{rate / 10, rate, rate * 10} {
		t := trainedAt(r)
		c.Curve(rateName(r), t.at(t.loss))
		c.Add("loss of "+rateName(r), t.loss[0], t.loss[4], t.loss[epochs-1])
	}
	c.Curve("training", training.at(training.trained))
	c.Curve("test", training.at(training.tested))
	c.Add("learning rates", witness.New(rate/10), witness.New(rate), witness.New(rate*10))
	c.Hole("a sum for a mean", "long", witness.New(rate*batchSize))
	dead := trainedAt(rate * 10)
	c.Add("largest gradient of c", dead.largestOffset())
	c.Hole("what still learns", "ln 3", witness.New(3).Ln())
	c.Hole("what still learns", "loss", dead.loss[epochs-1])
	for _, activation := range activations {
		p := witness.Run(deep(activation))
		for layer := 0; layer < 2*depth; layer += 2 {
			c.Add("gradient in the depth", p.At(cnn.ParameterPlace(layer, "weights"))...)
		}
	}
	for k, means := range training.answers() {
		c.Add(fmt.Sprintf("strongest of kernel %d", k), means[:]...)
	}
	for _, e := range draw(len(classes), 1) {
		for _, k := range []int{0, 3} {
			c.Grid(answerName(k, e), decimalsOf(training.activations(hundredths(e.image.Data), k)))
		}
	}
	c.Add("of the exercises", witness.New(0.9), witness.New(0.125))

	start := newTraining(network(cnn.ReLU{}))
	for k := range kernels {
		c.Grid(fmt.Sprintf("kernel %d, before", k), decimalsOf(start.kernel[k][:]))
		c.Grid(fmt.Sprintf("kernel %d, after", k), decimalsOf(training.kernel[k][:]))
	}
	for _, e := range draw(len(classes), 1) {
		c.Grid(classes[e.class], decimalsOf(hundredths(e.image.Data)))
	}
}

func decimalsOf(pairs []pair) []witness.Decimal {
	var all []witness.Decimal
	for _, p := range pairs {
		all = append(all, p.decimal())
	}
	return all
}

func hundredths(floats []float64) []pair {
	var all []pair
	for _, f := range floats {
		all = append(all, hundredth(f))
	}
	return all
}

// steppedBy is the loss of the network after one step with a learning rate.
func steppedBy(c *certify.Catalogue, rate witness.Decimal) witness.Decimal {
	gradient := func(layer int, name string) []witness.Decimal { return c.Pass.At(cnn.ParameterPlace(layer, name)) }
	return witness.RunWith(c.Network, func(place cnn.Place, values []witness.Decimal) {
		for layer := range c.Network.Layers {
			for _, parameter := range cnn.ParametersOf(c.Network.Layers[layer]) {
				if place != cnn.ValuePlace(layer, parameter.Name) {
					continue
				}
				for i, g := range gradient(layer, parameter.Name) {
					values[i] = values[i].Minus(rate.Times(g))
				}
			}
		}
	}).At(cnn.LossPlace)[0]
}

var trainings = map[float64]*training{}

// trainedAt is the training with a learning rate, which is run once.
func trainedAt(rate float64) *training {
	if trainings[rate] == nil {
		trainings[rate] = trained(rate)
	}
	return trainings[rate]
}

// A training is the network of the pictures in plain loops.
type training struct {
	kernel [kernels][9]pair
	bias   [kernels]pair
	weight [3][]pair
	offset [3]pair

	loss, trained, tested []witness.Decimal // after each epoch
}

const half = (side - 2) / 2

func newTraining(n *cnn.Network) *training {
	t := &training{}
	conv, dense := n.Layers[0].(cnn.Conv), n.Layers[4].(cnn.Dense)
	for k := range kernels {
		copy(t.kernel[k][:], hundredths(conv.Kernel.Data[9*k:9*k+9]))
		t.bias[k] = hundredth(conv.Bias.Data[k])
	}
	for i := range t.weight {
		width := kernels * half * half
		t.weight[i] = hundredths(dense.Weights.Data[i*width : (i+1)*width])
		t.offset[i] = hundredth(dense.Bias.Data[i])
	}
	return t
}

// at is a course as a function of the epoch.
func (t *training) at(course []witness.Decimal) func(witness.Decimal) witness.Decimal {
	return func(x witness.Decimal) witness.Decimal { return course[int(x.Float())-1] }
}

// A forward is what one picture makes.
type forward struct {
	x           []pair
	winner      [kernels * half * half]int // the first cell of Z that won, in its 6×6 map
	feature     [kernels * half * half]pair
	slope       [kernels * half * half]pair // of the activation at the winner
	probability [3]pair
}

func (t *training) forward(x []pair) *forward {
	f := &forward{x: x}
	for k := range kernels {
		for i := range half {
			for j := range half {
				at := (k*half+i)*half + j
				f.winner[at] = -1
				var best pair
				for m := range 2 {
					for n := range 2 {
						row, column := 2*i+m, 2*j+n
						z := t.bias[k]
						for u := range 3 {
							for v := range 3 {
								z = z.plus(t.kernel[k][3*u+v].times(x[(row+u)*side+column+v]))
							}
						}
						a := z
						if !z.above(whole(0)) {
							a = whole(0)
						}
						if f.winner[at] < 0 || a.above(best) {
							f.winner[at], best = row*(side-2)+column, a
						}
					}
				}
				f.feature[at], f.slope[at] = best, whole(1)
				if best == whole(0) {
					f.slope[at] = whole(0)
				}
			}
		}
	}
	total := whole(0)
	for i := range f.probability {
		s := t.offset[i]
		for j, w := range t.weight[i] {
			s = s.plus(w.times(f.feature[j]))
		}
		f.probability[i] = s.exp()
		total = total.plus(f.probability[i])
	}
	for i := range f.probability {
		f.probability[i] = f.probability[i].over(total)
	}
	return f
}

// right is the share of the pictures that get their class.
func (t *training) right(pictures [][]pair, examples []example) witness.Decimal {
	n := 0
	for at, e := range examples {
		p := t.forward(pictures[at]).probability
		said := 0
		for i := range p {
			if p[i].above(p[said]) {
				said = i
			}
		}
		if said == e.class {
			n++
		}
	}
	return witness.New(float64(n)).Over(witness.New(float64(len(examples))))
}

// add adds the gradient of a picture to a sum.
func (t *training) add(sum *training, f *forward, class int) {
	var delta [3]pair
	for i := range delta {
		delta[i] = f.probability[i]
		if i == class {
			delta[i] = delta[i].minus(whole(1))
		}
		sum.offset[i] = sum.offset[i].plus(delta[i])
		for j := range f.feature {
			sum.weight[i][j] = sum.weight[i][j].plus(delta[i].times(f.feature[j]))
		}
	}
	for j, slope := range f.slope {
		d := whole(0)
		for i := range delta {
			d = d.plus(t.weight[i][j].times(delta[i]))
		}
		d = d.times(slope)
		k, row, column := j/(half*half), f.winner[j]/(side-2), f.winner[j]%(side-2)
		sum.bias[k] = sum.bias[k].plus(d)
		for u := range 3 {
			for v := range 3 {
				sum.kernel[k][3*u+v] = sum.kernel[k][3*u+v].plus(d.times(f.x[(row+u)*side+column+v]))
			}
		}
	}
}

// activations is the map of a kernel on a picture.
func (t *training) activations(x []pair, k int) []pair {
	var all []pair
	for row := range side - 2 {
		for column := range side - 2 {
			z := t.bias[k]
			for u := range 3 {
				for v := range 3 {
					z = z.plus(t.kernel[k][3*u+v].times(x[(row+u)*side+column+v]))
				}
			}
			if !z.above(whole(0)) {
				z = whole(0)
			}
			all = append(all, z)
		}
	}
	return all
}

// answers are the strongest activations, a mean over the test pictures of each
// class.
func (t *training) answers() (means [kernels][3]witness.Decimal) {
	var sums [kernels][3]pair
	var pictures [3]float64
	for _, e := range draw(45, 2) {
		pictures[e.class]++
		for k := range sums {
			strongest := whole(0)
			for _, a := range t.activations(hundredths(e.image.Data), k) {
				if a.above(strongest) {
					strongest = a
				}
			}
			sums[k][e.class] = sums[k][e.class].plus(strongest)
		}
	}
	for k := range sums {
		for class, sum := range sums[k] {
			means[k][class] = sum.over(whole(pictures[class])).decimal()
		}
	}
	return means
}

// largestOffset is the largest gradient of the biases c on any training
// picture.
func (t *training) largestOffset() witness.Decimal {
	largest := whole(0)
	for _, e := range draw(90, 1) {
		f := t.forward(hundredths(e.image.Data))
		for i, p := range f.probability {
			if i == e.class {
				p = whole(1).minus(p)
			}
			if p.above(largest) {
				largest = p
			}
		}
	}
	return largest.decimal()
}

// step goes against a sum of gradients.
func (t *training) step(sum *training, by pair) {
	down := func(v *pair, g pair) { *v = v.minus(by.times(g)) }
	for k := range kernels {
		down(&t.bias[k], sum.bias[k])
		for m := range t.kernel[k] {
			down(&t.kernel[k][m], sum.kernel[k][m])
		}
	}
	for i := range t.weight {
		down(&t.offset[i], sum.offset[i])
		for j := range t.weight[i] {
			down(&t.weight[i][j], sum.weight[i][j])
		}
	}
}

func trained(rate float64) *training {
	t := newTraining(network(cnn.ReLU{}))
	train, test := draw(90, 1), draw(45, 2)
	pictures := func(examples []example) [][]pair {
		var all [][]pair
		for _, e := range examples {
			all = append(all, hundredths(e.image.Data))
		}
		return all
	}
	learned, unseen := pictures(train), pictures(test)
	by := hundredth(rate).over(whole(batchSize))
	for range epochs {
		loss := whole(0)
		for at := 0; at < len(train); at += batchSize {
			sum := &training{}
			for i := range sum.weight {
				sum.weight[i] = make([]pair, kernels*half*half)
			}
			for i := at; i < at+batchSize; i++ {
				f := t.forward(learned[i])
				loss = loss.minus(f.probability[train[i].class].ln())
				t.add(sum, f, train[i].class)
			}
			t.step(sum, by)
		}
		t.loss = append(t.loss, loss.over(whole(float64(len(train)))).decimal())
		t.trained = append(t.trained, t.right(learned, train))
		t.tested = append(t.tested, t.right(unseen, test))
	}
	return t
}

// TestPair holds the 32 digits against 50.
func TestPair(t *testing.T) {
	third := whole(1).over(whole(3))
	one := witness.New(1)
	exactThird := one.Over(witness.New(3))
	tests := []struct {
		name string
		have pair
		want witness.Decimal
	}{
		{"a third", third, exactThird},
		{"its square", third.times(third), exactThird.Times(exactThird)},
		{"a third and a hundredth", third.plus(hundredth(0.01)), exactThird.Plus(witness.New(0.01))},
		{"e^(−7/3)", whole(-7).over(whole(3)).exp(), witness.New(-7).Over(witness.New(3)).Exp()},
		{"ln 1/3", third.ln(), exactThird.Ln()},
	}
	for _, test := range tests {
		gap := test.have.decimal().Minus(test.want).Abs()
		if gap.Compare(witness.New(1e-28)) > 0 {
			t.Errorf("%s: have %s, want %s", test.name, test.have.decimal(), test.want)
		}
	}
}
