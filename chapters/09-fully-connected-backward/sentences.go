package main

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// silent speaks about the features that are 0, if there are any.
func silent(f []float64, dF cnn.Quantity) (string, notebook.Let) {
	var zeros []string
	for j, v := range f {
		if v == 0 {
			zeros = append(zeros, fmt.Sprintf("$%s %s$",
				notebook.TeX(dF.Sign, j), notebook.Eq(dF.RealAt(j))))
		}
	}
	let := notebook.Let{"features are": notebook.PartOf(len(zeros),
		len(f), "feature is", "features are")}
	if len(zeros) == 0 {
		return "no feature is 0", let
	}
	let["gradients"] = strings.Join(zeros, ", ")
	return "features are 0", let
}

// when chooses a sentence.
func when(condition bool, yes, no string) string {
	if condition {
		return yes
	}
	return no
}
