package format

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
)

// defaultMargin is that of a hinge loss that says nothing of it.
const defaultMargin = 1

// A class is a target that is one number, as it is written.
type class struct {
	number float64
	text   string
}

// loss reads the object after "loss". Without a target it is a batch's.
func (r *networkReader) loss() (*cnn.Loss, error) {
	if err := r.expect(jsonObject, `an object {"op": …, "target": …}`); err != nil {
		return nil, err
	}
	loss := &cnn.Loss{}
	var op, margin bool
	err := r.object([]string{"op", "target", "reduction", "margin"}, func(key string) (err error) {
		switch key {
		case "op":
			var word string
			word, err = r.word("the kind of the loss in double quotes")
			loss.Op, op = cnn.LossOp(word), true
			if err == nil {
				if err = unknownLoss(word); err != nil {
					return err
				}
			}
		case "target":
			loss.Target, err = r.target()
		case "reduction":
			var word string
			word, err = r.word(`"mean" or "sum"`)
			loss.Reduction = cnn.Reduction(word)
			if err == nil && loss.Reduction != cnn.MeanOfBatch && loss.Reduction != cnn.SumOfBatch {
				err = fmt.Errorf("%q is not known; use \"mean\" or \"sum\"", brief([]byte(word)))
			}
		case "margin":
			loss.Margin, err = r.decimal()
			margin = true
		}
		return within(key, err)
	})
	switch {
	case err != nil:
		return nil, err
	case !op:
		return nil, missing("op", `the kind of the loss, such as "squared_error"`)
	case margin && loss.Op != cnn.Hinge:
		return nil, fmt.Errorf("margin: only the loss \"hinge\" has one, and this is %q; leave it out", string(loss.Op))
	case !margin && loss.Op == cnn.Hinge:
		loss.Margin = defaultMargin
	}
	if loss.Target != nil {
		err = within("target", r.suits(loss, loss.Target))
	}
	return loss, err
}

// target reads the target of a loss: numbers, or one number that names a class,
// which stays that number until its shares can be made.
func (r *networkReader) target() (*cnn.Tensor, error) {
	if kind, err := r.kind(); err != nil || kind != jsonNumber {
		return r.tensor(outputForm, 1, 2, 3)
	}
	first := r.at
	v, err := r.number()
	if err != nil {
		return nil, err
	}
	t := cnn.Vector(v)
	if r.classes == nil {
		r.classes = map[*cnn.Tensor]class{}
	}
	r.classes[t] = class{v, brief(r.data[first:r.at])}
	return t, nil
}

// classForm is a target that names a class and can be nothing else.
const classForm = "the class as one whole number from 0, such as 2"

// targetForm is what the target of a loss may be.
func targetForm(loss *cnn.Loss) string {
	if kind, _ := loss.Kind(); kind.Target == cnn.OnlyClass {
		return classForm
	}
	return outputForm
}

// suits reports a target that is a class, or none, where the loss asks for the
// other. How many classes there are is known only when the layers are.
func (r *networkReader) suits(loss *cnn.Loss, target *cnn.Tensor) error {
	kind, known := loss.Kind()
	c, isClass := r.classes[target]
	switch takes := kind.Target; {
	case !known: // which Shapes reports
		return nil
	case !isClass && takes == cnn.OnlyClass:
		hint := ""
		if class, ok := (&cnn.Loss{Target: target}).Class(); ok {
			hint = fmt.Sprintf("; an array with a 1 at the class and 0 elsewhere, as here, is written as %d", class)
		}
		return fmt.Errorf("found an array, expected %s%s", classForm, hint)
	case !isClass:
		return nil
	case takes == cnn.AnyNumbers || takes == cnn.EachShare:
		return fmt.Errorf("found %s, expected one number for each output%s", c.text, c.asShares())
	case !c.isWhole() && takes == cnn.OnlyClass:
		return fmt.Errorf("found %s, expected %s", c.text, classForm)
	case !c.isWhole():
		return fmt.Errorf("found %s, expected the class as a whole number from 0, or one share for each class", c.text)
	}
	return nil
}

// shares is the target that a class means for a last output of a shape, and any
// other target itself.
func (r *networkReader) shares(target *cnn.Tensor, out cnn.Shape) (*cnn.Tensor, error) {
	c, isClass := r.classes[target]
	switch {
	case !isClass:
		return target, nil
	case len(out) != 1:
		return nil, fmt.Errorf("%s names a class, but the last output has shape %s; end with a vector of one number for each class", c.text, out)
	case int(c.number) >= out[0]:
		return nil, fmt.Errorf("found %s, but there %s; they count from 0, so the last is %d", c.text, areClasses(out[0]), out[0]-1)
	}
	return cnn.OneHot(int(c.number), out[0]), nil
}

func (c class) isWhole() bool {
	return c.number >= 0 && c.number < cnn.MaxElements && c.number == float64(int(c.number))
}

// asShares shows how a number is written for one output, and a small class as
// shares.
func (c class) asShares() string {
	const most = 9
	one := fmt.Sprintf("; write [%s] for one output", c.text)
	if !c.isWhole() || c.number > most {
		return one
	}
	number := int(c.number)
	shares := make([]string, max(number+1, 2))
	for i := range shares {
		shares[i] = "0"
	}
	shares[number] = "1"
	return fmt.Sprintf("%s, or [%s] for class %d of %d", one, strings.Join(shares, ", "), number, len(shares))
}

// fitEnd makes shares of a target that names a class. To a target or an upstream
// gradient that was pasted it gives the shape of the last output, where it has
// it but for axes of length 1.
func (r *networkReader) fitEnd(n *cnn.Network) error {
	open := *n
	open.Loss, open.Upstream = nil, nil
	shapes, err := open.Shapes()
	if err != nil {
		return nil // as Shapes says for the whole
	}
	out := shapes[len(shapes)-1]
	if n.Batch > 0 {
		if n.Upstream != nil {
			fitBatch(n.Upstream, n.Batch, out)
		}
		return nil
	}
	if n.Loss != nil {
		if kind, _ := n.Loss.Kind(); kind.Op != "" {
			if n.Loss.Target, err = r.shares(n.Loss.Target, out); err != nil {
				return within("loss", within("target", err))
			}
		}
	}
	if out.IsSequence() {
		if n.Loss != nil {
			r.asSequence(n.Loss.Target)
		}
		r.asSequence(n.Upstream)
	}
	for t := range r.strings {
		if n.Loss != nil && t == n.Loss.Target || t == n.Upstream {
			t.Shape = Array{Shape: t.Shape}.fitted(out).Shape
		}
	}
	return nil
}

func areClasses(n int) string {
	if n == 1 {
		return "is 1 class"
	}
	return fmt.Sprintf("are %d classes", n)
}

// loss writes the object after "loss". The targets of a batch are its examples'.
func (w *networkWriter) loss(n *cnn.Network) {
	l := n.Loss
	w.text("{\"op\": ")
	w.quoted(string(l.Op))
	switch {
	case n.Batch == 0 && !w.optionsOnly:
		w.text(", \"target\": ")
		w.target(l)
	case l.Reduction == cnn.SumOfBatch:
		w.text(", \"reduction\": \"sum\"")
	}
	if l.Op == cnn.Hinge && l.Margin != defaultMargin {
		w.text(", \"margin\": ")
		w.number("margin", l.Margin)
	}
	w.text("}")
}

// target writes a target: the class where the loss takes nothing else, or
// numbers.
func (w *networkWriter) target(l *cnn.Loss) {
	if kind, _ := l.Kind(); kind.Target != cnn.OnlyClass {
		w.example("target", l.Target)
		return
	}
	class, ok := l.Class()
	if !ok {
		w.fail(fmt.Errorf("target: the loss %s needs one class, as 1 at it and 0 elsewhere", l.Op))
	}
	w.number("target", float64(class))
}
