package marking

// convolutionMistakes are about the kernel, its bias and the window's steps.
var convolutionMistakes = []Mistake{
	{
		Name: "kernel-gradient-rotated", Group: Convolution, common: 2,
		Wrong:   "∂L/∂K is rotated by 180°, or computed from a rotated input or a rotated gradient.",
		Did:     "rotated the result, the input or the gradient by 180°",
		Right:   "∂L/∂K is the plain valid correlation of the input with ∂L/∂Z; nothing is rotated where the forward pass is a correlation.",
		Instead: "Lay ∂L/∂Z on the upper left corner of the input, multiply cell by cell and add up: that is ∂L/∂K at (0,0). For the other elements slide ∂L/∂Z as a whole, and turn nothing around.",
		Links:   []string{"https://cs231n.github.io/convolutional-networks/"},
		ways: []fault{
			{at: hasWideKernel, parameter: rotatedParameters, of: "kernel"},
			{at: hasWideKernel, parameter: rotatedError, of: "kernel"},
			{at: hasWideKernel, parameter: rotatedInput, of: "kernel"},
			{at: hasWideStamp, parameter: rotatedParameters, of: "kernel"},
		},
	},
	{
		Name: "input-gradient-unrotated", Group: Convolution, common: 2,
		Wrong:   "∂L/∂X is the full correlation of ∂L/∂Z with K as it is.",
		Did:     "correlated the gradient with K as it stands, without rotating it",
		Right:   "∂L/∂X is the full correlation of ∂L/∂Z with K rotated once by 180°.",
		Instead: "Ask which outputs read one input cell, and through which weights: as the output moves down, the weight moves up, and that is the rotation. Or skip the formula and scatter: add δ·K to the cells that each output read.",
		Links: []string{
			"https://soumith.ch/ex/pages/2014/08/07/why-rotate-weights-convolution-gradient",
		},
		ways: []fault{{at: hasWideKernel, backward: rotatedWeights}},
	},
	{
		Name: "scatter-rotated", Group: Convolution, common: 1,
		Wrong:   "The scatter-add loop runs with a rotated K, because the formula says to rotate.",
		Did:     "scattered with a rotated K",
		Right:   "The scatter-add loop places each weight where the forward pass read it, with K as it is.",
		Instead: "Either rotate in the full correlation or scatter with the plain kernel, but not both. The loop already is the rotation, seen from the other side.",
		Links:   []string{"https://github.com/ddbourgin/numpy-ml/issues/27"},
		ways: []fault{
			{at: hasWideKernel, backward: rotatedWeights},
			{at: hasWideStamp, forward: rotatedWeights, backward: rotatedWeights},
			{at: hasWideStamp, forward: rotatedWeights},
			{at: hasWideStamp, backward: rotatedWeights},
		},
	},
	{
		Name: "forward-flipped", Group: Convolution, common: 1,
		Wrong:   "The forward pass is a true convolution, with the kernel flipped, where a correlation is meant.",
		Did:     "flipped the kernel",
		Right:   "Deep learning's convolution is a correlation: the kernel lies on the window as it is.",
		Instead: "Multiply the upper left weight by the upper left cell of the window. If your library flips the kernel, give it one that is rotated already, and say so.",
		Links:   []string{"https://omaraflak.medium.com/hi-again-420d47e791af"},
		ways:    []fault{{at: hasWideKernel, forward: rotatedWeights}},
	},
	{
		Name: "bias-forgotten", Group: Convolution, common: 1,
		Wrong:   "The forward pass leaves the bias out.",
		Did:     "left the bias out",
		Right:   "The bias is added to every output of its kernel, or to its own output of a fully connected layer.",
		Instead: "Think of the bias as one more weight, which reads the constant 1. Add it after the products, once for each output.",
		ways:    []fault{{at: hasBias, forward: withoutBias}},
	},
	{
		Name: "bias-averaged", Group: Convolution, common: 1,
		Wrong:   "The kernel's bias gradient is the mean of ∂L/∂Z over the positions.",
		Did:     "took the mean of the gradients instead of their sum",
		Right:   "The kernel's bias gradient is the sum of ∂L/∂Z over the positions.",
		Instead: "Add up ∂L/∂Z over every position of the kernel's map. Each position reads the same bias, and what reaches a number along several paths adds up.",
		Links:   []string{"https://stackoverflow.com/questions/58036461"},
		ways:    []fault{{at: hasKernel, parameter: averagedBias, of: "bias"}},
	},
	{
		Name: "stride-ignored", Group: Convolution, common: 1,
		Wrong:   "The backward pass runs as if the stride were 1.",
		Did:     "went back as if the stride were 1",
		Right:   "The backward pass takes the same steps as the forward pass: for ∂L/∂X there are zeros between the cells of ∂L/∂Z, and for ∂L/∂K the window steps.",
		Instead: "Write the index i·s + m of the forward pass into the backward loops unchanged. In the formula with a full correlation, first put s − 1 zeros between neighbouring cells of ∂L/∂Z.",
		Links: []string{
			"https://ai.stackexchange.com/questions/5774",
			"https://github.com/Kulbear/deep-learning-coursera/pull/34",
		},
		ways: []fault{
			{at: hasStride, backward: strideOne, parameter: strideOne, of: "kernel", replaces: true},
			{at: hasStride, backward: strideOne, replaces: true},
			{at: hasStride, parameter: strideOne, of: "kernel", replaces: true},
		},
	},
	{
		Name: "dilation-ignored", Group: Convolution, common: 1,
		Wrong:   "The backward pass runs as if neighbouring weights read neighbouring cells.",
		Did:     "went back as if there were no dilation",
		Right:   "Each weight meets the cells that it reads: those at i·s + m·d, with the dilation d between neighbouring weights.",
		Instead: "Write the index i·s + m·d of the forward pass into the backward loops unchanged. In the formula with a full correlation, first put d − 1 zeros between neighbouring weights of K.",
		Links: []string{
			"https://github.com/tracel-ai/burn/issues/1891",
			"https://github.com/pytorch/pytorch/issues/15501",
		},
		ways: []fault{
			{at: hasDilation, backward: undilated, parameter: undilated, of: "kernel", replaces: true},
			{at: hasDilation, backward: undilated, replaces: true},
			{at: hasDilation, parameter: undilated, of: "kernel", replaces: true},
		},
	},
	{
		Name: "groups-ignored", Group: Convolution, common: 1,
		Wrong:   "The backward pass runs as if every kernel had read the first maps of the input, whatever its group.",
		Did:     "went back as if there were no groups",
		Right:   "The plane c of a kernel belongs to the map c of the kernel's own group, which is where its gradient comes from and where its error goes.",
		Instead: "Count c from the first map of the kernel's group, for ∂L/∂K and for ∂L/∂X alike. The maps of other groups get nothing from this kernel, because it has never seen them.",
		Links: []string{
			"https://github.com/tracel-ai/burn/issues/1891",
		},
		ways: []fault{
			{at: hasGroups, backward: ungrouped, parameter: ungrouped, of: "kernel"},
			{at: hasGroups, backward: ungrouped},
			{at: hasGroups, parameter: ungrouped, of: "kernel"},
		},
	},
	{
		Name: "padding-uncropped", Group: Convolution, common: 1,
		Wrong:   "The gradient of the padded input, or its top left part, is taken for that of the input; a transposed convolution goes back as if nothing of its output had been cropped.",
		Did:     "did not cut off the padding, or forgot the crop of a transposed convolution",
		Right:   "The full correlation gives the gradient of the padded input; the padding is then cut off on all sides. A crop comes back as zeros.",
		Instead: "Work out the gradient of the padded input and cut off as many rows and columns as were padded on each side, or, for a transposed convolution, first put zeros around the gradient where its output was cropped. The padding is no variable, so its gradient is thrown away.",
		ways: []fault{
			{at: hasPadBefore, backward: paddedTopLeft, replaces: true},
			{rewrites: paddedInput, rewrite: uncropped},
		},
	},
	{
		Name: "one-filter", Group: Convolution, common: 1,
		Wrong:   "The input gradient comes from one kernel alone, or is averaged over the kernels.",
		Did:     "took one kernel alone, or the mean over the kernels",
		Right:   "The input gradient is the sum over all kernels, with one map for each input channel.",
		Instead: "Work out what each kernel sends back to the input and add the maps. Every kernel reads the same input, so none may be left out and nothing is divided.",
		Links: []string{
			"https://stats.stackexchange.com/questions/361817",
			"https://github.com/NervanaSystems/neon/issues/111",
		},
		ways: []fault{
			{at: hasKernels, backward: onlyKernel(func(int) int { return 0 })},
			{at: hasKernels, backward: onlyKernel(func(kernels int) int { return kernels - 1 })},
			{at: hasKernels, backward: averagedOverKernels},
		},
	},
}
