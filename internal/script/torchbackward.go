package script

import (
	"strings"

	"backprop/internal/cnn"
)

// backward writes the way back and the step.
func (s *torch) backward() {
	last := len(s.pass.Activations) - 1
	var made []string // by layers, on the way from the input to the loss
	for i := 1; i <= last; i++ {
		if i < last || !s.joined() {
			made = append(made, s.activation(i))
		}
	}
	s.line("\n\n# ---- Backward. Of what a layer has made, PyTorch keeps the gradient if asked.")
	if len(made) > 0 {
		s.line("for tensor in [%s]:", strings.Join(made, ", "))
		s.line("    tensor.retain_grad()")
	}
	if s.pass.Network.Loss != nil {
		s.line("L.backward()")
	} else {
		s.line("%s.backward(upstream)", s.activation(last))
	}
	if s.joined() {
		p := s.activation(last)
		binary := s.pass.Network.Loss.Op != cnn.CrossEntropy
		formula := " = -y / " + p + s.share()
		if binary {
			formula = ""
		}
		s.heading("PyTorch goes from the loss to the scores at once, past d%s%s.", p, formula)
		switch {
		case s.pass.Beyond():
			s.line("# Here that is more than float64 can hold, and it is left out.")
		case binary:
			s.binaryGradient(true, s.mean("numel()")+s.share())
		default:
			s.line("d%s = torch.where(y == 0, y, -y / %s)%s", p, p, s.share())
		}
	}
	if s.pass.Network.ParameterCount() == 0 {
		return
	}
	s.heading("One step of gradient descent")
	for i := range s.pass.Network.Layers {
		for j := range s.pass.Parameters[i] {
			theta := s.parameter(i, j)
			s.line("%s_new = %s", theta, s.stepped(theta, theta+".grad"))
		}
	}
}

// gradient is where PyTorch keeps a gradient.
func (s *torch) gradient(name string) string {
	if s.joined() && name == s.activation(len(s.pass.Activations)-1) {
		return "d" + name
	}
	return name + ".grad"
}
