package main

import "backprop/internal/marking"

// A belief is what people think who make a mistake, and what a network must
// have for the mistake to show.
type belief struct{ says, needs string }

// beliefs of the catalogue, by the mistake's name.
var beliefs = map[string]belief{
	"kernel-gradient-rotated": {
		"The backward pass of a convolution has a rotation in it, so I rotate here.",
		"a kernel of several cells, on the way back"},
	"input-gradient-unrotated": {
		"Forward was a correlation with K, so backward is one too.",
		"a convolution on the way back whose kernel differs from its own rotation"},
	"scatter-rotated": {
		"The formula says rotate, so my loop has to rotate as well.",
		"a convolution on the way back whose kernel differs from its own rotation"},
	"forward-flipped": {
		"It is called a convolution, and a convolution flips the kernel.",
		"a convolution whose kernel differs from its own rotation"},
	"bias-forgotten": {
		"The bias is a detail, and what matters are the products.",
		"a bias that is not 0"},
	"bias-averaged": {
		"One bias serves all positions, so its gradient is their mean.",
		"a convolution with several positions, on the way back"},
	"stride-ignored": {
		"The stride only made the map smaller. Backward I take it as it is.",
		"a convolution with a stride above 1, on the way back"},
	"padding-uncropped": {
		"The full correlation has given me a gradient, so I am done.",
		"a convolution with padding, on the way back"},
	"one-filter": {
		"Each kernel has its own gradient map, so one of them is enough for the input.",
		"a convolution with several kernels, on the way back"},
	"gate-forgotten": {
		"Pooling has picked the winners already. What is left for ReLU to do?",
		"a gradient that arrives at a closed cell of a ReLU"},
	"gate-on-gradient": {
		"ReLU cuts off what is negative, so it cuts off negative gradients.",
		"a negative gradient at an open cell of a ReLU, or a positive one at a closed cell"},
	"gate-both": {
		"Both the value and the gradient have to be positive to pass.",
		"a negative gradient at an open cell of a ReLU"},
	"gate-as-value": {
		"The local factor of ReLU is what ReLU gave.",
		"a gradient at an open cell of a ReLU whose value is not 1"},
	"gate-open-at-zero": {
		"Zero is not negative, so the gate is open there.",
		"a gradient that arrives at a cell of a ReLU that is exactly 0"},
	"sigmoid-slope-forgotten": {
		"The sigmoid only squeezes the numbers. Going back, the gradient passes.",
		"a sigmoid with a gradient that is not 0"},
	"tanh-slope-forgotten": {
		"Tanh only squeezes the numbers. Going back, the gradient passes.",
		"a tanh with a gradient that is not 0"},
	"sigmoid-slope-of-z": {
		"The slope is something times one minus something, and I have z at hand.",
		"a sigmoid with a gradient that is not 0"},
	"tanh-slope-of-z": {
		"The slope is one minus a square, and I have z at hand.",
		"a tanh with a gradient that is not 0"},
	"slope-of-the-output": {
		"My derivative function wants a number, so I give it what the layer gave.",
		"a sigmoid or a tanh with a gradient that is not 0"},
	"slope-without-error": {
		"The gradient at the curve is the slope of the curve.",
		"a sigmoid or a tanh, and a gradient at it that is not 1"},
	"sigmoid-slope-for-tanh": {
		"Both curves look like an S, so they have the same slope.",
		"a sigmoid or a tanh with a gradient that is not 0"},
	"gate-for-curve": {
		"Going back through an activation, I keep the gradient where z is positive.",
		"a sigmoid or a tanh with a gradient that is not 0"},
	"average-without-error": {
		"The gradient of a mean of n numbers is 1/n.",
		"average pooling, and a gradient at it that is not 1"},
	"partial-window-by-full-size": {
		"The window is 2×2, so I divide by 4.",
		"average pooling with a window that hangs over the edge"},
	"weights-left-out": {
		"The gradient of the scores is known, so I pass it on to the features.",
		"a fully connected layer with as many outputs as inputs, on the way back"},
	"softmax-twice": {
		"The loss wants probabilities, so I apply softmax before I call it.",
		"a softmax"},
	"log-of-scores": {
		"The loss is −ln of what the network says for the true class.",
		"cross entropy with a positive score for each class of the target"},
	"mask-without-error": {
		"The gradient of a maximum is 1 at the winner, so I write 1.",
		"max pooling, and a gradient there that is not 1"},
	"error-to-whole-window": {
		"The gradient belongs to the window, so each of its cells gets it.",
		"max pooling over windows of several cells, and a gradient there"},
	"error-shared": {
		"All cells of the window took part, so they share the gradient.",
		"max pooling over windows of several cells, and a gradient there"},
	"overlap-overwritten": {
		"I write each window's gradient to its winner, and that is all.",
		"max pooling with windows that overlap, and a cell that wins several"},
	"tie-copied": {
		"Both cells are the maximum, so both get the gradient.",
		"max pooling with two equal maxima in a window, and a gradient there"},
	"tie-last": {
		"When equal values meet, the later one takes over.",
		"max pooling with two equal maxima in a window, and a gradient there"},
	"average-undivided": {
		"Every cell of the window gets the gradient, as it is.",
		"average pooling over windows of several cells, on the way back"},
	"flatten-order": {
		"Flatten is only bookkeeping. Any order will do.",
		"a flatten of maps that have several rows and columns, or several channels"},
	"dense-untransposed": {
		"Forward I multiplied by W, so backward I multiply by W.",
		"a fully connected layer with as many outputs as inputs, on the way back"},
	"dense-outer-transposed": {
		"It is some outer product of δ and f. The order does not matter.",
		"a fully connected layer on the way back"},
	"softmax-jacobian-twice": {
		"p − y is the derivative of the loss. Now comes that of the softmax.",
		"a softmax on the way back"},
	"softmax-diagonal": {
		"The derivative of p with respect to s is p(1 − p), as for a sigmoid.",
		"a softmax on the way back"},
	"softmax-skipped": {
		"The softmax only scales, so the gradient of the loss goes straight through.",
		"a softmax on the way back"},
	"error-sign": {
		"The error is what is missing: target minus output.",
		"a loss whose gradient is not 0"},
	"log-base": {
		"A logarithm is a logarithm.",
		"cross entropy with a loss that is not 0"},
	"loss-factor": {
		"Constants do not matter in a loss.",
		"a squared error that is not 0"},
	"dropout-mask-forgotten": {
		"The mask has done its work on the way forward.",
		"a dropout with a gradient at a number that it drops or scales"},
	"skip-forgotten": {
		"The gradient comes from the next layer, so I take it from there.",
		"an add layer, and a gradient that comes back from it and on the other way"},
	"batch-not-averaged": {
		"The gradient of a batch is the sum of the gradients of its examples.",
		"a batch of several examples whose loss is their mean"},
	"batch-averaged-twice": {
		"A batch is averaged, so I divide what the examples contribute by their number.",
		"a batch of several examples"},
	"one-example": {
		"Each example has its gradient, and the last one is what I have.",
		"a batch of several examples"},
	"update-sign": {
		"Follow the gradient, it knows the way.",
		"parameters with a gradient that is not 0"},
	"updated-too-early": {
		"I have this layer's gradient, so I can update it and go on.",
		"a layer with parameters that passes a gradient on"},
	"rows-for-columns": {
		"Width comes first, as in x and y.",
		"maps or kernels with several rows or columns"},
	"kernel-for-input": {
		"There is one gradient of the convolution, and this is it.",
		"a convolution on the way back whose kernel and input differ in size"},
}

// anchors are where the groups stand in this chapter.
var anchors = map[marking.Group]string{
	marking.Convolution: "convolution",
	marking.ReLU:        "relu",
	marking.Curves:      "sigmoid-and-tanh",
	marking.Pooling:     "pooling",
	marking.Flatten:     "flatten",
	marking.Dense:       "the-fully-connected-layer",
	marking.Softmax:     "softmax",
	marking.Loss:        "the-loss",
	marking.Branches:    "dropout-and-skip-connections",
	marking.Batch:       "the-batch",
	marking.Update:      "the-update",
	marking.Layout:      "rows-columns-and-places",
}
