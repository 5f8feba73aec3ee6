package cnn

import (
	"errors"
)

func (p *Pass) backward() error {
	last := len(p.stages)
	if p.Network.Loss != nil {
		for n := range p.losses {
			scores, out := p.examplePart(p.Activations[last-1].Data, n), p.examplePart(p.Activations[last].Data, n)
			p.loss.gradient(&p.losses[n], scores, out, p.examplePart(p.Gradients[last].Data, n))
		}
		p.reduce(p.Gradients[last].Data)
	} else {
		copy(p.Gradients[last].Data, p.Network.Upstream.Data)
	}
	clear(p.all.gradient)
	for i := last - 1; i >= 0; i-- {
		s := &p.stages[i]
		if s.whole != nil {
			s.whole.backward(p.Gradients[i].Data, p.Gradients[i+1].Data, s.theta, s.gradient)
		} else {
			p.sendBack(i)
		}
		if p.uses != nil {
			for _, layer := range p.uses[i] {
				addTo(p.Gradients[i].Data, p.Gradients[layer+1].Data)
			}
		}
	}
	rate, decay := p.Network.LearningRate, p.Network.WeightDecay
	for j, g := range p.all.gradient {
		p.all.updated[j] = p.all.theta[j] - float64(rate*(g+float64(decay*p.all.theta[j])))
	}
	if firstNotFinite(p.all.updated) >= 0 || firstNotFinite(p.Gradients[0].Data) >= 0 {
		return p.backwardOverflow()
	}
	return nil
}

// sendBack sends the gradient through a layer, example by example.
func (p *Pass) sendBack(layer int) {
	s, last := &p.stages[layer], len(p.stages)
	x, dx, dy := p.Activations[layer].Data, p.Gradients[layer].Data, p.Gradients[layer+1].Data
	beyond := layer == last-1 && p.Beyond()
	for n := range s.examples {
		in, out := n*s.in, n*s.out
		x, dx, dy := x[in:in+s.in], dx[in:in+s.in], dy[out:out+s.out]
		if beyond && p.beyond(n) {
			p.loss.(joinedRule).scoreGradient(&p.losses[n], x, p.examplePart(p.Activations[last].Data, n), dx)
			p.reduce(dx)
			continue
		}
		if s.slopes != nil {
			s.recall(n)
		}
		s.backward(x, dx, dy)
	}
}

// reduce multiplies gradients of the examples' own losses by what these count
// for in the loss.
func (p *Pass) reduce(gradients []float64) {
	if share := p.Network.Share(); share != 1 {
		for i := range gradients {
			gradients[i] *= share
		}
	}
}

// Beyond reports whether an element of ∂L/∂ the probabilities, such as −t/p of
// cross entropy, is one that float64 cannot hold: the scores are about 709
// apart, or as far from 0 under a sigmoid. Then ∂L/∂ the scores was not computed
// from it but is output minus target at once.
func (p *Pass) Beyond() bool {
	return p.Gradients != nil && p.Network.Loss != nil && firstNotFinite(p.Gradients[len(p.stages)].Data) >= 0
}

// backwardOverflow names the place where a gradient first was not finite, as
// seen from the end. Such a gradient stays so on its way: it ends in a parameter
// or in the input, and only there does a pass look for it.
func (p *Pass) backwardOverflow() error {
	layer := len(p.stages) - 1
	for layer > 0 && firstNotFinite(p.stages[layer].updated) < 0 {
		layer--
	}
	for i := len(p.stages) - 1; i >= layer; i-- {
		if at := firstNotFinite(p.Gradients[i].Data); at >= 0 {
			return p.overflow(i, "input's gradient", p.Gradients[i].Shape.Index(at))
		}
	}
	return &LayerError{layer, p.Network.Layers[layer].Op(), errors.New("a parameter's gradient or update is too large for float64; make the numbers smaller")}
}

// backward sends the error dy of one example along every link to the input and,
// where a parameter joins the two ends, adds it to what the parameter has from
// the examples before.
func (s *stage) backward(x, dx, dy []float64) {
	gradient, first := s.gradient, 0
	clear(dx)
	for _, next := range s.runs {
		run := s.links[first:next]
		first = next
		d := dy[run[0].Out]
		if d == 0 { // as behind closed gates: adding zeros changes no sum
			continue
		}
		for k := range run {
			link := &run[k]
			if link.In == One {
				gradient[link.Param] += d
				continue
			}
			dx[link.In] += float64(d * link.Slope)
			if link.Param != None {
				gradient[link.Param] += float64(d * x[link.In])
			}
		}
	}
}
