package main

import (
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// A belief is what people think who make a mistake, and what a network must
// have for the mistake to show.
type belief struct{ says, needs string }

// beliefs are those of words.md, by the mistake's name.
var beliefs = func() map[string]belief {
	all := map[string]belief{}
	for _, row := range notebook.TableOf(words, "beliefs") {
		all[row[0]] = belief{row[1], row[2]}
	}
	return all
}()

// anchors are where the groups stand in this chapter.
var anchors = map[marking.Group]string{
	marking.Convolution:   "convolution",
	marking.ReLU:          "relu",
	marking.Curves:        "sigmoid-and-tanh",
	marking.Pooling:       "pooling",
	marking.Normalization: "batch-normalization",
	marking.Flatten:       "flatten",
	marking.Dense:         "the-fully-connected-layer",
	marking.Softmax:       "softmax",
	marking.Loss:          "the-loss",
	marking.Branches:      "dropout-and-skip-connections",
	marking.Batch:         "the-batch",
	marking.Update:        "the-update",
	marking.Layout:        "rows-columns-and-places",
}
