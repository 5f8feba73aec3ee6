package main

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// answers asks for the gradients that pass the cells z.
func answers(name string, z, d []float64) []notebook.Answer {
	net := cnn.SingleLayer(cnn.ReLU{}, cnn.Vector(z...), cnn.Vector(d...))
	var list []notebook.Answer
	for k, v := range each("right", z, d) {
		list = append(list, notebook.Answer{
			Name:  fmt.Sprintf("%s_%d", name, k),
			Value: v,
			Wrong: marking.Mistaken(net, cnn.GradientPlace(0), k),
		})
	}
	return list
}

// leaky is what a leaky ReLU would do at a cell.
func leaky(ex *cnn.Classic, i, j int) notebook.Let {
	net := cnn.SingleLayer(cnn.LeakyReLU{Leak: 0.1}, ex.Z.Tensor,
		ex.DA.Tensor)
	return notebook.Let{"dZ": notebook.TeX(ex.DZ.Sign, i, j),
		"dA":       notebook.TeX(ex.DA.Sign, i, j),
		"leak":     cnn.Written(0.1).Times(ex.DA.RealAt(i, j)),
		"shut":     notebook.At(ex.DZ, i, j),
		"mistakes": marking.Mistaken(net, cnn.GradientPlace(0), i, j)}
}

// howMany is how many gradients get through.
func howMany(ex *cnn.Classic, passed, stopped int) notebook.Let {
	windows, arrived := len(ex.DP.Data), passed+stopped
	return notebook.Let{"passed": passed, "stopped": stopped,
		"arrived": arrived,
		"windows send": notebook.Plural(windows,
			"The window sends one gradient", fmt.Sprintf(
				"The %d windows send one gradient each", windows)),
		"cells": notebook.Counted(arrived, "cell", "cells")}
}
