package lab

import "strings"

// isAlong reports a kind of layer that slides along sequences.
func isAlong(op string) bool { return strings.HasSuffix(op, "1d") }

// inputAxes is the shape of the input with as many axes as the first layer that
// slides asks for: a sequence has a row of each map, and maps are as high as the
// sequence is long.
func (p Plan) inputAxes() []int {
	for _, layer := range p.Layers {
		in := p.Input
		switch layer.Op {
		case "conv1d", "maxpool1d", "avgpool1d":
			switch len(in) {
			case 1:
				return []int{1, in[0]}
			case 3:
				return []int{in[0], in[2]}
			}
			return in
		case "conv", "conv_transpose", "maxpool", "avgpool":
			if len(in) == 2 {
				return []int{in[0], in[1], in[1]}
			}
			return in
		}
	}
	return p.Input
}
