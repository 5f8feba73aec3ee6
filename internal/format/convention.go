package format

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"backprop/internal/cnn"
)

// What other systems call the things of a network file, in small letters and
// without underscores, beside what they are called here. Of several names that
// which fits the place is told.
var (
	otherOps = map[string]string{
		"conv2d": "conv", "convolution": "conv", "convolution2d": "conv", "convolution1d": "conv1d",
		"convtranspose2d": "conv_transpose", "conv2dtranspose": "conv_transpose", "deconv": "conv_transpose",
		"maxpool2d": "maxpool", "maxpooling2d": "maxpool", "maxpooling": "maxpool", "maxpooling1d": "maxpool1d",
		"avgpool2d": "avgpool", "averagepooling2d": "avgpool", "averagepool": "avgpool", "averagepooling1d": "avgpool1d",
		"logsoftmax": "log_softmax", "linear": "dense", "fc": "dense", "fullyconnected": "dense", "swish": "silu", "lrelu": "leaky_relu", "logistic": "sigmoid",
		"batchnorm2d": "batchnorm", "batchnorm1d": "batchnorm", "batchnormalization": "batchnorm", "bn": "batchnorm",
	}
	otherLosses = map[string]string{
		"mse": "mean_squared_error", "mseloss": "mean_squared_error", "meansquarederror": "mean_squared_error", "sse": "squared_error", "l2": "squared_error", "l2loss": "squared_error", "halfmse": "half_squared_error",
		"bce": "mean_binary_cross_entropy", "bceloss": "mean_binary_cross_entropy", "binarycrossentropyloss": "mean_binary_cross_entropy",
		"ce": "cross_entropy", "logloss": "cross_entropy", "nllloss": "nll", "negativeloglikelihood": "nll", "hingeloss": "hinge", "svm": "hinge",
	}
	otherKeys = map[string][]string{
		"weight": {"kernel", "weights", "gamma"}, "weights": {"kernel"}, "filters": {"kernel"}, "filter": {"kernel"}, "w": {"kernel", "weights"}, "kernels": {"kernel"},
		"kernel": {"weights"}, "bias": {"beta"}, "biases": {"bias"}, "scale": {"gamma"}, "shift": {"beta"}, "offset": {"beta"}, "center": {"beta"}, "b": {"bias"}, "padding": {"pad"}, "strides": {"stride"},
		"kernelsize": {"size", "kernel"}, "poolsize": {"size"}, "dilations": {"dilation"}, "dilationrate": {"dilation"}, "group": {"groups"},
		"outputpadding": {"output_pad"}, "ceilmode": {"ceil"}, "countincludepad": {"count_pad"}, "negativeslope": {"slope"}, "alpha": {"slope"},
		"dataformat": {"layout"}, "lr": {"learning_rate"}, "eta": {"learning_rate"}, "learningrate": {"learning_rate"}, "weightdecay": {"weight_decay"},
		"inputs": {"input"}, "x": {"input"}, "layer": {"layers"}, "targets": {"target"}, "y": {"target"}, "label": {"target"}, "labels": {"target"},
		"type": {"op"}, "p": {"rate"}, "epsilon": {"eps"},
	}
)

func plainName(s string) string {
	return strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(s))
}

// unknownOp is the error of a kind of layer that there is not.
func unknownOp(op string) error {
	plain := plainName(op)
	if here := known(plain, layerOps, otherOps); here != "" {
		return fmt.Errorf("op %q is not known; here it is %q", brief([]byte(op)), here)
	}
	if hint := elsewhere(plain); hint != "" {
		return fmt.Errorf("op %q is not known here; %s", brief([]byte(op)), hint)
	}
	return fmt.Errorf("op %q is not known; use %s", brief([]byte(op)), either(layerOps))
}

// unknownLoss is the error of a kind of loss that there is not, nil for one that
// is known or that nothing can be said of.
func unknownLoss(op string) error {
	var ops []string
	for _, k := range cnn.LossKinds() {
		ops = append(ops, string(k.Op))
	}
	plain := plainName(op)
	if slices.Contains(ops, op) {
		return nil
	}
	if here := known(plain, ops, otherLosses); here != "" {
		return fmt.Errorf("op %q is not known; here it is %q", brief([]byte(op)), here)
	}
	if hint := elsewhere(plain); hint != "" {
		return fmt.Errorf("op %q is not known here; %s", brief([]byte(op)), hint)
	}
	return nil // which Shapes reports
}

// known is the name here of what is spelled otherwise, or called otherwise; ""
// where there is none.
func known(plain string, here []string, others map[string]string) string {
	if i := slices.IndexFunc(here, func(o string) bool { return plainName(o) == plain }); i >= 0 {
		return here[i]
	}
	return others[plain]
}

// unknownKey is the error of a key that an object does not have.
func unknownKey(key string, keys []string) error {
	for _, here := range otherKeys[plainName(key)] {
		if slices.Contains(keys, here) {
			return fmt.Errorf("key %q is not known here, where it is called %q; use %s", brief([]byte(key)), here, either(keys))
		}
	}
	hint := elsewhere(plainName(key))
	if hint != "" && key != "pad" { // which is a layer elsewhere, and a key here
		return fmt.Errorf("key %q is not known here; %s", brief([]byte(key)), hint)
	}
	return fmt.Errorf("key %q is not known here; use %s", brief([]byte(key)), either(keys))
}

// The layouts that a file can say its weights and kernels are written in. The
// first of each is that of the network.
const (
	outIn, inOut = "out_in", "in_out"
	ochw, hwco   = "OCHW", "HWCO"
)

// layout reads the layout of a kind of layer.
func (r *networkReader) layout(op string) (string, error) {
	standard, other := outIn, inOut
	if op == (cnn.Conv{}).Op() {
		standard, other = ochw, hwco
	}
	form := fmt.Sprintf("%q or %q", standard, other)
	word, err := r.word(form)
	if err == nil && word != standard && word != other {
		err = fmt.Errorf("found %q, expected %s", brief([]byte(word)), form)
	}
	return word, err
}

// relay brings what a layer has in another layout into that of the network.
func (r *networkReader) relay(f *layerFields) {
	switch {
	case f.layout == inOut && f.weights != nil:
		r.permute(f.weights, []int{1, 0})
	case f.layout == hwco && f.kernel != nil && f.kernel.Shape.Size() > 0 && f.kernelAxes == 4:
		r.permute(f.kernel, []int{3, 2, 0, 1})
	}
}

// permute puts the axes of a tensor, and what is known of its rounding, into
// another order: axis i of the result is axis order[i] of what was read.
func (r *networkReader) permute(t *cnn.Tensor, order []int) {
	from := t.Shape
	shape := make(cnn.Shape, len(from))
	for i, axis := range order {
		shape[i] = from[axis]
	}
	data, halves := make([]float64, len(t.Data)), make([]float64, len(t.Data))
	old := r.halves[t]
	index := make([]int, len(from))
	for at := range data {
		for i, k := range shape.Index(at) {
			index[order[i]] = k
		}
		was := from.Offset(index...)
		data[at] = t.Data[was]
		if old != nil {
			halves[at] = old[was]
		}
	}
	t.Shape, t.Data = shape, data
	if old != nil {
		r.halves[t] = halves
	}
}

// laidOut adds to the error of a layer in which layout the file gives it, and that
// the channels of the input may be examples. What cannot be the cause it takes away.
func (r *networkReader) laidOut(n *cnn.Network, err *cnn.LayerError) {
	if r.notHWCO[err.Layer] {
		err.Err = errors.New(strings.ReplaceAll(err.Err.Error(), cnn.HWCOHint, ""))
	}
	if layout := r.layouts[err.Layer]; layout != "" {
		found := strings.NewReplacer(cnn.InOutHint, "", cnn.HWCOHint, "").Replace(err.Err.Error())
		err.Err = fmt.Errorf("%s (read with \"layout\": %q, as the file says)", found, layout)
	}
	if in := n.Input.Shape; err.Layer == 0 && n.Batch == 0 && len(in) > 1 && strings.HasPrefix(err.Err.Error(), "the kernel reads 1 channel,") {
		err.Err = fmt.Errorf(`%w, or where these are %d examples of one channel each, give them as "batch": [{"input": …}, …]`, err.Err, in[0])
	}
}
