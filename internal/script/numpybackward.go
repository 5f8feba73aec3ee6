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
	case cnn.ConvTranspose:
		w := l.Window()
		s.line("dfull%d = np.zeros_like(full%d)", i, i)
		s.line("dfull%d[%s] = d%s", i, s.crop(i, l), y)
		s.line("# What each cell's stamp fell on: from here it is a convolution's way forward.")
		s.line("windows%d = %s", i, s.sliding(fmt.Sprintf("dfull%d", i), w))
		s.line(`d%s = np.einsum("oijmn,comn->cij", windows%d, %s)`, x, i, s.parameter(i, 0))
		s.line(`d%s = np.einsum("oijmn,cij->comn", windows%d, %s)`, s.parameter(i, 0), i, x)
		s.line("d%s = d%s.sum(axis=(1, 2))", s.parameter(i, 1), y)
	case cnn.MaxPool:
		w := l.On(s.shape(i))
		s.line("# To the winner of each window: the first of its largest, row by row.")
		s.line("best = windows%d.reshape(*%s.shape, -1).argmax(axis=-1)", i, y)
		s.line("channel, row, column = np.indices(%s.shape)", y)
		s.line("row = %s", cell("row", w.Stride.Down, fmt.Sprintf("best // %d", w.Size.Across), w.Pad.Top))
		s.line("column = %s", cell("column", w.Stride.Across, fmt.Sprintf("best %% %d", w.Size.Across), w.Pad.Left))
		s.line("d%s = np.zeros_like(%s)", x, x)
		s.line("np.add.at(d%s, (channel, row, column), d%s)  # winners can be shared", x, y)
	case cnn.AvgPool:
		divisor, whole := s.area(i, l)
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
	s.line("    seen = np.s_[:, %s, %s]", every("m", out[1], w.Stride.Down), every("n", out[2], w.Stride.Across))
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
