package cnn

import "slices"

// A WholeBatch layer computes over all examples of a batch at once, as batch
// normalization does. Its links are then not all there is to say: the way of an
// element through what is computed of all examples is in none of them.
type WholeBatch interface {
	Layer

	// checkBatch reports a batch that is too small for the layer.
	checkBatch(in Shape, examples int) error

	// over makes room for what a pass holds of the layer beside its output.
	over(in Shape, examples int) whole
}

// A whole is what a pass holds of a WholeBatch layer. It answers in the place of
// the links whatever the pass, a derivation and the truth want to know. Offsets
// are those of the arrays of the whole batch.
type whole interface {
	// forward computes y from x, and gives the links their slopes.
	forward(x, y, theta []float64, links []Link) error
	// backward sends dy to the input and to the parameters, whose gradients are
	// 0 before.
	backward(dx, dy, theta, gradient []float64)
	// jacobian fills ∂out/∂in.
	jacobian(theta []float64, to *Tensor)

	// statistics are what it computes before its output.
	statistics() []statistic

	// The terms of a statistic, of an output, of the gradient at an input, and of
	// that of an element of a parameter. There are none of a statistic that is none
	// of its own.
	statisticTerms(in layerIn, name string, offset int) []Term
	outputTerms(in layerIn, offset int) []Term
	inputTerms(in layerIn, offset int) []Term
	parameterTerms(in layerIn, parameter, offset int) []Term

	// real computes the output without rounding.
	real(x, theta []Real) (y []Real, r realWhole)
}

// A realWhole is a whole without rounding.
type realWhole interface {
	backward(dy, theta []Real) (dx, dTheta []Real)
	slope(theta []Real, l *Link) Real
	statistic(name string) []Real // nil for one that is none
}

// A statistic is an array that a layer computes before its output: of each
// channel, as in "layers/1/mean", or of each element of its input.
type statistic struct {
	name, letter string
	each         bool // of each element
	values       []float64
}

// layerIn is a layer in a pass.
type layerIn struct {
	*Pass
	layer int
}

// Statistics are the places of what a layer over the whole batch computes before
// its output. They stand in no values file. It is nil for other layers.
func (p *Pass) Statistics(layer int) []Place {
	w := p.stages[layer].whole
	if w == nil {
		return nil
	}
	var places []Place
	for _, s := range w.statistics() {
		places = append(places, ValuePlace(layer, s.name))
	}
	return places
}

// statistic is the quantity of such a name; ok is false where there is none.
func (p *Pass) statistic(layer int, name string) (q Quantity, ok bool) {
	w := p.stages[layer].whole
	if w == nil {
		return Quantity{}, false
	}
	number, count := 0, 0 // of the layers of the kind
	for i := range p.stages {
		if p.stages[i].whole != nil && p.layers[i].Op() == p.layers[layer].Op() {
			if count++; i == layer {
				number = count
			}
		}
	}
	if count == 1 {
		number = 0
	}
	for _, s := range w.statistics() {
		if s.name != name {
			continue
		}
		shape := Shape{len(s.values)}
		if s.each {
			shape = p.Activations[layer].Shape
		}
		return p.quantity(Sign{Letter: s.letter, Number: number}, ValuePlace(layer, name), &Tensor{shape, s.values}), true
	}
	return Quantity{}, false
}

// isEach reports a statistic of a layer that each element of its input has.
func (p *Pass) isEach(layer int, name string) bool {
	return layer < len(p.stages) && p.stages[layer].whole != nil &&
		slices.ContainsFunc(p.stages[layer].whole.statistics(), func(s statistic) bool { return s.each && s.name == name })
}

// statistic is one of the layer's own.
func (in layerIn) statistic(name string) Quantity {
	q, _ := in.Pass.statistic(in.layer, name)
	return q
}
