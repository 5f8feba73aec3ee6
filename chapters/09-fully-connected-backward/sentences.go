package main

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// silent speaks about the features that are 0, if there are any.
func silent(f []float64, dF cnn.Quantity) string {
	var zeros []string
	for j, v := range f {
		if v == 0 {
			zeros = append(zeros, fmt.Sprintf("$%s %s$",
				notebook.TeX(dF.Sign, j), notebook.Eq(dF.RealAt(j))))
		}
	}
	counted := fmt.Sprintf(`In this network %s %s 0. `,
		notebook.OfAll(len(zeros), len(f), "feature", "features"), notebook.Plural(len(zeros), "is", "are"))
	return counted + when(len(zeros) == 0, `So no column of
$\partial L/\partial W$ is 0 for this reason.`, `In
$\partial L/\partial W$ the column of such a feature is 0: the weights
that read it contributed nothing to the scores, so this image teaches
them nothing. The feature itself does get a gradient:
`+strings.Join(zeros, ", ")+`.`)
}

// when chooses a sentence.
func when(condition bool, yes, no string) string {
	if condition {
		return yes
	}
	return no
}
