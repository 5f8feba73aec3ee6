package format

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// An Elsewhere is what people bring and a network file has no word for, and how
// the file says it, or why it does not.
type Elsewhere struct {
	Have  string // what it is called, as Markdown
	Write string // what to write, as Markdown; "left out" and why, where nothing is
	names []string
}

// LeftOut reports what no network file can say.
func (e Elsewhere) LeftOut() bool { return strings.HasPrefix(e.Write, "left out") }

// elsewheres is the one table of all of them. The names are plain: small letters,
// without underscores, hyphens and spaces.
var elsewheres = []Elsewhere{
	{"a depthwise convolution", "`conv` with as many `groups` as there are channels", []string{"depthwiseconv2d", "depthwiseconv", "depthwise"}},
	{"a separable convolution", "two `conv`, the first with as many `groups` as there are channels, the second with kernels of one cell", []string{"separableconv2d", "separableconv"}},
	{"a 1×1 convolution", "`conv` with kernels of one cell", []string{"conv1x1", "pointwise", "pointwiseconv"}},
	{"a transposed convolution along one axis", "`conv_transpose` on maps with one row", []string{"convtranspose1d", "conv1dtranspose", "convtransposed1d"}},
	{"a transposed convolution with groups or a dilation", "`conv_transpose` with zeros in its kernel, between maps of different groups and between the weights", nil},
	{"padding as a layer of its own", "the `pad` of the next layer", []string{"pad", "zeropad2d", "zeropadding2d", "zeropadding", "constantpad2d"}},
	{"global average or max pooling", "`avgpool` or `maxpool` with the size `\"all\"`", []string{
		"globalavgpool", "globalavgpool2d", "globalaveragepooling2d", "globalaveragepooling1d", "globalaveragepool", "globalpool", "gap", "adaptiveavgpool2d", "adaptiveavgpool1d", "adaptiveavgpool",
		"globalmaxpool", "globalmaxpool2d", "globalmaxpooling2d", "globalmaxpooling1d", "adaptivemaxpool2d", "adaptivemaxpool"}},
	{"upsampling, where each cell becomes two by two", "`conv_transpose` with a kernel of four ones, `stride` 2; of several maps with zeros between different ones", []string{"upsample", "upsampling2d", "upsampling", "upsamplenearest", "upsamplingnearest2d", "interpolate", "nearest"}},
	{"bilinear upsampling by two", "`conv_transpose` with the 4×4 kernel of products of 0.25, 0.75, 0.75 and 0.25, `stride` 2, `pad` 1; of several maps with zeros between different ones; only the outermost cells differ", []string{"bilinear", "upsamplebilinear", "upsamplingbilinear2d"}},
	{"a layer without a bias", "the layer, and leave `bias` out", []string{"usebias", "nobias"}},
	{"a dense layer at each place of a sequence", "`conv1d` with kernels of one number", []string{"timedistributed"}},
	{"an embedding", "`dense` over a one-hot vector", []string{"embedding"}},
	{"a residual block", "`add`, with the number of the earlier activation as `from`", []string{"residual", "residualblock", "resblock", "skip", "skipconnection", "shortcut"}},
	{"PReLU", "`leaky_relu` with the `slope` that was learned; its gradient is not there", []string{"prelu"}},
	{"ReLU6", "`relu`, 6 minus what comes out, `relu`, and 6 minus what comes out; 6 minus an array is a `conv` with kernels of one cell, −1, the `bias` 6 and as many `groups` as there are maps, on a vector a `dense` with −1 on its diagonal", []string{"relu6"}},
	{"hard tanh (cut off at −1 and 1)", "the array plus 1, `relu`, 2 minus what comes out, `relu`, and 1 minus what comes out, where all but `relu` is a `conv` with kernels of one cell and as many `groups` as there are maps, on a vector a `dense` with 1 or −1 on its diagonal", []string{"hardtanh"}},
	{"hard sigmoid (cut off at 0 and 1)", "the array times 1/6 plus ½, `relu`, 1 minus what comes out, `relu`, and 1 minus what comes out, where all but `relu` is a `conv` with kernels of one cell and as many `groups` as there are maps, on a vector a `dense` with the factor on its diagonal", []string{"hardsigmoid"}},
	{"GELU with tanh, an approximation", "`gelu`, which is exact and differs from it by less than 0.0005", []string{"approximate", "newgelu", "gelutanh"}},
	{"quick GELU, which has a sigmoid in it", "the array times `1.702`, `silu`, and what comes out over `1.702`, where both factors are a `conv` with kernels of one cell and as many `groups` as there are maps, on a vector a `dense` with the factor on its diagonal", []string{"quickgelu"}},
	{"SELU", "`elu` with the `alpha` `1.6732632423543772`, and then `1.0507009873554805` times what comes out, as `conv` with kernels of one cell and as many `groups` as there are maps, on a vector as `dense` with that on its diagonal", []string{"selu"}},
	{"CELU", "`elu` with the `alpha` 1; where α is not 1, with 1/α times the array before it and α times what comes out after it, as `conv` with kernels of one cell and as many `groups` as there are maps, on a vector as `dense` with that on its diagonal", []string{"celu"}},
	{"a pixel shuffle", "`conv_transpose` with as much `stride` as the maps grow, and kernels of that size with a single 1, at the place where the map's cells go", []string{"pixelshuffle", "depthtospace"}},
	{"batch normalization after training", "`conv` with kernels of one cell and as many `groups` as there are channels: the weight $\\gamma / \\sqrt{v + \\varepsilon}$, the bias $\\beta$ less $\\mu$ times the weight", []string{"batchnormeval", "frozenbatchnorm", "frozenbatchnorm2d", "runningmean", "runningvar", "movingmean", "movingvariance"}},
	{"instance normalization", "`batchnorm`, with one example and no batch", []string{"instancenorm", "instancenorm2d", "instancenorm1d"}},
	{"dropout of whole maps", "`dropout` with a `mask` of ones or of zeros for each map", []string{"dropout2d", "dropout1d", "spatialdropout2d", "spatialdropout"}},
	{"a reshape to a vector", "`flatten`", []string{"reshape", "view", "ravel", "squeeze"}},
	{"a layer that does nothing", "nothing, and leave it out", []string{"identity", "inputlayer"}},
	{"a softmax or sigmoid inside the loss", "the layer `softmax` and then `cross_entropy`, or `sigmoid` and then `mean_binary_cross_entropy`", []string{
		"crossentropyloss", "softmaxcrossentropy", "crossentropywithlogits", "softmaxcrossentropywithlogits", "categoricalcrossentropy", "sparsecategoricalcrossentropy", "bcewithlogits", "bcewithlogitsloss", "sigmoidcrossentropy"}},
	{"label smoothing", "shares as the `target` of `cross_entropy`", []string{"labelsmoothing"}},
	{"the Kullback-Leibler divergence", "`cross_entropy`, which has the same gradients", []string{"kl", "kldivloss", "kldiv", "kldivergence", "kldivergenceloss", "kullbackleibler"}},
	{"a hinge divided by the number of classes, as PyTorch's", "a last `dense` with 1 over that number on its diagonal, and `hinge` with the `margin` divided, too", []string{"multimarginloss", "multimargin"}},
	{"an L2 penalty on all parameters", "`weight_decay`", []string{"l2penalty", "l2regularization", "kernelregularizer", "regularization"}},
	{"momentum, Adam", "left out: the gradients are the same, and only the step is another one", []string{"momentum", "adam", "adamw", "sgd", "rmsprop", "adagrad", "nesterov", "optimizer"}},
	{"absolute and Huber losses", "left out; give their gradient as `upstream`: of an absolute loss the sign of output minus target, of Huber's that difference itself, cut off at −1 and 1; divided by how many they are, if the loss is a mean", []string{"l1", "l1loss", "mae", "meanabsoluteerror", "huber", "huberloss", "smoothl1", "smoothl1loss"}},
	{"layer and group normalization", "left out: check them as in [chapter 15](15-gradient-check)", []string{"layernorm", "layernormalization", "groupnorm", "groupnormalization", "rmsnorm"}},
	{"Mish, hard swish and gated linear units", "left out: each multiplies two numbers that both depend on its input, and of such curves there are only `silu` and `gelu`; check them as in [chapter 15](15-gradient-check)", []string{
		"mish", "hardswish", "glu", "multiply", "mul"}},
	{"arrays joined into one", "left out: `add` is the only layer that reads two arrays, and it adds them", []string{"concat", "concatenate", "cat"}},
	{"attention, recurrent layers", "left out: attention, LSTM and GRU multiply activations with each other, and a plain recurrent layer uses the same weights at every step; check them as in [chapter 15](15-gradient-check)", []string{
		"attention", "multiheadattention", "selfattention", "transformer", "transformerencoderlayer", "rnn", "lstm", "gru", "simplernn"}},
}

// Elsewheres lists what people bring and how a network file says it.
func Elsewheres() []Elsewhere { return slices.Clone(elsewheres) }

// number is a number in a piece of code, which an error does not put in quotes.
var number = regexp.MustCompile("`([0-9.]+)`")

// elsewhere is what an error says of a name that is not known here; "" where there
// is nothing to say.
func elsewhere(plain string) string {
	i := slices.IndexFunc(elsewheres, func(e Elsewhere) bool { return slices.Contains(e.names, plain) })
	if i < 0 {
		return ""
	}
	e := elsewheres[i]
	text := number.ReplaceAllString(e.Write, "$1")
	text = strings.NewReplacer("`\"", `"`, "\"`", `"`, "`", `"`, "$", "", `\gamma`, "γ", `\beta`, "β", `\mu`, "μ", `\sqrt{v + \varepsilon}`, "√(v + ε)",
		"[chapter 15](15-gradient-check)", "chapter 15").Replace(text)
	if e.LeftOut() {
		return fmt.Sprintf("%s: %s", e.Have, text)
	}
	return fmt.Sprintf("for %s write %s", e.Have, text)
}
