package format

import (
	"fmt"
	"slices"
	"strings"

	"backprop/internal/cnn"
)

// maxSteps bounds the sizes, strides and paddings of windows. A larger one
// could not meet a tensor of MaxElements.
const maxSteps = cnn.MaxElements

// The forms of the options of a window, as error messages write them.
const (
	sizeForm   = `n, [h, w] or "all"`
	strideForm = "n or [down, across]"
	padForm    = `n, [top, left, bottom, right] or "same"`
	cropForm   = "n or [top, left, bottom, right]"
	maskForm   = "0 and 1 in the shape of the layer's input, in a batch one such mask for each example"
	fromForm   = "the number of an earlier activation: 0 for the input, k for what layer k−1 makes"
	backForm   = "n or [bottom, right]"
)

// layerOps are the kinds of layers, and layerOptions the keys that a file may
// give beside "op" where a kind has any.
var (
	layerOps     = ops()
	layerOptions = map[string][]string{
		"conv":           {"kernel", "layout", "bias", "stride", "dilation", "groups", "pad"},
		"conv1d":         {"kernel", "bias", "stride", "dilation", "groups", "pad"},
		"maxpool1d":      {"size", "stride", "pad", "ceil"},
		"avgpool1d":      {"size", "stride", "pad", "ceil", "count_pad"},
		"conv_transpose": {"kernel", "bias", "stride", "pad", "output_pad"},
		"maxpool":        {"size", "stride", "pad", "ceil"},
		"avgpool":        {"size", "stride", "pad", "ceil", "count_pad"},
		"leaky_relu":     {"slope"},
		"elu":            {"alpha"},
		"batchnorm":      {"gamma", "beta", "eps"},
		"flatten":        {"order"},
		"dense":          {"weights", "layout", "bias"},
		"dropout":        {"mask", "rate"},
		"add":            {"from"},
	}
)

func ops() []string {
	var ops []string
	for _, k := range cnn.Kinds() {
		ops = append(ops, k.Layer.Op())
	}
	return ops
}

// opForm is what the key "op" of a layer may be.
var opForm = "the kind of the layer: " + either(layerOps)

// layers reads the array after "layers".
func (r *networkReader) layers() ([]cnn.Layer, error) {
	if err := r.expect(jsonArray, layersForm); err != nil {
		return nil, within("layers", err)
	}
	layers := []cnn.Layer{}
	_, err := r.array(func(i int) error {
		if i == cnn.MaxLayers {
			return fmt.Errorf("layers: found more than %d; make the network shorter", cnn.MaxLayers)
		}
		layer, err := r.layer(i)
		layers = append(layers, layer)
		return err
	})
	return layers, err
}

// layer reads the layer number i. Its kind is looked up first, so that its
// keys may stand in any order and its errors can name it.
func (r *networkReader) layer(i int) (cnn.Layer, error) {
	place := fmt.Sprintf("layer %d", i)
	if err := r.expect(jsonObject, layerForm); err != nil {
		return nil, within(place, err)
	}
	op, err := r.layerOp()
	if err != nil {
		return nil, within(place, err)
	}
	f := layerFields{op: op}
	err = r.object(append([]string{"op"}, layerOptions[op]...), func(key string) error {
		f.keys = append(f.keys, key)
		return within(key, r.layerField(&f, op, key))
	})
	if err != nil {
		return nil, layerError(i, op, err)
	}
	if f.layout != "" {
		if r.layouts == nil {
			r.layouts = map[int]string{}
		}
		r.layouts[i] = f.layout
		r.relay(&f)
	}
	layer, err := f.layer(op)
	if err != nil {
		return nil, layerError(i, op, err)
	}
	if op == (cnn.Conv{}).Op() && !f.canBeHWCO() {
		if r.notHWCO == nil {
			r.notHWCO = map[int]bool{}
		}
		r.notHWCO[i] = true
	}
	return layer, nil
}

// layerError names the layer, unless the error has a line.
func layerError(i int, op string, err error) error {
	if _, ok := err.(*syntaxError); ok {
		return err
	}
	return &cnn.LayerError{Layer: i, Op: op, Err: err}
}

// layerOp is the kind of the layer whose object comes next, which stays
// unread.
func (r *networkReader) layerOp() (string, error) {
	ahead := strictReader{data: r.data, at: r.at + 1}
	for first := true; ; first = false {
		more, err := ahead.next(first, '}')
		if err != nil {
			return "", err
		}
		if !more {
			return "", missing("op", opForm)
		}
		key, err := ahead.key()
		if err != nil {
			return "", err
		}
		if key != "op" {
			if err := ahead.skip(1); err != nil {
				return "", err
			}
			continue
		}
		if err := ahead.expect(jsonString, opForm); err != nil {
			return "", within(key, err)
		}
		op, err := ahead.text()
		if err == nil && !slices.Contains(layerOps, op) {
			err = unknownOp(op)
		}
		return op, err
	}
}

// layerFields is what a layer's object holds; nil is what it leaves out.
type layerFields struct {
	op                    string
	kernel, weights, bias *cnn.Tensor
	lone                  string // a bias that is a number, as it is written
	size, stride          *cnn.Steps
	back                  cnn.Steps // output_pad
	all                   bool      // of size "all"
	pad                   cnn.Padding
	ceil                  bool
	countPad              *bool
	same                  bool // of pad "same"
	layout                string
	kernelAxes            int // as the file has them
	dilation              *cnn.Steps
	groups                int
	slope, alpha, eps     *float64
	gamma, beta           *cnn.Tensor
	order                 *cnn.Order
	mask                  *cnn.Tensor
	rate                  float64
	from                  *int
	keys                  []string // that the object has
}

// layerField reads the value of a key of a layer of the kind op.
func (r *networkReader) layerField(f *layerFields, op, key string) (err error) {
	switch key {
	case "op":
		_, err = r.word("") // as layerOp has found it
	case "kernel":
		axes := []int{2, 4}
		if isAlong(op) {
			axes = []int{1, 3}
		}
		f.kernel, err = r.tensor(kernelFormOf(op), axes...)
		f.kernelAxes = r.axes
	case "layout":
		f.layout, err = r.layout(op)
	case "weights":
		f.weights, err = r.tensor(weightsForm, 2)
	case "bias":
		f.bias, f.lone, err = r.bias()
	case "size":
		f.size, f.all, err = r.size(isAlong(op))
	case "stride":
		f.stride, err = r.steps(strideForm, isAlong(op))
	case "pad":
		f.pad, f.same, err = r.padding(op)
	case "dilation":
		f.dilation, err = r.steps(strideForm, isAlong(op))
	case "groups":
		f.groups, err = r.whole(1, maxSteps)
	case "output_pad":
		f.back, err = r.outputPad()
	case "ceil":
		f.ceil, err = r.flag()
	case "count_pad":
		var count bool
		count, err = r.flag()
		f.countPad = &count
	case "slope":
		var slope float64
		slope, err = r.decimal()
		f.slope = &slope
	case "alpha":
		var alpha float64
		alpha, err = r.decimal()
		f.alpha = &alpha
	case "eps":
		var eps float64
		if eps, err = r.decimal(); err == nil && eps < 0 {
			err = fmt.Errorf("found %v, expected a number from 0, such as 1e-5", eps)
		}
		f.eps = &eps
	case "gamma":
		f.gamma, err = r.tensor(channelForm, 1)
	case "beta":
		f.beta, err = r.tensor(channelForm, 1)
	case "mask":
		f.mask, err = r.tensor(maskForm, 1, 2, 3, maxAxes)
		err = notTrueOrFalse(err)
	case "rate":
		f.rate, err = r.decimal()
	case "from":
		var from int
		from, err = r.whole(0, cnn.MaxLayers)
		f.from = &from
	case "order":
		var word string
		word, err = r.word(`"CHW", "HWC" or "CWH"`)
		order := cnn.Order(word)
		f.order = &order
	}
	return err
}

// notTrueOrFalse says how a mask of true and false is written.
func notTrueOrFalse(err error) error {
	if err == nil || !strings.Contains(strings.ToLower(err.Error()), "true") && !strings.Contains(strings.ToLower(err.Error()), "false") {
		return err
	}
	found, _, _ := strings.Cut(err.Error(), ", expected ")
	return fmt.Errorf("%s, expected 1 for each number that is kept, which is true, and 0 for each that is dropped, which is false", found)
}

// layer makes the layer, with defaults for what is left out.
func (f *layerFields) layer(op string) (cnn.Layer, error) {
	switch op {
	case "conv":
		if f.kernel == nil {
			return nil, missing("kernel", kernelForm)
		}
		bias, err := f.biases(f.kernel.Shape[0], "the kernel makes", "map")
		return f.conv(bias), err
	case "conv1d":
		if f.kernel == nil {
			return nil, missing("kernel", kernelFormOf(op))
		}
		if k := f.kernel.Shape; len(k) == 1 {
			f.kernel.Shape = cnn.Shape{1, 1, k[0]}
		}
		bias, err := f.biases(f.kernel.Shape[0], "the kernel makes", "channel")
		return cnn.Conv1d{Conv: f.conv(bias)}, err
	case "conv_transpose":
		if f.kernel == nil {
			return nil, missing("kernel", kernelFormOf(op))
		}
		bias, err := f.biases(f.kernel.Shape[1], "the kernel makes", "map")
		return cnn.ConvTranspose{Kernel: f.kernel, Bias: bias, Stride: orElse(f.stride, cnn.Steps{Down: 1, Across: 1}), Pad: f.pad, Back: f.back}, err
	case "dense":
		if f.weights == nil {
			return nil, missing("weights", weightsForm)
		}
		bias, err := f.biases(f.weights.Shape[0], "the weights have", "row")
		return cnn.Dense{Weights: f.weights, Bias: bias}, err
	case "maxpool", "maxpool1d", "avgpool", "avgpool1d":
		window, err := f.window(op)
		mean := cnn.AvgPool{Window: window, NoPad: !orElse(f.countPad, true)}
		switch op {
		case "maxpool":
			return cnn.MaxPool{Window: window}, err
		case "maxpool1d":
			return cnn.MaxPool1d{MaxPool: cnn.MaxPool{Window: window}}, err
		case "avgpool1d":
			return cnn.AvgPool1d{AvgPool: mean}, err
		}
		return mean, err
	case "leaky_relu":
		return cnn.LeakyReLU{Leak: orElse(f.slope, 0.01)}, nil
	case "elu":
		return cnn.ELU{Alpha: orElse(f.alpha, 1)}, nil
	case "batchnorm":
		return cnn.BatchNorm{Gamma: f.gamma, Beta: f.beta, Eps: orElse(f.eps, defaultEps)}, nil
	case "dropout":
		if f.mask == nil {
			return nil, missing("mask", maskForm)
		}
		return cnn.Dropout{Mask: f.mask, Rate: f.rate}, nil
	case "add":
		if f.from == nil {
			return nil, missing("from", fromForm)
		}
		return cnn.Add{From: *f.from}, nil
	case "flatten":
		return cnn.Flatten{Order: orElse(f.order, cnn.CHW)}, nil
	}
	k, _ := cnn.KindOf(op)
	if k.Options {
		panic("format: layer.go does not make a layer of the kind " + op)
	}
	return k.Layer, nil
}

// conv is a convolution with the options of the object.
func (f *layerFields) conv(bias *cnn.Tensor) cnn.Conv {
	conv := cnn.Conv{Kernel: f.kernel, Bias: bias, Stride: orElse(f.stride, cnn.Steps{Down: 1, Across: 1}), Pad: f.pad, Same: f.same}
	if f.groups > 1 {
		conv.Groups = f.groups
	}
	if f.dilation != nil && *f.dilation != (cnn.Steps{Down: 1, Across: 1}) {
		conv.Dilation = *f.dilation
	}
	return conv
}

// kernelFormOf is what the kernel of a kind of layer may be.
func kernelFormOf(op string) string {
	switch {
	case op == "conv_transpose":
		return transposeForm
	case isAlong(op):
		return alongForm
	}
	return kernelForm
}

// window is the window of a pooling layer.
func (f *layerFields) window(op string) (cnn.Window, error) {
	if !f.all {
		if f.size == nil {
			return cnn.Window{}, missing("size", formAlong(sizeForm, isAlong(op)))
		}
		return cnn.Window{Size: *f.size, Stride: orElse(f.stride, *f.size), Pad: f.pad, Same: f.same, Ceil: f.ceil}, nil
	}
	for _, key := range []string{"stride", "pad", "ceil"} {
		if slices.Contains(f.keys, key) {
			return cnn.Window{}, fmt.Errorf("found %q beside the size \"all\", which is one window over everything; remove %[1]q, or give the size in numbers", key)
		}
	}
	return cnn.Window{All: true}, nil
}

// bias reads the key. A bias is a vector for one output as well: a number alone is
// kept as it is written, until it is known how many there must be.
func (r *networkReader) bias() (bias *cnn.Tensor, lone string, err error) {
	kind, err := r.kind()
	switch {
	case err != nil:
		return nil, "", err
	case kind == jsonNumber:
		text, err := r.numeral()
		return nil, string(text), err
	case kind == jsonFalse || kind == jsonTrue || kind == jsonNull:
		return nil, "", fmt.Errorf("found %s, expected %s; without a bias leave the key out", kind, biasForm)
	}
	bias, err = r.tensor(biasForm, 1)
	return bias, "", err
}

// mostCopies is how many copies of a number an error writes out.
const mostCopies = 6

// biases is the layer's bias, zeros where the file has none. owner and part
// say in an error why it must have n numbers.
func (f *layerFields) biases(n int, owner, part string) (*cnn.Tensor, error) {
	switch {
	case f.lone != "" && n <= mostCopies:
		return nil, fmt.Errorf("bias: found a number, expected %s; write [%s]%s", biasForm, strings.Join(slices.Repeat([]string{f.lone}, n), ", "), map[bool]string{true: " for one output"}[n == 1])
	case f.lone != "":
		return nil, fmt.Errorf("bias: found a number, expected %s; write it %d times in brackets, as %s %s", biasForm, n, owner, counted(n, part))
	case f.bias == nil:
		return cnn.NewTensor(n), nil
	}
	if found := f.bias.Shape[0]; found != n {
		return nil, fmt.Errorf("bias: found %s, but %s %s; give one number for each %s%s", counted(found, "number"), owner, counted(n, part), part, f.otherLayout(found))
	}
	return f.bias, nil
}

// otherLayout says with which layout a bias of n numbers would fit, if it is
// none that the file says already.
func (f *layerFields) otherLayout(n int) string {
	switch {
	case f.layout != "":
		return fmt.Sprintf(" (read with \"layout\": %q, as the file says)", f.layout)
	case f.weights != nil && f.weights.Shape[1] == n:
		return cnn.InOutHint
	case f.kernel != nil && f.op == (cnn.Conv{}).Op() && f.canBeHWCO():
		return cnn.HWCOHint
	}
	return ""
}

// canBeHWCO reports whether the kernel, which was read as [O][C][kh][kw], can be
// one [kh][kw][C][O]: it has these axes, and a number of the bias for each of its
// kernels.
func (f *layerFields) canBeHWCO() bool {
	return f.kernelAxes == 4 && (f.bias == nil || f.bias.Shape[0] == f.kernel.Shape[3])
}

// orElse is what a pointer points to, or a default.
func orElse[T any](p *T, otherwise T) T {
	if p == nil {
		return otherwise
	}
	return *p
}
