package randomnet

import (
	"math/rand/v2"

	"backprop/internal/cnn"
)

// A Generator makes random networks of all layers and options, and tensors
// for them.
type Generator struct {
	*rand.Rand
	number func(*rand.Rand) float64
	layers int // at the most, a softmax at the end aside
	input  func() *cnn.Tensor
}

// Dyadic makes networks with many ties. Its numbers are small multiples of a
// power of two: everything before the first division or power is exact in
// float64 too, so that ties are the same in exact arithmetic.
func Dyadic(seed uint64) Generator {
	grid, spread := []float64{0.125, 0.5, 0.25}[seed%3], []int{8, 2, 6}[seed%3]
	return newGenerator(rand.New(rand.NewPCG(seed, 5)), multiples(grid, spread))
}

// Generic makes networks with (nearly) no ties.
func Generic(seed uint64) Generator {
	return newGenerator(rand.New(rand.NewPCG(seed, 7)), multiples(1.0/4001, 4001))
}

func newGenerator(r *rand.Rand, number func(*rand.Rand) float64) Generator {
	g := Generator{Rand: r, number: number, layers: 6}
	g.input = g.smallInput
	return g
}

// multiples are grid times an integer of [−spread, spread].
func multiples(grid float64, spread int) func(*rand.Rand) float64 {
	return func(r *rand.Rand) float64 { return grid * float64(r.IntN(2*spread+1)-spread) }
}

// Network makes a random network whose shapes fit.
func (g Generator) Network() *cnn.Network {
	for {
		n := &cnn.Network{Name: "random", Input: g.input(), LearningRate: []float64{0.1, 0.5, 0.03}[g.IntN(3)]}
		if g.IntN(5) == 0 {
			n.WeightDecay = []float64{0.01, 0.1, 0.5, -0.25}[g.IntN(4)]
		}
		g.addLayers(n)
		g.addEnd(n)
		if _, err := n.Shapes(); err == nil {
			return n
		}
	}
}

func (g Generator) smallInput() *cnn.Tensor {
	if g.IntN(8) == 0 {
		return g.Tensor(1 + g.IntN(6))
	}
	if g.IntN(4) == 0 {
		return g.Tensor(1+g.IntN(3), 3+g.IntN(8)) // a sequence
	}
	return g.Tensor(1+g.IntN(2), 2+g.IntN(5), 2+g.IntN(5))
}

// Tensor is a tensor of random numbers.
func (g Generator) Tensor(shape ...int) *cnn.Tensor {
	t := cnn.NewTensor(shape...)
	for i := range t.Data {
		t.Data[i] = g.number(g.Rand)
	}
	return t
}

// addLayers adds layers that fit. The last is often a softmax.
func (g Generator) addLayers(n *cnn.Network) {
	shape := n.Input.Shape
	shapes := []cnn.Shape{shape}
	wanted := 1 + g.IntN(g.layers)
	for len(n.Layers) < wanted {
		layer := g.layer(shape)
		if g.IntN(6) == 0 {
			layer = g.skip(shapes)
		}
		if layer == nil {
			continue
		}
		if shape.IsSequence() && len(n.Layers) == 0 {
			layer = g.along(shape[0]) // without it a file would not know the sequence
		}
		if out, err := layer.OutputShape(shape); err == nil && out.Size() <= 120 {
			n.Layers = append(n.Layers, layer)
			shape = out
			shapes = append(shapes, shape)
		}
	}
	switch end := g.IntN(8); {
	case end < 4:
		if len(shape) > 1 && shape.Size() <= 20 {
			n.Layers = append(n.Layers, g.flatten())
			shape = cnn.Shape{shape.Size()}
		}
		if len(shape) == 1 && shape[0] <= 20 {
			n.Layers = append(n.Layers, []cnn.Layer{cnn.Softmax{}, cnn.Softmax{}, cnn.LogSoftmax{}}[g.IntN(3)])
		}
	case end == 4:
		n.Layers = append(n.Layers, cnn.Sigmoid{})
	}
}

// skip adds an earlier activation that has the shape of the last; nil where
// there is none.
func (g Generator) skip(shapes []cnn.Shape) cnn.Layer {
	last := len(shapes) - 1
	var fitting []int
	for i, s := range shapes[:last] {
		if s.Equal(shapes[last]) {
			fitting = append(fitting, i)
		}
	}
	if len(fitting) == 0 {
		return nil
	}
	return cnn.Add{From: fitting[g.IntN(len(fitting))]}
}

// dropout keeps three of four numbers or so.
func (g Generator) dropout(shape cnn.Shape) cnn.Layer {
	return cnn.Dropout{Mask: g.mask(shape), Rate: []float64{0, 0.5, 0.2, 0.3}[g.IntN(4)]}
}

func (g Generator) mask(shape cnn.Shape) *cnn.Tensor {
	mask := cnn.NewTensor(shape...)
	for i := range mask.Data {
		if g.IntN(4) > 0 {
			mask.Data[i] = 1
		}
	}
	return mask
}

func (g Generator) layer(in cnn.Shape) cnn.Layer {
	if g.IntN(14) == 0 {
		return g.dropout(in)
	}
	if g.IntN(3) == 0 {
		leaks := []float64{0.01, 0.25, 0.5, 0, 1}
		curves := []cnn.Layer{cnn.ReLU{}, cnn.ReLU{}, cnn.LeakyReLU{Leak: leaks[g.IntN(len(leaks))]}, cnn.Sigmoid{}, cnn.Tanh{},
			cnn.ELU{Alpha: []float64{1, 1, 0.5, 2, -0.25}[g.IntN(5)]}, cnn.Softplus{}, cnn.SiLU{}, cnn.GELU{}}
		return curves[g.IntN(len(curves))]
	}
	if in.IsSequence() {
		if g.IntN(5) == 0 {
			return g.flatten()
		}
		return g.along(in[0])
	}
	if len(in) == 1 {
		switch g.IntN(5) {
		case 0:
			return cnn.Softmax{}
		case 1:
			return g.flatten()
		}
		out := 1 + g.IntN(5)
		return cnn.Dense{Weights: g.Tensor(out, in[0]), Bias: g.Tensor(out)}
	}
	switch g.IntN(7) {
	case 6:
		return g.convTranspose(in[0])
	case 0:
		return g.flatten()
	case 1:
		return cnn.AvgPool{Window: g.pooling(), NoPad: g.IntN(3) > 0}
	case 2, 3:
		return cnn.MaxPool{Window: g.pooling()}
	}
	return g.conv(in[0])
}

func (g Generator) conv(channels int) cnn.Layer {
	w, out := g.Window(), 1+g.IntN(3)
	l := cnn.Conv{Stride: w.Stride, Pad: w.Pad}
	if g.IntN(6) == 0 {
		l.Same, l.Pad = true, cnn.Padding{}
	}
	if d := (cnn.Steps{Down: 1 + g.IntN(3), Across: 1 + g.IntN(2)}); g.IntN(4) == 0 && d != (cnn.Steps{Down: 1, Across: 1}) {
		l.Dilation = d
	}
	if channels > 1 && g.IntN(3) == 0 {
		l.Groups = channels
		if channels%2 == 0 && g.IntN(2) == 0 {
			l.Groups = 2
		}
		out *= l.Groups
	}
	l.Kernel, l.Bias = g.Tensor(out, channels/l.Parts(), w.Size.Down, w.Size.Across), g.Tensor(out)
	return l
}

// along is a layer that slides along a sequence.
func (g Generator) along(channels int) cnn.Layer {
	w := g.pooling()
	if !w.All {
		w.Size.Down, w.Stride.Down, w.Pad.Top, w.Pad.Bottom = 1, 1, 0, 0
	}
	switch g.IntN(5) {
	case 0, 1:
		return cnn.MaxPool1d{MaxPool: cnn.MaxPool{Window: w}}
	case 2:
		return cnn.AvgPool1d{AvgPool: cnn.AvgPool{Window: w, NoPad: g.IntN(2) == 0}}
	}
	c := g.conv(channels).(cnn.Conv)
	k := c.Kernel.Shape
	c.Kernel = g.Tensor(k[0], k[1], k[3])
	c.Stride.Down, c.Pad.Top, c.Pad.Bottom = 1, 0, 0
	if c.Dilation != (cnn.Steps{}) {
		c.Dilation.Down = 1
	}
	return cnn.Conv1d{Conv: c}
}

func (g Generator) convTranspose(channels int) cnn.Layer {
	w, out := g.Window(), 1+g.IntN(3)
	l := cnn.ConvTranspose{
		Kernel: g.Tensor(channels, out, w.Size.Down, w.Size.Across), Bias: g.Tensor(out),
		Stride: w.Stride, Pad: w.Pad,
	}
	if g.IntN(2) == 0 {
		l.Back = cnn.Steps{Down: g.IntN(w.Stride.Down), Across: g.IntN(w.Stride.Across)}
	}
	return l
}

func (g Generator) flatten() cnn.Layer {
	return cnn.Flatten{Order: []cnn.Order{cnn.CHW, cnn.HWC, cnn.CWH}[g.IntN(3)]}
}

// pooling is the window of a pooling layer: now and then the whole map.
func (g Generator) pooling() cnn.Window {
	if g.IntN(8) == 0 {
		return cnn.Window{All: true}
	}
	w := g.Window()
	if g.IntN(8) == 0 {
		w.Same, w.Pad = true, cnn.Padding{}
	}
	return w
}

// Window is a window of any size, stride and padding.
func (g Generator) Window() cnn.Window {
	w := cnn.Window{
		Size:   cnn.Steps{Down: 1 + g.IntN(3), Across: 1 + g.IntN(3)},
		Stride: cnn.Steps{Down: 1 + g.IntN(3), Across: 1 + g.IntN(3)},
		Ceil:   g.IntN(2) == 0,
	}
	if g.IntN(2) == 0 {
		w.Pad = cnn.Padding{Top: g.IntN(3), Left: g.IntN(3), Bottom: g.IntN(3), Right: g.IntN(3)}
	}
	return w
}

// addEnd gives the network a loss, an upstream gradient or neither.
func (g Generator) addEnd(n *cnn.Network) {
	out := n.Input.Shape
	for _, layer := range n.Layers {
		out, _ = layer.OutputShape(out)
	}
	if g.IntN(12) == 0 {
		return
	}
	if g.IntN(5) == 0 {
		n.Upstream = g.Tensor(out...)
		return
	}
	var ops []cnn.LossOp
	last := n.Layers[len(n.Layers)-1].Op()
	for _, kind := range cnn.LossKinds() {
		if kind.After == last && g.IntN(4) > 0 {
			ops = append(ops, kind.Op)
		}
	}
	switch {
	case len(ops) > 0:
	case len(out) == 1 && g.IntN(5) == 0:
		ops = []cnn.LossOp{cnn.Hinge}
	default:
		ops = []cnn.LossOp{cnn.SquaredError, cnn.HalfSquaredError, cnn.MeanSquaredError}
	}
	n.Loss = &cnn.Loss{Op: ops[g.IntN(len(ops))]}
	if n.Loss.Op == cnn.Hinge {
		n.Loss.Margin = []float64{1, 1, 0.5, 0}[g.IntN(4)]
	}
	n.Loss.Target = g.target(n.Loss, out)
}

// target is one that a loss takes.
func (g Generator) target(loss *cnn.Loss, out cnn.Shape) *cnn.Tensor {
	kind, _ := loss.Kind()
	switch kind.Target {
	case cnn.ClassShares:
		return g.Shares(out[0])
	case cnn.OnlyClass:
		return cnn.OneHot(g.IntN(out[0]), out[0])
	case cnn.EachShare:
		t := cnn.NewTensor(out...)
		for i := range t.Data {
			t.Data[i] = []float64{0, 1, 0, 1, 0.25}[g.IntN(5)]
		}
		return t
	}
	return g.Tensor(out...)
}

// Shares is a target of eighths that sum to 1, one-hot half of the time.
func (g Generator) Shares(n int) *cnn.Tensor {
	t := cnn.NewTensor(n)
	if g.IntN(2) == 0 {
		t.Data[g.IntN(n)] = 1
		return t
	}
	for range 8 {
		t.Data[g.IntN(n)] += 0.125
	}
	return t
}
