package cnn

import (
	"fmt"
)

// A Sign is what the book writes for a tensor: a letter, with a number where
// the network has several of the kind.
type Sign struct {
	Letter   string // "X", "K", "Z", "f", …; "" for a tensor without a sign
	Number   int    // from 1; 0 where the letter stands alone
	Gradient bool   // the gradient of the loss with respect to the tensor
	Updated  bool   // the parameter after the update step
}

// A Quantity is a tensor with its sign and, where it belongs to a pass, its
// place there.
type Quantity struct {
	Sign  Sign
	Place Place // "" for a tensor that belongs to no pass
	*Tensor
	pass *Pass
	own  []Real // instead, of a quantity that belongs to none: see QuantityOf

	example int // 1 + the example whose part of a batch's array it is; 0 for a whole array
}

// Example is what example n has of the quantity: its shape is that of one example,
// while labels and derivations still say which one it is. A quantity that has no
// examples' axis, such as a parameter, is returned as it is.
func (q Quantity) Example(n int) Quantity {
	if !q.InBatch() {
		return q
	}
	q.Tensor = q.pass.Network.part(q.Tensor, n)
	q.example = 1 + n
	return q
}

// Lead is the beginning of every label of the quantity: the number of the example
// where it is one example's part of a batch's array, else nothing.
func (q Quantity) Lead() []int {
	if q.example == 0 {
		return nil
	}
	return []int{q.example - 1}
}

// first is the offset in the array of the pass at which the quantity begins.
func (q Quantity) first() int { return max(0, q.example-1) * len(q.Tensor.Data) }

// Network is the network of the pass that the quantity belongs to, as it ran;
// nil where it belongs to none.
func (q Quantity) Network() *Network {
	if q.pass == nil {
		return nil
	}
	return q.pass.Network
}

// Derive is the derivation of one element; see Pass.Derive. A quantity that
// belongs to no pass has none.
func (q Quantity) Derive(index ...int) (Derivation, error) {
	if q.pass == nil {
		return Derivation{}, fmt.Errorf("%s belongs to no pass, so it has no derivation", q.Sign.Letter)
	}
	return q.pass.Derive(q.Place, q.first()+q.Offset(index))
}

// Offset is where an element stands in row-major order, by its index. It accepts
// indices into the plain shape as well, and none for a single
// number.
func (q Quantity) Offset(index []int) int {
	if len(index) == 0 && len(q.Data) == 1 {
		return 0
	}
	if q.example > 0 && len(index) == len(q.Plain())+1 {
		index = index[1:]
	}
	if plain := q.Plain(); len(plain) == len(index) {
		return plain.Offset(index...)
	}
	return q.Tensor.Shape.Offset(index...)
}

// Plain is the quantity's shape without the axes that say nothing; see
// Shape.Plain. A reader writes and sees it in this shape.
func (q Quantity) Plain() Shape {
	plain := q.one()
	switch {
	case q.IsSequence() && plain[0] == 1:
		plain = plain[1:]
	case q.isKernel1d() && plain[0] == 1 && plain[1] == 1:
		plain = plain[2:]
	case !q.isKernel1d():
		plain = plain.Plain()
	}
	if q.InBatch() {
		return append(Shape{q.Tensor.Shape[0]}, plain...)
	}
	return plain
}

// one is the quantity's shape, in a batch that of one example.
func (q Quantity) one() Shape {
	if q.InBatch() {
		return q.Tensor.Shape[1:]
	}
	return q.Tensor.Shape
}

// IsSequence reports the input or the output of a layer, or its gradient, or a
// target, that is a sequence [C L]; in a batch each example is one.
func (q Quantity) IsSequence() bool {
	return q.one().IsSequence() && q.isActivation()
}

// IsFlat reports what lies along one axis: a sequence, or a kernel of one.
func (q Quantity) IsFlat() bool { return q.IsSequence() || q.isKernel1d() }

// isKernel1d reports the kernel [O C k] of a convolution along one axis, its
// gradient, or what it is after the update.
func (q Quantity) isKernel1d() bool {
	return q.Sign.Letter == kernelLetter && len(q.Tensor.Shape) == 3
}

// Label is the index, into the plain shape, that a reader writes behind the
// sign of an element, and nothing where there is one element only.
func (q Quantity) Label(offset int) []int {
	if len(q.Tensor.Data) == 1 && (q.example == 0 || q.pass.Network.Batch == 1) {
		return nil
	}
	return append(q.Lead(), q.Plain().Index(offset)...)
}

// At is the element at an index, into the shape or into the plain shape; none
// for a single number.
func (q Quantity) At(index ...int) float64 { return q.Tensor.Data[q.Offset(index)] }

// complement is the factor 1 − t of a slope t(1 − t), taken from the slope: it
// keeps its digits where t is next to 1.
func (q Quantity) complement(link Link) Factor {
	t := q.Data[link.Out]
	rest := 1 - t
	if t > 0.5 {
		rest = link.Slope / t
	}
	return q.factor(Complement, link.Out, rest)
}

// factor names an element of the quantity as a factor of a term.
func (q Quantity) factor(kind FactorKind, offset int, value float64) Factor {
	return Factor{Kind: kind, Sign: q.Sign, Place: q.Place, Index: q.Label(offset), Element: q.Tensor.Data[offset], Value: value}
}
