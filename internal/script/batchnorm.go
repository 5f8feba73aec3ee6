package script

import (
	"fmt"
	"slices"
	"strings"

	"backprop/internal/cnn"
)

// batchnorm writes batch normalization in PyTorch, which wants the axis of the
// examples. An output that is 0, as that of a number which is the mean, it may
// round to 10⁻¹⁷, and then a gate behind it is open that should be closed: it
// multiplies the number and the mean by the scale before it takes their
// difference. There the formula is written out.
func (s *torch) batchnorm(i int, l cnn.BatchNorm) {
	x, y := s.activation(i), s.activation(i+1)
	if slices.Contains(s.pass.Activations[i+1].Data, 0) {
		axes := s.channelAxes(i)
		s.line("# F.batch_norm may round what is 0 here to something else.")
		s.line("distance%d = %s - %s.mean(dim=%s, keepdim=True)", i, x, x, axes)
		s.line("variance%d = (distance%d**2).mean(dim=%s, keepdim=True)", i, i, axes)
		s.line("deviation%d = torch.sqrt(variance%d + %s)", i, i, number(l.Eps))
		s.line("%s = %s * distance%d / deviation%d + %s", y, s.ofChannel(i, 0), i, i, s.ofChannel(i, 1))
		return
	}
	one := ""
	if !s.batch() {
		s.line("# It wants an axis of examples.")
		x, one = x+"[None]", "[0]"
	}
	s.line("%s = F.batch_norm(%s, None, None, %s, %s,", y, x, s.parameter(i, 0), s.parameter(i, 1))
	s.line("    training=True, eps=%s)%s", number(l.Eps), one)
}

// channelAxes are the axes that a channel's numbers run over.
func (s *script) channelAxes(i int) string {
	var axes []string
	if s.batch() {
		axes = append(axes, "0")
	}
	for axis := 1; axis < len(s.shape(i)); axis++ {
		at := axis
		if s.batch() {
			at++
		}
		axes = append(axes, fmt.Sprint(at))
	}
	if len(axes) == 1 {
		return axes[0]
	}
	return "(" + strings.Join(axes, ", ") + ")"
}

// ofChannel is a parameter with one number a channel, for all of its positions.
func (s *script) ofChannel(i, j int) string {
	return s.parameter(i, j) + map[int]string{1: "", 2: "[:, None]", 3: "[:, None, None]"}[len(s.shape(i))]
}

// batchnorm writes batch normalization in NumPy.
func (s *numpy) batchnorm(i int, l cnn.BatchNorm) {
	x, y, axes := s.activation(i), s.activation(i+1), s.channelAxes(i)
	s.line("mean%d = %s.mean(axis=%s, keepdims=True)", i, x, axes)
	s.line("deviation%d = np.sqrt(%s.var(axis=%s, keepdims=True) + %s)", i, x, axes, number(l.Eps))
	s.line("normal%d = (%s - mean%d) / deviation%d", i, x, i, i)
	s.line("%s = %s * normal%d + %s", y, s.ofChannel(i, 0), i, s.ofChannel(i, 1))
}

func (s *numpy) batchnormBackward(i int) {
	x, dy, axes := s.activation(i), "d"+s.activation(i+1), s.channelAxes(i)
	s.line("d%s = (%s * normal%d).sum(axis=%s)", s.parameter(i, 0), dy, i, axes)
	s.line("d%s = %s.sum(axis=%s)", s.parameter(i, 1), dy, axes)
	s.line("# Through the input itself, through the mean, and through the variance.")
	s.line("itself = %s - %s.mean(axis=%s, keepdims=True)", dy, dy, axes)
	s.line("spread = normal%d * (%s * normal%d).mean(axis=%s, keepdims=True)", i, dy, i, axes)
	s.line("d%s = %s / deviation%d * (itself - spread)", x, s.ofChannel(i, 0), i)
}
