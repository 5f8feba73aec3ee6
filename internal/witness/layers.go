package witness

import (
	"math"

	"backprop/internal/cnn"
)

// A cube is a stack of maps, [channel][row][column]; a vector is one row of
// one map.
type cube [][][]*node

func vectorCube(row []*node) cube { return cube{{row}} }

// flat lists a cube's numbers channel by channel and row by row.
func (c cube) flat() []*node {
	var all []*node
	for _, rows := range c {
		for _, row := range rows {
			all = append(all, row...)
		}
	}
	return all
}

// flat lists the numbers of all examples, one example after the other.
func flat(cubes []cube) []*node {
	var all []*node
	for _, c := range cubes {
		all = append(all, c.flat()...)
	}
	return all
}

// stacked is the inverse of flat.
func stacked(all []*node, channels, height, width int) cube {
	c := make(cube, channels)
	for ch := range c {
		for range height {
			c[ch] = append(c[ch], all[:width])
			all = all[width:]
		}
	}
	return c
}

// at is the node at a padded place, or nil in the padding.
func (c cube) at(channel, row, column int) *node {
	if row < 0 || column < 0 || row >= len(c[channel]) || column >= len(c[channel][0]) {
		return nil
	}
	return c[channel][row][column]
}

// starts lists where windows begin along a padded axis: step by step as long
// as the window fits, and with ceil also where it reaches over the end with
// cells that no window before it has reached.
func starts(padded, size, stride int, ceil bool) []int {
	var all []int
	reached := 0
	for at := 0; at < padded; at += stride {
		if at+size > padded && (!ceil || reached >= padded) {
			break
		}
		all = append(all, at)
		reached = at + size
	}
	return all
}

// windows makes a node for the place of every window in the padded input.
func (c cube) windows(w cnn.Window, visit func(down, across int) *node) [][]*node {
	var rows [][]*node
	reach := func(size, apart int) int { return size + (size-1)*(apart-1) }
	for _, down := range starts(len(c[0])+w.Pad.Top+w.Pad.Bottom, reach(w.Size.Down, w.Apart().Down), w.Stride.Down, w.Ceil) {
		var row []*node
		for _, across := range starts(len(c[0][0])+w.Pad.Left+w.Pad.Right, reach(w.Size.Across, w.Apart().Across), w.Stride.Across, w.Ceil) {
			row = append(row, visit(down, across))
		}
		rows = append(rows, row)
	}
	return rows
}

// conv slides each kernel over the maps of its group: the maps and the kernels
// are dealt out in equal parts, in their order.
func (t *tape) conv(x cube, kernel [][][][]*node, bias []*node, l cnn.Conv) cube {
	w := x.framed(l.Window())
	apart := w.Apart()
	parts := max(1, l.Groups)
	kernels, maps := len(kernel)/parts, len(x)/parts
	var out cube
	for o := range kernel {
		read := x[o/kernels*maps:][:maps]
		out = append(out, x.windows(w, func(down, across int) *node {
			sum := t.copied(bias[o])
			for c := range read {
				for m := range w.Size.Down {
					for n := range w.Size.Across {
						if cell := read.at(c, down+m*apart.Down-w.Pad.Top, across+n*apart.Across-w.Pad.Left); cell != nil {
							sum = t.add(sum, t.mul(kernel[o][c][m][n], cell))
						}
					}
				}
			}
			return sum
		}))
	}
	return out
}

// framed is a window with the zeros that "same" asks for: as many as the last of
// ⌈length/stride⌉ windows reaches over the end, half of them before.
func (c cube) framed(w cnn.Window) cnn.Window {
	if !w.Same {
		return w
	}
	missing := func(length, size, apart, stride int) int {
		last := 0
		for last+stride < length {
			last += stride
		}
		return max(0, last+(size-1)*apart+1-length)
	}
	down := missing(len(c[0]), w.Size.Down, w.Apart().Down, w.Stride.Down)
	across := missing(len(c[0][0]), w.Size.Across, w.Apart().Across, w.Stride.Across)
	w.Pad = cnn.Padding{Top: down / 2, Bottom: down - down/2, Left: across / 2, Right: across - across/2}
	return w
}

func (t *tape) maxpool(x cube, w cnn.Window) cube {
	var out cube
	for c := range x {
		out = append(out, x.windows(w, func(down, across int) *node {
			var winner *node
			for m := range w.Size.Down {
				for n := range w.Size.Across {
					cell := x.at(c, down+m-w.Pad.Top, across+n-w.Pad.Left)
					if cell != nil && (winner == nil || t.above(cell, winner)) {
						winner = cell
					}
				}
			}
			return t.copied(winner)
		}))
	}
	return out
}

// whole is a window, which is as large as the maps where it is "all".
func (c cube) whole(w cnn.Window) cnn.Window {
	if w.All {
		return cnn.Window{Size: cnn.Steps{Down: len(c[0]), Across: len(c[0][0])}, Stride: cnn.Steps{Down: 1, Across: 1}}
	}
	return w
}

func (t *tape) avgpool(x cube, w cnn.Window, noPad bool) cube {
	height, width := len(x[0])+w.Pad.Top+w.Pad.Bottom, len(x[0][0])+w.Pad.Left+w.Pad.Right
	var out cube
	for c := range x {
		out = append(out, x.windows(w, func(down, across int) *node {
			sum, there := t.leaf(0), 0.0
			for m := range w.Size.Down {
				for n := range w.Size.Across {
					cell := x.at(c, down+m-w.Pad.Top, across+n-w.Pad.Left)
					if cell != nil {
						sum = t.add(sum, cell)
					}
					if cell != nil || !noPad && down+m < height && across+n < width {
						there++
					}
				}
			}
			return t.div(sum, t.leaf(there))
		}))
	}
	return out
}

// each applies a function of one number to every number.
func (c cube) each(f func(*node) *node) cube {
	var out cube
	for _, rows := range c {
		var made [][]*node
		for _, row := range rows {
			var line []*node
			for _, z := range row {
				line = append(line, f(z))
			}
			made = append(made, line)
		}
		out = append(out, made)
	}
	return out
}

func (t *tape) relu(z *node) *node {
	if t.above(z, t.leaf(0)) {
		return t.copied(z)
	}
	return t.leaf(0)
}

func (t *tape) leakyReLU(z *node, slope float64) *node {
	if t.above(z, t.leaf(0)) {
		return t.copied(z)
	}
	return t.mul(t.leaf(slope), z)
}

// sigmoid is 1/(1 + e^−z), or e^z/(1 + e^z) where z is negative.
func (t *tape) sigmoid(z *node) *node {
	one := t.leaf(1)
	if z.value.Sign() < 0 {
		e := t.exp(z)
		return t.div(e, t.add(one, e))
	}
	return t.div(one, t.add(one, t.exp(t.mul(t.leaf(-1), z))))
}

// tanh is (1 − e^−2z)/(1 + e^−2z), and −tanh(−z) where z is negative. Next to 0
// float64 would lose its digits so.
func (t *tape) tanh(z *node) *node {
	n := t.tanhOf(z)
	n.float = math.Tanh(z.float)
	return n
}

func (t *tape) tanhOf(z *node) *node {
	one, minus := t.leaf(1), t.leaf(-1)
	if z.value.Sign() < 0 {
		return t.mul(minus, t.tanhOf(t.mul(minus, z)))
	}
	e := t.exp(t.mul(t.leaf(-2), z))
	return t.div(t.sub(one, e), t.add(one, e))
}

func (t *tape) flatten(x cube, order cnn.Order) []*node {
	var out []*node
	switch order {
	case cnn.CHW:
		return t.copies(x.flat())
	case cnn.HWC:
		for i := range x[0] {
			for j := range x[0][0] {
				for c := range x {
					out = append(out, x[c][i][j])
				}
			}
		}
	case cnn.CWH:
		for c := range x {
			for j := range x[0][0] {
				for i := range x[0] {
					out = append(out, x[c][i][j])
				}
			}
		}
	}
	return t.copies(out)
}

func (t *tape) copies(all []*node) []*node {
	out := make([]*node, len(all))
	for i, n := range all {
		out[i] = t.copied(n)
	}
	return out
}

func (t *tape) dense(x []*node, weights [][]*node, bias []*node) []*node {
	var out []*node
	for i, row := range weights {
		sum := t.copied(bias[i])
		for j, w := range row {
			sum = t.add(sum, t.mul(w, x[j]))
		}
		out = append(out, sum)
	}
	return out
}

// softmax is 1/(1 + Σ e^(s_j − s_i)) over the other scores: so the slope of a
// share that is nearly 1 is a sum of the others, from which nothing is subtracted.
func (t *tape) softmax(x []*node) []*node {
	var out []*node
	powers, total, _ := t.powers(x)
	for i, s := range x {
		sum := t.leaf(1)
		for j, other := range x {
			if j != i {
				sum = t.add(sum, t.exp(t.sub(other, s)))
			}
		}
		share := t.div(t.leaf(1), sum)
		share.float = powers[i].float / total.float // which does not overflow
		out = append(out, share)
	}
	return out
}

// powers are e^s of scores less the largest of them, their sum, and what was
// subtracted, which counts as a constant: it changes neither a share nor a
// slope.
func (t *tape) powers(scores []*node) (powers []*node, total, shift *node) {
	top := scores[0]
	for _, s := range scores {
		if s.value.Compare(top.value) > 0 {
			top = s
		}
	}
	shift = t.leaf(top.float)
	shift.value = top.value
	total = t.leaf(0)
	for _, s := range scores {
		power := t.exp(t.sub(s, shift))
		powers = append(powers, power)
		total = t.add(total, power)
	}
	return powers, total, shift
}
