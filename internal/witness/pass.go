package witness

import (
	"backprop/internal/cnn"
)

// A Pass is a network computed on a tape, forward and backward: the same
// tensors as a cnn.Pass, in row-major order.
type Pass struct {
	Network *cnn.Network

	tape
	activations [][]*node
	parameters  [][]learned                // of each layer
	statistics  map[int]map[string][]*node // of the batchnorm layers, by their names
	loss        *node
	shares      []Decimal // ∂L/∂ the last output where joined
	change      func(place cnn.Place, values []Decimal)
}

// learned is a parameter by its name.
type learned struct {
	name  string
	nodes []*node
}

// Run computes a network, which must be one that cnn.Run takes.
func Run(n *cnn.Network) *Pass { return RunWith(n, func(cnn.Place, []Decimal) {}) }

// RunWith is Run with other numbers: before the pass uses the numbers at
// "activations/0" or at a place such as "layers/0/kernel", the function may
// replace them. The update step counts from the replaced ones too.
func RunWith(n *cnn.Network, change func(place cnn.Place, values []Decimal)) *Pass {
	p := &Pass{Network: n, statistics: map[int]map[string][]*node{}, change: change}
	x := p.inputCubes(n)
	p.activations = append(p.activations, flat(x))
	for _, layer := range n.Layers {
		x = p.layer(layer, x)
		p.activations = append(p.activations, flat(x))
	}
	out := flat(x)
	switch {
	case n.Loss != nil:
		p.loss = p.lossOf(n)
		p.loss.grad = New(1)
		p.backward()
		p.shares = p.sharesOf(n, out)
	case n.Upstream != nil:
		for i, o := range out {
			o.grad = New(n.Upstream.Data[i])
		}
		p.backward()
	}
	return p
}

// lossOf is the loss: of the only example, or of the batch the sum of all
// examples' losses, divided by their number unless the network says not to.
func (p *Pass) lossOf(n *cnn.Network) *node {
	last := len(n.Layers)
	var total *node
	for i := range max(n.Batch, 1) {
		one := *n.Loss
		one.Target = cnn.Vector(part(n.Loss.Target.Data, i, n.Batch)...)
		loss := p.exampleLoss(&one, part(p.activations[last-1], i, n.Batch), part(p.activations[last], i, n.Batch))
		if total != nil {
			loss = p.add(total, loss)
		}
		total = loss
	}
	if n.Batch > 0 && n.Loss.Reduction != "sum" {
		total = p.div(total, p.leaf(float64(n.Batch)))
	}
	return total
}

// part is what one example has of the numbers of a batch.
func part[T any](all []T, example, batch int) []T {
	size := len(all) / max(batch, 1)
	return all[example*size:][:size]
}

// Undecided reports whether two numbers were compared, for a maximum or a
// gate, that are so close that float64 arithmetic may order them otherwise. The
// pass then goes on as float64 does.
func (p *Pass) Undecided() bool { return p.undecided }

// At is the tensor at a place of cnn.Pass.Quantity, or nil where the pass has
// none.
func (p *Pass) At(place cnn.Place) []Decimal {
	kind, number, name := place.Kind, place.Number, place.Name
	switch {
	case place == cnn.LossPlace && p.loss != nil:
		return p.valuesOf([]*node{p.loss})
	case place == cnn.TargetPlace && p.Network.Loss != nil:
		return all(p.Network.Loss.Target.Data)
	case kind == cnn.Activations && number < len(p.activations):
		return p.valuesOf(p.activations[number])
	case kind == cnn.Gradients && number == len(p.activations)-1 && p.joined():
		return p.shares
	case kind == cnn.Gradients && number < len(p.activations) && p.backwardToo():
		return p.gradientsOf(p.activations[number])
	case kind == cnn.Layers && p.statistics[number][name] != nil:
		return p.valuesOf(p.statistics[number][name])
	case kind == cnn.Layers && number < len(p.parameters):
		return p.valuesOf(p.parameter(number, name))
	case kind == cnn.Parameters && number < len(p.parameters) && p.backwardToo():
		nodes := p.parameter(number, name)
		switch {
		case nodes == nil:
			return nil
		case place.Updated:
			return p.updated(nodes, New(p.Network.LearningRate), New(p.Network.WeightDecay))
		}
		return p.gradientsOf(nodes)
	}
	return nil
}

func (p *Pass) backwardToo() bool { return p.Network.Loss != nil || p.Network.Upstream != nil }

// parameter is nil for a name that the layer does not have.
func (p *Pass) parameter(layer int, name string) []*node {
	for _, l := range p.parameters[layer] {
		if l.name == name {
			return l.nodes
		}
	}
	return nil
}

func all(floats []float64) []Decimal {
	out := make([]Decimal, len(floats))
	for i, f := range floats {
		out[i] = New(f)
	}
	return out
}

func (p *Pass) valuesOf(nodes []*node) []Decimal {
	if nodes == nil {
		return nil
	}
	out := make([]Decimal, len(nodes))
	for i, n := range nodes {
		out[i] = n.value
	}
	return out
}

func (p *Pass) gradientsOf(nodes []*node) []Decimal {
	out := make([]Decimal, len(nodes))
	for i, n := range nodes {
		out[i] = n.grad
	}
	return out
}

// updated is θ − rate·∂L/∂θ − rate·decay·θ.
func (p *Pass) updated(nodes []*node, rate, decay Decimal) []Decimal {
	values, gradients := p.valuesOf(nodes), p.gradientsOf(nodes)
	for i := range values {
		values[i] = values[i].Minus(rate.Times(gradients[i])).Minus(rate.Times(decay).Times(values[i]))
	}
	return values
}

// inputCubes are the inputs of all examples.
func (p *Pass) inputCubes(n *cnn.Network) []cube {
	all, shape := p.given(cnn.ActivationPlace(0), n.Input), n.Input.Shape
	if n.Batch > 0 {
		shape = shape[1:]
	}
	var cubes []cube
	for i := range max(n.Batch, 1) {
		own := part(all, i, n.Batch)
		switch len(shape) {
		case 1:
			cubes = append(cubes, vectorCube(own))
		case 2: // a sequence is a stack of maps of one row
			cubes = append(cubes, stacked(own, shape[0], 1, shape[1]))
		default:
			cubes = append(cubes, stacked(own, shape[0], shape[1], shape[2]))
		}
	}
	return cubes
}

// given makes the leaves of the numbers that stand in the network.
func (p *Pass) given(place cnn.Place, t *cnn.Tensor) []*node {
	nodes, values := p.leaves(t.Data), all(t.Data)
	p.change(place, values)
	for i, n := range nodes {
		if !n.value.Is(values[i]) {
			n.value = values[i]
			n.float, n.exact = values[i].Float(), false
		}
	}
	return nodes
}

// learn makes the leaves of a layer's parameters.
func (p *Pass) learn(name string, t *cnn.Tensor) []*node {
	last := len(p.parameters) - 1
	nodes := p.given(cnn.ValuePlace(last, name), t)
	p.parameters[last] = append(p.parameters[last], learned{name, nodes})
	return nodes
}

// layer is what a layer makes of every example. The parameters are the same for
// all of them.
func (p *Pass) layer(layer cnn.Layer, x []cube) []cube {
	p.parameters = append(p.parameters, nil)
	switch l := layer.(type) {
	case cnn.BatchNorm:
		return p.batchnorm(l, x)
	case cnn.Add:
		return p.plus(x, p.activations[l.From])
	case cnn.Dropout:
		return p.dropout(x, l)
	}
	f := p.function(layer)
	out := make([]cube, len(x))
	for i := range x {
		out[i] = f(x[i])
	}
	return out
}

// function is what a layer makes of one example.
func (p *Pass) function(layer cnn.Layer) func(x cube) cube {
	each := func(f func(*node) *node) func(cube) cube { return func(x cube) cube { return x.each(f) } }
	switch l := layer.(type) {
	case cnn.Conv:
		s := l.Kernel.Shape
		all := stacked(p.learn("kernel", l.Kernel), s[0]*s[1], s[2], s[3])
		var kernel [][][][]*node
		for o := range s[0] {
			kernel = append(kernel, all[o*s[1]:(o+1)*s[1]])
		}
		bias := p.learn("bias", l.Bias)
		return func(x cube) cube { return p.conv(x, kernel, bias, l) }
	case cnn.Conv1d: // over maps of one row
		s := l.Kernel.Shape
		all := stacked(p.learn("kernel", l.Kernel), s[0]*s[1], 1, s[2])
		var kernel [][][][]*node
		for o := range s[0] {
			kernel = append(kernel, all[o*s[1]:(o+1)*s[1]])
		}
		bias := p.learn("bias", l.Bias)
		l.Conv.Kernel = &cnn.Tensor{Shape: cnn.Shape{s[0], s[1], 1, s[2]}, Data: l.Kernel.Data}
		return func(x cube) cube { return p.conv(x, kernel, bias, l.Conv) }
	case cnn.MaxPool1d:
		return func(x cube) cube { return p.maxpool(x, x.framed(x.whole(l.Window))) }
	case cnn.AvgPool1d:
		return func(x cube) cube { return p.avgpool(x, x.framed(x.whole(l.Window)), l.NoPad) }
	case cnn.ConvTranspose:
		s := l.Kernel.Shape
		all := stacked(p.learn("kernel", l.Kernel), s[0]*s[1], s[2], s[3])
		var kernel [][][][]*node
		for c := range s[0] {
			kernel = append(kernel, all[c*s[1]:(c+1)*s[1]])
		}
		bias := p.learn("bias", l.Bias)
		return func(x cube) cube { return p.convTranspose(x, kernel, bias, l) }
	case cnn.Dense:
		rows := stacked(p.learn("weights", l.Weights), 1, l.Weights.Shape[0], l.Weights.Shape[1])[0]
		bias := p.learn("bias", l.Bias)
		return func(x cube) cube { return vectorCube(p.dense(x[0][0], rows, bias)) }
	case cnn.MaxPool:
		return func(x cube) cube { return p.maxpool(x, x.framed(x.whole(l.Window))) }
	case cnn.AvgPool:
		return func(x cube) cube { return p.avgpool(x, x.framed(x.whole(l.Window)), l.NoPad) }
	case cnn.ReLU:
		return each(p.relu)
	case cnn.LeakyReLU:
		return each(func(z *node) *node { return p.leakyReLU(z, l.Leak) })
	case cnn.Sigmoid:
		return each(p.sigmoid)
	case cnn.Tanh:
		return each(p.tanh)
	case cnn.Softplus:
		return each(p.softplus)
	case cnn.ELU:
		return each(func(z *node) *node { return p.elu(z, l) })
	case cnn.SiLU:
		return each(p.silu)
	case cnn.GELU:
		return each(p.gelu)
	case cnn.Flatten:
		return func(x cube) cube { return vectorCube(p.flatten(x, l.Order)) }
	case cnn.Softmax:
		return func(x cube) cube { return vectorCube(p.softmax(x[0][0])) }
	case cnn.LogSoftmax:
		return func(x cube) cube { return vectorCube(p.logSoftmax(x[0][0])) }
	}
	panic("witness: pass.go does not know the layer " + layer.Op() + "; write its function there once more, from its definition")
}
