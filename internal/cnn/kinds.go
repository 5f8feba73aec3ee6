package cnn

import "slices"

// A Kind is one kind of layer, with the words that the book has for it.
type Kind struct {
	// Layer is one of the kind; where Options is false, the only one.
	Layer Layer
	// Options reports a kind whose layers differ from each other: network
	// files have keys for what they hold beside "op".
	Options bool
	// Title is what the field calls it: "max pooling".
	Title string
	// Operator is the function in TeX that stands before what it is applied
	// to; "" where the layer is written with its parameters.
	Operator string
	// Sentence says what a layer of the kind does; "" where that depends on
	// its options.
	Sentence string
}

// kinds is the one list of all layers, in the order in which messages name
// them. A new layer is a file of its own and a row here.
var kinds = []Kind{
	{Conv{}, true, "convolution", "", ""},
	{Conv1d{}, true, "convolution along one axis", "", ""},
	{ConvTranspose{}, true, "transposed convolution", "", ""},
	{MaxPool{}, true, "max pooling", `\maxpool`, ""},
	{AvgPool{}, true, "average pooling", `\avgpool`, ""},
	{MaxPool1d{}, true, "max pooling along one axis", `\maxpool`, ""},
	{AvgPool1d{}, true, "average pooling along one axis", `\avgpool`, ""},
	{ReLU{}, false, "ReLU", `\ReLU`, "Whatever is above 0 stays, and everything else becomes 0. At 0 itself the slope is taken to be 0."},
	{LeakyReLU{}, true, "leaky ReLU", `\text{leaky ReLU}`, ""},
	{Sigmoid{}, false, "sigmoid", `\sigma`, "Every number is squeezed into the range from 0 to 1."},
	{Tanh{}, false, "tanh", `\tanh`, "Every number is squeezed into the range from −1 to 1."},
	{ELU{}, true, "ELU", `\text{ELU}`, ""},
	{Softplus{}, false, "softplus", `\text{softplus}`, "Far above 0 every number stays almost what it is, far below 0 almost nothing is left, and between the two there is a smooth bend."},
	{SiLU{}, false, "SiLU", `\text{SiLU}`, "Every number is multiplied by its own sigmoid, so it opens its own gate, and gradually. TensorFlow calls this swish."},
	{GELU{}, false, "GELU", `\text{GELU}`, "Every number is multiplied by the share of the normal distribution that lies below it: almost 1 far above 0, almost 0 far below."},
	{BatchNorm{}, true, "batch normalization", "", ""},
	{Dropout{}, true, "dropout", `\text{dropout}`, ""},
	{Add{}, true, "add", "", ""},
	{Flatten{}, true, "flatten", `\flatten`, ""},
	{Dense{}, true, "fully connected", "", "Each output reads every input."},
	{Softmax{}, false, "softmax", `\softmax`, "The scores become shares of 1."},
	{LogSoftmax{}, false, "log-softmax", `\text{log-softmax}`, "The scores become logarithms of shares of 1, so none of them is above 0."},
}

// Kinds lists the kinds of layers.
func Kinds() []Kind { return slices.Clone(kinds) }

// KindOf is the kind that network files spell as op; ok is false where there
// is none.
func KindOf(op string) (k Kind, ok bool) {
	i := slices.IndexFunc(kinds, func(k Kind) bool { return k.Layer.Op() == op })
	if i < 0 {
		return Kind{}, false
	}
	return kinds[i], true
}
