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
		return Derivation{}, fmt.Errorf("place %q has %d elements, from 0; there is no element %d", place, len(q.Tensor.Data), offset)
	}
	d := Derivation{
		Sign:  q.Sign,
		Place: place,
		Index: q.Label(offset),
		Rule:  Sum,
		Value: q.Tensor.Data[offset],
	}
	number, last := place.Number, len(p.stages)
	switch kind := place.Kind; {
	case kind == Activations && number > 0:
		d.Rule, d.Terms = p.outputTerms(number-1, offset)
	case kind == Gradients && number < last:
		d.Terms = p.inputGradientTerms(number, offset)
		d.Lost = len(d.Terms) == 0 && p.isRead(number, offset)
	case kind == Gradients && p.Network.Loss != nil:
		d.Terms = p.lossTermsAt(offset, p.loss.slopes)
		d.OnlyClass = len(d.Terms) == 0
	case place == LossPlace:
		d.Terms = p.lossTerms()
		d.OnlyClass = len(d.Terms) == 0
	case kind == Layers && p.stages[number].whole != nil:
		if d.Terms = p.stages[number].whole.statisticTerms(layerIn{p, number}, place.Name, offset); d.Terms == nil {
			d.Rule = Given // a parameter
		}
	case kind == Parameters:
		d.Terms = p.parameterTerms(number, q, offset)
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
	if d.Rule == Largest {
		p.tellClose(d.Terms)
	}
	p.tellSums(&d)
	return d, nil
}

// tellClose says of cells that are nearly the same what they are, so that they
// can be told apart.
func (p *Pass) tellClose(cells []Term) {
	for i := range cells {
		a := &cells[i].Factors[0]
		for j := range cells {
			b := cells[j].Factors[0]
			if gap := math.Abs(a.Value - b.Value); i == j || gap == 0 || gap > 1e-9*math.Abs(a.Value) || a.Exact != "" {
				continue
			}
			if q, err := p.Quantity(a.Place); err == nil && p.truth() != nil {
				a.Exact = q.Real(q.Offset(a.Index)).text()
			}
		}
	}
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
	if s.whole != nil {
		return Sum, s.whole.outputTerms(layerIn{p, layer}, offset)
	}
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
	if a, ok := p.Network.Layers[layer].(Add); ok {
		other := p.activation(a.From)
		terms = append(terms, term(other.factor(Element, offset, other.Tensor.Data[offset])))
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
		case Share, LogShare:
			t.Chosen = link.In == link.Out
		}
		return t
	}
	if composed, ok := p.stages[layer].nonlin.(Composed); ok {
		return term(composed.OutputFactors(link, in)...)
	}
	slope := p.slopeFactors(layer, link)
	switch p.Network.Layers[layer].(type) {
	case Conv, Conv1d, ConvTranspose:
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
	if d, ok := p.Network.Layers[layer].(Dropout); ok {
		return d.factors(link.Slope)
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
	if s.whole != nil {
		return append(s.whole.inputTerms(layerIn{p, layer}, offset), p.skipTerms(layer, offset)...)
	}
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
	return append(terms, p.skipTerms(layer, offset)...)
}

// isRead reports whether an output of a layer of links depends on an input.
func (p *Pass) isRead(layer, offset int) bool {
	s := &p.stages[layer]
	if s.byIn == nil {
		return false
	}
	for range linksAt(s.links, s.byIn, offset%s.in, func(l Link) int { return l.In }) {
		return true
	}
	return false
}

// skipTerms are what the add layers to which an activation goes send back to
// it, beside its own next layer.
func (p *Pass) skipTerms(activation, offset int) (terms []Term) {
	if p.uses == nil {
		return nil
	}
	for _, layer := range p.uses[activation] {
		arriving := p.gradient(layer + 1)
		terms = append(terms, term(arriving.factor(Element, offset, arriving.Tensor.Data[offset])))
	}
	return terms
}

// parameterTerms sorts a layer's links by parameter; for an updated
// parameter it is the step of gradient descent.
func (p *Pass) parameterTerms(layer int, q Quantity, offset int) []Term {
	j, first := 0, 0
	for p.Parameters[layer][j].Sign.Letter != q.Sign.Letter {
		first += len(p.Parameters[layer][j].Value.Data)
		j++
	}
	if q.Sign.Updated {
		value, grad := p.value(layer, j), p.parameterGradient(layer, j)
		rate := Factor{Kind: Rate, Element: p.Network.LearningRate, Value: p.Network.LearningRate}
		theta := value.factor(Element, offset, value.Tensor.Data[offset])
		terms := []Term{
			term(theta),
			term(constant(-1), rate, grad.factor(Element, offset, grad.Tensor.Data[offset])),
		}
		if lambda := p.Network.WeightDecay; lambda != 0 {
			terms = append(terms, term(constant(-1), rate, Factor{Kind: Decay, Element: lambda, Value: lambda}, theta))
		}
		return terms
	}
	s := &p.stages[layer]
	if s.whole != nil {
		return s.whole.parameterTerms(layerIn{p, layer}, j, offset)
	}
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
