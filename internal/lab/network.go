package lab

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
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

// ratePlace is the place of the learning rate.
const ratePlace cnn.Place = "learning_rate"

// changed is a network with some numbers of its arrays replaced. They are
// taken together: on the way from one target to another their sum may be
// wrong.
func changed(network string, edits []Edit) (*cnn.Network, error) {
	n, err := format.ParseNetwork(name, []byte(network))
	if err != nil || len(edits) == 0 {
		return n, err
	}
	n, arrays := copied(n)
	for _, e := range edits {
		v, err := number(e.Text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", e.Place, err)
		}
		if e.Place == ratePlace {
			n.LearningRate = v
			continue
		}
		t := arrays[e.Place]
		if t == nil || e.Offset < 0 || e.Offset >= len(t.Data) {
			return nil, fmt.Errorf("%s: there is no number %d to change", e.Place, e.Offset)
		}
		t.Data[e.Offset] = v
	}
	file, err := format.MarshalNetwork(n)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return format.ParseNetwork(name, file)
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
		for _, p := range layer.Parameters() {
			values[i] = append(values[i], copyOf(cnn.ValuePlace(i, p.Name), p.Value))
		}
	}
	m := n.WithParameters(values)
	m.Input = copyOf(cnn.ActivationPlace(0), n.Input)
	if n.Loss != nil {
		m.Loss = &cnn.Loss{Op: n.Loss.Op, Target: copyOf(cnn.TargetPlace, n.Loss.Target)}
	}
	if n.Upstream != nil {
		m.Upstream = copyOf(cnn.GradientPlace(len(n.Layers)), n.Upstream)
	}
	return m, arrays
}

// number reads a number as people type it: .5, 1., 1e-3, −1 with a real minus,
// 3/8.
func number(text string) (float64, error) {
	plain := strings.ReplaceAll(strings.TrimSpace(text), "−", "-")
	refuse := fmt.Errorf("%q is not a number; write one like 0.5, −1, 1e-3 or 3/8", shortened(text))
	if plain == "" {
		return 0, errors.New("a cell is empty; write a number there")
	}
	if strings.ContainsAny(plain, "xXpP_nN") { // hexadecimal, NaN, Inf
		return 0, refuse
	}
	above, below, isFraction := strings.Cut(plain, "/")
	v, err := strconv.ParseFloat(strings.TrimSpace(above), 64)
	if err != nil {
		return 0, refuse
	}
	if !isFraction {
		return v, nil
	}
	d, err := strconv.ParseFloat(strings.TrimSpace(below), 64)
	if err != nil || d == 0 {
		return 0, refuse
	}
	return v / d, nil
}

// shortened is a text of somebody's that is not too long for a message.
func shortened(text string) string {
	if r := []rune(text); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return text
}

// given are the places of the arrays that a network is given, in the order of
// the network.
func given(n *cnn.Network) []cnn.Place {
	_, arrays := copied(n)
	order := []cnn.Place{cnn.ActivationPlace(0)}
	for i, layer := range n.Layers {
		for _, p := range layer.Parameters() {
			order = append(order, cnn.ValuePlace(i, p.Name))
		}
	}
	for _, end := range []cnn.Place{cnn.TargetPlace, cnn.GradientPlace(len(n.Layers))} {
		if slices.Contains(slices.Collect(maps.Keys(arrays)), end) {
			order = append(order, end)
		}
	}
	return order
}
