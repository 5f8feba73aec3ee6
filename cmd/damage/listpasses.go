package main

// passes are damages of what joins the layers: the passes over the links, the
// losses, the update, derivations, the gradient check.
var passes = []damage{
	{
		name: "forward-bias", file: "internal/cnn/forward.go",
		old: "sum += link.Slope\n", new: "sum -= link.Slope\n",
		why: "biases are subtracted",
	}, {
		name: "backward-overwrites", file: "internal/cnn/backward.go",
		old: "dx[link.In] += float64(", new: "dx[link.In] = float64(",
		why: "a cell that is read twice keeps one error of the two",
	}, {
		name: "backward-kernel-overwrites", file: "internal/cnn/backward.go",
		old: "gradient[link.Param] += float64(", new: "gradient[link.Param] = float64(",
		why: "a weight's gradient is its last term",
	}, {
		name: "backward-bias-sign", file: "internal/cnn/backward.go",
		old: "gradient[link.Param] += d\n", new: "gradient[link.Param] -= d\n",
		why: "the bias's gradient has the wrong sign",
	}, {
		name: "update-sign", file: "internal/cnn/backward.go",
		old: "p.all.theta[j] - float64(", new: "p.all.theta[j] + float64(",
		why: "a step goes up the loss",
	}, {
		name: "loss-gradient-sign", file: "internal/cnn/crossentropy.go",
		old: "grad[i] = -t / p[i]", new: "grad[i] = t / p[i]",
		why: "every error of the book has the wrong sign",
	}, {
		name: "loss-cross-entropy", file: "internal/cnn/crossentropy.go",
		old: "sum += float64(t * (top - scores[i] + shift))", new: "sum += float64(t * (top - scores[i] - shift))",
		why: "the loss is another number, with the same gradient",
	}, {
		name: "loss-half", file: "internal/cnn/squarederror.go",
		old: "return 0.5", new: "return 1",
		why: "½ Σ (out − t)² has lost its ½",
	}, {
		name: "loss-square-gradient", file: "internal/cnn/squarederror.go",
		old: "* (o - l.Target.Data[i])", new: "* (l.Target.Data[i] - o)",
		why: "the error of a squared loss has the wrong sign",
	}, {
		name: "batch-mean", file: "internal/cnn/descent.go",
		old: "return sum / float64(b.count)", new: "return sum",
		why: "a batch takes as many steps at once as it has pictures",
	}, {
		name: "derive-neighbour", file: "internal/cnn/derive.go",
		old: "linksAt(s.links, s.byIn, in,", new: "linksAt(s.links, s.byIn, in/2,",
		why: "an input gradient shows the sum of another cell",
	}, {
		name: "derive-parameter", file: "internal/cnn/derive.go",
		old: "linksAt(s.links, s.byParam, first+offset,", new: "linksAt(s.links, s.byParam, offset,",
		why: "a bias shows the sum of a weight",
	}, {
		name: "derive-update-sign", file: "internal/cnn/derive.go",
		old: "term(constant(-1), rate, grad", new: "term(constant(1), rate, grad",
		why: "the substituted step goes the wrong way",
	}, {
		name: "derive-order", file: "internal/cnn/linkorder.go",
		old: ">= at", new: "> at",
		why: "a sum has lost its terms",
	}, {
		name: "check-quotient", file: "internal/cnn/gradientcheck.go",
		old: "/ (2 * g.h)", new: "/ g.h",
		why: "central differences are twice the slope",
	}, {
		name: "check-error", file: "internal/cnn/gradientcheck.go",
		old: "math.Abs(c.Gradient-c.Difference) /", new: "(c.Gradient - c.Difference) /",
		why: "half of all wrong gradients pass the check",
	}, {
		name: "check-kink", file: "internal/cnn/gradientcheck.go",
		old: "beside.at(n, k).Slope {", new: "beside.at(n, k).Slope && i == 0 {",
		why: "a kink is taken for a mistake",
	}, {
		name: "add-second-gradient", file: "internal/cnn/backward.go",
		old: "addTo(p.Gradients[i].Data, p.Gradients[layer+1].Data)", new: "addTo(p.Gradients[i].Data, p.Gradients[layer+1].Data[:0])",
		why: "nothing goes back over a skip connection",
	}, {
		name: "add-overwrites", file: "internal/cnn/backward.go",
		old: "addTo(p.Gradients[i].Data, p.Gradients[layer+1].Data)", new: "copy(p.Gradients[i].Data, p.Gradients[layer+1].Data)",
		why: "what comes over a skip connection replaces what comes through the layers",
	}, {
		name: "derive-skip", file: "internal/cnn/derive.go",
		old: "return append(terms, p.skipTerms(layer, offset)...)", new: "return terms",
		why: "the sum of a gradient lacks the term of the skip connection",
	}, {
		name: "decay-sign", file: "internal/cnn/backward.go",
		old: "(g+float64(decay", new: "(g-float64(decay",
		why: "weight decay lets the parameters grow",
	}, {
		name: "derive-decay-sign", file: "internal/cnn/derive.go",
		old: "term(constant(-1), rate, Factor{Kind: Decay", new: "term(constant(1), rate, Factor{Kind: Decay",
		why: "the substituted decay goes the wrong way",
	},
}

// batches are damages of what is summed, or divided, over the examples of a batch,
// and of what each example has of its own.
var batches = []damage{
	{
		name: "batch-share", file: "internal/cnn/batch.go",
		old: "return 1 / float64(n.Batch)", new: "return 1",
		why: "the mean over a batch is its sum",
	}, {
		name: "batch-share-gradient", file: "internal/cnn/backward.go",
		old: "p.reduce(p.Gradients[last].Data)", new: "",
		why: "the loss is a mean, and its gradients are those of the sum",
	}, {
		name: "batch-sum", file: "internal/cnn/backward.go",
		old: "gradient, first := s.gradient, 0\n", new: "gradient, first := s.gradient, 0\n\tclear(gradient)\n",
		why: "a parameter's gradient is that of the last example",
	}, {
		name: "batch-slopes", file: "internal/cnn/backward.go",
		old: "s.recall(n)", new: "s.recall(0)",
		why: "all examples go back through the gates and winners of the first",
	}, {
		name: "batch-mask-backward", file: "internal/cnn/backward.go",
		old: "if s.slopes != nil {", new: "if s.slopes != nil && s.nonlin != nil {",
		why: "all examples go back through the dropout mask of the last",
	}, {
		name: "derive-batch-sum", file: "internal/cnn/derive.go",
		old: "for n := range s.examples {", new: "for n := range 1 {",
		why: "the sum of a parameter's gradient shows the first example alone",
	}, {
		name: "derive-batch-share", file: "internal/cnn/deriveloss.go",
		old: "if share := p.batchShare(); share != nil {", new: "if share := p.batchShare(); share != nil && n > 0 {",
		why: "the 1/N of the mean stands in no term of the first example",
	},
}
