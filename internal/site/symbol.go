package site

import "strings"

// A symbol of the book. Its letters are declared with it: each has this one
// meaning, in the chapters of in, or in all where in is nil. A test holds that
// no chapter uses another letter, or one for something else.
type symbol struct {
	symbol, meaning, shape string
	chapter                int
	letters                string // with spaces between; k_h is a letter of its own
	in                     []int
}

// symbols are those of the book, in the order of the forward pass. A letter in
// braces stands for the shape of that array in the worked example.
var symbols = []symbol{
	{"$X$", "input image", "{X}", 1, "X", nil},
	{"$K$, $b$", "kernel and bias of the convolution", "{K}, one", 2, "K b", nil},
	{"$Z = X \\star K + b$", "pre-activation map", "{Z}", 2, "Z", nil},
	{"$A = \\text{ReLU}(Z)$", "activation map", "{A}", 3, "A", nil},
	{"$P = \\text{maxpool}(A)$", "pooled map", "{P}", 4, "P", nil},
	{"$f = \\text{flatten}(P)$", "features", "{f}", 5, "f", nil},
	{"$W$, $c$", "weights and biases of the fully connected layer", "{W}, {s}", 6, "W c", nil},
	{"$s = W f + c$", "scores, also called logits", "{s}", 6, "s", nil},
	{"$p = \\text{softmax}(s)$", "probabilities", "{p}", 7, "p", nil},
	{"$y$", "target: 1 at the true class, 0 elsewhere", "{p}", 7, "y", nil},
	{"$p_t$", "probability of the true class, which has the number $t$", "one", 7, "p_t t", []int{7, 8, 16}},
	{"$L$", "loss, the cross entropy of $p$ and $y$", "one", 7, "L", nil},
	{"$x$, $z$, $a$", "one number of $X$, $Z$ or $A$, or all of them in a row", "", 3, "x z a", nil},
	{"$w$", "one weight, or the weights of a kernel in a row", "", 1, "w", nil},
	{"$\\partial L/\\partial T$", "gradient of the loss with respect to $T$, for any array $T$ of this list", "that of $T$", 1, "T", nil},
	{"$U$", "what the next step makes of $T$", "", 1, "U", []int{1}},
	{"$R$", "result of the little example that the book begins with", "one", 1, "R", []int{1}},
	{"$\\delta$", "error signal: the gradient that arrives at the output of the layer in question, such as $\\partial L/\\partial Z$ at the convolution", "that of the output", 14, "δ", nil},
	{"$\\theta$", "any single parameter, a weight or a bias", "one", 15, "θ", nil},
	{"$\\eta$", "learning rate", "one", 16, "η", nil},
	{"$\\Delta L$", "how much a step changes the loss", "one", 16, "Δ", []int{16, 21}},
	{"$N$", "number of examples in a batch", "one", 16, "N", nil},
	{"$F$, $S$, $\\Delta$", "features, scores and $\\partial L/\\partial S$ of a batch, one example per row", "", 21, "F S", []int{21}},
	{"$\\mu$, $\\sigma$", "mean and standard deviation of a channel over a batch", "one", 21, "μ σ", []int{21}},
	{"$\\gamma$, $\\beta$", "scale and shift of batch normalization", "one", 21, "γ β", []int{21}},
	{"$M$, $I$", "matrix of a linear step, and the one with ones on its diagonal, which changes nothing", "", 22, "M I", []int{22}},
	{"$\\star$", "cross-correlation, which deep learning calls convolution", "", 2, "", nil},
	{"$\\odot$", "product of two arrays cell by cell", "", 12, "", nil},
	{"$[Z > 0]$", "1 where the condition in the bracket holds, 0 elsewhere", "", 12, "", nil},
	{"$K^{\\text{rot}}$", "the kernel rotated by 180°", "{K}", 14, "", nil},
	{"$W^\\top$", "transpose: the rows become columns", "", 9, "", nil},
	{"$i, j$", "row and column of an output", "", 2, "i j", nil},
	{"$m, n$", "row and column inside a kernel or a window", "", 2, "m n", nil},
	{"$u, v$", "row and column of an input cell", "", 14, "u v", nil},
	{"$k$", "place in a list of features, of classes or of examples, where $i$ and $j$ are taken", "", 5, "k", []int{5, 8, 10, 16, 21}},
	{"$d$, $o$", "number of an input channel and of an output channel", "", 17, "d o", []int{5, 10, 17, 18}},
	{"$n_H$, $n_W$, $n_C$", "number of rows, of columns and of channels of a map", "", 5, "n_H n_W n_C", nil},
	{"$k_h$, $k_w$", "rows and columns of a kernel or of a window", "", 4, "k_h k_w", nil},
	{"$s_h$, $s_w$", "stride down and across", "", 4, "s_h s_w", nil},
	{"$r_t$, $r_l$, $r_b$, $r_r$", "rows and columns in the ring of zeros that padding puts around a map: top, left, bottom, right", "", 17, "r_t r_l r_b", []int{17}},
	{"$e$", "the base of the natural logarithm, 2.718…", "", 7, "e", nil},
	{"$q$", "a number that is subtracted from every score", "one", 7, "q", []int{7}},
	{"$D$", "denominator of the softmax", "one", 8, "D", []int{8}},
	{"$J$", "Jacobian: all slopes of a layer", "", 14, "J", nil},
	{"$h$", "the small step of a gradient check", "one", 15, "h", []int{15}},
	{"$g$, $\\hat g$", "a gradient, and the same measured by a central difference", "one", 15, "g", []int{15}},
	{"$\\varepsilon$", "how far the last digit of a number can be off, as a part of it", "one", 15, "ε", []int{15}},
	{"$\\text{cols}$", "matrix whose columns are the windows of $X$", "", 20, "", nil},
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
