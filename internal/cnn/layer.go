package cnn

import "iter"

// A Link joins one element of a layer's output to one element of its input.
type Link struct {
	Out   int     // the output element, by its place in row-major order
	In    int     // the input element that it reads, or One
	Param int     // the parameter that joins them, or None
	Slope float64 // ∂out/∂in: the parameter's value, or the layer's coefficient
}

const (
	// One stands for the constant 1 in place of an input element: a bias is
	// a weight that reads it.
	One = -1
	// None says that no parameter joins the two ends of a link.
	None = -1
)

// A Layer is an immutable value: what it computes lives in a Pass.
type Layer interface {
	// Op is the layer's kind as network files spell it, such as "conv".
	Op() string

	// OutputShape is the shape that the layer makes of an input, or an error
	// that says what does not fit and how to mend it.
	OutputShape(in Shape) (Shape, error)

	// Links lists who reads whom, in ascending order of the output element
	// and, for each of these, in the order in which the terms are added. The
	// parameters of a layer are numbered through, in the order of its Parameters.
	// Links must not be called with a shape that OutputShape refuses.
	//
	// The slope of a link without a parameter is yielded where it depends on
	// nothing but the shapes; a Nonlinear layer sets it with every pass.
	Links(in Shape) iter.Seq[Link]

	// LinkCount is the number of links, without listing them.
	LinkCount(in Shape) int64
}

// A Parametric layer has learned something.
type Parametric interface {
	Layer

	// Parameters lists what the layer has learned.
	Parameters() []Parameter

	// WithParameters is the same layer with other values of the same shapes,
	// in the order of Parameters.
	WithParameters(values []*Tensor) Layer

	// value is Parameters()[j].Value, and alike reports a layer that differs in
	// nothing but such values: a pass asks for both with every run, and makes
	// nothing for it.
	value(j int) *Tensor
	alike(other Layer) bool
}

// ParametersOf lists what a layer has learned: nil for most.
func ParametersOf(layer Layer) []Parameter {
	if p, ok := layer.(Parametric); ok {
		return p.Parameters()
	}
	return nil
}

// A Parameter is one learned tensor of a layer: "kernel" and "bias" of a
// convolution, "weights" and "bias" of a dense layer.
type Parameter struct {
	Name  string
	Value *Tensor
}

// A Nonlinear layer is one whose slopes depend on its input. A linear layer
// needs no more than its links: each output is the sum of slope times input.
type Nonlinear interface {
	Layer

	// Forward computes y from x and sets the slope of each link. The links
	// are the layer's own, in the order of Links.
	Forward(x, y []float64, links []Link)

	// Rule names the function by which an output is made of what its links
	// read, for derivations.
	Rule() Rule

	// SlopeFactors writes a link's slope as named factors of the layer's
	// input and output; the link's slope is their product.
	SlopeFactors(link Link, in, out Quantity) []Factor
}

// A Composed layer is a Nonlinear one with the rule Sum whose outputs are not
// slope times input: each is a product of factors that its options and its
// branch decide.
type Composed interface {
	Nonlinear

	// OutputFactors writes the output of a link as named factors of what the
	// layer read; the output is their product.
	OutputFactors(link Link, in Quantity) []Factor
}
