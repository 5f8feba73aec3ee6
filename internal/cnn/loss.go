package cnn

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// LossOp is a loss as network files spell it.
type LossOp string

// A Loss compares the last output with a target of its shape.
type Loss struct {
	Op        LossOp
	Target    *Tensor   // where a class is meant, 1 at the class and 0 elsewhere
	Reduction Reduction // of a batch; "" without one
	Margin    float64   // of hinge alone
}

// A LossKind is one kind of loss, with the words that the book has for it.
type LossKind struct {
	Op LossOp
	// Sentence says what it is.
	Sentence string
	// Formula is the loss in TeX, and Slope what it is at one output. OUT stands
	// for an output, TARGET for its target, INDEX for the index of both and COUNT
	// for their number; where there is a true class, for which TRUE stands, OWN is
	// its output, and MARGIN what is added.
	Formula, Slope string
	// After is the kind of the only layer that it can follow, as network files
	// spell it; "" for a loss of any outputs.
	After string
	// Target says what the target can be.
	Target TargetKind

	rule lossRule
}

// A TargetKind says what a target can be.
type TargetKind int

// The kinds of targets.
const (
	AnyNumbers  TargetKind = iota // a number for each output
	ClassShares                   // shares of 1, or the class
	OnlyClass                     // the class alone
	EachShare                     // a number from 0 to 1 for each output
)

// A lossRule is what a loss computes, and how it is written. A new loss is a
// file of its own, with its kind and such a rule, and a name in lossKinds.
//
// The terms are there to be shown, bounded and summed in other arithmetics;
// value and gradient may compute the same in a form that keeps more digits.
type lossRule interface {
	// value is the loss. The scores are what the last layer read.
	value(l *Loss, scores, out []float64) float64
	// gradient fills ∂L/∂out.
	gradient(l *Loss, scores, out, grad []float64)
	// terms are the products that output i adds to the loss. What a target of 0
	// leaves out is not among them.
	terms(l *Loss, e lossEnd, i int) []Term
	// slopes are the products whose sum is ∂L/∂out i.
	slopes(l *Loss, e lossEnd, i int) []Term
}

// A joinedRule is that of a loss that goes with a last layer as one step, since
// the slopes of the two come to output minus target. It is the way back where
// ∂L/∂out is more than float64 can hold.
type joinedRule interface {
	lossRule
	// scoreGradient fills ∂L/∂scores.
	scoreGradient(l *Loss, scores, out, grad []float64)
	// scoreTerms are the products whose sum is ∂L/∂ score i.
	scoreTerms(l *Loss, e lossEnd, i int) []Term
}

// A kinkedRule is that of a loss with corners.
type kinkedRule interface {
	// apart says whether two outputs lie on different sides of a corner.
	apart(l *Loss, here, there []float64) bool
}

// lossEnd is what the terms of a loss name, of one example.
type lossEnd struct {
	scores      []float64 // what the last layer read of it; nil where only letters count
	out, target Quantity  // in a batch of all examples
	first       int       // where its outputs begin in these
	count       int       // how many there are
}

// y is a number of the target as a factor.
func (e lossEnd) y(i int) Factor { return e.target.factor(Element, e.first+i, e.t(i)) }

// a is an output as a factor of a kind.
func (e lossEnd) a(kind FactorKind, i int, value float64) Factor {
	return e.out.factor(kind, e.first+i, value)
}

// t is a number of the target, o an output, and score what the last layer read,
// 0 where nobody asks for it.
func (e lossEnd) t(i int) float64 { return e.target.Tensor.Data[e.first+i] }
func (e lossEnd) o(i int) float64 { return e.out.Tensor.Data[e.first+i] }

func (e lossEnd) score(i int) float64 {
	if e.scores == nil {
		return 0
	}
	return e.scores[i]
}

// lossKinds is the one list of all losses, in the order in which messages name
// them.
var lossKinds = []LossKind{
	crossEntropyKind, nllKind, binaryCrossEntropyKind, meanBinaryCrossEntropyKind, hingeKind,
	squaredErrorKind, halfSquaredErrorKind, meanSquaredErrorKind,
}

// LossKinds lists the kinds of losses.
func LossKinds() []LossKind { return slices.Clone(lossKinds) }

// Kind is that of the loss; ok is false where there is none of its name.
func (l *Loss) Kind() (k LossKind, ok bool) {
	i := slices.IndexFunc(lossKinds, func(k LossKind) bool { return k.Op == l.Op })
	if i < 0 {
		return LossKind{}, false
	}
	return lossKinds[i], true
}

// rule is that of a loss that check has passed.
func (l *Loss) rule() lossRule {
	k, ok := l.Kind()
	if !ok {
		panic("cnn: the loss " + string(l.Op) + " is not in lossKinds")
	}
	return k.rule
}

// lossOps names all losses, for messages.
func lossOps() string {
	var names []string
	for _, k := range lossKinds {
		names = append(names, fmt.Sprintf("%q", string(k.Op)))
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// check reports a target that does not fit the last layer or its output.
func (l *Loss) check(last Layer, out Shape) error {
	kind, ok := l.Kind()
	if !ok {
		return fmt.Errorf("loss: op %q is not known; use %s", string(l.Op), lossOps())
	}
	if !l.Target.Shape.Equal(out) {
		return fmt.Errorf("loss: the target has shape %s, but the last output has %s; give one number for each output", l.Target.Shape, out)
	}
	if kind.After != "" && last.Op() != kind.After {
		return l.misplaced(kind, last.Op())
	}
	switch kind.Target {
	case ClassShares:
		return l.checkShares()
	case EachShare:
		for _, t := range l.Target.Data {
			if t < 0 || t > 1 {
				return fmt.Errorf("loss: the target holds %v; each is a share and lies between 0 and 1", t)
			}
		}
	case OnlyClass:
		if len(out) != 1 {
			return fmt.Errorf("loss: %s compares scores in a vector, but the last output has shape %s; end with a flatten or a dense layer", l.Op, out)
		}
		if l.class() < 0 {
			return fmt.Errorf("loss: the target of %s is not a class; give it as a whole number from 0 to %d", l.Op, out[0]-1)
		}
	}
	return nil
}

// misplaced reports a loss behind a layer that it cannot follow.
func (l *Loss) misplaced(kind LossKind, last string) error {
	instead := ""
	for _, other := range lossKinds {
		if other.After == last {
			instead = fmt.Sprintf(`, or use the loss %q after %s`, string(other.Op), last)
			break
		}
	}
	needs := "probabilities"
	if kind.Op == NLL {
		needs = "logarithms of probabilities"
	}
	return fmt.Errorf("loss: %s needs %s, but the last layer is %s; end with a %s%s", l.Op, needs, last, kind.After, instead)
}

// checkShares reports a target that is no share of each class.
func (l *Loss) checkShares() error {
	sum := 0.0
	for _, t := range l.Target.Data {
		if t < 0 || t > 1 {
			return fmt.Errorf("loss: the target holds %v; the share of a class lies between 0 and 1", t)
		}
		sum += t
	}
	if math.Abs(sum-1) > 1e-9 {
		return fmt.Errorf("loss: the target sums to %v; the shares of the classes must sum to 1", sum)
	}
	return nil
}

// OneHot is the target that means a class out of so many: 1 at the class and 0
// elsewhere.
func OneHot(class, classes int) *Tensor {
	t := NewTensor(classes)
	t.Data[class] = 1
	return t
}

// class is the class that a target means, −1 where it is no one-hot vector.
func (l *Loss) class() int {
	class := -1
	for i, t := range l.Target.Data {
		switch {
		case t == 1 && class < 0:
			class = i
		case t != 0:
			return -1
		}
	}
	return class
}

// Class is the class that the target means; ok is false where it is no one-hot
// vector.
func (l *Loss) Class() (class int, ok bool) {
	class = l.class()
	return class, class >= 0
}
