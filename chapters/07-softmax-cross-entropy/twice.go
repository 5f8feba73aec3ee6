package main

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// softmaxTwice is the mistake of a network that ends in a softmax, before a
// loss that has one of its own.
func softmaxTwice(ex *cnn.Classic,
	softmax func([]float64, float64) []float64) (
	mistake, belief string, right, wrong []any) {
	p := ex.Prob.Values()
	sure := make([]float64, len(p))
	sure[0] = 1
	return "", fmt.Sprintf(`“The loss wants probabilities, so the
network ends in a softmax.” That depends on the loss. PyTorch's
[CrossEntropyLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html)
takes scores and has the softmax in it. Keras's
[CategoricalCrossentropy](https://keras.io/api/losses/probabilistic_losses/)
takes probabilities, unless you say `+"`from_logits=True`"+`. If it is
done twice, the second softmax reads numbers between 0 and 1, which lie
so close together that the shares it makes of them do, too. Nothing
complains, and the network even learns, slowly, but with %s the
true one never gets more than %s.`,
			notebook.Counted(len(p), "class", "classes"),
			notebook.Num(softmax(sure, 0)[0])),
		[]any{ex.Prob},
		[]any{notebook.Vector(`\softmax(p)`, softmax(p, 0))}
}
