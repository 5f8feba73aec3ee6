package cnn

import (
	"fmt"
	"math"
	"slices"
)

// Derive is how the element at an offset of the tensor at a place came about.
// The terms stand in the order in which the pass added them.
func (p *Pass) Derive(place Place, offset int) (Derivation, error) {
	q, err := p.Quantity(place)
	if err != nil {
		return Derivation{}, err
	}
	if offset < 0 || offset >= len(q.Tensor.Data) {
		return Derivation{}, fmt.Errorf("place %q has %d elements, from 0; there is no element %d", string(place), len(q.Tensor.Data), offset)
	}
	d := Derivation{
		Sign:  q.Sign,
		Place: place,
		Index: q.Label(offset),
		Rule:  Sum,
		Value: q.Tensor.Data[offset],
	}
	kind, number, rest, _ := place.parts()
	last := len(p.stages)
	switch {
	case kind == "activations" && number > 0:
		d.Rule, d.Terms = p.outputTerms(number-1, offset)
	case kind == "gradients" && number < last:
		d.Terms = p.inputGradientTerms(number, offset)
	case kind == "gradients" && p.Network.Loss != nil:
		d.Terms = p.lossGradientTerms(offset)
	case kind == "loss":
		d.Terms = p.lossTerms()
	case kind == "parameters":
		d.Terms = p.parameterTerms(number, rest, q, offset)
	default:
		d.Rule = Given
	}
	d.Exact = q.Exact(offset)
	for _, t := range d.Terms {
		for i := range t.Factors {
			p.tellExact(&t.Factors[i])
			if minus := t.Factors[i].Minus; minus != nil {
				p.tellExact(minus)
			}
		}
	}
	p.tellSums(&d)
	return d, nil
}

// tellExact says of a factor's element what its float64 does not tell.
func (p *Pass) tellExact(f *Factor) {
	if q, err := p.Quantity(f.Place); err == nil {
		f.Exact = q.Exact(q.Offset(f.Index))
	}
}

// outputTerms reads a layer's links forward.
func (p *Pass) outputTerms(layer, offset int) (Rule, []Term) {
	s := &p.stages[layer]
	n, out := offset/s.out, offset%s.out
	first, _ := slices.BinarySearchFunc(s.links, out, func(l Link, out int) int { return l.Out - out })
	rule := Sum
	if s.nonlin != nil {
		rule = s.nonlin.Rule()
	}
	var terms []Term
	for k := first; k < len(s.links) && s.links[k].Out == out; k++ {
		terms = append(terms, p.outputTerm(layer, rule, s.at(n, k)))
	}
	return rule, terms
}

func (p *Pass) outputTerm(layer int, rule Rule, link Link) Term {
	in := p.activation(layer)
	if link.In == One {
		return term(p.parameterFactor(layer, link))
	}
	x := in.factor(Element, link.In, in.Tensor.Data[link.In])
	if rule != Sum {
		t := term(x)
		switch rule {
		case Largest, Rectified:
			t.Chosen = link.Slope == 1
		case Share:
			t.Chosen = link.In == link.Out
		}
		return t
	}
	slope := p.slopeFactors(layer, link)
	if _, ok := p.Network.Layers[layer].(Conv); ok {
		return term(append([]Factor{x}, slope...)...)
	}
	return term(append(slope, x)...)
}

// slopeFactors names what a link multiplies by: nothing where it is 1.
func (p *Pass) slopeFactors(layer int, link Link) []Factor {
	s := &p.stages[layer]
	switch {
	case s.nonlin != nil:
		return s.nonlin.SlopeFactors(link, p.activation(layer), p.activation(layer+1))
	case link.Param != None:
		return []Factor{p.parameterFactor(layer, link)}
	case link.Slope == 1:
		return nil
	}
	return []Factor{{Kind: Fraction, Element: float64(int(1/link.Slope + 0.5)), Value: link.Slope}}
}

// parameterFactor names the parameter that joins the ends of a link.
func (p *Pass) parameterFactor(layer int, link Link) Factor {
	at := link.Param
	for j := range p.Parameters[layer] {
		q := p.value(layer, j)
		if at < len(q.Tensor.Data) {
			return q.factor(Element, at, q.Tensor.Data[at])
		}
		at -= len(q.Tensor.Data)
	}
	panic(fmt.Sprintf("cnn: layer %d has no parameter %d", layer, link.Param))
}

// inputGradientTerms reads a layer's links backward.
func (p *Pass) inputGradientTerms(layer, offset int) []Term {
	s := &p.stages[layer]
	if s.byIn == nil {
		s.byIn = orderBy(s.links, func(l Link) int { return l.In })
	}
	arriving := p.gradient(layer + 1)
	n, in := offset/s.in, offset%s.in
	if layer == len(p.stages)-1 && p.beyond(n) {
		return p.scoreGradientTerms(offset)
	}
	_, dense := p.Network.Layers[layer].(Dense)
	var terms []Term
	for k := range linksAt(s.links, s.byIn, in, func(l Link) int { return l.In }) {
		link := s.at(n, k)
		if s.nonlin != nil && s.nonlin.Rule() == Largest && link.Slope == 0 {
			continue // a cell that did not win takes no part
		}
		d := arriving.factor(Element, link.Out, arriving.Tensor.Data[link.Out])
		slope := p.slopeFactors(layer, link)
		if dense {
			terms = append(terms, term(append(slope, d)...))
		} else {
			terms = append(terms, term(append([]Factor{d}, slope...)...))
		}
	}
	return terms
}

// scoreGradientTerms is p − t, for scores so far apart that the detour over
// ∂L/∂p leads beyond float64.
func (p *Pass) scoreGradientTerms(offset int) []Term {
	out, target, share := p.activation(len(p.stages)), p.target(), p.batchShare()
	return []Term{
		term(append(share, out.factor(Element, offset, out.Tensor.Data[offset]))...),
		term(append(append([]Factor{constant(-1)}, share...), target.factor(Element, offset, target.Tensor.Data[offset]))...),
	}
}

// parameterTerms sorts a layer's links by parameter; for an updated
// parameter it is the step of gradient descent.
func (p *Pass) parameterTerms(layer int, rest string, q Quantity, offset int) []Term {
	j, first := 0, 0
	for p.Parameters[layer][j].Sign.Letter != q.Sign.Letter {
		first += len(p.Parameters[layer][j].Value.Data)
		j++
	}
	if q.Sign.Updated {
		value, grad := p.value(layer, j), p.parameterGradient(layer, j)
		rate := Factor{Kind: Rate, Element: p.Network.LearningRate, Value: p.Network.LearningRate}
		return []Term{
			term(value.factor(Element, offset, value.Tensor.Data[offset])),
			term(constant(-1), rate, grad.factor(Element, offset, grad.Tensor.Data[offset])),
		}
	}
	s := &p.stages[layer]
	if s.byParam == nil {
		s.byParam = orderBy(s.links, func(l Link) int { return l.Param })
	}
	arriving, in := p.gradient(layer+1), p.activation(layer)
	var terms []Term
	for n := range s.examples {
		for k := range linksAt(s.links, s.byParam, first+offset, func(l Link) int { return l.Param }) {
			link := s.at(n, k)
			factors := []Factor{arriving.factor(Element, link.Out, arriving.Tensor.Data[link.Out])}
			if link.In != One {
				factors = append(factors, in.factor(Element, link.In, in.Tensor.Data[link.In]))
			}
			terms = append(terms, term(factors...))
		}
	}
	return terms
}

// lossTerms writes the loss as a sum over the outputs.
func (p *Pass) lossTerms() []Term {
	loss, out, target := p.Network.Loss, p.activation(len(p.stages)), p.target()
	share, outputs := p.batchShare(), p.shapes[len(p.stages)].Size()
	var terms []Term
	for i, o := range out.Tensor.Data {
		t := target.factor(Element, i, target.Tensor.Data[i])
		if loss.Op == CrossEntropy {
			if t.Value != 0 { // 0 · ln p is 0 by definition also where p is 0
				terms = append(terms, term(append(append([]Factor{constant(-1)}, share...), t, out.factor(Logarithm, i, crossEntropyLog(p, i)))...))
			}
			continue
		}
		square := out.factor(SquareDifference, i, (o-t.Value)*(o-t.Value))
		square.Minus = &t
		terms = append(terms, term(append(append(slices.Clone(share), loss.shareFactors(outputs)...), square)...))
	}
	return terms
}

// batchShare is the factor 1/N of the mean over a batch; nothing where there is
// none.
func (p *Pass) batchShare() []Factor {
	if !p.Network.Averages() {
		return nil
	}
	return []Factor{{Kind: Fraction, Element: float64(p.Network.Batch), Value: p.Network.share()}}
}

// crossEntropyLog is ln p_i, from the scores.
func crossEntropyLog(p *Pass, i int) float64 {
	size := p.shapes[len(p.stages)].Size()
	scores := p.examplePart(p.Activations[len(p.stages)-1].Data, i/size)
	only := make([]float64, size)
	only[i%size] = 1
	return -SoftmaxCrossEntropy(scores, only)
}

// shareFactors is the factor before the sum of squares, where it is not 1.
func (l Loss) shareFactors(n int) []Factor {
	switch l.Op {
	case HalfSquaredError:
		return []Factor{{Kind: Fraction, Element: 2, Value: 0.5}}
	case MeanSquaredError:
		return []Factor{{Kind: Fraction, Element: float64(n), Value: 1 / float64(n)}}
	}
	return nil
}

// lossGradientTerms is the slope of the loss at one output: −t/out for cross
// entropy, else twice the share times the difference.
func (p *Pass) lossGradientTerms(offset int) []Term {
	loss, out, target, share := p.Network.Loss, p.activation(len(p.stages)), p.target(), p.batchShare()
	outputs := p.shapes[len(p.stages)].Size()
	o := out.Tensor.Data[offset]
	t := target.factor(Element, offset, target.Tensor.Data[offset])
	if loss.Op == CrossEntropy {
		if t.Value == 0 && math.IsInf(1/o, 0) { // 0 times no number
			return []Term{{Factors: append(append([]Factor{constant(-1)}, share...), t)}}
		}
		return []Term{term(append(append([]Factor{constant(-1)}, share...), t, out.factor(Reciprocal, offset, 1/o))...)}
	}
	difference := out.factor(Difference, offset, o-t.Value)
	difference.Minus = &t
	switch loss.Op {
	case HalfSquaredError:
		return []Term{term(append(share, difference)...)}
	case MeanSquaredError:
		return []Term{term(append(append(append([]Factor{constant(2)}, share...), loss.shareFactors(outputs)...), difference)...)}
	}
	return []Term{term(append(append([]Factor{constant(2)}, share...), difference)...)}
}
