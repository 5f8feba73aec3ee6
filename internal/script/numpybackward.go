package script

import (
	"fmt"

	"backprop/internal/cnn"
)

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
	share := s.share()
	switch n.Loss.Op {
	case cnn.CrossEntropy:
		if s.pass.Beyond() {
			s.line("# d%s = -y / %s is more than float64 can hold, and is left out.", out, out)
		} else {
			s.line("d%s = np.divide(-y, %s, out=np.zeros_like(%s), where=y != 0)%s", out, out, out, share)
		}
		s.heading("%s, together with the loss", layer(last-1, n.Layers[last-1]))
		whole := true
		for e := range n.Examples() {
			sum := 0.0
			for _, t := range n.Example(e).Loss.Target.Data {
				sum += t
			}
			whole = whole && sum == 1
		}
		difference, comment := out+" - y", ""
		if !whole {
			difference, comment = fmt.Sprintf("%s * y.sum(%s) - y", out, s.ofExample()), "  # y.sum() is not quite 1"
		}
		if share != "" {
			difference = "(" + difference + ")" + share
		}
		s.line("d%s = %s%s", s.activation(last-1), difference, comment)
	case cnn.NLL:
		s.line("d%s = -y%s", out, share)
	case cnn.BinaryCrossEntropy, cnn.MeanBinaryCrossEntropy:
		if s.pass.Beyond() {
			s.line("# d%s is more than float64 can hold, and is left out.", out)
		} else {
			s.binaryGradient(false, s.mean("size")+share)
		}
		s.heading("%s, together with the loss", layer(last-1, n.Layers[last-1]))
		s.line("d%s = (%s - y)%s%s", s.activation(last-1), out, s.mean("size"), share)
	case cnn.Hinge:
		s.line("close = (short > 0).astype(float)  # who comes too close")
		s.line("# The true class is subtracted in every term.")
		s.line("d%s = (close - y * close.sum(%s))%s", out, s.ofExample(), share)
	case cnn.SquaredError:
		s.line("d%s = 2 * (%s - y)%s", out, out, share)
	case cnn.HalfSquaredError:
		if share != "" {
			s.line("d%s = (%s - y)%s", out, out, share)
		} else {
			s.line("d%s = %s - y", out, out)
		}
	case cnn.MeanSquaredError:
		s.line("d%s = 2 * (%s - y) / %s%s", out, out, s.either("y.size", "y[0].size"), share)
	}
}

func (s *numpy) backward(i int, l cnn.Layer) {
	x, y := s.activation(i), s.activation(i+1)
	switch l := l.(type) {
	case cnn.Conv1d, cnn.MaxPool1d, cnn.AvgPool1d:
		s.backwardAlong(i, l)
	case cnn.Conv:
		kernel := s.parameter(i, 0)
		if l.Parts() > 1 {
			s.ungrouped(i, l)
			break
		}
		s.line(`d%s = np.einsum("%s", windows%d, d%s)`, kernel, s.either("cijmn,oij->ocmn", "bcijmn,boij->ocmn"), i, y)
		s.line("d%s = d%s.sum(axis=%s)", s.parameter(i, 1), y, s.either("(1, 2)", "(0, 2, 3)"))
		s.spread(i, l.Window(), fmt.Sprintf(`np.einsum("%s", %s[:, :, m, n], d%s)`, s.either("oc,oij->cij", "oc,boij->bcij"), kernel, y))
	case cnn.ConvTranspose:
		w := l.Window()
		s.line("dfull%d = np.zeros_like(full%d)", i, i)
		s.line("dfull%d[%s] = d%s", i, s.crop(i, l), y)
		s.line("# What each cell's stamp fell on: from here it is a convolution's way forward.")
		s.line("windows%d = %s", i, s.sliding(fmt.Sprintf("dfull%d", i), w))
		s.line(`d%s = np.einsum("%s", windows%d, %s)`, x, s.either("oijmn,comn->cij", "boijmn,comn->bcij"), i, s.parameter(i, 0))
		s.line(`d%s = np.einsum("%s", windows%d, %s)`, s.parameter(i, 0), s.either("oijmn,cij->comn", "boijmn,bcij->comn"), i, x)
		s.line("d%s = d%s.sum(axis=%s)", s.parameter(i, 1), y, s.either("(1, 2)", "(0, 2, 3)"))
	case cnn.MaxPool:
		w := l.On(s.shape(i))
		s.line("# To the winner of each window: the first of its largest, row by row.")
		s.line("best = windows%d.reshape(*%s.shape, -1).argmax(axis=-1)", i, y)
		s.line("%schannel, row, column = np.indices(%s.shape)", s.either("", "example, "), y)
		s.line("row = %s", cell("row", w.Stride.Down, fmt.Sprintf("best // %d", w.Size.Across), w.Pad.Top))
		s.line("column = %s", cell("column", w.Stride.Across, fmt.Sprintf("best %% %d", w.Size.Across), w.Pad.Left))
		s.line("d%s = np.zeros_like(%s)", x, x)
		s.line("np.add.at(d%s, (%schannel, row, column), d%s)  # winners can be shared", x, s.either("", "example, "), y)
	case cnn.AvgPool:
		divisor, whole := s.area(i, l)
		if !whole {
			divisor = fmt.Sprintf("area%d", i)
		}
		s.line("share = d%s / %s", y, divisor)
		s.spread(i, l.Window, "share")
	case cnn.BatchNorm:
		s.batchnormBackward(i)
	case cnn.Flatten:
		in := s.shape(i)
		switch {
		case in.IsSequence() && l.Order == cnn.HWC:
			s.line("d%s = d%s.reshape(%s%d, %d)%s", x, y, s.either("", "-1, "), in[1], in[0], s.either(".T", ".transpose(0, 2, 1)"))
		case len(in) != 3 || l.Order == cnn.CHW:
			s.line("d%s = d%s.reshape(%s.shape)", x, y, x)
		case l.Order == cnn.HWC:
			s.line("d%s = d%s.reshape(%s%d, %d, %d)%s", x, y, s.either("", "-1, "), in[1], in[2], in[0], s.either(".transpose(2, 0, 1)", ".transpose(0, 3, 1, 2)"))
		default:
			s.line("d%s = d%s.reshape(%s%d, %d, %d)%s", x, y, s.either("", "-1, "), in[0], in[2], in[1], s.either(".transpose(0, 2, 1)", ".transpose(0, 1, 3, 2)"))
		}
	case cnn.Dense:
		if s.batch() {
			s.line("d%s = d%s.T @ %s  # a sum over the examples", s.parameter(i, 0), y, x)
			s.line("d%s = d%s.sum(axis=0)", s.parameter(i, 1), y)
			s.line("d%s = d%s @ %s", x, y, s.parameter(i, 0))
			break
		}
		s.line("d%s = np.outer(d%s, %s)", s.parameter(i, 0), y, x)
		s.line("d%s = d%s", s.parameter(i, 1), y)
		s.line("d%s = %s.T @ d%s", x, s.parameter(i, 0), y)
	case cnn.LogSoftmax:
		s.line("d%s = d%s - np.exp(%s) * d%s.sum(%s)", x, y, y, y, s.ofExample())
	case cnn.Dropout:
		s.line("d%s = d%s * %s  # the same mask", x, y, dropout(i, l))
	case cnn.Add:
		s.line("d%s = d%s", x, y)
	case cnn.Softmax:
		if s.batch() {
			s.line("d%s = %s * (d%s - (d%s * %s).sum(axis=1, keepdims=True))", x, y, y, y, y)
		} else {
			s.line("d%s = %s * (d%s - d%s @ %s)", x, y, y, y, y)
		}
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
	w = w.On(s.shape(i))
	in, out := s.shape(i), s.shape(i+1)
	from, to := s.activation(i), "d"+s.activation(i)
	before, after := s.padding(i, w)
	padded := before != (cnn.Steps{}) || after != (cnn.Steps{})
	if padded {
		from, to = fmt.Sprintf("padded%d", i), fmt.Sprintf("dpadded%d", i)
	}
	s.line("%s = np.zeros_like(%s)", to, from)
	s.line("for m, n in np.ndindex(%d, %d):  # what lies at (m, n) in each window", w.Size.Down, w.Size.Across)
	apart := w.Apart()
	s.line("    seen = np.s_[%s:, %s, %s]", s.either("", ":, "),
		every(product(apart.Down, "m"), out[1], w.Stride.Down), every(product(apart.Across, "n"), out[2], w.Stride.Across))
	s.line("    %s[seen] += %s", to, terms)
	if padded {
		s.line("d%s = %s[%s:, %d:%d, %d:%d]  # without the padding", s.activation(i), to, s.either("", ":, "),
			before.Down, before.Down+in[1], before.Across, before.Across+in[2])
	}
}

// product is a letter, or so many times it.
func product(n int, letter string) string {
	if n == 1 {
		return letter
	}
	return fmt.Sprintf("%d * %s", n, letter)
}

// ungrouped writes the way back of a convolution in groups.
func (s *numpy) ungrouped(i int, l cnn.Conv) {
	k, y := s.parameter(i, 0), s.activation(i+1)
	s.line("d%s_grouped = d%s.reshape(%s%d, %d, *%s.shape[%s:])", y, y, s.either("", "-1, "), l.Parts(), l.Kernel.Shape[0]/l.Parts(), y, s.either("1", "2"))
	s.line(`d%s = np.einsum("%s", grouped%d, d%s_grouped)`, k, s.either("gcijmn,goij->gocmn", "bgcijmn,bgoij->gocmn"), i, y)
	s.line("d%s = d%s.reshape(%s.shape)", k, k, k)
	s.line("d%s = d%s.sum(axis=%s)", s.parameter(i, 1), y, s.either("(1, 2)", "(0, 2, 3)"))
	s.line("def back%d(m, n):  # what the weights at (m, n) send to each map", i)
	s.line(`    terms = np.einsum("%s", %s_grouped[..., m, n], d%s_grouped)`, s.either("goc,goij->gcij", "goc,bgoij->bgcij"), k, y)
	s.line("    return terms.reshape(%s%d, *%s.shape[%s:])", s.either("", "-1, "), s.shape(i)[0], y, s.either("1", "2"))
	s.spread(i, l.Window(), fmt.Sprintf("back%d(m, n)", i))
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
			s.line("%s_new = %s", theta, s.stepped(theta, "d"+theta))
		}
	}
}
