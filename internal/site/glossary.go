package site

import "strings"

// A word of the glossary, with one sentence on what it means in this book.
type word struct {
	word, meaning string
	chapter       int
	heading       string // a word of the heading to link to; see question
}

// glossary holds the standard names, by alphabet.
var glossary = []word{
	{"activation", "What a cell holds after its activation function, here ReLU.", 3, ""},
	{"backpropagation", "The way to get all gradients in one walk from the loss back to the input, each from the one behind it.", 8, ""},
	{"bias", "A number that is added to every output of a convolution, or to one output of a fully connected layer.", 2, "bias"},
	{"cell", "One number of a matrix or a vector, named by its indices, which count from 0.", 1, ""},
	{"central difference", "The slope of the loss measured by moving one number a little up and a little down.", 15, "difference"},
	{"chain rule", "The slope of a chain of steps is the product of the slopes of the steps.", 8, "chain"},
	{"channel", "One of several maps that a layer reads or makes side by side.", 17, "channel"},
	{"convolution", "The layer that lays a small kernel over every place of an image and adds the products; strictly it is a cross-correlation.", 2, ""},
	{"cross entropy", "The loss of a classifier: minus the logarithm of the probability that it gave to the right class.", 7, "cross"},
	{"cross-correlation", "The sum of products of a window and a kernel that is not rotated.", 2, "correlation"},
	{"dead window", "A pooling window whose cells are all closed by ReLU, so that no error passes.", 12, "dead"},
	{"error", "The gradient of the loss with respect to what a layer made; it arrives there from behind.", 8, ""},
	{"features", "The numbers that the fully connected layer reads: the pooled map, flattened.", 5, ""},
	{"flatten", "To write the cells of a map as one vector, row after row, without changing any number.", 5, ""},
	{"full correlation", "A correlation with as many zeros around the input as let every overlap count, so that its result is larger than the input.", 14, "full"},
	{"fully connected layer", "A layer whose every output reads every input, each through a weight of its own; also called dense.", 6, ""},
	{"gate", "The factor of ReLU in the backward pass: 1 where the pre-activation is positive, 0 elsewhere.", 12, "gate"},
	{"golden file", "A file that holds what a chapter printed, so that a test sees when a digit changes.", 1, "golden"},
	{"gradient", "How fast the loss grows with each cell of a tensor; it has the tensor's shape.", 8, "gradient"},
	{"gradient check", "The comparison of computed gradients with measured slopes.", 15, ""},
	{"im2col", "To lay the windows of an image out as the columns of a matrix, so that a convolution becomes one matrix product.", 20, "im2col"},
	{"Jacobian", "The matrix of all slopes of a layer: one row for each output, one column for each input.", 8, "jacobian"},
	{"kernel", "The small matrix of weights that a convolution lays over its input.", 2, "kernel"},
	{"learning rate", "How far one step goes against the gradient.", 16, "rate"},
	{"logits", "The scores before the softmax.", 6, ""},
	{"loss", "One number that says how wrong the network is.", 7, "loss"},
	{"max pooling", "The layer that keeps the largest cell of each window.", 4, ""},
	{"one-hot", "Said of a vector that is 1 in one place and 0 elsewhere.", 7, "target"},
	{"padding", "Zeros that are put around an input before a convolution.", 17, "padding"},
	{"ReLU", "The function that keeps positive numbers and turns negative ones to 0.", 3, ""},
	{"row-major order", "The order of the cells of a matrix read line by line, as one reads a page.", 5, "order"},
	{"scatter-add", "To add each error into the cell that it came from, so that errors that meet there sum up.", 11, "add"},
	{"softmax", "The function that turns scores into probabilities: exponentials, divided by their sum.", 7, "softmax"},
	{"stride", "How many cells a window moves from one output to the next.", 17, "stride"},
	{"tensor", "Numbers in a box of any number of axes: a vector, a matrix, a stack of matrices.", 1, ""},
	{"valid correlation", "A correlation at only those places where the kernel lies wholly inside the input.", 13, "valid"},
	{"winner", "The cell of a pooling window that holds its maximum, also called the arg max; of equal cells the first one wins.", 4, "winner"},
}

// wordID is the anchor of a word on its page.
func wordID(w string) string {
	return strings.ReplaceAll(strings.ToLower(w), " ", "-")
}
