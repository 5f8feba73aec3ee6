package format

import (
	"fmt"
	"slices"
	"strings"

	"backprop/internal/cnn"
)

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
		panic("format: layermake.go does not make a layer of the kind " + op)
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

// mostCopies is how many copies of a number an error writes out.
const mostCopies = 6

// biases is the layer's bias, zeros where the file has none. owner and part
// say in an error why it must have n numbers.
func (f *layerFields) biases(n int, owner, part string) (*cnn.Tensor, error) {
	switch {
	case f.lone != "" && n == 1:
		return nil, fmt.Errorf("bias: found a number, expected %s; write [%s] for one output", biasForm, f.lone)
	case f.lone != "" && n <= mostCopies:
		return nil, fmt.Errorf("bias: found a number, expected %s; write [%s]", biasForm, strings.Join(slices.Repeat([]string{f.lone}, n), ", "))
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

// orElse is what a pointer points to, or a default.
func orElse[T any](p *T, otherwise T) T {
	if p == nil {
		return otherwise
	}
	return *p
}

// canBeHWCO reports whether the kernel, which was read as [O][C][kh][kw], can be
// one [kh][kw][C][O]: it has these axes, and a number of the bias for each of its
// kernels.
func (f *layerFields) canBeHWCO() bool {
	return f.kernelAxes == 4 && (f.bias == nil || f.bias.Shape[0] == f.kernel.Shape[3])
}
