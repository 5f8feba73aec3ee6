package format

import (
	"fmt"
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
