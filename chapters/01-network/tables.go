package main

import (
	"fmt"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// chain is the table of the steps, with the shape before and after
// each.
func chain(ex *cnn.Classic) [][]any {
	return [][]any{
		{"convolution", `$Z = X \star K + b$`,
			shape(ex.X), shape(ex.Z), page("02-convolution")},
		{"ReLU", `$A = \max(0, Z)$`,
			shape(ex.Z), shape(ex.A), page("03-relu")},
		{"max pooling", `$P = \maxpool(A)$`,
			shape(ex.A), shape(ex.P), page("04-max-pooling")},
		{"flatten", `$f = \flatten(P)$`,
			shape(ex.P), shape(ex.F), page("05-flatten")},
		{"fully connected", `$s = W\,f + c$`,
			shape(ex.F), shape(ex.S), page("06-fully-connected")},
		{"softmax", `$p = \softmax(s)$`,
			shape(ex.S), shape(ex.Prob),
			page("07-softmax-cross-entropy")},
		{"cross entropy", `$L = -\sum_i y_i \ln p_i$`,
			shape(ex.Prob), "a number",
			page("07-softmax-cross-entropy")},
	}
}

// shape is the shape of a quantity, written out.
func shape(q cnn.Quantity) string { return q.Shape.Plain().String() }

// page is a link to a chapter.
func page(chapter string) string {
	return "[" + chapter + "](" + chapter + ")"
}

// windowsSaid says in words how the pooling windows lie.
func windowsSaid(pool cnn.Window) string {
	return fmt.Sprintf(`Here the windows have %d×%d cells, and each begins
%d %s to the right of the one before it or %d %s below.`,
		pool.Size.Down, pool.Size.Across,
		pool.Stride.Across,
		notebook.Plural(pool.Stride.Across, "cell", "cells"),
		pool.Stride.Down,
		notebook.Plural(pool.Stride.Down, "cell", "cells"))
}

// symbols is the table of the letters.
func symbols(ex *cnn.Classic) [][]any {
	return [][]any{
		{"$X$", "input image", shape(ex.X)},
		{"$K$", "kernel: the weights of the convolution", shape(ex.K)},
		{"$b$", "its bias", "a number"},
		{"$Z$", "pre-activation map", shape(ex.Z)},
		{"$A$", "activation map", shape(ex.A)},
		{"$P$", "pooled map", shape(ex.P)},
		{"$f$", "features", shape(ex.F)},
		{"$W$", "weights of the fully connected layer", shape(ex.W)},
		{"$c$", "its biases", shape(ex.C)},
		{"$s$", "scores, also called logits: one per class", shape(ex.S)},
		{"$p$", "probabilities", shape(ex.Prob)},
		{"$y$", "target", shape(ex.Y)},
		{"$L$", "loss", "a number"},
		{`$\partial L/\partial T$`,
			"gradient of the loss with respect to $T$", "as $T$"},
		{`$\eta$`, "learning rate: how long a step of training is",
			"a number"},
		{`$\star$`, "cross-correlation, which slides a kernel", ""},
		{`$\odot$`, "product of cells at the same place", ""},
		{`$[\,\cdot\,]$`, "1 where the statement is true, else 0", ""},
	}
}

// parameters is the table of what each layer learns, and of how many
// numbers that is up to and with this layer.
func parameters(ex *cnn.Classic) [][]any {
	names := []string{"convolution", "ReLU", "max pooling", "flatten",
		"fully connected", "softmax"}
	letters := map[int][]string{
		cnn.ConvLayer: {"K", "b"}, cnn.DenseLayer: {"W", "c"},
	}
	var rows [][]any
	total := 0
	for i, layer := range ex.Network.Layers {
		text, count := "", 0
		for j, p := range layer.Parameters() {
			if j > 0 {
				text += ", "
			}
			text += fmt.Sprintf("$%s$: %v",
				letters[i][j], p.Value.Shape.Plain())
			count += len(p.Value.Data)
		}
		if text == "" {
			text = "none"
		}
		total += count
		rows = append(rows, []any{names[i], text, count, total})
	}
	return rows
}

// verdict says in words whether the likeliest class is the true one.
func verdict(ex *cnn.Classic) string {
	p, y := ex.Prob.Values(), ex.Y.Values()
	said := slices.Index(p, slices.Max(p))
	truth := slices.Index(y, slices.Max(y))
	if said == truth {
		return fmt.Sprintf(`The largest probability is $p_{%d} %s$, and
the target has its largest number at the same place, so the network
names the right class. But only a probability of 1 would cost nothing,
which means that there is something left to learn.`, said, notebook.Eq(ex.Prob.Real(said)))
	}
	return fmt.Sprintf(`The largest probability is $p_{%d} %s$, but the
target has its largest number at $y_{%d}$, and this class gets only
$p_{%[3]d} %[4]s$. **The network is wrong**, and training has to move
probability from class %[1]d to class
%[3]d.`, said, notebook.Eq(ex.Prob.Real(said)), truth,
		notebook.Eq(ex.Prob.Real(truth)))
}

// otherKernel asks for the parameters of the network with another
// kernel: one row and one column larger if pooling windows still fit on
// the map then, else of one cell.
func otherKernel(ex *cnn.Classic) notebook.Exercise {
	x, k := ex.X.Shape.Plain(), ex.K.Shape.Plain()
	size, stride := ex.Pool.Size, ex.Pool.Stride
	classes := len(ex.S.Data)
	kh, kw := k[0]+1, k[1]+1
	if x[0]-kh+1 < size.Down || x[1]-kw+1 < size.Across {
		kh, kw = 1, 1
	}
	zh, zw := x[0]-kh+1, x[1]-kw+1
	ph := (zh-size.Down)/stride.Down + 1
	pw := (zw-size.Across)/stride.Across + 1
	w := classes * ph * pw
	count := kh*kw + 1 + w + classes
	return notebook.Exercise{
		Question: fmt.Sprintf(`Make the kernel %d×%d, and leave the image,
the pooling windows and the classes as they are. How many parameters does
the network have now?`,
			kh, kw),
		Answers: []notebook.Answer{
			{Name: `\text{parameters}`, Value: float64(count),
				Wrong: []notebook.Wrong{
					{Value: float64(kh*kw + w), Did: "forgot the biases"},
					{Value: float64(count - w + len(ex.W.Data)),
						Did: "left W as it was"},
				}},
		},
		Hint: `Follow the shapes. A kernel of another size has another
number of places on the image, which changes all that comes after it.`,
		Solution: fmt.Sprintf(`$Z$ and $A$ are %d×%d and $P$ is %d×%d, so
the shape of $W$ is %d×%d. Kernel, bias, weights and biases together are
$%d + 1 + %d + %[5]d = %[9]d$.`,
			zh, zw, ph, pw, classes, ph*pw, kh*kw, w, count),
	}
}
