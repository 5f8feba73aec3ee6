package lab

import (
	"slices"

	"backprop/internal/cnn"
)

// reshaped is a network in which the array at a place has the shape and the
// numbers that were pasted, and the layers fit it; "" if they cannot, or if the
// array is but a part: with fewer axes, or with blanks.
func reshaped(file string, n *cnn.Network, place cnn.Place, pasted *Pasted) string {
	p := planOf(n)
	if !p.reshape(n, place, pasted.Shape) {
		return ""
	}
	built, err := Build(file, p)
	if err != nil {
		return ""
	}
	var edits []Edit
	for offset, text := range pasted.Cells {
		edits = append(edits, Edit{place, offset, text})
	}
	built, m, err := changed(built, edits)
	if err != nil {
		return ""
	}
	if _, arrays := copied(m); len(arrays[place].Data) != len(edits) {
		return "" // what another layer says of its shape has stayed
	}
	return built
}

// reshape plans another shape for an array that a network is given, and says
// whether its plan has a size for that.
func (p *Plan) reshape(n *cnn.Network, place cnn.Place, shape cnn.Shape) bool {
	_, arrays := copied(n)
	t := arrays[place]
	least := 0
	if t != nil {
		least = len(t.Shape.Plain())
		if input := place == cnn.ActivationPlace(0); input && t.Shape.IsSequence() || !input && len(t.Shape) == 3 {
			least = 1 // a sequence, or a kernel along one
		}
	}
	if t == nil || len(shape) < least || len(shape) > len(t.Shape) {
		return false
	}
	full := append(slices.Repeat(cnn.Shape{1}, len(t.Shape)-len(shape)), shape...)
	if place == cnn.ActivationPlace(0) {
		p.Input = full
		return true
	}
	last := -1
	for i, layer := range n.Layers {
		for _, param := range cnn.ParametersOf(layer) {
			if place != cnn.ValuePlace(i, param.Name) {
				continue
			}
			p.Layers[i].Count = full[0]
			if _, ok := layer.(cnn.ConvTranspose); ok && len(full) == 4 {
				p.Layers[i].Count, p.Layers[i].Down, p.Layers[i].Across = full[1], full[2], full[3]
				return full[0] == t.Shape[0]
			}
			if len(full) == 3 {
				p.Layers[i].Across = full[2]
			}
			if len(full) == 4 {
				p.Layers[i].Down, p.Layers[i].Across = full[2], full[3]
			}
			// How many numbers or maps it reads is for the layer before to say.
			return len(full) == 1 || full[1] == t.Shape[1]
		}
		if layer.Op() == (cnn.Dense{}).Op() {
			last = i
		}
	}
	if last < 0 || len(full) != 1 || len(t.Shape) != 1 {
		return false
	}
	p.Layers[last].Count = full[0] // one output for each number of the target
	return true
}
