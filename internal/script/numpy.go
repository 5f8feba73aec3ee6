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
	s.line("import json")
	if s.has("gelu") {
		s.line("from math import erfc")
	}
	s.line("\nimport numpy as np")
	if s.slides() {
		s.line("from numpy.lib.stride_tricks import sliding_window_view")
	}
	s.line("\nnp.set_printoptions(precision=4, suppress=True)")
	if s.has("sigmoid", "softplus", "silu") {
		s.line("np.seterr(over=\"ignore\")  # e^1000 is inf, and 1 / (1 + inf) is 0")
	}
	if s.has("gelu") {
		s.heading("The share of the normal distribution that lies below z")
		s.line("share_below = np.vectorize(lambda z: erfc(-z / 2**0.5) / 2)")
	}
	if s.shape(0).IsSequence() {
		s.heading("The network's numbers. Sequences are [%schannel, place], kernels", s.either("", "example, "))
		s.line("# [output channel, input channel, place], weights [output, input].")
	} else if s.batch() {
		s.heading("The network's numbers. Maps are [example, channel, row, column], vectors")
		s.line("# [example, element], kernels [output channel, input channel, row, column],")
		s.line("# weights [output, input].")
	} else {
		s.heading("The network's numbers. Maps are [channel, row, column], kernels")
		s.line("# [output channel, input channel, row, column], weights [output, input].")
	}
	s.arrays("np.array", ", dtype=float", ", dtype=float")
	s.line("\n\n# ---- Forward")
	if s.slides() {
		if s.shape(0).IsSequence() {
			s.heading("windowsN[%sc, i, m] is what the window of layer N at i sees at its place m of", s.either("", "b, "))
			s.line("# channel c. Nothing is copied, and no kernel is rotated.")
		} else {
			s.heading("windowsN[%sc, i, j, m, n] is what the window of layer N at (i, j) sees at its", s.either("", "b, "))
			s.line("# place (m, n) of channel c. Nothing is copied, and no kernel is rotated.")
		}
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
			if i == len(p.Network.Layers)-1 && s.joined() {
				continue // start has gone as far as the scores
			}
			s.heading("%s", layer(i, p.Network.Layers[i]))
			s.backward(i, p.Network.Layers[i])
			for _, use := range p.Network.Uses(i) {
				x, sum := s.activation(i), s.activation(use+1)
				s.line("d%s = d%s + d%s  # layer %d has added %s, so its gradient comes back, too", x, x, sum, use, x)
			}
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
func (s *numpy) slides() bool {
	return s.has("conv", "conv_transpose", "maxpool", "avgpool", "conv1d", "maxpool1d", "avgpool1d")
}

func (s *numpy) forward(i int, l cnn.Layer) {
	x, y := s.activation(i), s.activation(i+1)
	switch l := l.(type) {
	case cnn.Conv1d, cnn.MaxPool1d, cnn.AvgPool1d:
		s.forwardAlong(i, l)
	case cnn.Conv:
		s.windows(i, l.Window(), 0)
		if l.Parts() > 1 {
			s.grouped(i, l)
			break
		}
		s.line(`%s = np.einsum("%s", windows%d, %s) + %s[:, None, None]`, y, s.either("cijmn,ocmn->oij", "bcijmn,ocmn->boij"), i, s.parameter(i, 0), s.parameter(i, 1))
	case cnn.ConvTranspose:
		s.stamped(i, l)
	case cnn.MaxPool:
		s.windows(i, l.Window, "-np.inf")
		s.line("%s = windows%d.max(axis=%s)", y, i, s.inWindow())
	case cnn.AvgPool:
		s.windows(i, l.Window, 0)
		if divisor, whole := s.area(i, l); whole {
			s.line("%s = windows%d.mean(axis=%s)", y, i, s.inWindow())
		} else if l.NoPad && l.On(s.shape(i)).Pad != (cnn.Padding{}) {
			s.line("# Only cells of %s count in the divisor, no padding.", x)
			s.line("there%d = np.pad(np.ones_like(%s), pad%d)", i, x, i)
			s.line("area%d = %s", i, divisor)
			s.line("%s = windows%d.sum(axis=%s) / area%d", y, i, s.inWindow(), i)
		} else {
			s.line("# Padding counts in the divisor, what hangs over the end does not.")
			s.line("area%d = %s", i, divisor)
			s.line("%s = windows%d.sum(axis=%s) / area%d", y, i, s.inWindow(), i)
		}
	case cnn.BatchNorm:
		s.batchnorm(i, l)
	case cnn.Flatten:
		s.line("%s = %s%s%s", y, x, s.transposed(l, s.shape(i)), s.either(".ravel()", ".reshape(len("+x+"), -1)"))
	case cnn.Dense:
		if s.batch() {
			s.line("%s = %s @ %s.T + %s", y, x, s.parameter(i, 0), s.parameter(i, 1))
		} else {
			s.line("%s = %s @ %s + %s", y, s.parameter(i, 0), x, s.parameter(i, 1))
		}
	case cnn.Softmax:
		s.line("shifted = %s - %s.max(%s)  # so that no power overflows", x, x, s.ofExample())
		s.line("%s = np.exp(shifted) / np.exp(shifted).sum(%s)", y, s.ofExample())
	case cnn.LogSoftmax:
		s.line("shifted = %s - %s.max(%s)  # so that no power overflows", x, x, s.ofExample())
		s.line("%s = shifted - np.log(np.exp(shifted).sum(%s))", y, s.ofExample())
	case cnn.Dropout:
		s.line("%s = %s * %s", y, x, dropout(i, l))
	case cnn.Add:
		s.line("%s = %s + %s", y, x, s.activation(l.From))
	default:
		s.line("%s = %s", y, of(curveOf(l).forward, l, x, y))
	}
}

// grouped writes a convolution in groups: maps and kernels get an axis for these.
func (s *numpy) grouped(i int, l cnn.Conv) {
	k, out := s.parameter(i, 0), s.shape(i+1)
	g, maps := l.Parts(), l.Kernel.Shape[1]
	s.line("# %d groups: grouped%d[%sg, c, i, j, m, n] is what group g sees in its map c.", g, i, s.either("", "b, "))
	s.line("grouped%d = windows%d.reshape(%s%d, %d, *windows%d.shape[%s:])", i, i, s.either("", "-1, "), g, maps, i, s.either("1", "2"))
	s.line("%s_grouped = %s.reshape(%d, %d, *%s.shape[1:])", k, k, g, l.Kernel.Shape[0]/g, k)
	y := s.activation(i + 1)
	s.line(`%s = np.einsum("%s", grouped%d, %s_grouped)`, y, s.either("gcijmn,gocmn->goij", "bgcijmn,gocmn->bgoij"), i, k)
	s.line("%s = %s.reshape(%s%d, %d, %d) + %s[:, None, None]", y, y, s.either("", "-1, "), out[0], out[1], out[2], s.parameter(i, 1))
}

// stamped writes a transposed convolution: each place (m, n) of the kernel adds a
// map of terms to the result before it is cropped.
func (s *numpy) stamped(i int, l cnn.ConvTranspose) {
	w, in := l.Window(), s.shape(i)
	s.line("full%d = np.zeros(%s)  # with what is cropped later", i, s.fullShape(i, l))
	s.line("for m, n in np.ndindex(%d, %d):  # what (m, n) of each stamp falls on", w.Size.Down, w.Size.Across)
	s.line("    seen = np.s_[%s:, %s, %s]", s.either("", ":, "), every("m", in[1], w.Stride.Down), every("n", in[2], w.Stride.Across))
	s.line(`    full%d[seen] += np.einsum("%s", %s, %s[:, :, m, n])`, i, s.either("cij,co->oij", "bcij,co->boij"), s.activation(i), s.parameter(i, 0))
	s.line("%s = full%d[%s] + %s[:, None, None]", s.activation(i+1), i, s.crop(i, l), s.parameter(i, 1))
}

// fullShape is the shape of a transposed convolution's result before it is
// cropped, and crop the part that stays.
func (s *numpy) fullShape(i int, l cnn.ConvTranspose) string {
	out, p := s.shape(i+1), l.Pad
	return fmt.Sprintf("(%s%d, %d, %d)", s.either("", fmt.Sprintf("%d, ", s.pass.Network.Batch)), out[0], out[1]+p.Top+p.Bottom, out[2]+p.Left+p.Right)
}

func (s *numpy) crop(i int, l cnn.ConvTranspose) string {
	out, p := s.shape(i+1), l.Pad
	return fmt.Sprintf("%s:, %d:%d, %d:%d", s.either("", ":, "), p.Top, p.Top+out[1], p.Left, p.Left+out[2])
}

// every writes n numbers of an axis, from a place on, a stride apart.
func every(at string, n, stride int) string {
	if stride == 1 {
		return fmt.Sprintf("%s:%s + %d", at, at, n)
	}
	return fmt.Sprintf("%s:%s + %d:%d", at, at, (n-1)*stride+1, stride)
}

// windows writes what a layer's windows see: windows2[c, i, j, m, n] is the
// cell (m, n) of the window at (i, j). With padding there is padded2 as well.
func (s *numpy) windows(i int, w cnn.Window, padding any) {
	w = w.On(s.shape(i))
	from := s.activation(i)
	if before, after := s.padding(i, w); before != (cnn.Steps{}) || after != (cnn.Steps{}) {
		value := ""
		if padding != 0 {
			value = fmt.Sprintf(", constant_values=%v", padding)
		}
		if over := s.over(i, w); over != (cnn.Steps{}) {
			s.line("# The last windows hang over the end, by %d down and %d across.", over.Down, over.Across)
		}
		s.line("pad%d = %s(0, 0), (%d, %d), (%d, %d)  # %schannels, rows, columns", i, s.either("", "(0, 0), "), before.Down, after.Down, before.Across, after.Across, s.either("", "examples, "))
		s.line("padded%d = np.pad(%s, pad%d%s)", i, from, i, value)
		from = fmt.Sprintf("padded%d", i)
	}
	s.line("windows%d = %s", i, s.sliding(from, w))
	if apart := w.Apart(); w.Reach() != w.Size {
		s.line("windows%d = windows%d[..., ::%d, ::%d]  # only what the weights lie on", i, i, apart.Down, apart.Across)
	}
}

// sliding is the view of all windows over maps.
func (s *numpy) sliding(from string, w cnn.Window) string {
	steps := ""
	if w.Stride != (cnn.Steps{Down: 1, Across: 1}) {
		steps = fmt.Sprintf("[%s:, ::%d, ::%d]", s.either("", ":, "), w.Stride.Down, w.Stride.Across)
	}
	reach := w.Reach()
	return fmt.Sprintf("sliding_window_view(%s, (%d, %d), axis=%s)%s", from, reach.Down, reach.Across, s.either("(1, 2)", "(2, 3)"), steps)
}

// over is by how many rows and columns the last windows hang over the end.
func (s *numpy) over(i int, w cnn.Window) cnn.Steps {
	in, out := s.shape(i).OnMaps(), s.shape(i+1).OnMaps()
	return cnn.Steps{
		Down:   max(0, (out[1]-1)*w.Stride.Down+w.Reach().Down-in[1]-w.Pad.Top-w.Pad.Bottom),
		Across: max(0, (out[2]-1)*w.Stride.Across+w.Reach().Across-in[2]-w.Pad.Left-w.Pad.Right),
	}
}

// padding is what is added before and after the rows and the columns.
func (s *numpy) padding(i int, w cnn.Window) (before, after cnn.Steps) {
	over := s.over(i, w)
	return cnn.Steps{Down: w.Pad.Top, Across: w.Pad.Left}, cnn.Steps{Down: w.Pad.Bottom + over.Down, Across: w.Pad.Right + over.Across}
}

// area is what each window of average pooling is divided by, as an expression;
// whole where that is the number of its cells everywhere.
func (s *numpy) area(i int, l cnn.AvgPool) (expression string, whole bool) {
	w := l.On(s.shape(i))
	over, in, out := s.over(i, w), s.shape(i), s.shape(i+1)
	if l.NoPad && w.Pad != (cnn.Padding{}) {
		return s.sliding(fmt.Sprintf("there%d", i), w) + ".sum(axis=" + s.inWindow() + ")", false
	}
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
func (s *numpy) transposed(f cnn.Flatten, in cnn.Shape) string {
	switch {
	case in.IsSequence() && f.Order == cnn.HWC:
		return s.either(".T", ".transpose(0, 2, 1)")
	case len(in) != 3 || f.Order == cnn.CHW:
		return ""
	case f.Order == cnn.HWC:
		return s.either(".transpose(1, 2, 0)", ".transpose(0, 2, 3, 1)")
	}
	return s.either(".transpose(0, 2, 1)", ".transpose(0, 1, 3, 2)")
}

// inWindow are the axes of a window among those of windowsN.
func (s *numpy) inWindow() string { return s.either("(3, 4)", "(4, 5)") }

// ofExample says that a maximum or a sum is taken of each example's vector.
func (s *numpy) ofExample() string { return s.either("", "axis=1, keepdims=True") }

// loss computes the loss: cross entropy from the scores as the softmax has
// shifted them, since a probability may be too small for a logarithm.
func (s *numpy) loss() {
	out := s.activation(len(s.pass.Activations) - 1)
	s.heading("The loss")
	if s.otherLoss(out) {
		return
	}
	if s.batch() {
		s.batchLoss(out)
		return
	}
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

// batchLoss computes the loss of a batch.
func (s *numpy) batchLoss(out string) {
	share := s.share()
	switch n := s.pass.Network; n.Loss.Op {
	case cnn.CrossEntropy:
		s.line("logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))  # ln %s", out)
		s.line("L = -(y * logs).sum()%s", share)
	case cnn.SquaredError:
		s.line("L = ((%s - y) ** 2).sum()%s", out, share)
	case cnn.HalfSquaredError:
		s.line("L = ((%s - y) ** 2).sum() / 2%s", out, share)
	case cnn.MeanSquaredError:
		s.line("L = ((%s - y) ** 2).sum() / y[0].size%s", out, share)
	default:
		panic("script: numpy.go does not write the loss " + string(n.Loss.Op) + " of a batch")
	}
}

// otherLoss computes a loss that is neither cross entropy nor one of squares; it
// is false for these.
func (s *numpy) otherLoss(out string) bool {
	n := s.pass.Network
	switch n.Loss.Op {
	case cnn.NLL:
		s.line("L = -(y * %s).sum()%s", out, s.share())
	case cnn.BinaryCrossEntropy, cnn.MeanBinaryCrossEntropy:
		z := s.activation(len(s.pass.Activations) - 2)
		s.line("# -ln %s is ln(1 + e^-%s), and -ln(1 - %s) is ln(1 + e^%s).", out, z, out, z)
		s.line("terms = y * np.logaddexp(0, -%s) + (1 - y) * np.logaddexp(0, %s)", z, z)
		s.line("L = terms.sum()%s%s", s.mean(), s.share())
	case cnn.Hinge:
		s.line("own = (%s * y).sum(%s)  # the score of the true class", out, s.ofExample())
		s.line("short = np.maximum(%s - own + %s, 0) * (1 - y)", out, number(n.Loss.Margin))
		s.line("L = short.sum()%s", s.share())
	default:
		return false
	}
	return true
}

// mean is what divides a binary cross entropy that is the mean over outputs.
func (s *numpy) mean() string {
	if s.pass.Network.Loss.Op == cnn.MeanBinaryCrossEntropy {
		return " / " + s.either("y.size", "y[0].size")
	}
	return ""
}
