package randomnet

import (
	"fmt"
	"slices"

	"backprop/internal/cnn"
)

// Features lists what a network is made of, to see that nothing is missed.
func Features(n *cnn.Network) []string {
	var all []string
	add := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	window := func(op string, w cnn.Window) {
		if w.All {
			add("%s all", op)
			return
		}
		if w.Stride != w.Size {
			add("%s stride is not size", op)
		}
		if w.Stride.Down > w.Size.Down {
			add("%s stride above size", op)
		}
		if w.Pad != (cnn.Padding{}) {
			add("%s pad", op)
		}
		if w.Ceil {
			add("%s ceil", op)
		}
		if w.Same {
			add("%s same", op)
		}
	}
	if n.WeightDecay != 0 {
		add("weight decay")
	}
	axes := len(n.Input.Shape)
	if n.Batch > 0 {
		axes--
		add("batch")
	}
	if n.Batch > 0 && n.Loss != nil {
		add("batch's %s", n.Loss.Reduction)
	}
	add("input of %d axes", axes)
	for _, layer := range n.Layers {
		add("%s", layer.Op())
		switch l := layer.(type) {
		case cnn.Conv1d:
			window("conv1d", l.Window())
		case cnn.MaxPool1d:
			window("maxpool1d", l.Window)
		case cnn.AvgPool1d:
			window("avgpool1d", l.Window)
		case cnn.Conv:
			window("conv", l.Window())
			if l.Kernel.Shape[0] > 1 && l.Kernel.Shape[1] > 1 {
				add("conv of several channels and kernels")
			}
			if l.Dilation != (cnn.Steps{}) {
				add("conv dilation")
			}
			if l.Parts() > 1 {
				add("conv groups")
			}
		case cnn.ConvTranspose:
			window("conv_transpose", l.Window())
			if l.Back != (cnn.Steps{}) {
				add("conv_transpose output pad")
			}
		case cnn.MaxPool:
			window("maxpool", l.Window)
		case cnn.AvgPool:
			window("avgpool", l.Window)
			if l.NoPad && l.Pad != (cnn.Padding{}) {
				add("avgpool without its pad")
			}
		case cnn.BatchNorm:
			if n.Batch > 0 {
				add("batchnorm of a batch")
			}
		case cnn.Dropout:
			if l.Rate > 0 {
				add("dropout with a rate")
			}
		case cnn.Flatten:
			add("flatten %s", l.Order)
		}
	}
	switch {
	case n.Loss != nil:
		add("%s", n.Loss.Op)
	case n.Upstream != nil:
		add("upstream")
	default:
		add("forward only")
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// WantFeatures are what a sample of random networks must contain, often: every
// kind of layer and of loss, and what they can be told.
// A conv has no ceil: its partial windows are left over.
var WantFeatures = append(kinds(),
	"input of 1 axes", "input of 2 axes", "input of 3 axes",
	"conv stride is not size", "conv stride above size", "conv pad", "conv same", "conv dilation", "conv groups", "conv of several channels and kernels",
	"conv1d stride is not size", "conv1d pad", "maxpool1d pad", "avgpool1d pad",
	"conv_transpose stride is not size", "conv_transpose pad", "conv_transpose output pad",
	"maxpool stride is not size", "maxpool stride above size", "maxpool pad", "maxpool same", "maxpool ceil", "maxpool all",
	"avgpool stride is not size", "avgpool stride above size", "avgpool pad", "avgpool same", "avgpool ceil", "avgpool all", "avgpool without its pad",
	"dropout with a rate", "flatten CHW", "flatten HWC", "flatten CWH", "upstream", "forward only",
	"weight decay", "batchnorm of a batch", "batch", "batch's mean", "batch's sum",
)

// kinds are the names of all layers and losses.
func kinds() (ops []string) {
	for _, k := range cnn.Kinds() {
		ops = append(ops, k.Layer.Op())
	}
	for _, k := range cnn.LossKinds() {
		ops = append(ops, string(k.Op))
	}
	return ops
}

// Describe writes a network's layers and options in one line.
func Describe(n *cnn.Network) string {
	s := fmt.Sprintf("input %s", n.Input.Shape)
	if n.Batch > 0 {
		s = "batch of " + s
	}
	for _, layer := range n.Layers {
		switch l := layer.(type) {
		case cnn.Conv:
			s += fmt.Sprintf(" → conv %s stride %v pad %v same %v dilation %v groups %d", l.Kernel.Shape, l.Stride, l.Pad, l.Same, l.Dilation, l.Groups)
		case cnn.Conv1d:
			s += fmt.Sprintf(" → conv1d %s stride %d pad [%d %d] same %v dilation %d groups %d", l.Kernel.Shape, l.Stride.Across, l.Pad.Left, l.Pad.Right, l.Same, l.Dilation.Across, l.Groups)
		case cnn.ConvTranspose:
			s += fmt.Sprintf(" → conv_transpose %s stride %v pad %v output pad %v", l.Kernel.Shape, l.Stride, l.Pad, l.Back)
		case cnn.Dense:
			s += fmt.Sprintf(" → dense %s", l.Weights.Shape)
		case cnn.BatchNorm:
			s += fmt.Sprintf(" → batchnorm eps %v", l.Eps)
		case cnn.Dropout:
			s += fmt.Sprintf(" → dropout rate %v", l.Rate)
		default:
			s += fmt.Sprintf(" → %s %+v", layer.Op(), layer)
		}
	}
	if n.Loss != nil {
		s += " → " + string(n.Loss.Op)
	}
	return s
}
