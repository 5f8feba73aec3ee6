package site

import "strings"

// A word of the glossary, with one sentence on what it means in this book.
type word struct {
	word, meaning string
	chapter       int
	section       string // the address of the section to link to; see question
}

// glossary holds the technical terms, by alphabet.
var glossary = []word{
	{"activation", "What a cell holds after its activation function, which is ReLU in this book's network.", 3, ""},
	{"array", "Numbers in a box with any number of axes: a vector, a matrix or a stack of matrices; frameworks call it a tensor.", 1, ""},
	{"average pooling", "The layer that returns the mean of each window.", 11, "average-pooling"},
	{"backpropagation", "The way to compute all gradients in one walk from the loss back to the input, each from the one that was computed just before.", 1, "the-chain-rule"},
	{"backward pass", "The walk from the loss back to the input in which the gradients are computed; the forward pass goes the other way and computes the values.", 1, "a-map-of-the-way-back"},
	{"batch", "Several examples that share one step, made with the mean of their gradients.", 16, "the-gradient-of-a-batch"},
	{"batch normalization", "The layer that gives the numbers of a channel, over all examples of a batch, the mean 0 and the standard deviation 1.", 21, "batch-normalization-examples-that-meet"},
	{"bias", "A number that is added to every output of a kernel, or to one output of a fully connected layer.", 2, "the-formula"},
	{"broadcasting", "To add one array to each row of another, as if it had been copied into every row.", 21, ""},
	{"cell", "One number of a matrix or a vector, named by its indices, which count from 0.", 1, ""},
	{"central difference", "The slope of the loss measured by moving one number a little up and a little down.", 15, "the-formula"},
	{"chain rule", "Along a path from a number to the loss the slopes of the steps multiply, and where there are several paths, they add.", 1, "the-chain-rule"},
	{"channel", "One of several maps that a layer reads or makes side by side.", 17, "channels-forward"},
	{"class", "One of the answers that a network chooses from.", 7, "what-you-have-and-what-you-want"},
	{"col2im", "The way back of im2col: add each entry of the matrix to the cell that it was copied from.", 20, "backward-the-input"},
	{"confusion matrix", "A table that counts, for the examples of each class, which class the network chose.", 16, "where-it-is-still-wrong"},
	{"convolution", "The layer that lays a small kernel over every place of an image and adds up the products; strictly speaking, it is a cross-correlation.", 2, ""},
	{"cross entropy", "The loss of a classifier: minus the logarithm of the probability that it gave to the true class.", 7, "cross-entropy"},
	{"cross-correlation", "The sum of products of a window and a kernel that is not rotated.", 2, "correlation-or-convolution"},
	{"dead ReLU", "A ReLU whose input is never positive, so that no gradient passes and nothing before it learns.", 16, "a-dead-relu-stays-dead"},
	{"dead window", "A pooling window in which ReLU has closed every cell, so that no gradient passes.", 11, "the-dead-window"},
	{"dilation", "Gaps between neighbours: cells that are skipped between the weights of a kernel, or, backward through a stride, zeros between the rows and columns of an array.", 17, "dilation-and-groups"},
	{"engine", "The book's own implementation of every layer, against which the plain loops of each chapter are checked.", 18, "one-list-for-every-layer"},
	{"epoch", "One walk through all training examples.", 16, "training"},
	{"error signal", "The gradient that arrives at the output of a layer, written δ for short; in many texts it is simply called the error.", 1, "the-signs"},
	{"features", "The numbers that the fully connected layer reads: the pooled map, flattened.", 5, ""},
	{"filter", "Another name for a kernel.", 2, "the-formula"},
	{"flatten", "To write the cells of a map as one vector, row after row, without changing any number.", 5, ""},
	{"forward pass", "The computation of the loss from the input, layer by layer.", 1, "forward-at-a-glance"},
	{"full correlation", "A correlation of an array that has been surrounded by so many zeros that every overlap counts, which makes the result larger than the array.", 14, "all-cells"},
	{"fully connected layer", "A layer in which every output reads every input, each through a weight of its own; also called dense or linear.", 6, ""},
	{"gate", "The factor of ReLU in the backward pass: 1 where the pre-activation is positive, 0 elsewhere.", 12, "the-formula"},
	{"gather", "To ask for each input cell which outputs read it, and to add up what they pass back; the opposite of scatter.", 14, "the-second-way-who-has-read-this-cell"},
	{"gradient", "How fast the loss grows with each cell of an array; it has the shape of that array.", 1, "the-signs"},
	{"gradient check", "The comparison of computed gradients with measured slopes.", 15, ""},
	{"groups", "Parts of the channels, each of which is read by kernels of its own and by no others.", 17, "dilation-and-groups"},
	{"im2col", "To lay the windows of an image out as the columns of a matrix, so that a convolution becomes one matrix product.", 20, "im2col-each-window-becomes-a-column"},
	{"Jacobian", "The matrix of all slopes of a layer: one row for each output, one column for each input.", 8, "long-route-second-step-softmax"},
	{"kernel", "The small matrix of weights that a convolution lays over its input; also called a filter.", 2, "the-formula"},
	{"kink", "A corner of a function, such as that of ReLU at 0, where the slopes of the two sides differ.", 15, "at-a-kink"},
	{"leaky ReLU", "A ReLU that multiplies negative numbers by a small slope instead of setting them to 0.", 12, ""},
	{"learning rate", "How far one step goes against the gradient.", 16, "one-step-by-hand"},
	{"link", "An output and an input that it reads, with the slope between them; a layer is the list of its links.", 18, "one-list-for-every-layer"},
	{"log-softmax", "The logarithm of the softmax, computed from the scores directly, so that no probability is rounded to 0 on the way.", 7, "log-softmax"},
	{"logits", "Another name for the scores, the numbers before the softmax.", 6, ""},
	{"loss", "One number that says how wrong the network is.", 7, "what-the-loss-says"},
	{"map", "A matrix that a layer makes of an image, such as Z, A and P.", 1, "forward-at-a-glance"},
	{"mask", "A matrix that is 1 at each winner, or at each open gate, and 0 elsewhere.", 11, "the-well-known-example"},
	{"max pooling", "The layer that keeps the largest cell of each window.", 4, ""},
	{"one-hot", "Said of a vector that is 1 in one place and 0 elsewhere.", 7, "what-you-have-and-what-you-want"},
	{"outer product", "The table of all products of the numbers of a column with those of a row.", 9, "the-weights"},
	{"padding", "Zeros that are put around an input before a convolution.", 17, "padding-forward"},
	{"parameter", "A number of the network's own, a weight or a bias, which training changes.", 1, "what-is-learned"},
	{"permutation matrix", "A matrix with a single 1 in each row and in each column: it moves numbers to other places and does nothing else.", 10, "has-flatten-a-derivative-of-its-own"},
	{"relative error", "The difference of two numbers divided by the larger of their sizes.", 15, "large-and-small-gradients"},
	{"ReLU", "The function that keeps positive numbers and turns negative ones into 0.", 3, ""},
	{"row-major order", "The order of the cells of a matrix read row by row, as one reads a page.", 4, "ties"},
	{"scatter-add", "To add what arrives at each output to the cells that the output read, so that contributions to the same cell add up.", 14, "the-first-way-where-does-an-error-go"},
	{"score", "What a network says for a class before the softmax, any number at all; also called a logit.", 6, ""},
	{"sigmoid", "The curve 1/(1 + exp(−z)) from 0 to 1, whose slope is its output times one minus its output.", 18, "curves"},
	{"skip connection", "A path on which an array goes past some layers and is added to what comes out of them.", 22, "a-path-around-skip-connections"},
	{"slope", "How much an output changes for each unit by which an input changes; also called the derivative.", 1, "one-path-slopes-multiply"},
	{"softmax", "The function that turns scores into probabilities: exponentials, divided by their sum.", 7, "softmax"},
	{"stride", "How many cells a window moves from one output to the next.", 17, "stride-forward"},
	{"tanh", "The curve from −1 to 1 whose slope is one minus the square of its output.", 18, "curves"},
	{"target", "The answer that would be right, with which the loss compares the probabilities.", 7, "what-you-have-and-what-you-want"},
	{"tie", "Two or more cells of a window that are equally large; the first in row-major order wins.", 4, "ties"},
	{"transpose", "A matrix with its rows written as columns.", 9, "why-transposed"},
	{"transposed convolution", "The operation that computes the input gradient of a convolution, used as a layer of its own.", 17, "stride-backward"},
	{"valid correlation", "A correlation at only those places where the kernel lies wholly inside the input.", 2, "how-large-is-z"},
	{"vanishing gradient", "A gradient that many small slopes in a row have made almost 0.", 16, "a-gradient-that-vanishes"},
	{"weight", "A number that an input is multiplied by before the products are added up.", 1, "what-is-learned"},
	{"window", "The cells of an input that one output reads.", 2, "the-formula"},
	{"winner", "The cell of a pooling window that holds its maximum, also called the arg max; of equal cells the first one wins.", 4, "the-winners"},
}

// wordID is the anchor of a word on its page.
func wordID(w string) string {
	return strings.ReplaceAll(strings.ToLower(w), " ", "-")
}
