package main

import (
	"slices"

	"backprop/internal/cnn"
)

// stays says which parameters the step cannot move, and why, for a network
// whose gates are all closed or that knows a single class; "" for any other.
func stays(ex *cnn.Classic) string {
	if len(ex.S.Data) == 1 {
		return `Nothing has moved. The network knows a single class, and
the softmax gives it the probability 1 whatever its score is, so the
loss is 0 already and every gradient is 0. There is nothing to learn
until there is a second class to tell it from.`
	}
	if slices.ContainsFunc(ex.Z.Data, func(z float64) bool {
		return z > 0
	}) {
		return ""
	}
	return `Neither array has moved. ReLU has closed every gate of this
network, so no gradient reaches $K$ and $b$, and the gradient of each
weight in $W$ is multiplied by a feature that is 0. Only the biases $c$
take their step, because no gate and no feature lies between them and
the loss. They can make the target more probable for every image alike,
but they cannot see a single pixel. To get such a network going again,
raise $b$, start from other weights, or use a leaky ReLU; [further
down](#a-dead-relu-stays-dead) you can watch a training end like this.`
}
