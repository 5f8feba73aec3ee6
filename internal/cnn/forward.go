package cnn

import (
	"fmt"
)

func (p *Pass) forward() error {
	for i := range p.stages {
		s := &p.stages[i]
		x, y := p.Activations[i].Data, p.Activations[i+1].Data
		if s.whole != nil {
			if err := s.whole.forward(x, y, s.theta, s.links); err != nil {
				if overflow := p.forwardOverflow(i); overflow != nil {
					return overflow
				}
				return &LayerError{i, p.Network.Layers[i].Op(), err}
			}
		} else {
			for n := range s.examples {
				s.run(n, x[n*s.in:(n+1)*s.in], y[n*s.out:(n+1)*s.out])
			}
		}
		if p.uses != nil {
			p.addSkip(i)
		}
	}
	if firstNotFinite(p.numbers[len(p.Activations[0].Data):]) >= 0 {
		return p.forwardOverflow(len(p.stages))
	}
	if loss := p.Network.Loss; loss != nil {
		p.Loss = 0
		for n := range p.losses {
			p.Loss += p.exampleLoss(n)
		}
		if p.Loss = float64(p.Loss * p.Network.Share()); firstNotFinite([]float64{p.Loss}) >= 0 {
			return fmt.Errorf("loss (%s): too large for float64; make the scores or the outputs smaller", loss.Op)
		}
	}
	return nil
}

// forwardOverflow names the first output that is not finite of so many layers;
// nil where there is none.
func (p *Pass) forwardOverflow(layers int) error {
	for i := range layers {
		if at := firstNotFinite(p.Activations[i+1].Data); at >= 0 {
			return p.overflow(i, "output", p.Activations[i+1].Shape.Index(at))
		}
	}
	return nil
}

// run computes the output of one example.
func (s *stage) run(n int, x, y []float64) {
	if s.nonlin == nil {
		if s.slopes != nil {
			s.recall(n)
		}
		s.forward(x, y)
		return
	}
	s.nonlin.Forward(x, y, s.links)
	if s.slopes != nil {
		s.keep(n)
	}
}

// weigh makes the parameters the slopes of their links.
func (s *stage) weigh() {
	for k := range s.links {
		if link := &s.links[k]; link.Param != None {
			link.Slope = s.theta[link.Param]
		}
	}
}

// forward adds up slope times input, in the order of the links. A sum stays in
// a register as long as the links are those of the same output.
func (s *stage) forward(x, y []float64) {
	first := 0
	clear(y)
	for _, next := range s.runs {
		run := s.links[first:next]
		sum := y[run[0].Out]
		for k := range run {
			link := &run[k]
			if link.In == One {
				sum += link.Slope
			} else {
				sum += float64(link.Slope * x[link.In])
			}
		}
		y[run[0].Out] = sum
		first = next
	}
}

// addSkip adds to the output of an add layer the activation that it names.
func (p *Pass) addSkip(layer int) {
	if a, ok := p.layers[layer].(Add); ok {
		addTo(p.Activations[layer+1].Data, p.Activations[a.From].Data)
	}
}

func addTo(sums, more []float64) {
	for i, v := range more {
		sums[i] += v
	}
}

func (p *Pass) overflow(layer int, what string, index []int) error {
	return &LayerError{layer, p.Network.Layers[layer].Op(), fmt.Errorf("the %s %v is too large for float64; make the numbers smaller", what, index)}
}
