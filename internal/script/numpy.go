package script

import (
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

// ofExample says that a maximum or a sum is taken of each example's vector.
func (s *numpy) ofExample() string { return s.either("", "axis=1, keepdims=True") }
