package cnn

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// A generator makes random networks of all layers and options. Its numbers
// are small multiples of grid: with a grid such as 1/8 everything before the
// first division or power is exact in float64 too, so that ties, of which
// there are many, are the same in exact arithmetic.
type generator struct {
	*rand.Rand
	grid   float64
	spread int // values are grid times an integer of [−spread, spread]
}

// network makes a random network that is valid.
func (g generator) network() *Network {
	for {
		n := &Network{Name: "random", Input: g.input(), LearningRate: []float64{0.1, 0.5, 0.03}[g.IntN(3)]}
		g.addLayers(n)
		g.addEnd(n)
		if _, err := n.Shapes(); err == nil {
			return n
		}
	}
}

func (g generator) input() *Tensor {
	if g.IntN(8) == 0 {
		return g.tensor(1 + g.IntN(6))
	}
	return g.tensor(1+g.IntN(2), 2+g.IntN(5), 2+g.IntN(5))
}

func (g generator) tensor(shape ...int) *Tensor {
	t := NewTensor(shape...)
	for i := range t.Data {
		t.Data[i] = g.grid * float64(g.IntN(2*g.spread+1)-g.spread)
	}
	return t
}

// addLayers adds one to seven layers that fit. The last is often a softmax.
func (g generator) addLayers(n *Network) {
	shape := n.Input.Shape
	wanted := 1 + g.IntN(6)
	for len(n.Layers) < wanted {
		layer := g.layer(shape)
		if out, err := layer.OutputShape(shape); err == nil && out.Size() <= 120 {
			n.Layers = append(n.Layers, layer)
			shape = out
		}
	}
	if g.IntN(2) == 0 {
		if len(shape) == 3 && shape.Size() <= 20 {
			n.Layers = append(n.Layers, g.flatten())
			shape = Shape{shape.Size()}
		}
		if len(shape) == 1 && shape[0] <= 20 {
			n.Layers = append(n.Layers, Softmax{})
		}
	}
}

func (g generator) layer(in Shape) Layer {
	if g.IntN(3) == 0 {
		leaks := []float64{0.01, 0.25, 0.5, 0, 1}
		return []Layer{ReLU{}, ReLU{}, LeakyReLU{Leak: leaks[g.IntN(len(leaks))]}, Sigmoid{}, Tanh{}}[g.IntN(5)]
	}
	if len(in) == 1 {
		switch g.IntN(5) {
		case 0:
			return Softmax{}
		case 1:
			return g.flatten()
		}
		out := 1 + g.IntN(5)
		return Dense{Weights: g.tensor(out, in[0]), Bias: g.tensor(out)}
	}
	switch g.IntN(6) {
	case 0:
		return g.flatten()
	case 1:
		return AvgPool{Window: g.window()}
	case 2, 3:
		return MaxPool{Window: g.window()}
	}
	w, out := g.window(), 1+g.IntN(3)
	return Conv{
		Kernel: g.tensor(out, in[0], w.Size.Down, w.Size.Across), Bias: g.tensor(out),
		Stride: w.Stride, Pad: w.Pad,
	}
}

func (g generator) flatten() Layer {
	return Flatten{Order: []Order{CHW, HWC, CWH}[g.IntN(3)]}
}

func (g generator) window() Window {
	w := Window{
		Size:   Steps{1 + g.IntN(3), 1 + g.IntN(3)},
		Stride: Steps{1 + g.IntN(3), 1 + g.IntN(3)},
		Ceil:   g.IntN(2) == 0,
	}
	if g.IntN(2) == 0 {
		w.Pad = Padding{g.IntN(3), g.IntN(3), g.IntN(3), g.IntN(3)}
	}
	return w
}

// addEnd gives the network a loss, an upstream gradient or neither.
func (g generator) addEnd(n *Network) {
	out := n.Input.Shape
	for _, layer := range n.Layers {
		out, _ = layer.OutputShape(out)
	}
	if g.IntN(12) == 0 {
		return
	}
	if g.IntN(5) == 0 {
		n.Upstream = g.tensor(out...)
		return
	}
	if _, ok := n.Layers[len(n.Layers)-1].(Softmax); ok && g.IntN(4) > 0 {
		n.Loss = &Loss{Op: CrossEntropy, Target: g.shares(out[0])}
		return
	}
	ops := []LossOp{SquaredError, HalfSquaredError, MeanSquaredError}
	n.Loss = &Loss{Op: ops[g.IntN(3)], Target: g.tensor(out...)}
}

// shares is a target of eighths that sum to 1, one-hot half of the time.
func (g generator) shares(n int) *Tensor {
	t := NewTensor(n)
	if g.IntN(2) == 0 {
		t.Data[g.IntN(n)] = 1
		return t
	}
	for range 8 {
		t.Data[g.IntN(n)] += 0.125
	}
	return t
}

// dyadic makes networks with many ties, generic makes networks with
// (nearly) none.
func dyadic(seed uint64) generator {
	grids := []generator{{grid: 0.125, spread: 8}, {grid: 0.5, spread: 2}, {grid: 0.25, spread: 6}}
	g := grids[seed%3]
	g.Rand = rand.New(rand.NewPCG(seed, 5))
	return g
}

func generic(seed uint64) generator {
	return generator{Rand: rand.New(rand.NewPCG(seed, 7)), grid: 1.0 / 4001, spread: 4001}
}

// features lists what a network is made of, to see that nothing is missed.
func features(n *Network) []string {
	var all []string
	add := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	window := func(op string, w Window) {
		if w.Stride != w.Size {
			add("%s stride is not size", op)
		}
		if w.Stride.Down > w.Size.Down {
			add("%s stride above size", op)
		}
		if w.Pad != (Padding{}) {
			add("%s pad", op)
		}
		if w.Ceil {
			add("%s ceil", op)
		}
	}
	add("input of %d axes", len(n.Input.Shape))
	for _, layer := range n.Layers {
		add("%s", layer.Op())
		switch l := layer.(type) {
		case Conv:
			window("conv", l.Window())
			if l.Kernel.Shape[0] > 1 && l.Kernel.Shape[1] > 1 {
				add("conv of several channels and kernels")
			}
		case MaxPool:
			window("maxpool", l.Window)
		case AvgPool:
			window("avgpool", l.Window)
		case Flatten:
			add("flatten %s", l.Order)
		}
	}
	switch {
	case n.Loss != nil:
		add("%s", n.Loss.Op)
	case n.Upstream != nil:
		add("upstream")
	default:
		add("forward only")
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// wantFeatures are what a sample of random networks must contain, often.
// A conv has no ceil: its partial windows are left over.
var wantFeatures = []string{
	"input of 1 axes", "input of 3 axes",
	"conv", "conv stride is not size", "conv stride above size", "conv pad", "conv of several channels and kernels",
	"maxpool", "maxpool stride is not size", "maxpool stride above size", "maxpool pad", "maxpool ceil",
	"avgpool", "avgpool stride is not size", "avgpool stride above size", "avgpool pad", "avgpool ceil",
	"relu", "leaky_relu", "sigmoid", "tanh", "softmax", "dense",
	"flatten", "flatten CHW", "flatten HWC", "flatten CWH",
	"cross_entropy", "squared_error", "half_squared_error", "mean_squared_error", "upstream", "forward only",
}

// describe writes a network's layers and options in one line.
func describe(n *Network) string {
	s := fmt.Sprintf("input %s", n.Input.Shape)
	for _, layer := range n.Layers {
		switch l := layer.(type) {
		case Conv:
			s += fmt.Sprintf(" → conv %s stride %v pad %v", l.Kernel.Shape, l.Stride, l.Pad)
		case Dense:
			s += fmt.Sprintf(" → dense %s", l.Weights.Shape)
		default:
			s += fmt.Sprintf(" → %s %+v", layer.Op(), layer)
		}
	}
	if n.Loss != nil {
		s += " → " + string(n.Loss.Op)
	}
	return s
}
