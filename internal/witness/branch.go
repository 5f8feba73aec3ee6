package witness

import "backprop/internal/cnn"

// numbered applies a function to every number of all examples, with its place
// among all of them.
func numbered(x []cube, f func(at int, z *node) *node) []cube {
	out, at := make([]cube, len(x)), 0
	for i := range x {
		out[i] = x[i].each(func(z *node) *node {
			at++
			return f(at-1, z)
		})
	}
	return out
}

// plus adds other numbers to those of all examples, one by one.
func (t *tape) plus(x []cube, other []*node) []cube {
	return numbered(x, func(at int, z *node) *node { return t.add(z, other[at]) })
}

// dropout is 0 for what is dropped, and x/(1 − rate) for what is kept.
func (t *tape) dropout(x []cube, l cnn.Dropout) []cube {
	kept := t.sub(t.leaf(1), t.leaf(l.Rate))
	return numbered(x, func(at int, z *node) *node {
		if l.Mask.Data[at] == 0 {
			return t.mul(t.leaf(0), z)
		}
		return t.div(z, kept)
	})
}
