package cnn

import (
	"fmt"
	"slices"
)

// Classic is a pass of the network that the chapters 1 to 16 and 20 to 22 speak
// about,
//
//	X → conv → Z → ReLU → A → max pool → P → flatten → f → dense → s →
//	softmax → p → cross entropy → L
//
// with one channel, one kernel, stride 1 and no padding, each part under the
// sign that the book gives it. H, W, … are whatever the network says.
type Classic struct {
	Network *Network
	Pass    *Pass

	X, K, B Quantity // [H W], [kh kw], [1]
	Z, A    Quantity // [H−kh+1 W−kw+1]
	P       Quantity // pooled map
	F       Quantity // features, [n]
	W, C    Quantity // [classes n], [classes]
	S, Prob Quantity // scores and probabilities, [classes]
	Y       Quantity // target, [classes]
	L       Quantity // loss, one number

	DX, DK, DB   Quantity // the gradient of L with respect to each of these
	DZ, DA, DP   Quantity
	DF, DW, DC   Quantity
	DS, DProb    Quantity
	NewK, NewB   Quantity // after one step of gradient descent
	NewW, NewC   Quantity
	Pool         Window
	LearningRate float64
}

// The layers of the classic network, by number.
const (
	ConvLayer = iota
	ReLULayer
	MaxPoolLayer
	FlattenLayer
	DenseLayer
	SoftmaxLayer
)

// AsClassic runs the network and names its parts. A network of another kind
// is an error that names the layer and the chapter for such networks.
func AsClassic(n *Network) (*Classic, error) {
	if err := checkClassic(n); err != nil {
		return nil, fmt.Errorf("%w; chapters 1 to 16 and 20 to 22 speak about one kernel over one map, ReLU, max pooling, flatten, dense, softmax and cross entropy: for other networks see the chapter \"Any network\"", err)
	}
	p, err := Run(n)
	if err != nil {
		return nil, err
	}
	return named(p), nil
}

// Stepped is the network after one step, as Pass.Stepped has it.
func (c *Classic) Stepped() (*Classic, error) {
	p, err := c.Pass.Stepped()
	if err != nil {
		return nil, err
	}
	return named(p), nil
}

// named names the parts of the pass of a classic network.
func named(p *Pass) *Classic {
	n := p.Network
	return &Classic{
		Network: n, Pass: p,
		X: p.activation(0), Z: p.activation(1), A: p.activation(2), P: p.activation(3),
		F: p.activation(4), S: p.activation(5), Prob: p.activation(6),
		K: p.value(ConvLayer, 0), B: p.value(ConvLayer, 1),
		W: p.value(DenseLayer, 0), C: p.value(DenseLayer, 1),
		Y: p.target(), L: p.quantity(Sign{Letter: "L"}, LossPlace, &Tensor{Data: []float64{p.Loss}}),
		DX: p.gradient(0), DZ: p.gradient(1), DA: p.gradient(2), DP: p.gradient(3),
		DF: p.gradient(4), DS: p.gradient(5), DProb: p.gradient(6),
		DK: p.parameterGradient(ConvLayer, 0), DB: p.parameterGradient(ConvLayer, 1),
		DW: p.parameterGradient(DenseLayer, 0), DC: p.parameterGradient(DenseLayer, 1),
		NewK: p.updated(ConvLayer, 0), NewB: p.updated(ConvLayer, 1),
		NewW: p.updated(DenseLayer, 0), NewC: p.updated(DenseLayer, 1),
		Pool:         n.Layers[MaxPoolLayer].(MaxPool).On(p.Activations[MaxPoolLayer].Shape),
		LearningRate: n.LearningRate,
	}
}

// Dead reports whether every gate is closed: no number of Z is above 0.
func (c *Classic) Dead() bool {
	return !slices.ContainsFunc(c.Z.Data, func(z float64) bool { return z > 0 })
}

// DeadWindows are the numbers of the pooling windows in which every cell is 0.
func (c *Classic) DeadWindows() []int {
	var dead []int
	for k, cell := range c.Pass.Winners(MaxPoolLayer) {
		if c.A.At(cell[0], cell[1]) == 0 {
			dead = append(dead, k)
		}
	}
	return dead
}

// LossFrom is the loss that the layers after the convolution make of other
// numbers than those of Z, given in its order: as well as these are known, even
// where they differ by less than float64 can tell. The error is one of Run.
func (c *Classic) LossFrom(z []Real) (Real, error) {
	n := &Network{Input: NewTensor(c.Z.Tensor.Shape...), Layers: c.Network.Layers[ReLULayer:], Loss: c.Network.Loss}
	for at, v := range z {
		n.Input.Data[at] = v.Float()
	}
	p, err := Run(n)
	if err != nil {
		return Real{}, err
	}
	if t := truthFrom(p, z); t != nil {
		return t.loss, nil
	}
	return floatAlone(p.Loss), nil
}

// Moved is the network with one parameter moved by so much: the one at an index of
// its gradient's place. Its numbers are known as well as those of the network
// itself, however little they differ from them. The error is one of Run.
func (c *Classic) Moved(gradient Place, index []int, by Real) (*Classic, error) {
	values := make([][]*Tensor, len(c.Pass.Parameters))
	known := make([][]Real, len(values))
	for i, learned := range c.Pass.Parameters {
		for _, l := range learned {
			value := c.Pass.quantity(l.Sign, ValuePlace(i, l.Name), l.Value)
			numbers := value.Reals()
			if ParameterPlace(i, l.Name) == gradient {
				at := value.Offset(index)
				numbers[at] = numbers[at].Plus(by)
				value.Tensor = l.Value.Clone()
				value.Data[at] = numbers[at].Float()
			}
			values[i], known[i] = append(values[i], value.Tensor), append(known[i], numbers...)
		}
	}
	p, err := Run(c.Network.WithParameters(values))
	if err != nil {
		return nil, err
	}
	if c.Pass.truth() != nil {
		p.known = known
	}
	return named(p), nil
}

// checkClassic reports the first thing about a network that is not classic.
func checkClassic(n *Network) error {
	ops := []string{"conv", "relu", "maxpool", "flatten", "dense", "softmax"}
	if len(n.Layers) != len(ops) {
		return fmt.Errorf("the network has %s, not the %d of the book's example", counted(len(n.Layers), "layer"), len(ops))
	}
	for i, layer := range n.Layers {
		if layer.Op() != ops[i] {
			return &LayerError{i, layer.Op(), fmt.Errorf("expected %s here", ops[i])}
		}
	}
	if len(n.Input.Shape) != 3 || n.Input.Shape[0] != 1 {
		return fmt.Errorf("the input has shape %s, expected one map", n.Input.Shape)
	}
	conv := n.Layers[ConvLayer].(Conv)
	if conv.Kernel.Shape[0] != 1 || conv.Stride != (Steps{1, 1}) || conv.Window().Reach() != conv.Window().Size || conv.Same || conv.Pad != (Padding{}) {
		return &LayerError{ConvLayer, "conv", fmt.Errorf("expected one kernel, stride 1 and no padding")}
	}
	if pool := n.Layers[MaxPoolLayer].(MaxPool); pool.Pad != (Padding{}) || pool.Same || pool.Ceil {
		return &LayerError{MaxPoolLayer, "maxpool", fmt.Errorf("expected no padding and no partial windows")}
	}
	if order := n.Layers[FlattenLayer].(Flatten).Order; order != CHW {
		return &LayerError{FlattenLayer, "flatten", fmt.Errorf("order %q, expected \"CHW\"", string(order))}
	}
	if n.WeightDecay != 0 {
		return fmt.Errorf("the network has a weight_decay of %v, expected none", n.WeightDecay)
	}
	if n.Loss == nil || n.Loss.Op != CrossEntropy {
		return fmt.Errorf("the network does not end with a cross_entropy loss")
	}
	return nil
}
