package lab

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/format"
)

// added is the layer that adds an activation: the one that was asked for, or
// that of the old network where the layers have moved; and where neither has the
// shape of what the layer reads, the latest that has. The shapes are those up to
// its input, and the plan that of all layers.
func (p Plan) added(i int, old cnn.Layer, shapes []cnn.Shape) (cnn.Layer, error) {
	fits := func(k int) bool { return 0 <= k && k < i && shapes[k].Equal(shapes[i]) }
	from := -1
	if text := p.Layers[i].Options["from"]; strings.TrimSpace(text) != "" {
		layer, err := format.LayerWith(p.Layers[i].Op, p.Layers[i].Options)
		if err != nil {
			return nil, err
		}
		from = layer.(cnn.Add).From
	}
	if was, ok := old.(cnn.Add); ok && was.From == from {
		from = p.now(from)
	}
	for k := i - 1; k >= 0 && !fits(from); k-- {
		from = k
	}
	if !fits(from) {
		return nil, fmt.Errorf("no earlier array has the shape %s of what this layer reads; an add layer takes two of one shape", shapes[i])
	}
	return cnn.Add{From: from}, nil
}

// now is the number that an activation of the old network has in the new one, −1
// where the layer that made it is gone.
func (p Plan) now(activation int) int {
	if activation == 0 {
		return 0
	}
	for i, layer := range p.Layers {
		if layer.From == activation-1 {
			return i + 1
		}
	}
	return -1
}

// masks are what new cells of a mask get.
var masks = []float64{1, 1, 0, 1}

// maskName is the name of a dropout's mask among the arrays of its layer. It is
// given as they are, and nothing is learned.
const maskName = "mask"

// maskOf is the mask of a dropout, nil for other layers.
func maskOf(layer cnn.Layer) *cnn.Tensor {
	if d, ok := layer.(cnn.Dropout); ok {
		return d.Mask
	}
	return nil
}

// fitting makes a target one that the loss takes: the largest of its numbers
// names the class, and a share lies between 0 and 1.
func fitting(loss *cnn.Loss) {
	kind, _ := loss.Kind()
	target := loss.Target.Data
	switch kind.Target {
	case cnn.OnlyClass:
		if _, ok := loss.Class(); !ok {
			oneHot(target)
		}
	case cnn.ClassShares:
		sum, below := 0.0, false
		for _, t := range target {
			sum += t
			below = below || t < 0
		}
		if below || sum < 1-1e-9 || sum > 1+1e-9 {
			oneHot(target)
		}
	case cnn.EachShare:
		for i, t := range target {
			target[i] = min(max(t, 0), 1)
		}
	}
}

// oneHot puts a 1 where the largest number is, and 0 elsewhere.
func oneHot(target []float64) {
	top := 0
	for i, t := range target {
		if t > target[top] {
			top = i
		}
	}
	clear(target)
	target[top] = 1
}

// moveClass leaves the 1 of a target that is nothing but a class at one place,
// where somebody has just written it.
func moveClass(loss *cnn.Loss, offset int) {
	if kind, _ := loss.Kind(); kind.Target == cnn.OnlyClass {
		clear(loss.Target.Data)
		loss.Target.Data[offset] = 1
	}
}
