package site

import "strings"

// A word of the glossary, with one sentence on what it means in this book.
type word struct {
	word, meaning string
	chapter       int
	section       string // the address of the section to link to; see question
}

// glossary holds the standard names, by alphabet.
var glossary = []word{
	{"activation", "What a cell holds after its activation function, here ReLU.", 3, ""},
	{"average pooling", "The layer that gives the mean of each window.", 11, "average-pooling"},
	{"backpropagation", "The way to get all gradients in one walk from the loss back to the input, each from the one behind it.", 1, "the-chain-rule"},
	{"batch", "Several examples whose gradients are averaged for one step.", 16, "the-gradient-of-a-batch"},
	{"bias", "A number that is added to every output of a convolution, or to one output of a fully connected layer.", 2, "the-formula"},
	{"cell", "One number of a matrix or a vector, named by its indices, which count from 0.", 1, ""},
	{"central difference", "The slope of the loss measured by moving one number a little up and a little down.", 15, "the-formula"},
	{"chain rule", "Along a path from a number to the loss the slopes of the steps multiply, and where there are several paths, they add.", 1, "the-chain-rule"},
	{"channel", "One of several maps that a layer reads or makes side by side.", 17, "channels-forward"},
	{"col2im", "The way back of im2col: to add each entry of the matrix into the cell that it was copied from.", 20, "backward-the-input"},
	{"convolution", "The layer that lays a small kernel over every place of an image and adds the products; strictly it is a cross-correlation.", 2, ""},
	{"cross entropy", "The loss of a classifier: minus the logarithm of the probability that it gave to the right class.", 7, "cross-entropy"},
	{"cross-correlation", "The sum of products of a window and a kernel that is not rotated.", 2, "correlation-or-convolution"},
	{"dead window", "A pooling window whose cells are all closed by ReLU, so that no error passes.", 11, "the-dead-window"},
	{"epoch", "One walk through all training examples.", 16, "training"},
	{"error", "The gradient of the loss with respect to what a layer made; it arrives there from behind.", 8, ""},
	{"features", "The numbers that the fully connected layer reads: the pooled map, flattened.", 5, ""},
	{"flatten", "To write the cells of a map as one vector, row after row, without changing any number.", 5, ""},
	{"full correlation", "A correlation with as many zeros around the input as let every overlap count, so that its result is larger than the input.", 14, "all-cells"},
	{"fully connected layer", "A layer whose every output reads every input, each through a weight of its own; also called dense.", 6, ""},
	{"gate", "The factor of ReLU in the backward pass: 1 where the pre-activation is positive, 0 elsewhere.", 12, "the-formula"},
	{"golden file", "A file that holds what a chapter printed, so that a test sees when a digit changes.", 1, "how-to-read-the-book"},
	{"gradient", "How fast the loss grows with each cell of a tensor; it has the tensor's shape.", 1, "what-this-book-does"},
	{"gradient check", "The comparison of computed gradients with measured slopes.", 15, ""},
	{"im2col", "To lay the windows of an image out as the columns of a matrix, so that a convolution becomes one matrix product.", 20, "im2col-each-window-becomes-a-column"},
	{"Jacobian", "The matrix of all slopes of a layer: one row for each output, one column for each input.", 8, "long-route-second-step-softmax"},
	{"kernel", "The small matrix of weights that a convolution lays over its input.", 2, "the-formula"},
	{"learning rate", "How far one step goes against the gradient.", 16, "one-step-by-hand"},
	{"link", "An output and an input that it reads, with the slope between them; a layer is the list of its links.", 18, "one-list-for-every-layer"},
	{"logits", "The scores before the softmax.", 6, ""},
	{"loss", "One number that says how wrong the network is.", 7, "what-the-loss-says"},
	{"mask", "A matrix that is 1 at each winner, or at each open gate, and 0 elsewhere.", 11, "the-well-known-example"},
	{"max pooling", "The layer that keeps the largest cell of each window.", 4, ""},
	{"one-hot", "Said of a vector that is 1 in one place and 0 elsewhere.", 7, "what-you-have-and-what-you-want"},
	{"outer product", "The table of all products of the numbers of a column with those of a row.", 9, "the-weights"},
	{"padding", "Zeros that are put around an input before a convolution.", 17, "padding-forward"},
	{"parameter", "A number of the network's own, a weight or a bias, which training changes.", 1, "what-is-learned"},
	{"ReLU", "The function that keeps positive numbers and turns negative ones to 0.", 3, ""},
	{"row-major order", "The order of the cells of a matrix read line by line, as one reads a page.", 4, "ties"},
	{"scatter-add", "To add each error into the cell that it came from, so that errors that meet there sum up.", 11, "the-same-in-loops"},
	{"softmax", "The function that turns scores into probabilities: exponentials, divided by their sum.", 7, "softmax"},
	{"stride", "How many cells a window moves from one output to the next.", 17, "stride-forward"},
	{"target", "The answer that would be right, with which the loss compares the probabilities.", 7, "what-you-have-and-what-you-want"},
	{"tensor", "Numbers in a box of any number of axes: a vector, a matrix, a stack of matrices.", 1, ""},
	{"valid correlation", "A correlation at only those places where the kernel lies wholly inside the input.", 2, "how-large-is-z"},
	{"winner", "The cell of a pooling window that holds its maximum, also called the arg max; of equal cells the first one wins.", 4, "the-winners"},
}

// wordID is the anchor of a word on its page.
func wordID(w string) string {
	return strings.ReplaceAll(strings.ToLower(w), " ", "-")
}
