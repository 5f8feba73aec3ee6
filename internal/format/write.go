package format

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"

	"backprop/internal/cnn"
)

// MarshalNetwork writes a network as a network file, one layer a line, so that
// ParseNetwork makes an equal network of it: numbers in their shortest exact
// decimals, kernels as [O][C][kh][kw], one map as [H][W]. Options that have
// their default are left out. A number that is not finite, a tensor without
// the elements of its shape, and a layer that files have no word for are
// errors.
func MarshalNetwork(n *cnn.Network) ([]byte, error) {
	if !utf8.ValidString(n.Name) {
		return nil, fmt.Errorf("the network's name %q is not UTF-8", n.Name)
	}
	var w networkWriter
	w.text("{")
	if n.Name != "" {
		w.text("\n\"name\": ")
		w.quoted(n.Name)
		w.text(",")
	}
	if n.Batch > 0 {
		w.batch(n)
	} else {
		w.text("\n\"input\": ")
		w.example("input", n.Input)
	}
	w.text(",\n\"layers\": [")
	for i, layer := range n.Layers {
		if i > 0 {
			w.text(",")
		}
		w.text("\n")
		before := w.err
		w.layer(layer)
		if before == nil && w.err != nil {
			w.err = &cnn.LayerError{Layer: i, Op: layer.Op(), Err: w.err}
		}
	}
	w.text("\n]")
	if n.Loss != nil {
		w.text(",\n\"loss\": ")
		w.loss(n)
	}
	if n.Upstream != nil {
		w.text(",\n\"upstream\": ")
		if n.Batch > 0 {
			w.tensor("upstream", n.Upstream, maxAxes) // the first axis counts the examples, though there may be one only
		} else {
			w.example("upstream", n.Upstream)
		}
	}
	w.text(",\n\"learning_rate\": ")
	w.number("learning_rate", n.LearningRate)
	if n.WeightDecay != 0 {
		w.text(",\n\"weight_decay\": ")
		w.number("weight_decay", n.WeightDecay)
	}
	w.text("\n}\n")
	if w.err != nil {
		return nil, w.err
	}
	return w.out, nil
}

// networkWriter collects a network file. After an error it writes on, to no
// effect.
type networkWriter struct {
	out   []byte
	err   error
	nulls bool // infinite numbers are written as null

	optionsOnly bool // a layer is written without its arrays, and a loss without its target
}

func (w *networkWriter) text(s string) { w.out = append(w.out, s...) }

func (w *networkWriter) quoted(s string) {
	w.text(jsonText(s))
}

// layer writes a layer's object.
func (w *networkWriter) layer(layer cnn.Layer) {
	w.text("{\"op\": ")
	w.quoted(layer.Op())
	switch l := layer.(type) {
	case cnn.Conv:
		w.parameter("kernel", l.Kernel)
		w.parameter("bias", l.Bias)
		one := cnn.Steps{Down: 1, Across: 1}
		w.steps("stride", l.Stride, one)
		w.steps("dilation", cnn.Window{Dilation: l.Dilation}.Apart(), one)
		if l.Parts() > 1 {
			w.text(fmt.Sprintf(", \"groups\": %d", l.Groups))
		}
		w.padding(l.Pad, l.Same)
	case cnn.Conv1d:
		w.parameter("kernel", l.Kernel)
		w.parameter("bias", l.Bias)
		w.stepAlong("stride", l.Stride, 1)
		w.stepAlong("dilation", cnn.Window{Dilation: l.Dilation}.Apart(), 1)
		if l.Parts() > 1 {
			w.text(fmt.Sprintf(", \"groups\": %d", l.Groups))
		}
		w.paddingAlong(l.Pad, l.Same)
	case cnn.ConvTranspose:
		w.parameter("kernel", l.Kernel)
		w.parameter("bias", l.Bias)
		w.steps("stride", l.Stride, cnn.Steps{Down: 1, Across: 1})
		w.padding(l.Pad, false)
		w.steps("output_pad", l.Back, cnn.Steps{})
	case cnn.Dense:
		w.parameter("weights", l.Weights)
		w.parameter("bias", l.Bias)
	case cnn.MaxPool:
		w.window(l.Window)
	case cnn.AvgPool:
		w.window(l.Window)
		w.countPad(l)
	case cnn.MaxPool1d:
		w.windowAlong(l.Window)
	case cnn.AvgPool1d:
		w.windowAlong(l.Window)
		w.countPad(l.AvgPool)
	case cnn.LeakyReLU:
		w.text(", \"slope\": ")
		w.number("slope", l.Leak)
	case cnn.BatchNorm:
		w.parameter("gamma", l.Gamma)
		w.parameter("beta", l.Beta)
		if l.Eps != defaultEps {
			w.text(", \"eps\": ")
			w.number("eps", l.Eps)
		}
	case cnn.ELU:
		if l.Alpha != 1 {
			w.text(", \"alpha\": ")
			w.number("alpha", l.Alpha)
		}
	case cnn.Dropout:
		w.parameter("mask", l.Mask)
		if l.Rate != 0 {
			w.text(", \"rate\": ")
			w.number("rate", l.Rate)
		}
	case cnn.Add:
		w.text(fmt.Sprintf(", \"from\": %d", l.From))
	case cnn.Flatten:
		if l.Order != cnn.CHW {
			w.text(", \"order\": ")
			w.quoted(string(l.Order))
		}
	default:
		switch k, ok := cnn.KindOf(layer.Op()); {
		case ok && k.Options:
			panic("format: write.go does not write a layer of the kind " + layer.Op())
		case ok && k.Layer == layer:
			break // its name is all there is
		default:
			w.fail(fmt.Errorf("a network file has no word for a layer of type %T; use %s", layer, either(layerOps)))
		}
	}
	w.text("}")
}

// window writes the options of a pooling layer.
func (w *networkWriter) window(v cnn.Window) {
	if v.All {
		w.text(", \"size\": \"all\"")
		return
	}
	w.steps("size", v.Size, cnn.Steps{})
	w.steps("stride", v.Stride, v.Size)
	w.padding(v.Pad, v.Same)
	if v.Ceil {
		w.text(", \"ceil\": true")
	}
}

func (w *networkWriter) countPad(l cnn.AvgPool) {
	if l.NoPad {
		w.text(", \"count_pad\": false")
	}
}

// steps writes a size or a stride that is not the default.
func (w *networkWriter) steps(key string, s, standard cnn.Steps) {
	switch {
	case s == standard:
	case s.Down == s.Across:
		w.text(fmt.Sprintf(", %q: %d", key, s.Down))
	default:
		w.text(fmt.Sprintf(", %q: [%d, %d]", key, s.Down, s.Across))
	}
}

// padding writes a padding that is not 0.
func (w *networkWriter) padding(p cnn.Padding, same bool) {
	if same {
		w.text(", \"pad\": \"same\"")
		return
	}
	switch n := p.Top; p {
	case cnn.Padding{}:
	case cnn.Padding{Top: n, Left: n, Bottom: n, Right: n}:
		w.text(fmt.Sprintf(", \"pad\": %d", n))
	default:
		w.text(fmt.Sprintf(", \"pad\": [%d, %d, %d, %d]", p.Top, p.Left, p.Bottom, p.Right))
	}
}

func (w *networkWriter) parameter(name string, t *cnn.Tensor) {
	if w.optionsOnly {
		return
	}
	w.text(", \"" + name + "\": ")
	w.tensor(name, t, maxAxes)
}

// tensor writes a tensor as arrays within arrays. Leading axes of length 1
// are left out as far as it has more than the given number of axes.
func (w *networkWriter) tensor(name string, t *cnn.Tensor, axes int) {
	if t == nil {
		w.fail(fmt.Errorf("%s: there is no tensor", name))
		return
	}
	if len(t.Shape) == 0 || len(t.Data) > cnn.MaxElements || !holds(t.Shape, len(t.Data)) {
		w.fail(fmt.Errorf("%s: a tensor of shape %s cannot hold %s", name, t.Shape, counted(len(t.Data), "number")))
		return
	}
	shape := t.Shape
	for len(shape) > axes && shape[0] == 1 {
		shape = shape[1:]
	}
	w.array(name, shape, t.Data)
}

// holds reports whether a shape has so many elements, without an overflow on
// the way.
func holds(s cnn.Shape, elements int) bool {
	size := 1
	for _, length := range s {
		if length < 1 || size > elements/length {
			return false
		}
		size *= length
	}
	return size == elements
}

func (w *networkWriter) array(name string, shape cnn.Shape, data []float64) {
	if len(shape) == 0 {
		w.number(name, data[0])
		return
	}
	w.text("[")
	i := 0
	for part := range slices.Chunk(data, len(data)/shape[0]) {
		if i > 0 {
			w.text(", ")
		}
		w.array(name, shape[1:], part)
		i++
	}
	w.text("]")
}

// number writes the shortest decimal that reads as the same number, with an
// exponent where there would be many zeros.
func (w *networkWriter) number(name string, v float64) {
	if math.IsInf(v, 0) && w.nulls {
		w.text("null")
		return
	}
	if math.IsInf(v, 0) || math.IsNaN(v) {
		w.fail(fmt.Errorf("%s: a network file has no word for the number %v", name, v))
		return
	}
	format := byte('f')
	if size := math.Abs(v); size != 0 && (size < 1e-6 || size >= 1e21) {
		format = 'e'
	}
	w.out = strconv.AppendFloat(w.out, v, format, -1, 64)
	if n := len(w.out); format == 'e' && w.out[n-3] == '-' && w.out[n-2] == '0' { // 1e-07
		w.out = append(w.out[:n-2], w.out[n-1])
	}
}

// fail keeps the first error.
func (w *networkWriter) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}
