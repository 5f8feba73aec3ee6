package site

import "strings"

// symbols are those of the book, in the order of the forward pass. A letter in
// braces stands for the shape of that array in the worked example.
var symbols = []struct {
	symbol, meaning, shape string
	chapter                int
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
	{"$y$", "target: 1 at the true class, 0 elsewhere", "{p}", 7},
	{"$L$", "loss, the cross entropy of $p$ and $y$", "one", 7},
	{"$\\partial L/\\partial T$", "gradient of the loss with respect to $T$, for any array $T$ of this list", "that of $T$", 1},
	{"$\\delta$", "error signal: the gradient that arrives at the output of the layer in question, such as $\\partial L/\\partial Z$ at the convolution", "that of the output", 14},
	{"$\\theta$", "any single parameter, a weight or a bias", "one", 15},
	{"$\\eta$", "learning rate", "one", 16},
	{"$N$", "number of examples in a batch", "one", 16},
	{"$\\star$", "cross-correlation, which deep learning calls convolution", "", 2},
	{"$\\odot$", "product of two arrays cell by cell", "", 12},
	{"$[Z > 0]$", "1 where the condition in the bracket holds, 0 elsewhere", "", 12},
	{"$K^{\\text{rot}}$", "the kernel rotated by 180°", "{K}", 14},
	{"$W^\\top$", "transpose: the rows become columns", "", 9},
	{"$i, j$", "row and column of an output", "", 2},
	{"$m, n$", "row and column inside a kernel or a window", "", 2},
	{"$u, v$", "row and column of an input cell", "", 14},
	{"$n_H$, $n_W$", "number of rows and of columns of a map", "", 5},
	{"$k_h$, $k_w$", "rows and columns of a kernel or of a window", "", 4},
	{"$s_h$, $s_w$", "stride down and across", "", 4},
	{"$p_t$, $p_l$, $p_b$, $p_r$", "rows and columns of padding: top, left, bottom, right", "", 17},
	{"$h$", "the small step of a gradient check", "one", 15},
	{"$\\text{cols}$", "matrix whose columns are the windows of $X$", "", 20},
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
