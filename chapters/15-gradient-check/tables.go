package main

import (
	"fmt"
	"math"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// dependsOn is the shapes and sizes of what the loss depends on.
func dependsOn(ex *cnn.Classic, total int) notebook.Let {
	let := notebook.SizesOf(ex.X, ex.K, ex.B, ex.W, ex.C)
	let["total"] = total
	return let
}

// results is a row for each parameter, and one for each array that is
// the input or has too many numbers: that whose gradient is farthest from 0.
func results(ex *cnn.Classic, all []cnn.Comparison) (string, []string, [][]any) {
	var table [][]any
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].Place == all[0].Place {
			n++
		}
		array := all[:n]
		all = all[n:]
		if array[0].Place == cnn.GradientPlace(0) || n > 40 {
			c := array[notebook.Must(ex.Pass.Quantity(array[0].Place)).Farthest()]
			row := result(c, gradientOf(ex, c), c.Gradient)
			row[0] = fmt.Sprintf("%s, the steepest of %d", row[0], n)
			table = append(table, row)
			continue
		}
		for _, c := range array {
			table = append(table, result(c, gradientOf(ex, c), c.Gradient))
		}
	}
	return "Every parameter, and the input", []string{"number",
		"backpropagation", "central difference", "relative error"}, table
}

// result is a number, its gradient by some rule as well as it is known and
// in float64, and the difference as float64 has it.
func result(c cnn.Comparison, known cnn.Real, g float64) []any {
	return []any{"$" + nameOf(c) + "$", notebook.Places(known, 6),
		notebook.Computed(c.Difference, 6), relative(c, known, g)}
}

// right is what counts as agreement. The digits below depend on the
// machine.
const right = 1e-7

// unmeasured reports a gradient that is known not to be 0 where the losses do not
// differ at all in float64: what the difference agrees with there is the floor.
func unmeasured(c cnn.Comparison, known cnn.Real) bool {
	return c.Difference == 0 && known.Sign() != 0
}

// relative is the relative error of a gradient g in words; known is the same as
// well as it is known.
func relative(c cnn.Comparison, known cnn.Real, g float64) string {
	off := c.RelativeError
	if g != c.Gradient {
		off = math.Abs(g-c.Difference) /
			max(math.Abs(g), math.Abs(c.Difference), 1e-4)
	}
	switch {
	case c.Kink != "":
		return "cannot be checked"
	case off < right && unmeasured(c, known):
		return "not measurable"
	case off < right:
		return "below 10⁻⁷"
	case off < 5e-4:
		return notebook.ComputedPower(off)
	}
	return notebook.Computed(off, 4)
}

// verdict sums the comparisons up, whose gradients are known as given.
func verdict(all []cnn.Comparison, known []cnn.Real) (string, notebook.Let) {
	agree, kinks := 0, 0
	for at, c := range all {
		switch {
		case c.Kink != "":
			kinks++
		case c.RelativeError < right && !unmeasured(c, known[at]):
			agree++
		}
	}
	let := notebook.Let{"all": len(all)}
	if agree == len(all) {
		return "all agree", let
	}
	let["agree"] = agree
	if kinks == 0 {
		return "some agree", let
	}
	let["kinks"] = kinks
	return "some are at a kink", let
}

// alike adds where both losses are the same in float64, though their gradient is
// not 0.
func alike(nb *notebook.Notebook, all []cnn.Comparison, known []cnn.Real) {
	small := 0
	for at, c := range all {
		if c.Kink == "" && unmeasured(c, known[at]) {
			small++
		}
	}
	if small > 0 {
		nb.Say("not measurable", notebook.Let{"small": small})
	}
}

// suspects is the table of the kernel's gradient without the gate.
func suspects(ex *cnn.Classic, all []cnn.Comparison) (string, []string, [][]any) {
	var table [][]any
	for _, c := range ofKernel(all) {
		g := withoutGate(ex, c.Index)
		table = append(table, result(c, g, g.Float()))
	}
	return "The kernel's gradient without the gate", []string{"number",
		"without the gate", "central difference", "relative error"}, table
}

// withoutGate is the gradient of a weight of the kernel that the chapter's
// loops compute from the gradients before ReLU.
func withoutGate(ex *cnn.Classic, weight []int) cnn.Real {
	at := append([]int{0, 0}, weight...)[len(weight):] // a single weight has no index
	m, n := at[0], at[1]
	sum := cnn.Written(0)
	for at, d := range ex.DA.Reals() {
		index := ex.DA.Shape.Plain().Index(at)
		sum = sum.Plus(d.Times(ex.X.RealAt(index[0]+m, index[1]+n)))
	}
	return sum
}

// caught names the sentence that says whether another gradient for the kernel
// is wrong anywhere, in a network where a gradient meets a closed gate or none does.
func caught(all []cnn.Comparison, gradient [][]float64, meetsClosed bool) string {
	for at, g := range slices.Concat(gradient...) {
		if math.Abs(g-ofKernel(all)[at].Gradient) > 1e-6 {
			return "caught"
		}
	}
	if meetsClosed {
		return "too little to catch"
	}
	return "not caught"
}

// meetsClosed reports whether a gradient arrives at a closed gate.
func meetsClosed(ex *cnn.Classic) bool {
	open := ex.DZ.Reals()
	for at, d := range ex.DA.Reals() {
		if d.Minus(open[at]).Sign() != 0 {
			return true
		}
	}
	return false
}

// ofKernel are the comparisons of the kernel's weights.
func ofKernel(all []cnn.Comparison) []cnn.Comparison {
	return slices.DeleteFunc(slices.Clone(all), func(c cnn.Comparison) bool {
		return c.Place != cnn.ParameterPlace(cnn.ConvLayer, "kernel")
	})
}

// acrossCorner checks a single ReLU at each z with each h, and says what the
// engine says where it cannot.
func acrossCorner(nb *notebook.Notebook, cases [][2]float64) {
	var table [][]any
	message := ""
	for _, zh := range cases {
		c := notebook.Must(cnn.CheckGradient(&cnn.Network{
			Input:    cnn.Vector(zh[0]),
			Layers:   []cnn.Layer{cnn.ReLU{}},
			Upstream: cnn.Vector(1),
		}, cnn.GradientPlace(0), 0, zh[1]))
		if c.Kink != "" {
			message = c.Kink
		}
		table = append(table, []any{zh[0], zh[1], c.Gradient,
			c.Difference, map[bool]string{true: "yes", false: "no"}[c.Kink == ""]})
	}
	nb.Table("One ReLU, near its corner", []string{"$z$", "$h$",
		"backpropagation", "central difference", "can be checked"}, table)
	nb.Say("across the corner", notebook.Let{"message": message})
}

// atTie checks the two cells of a window that hold the same number.
func atTie(nb *notebook.Notebook, value, h float64) {
	var table [][]any
	message := ""
	window := cnn.Window{Size: cnn.Steps{Down: 1, Across: 2},
		Stride: cnn.Steps{Down: 1, Across: 2}}
	for cell := range 2 {
		c := notebook.Must(cnn.CheckGradient(&cnn.Network{
			Input:    cnn.Map([][]float64{{value, value}}),
			Layers:   []cnn.Layer{cnn.MaxPool{Window: window}},
			Upstream: cnn.Map([][]float64{{1}}),
		}, cnn.GradientPlace(0), cell, h))
		up := (max(value+h, value) - value) / h
		down := (value - max(value-h, value)) / h
		message = c.Kink
		table = append(table, []any{fmt.Sprintf("(0,%d)", cell),
			c.Gradient, up, down, c.Difference})
	}
	nb.Table("Two equal cells in one window", []string{"cell",
		"backpropagation", "step up", "step down", "central difference"}, table)
	nb.Say("at the tie", notebook.Let{"message": message})
}

// unseen checks one number in the network, in the network with another
// logarithm, and in the network without the biases c.
func unseen(ex *cnn.Classic, theta cnn.Comparison) (string, []string, [][]any) {
	parameters := make([][]*cnn.Tensor, len(ex.Network.Layers))
	parameters[cnn.DenseLayer] = []*cnn.Tensor{ex.W.Tensor,
		cnn.NewTensor(ex.C.Shape...)}
	var table [][]any
	one := cnn.Written(1)
	for _, net := range []struct {
		name    string
		network *cnn.Network
		factor  cnn.Real
	}{
		{"as it is meant", ex.Network, one},
		{"with log₂", ex.Network, one.Over(cnn.Written(2).Ln())},
		{"without $c$", ex.Network.WithParameters(parameters), one},
	} {
		factor := net.factor.Float()
		other := notebook.Must(cnn.AsClassic(net.network))
		all := notebook.Must(cnn.CheckGradients(net.network, 1e-5))
		c := all[slices.IndexFunc(all, func(c cnn.Comparison) bool {
			return c.Place == theta.Place &&
				slices.Equal(c.Index, theta.Index)
		})]
		slope := gradientOf(other, c).Times(net.factor)
		c.Gradient *= factor
		c.Difference *= factor
		row := result(c, slope, c.Gradient)
		row[0] = net.name
		loss := any(other.L.Real(0).Times(net.factor))
		table = append(table, slices.Insert(row, 1, loss))
	}
	return "Three networks, of which one is meant", []string{"network", "loss",
		"backpropagation", "central difference", "relative error"}, table
}
