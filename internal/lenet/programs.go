package lenet

import "slices"

// A Program computes the loss and all gradients of examples in one of the
// ways. It allocates nothing from the second example on.
type Program struct {
	Name     string
	add      func(Example) (loss float64) // and adds the gradients
	gradient Parameters
}

// Programs are the three ways, the textbook's first, with the same parameters.
func Programs(value Parameters) []*Program {
	var all []*Program
	for _, way := range []struct {
		name string
		new  func(value, gradient Parameters) func(Example) float64
	}{
		{"textbook loops", chain(newLoops)},
		{"links", newLinks},
		{"im2col and a library", chain(newProducts)},
	} {
		gradient := NewParameters()
		all = append(all, &Program{way.name, way.new(value, gradient), gradient})
	}
	return all
}

// Run is the mean loss of a batch and the mean gradients, in the order of the
// parameters.
func (p *Program) Run(batch []Example) (loss float64, gradient []float64) {
	clear(p.gradient.all)
	for _, e := range batch {
		loss += p.add(e)
	}
	n := float64(len(batch))
	for i := range p.gradient.all {
		p.gradient.all[i] /= n
	}
	return loss / n, slices.Clone(p.gradient.all)
}
