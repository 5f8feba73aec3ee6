package main

import (
	"slices"

	"backprop/internal/cnn"
)

// dead reports whether every gate of the map is closed.
func dead(ex *cnn.Classic) bool {
	return !slices.ContainsFunc(ex.Z.Data, func(z float64) bool {
		return z > 0
	})
}

// learnsNothing is what that does to the kernel.
const learnsNothing = `Every number is 0 here, and the sums are not to
blame: the whole gradient map is 0, because ReLU has closed every gate.
This is a **dead ReLU**. Nothing reaches the kernel, so neither $K$ nor
$b$ learns from this image, whatever the loss is. Another image may open
a gate again, but if none does, the kernel stays as it is for good. What
helps is a smaller learning rate, so that no step throws the bias that
far down, a better start of the weights, or a leaky ReLU, whose closed
gates still let a little through ([chapter 16](16-training) shows a
kernel die).`

// nothingArrives is said where gates are open and there is nothing to pass.
const nothingArrives = `Every number is 0 here, although some gates are
open, because no gradient has come back this far: each term of the sums
is a cell of $X$ times 0. The kernel stays as it is in this step, not
because its weights are right but because no path with a slope other
than 0 leads from them to the loss.`
