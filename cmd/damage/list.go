package main

import "slices"

// damages are all that are tried: the engine from the input to the update, over
// the examples of a batch, the marking, the notebook's rounding, the chapters' own
// loops, goldens, a page.
var damages = slices.Concat(layers, passes, batches, printed, catalogue, chapters, files)

// layers are damages of the links and the functions of single layers.
var layers = []damage{
	{
		name: "conv-input-index", file: "internal/cnn/conv.go",
		old: "+ch)*in[1]+cell[0])*in[2] + cell[1]", new: "+ch)*in[1]+cell[1])*in[2] + cell[0]",
		why: "each window reads the image transposed",
	}, {
		name: "conv-kernel-index", file: "internal/cnn/conv.go",
		old: "k[2]+place[0])*k[3] + place[1]", new: "k[2]+place[0])*k[3] + k[3] - 1 - place[1]",
		why: "the kernel lies mirrored on its window",
	}, {
		name: "conv-bias-index", file: "internal/cnn/conv.go",
		old: "Param: k.Size() + o}", new: "Param: k.Size()}",
		why: "all kernels add the bias of the first",
	}, {
		name: "window-padding", file: "internal/cnn/window.go",
		old: "i*w.Stride.Down-w.Pad.Top, j*w.Stride.Across-w.Pad.Left\n\t\tapart", new: "i*w.Stride.Down+w.Pad.Top, j*w.Stride.Across-w.Pad.Left\n\t\tapart",
		why: "padding moves the windows the wrong way",
	}, {
		name: "window-count", file: "internal/cnn/window.go",
		old: "n := (padded-size)/stride + 1", new: "n := (padded - 1) / stride",
		why: "the size of an output is that of another formula",
	}, {
		name: "window-ceil", file: "internal/cnn/window.go",
		old: "ceil && rest > 0 && n*stride < padded", new: "ceil && rest > 0",
		why: "a partial window may begin behind the end",
	}, {
		name: "maxpool-tie", file: "internal/cnn/maxpool.go",
		old: "if x[link.In] <= x[winner.In] {", new: "if x[link.In] < x[winner.In] {",
		why: "the last of tied cells wins, not the first",
	}, {
		name: "maxpool-loser", file: "internal/cnn/maxpool.go",
		old: "\t\twinner.Slope = 0\n", new: "\t\twinner.Slope = 1\n",
		why: "a cell that was beaten later receives the error too",
	}, {
		name: "avgpool-divisor", file: "internal/cnn/window.go",
		old: "in[1]+w.Pad.Top+w.Pad.Bottom-i*w.Stride.Down)", new: "in[1]+w.Pad.Top-i*w.Stride.Down)",
		why: "the mean at the lower border divides by too few cells",
	}, {
		name: "relu-at-zero", file: "internal/cnn/relu.go",
		old: "if z > 0 {", new: "if z >= 0 {",
		why: "the gate is open at 0, against the rule of the book",
	}, {
		name: "leaky-at-zero", file: "internal/cnn/leakyrelu.go",
		old: "if z > 0 {", new: "if z >= 0 {",
		why: "the slope at 0 is 1, not the leak",
	}, {
		name: "sigmoid-side", file: "internal/cnn/sigmoid.go",
		old: "if z < 0 {", new: "if z > 0 {",
		why: "σ(z) is σ(−z)",
	}, {
		name: "sigmoid-slope", file: "internal/cnn/sigmoid.go",
		old: "= small * large", new: "= large * large",
		why: "the slope is σ², not σ(1 − σ)",
	}, {
		name: "tanh-slope", file: "internal/cnn/tanh.go",
		old: "4 * e / (", new: "2 * e / (",
		why: "the slope of tanh is half of what it is",
	}, {
		name: "softmax-off-diagonal", file: "internal/cnn/softmax.go",
		old: "row[j].Slope = -p * q", new: "row[j].Slope = p * q",
		why: "the Jacobian's sign is wrong off the diagonal",
	}, {
		name: "softmax-shift", file: "internal/cnn/softmax.go",
		old: "largest = max(largest, s)", new: "largest = min(max(largest, s), 0)",
		why: "large scores overflow",
	}, {
		name: "flatten-index", file: "internal/cnn/flatten.go",
		old: "(cell[0]*maps[1]+cell[1])*maps[2] + cell[2]", new: "(cell[0]*maps[2]+cell[2])*maps[1] + cell[1]",
		why: "the features stand in the order of columns",
	}, {
		name: "dense-weight-index", file: "internal/cnn/dense.go",
		old: "Param: i*n + j}", new: "Param: j*out + i}",
		why: "the weights are read transposed",
	}, {
		name: "dense-bias-index", file: "internal/cnn/dense.go",
		old: "Param: out*n + i}", new: "Param: out*n}",
		why: "all scores add the bias of the first",
	}, {
		name: "conv-dilation", file: "internal/cnn/window.go",
		old: "top + m*apart.Down, left", new: "top + m, left",
		why: "the rows of a dilated kernel lie next to each other",
	}, {
		name: "conv-groups", file: "internal/cnn/conv.go",
		old: "group := c.FirstRead(o)", new: "group := c.FirstRead(0)",
		why: "every kernel reads the maps of the first group",
	}, {
		name: "transpose-crop", file: "internal/cnn/convtranspose.go",
		old: "stamps(u+w.Pad.Top,", new: "stamps(u,",
		why: "rows are cropped at the bottom that are meant at the top",
	}, {
		name: "dropout-scale", file: "internal/cnn/dropout.go",
		old: "d.Mask.Data[at] / (1 - d.Rate)", new: "d.Mask.Data[at] * (1 - d.Rate)",
		why: "what dropout keeps shrinks in place of growing",
	}, {
		name: "hinge-at-zero", file: "internal/cnn/hinge.go",
		old: "h.short(l, s, j, t) > 0 {\n\t\t\tgrad", new: "s[j]-s[t]+l.Margin >= 0 {\n\t\t\tgrad",
		why: "a class that just keeps the margin sends a gradient, against the rule of the book",
	}, {
		name: "batchnorm-own", file: "internal/cnn/normalization.go",
		old: "own := dy[i] - dBeta/m", new: "own := -dBeta / m",
		why: "the way back through x itself is closed",
	}, {
		name: "batchnorm-mean", file: "internal/cnn/normalization.go",
		old: "own := dy[i] - dBeta/m", new: "own := dy[i]",
		why: "the way back through the mean is forgotten",
	}, {
		name: "batchnorm-variance", file: "internal/cnn/normalization.go",
		old: "dx[i] = scale * (own - float64(n.normalized[i]*(dGamma/m)))", new: "dx[i] = scale * own",
		why: "the way back through the variance is forgotten",
	},
}
