package main

import (
	"fmt"
	"math/rand/v2"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// The size of a picture, and what can be on it.
const side = 8

var classes = []string{"flat bar", "upright bar", "corner"}

// An example is a picture and its class as a one-hot target.
type example struct {
	image, target *cnn.Tensor
	class         int
}

// draw makes n pictures from a seed, the classes in turn. The noise is a
// multiple of 0.01 in −0.6 … 0.6, the same on every machine.
func draw(n int, seed uint64) []example {
	random := rand.New(rand.NewPCG(seed, 0))
	examples := make([]example, n)
	for i := range examples {
		class := i % len(classes)
		image := cnn.NewTensor(1, side, side)
		for at := range image.Data {
			image.Data[at] = float64(random.IntN(121)-60) / 100
		}
		row, column := 1+random.IntN(side-4), 1+random.IntN(side-4)
		for step := range 4 {
			if class != 1 {
				image.Data[row*side+column+step]++
			}
			if class == 1 || class == 2 && step > 0 {
				image.Data[(row+step)*side+column]++
			}
		}
		examples[i] = example{image, cnn.OneHot(class, len(classes)), class}
	}
	return examples
}

// pictureFigure shows examples.
func pictureFigure(examples []example, caption string) notebook.Figure {
	f := notebook.Figure{Title: "One picture of each class", Caption: caption}
	for _, e := range examples {
		f.Maps = append(f.Maps, notebook.HeatMap{Name: classes[e.class], Rows: e.image.Rows(), Picture: true})
	}
	return f
}

// network is a small network for the pictures. Its parameters are drawn from
// a seed, as multiples of 0.01.
func network(activation cnn.Layer) *cnn.Network {
	random := rand.New(rand.NewPCG(7, 0))
	small := func(shape ...int) *cnn.Tensor {
		t := cnn.NewTensor(shape...)
		for i := range t.Data {
			t.Data[i] = float64(random.IntN(81)-40) / 100
		}
		return t
	}
	half := (side - 2) / 2
	return &cnn.Network{
		Input: cnn.NewTensor(1, side, side),
		Layers: []cnn.Layer{
			cnn.Conv{Kernel: small(kernels, 1, 3, 3), Bias: cnn.NewTensor(kernels), Stride: cnn.Steps{Down: 1, Across: 1}},
			activation,
			cnn.MaxPool{Window: cnn.Window{Size: cnn.Steps{Down: 2, Across: 2}, Stride: cnn.Steps{Down: 2, Across: 2}}},
			cnn.Flatten{Order: cnn.CHW},
			cnn.Dense{Weights: small(len(classes), kernels*half*half), Bias: cnn.NewTensor(len(classes))},
			cnn.Softmax{},
		},
		Loss: &cnn.Loss{Op: cnn.CrossEntropy, Target: cnn.OneHot(0, len(classes))},
	}
}

// kernelFigure is the kernels of two networks as heat maps, each before training
// and then after it.
func kernelFigure(before, after *cnn.Network, caption string) notebook.Figure {
	f := notebook.Figure{Title: "Kernels before and after training", Caption: caption}
	for k := range kernels {
		for _, n := range []struct {
			when string
			net  *cnn.Network
		}{{"before", before}, {"after", after}} {
			kernel := n.net.Layers[0].(cnn.Conv).Kernel
			plane := &cnn.Tensor{Shape: cnn.Shape{3, 3}, Data: kernel.Data[k*9 : (k+1)*9]}
			f.Maps = append(f.Maps, notebook.HeatMap{Name: fmt.Sprintf("kernel %d, %s", k, n.when), Rows: plane.Rows(), Numbers: true})
		}
	}
	return f
}
