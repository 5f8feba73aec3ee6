package format

import (
	"fmt"

	"backprop/internal/cnn"
)

// An example is one of a batch, as the file gives it.
type example struct{ input, target *cnn.Tensor }

// batch reads the array after "batch".
func (r *networkReader) batch() ([]example, error) {
	if err := r.expect(jsonArray, batchForm); err != nil {
		return nil, err
	}
	batch := []example{}
	_, err := r.array(func(i int) error {
		if i == cnn.MaxBatch {
			return fmt.Errorf("found more than %d examples; make the batch smaller", cnn.MaxBatch)
		}
		e, err := r.example()
		batch = append(batch, e)
		return within(fmt.Sprintf("example %d", i), err)
	})
	if err == nil && len(batch) == 0 {
		err = fmt.Errorf("found no example; give 1 to %d", cnn.MaxBatch)
	}
	return batch, err
}

func (r *networkReader) example() (e example, err error) {
	if err := r.expect(jsonObject, `an example as an object {"input": …, "target": …}`); err != nil {
		return e, err
	}
	err = r.object([]string{"input", "target"}, func(key string) (err error) {
		switch key {
		case "input":
			e.input, err = r.tensor(inputForm, 1, 2, 3)
		case "target":
			e.target, err = r.target()
		}
		return within(key, err)
	})
	if err == nil && e.input == nil {
		err = missing("input", inputForm)
	}
	return e, err
}

// stack lays the examples one behind the other, as the network holds them.
func (r *networkReader) stack(n *cnn.Network, batch []example) error {
	if n.Loss != nil && n.Loss.Target != nil {
		return fmt.Errorf("loss: a target stands here beside a batch; give each example its own, as in \"batch\": [{\"input\": …, \"target\": …}], and leave this one out")
	}
	if n.Loss != nil && n.Loss.Reduction == "" {
		n.Loss.Reduction = cnn.MeanOfBatch
	}
	inputs, targets := []*cnn.Tensor{}, []*cnn.Tensor{}
	for i, e := range batch {
		switch {
		case !e.input.Shape.Equal(batch[0].input.Shape):
			return fmt.Errorf("batch: example %d: the input has shape %s, that of example 0 has %s; give all examples the same shape", i, e.input.Shape, batch[0].input.Shape)
		case e.target == nil && n.Loss != nil:
			return within("batch", within(fmt.Sprintf("example %d", i), missing("target", targetForm(n.Loss))))
		case n.Loss != nil && r.suits(n.Loss, e.target) != nil:
			return within("batch", within(fmt.Sprintf("example %d", i), within("target", r.suits(n.Loss, e.target))))
		case e.target != nil && n.Loss == nil:
			return fmt.Errorf("batch: example %d: there is a target, but the network has no loss that compares it with the output; leave it out, or add a loss", i)
		}
		inputs, targets = append(inputs, e.input), append(targets, e.target)
	}
	n.Batch = len(batch)
	n.Input = r.stacked(inputs)
	if n.Loss == nil {
		return nil
	}
	fitLayers(n)
	open := *n
	open.Loss, open.Upstream = nil, nil
	if shapes, err := open.Shapes(); err == nil { // what does not fit is told later
		out := shapes[len(shapes)-1]
		for i := range targets {
			if targets[i], err = r.shares(targets[i], out); err != nil {
				return within("batch", within(fmt.Sprintf("example %d", i), within("target", err)))
			}
			t := targets[i]
			if out.IsSequence() {
				r.asSequence(t)
			}
			if r.strings[t] {
				t.Shape = Array{Shape: t.Shape}.fitted(out).Shape
			}
			if !t.Shape.Equal(out) {
				return fmt.Errorf("batch: example %d: the target has shape %s, but the last output has %s; give one number for each output", i, t.Shape, out)
			}
		}
	}
	for i, t := range targets {
		if !t.Shape.Equal(targets[0].Shape) {
			return fmt.Errorf("batch: example %d: the target has shape %s, that of example 0 has %s; give all examples the same shape", i, t.Shape, targets[0].Shape)
		}
	}
	n.Loss.Target = r.stacked(targets)
	return nil
}

// stacked is one tensor of several of the same shape, with what each of their
// numbers can be the rounded print of.
func (r *networkReader) stacked(parts []*cnn.Tensor) *cnn.Tensor {
	all := &cnn.Tensor{Shape: append(cnn.Shape{len(parts)}, parts[0].Shape...)}
	halves, rounded := []float64{}, false
	for _, part := range parts {
		all.Data = append(all.Data, part.Data...)
		own := r.halves[part]
		rounded = rounded || own != nil
		if own == nil {
			own = make([]float64, len(part.Data))
		}
		halves = append(halves, own...)
		delete(r.halves, part)
	}
	if rounded {
		r.openBy(all, halves)
	}
	return all
}

// fitBatch gives an upstream gradient the axes of the last outputs of a batch,
// where it has them but for axes of length 1: one map for each example may be
// [N][H][W].
func fitBatch(t *cnn.Tensor, examples int, out cnn.Shape) {
	all, plain := append(cnn.Shape{examples}, out...), append(cnn.Shape{examples}, out.Plain()...)
	if own := withoutOnes(t.Shape); own.Equal(withoutOnes(all)) || own.Equal(withoutOnes(plain)) {
		t.Shape = all
	}
	for len(t.Shape) > len(all) && t.Shape[0] == 1 {
		t.Shape = t.Shape[1:] // as tensor filled it up
	}
}

// batch writes the examples of a batch, one a line.
func (w *networkWriter) batch(n *cnn.Network) {
	w.text("\n\"batch\": [")
	for i := range n.Batch {
		if i > 0 {
			w.text(",")
		}
		one := n.Example(i)
		w.text("\n{\"input\": ")
		w.example("input", one.Input)
		if one.Loss != nil {
			w.text(", \"target\": ")
			w.target(one.Loss)
		}
		w.text("}")
	}
	w.text("\n]")
}
