package script

import (
	"fmt"

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
