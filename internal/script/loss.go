package script

import (
	"fmt"

	"backprop/internal/cnn"
)

// binaryGradient writes ∂L/∂ the last output under binary cross entropy, which
// goes to the scores at once and needs it no more than PyTorch does.
func (s *script) binaryGradient(torch bool, share string) {
	last := len(s.pass.Activations) - 1
	out, z := s.activation(last), s.activation(last-1)
	s.line("# From the scores, too, since 1 / %s is 1 + e^-%s and 1 / (1 - %s) is 1 + e^%s.", out, z, out, z)
	if torch {
		s.line("yes = torch.where(y == 0, 0 * y, -y * (1 + torch.exp(-%s.detach())))", z)
		s.line("no = torch.where(y == 1, 0 * y, (1 - y) * (1 + torch.exp(%s.detach())))", z)
	} else {
		s.line("yes = np.multiply(-y, 1 + np.exp(-%s), out=np.zeros_like(y), where=y != 0)", z)
		s.line("no = np.multiply(1 - y, 1 + np.exp(%s), out=np.zeros_like(y), where=y != 1)", z)
	}
	if share == "" {
		s.line("d%s = yes + no", out)
	} else {
		s.line("d%s = (yes + no)%s", out, share)
	}
}

// mean is what divides a binary cross entropy that is the mean over outputs, whose
// number y has as its size.
func (s *script) mean(size string) string {
	if s.pass.Network.Loss.Op == cnn.MeanBinaryCrossEntropy {
		return " / " + s.either("y."+size, "y[0]."+size)
	}
	return ""
}

// dropout is what a dropout multiplies by: its mask, over what is kept.
func dropout(i int, l cnn.Dropout) string {
	if l.Rate == 0 {
		return fmt.Sprintf("mask%d", i)
	}
	return fmt.Sprintf("mask%d / (1 - %s)", i, number(l.Rate))
}
