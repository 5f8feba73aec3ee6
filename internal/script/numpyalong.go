package script

import (
	"fmt"

	"backprop/internal/cnn"
)

// forwardAlong writes a layer along one axis: windows2[c, i, m] is what the
// window of layer 2 at i sees at its place m.
func (s *numpy) forwardAlong(i int, l cnn.Layer) {
	x, y := s.activation(i), s.activation(i+1)
	switch l := l.(type) {
	case cnn.Conv1d:
		s.windowsAlong(i, l.Window(), 0)
		if g := l.Parts(); g > 1 {
			k := s.parameter(i, 0)
			s.line("# %d groups: grouped%d[%sg, c, i, m] is what group g sees in its channel c.", g, i, s.either("", "b, "))
			s.line("grouped%d = windows%d.reshape(%s%d, %d, *windows%d.shape[%s:])", i, i, s.either("", "-1, "), g, l.Kernel.Shape[1], i, s.either("1", "2"))
			s.line("%s_grouped = %s.reshape(%d, %d, *%s.shape[1:])", k, k, g, l.Kernel.Shape[0]/g, k)
			s.line(`%s = np.einsum("%s", grouped%d, %s_grouped)`, y, s.either("gcim,gocm->goi", "bgcim,gocm->bgoi"), i, k)
			s.line("%s = %s.reshape(%s%d, %d) + %s[:, None]", y, y, s.either("", "-1, "), l.Kernel.Shape[0], s.shape(i + 1)[1], s.parameter(i, 1))
			return
		}
		s.line(`%s = np.einsum("%s", windows%d, %s) + %s[:, None]`, y, s.either("cim,ocm->oi", "bcim,ocm->boi"), i, s.parameter(i, 0), s.parameter(i, 1))
	case cnn.MaxPool1d:
		s.windowsAlong(i, l.Window, "-np.inf")
		s.line("%s = windows%d.max(axis=-1)", y, i)
	case cnn.AvgPool1d:
		s.windowsAlong(i, l.Window, 0)
		divisor, whole := s.areaAlong(i, l)
		switch {
		case whole:
			s.line("%s = windows%d.mean(axis=-1)", y, i)
			return
		case l.NoPad && l.On(s.shape(i).OnMaps()).Pad != (cnn.Padding{}):
			s.line("# Only numbers of %s count in the divisor, no padding.", x)
			s.line("there%d = np.pad(np.ones_like(%s), pad%d)", i, x, i)
		default:
			s.line("# Padding counts in the divisor, what hangs over the end does not.")
		}
		s.line("area%d = %s", i, divisor)
		s.line("%s = windows%d.sum(axis=-1) / area%d", y, i, i)
	}
}

func (s *numpy) windowsAlong(i int, w cnn.Window, padding any) {
	w = w.On(s.shape(i).OnMaps())
	from := s.activation(i)
	if before, after := s.padding(i, w); before != (cnn.Steps{}) || after != (cnn.Steps{}) {
		value := ""
		if padding != 0 {
			value = fmt.Sprintf(", constant_values=%v", padding)
		}
		if over := s.over(i, w); over != (cnn.Steps{}) {
			s.line("# The last window hangs over the end, by %d.", over.Across)
		}
		s.line("pad%d = %s(0, 0), (%d, %d)  # %schannels, places", i, s.either("", "(0, 0), "), before.Across, after.Across, s.either("", "examples, "))
		s.line("padded%d = np.pad(%s, pad%d%s)", i, from, i, value)
		from = fmt.Sprintf("padded%d", i)
	}
	s.line("windows%d = %s", i, s.slidingAlong(from, w))
	if apart := w.Apart().Across; apart != 1 {
		s.line("windows%d = windows%d[..., ::%d]  # only what the weights lie on", i, i, apart)
	}
}

func (s *numpy) slidingAlong(from string, w cnn.Window) string {
	steps := ""
	if w.Stride.Across != 1 {
		steps = fmt.Sprintf("[%s:, ::%d]", s.either("", ":, "), w.Stride.Across)
	}
	return fmt.Sprintf("sliding_window_view(%s, %d, axis=%s)%s", from, w.Reach().Across, s.either("1", "2"), steps)
}

// areaAlong is area along one axis.
func (s *numpy) areaAlong(i int, l cnn.AvgPool1d) (expression string, whole bool) {
	w, in, out := l.On(s.shape(i).OnMaps()), s.shape(i), s.shape(i+1)
	switch {
	case l.NoPad && w.Pad != (cnn.Padding{}):
		return s.slidingAlong(fmt.Sprintf("there%d", i), w) + ".sum(axis=-1)", false
	case s.over(i, w) == (cnn.Steps{}):
		return fmt.Sprint(w.Size.Across), true
	}
	return fmt.Sprintf("np.minimum(%d, %d - %d * np.arange(%d))", w.Size.Across, in[1]+w.Pad.Left+w.Pad.Right, w.Stride.Across, out[1]), false
}

// backwardAlong writes the way back of a layer along one axis.
func (s *numpy) backwardAlong(i int, l cnn.Layer) {
	x, y := s.activation(i), s.activation(i+1)
	switch l := l.(type) {
	case cnn.Conv1d:
		kernel := s.parameter(i, 0)
		if l.Parts() > 1 {
			s.ungroupedAlong(i, l)
			return
		}
		s.line(`d%s = np.einsum("%s", windows%d, d%s)`, kernel, s.either("cim,oi->ocm", "bcim,boi->ocm"), i, y)
		s.line("d%s = d%s.sum(axis=%s)", s.parameter(i, 1), y, s.either("1", "(0, 2)"))
		s.spreadAlong(i, l.Window(), fmt.Sprintf(`np.einsum("%s", %s[:, :, m], d%s)`, s.either("oc,oi->ci", "oc,boi->bci"), kernel, y))
	case cnn.MaxPool1d:
		w := l.On(s.shape(i).OnMaps())
		s.line("# To the winner of each window: the first of its largest.")
		s.line("%schannel, place = np.indices(%s.shape)", s.either("", "example, "), y)
		s.line("place = %s", cell("place", w.Stride.Across, fmt.Sprintf("windows%d.argmax(axis=-1)", i), w.Pad.Left))
		s.line("d%s = np.zeros_like(%s)", x, x)
		s.line("np.add.at(d%s, (%schannel, place), d%s)  # winners can be shared", x, s.either("", "example, "), y)
	case cnn.AvgPool1d:
		divisor, whole := s.areaAlong(i, l)
		if !whole {
			divisor = fmt.Sprintf("area%d", i)
		}
		s.line("share = d%s / %s", y, divisor)
		s.spreadAlong(i, l.Window, "share")
	}
}

// spreadAlong is spread along one axis.
func (s *numpy) spreadAlong(i int, w cnn.Window, terms string) {
	w = w.On(s.shape(i).OnMaps())
	from, to := s.activation(i), "d"+s.activation(i)
	before, after := s.padding(i, w)
	padded := before != (cnn.Steps{}) || after != (cnn.Steps{})
	if padded {
		from, to = fmt.Sprintf("padded%d", i), fmt.Sprintf("dpadded%d", i)
	}
	s.line("%s = np.zeros_like(%s)", to, from)
	s.line("for m in range(%d):  # what lies at m in each window", w.Size.Across)
	s.line("    %s[%s:, %s] += %s", to, s.either("", ":, "), every(product(w.Apart().Across, "m"), s.shape(i + 1)[1], w.Stride.Across), terms)
	if padded {
		s.line("d%s = %s[%s:, %d:%d]  # without the padding", s.activation(i), to, s.either("", ":, "), before.Across, before.Across+s.shape(i)[1])
	}
}

// ungroupedAlong is ungrouped along one axis.
func (s *numpy) ungroupedAlong(i int, l cnn.Conv1d) {
	k, y := s.parameter(i, 0), s.activation(i+1)
	s.line("d%s_grouped = d%s.reshape(%s%d, %d, -1)", y, y, s.either("", fmt.Sprintf("%d, ", s.pass.Network.Batch)), l.Parts(), l.Kernel.Shape[0]/l.Parts())
	s.line(`d%s = np.einsum("%s", grouped%d, d%s_grouped)`, k, s.either("gcim,goi->gocm", "bgcim,bgoi->gocm"), i, y)
	s.line("d%s = d%s.reshape(%s.shape)", k, k, k)
	s.line("d%s = d%s.sum(axis=%s)", s.parameter(i, 1), y, s.either("1", "(0, 2)"))
	s.line("def back%d(m):  # what the weights at m send to each channel", i)
	s.line(`    terms = np.einsum("%s", %s_grouped[..., m], d%s_grouped)`, s.either("goc,goi->gci", "goc,bgoi->bgci"), k, y)
	s.line("    return terms.reshape(%s%d, -1)", s.either("", fmt.Sprintf("%d, ", s.pass.Network.Batch)), s.shape(i)[0])
	s.spreadAlong(i, l.Window(), fmt.Sprintf("back%d(m)", i))
}
