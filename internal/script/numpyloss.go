package script

import "backprop/internal/cnn"

// loss computes the loss: cross entropy from the scores as the softmax has
// shifted them, since a probability may be too small for a logarithm.
func (s *numpy) loss() {
	last, n := len(s.pass.Activations)-1, s.pass.Network
	out, share := s.activation(last), s.share()
	s.heading("The loss")
	switch n.Loss.Op {
	case cnn.CrossEntropy:
		if s.batch() {
			s.line("logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))  # ln %s", out)
			s.line("L = -(y * logs).sum()%s", share)
		} else {
			s.line("L = -y @ (shifted - np.log(np.exp(shifted).sum()))  # -sum of y ln %s", out)
		}
	case cnn.NLL:
		s.line("L = -(y * %s).sum()%s", out, share)
	case cnn.BinaryCrossEntropy, cnn.MeanBinaryCrossEntropy:
		z := s.activation(last - 1)
		s.line("# -ln %s is ln(1 + e^-%s), and -ln(1 - %s) is ln(1 + e^%s).", out, z, out, z)
		s.line("terms = y * np.logaddexp(0, -%s) + (1 - y) * np.logaddexp(0, %s)", z, z)
		s.line("L = terms.sum()%s%s", s.mean("size"), share)
	case cnn.Hinge:
		s.line("own = (%s * y).sum(%s)  # the score of the true class", out, s.ofExample())
		s.line("short = np.maximum(%s - own + %s, 0) * (1 - y)", out, number(n.Loss.Margin))
		s.line("L = short.sum()%s", share)
	case cnn.SquaredError:
		s.line("L = ((%s - y) ** 2).sum()%s", out, share)
	case cnn.HalfSquaredError:
		s.line("L = ((%s - y) ** 2).sum() / 2%s", out, share)
	case cnn.MeanSquaredError:
		s.line("L = ((%s - y) ** 2).%s%s", out, s.either("mean()", "sum() / y[0].size"), share)
	default:
		panic("script: numpyloss.go does not write the loss " + string(n.Loss.Op))
	}
}
