package script

import "backprop/internal/cnn"

// loss writes the loss: PyTorch's own, and its own mean or sum where that is over
// the examples of a batch.
func (s *torch) loss() {
	last, n := len(s.pass.Activations)-1, s.pass.Network
	out, share := s.activation(last), s.share()
	sums := s.batch() && n.Loss.Reduction == cnn.SumOfBatch
	s.heading("The loss")
	switch n.Loss.Op {
	case cnn.CrossEntropy:
		switch {
		case !s.batch():
			s.line("L = F.cross_entropy(%s, y)  # of the scores: it has a softmax of its own", s.activation(last-1))
		case sums:
			s.line("# Of the scores: it has a softmax of its own.")
			s.line(`L = F.cross_entropy(%s, y, reduction="sum")`, s.activation(last-1))
		default:
			s.line("# Of the scores: it has a softmax of its own.")
			s.line("L = F.cross_entropy(%s, y)", s.activation(last-1))
		}
	case cnn.NLL:
		s.line("L = -(y * %s).sum()%s  # F.nll_loss takes classes in place of y", out, share)
	case cnn.BinaryCrossEntropy, cnn.MeanBinaryCrossEntropy:
		s.line("# Of the scores: it has a sigmoid of its own.")
		s.line(`L = F.binary_cross_entropy_with_logits(%s, y, reduction="sum")%s%s`, s.activation(last-1), s.mean("numel()"), share)
	case cnn.Hinge:
		s.line("own = (%s * y).sum(%s)  # the score of the true class", out, s.either("", "dim=1, keepdim=True"))
		s.line("L = (F.relu(%s - own + %s) * (1 - y)).sum()%s", out, number(n.Loss.Margin), share)
	case cnn.SquaredError:
		s.line(`L = F.mse_loss(%s, y, reduction="sum")%s`, out, share)
	case cnn.HalfSquaredError:
		s.line(`L = F.mse_loss(%s, y, reduction="sum") / 2%s`, out, share)
	case cnn.MeanSquaredError:
		switch {
		case sums:
			s.line(`L = F.mse_loss(%s, y, reduction="sum") / y[0].numel()`, out)
		case s.batch():
			s.line("L = F.mse_loss(%s, y)  # over the examples and their outputs", out)
		default:
			s.line("L = F.mse_loss(%s, y)", out)
		}
	default:
		panic("script: torchloss.go does not write the loss " + string(n.Loss.Op))
	}
}
