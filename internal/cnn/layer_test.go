package cnn

import (
	"math"
	"slices"
	"testing"
)

// TestFlattenOrders writes two maps of 2×3 in each order. The cell (c,i,j)
// holds cij.
func TestFlattenOrders(t *testing.T) {
	maps := &Tensor{Shape{2, 2, 3}, []float64{0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112}}
	for order, want := range map[Order][]float64{
		CHW: {0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112},
		HWC: {0, 100, 1, 101, 2, 102, 10, 110, 11, 111, 12, 112},
		CWH: {0, 10, 1, 11, 2, 12, 100, 110, 101, 111, 102, 112},
	} {
		n := &Network{Input: maps, Layers: []Layer{Flatten{Order: order}}, Upstream: Vector(want...)}
		p, err := Run(n)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(p.Activations[1].Data, want) {
			t.Errorf("%s: have %v, want %v", order, p.Activations[1].Data, want)
		}
		// Backward is the same map read the other way.
		if !same(p.Gradients[0], maps) {
			t.Errorf("%s backward: have %v, want %v", order, p.Gradients[0].Data, maps.Data)
		}
		vector := &Network{Input: Vector(3, 1, 2), Layers: []Layer{Flatten{Order: order}}}
		if p, err = Run(vector); err != nil || !same(p.Activations[1], vector.Input) {
			t.Errorf("%s of a vector: %v", order, err)
		}
	}
	if _, err := (Flatten{Order: "WHC"}).OutputShape(Shape{1, 2, 2}); err == nil {
		t.Error("an unknown order is accepted")
	}
}

// TestElementwise holds values and slopes at points that say something.
func TestElementwise(t *testing.T) {
	for _, test := range []struct {
		layer    Layer
		x, y, dy []float64 // dy is the slope
	}{
		{ReLU{}, []float64{-2, 0, 1e-300, 3}, []float64{0, 0, 1e-300, 3}, []float64{0, 0, 1, 1}},
		{LeakyReLU{Leak: 0.25}, []float64{-2, 0, 3}, []float64{-0.5, 0, 3}, []float64{0.25, 0.25, 1}},
		{Sigmoid{}, []float64{0, math.Log(3), -math.Log(3), 800, -800}, []float64{0.5, 0.75, 0.25, 1, 0}, []float64{0.25, 0.1875, 0.1875, 0, 0}},
		{Tanh{}, []float64{0, math.Log(3), -math.Log(3), 400, -400}, []float64{0, 0.8, -0.8, 1, -1}, []float64{1, 0.36, 0.36, 0, 0}},
		{Softmax{}, []float64{800, 800 + math.Log(3)}, []float64{0.25, 0.75}, []float64{0, 0}}, // rows of slopes sum to 0
	} {
		ones := NewTensor(len(test.x))
		for i := range ones.Data {
			ones.Data[i] = 1
		}
		p, err := Run(&Network{Input: Vector(test.x...), Layers: []Layer{test.layer}, Upstream: ones})
		if err != nil {
			t.Fatal(err)
		}
		for i := range test.x {
			if have := p.Activations[1].Data[i]; math.Abs(have-test.y[i]) > 1e-13*math.Abs(test.y[i]) {
				t.Errorf("%s(%v): have %v, want %v", test.layer.Op(), test.x[i], have, test.y[i])
			}
			if have := p.Gradients[0].Data[i]; math.Abs(have-test.dy[i]) > 1e-15 {
				t.Errorf("%s: slope at %v: have %v, want %v", test.layer.Op(), test.x[i], have, test.dy[i])
			}
		}
	}
}

func TestLayersThatReadVectors(t *testing.T) {
	maps := Shape{1, 2, 3}
	dense := Dense{Weights: NewTensor(2, 6), Bias: NewTensor(2)}
	for _, layer := range []Layer{dense, Softmax{}} {
		if _, err := layer.OutputShape(maps); err == nil {
			t.Errorf("%s reads maps", layer.Op())
		}
	}
	if _, err := dense.OutputShape(Shape{5}); err == nil {
		t.Error("a dense layer of 6 inputs reads 5")
	}
	defer func() {
		if r := recover(); r != nil {
			t.Errorf("a dense bias of another length: panic %v, want an error", r)
		}
	}()
	short := Dense{Weights: NewTensor(3, 2), Bias: NewTensor(1)}
	if _, err := Run(&Network{Input: NewTensor(2), Layers: []Layer{short}}); err == nil {
		t.Error("a dense bias of another length is accepted")
	}
}

// TestLinksAreInOrder: ascending outputs, indices in range, and as many links
// as LinkCount says.
func TestLinksAreInOrder(t *testing.T) {
	for seed := uint64(0); seed < 200; seed++ {
		n := Dyadic(seed).Network()
		shapes, err := n.Shapes()
		if err != nil {
			t.Fatal(err)
		}
		for i, layer := range n.Layers {
			parameters := 0
			for _, p := range ParametersOf(layer) {
				parameters += len(p.Value.Data)
			}
			count, last := int64(0), 0
			for link := range layer.Links(shapes[i]) {
				count++
				if link.Out < last || link.Out >= shapes[i+1].Size() {
					t.Fatalf("%s, layer %d: output %d after %d", Describe(n), i, link.Out, last)
				}
				if link.In < One || link.In >= shapes[i].Size() || link.Param < None || link.Param >= parameters {
					t.Fatalf("%s, layer %d: link %+v", Describe(n), i, link)
				}
				if link.In == One && link.Param == None {
					t.Fatalf("%s, layer %d: link %+v joins nothing", Describe(n), i, link)
				}
				last = link.Out
			}
			if said := layer.LinkCount(shapes[i]); count != said {
				t.Errorf("%s, layer %d: %d links, LinkCount says %d", Describe(n), i, count, said)
			}
			first := 0
			for range layer.Links(shapes[i]) { // a list that stops early must not go on
				if first++; first == 2 {
					break
				}
			}
		}
	}
}
