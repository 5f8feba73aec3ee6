package marking

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
)

// workedExample is the network of the book as it was when the answers in these
// tests were written. Another kernel in the book does not change them.
func workedExample(t testing.TB) *cnn.Network {
	t.Helper()
	f, err := os.Open("../../testdata/faults/frozen-example.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n, err := format.ReadNetwork("frozen-example.json", f)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// network reads a network from its text.
func network(t testing.TB, text string) *cnn.Network {
	t.Helper()
	n, err := format.ParseNetwork("net.json", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// pass is the pass of a network.
func pass(t testing.TB, n *cnn.Network) *cnn.Pass {
	t.Helper()
	p, err := cnn.Run(n)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// write writes a tensor as an answer, each number by the given function.
func write(shape cnn.Shape, data []float64, number func(float64) string) string {
	if len(shape) == 0 {
		return number(data[0])
	}
	parts := make([]string, shape[0])
	size := len(data) / shape[0]
	for i := range parts {
		parts[i] = write(shape[1:], data[i*size:(i+1)*size], number)
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// fixed writes a number with so many decimals.
func fixed(decimals int) func(float64) string {
	return func(v float64) string { return strconv.FormatFloat(v, 'f', decimals, 64) }
}

// short writes a number rounded to so many decimals, without trailing zeros.
func short(decimals int) func(float64) string {
	return func(v float64) string {
		text := strconv.FormatFloat(v, 'f', decimals, 64)
		return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	}
}

// file is an answers file with the values of some places.
func file(places []cnn.Place, values map[cnn.Place]*cnn.Tensor, number func(float64) string) string {
	var parts []string
	for _, p := range places {
		parts = append(parts, fmt.Sprintf("%q: %s", p, write(values[p].Shape.Plain(), values[p].Data, number)))
	}
	return "{" + strings.Join(parts, ",\n ") + "}"
}

// marked reads answers and marks them.
func marked(t testing.TB, n *cnn.Network, text string) *Report {
	t.Helper()
	a, err := ReadAnswers("answers.json", strings.NewReader(text), pass(t, n))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	r, err := Mark(n, a, 0)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// at is what a report says about a place.
func at(t testing.TB, r *Report, place cnn.Place) Marked {
	t.Helper()
	for _, p := range r.Places {
		if p.Place == place {
			return p
		}
	}
	t.Fatalf("the report does not say anything about %s", place)
	return Marked{}
}

// A generator makes random networks of all layers.
type generator struct {
	*rand.Rand
	dyadic bool // numbers are eighths, so that there are ties and zeros
	places int  // of the numbers, where they are rounded
}

func newGenerator(seed uint64) generator {
	return generator{rand.New(rand.NewPCG(seed, 11)), seed%2 == 0, 0}
}

// short makes numbers of one or two decimals.
func (g generator) short() generator {
	g.dyadic, g.places = false, 1+g.IntN(2)
	return g
}

func (g generator) network() *cnn.Network {
	for {
		n := &cnn.Network{Input: g.tensor(1+g.IntN(2), 3+g.IntN(4), 3+g.IntN(4)), LearningRate: 0.1}
		shape := n.Input.Shape
		add := func(layer cnn.Layer) {
			if out, err := layer.OutputShape(shape); err == nil {
				n.Layers = append(n.Layers, layer)
				shape = out
			}
		}
		for range 2 + g.IntN(3) {
			add(g.mapLayer(shape))
		}
		add(cnn.Flatten{Order: []cnn.Order{cnn.CHW, cnn.HWC, cnn.CWH}[g.IntN(3)]})
		for range g.IntN(3) {
			if g.IntN(2) == 0 {
				add([]cnn.Layer{cnn.ReLU{}, cnn.Sigmoid{}, cnn.Tanh{}}[g.IntN(3)])
			}
			out := 2 + g.IntN(3)
			if g.IntN(3) == 0 {
				out = min(shape[0], 6)
			}
			add(cnn.Dense{Weights: g.tensor(out, shape[0]), Bias: g.tensor(out)})
		}
		g.end(n, shape, add)
		if _, err := n.Shapes(); err == nil {
			return n
		}
	}
}

func (g generator) mapLayer(in cnn.Shape) cnn.Layer {
	w := cnn.Window{Size: cnn.Steps{Down: 1 + g.IntN(3), Across: 1 + g.IntN(3)}, Stride: cnn.Steps{Down: 1 + g.IntN(2), Across: 1 + g.IntN(2)}}
	if g.IntN(3) == 0 {
		w.Pad = cnn.Padding{Top: g.IntN(2), Left: g.IntN(2), Bottom: g.IntN(2), Right: g.IntN(2)}
	}
	switch g.IntN(7) {
	case 0, 1:
		out := 1 + g.IntN(2)
		return cnn.Conv{Kernel: g.tensor(out, in[0], w.Size.Down, w.Size.Across), Bias: g.tensor(out), Stride: w.Stride, Pad: w.Pad}
	case 2:
		w.Ceil = g.IntN(2) == 0
		return cnn.MaxPool{Window: w}
	case 3:
		w.Ceil = g.IntN(2) == 0
		return cnn.AvgPool{Window: w}
	case 4:
		return cnn.LeakyReLU{Leak: []float64{0.01, 0.25, -0.5}[g.IntN(3)]}
	}
	return cnn.ReLU{}
}

// end gives the network a loss, an upstream gradient or neither.
func (g generator) end(n *cnn.Network, shape cnn.Shape, add func(cnn.Layer)) {
	switch g.IntN(8) {
	case 0:
	case 1:
		n.Upstream = g.tensor(shape...)
	case 2, 3, 4:
		n.Loss = &cnn.Loss{Op: []cnn.LossOp{cnn.SquaredError, cnn.HalfSquaredError, cnn.MeanSquaredError}[g.IntN(3)], Target: g.tensor(shape...)}
	default:
		add(cnn.Softmax{})
		n.Loss = &cnn.Loss{Op: cnn.CrossEntropy, Target: cnn.NewTensor(shape...)}
		n.Loss.Target.Data[g.IntN(shape[0])] = 1
	}
}

func (g generator) tensor(shape ...int) *cnn.Tensor {
	t := cnn.NewTensor(shape...)
	for i := range t.Data {
		t.Data[i] = 2*g.Float64() - 1
		if g.dyadic {
			t.Data[i] = float64(g.IntN(17)-8) / 8
		} else if g.places > 0 {
			t.Data[i] = roundTo(t.Data[i], g.places)
		}
	}
	return t
}
