package lab

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/format"
)

// name is what errors call the network in place of a file.
const name = "your network"

// An Edit is a number that was typed into an array that the network is given.
type Edit struct {
	Place  cnn.Place `json:"place"`
	Offset int       `json:"offset"` // in row-major order
	Text   string    `json:"text"`
}

// ratePlace and decayPlace are the places of two numbers that are no arrays.
var (
	ratePlace  = cnn.OwnPlace("learning_rate")
	decayPlace = cnn.OwnPlace("weight_decay")
)

// A BadEdit is an error that one array is to blame for: the page marks that
// array, and none of the others that were changed with it.
type BadEdit struct {
	Place  cnn.Place
	Offset int // of the number; −1 where the array as a whole does not do
	Err    error
}

func (e *BadEdit) Error() string { return e.Err.Error() }

// Unwrap is what is wrong.
func (e *BadEdit) Unwrap() error { return e.Err }

// changed is a network with some numbers of its arrays replaced, as a file and
// as it is read from that. They are taken together: on the way from one target
// to another their sum may be wrong. It is a *BadEdit if the edits of one array
// fail by themselves.
func changed(network string, edits []Edit) (file string, n *cnn.Network, err error) {
	file, n, err = applied(network, edits)
	if bad := (*BadEdit)(nil); err == nil || errors.As(err, &bad) {
		return file, n, err
	}
	for _, e := range edits {
		own := slices.DeleteFunc(slices.Clone(edits), func(other Edit) bool { return other.Place != e.Place })
		if _, _, alone := applied(network, own); alone != nil {
			return "", nil, &BadEdit{e.Place, -1, alone}
		}
	}
	return "", nil, err
}

func applied(network string, edits []Edit) (file string, n *cnn.Network, err error) {
	n, err = format.ParseNetwork(name, []byte(network))
	if err != nil {
		return "", nil, err
	}
	n, arrays := copied(n)
	for _, e := range edits {
		v, err := number(e.Text)
		if err != nil {
			return "", nil, &BadEdit{e.Place, e.Offset, fmt.Errorf("%s: %w", e.Place, err)}
		}
		switch e.Place {
		case ratePlace:
			n.LearningRate = v
			continue
		case decayPlace:
			n.WeightDecay = v
			continue
		}
		t := arrays[e.Place]
		if t == nil || e.Offset < 0 || e.Offset >= len(t.Data) {
			return "", nil, fmt.Errorf("%s: there is no number %d to change", e.Place, e.Offset)
		}
		t.Data[e.Offset] = v
		if e.Place == cnn.TargetPlace && v == 1 && n.Batch == 0 {
			moveClass(n.Loss, e.Offset)
		}
	}
	text, err := format.MarshalNetwork(n)
	if err != nil {
		return "", nil, inNetwork(err)
	}
	n, err = format.ParseNetwork(name, text)
	return string(text), n, err
}

// copied is a network with arrays of its own, and these by place.
func copied(n *cnn.Network) (*cnn.Network, map[cnn.Place]*cnn.Tensor) {
	arrays := map[cnn.Place]*cnn.Tensor{}
	copyOf := func(place cnn.Place, t *cnn.Tensor) *cnn.Tensor {
		arrays[place] = t.Clone()
		return arrays[place]
	}
	values := make([][]*cnn.Tensor, len(n.Layers))
	for i, layer := range n.Layers {
		for _, p := range cnn.ParametersOf(layer) {
			values[i] = append(values[i], copyOf(cnn.ValuePlace(i, p.Name), p.Value))
		}
	}
	m := n.WithParameters(values)
	for i, layer := range m.Layers {
		if d, ok := layer.(cnn.Dropout); ok {
			d.Mask = copyOf(cnn.ValuePlace(i, maskName), d.Mask)
			m.Layers[i] = d
		}
	}
	m.Input = copyOf(cnn.ActivationPlace(0), n.Input)
	if n.Loss != nil {
		loss := *n.Loss
		loss.Target = copyOf(cnn.TargetPlace, n.Loss.Target)
		m.Loss = &loss
	}
	if n.Upstream != nil {
		m.Upstream = copyOf(cnn.GradientPlace(len(n.Layers)), n.Upstream)
	}
	return m, arrays
}

// errNaN is said of what is given; in an answer NaN is a blank.
var errNaN = errors.New("found NaN, which cannot be computed with; write a finite number in its place")

// number reads a number as people type it.
func number(text string) (float64, error) {
	n, err := written(text)
	switch {
	case err != nil:
		return 0, err
	case n.Blank && strings.EqualFold(strings.TrimSpace(text), "nan"):
		return 0, errNaN
	case n.Blank:
		return 0, errors.New("a cell is empty; write a number there")
	}
	return n.Value, nil
}

// written is a number with the digits that were typed; an empty cell is a
// blank.
func written(text string) (format.Number, error) {
	if strings.TrimSpace(text) == "" {
		return format.Number{Text: "null", Blank: true}, nil
	}
	a, err := format.ReadArray(text, cnn.Shape{})
	if err == nil && len(a.Numbers) != 1 {
		err = fmt.Errorf("found %d numbers, expected one", len(a.Numbers))
	}
	if err != nil {
		return format.Number{}, err
	}
	return a.Numbers[0], nil
}

// given are the places of the arrays that a network is given, in the order of
// the network.
func given(n *cnn.Network) []cnn.Place {
	_, arrays := copied(n)
	order := []cnn.Place{cnn.ActivationPlace(0)}
	for i, layer := range n.Layers {
		for _, p := range cnn.ParametersOf(layer) {
			order = append(order, cnn.ValuePlace(i, p.Name))
		}
		if maskOf(layer) != nil {
			order = append(order, cnn.ValuePlace(i, maskName))
		}
	}
	for _, end := range []cnn.Place{cnn.TargetPlace, cnn.GradientPlace(len(n.Layers))} {
		if slices.Contains(slices.Collect(maps.Keys(arrays)), end) {
			order = append(order, end)
		}
	}
	return order
}
