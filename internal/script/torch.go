package script

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
)

// Torch writes the network of a pass that has run as a script in PyTorch, whose
// autograd goes back. The script ends by printing the largest difference from
// the values of the pass. It takes PyTorch 1.12 or newer, since it has no axis
// for a batch where the network has none.
func Torch(p *cnn.Pass) string {
	s := &torch{script{pass: p}}
	s.title("PyTorch", "1.12")
	s.line("import json\n\nimport torch\nimport torch.nn.functional as F")
	s.line("\ntorch.set_printoptions(precision=4, sci_mode=False)")
	if s.shape(0).IsSequence() && s.batch() {
		s.heading("The network's numbers, in float64 as the book's. Sequences are [example,")
		s.line("# channel, place], kernels [output channel, input channel, place], weights")
		s.line("# [output, input].")
	} else if s.shape(0).IsSequence() {
		s.heading("The network's numbers, in float64 as the book's. Sequences are [channel,")
		s.line("# place], kernels [output channel, input channel, place], weights [output,")
		s.line("# input].")
	} else if s.batch() {
		s.heading("The network's numbers, in float64 as the book's. Maps are [example, channel,")
		s.line("# row, column], vectors [example, element], kernels [output channel, input")
		s.line("# channel, row, column], weights [output, input].")
	} else {
		s.heading("The network's numbers, in float64 as the book's. Maps are [channel, row,")
		s.line("# column] without an axis for a batch, kernels [output channel, input channel,")
		s.line("# row, column], weights [output, input].")
	}
	learned := ", dtype=float"
	if s.differentiates() {
		learned += ", requires_grad=True"
	}
	s.arrays("torch.tensor", ", dtype=float", learned)
	s.line("\n\n# ---- Forward")
	for i, l := range p.Network.Layers {
		s.heading("%s", layer(i, l))
		s.forward(i, l)
	}
	if p.Network.Loss != nil {
		s.loss()
	}
	if s.differentiates() {
		s.backward()
	}
	s.line("\n\n# ---- Compare")
	s.results(s.gradient, func(name string) string { return name + "_new" })
	s.book()
	s.WriteString(`
differences = []
for place, letter, mine in results:
    mine = mine.detach()
    theirs = torch.tensor(book[place], dtype=float)
    assert mine.shape == theirs.shape, f"{place}: not {theirs.shape}"
    size = max(1, theirs.abs().max())  # large numbers differ by a share
    differences.append((mine - theirs).abs().max() / size)
    print(f"{place} =  # {letter}, off by {differences[-1]:.1e}\n{mine}")
print(f"# largest difference from the book: {torch.stack(differences).max():.1e}")
`)
	return s.String()
}

type torch struct{ script }

func (s *torch) forward(i int, l cnn.Layer) {
	x, y := s.activation(i), s.activation(i+1)
	switch l := l.(type) {
	case cnn.Conv1d:
		w := l.Window().On(s.shape(i).OnMaps())
		from, more := s.padded(i, w, w.Pad.Top, w.Pad.Left, "0")
		if apart := w.Apart().Across; apart != 1 {
			more += fmt.Sprintf(", dilation=%d", apart)
		}
		if l.Parts() > 1 {
			more += fmt.Sprintf(", groups=%d", l.Groups)
		}
		s.line("%s = F.conv1d(%s, %s, %s%s%s)", y, from, s.parameter(i, 0), s.parameter(i, 1), s.strided(i, w, cnn.Steps{Down: 1, Across: 1}), more)
	case cnn.MaxPool1d:
		s.pooled(i, "F.max_pool1d", l.Window, `float("-inf")`, "")
	case cnn.AvgPool1d:
		s.averaged(i, "F.avg_pool1d", l.AvgPool)
	case cnn.Conv:
		w := l.Window().On(s.shape(i))
		from, more := s.padded(i, w, w.Pad.Top, w.Pad.Left, "0")
		if apart := w.Apart(); w.Reach() != w.Size {
			more += ", dilation=" + pair(apart.Down, apart.Across)
		}
		if l.Parts() > 1 {
			more += fmt.Sprintf(", groups=%d", l.Groups)
		}
		s.line("%s = F.conv2d(%s, %s, %s%s%s)", y, from, s.parameter(i, 0), s.parameter(i, 1), s.strided(i, w, cnn.Steps{Down: 1, Across: 1}), more)
	case cnn.ConvTranspose:
		s.stamped(i, l)
	case cnn.MaxPool:
		s.pooled(i, "F.max_pool2d", l.Window, `float("-inf")`, "")
	case cnn.AvgPool:
		s.averaged(i, "F.avg_pool2d", l)
	case cnn.BatchNorm:
		s.batchnorm(i, l)
	case cnn.Flatten:
		order := map[cnn.Order]string{
			cnn.HWC: s.either(".permute(1, 2, 0)", ".permute(0, 2, 3, 1)"),
			cnn.CWH: s.either(".permute(0, 2, 1)", ".permute(0, 1, 3, 2)"),
		}[l.Order]
		in := s.shape(i)
		if len(in) == 1 { // flatten would give the very same tensor, with one gradient for both
			s.line("%s = %s.clone()  # a vector stays as it is", y, x)
			break
		}
		if in.IsSequence() {
			order = ""
			if l.Order == cnn.HWC {
				order = s.either(".T", ".transpose(1, 2)")
			}
		}
		s.line("%s = %s%s.flatten(%s)", y, x, order, s.either("", "1"))
	case cnn.Dense:
		s.line("%s = F.linear(%s, %s, %s)", y, x, s.parameter(i, 0), s.parameter(i, 1))
	case cnn.Softmax:
		s.line("%s = F.softmax(%s, dim=%s)", y, x, s.either("0", "1"))
	case cnn.LogSoftmax:
		s.line("%s = F.log_softmax(%s, dim=%s)", y, x, s.either("0", "1"))
	case cnn.Dropout:
		s.line("%s = %s * %s  # F.dropout would draw another mask", y, x, dropout(i, l))
	case cnn.Add:
		s.line("%s = %s + %s", y, x, s.activation(l.From))
	default:
		c := curveOf(l)
		comment := ""
		if c.comment != "" {
			comment = "  # " + c.comment
		}
		s.line("%s = %s%s", y, of(c.torch, l, x, y), comment)
	}
}

// pooled writes a pooling layer. PyTorch's own padding is at most half of a
// window.
func (s *torch) pooled(i int, call string, w cnn.Window, outside, more string) {
	w = w.On(s.shape(i).OnMaps())
	from, padding := s.padded(i, w, w.Size.Down/2, w.Size.Across/2, outside)
	if w.Ceil {
		more = ", ceil_mode=True" + more
	}
	s.line("%s = %s(%s, %s%s%s%s)", s.activation(i+1), call, from, s.steps(i, w.Size), s.strided(i, w, w.Size), padding, more)
}

// steps is how a call says a size, a stride or a padding: along one axis as one
// number.
func (s *torch) steps(i int, n cnn.Steps) string {
	if s.shape(i).IsSequence() {
		return fmt.Sprint(n.Across)
	}
	return pair(n.Down, n.Across)
}

// averaged writes an average pooling. Where padding is not counted, and is none
// that the call itself can add, the mean is divided by the part of its window that
// the input fills, which is the mean of ones.
func (s *torch) averaged(i int, call string, l cnn.AvgPool) {
	l.Window = l.On(s.shape(i).OnMaps())
	switch own := s.ownPadding(l.Window, l.Size.Down/2, l.Size.Across/2); {
	case !l.NoPad || l.Pad == (cnn.Padding{}):
		s.pooled(i, call, l.Window, "0", "")
	case own:
		s.pooled(i, call, l.Window, "0", ", count_include_pad=False")
	default:
		s.pooled(i, call, l.Window, "0", "")
		y := s.activation(i + 1)
		ceil := ""
		if l.Ceil {
			ceil = ", ceil_mode=True"
		}
		s.line("there%d = F.pad(torch.ones_like(%s), sides%d)  # 1 in the input, 0 in the padding", i, s.activation(i), i)
		s.line("%s = %s / %s(there%d, %s%s%s)", y, y, call, i, s.steps(i, l.Size), s.strided(i, l.Window, l.Size), ceil)
	}
}

// ownPadding reports a padding that a call can add itself: the same on opposite
// sides, and not more than it takes.
func (s *torch) ownPadding(w cnn.Window, mostDown, mostAcross int) bool {
	pad := w.Pad
	return pad.Top == pad.Bottom && pad.Left == pad.Right && pad.Top <= mostDown && pad.Left <= mostAcross
}

// stamped writes a transposed convolution. A crop that the call cannot say is cut
// from the result.
func (s *torch) stamped(i int, l cnn.ConvTranspose) {
	w, out := l.Window(), s.shape(i+1)
	more, cut := s.strided(i, w, cnn.Steps{Down: 1, Across: 1}), ""
	switch pad := l.Pad; {
	case pad == (cnn.Padding{}):
	case pad.Top == pad.Bottom && pad.Left == pad.Right:
		more += ", padding=" + pair(pad.Top, pad.Left)
	default:
		cut = fmt.Sprintf("[%s:, %d:%d, %d:%d]  # the rest is cropped", s.either("", ":, "), pad.Top, pad.Top+out[1], pad.Left, pad.Left+out[2])
	}
	if l.Back != (cnn.Steps{}) {
		more += ", output_padding=" + pair(l.Back.Down, l.Back.Across)
	}
	y := s.activation(i + 1)
	s.line("%s = F.conv_transpose2d(%s, %s, %s%s)", y, s.activation(i), s.parameter(i, 0), s.parameter(i, 1), more)
	if cut != "" {
		s.line("%s = %s%s", y, y, cut)
	}
}

// padded returns what a window slides over and how a call says its padding. A
// padding that no call can say, since both sides of it are not alike or it is
// more than the call takes, is written as a step of its own.
func (s *torch) padded(i int, w cnn.Window, mostDown, mostAcross int, outside string) (from, padding string) {
	from, pad := s.activation(i), w.Pad
	switch {
	case pad == (cnn.Padding{}):
		return from, ""
	case s.ownPadding(w, mostDown, mostAcross):
		return from, ", padding=" + s.steps(i, cnn.Steps{Down: pad.Top, Across: pad.Left})
	}
	value := ""
	if outside != "0" {
		value = ", value=" + outside
	}
	if s.shape(i).IsSequence() {
		s.line("sides%d = (%d, %d)  # before, after", i, pad.Left, pad.Right)
	} else {
		s.line("sides%d = (%d, %d, %d, %d)  # left, right, top, bottom", i, pad.Left, pad.Right, pad.Top, pad.Bottom)
	}
	s.line("padded%d = F.pad(%s, sides%d%s)", i, from, i, value)
	return fmt.Sprintf("padded%d", i), ""
}

// strided is how a call says a stride that is not its default.
func (s *torch) strided(i int, w cnn.Window, standard cnn.Steps) string {
	if w.Stride == standard {
		return ""
	}
	return ", stride=" + s.steps(i, w.Stride)
}

func (s *torch) loss() {
	last := len(s.pass.Activations) - 1
	out := s.activation(last)
	s.heading("The loss")
	if s.otherLoss(last) {
		return
	}
	if s.batch() {
		s.batchLoss(last)
		return
	}
	switch s.pass.Network.Loss.Op {
	case cnn.CrossEntropy:
		s.line("L = F.cross_entropy(%s, y)  # of the scores: it has a softmax of its own", s.activation(last-1))
	case cnn.SquaredError:
		s.line(`L = F.mse_loss(%s, y, reduction="sum")`, out)
	case cnn.HalfSquaredError:
		s.line(`L = F.mse_loss(%s, y, reduction="sum") / 2`, out)
	case cnn.MeanSquaredError:
		s.line("L = F.mse_loss(%s, y)", out)
	default:
		panic("script: torch.go does not write the loss " + string(s.pass.Network.Loss.Op))
	}
}

// batchLoss writes the loss of a batch: PyTorch's own mean or sum, where that is
// over the examples.
func (s *torch) batchLoss(last int) {
	out, share := s.activation(last), s.share()
	reduction := `, reduction="sum"`
	if s.pass.Network.Loss.Reduction != cnn.SumOfBatch {
		reduction = ""
	}
	switch s.pass.Network.Loss.Op {
	case cnn.CrossEntropy:
		s.line("# Of the scores: it has a softmax of its own.")
		s.line("L = F.cross_entropy(%s, y%s)", s.activation(last-1), reduction)
	case cnn.SquaredError:
		s.line(`L = F.mse_loss(%s, y, reduction="sum")%s`, out, share)
	case cnn.HalfSquaredError:
		s.line(`L = F.mse_loss(%s, y, reduction="sum") / 2%s`, out, share)
	case cnn.MeanSquaredError:
		if reduction == "" {
			s.line("L = F.mse_loss(%s, y)  # over the examples and their outputs", out)
		} else {
			s.line(`L = F.mse_loss(%s, y, reduction="sum") / y[0].numel()`, out)
		}
	default:
		panic("script: torch.go does not write the loss " + string(s.pass.Network.Loss.Op) + " of a batch")
	}
}

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
			s.binaryGradient(true, s.mean()+s.share())
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

// otherLoss computes a loss that is neither cross entropy nor one of squares; it
// is false for these.
func (s *torch) otherLoss(last int) bool {
	out, n := s.activation(last), s.pass.Network
	switch n.Loss.Op {
	case cnn.NLL:
		s.line("L = -(y * %s).sum()%s  # F.nll_loss takes classes in place of y", out, s.share())
	case cnn.BinaryCrossEntropy, cnn.MeanBinaryCrossEntropy:
		s.line("# Of the scores: it has a sigmoid of its own.")
		s.line(`L = F.binary_cross_entropy_with_logits(%s, y, reduction="sum")%s%s`, s.activation(last-1), s.mean(), s.share())
	case cnn.Hinge:
		own := s.either("", "dim=1, keepdim=True")
		s.line("own = (%s * y).sum(%s)  # the score of the true class", out, own)
		s.line("L = (F.relu(%s - own + %s) * (1 - y)).sum()%s", out, number(n.Loss.Margin), s.share())
	default:
		return false
	}
	return true
}

// mean is what divides a binary cross entropy that is the mean over outputs.
func (s *torch) mean() string {
	if s.pass.Network.Loss.Op == cnn.MeanBinaryCrossEntropy {
		return " / " + s.either("y.numel()", "y[0].numel()")
	}
	return ""
}
