package main

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// softmaxTwice is the slip of a network that ends in a softmax, before a
// loss that has one of its own.
func softmaxTwice(ex *cnn.Classic,
	softmax func([]float64, float64) []float64) (
	mistake, belief string, right, wrong []any) {
	p := ex.Prob.Values()
	sure := make([]float64, len(p))
	sure[0] = 1
	return "", fmt.Sprintf(`“The loss wants probabilities, so the
network ends in a softmax.” It depends on the loss. PyTorch's
[CrossEntropyLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html)
takes scores and has the softmax in it. Keras's
[CategoricalCrossentropy](https://keras.io/api/losses/probabilistic_losses/)
takes probabilities, unless you say `+"`from_logits=True`"+`. Do it
twice, and the second softmax reads numbers between 0 and 1. These lie
close together, and so do the shares that it makes of them. Nothing
complains, and the network even learns, slowly. But with %d classes the
true one never gets more than %s.`, len(p),
			notebook.Num(softmax(sure, 0)[0])),
		[]any{ex.Prob},
		[]any{notebook.Vector(`\softmax(p)`, softmax(p, 0))}
}
