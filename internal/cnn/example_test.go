package cnn_test

import (
	"fmt"
	"iter"
	"log"

	"backprop/internal/cnn"
)

// small is a network with one kernel over one map, and a gradient that comes
// from outside in place of a loss.
func small() *cnn.Network {
	return &cnn.Network{
		Input: cnn.Map([][]float64{{1, 2, 0}, {0, 3, 1}, {2, 1, 1}}),
		Layers: []cnn.Layer{
			cnn.Conv{
				Kernel: cnn.Filter([][]float64{{1, -1}, {0.5, 2}}),
				Bias:   cnn.Vector(-1),
				Stride: cnn.Steps{Down: 1, Across: 1},
			},
			cnn.ReLU{},
		},
		Upstream: cnn.Map([][]float64{{1, 0}, {-1, 2}}),
	}
}

// A network runs forward and backward in one call; what it computed stands in
// the pass.
func ExampleRun() {
	pass, err := cnn.Run(small())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("Z     =", pass.Activations[1].Values())
	fmt.Println("A     =", pass.Activations[2].Values())
	fmt.Println("∂L/∂Z =", pass.Gradients[1].Values())
	for _, learned := range pass.Parameters[0] {
		fmt.Printf("∂L/∂%s = %v\n", learned.Name, learned.Gradient.Values())
	}
	// Output:
	// Z     = [4 4.5 -1 3.5]
	// A     = [4 4.5 0 3.5]
	// ∂L/∂Z = [1 0 0 2]
	// ∂L/∂kernel = [7 4 2 5]
	// ∂L/∂bias = [3]
}

// Every number of a pass can be asked how it came about: which elements were
// multiplied, and in which order the products were added.
func ExamplePass_Derive() {
	pass, err := cnn.Run(small())
	if err != nil {
		log.Fatal(err)
	}
	weight, err := pass.Derive(cnn.ParameterPlace(0, "kernel"), 3) // K[1,1]
	if err != nil {
		log.Fatal(err)
	}
	for _, term := range weight.Terms {
		for _, f := range term.Factors {
			fmt.Printf("%s%v = %-3v ", f.Place, f.Index, f.Value)
		}
		fmt.Println("→", term.Value)
	}
	fmt.Println("sum:", weight.Value)
	// Output:
	// gradients/1[0 0] = 1   activations/0[1 1] = 3   → 3
	// gradients/1[0 1] = 0   activations/0[1 2] = 1   → 0
	// gradients/1[1 0] = 0   activations/0[2 1] = 1   → 0
	// gradients/1[1 1] = 2   activations/0[2 2] = 1   → 2
	// sum: 5
}

// The links of a layer are its Jacobian, written as a list: which output reads
// which input, through which parameter.
func ExampleConv_Links() {
	network := small()
	for link := range network.Layers[0].Links(network.Input.Shape) {
		if link.Out == 1 && link.In != cnn.One {
			fmt.Printf("output %d reads input %d through weight %d\n", link.Out, link.In, link.Param)
		}
	}
	// Output:
	// output 1 reads input 1 through weight 0
	// output 1 reads input 2 through weight 1
	// output 1 reads input 4 through weight 2
	// output 1 reads input 5 through weight 3
}

// The gradient check moves every number a little up and a little down and
// compares the slope that it sees with the gradient.
func ExampleCheckGradients() {
	comparisons, err := cnn.CheckGradients(small(), 1e-5)
	if err != nil {
		log.Fatal(err)
	}
	right := 0
	for _, c := range comparisons {
		if c.OK(1e-7) {
			right++
		}
	}
	fmt.Printf("%d of %d gradients agree with their central difference\n", right, len(comparisons))
	// Output:
	// 14 of 14 gradients agree with their central difference
}

// Difference is a layer of one's own: each output is an input minus the one
// before it. A linear layer is its links; forward pass, gradients and
// derivations follow from them.
type Difference struct{}

func (Difference) Op() string { return "difference" }

func (Difference) OutputShape(in cnn.Shape) (cnn.Shape, error) {
	if len(in) != 1 || in[0] < 2 {
		return nil, fmt.Errorf("the input has shape %s, expected a vector of two or more", in)
	}
	return cnn.Shape{in[0] - 1}, nil
}

func (Difference) Links(in cnn.Shape) iter.Seq[cnn.Link] {
	return func(yield func(cnn.Link) bool) {
		for i := range in[0] - 1 {
			before := cnn.Link{Out: i, In: i, Param: cnn.None, Slope: -1}
			here := cnn.Link{Out: i, In: i + 1, Param: cnn.None, Slope: 1}
			if !yield(before) || !yield(here) {
				return
			}
		}
	}
}

func (Difference) LinkCount(in cnn.Shape) int64 { return 2 * int64(in[0]-1) }

// A layer that no file of the package knows runs and derives like all others.
func Example_ownLayer() {
	pass, err := cnn.Run(&cnn.Network{
		Input:    cnn.Vector(1, 4, 9, 16),
		Layers:   []cnn.Layer{Difference{}},
		Upstream: cnn.Vector(1, 0, 2),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("forward: ", pass.Activations[1].Values())
	fmt.Println("backward:", pass.Gradients[0].Values())
	// Output:
	// forward:  [3 5 7]
	// backward: [-1 1 -2 2]
}
