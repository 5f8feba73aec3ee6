package certify

import (
	"errors"
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
	"backprop/internal/witness"
)

// A world is one network in 100 digits: what its signs stand for.
type world struct {
	network *cnn.Network
	exact   *witness.Pass
	float   *cnn.Pass // for signs, shapes and links only
	signs   map[cnn.Sign]cnn.Place
}

// ErrBeyond is of a network whose numbers the decimals of package witness do
// not reach, such as e^10¹⁸.
var ErrBeyond = errors.New("the network cannot be computed in decimals")

// newWorld computes a network, or says why it cannot be judged.
func newWorld(n *cnn.Network) (w *world, err error) {
	float, err := cnn.Run(n)
	if err != nil {
		return nil, err
	}
	defer func() {
		if r := recover(); r != nil { // a power of e out of range
			w, err = nil, fmt.Errorf("%w: %v", ErrBeyond, r)
		}
	}()
	exact := witness.Run(n)
	w = &world{network: n, exact: exact, float: float, signs: map[cnn.Sign]cnn.Place{}}
	for _, place := range w.places() {
		if q, err := float.Quantity(place); err == nil {
			w.signs[q.Sign] = place
		}
	}
	return w, nil
}

// places are all tensors that the pass knows, with those that stand in the
// network.
func (w *world) places() []cnn.Place {
	places := w.float.Places()
	for i, layer := range w.network.Layers {
		for _, p := range cnn.ParametersOf(layer) {
			places = append(places, cnn.ValuePlace(i, p.Name))
		}
		places = append(places, w.float.Statistics(i)...)
	}
	if w.network.Loss != nil {
		places = append(places, cnn.TargetPlace)
	}
	return places
}

// element is one number of the pass, by its place and its index.
func (w *world) element(place cnn.Place, index []int) (witness.Decimal, error) {
	values := w.exact.At(place)
	q, err := w.float.Quantity(place)
	if err != nil || len(values) == 0 || len(values) != len(q.Data) {
		return witness.Decimal{}, fmt.Errorf("the 100-digit network has no %s", place)
	}
	at, ok := offset(q, index)
	if !ok {
		return witness.Decimal{}, fmt.Errorf("%s has the shape %s and no element %v", place, q.Shape, index)
	}
	return values[at], nil
}

// offset finds an index into a tensor's own shape or its plain one.
func offset(q cnn.Quantity, index []int) (int, bool) {
	if len(index) == 0 {
		return 0, len(q.Data) == 1
	}
	for _, shape := range []cnn.Shape{q.Plain(), q.Shape} {
		if len(shape) != len(index) {
			continue
		}
		for axis, i := range index {
			if i < 0 || i >= shape[axis] {
				return 0, false
			}
		}
		return shape.Offset(index...), true
	}
	return 0, false
}

// symbol is environment.
func (w *world) symbol(sign cnn.Sign, index []int) (witness.Decimal, bool) {
	place, ok := w.signs[sign]
	if !ok {
		return witness.Decimal{}, false
	}
	v, err := w.element(place, index)
	return v, err == nil
}

// part is a tensor by its sign, or what is left of it behind the first few
// indices, where that has the shape.
func (w *world) part(sign cnn.Sign, index []int, shape cnn.Shape) []witness.Decimal {
	place, ok := w.signs[sign]
	if !ok {
		return nil
	}
	q, err := w.float.Quantity(place)
	if err != nil {
		return nil
	}
	for _, whole := range []cnn.Shape{q.Shape, q.Plain()} {
		if len(index) > len(whole) || !whole[len(index):].Plain().Equal(shape.Plain()) {
			continue
		}
		first := 0
		for axis, i := range index {
			if i < 0 || i >= whole[axis] {
				return nil
			}
			first = first*whole[axis] + i
		}
		size := whole[len(index):].Size()
		return w.exact.At(place)[first*size : (first+1)*size]
	}
	return nil
}

// rate is environment.
func (w *world) decay() (witness.Decimal, bool) { return witness.New(w.network.WeightDecay), true }

func (w *world) rate() (witness.Decimal, bool) { return witness.New(w.network.LearningRate), true }

// name writes an element as the book does.
func (w *world) name(place cnn.Place, at int) string {
	q, err := w.float.Quantity(place)
	if err != nil {
		return place.String()
	}
	return notebook.TeX(q.Sign, q.Label(at)...)
}
