package script

import (
	"fmt"

	"backprop/internal/cnn"
)

// NumPy writes the network of a pass that has run as a script in NumPy, with a
// backward pass written out by hand. The script ends by printing the largest
// difference from the values of the pass.
func NumPy(p *cnn.Pass) string {
	s := &numpy{script{pass: p}}
	s.title("NumPy", "1.20")
	s.line("import json\n\nimport numpy as np")
	if s.slides() {
		s.line("from numpy.lib.stride_tricks import sliding_window_view")
	}
	s.line("\nnp.set_printoptions(precision=4, suppress=True)")
	if s.has("sigmoid", "softplus") {
		s.line("np.seterr(over=\"ignore\")  # e^1000 is inf, and 1 / (1 + inf) is 0")
	}
	s.heading("The network's numbers. Maps are [channel, row, column], kernels")
	s.line("# [output channel, input channel, row, column], weights [output, input].")
	s.arrays("np.array", ", dtype=float", ", dtype=float")
	s.line("\n\n# ---- Forward")
	if s.slides() {
		s.heading("windowsN[c, i, j, m, n] is what the window of layer N at (i, j) sees at its")
		s.line("# place (m, n) of channel c. Nothing is copied, and no kernel is rotated.")
	}
	for i, l := range p.Network.Layers {
		s.heading("%s", layer(i, l))
		s.forward(i, l)
	}
	if p.Network.Loss != nil {
		s.loss()
	}
	if s.differentiates() {
		s.line("\n\n# ---- Backward: dZ is the gradient of the loss with respect to Z")
		s.start()
		for i := len(p.Network.Layers) - 1; i >= 0; i-- {
			if i == len(p.Network.Layers)-1 && s.crossEntropy() {
				continue // start has gone as far as the scores
			}
			s.heading("%s", layer(i, p.Network.Layers[i]))
			s.backward(i, p.Network.Layers[i])
		}
		s.updates()
	}
	s.line("\n\n# ---- Compare")
	s.results(func(name string) string { return "d" + name }, func(name string) string { return name + "_new" })
	s.book()
	s.WriteString(`
differences = []
for place, letter, mine in results:
    theirs = np.array(book[place], dtype=float)
    assert np.shape(mine) == theirs.shape, f"{place}: not {theirs.shape}"
    size = max(1, np.abs(theirs).max())  # large numbers differ by a share
    differences.append(np.abs(mine - theirs).max() / size)
    print(f"{place} =  # {letter}, off by {differences[-1]:.1e}\n{mine}")
print(f"# largest difference from the book: {np.max(differences):.1e}")
`)
	return s.String()
}

type numpy struct{ script }

// has reports whether the network has a layer of one of the kinds.
func (s *numpy) has(ops ...string) bool {
	for _, l := range s.pass.Network.Layers {
		for _, op := range ops {
			if l.Op() == op {
				return true
			}
		}
	}
	return false
}

// slides reports whether the network has a window that slides.
func (s *numpy) slides() bool { return s.has("conv", "maxpool", "avgpool") }

func (s *numpy) forward(i int, l cnn.Layer) {
	x, y := s.activation(i), s.activation(i+1)
	switch l := l.(type) {
	case cnn.Conv:
		s.windows(i, l.Window(), 0)
		s.line(`%s = np.einsum("cijmn,ocmn->oij", windows%d, %s) + %s[:, None, None]`, y, i, s.parameter(i, 0), s.parameter(i, 1))
	case cnn.MaxPool:
		s.windows(i, l.Window, "-np.inf")
		s.line("%s = windows%d.max(axis=(3, 4))", y, i)
	case cnn.AvgPool:
		s.windows(i, l.Window, 0)
		if divisor, whole := s.area(i, l.Window); whole {
			s.line("%s = windows%d.mean(axis=(3, 4))", y, i)
		} else {
			s.line("# Padding counts in the divisor, what hangs over the end does not.")
			s.line("area%d = %s", i, divisor)
			s.line("%s = windows%d.sum(axis=(3, 4)) / area%d", y, i, i)
		}
	case cnn.Flatten:
		s.line("%s = %s%s.ravel()", y, x, transposed(l, s.shape(i)))
	case cnn.Dense:
		s.line("%s = %s @ %s + %s", y, s.parameter(i, 0), x, s.parameter(i, 1))
	case cnn.Softmax:
		s.line("shifted = %s - %s.max()  # so that no power overflows", x, x)
		s.line("%s = np.exp(shifted) / np.exp(shifted).sum()", y)
	default:
		s.line("%s = %s", y, of(curveOf(l).forward, l, x, y))
	}
}

// windows writes what a layer's windows see: windows2[c, i, j, m, n] is the
// cell (m, n) of the window at (i, j). With padding there is padded2 as well.
func (s *numpy) windows(i int, w cnn.Window, padding any) {
	from := s.activation(i)
	if before, after := s.padding(i, w); before != (cnn.Steps{}) || after != (cnn.Steps{}) {
		value := ""
		if padding != 0 {
			value = fmt.Sprintf(", constant_values=%v", padding)
		}
		if over := s.over(i, w); over != (cnn.Steps{}) {
			s.line("# The last windows hang over the end, by %d down and %d across.", over.Down, over.Across)
		}
		s.line("pad%d = (0, 0), (%d, %d), (%d, %d)  # channels, rows, columns", i, before.Down, after.Down, before.Across, after.Across)
		s.line("padded%d = np.pad(%s, pad%d%s)", i, from, i, value)
		from = fmt.Sprintf("padded%d", i)
	}
	steps := ""
	if w.Stride != (cnn.Steps{Down: 1, Across: 1}) {
		steps = fmt.Sprintf("[:, ::%d, ::%d]", w.Stride.Down, w.Stride.Across)
	}
	s.line("windows%d = sliding_window_view(%s, (%d, %d), axis=(1, 2))%s", i, from, w.Size.Down, w.Size.Across, steps)
}

// over is by how many rows and columns the last windows hang over the end.
func (s *numpy) over(i int, w cnn.Window) cnn.Steps {
	in, out := s.shape(i), s.shape(i+1)
	return cnn.Steps{
		Down:   max(0, (out[1]-1)*w.Stride.Down+w.Size.Down-in[1]-w.Pad.Top-w.Pad.Bottom),
		Across: max(0, (out[2]-1)*w.Stride.Across+w.Size.Across-in[2]-w.Pad.Left-w.Pad.Right),
	}
}

// padding is what is added before and after the rows and the columns.
func (s *numpy) padding(i int, w cnn.Window) (before, after cnn.Steps) {
	over := s.over(i, w)
	return cnn.Steps{Down: w.Pad.Top, Across: w.Pad.Left}, cnn.Steps{Down: w.Pad.Bottom + over.Down, Across: w.Pad.Right + over.Across}
}

// area is what each window of average pooling is divided by, as an expression;
// whole where that is the number of its cells everywhere.
func (s *numpy) area(i int, w cnn.Window) (expression string, whole bool) {
	over, in, out := s.over(i, w), s.shape(i), s.shape(i+1)
	if over == (cnn.Steps{}) {
		return fmt.Sprint(w.Size.Down * w.Size.Across), true
	}
	along := func(n, size, stride, padded int) string {
		return fmt.Sprintf("np.minimum(%d, %d - %d * np.arange(%d))", size, padded, stride, n)
	}
	return fmt.Sprintf("np.outer(%s,\n                 %s)",
		along(out[1], w.Size.Down, w.Stride.Down, in[1]+w.Pad.Top+w.Pad.Bottom),
		along(out[2], w.Size.Across, w.Stride.Across, in[2]+w.Pad.Left+w.Pad.Right)), false
}

// transposed puts the axes of maps into the order in which they are flattened.
func transposed(f cnn.Flatten, in cnn.Shape) string {
	switch {
	case len(in) != 3 || f.Order == cnn.CHW:
		return ""
	case f.Order == cnn.HWC:
		return ".transpose(1, 2, 0)"
	}
	return ".transpose(0, 2, 1)"
}

// loss computes the loss and, but for cross entropy, the gradient at the end.
func (s *numpy) loss() {
	out := s.activation(len(s.pass.Activations) - 1)
	s.heading("The loss")
	switch s.pass.Network.Loss.Op {
	case cnn.CrossEntropy:
		s.line("L = -y @ (shifted - np.log(np.exp(shifted).sum()))  # -sum of y ln %s", out)
	case cnn.SquaredError:
		s.line("L = ((%s - y) ** 2).sum()", out)
	case cnn.HalfSquaredError:
		s.line("L = ((%s - y) ** 2).sum() / 2", out)
	case cnn.MeanSquaredError:
		s.line("L = ((%s - y) ** 2).mean()", out)
	default:
		panic("script: numpy.go does not write the loss " + string(s.pass.Network.Loss.Op))
	}
}

// start writes the gradient at the end, and of cross entropy that at the
// scores, which do without it.
func (s *numpy) start() {
	last := len(s.pass.Activations) - 1
	out := s.activation(last)
	n := s.pass.Network
	if n.Loss == nil {
		s.heading("The gradient at the output is given.")
		s.line("d%s = upstream", out)
		return
	}
	s.heading("The loss")
	switch n.Loss.Op {
	case cnn.CrossEntropy:
		if s.pass.Beyond() {
			s.line("# d%s = -y / %s is more than float64 can hold, and is left out.", out, out)
		} else {
			s.line("d%s = np.divide(-y, %s, out=np.zeros_like(%s), where=y != 0)", out, out, out)
		}
		s.heading("%s, together with the loss", layer(last-1, n.Layers[last-1]))
		sum := 0.0
		for _, t := range n.Loss.Target.Data {
			sum += t
		}
		if sum == 1 {
			s.line("d%s = %s - y", s.activation(last-1), out)
		} else {
			s.line("d%s = %s * y.sum() - y  # y.sum() is not quite 1", s.activation(last-1), out)
		}
	case cnn.SquaredError:
		s.line("d%s = 2 * (%s - y)", out, out)
	case cnn.HalfSquaredError:
		s.line("d%s = %s - y", out, out)
	case cnn.MeanSquaredError:
		s.line("d%s = 2 * (%s - y) / y.size", out, out)
	}
}

func (s *numpy) backward(i int, l cnn.Layer) {
	x, y := s.activation(i), s.activation(i+1)
	switch l := l.(type) {
	case cnn.Conv:
		kernel := s.parameter(i, 0)
		s.line(`d%s = np.einsum("cijmn,oij->ocmn", windows%d, d%s)`, kernel, i, y)
		s.line("d%s = d%s.sum(axis=(1, 2))", s.parameter(i, 1), y)
		s.spread(i, l.Window(), fmt.Sprintf(`np.einsum("oc,oij->cij", %s[:, :, m, n], d%s)`, kernel, y))
	case cnn.MaxPool:
		w := l.Window
		s.line("# To the winner of each window: the first of its largest, row by row.")
		s.line("best = windows%d.reshape(*%s.shape, -1).argmax(axis=-1)", i, y)
		s.line("channel, row, column = np.indices(%s.shape)", y)
		s.line("row = %s", cell("row", w.Stride.Down, fmt.Sprintf("best // %d", w.Size.Across), w.Pad.Top))
		s.line("column = %s", cell("column", w.Stride.Across, fmt.Sprintf("best %% %d", w.Size.Across), w.Pad.Left))
		s.line("d%s = np.zeros_like(%s)", x, x)
		s.line("np.add.at(d%s, (channel, row, column), d%s)  # winners can be shared", x, y)
	case cnn.AvgPool:
		divisor, whole := s.area(i, l.Window)
		if !whole {
			divisor = fmt.Sprintf("area%d", i)
		}
		s.line("share = d%s / %s", y, divisor)
		s.spread(i, l.Window, "share")
	case cnn.Flatten:
		in := s.shape(i)
		switch {
		case len(in) != 3 || l.Order == cnn.CHW:
			s.line("d%s = d%s.reshape(%s.shape)", x, y, x)
		case l.Order == cnn.HWC:
			s.line("d%s = d%s.reshape(%d, %d, %d).transpose(2, 0, 1)", x, y, in[1], in[2], in[0])
		default:
			s.line("d%s = d%s.reshape(%d, %d, %d).transpose(0, 2, 1)", x, y, in[0], in[2], in[1])
		}
	case cnn.Dense:
		s.line("d%s = np.outer(d%s, %s)", s.parameter(i, 0), y, x)
		s.line("d%s = d%s", s.parameter(i, 1), y)
		s.line("d%s = %s.T @ d%s", x, s.parameter(i, 0), y)
	case cnn.Softmax:
		s.line("d%s = %s * (d%s - d%s @ %s)", x, y, y, y, y)
	default:
		s.line("d%s = %s", x, of(curveOf(l).backward, l, x, y))
	}
}

// cell is the row or column of the input where a window has its winner.
func cell(at string, stride int, inWindow string, pad int) string {
	if stride > 1 {
		at = fmt.Sprintf("%d * %s", stride, at)
	}
	at += " + " + inWindow
	if pad > 0 {
		at += fmt.Sprintf(" - %d", pad)
	}
	return at
}

// spread writes the gradient of what windows read: each place (m, n) of the
// window adds a map of terms to the cells that it has seen.
func (s *numpy) spread(i int, w cnn.Window, terms string) {
	in, out := s.shape(i), s.shape(i+1)
	from, to := s.activation(i), "d"+s.activation(i)
	before, after := s.padding(i, w)
	padded := before != (cnn.Steps{}) || after != (cnn.Steps{})
	if padded {
		from, to = fmt.Sprintf("padded%d", i), fmt.Sprintf("dpadded%d", i)
	}
	seen := func(at string, n, stride int) string {
		if stride == 1 {
			return fmt.Sprintf("%s:%s + %d", at, at, n)
		}
		return fmt.Sprintf("%s:%s + %d:%d", at, at, (n-1)*stride+1, stride)
	}
	s.line("%s = np.zeros_like(%s)", to, from)
	s.line("for m, n in np.ndindex(%d, %d):  # what lies at (m, n) in each window", w.Size.Down, w.Size.Across)
	s.line("    seen = np.s_[:, %s, %s]", seen("m", out[1], w.Stride.Down), seen("n", out[2], w.Stride.Across))
	s.line("    %s[seen] += %s", to, terms)
	if padded {
		s.line("d%s = %s[:, %d:%d, %d:%d]  # without the padding", s.activation(i), to,
			before.Down, before.Down+in[1], before.Across, before.Across+in[2])
	}
}

// updates writes one step of gradient descent.
func (s *numpy) updates() {
	if s.pass.Network.ParameterCount() == 0 {
		return
	}
	s.heading("One step of gradient descent")
	for i := range s.pass.Network.Layers {
		for j := range s.pass.Parameters[i] {
			theta := s.parameter(i, j)
			s.line("%s_new = %s - eta * d%s", theta, theta, theta)
		}
	}
}
