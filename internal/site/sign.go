package site

import "strings"

// signs are the signs of the book, in the order of the forward pass. A letter
// in braces stands for the shape of that tensor in the worked example.
var signs = []struct {
	sign, meaning, shape string
	chapter              int
}{
	{"$X$", "input image", "{X}", 1},
	{"$K$, $b$", "kernel and bias of the convolution", "{K}, one", 2},
	{"$Z = X \\star K + b$", "pre-activation map", "{Z}", 2},
	{"$A = \\text{ReLU}(Z)$", "activation map", "{A}", 3},
	{"$P = \\text{maxpool}(A)$", "pooled map", "{P}", 4},
	{"$f = \\text{flatten}(P)$", "features", "{f}", 5},
	{"$W$, $c$", "weights and biases of the fully connected layer", "{W}, {s}", 6},
	{"$s = W f + c$", "scores, also called logits", "{s}", 6},
	{"$p = \\text{softmax}(s)$", "probabilities", "{p}", 7},
	{"$y$", "target: 1 at the right class, 0 elsewhere", "{p}", 7},
	{"$L$", "loss, the cross entropy of $p$ and $y$", "one", 7},
	{"$\\partial L/\\partial T$", "gradient of the loss with respect to $T$, for any $T$ of this list", "that of $T$", 8},
	{"$\\eta$", "learning rate", "one", 16},
	{"$\\star$", "cross-correlation, which deep learning calls convolution", "", 2},
}

// shapeReplacer puts the shapes of the worked example in place of their
// letters. Those of the parameters follow from the tensors on both sides.
func (c *contents) shapeReplacer() *strings.Replacer {
	shapes := c.exampleShapes()
	if x, z := shapes["X"], shapes["Z"]; len(x) == 2 && len(z) == 2 {
		shapes["K"] = []int{x[0] - z[0] + 1, x[1] - z[1] + 1}
	}
	if s, f := shapes["s"], shapes["f"]; len(s) == 1 && len(f) == 1 {
		shapes["W"] = []int{s[0], f[0]}
	}
	var pairs []string
	for letter, shape := range shapes {
		pairs = append(pairs, "{"+letter+"}", sizeOf(shape))
	}
	return strings.NewReplacer(pairs...)
}
