package notebook

import (
	"fmt"
	"slices"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/tex"
)

// A Strip is the network as a row of its parts, with where the chapter
// stands and what is known there.
type Strip struct {
	Backward bool // the error flows from right to left
	Stages   []Stage
	// Whole says that it shows a network of any layers, and no place in it.
	Whole bool `json:",omitempty"`
}

// A Stage is one tensor of the strip.
type Stage struct {
	Name    string // TeX
	Shape   cnn.Shape
	Across  bool   `json:",omitempty"` // it lies along one axis: a vector is drawn as a row
	Known   bool   // its value (forward) or its gradient (backward) is known
	Here    bool   // the chapter computes it
	Chapter string // folder of the chapter that computes it, for a link; "" for none
	// Beside says that the stage and the one before it are both joined to the
	// next: X and K make Z, and Z's error goes to both.
	Beside bool `json:",omitempty"`
	// Layer is the title of the layer that makes it of the one before; only in
	// a strip of a whole network.
	Layer string `json:",omitempty"`
}

// stageChapters are the chapters that compute a stage, and its gradient.
var stageChapters = map[string][2]string{
	"X": {"01-network", "14-convolution-backward-input"},
	"K": {"01-network", "13-convolution-backward-kernel"},
	"Z": {"02-convolution", "12-relu-backward"},
	"A": {"03-relu", "11-max-pooling-backward"},
	"P": {"04-max-pooling", "10-flatten-backward"},
	"f": {"05-flatten", "09-fully-connected-backward"},
	"s": {"06-fully-connected", "08-softmax-cross-entropy-backward"},
	"p": {"07-softmax-cross-entropy", "08-softmax-cross-entropy-backward"},
	"L": {"07-softmax-cross-entropy", ""},
}

// newStrip draws the classic network with the stage of the sign here. Forward
// everything before it is known. Backward every gradient after it is; there
// the kernel is a stage of its own, and the probabilities are one only where
// they are asked for: the book goes from the loss to the scores at once.
func newStrip(c *cnn.Classic, here string, backward bool) (*Strip, error) {
	quantities := []cnn.Quantity{c.X, c.Z, c.A, c.P, c.F, c.S, c.Prob, c.L}
	if backward {
		quantities = []cnn.Quantity{c.X, c.K, c.Z, c.A, c.P, c.F, c.S, c.L}
		if here == "p" {
			quantities = slices.Insert(quantities, 7, c.Prob)
		}
	}
	s := &Strip{Backward: backward}
	at := -1
	for i, q := range quantities {
		letter := q.Sign.Letter
		chapter := stageChapters[letter][0]
		if backward {
			chapter = stageChapters[letter][1]
		}
		if letter == here {
			at = i
		}
		s.Stages = append(s.Stages, Stage{
			Name:    letter,
			Shape:   q.Plain(),
			Here:    letter == here,
			Chapter: chapter,
			Beside:  letter == "K",
		})
	}
	if at < 0 {
		return nil, fmt.Errorf("strip: no stage %q; expected one of %s", here, strings.Join(s.names(func(Stage) bool { return true }), ", "))
	}
	for i := range s.Stages {
		s.Stages[i].Known = !backward && i < at || backward && i > at
	}
	return s, nil
}

// WholeStrip shows any network as a row of its arrays, and the layers between
// them. The stages are the input, the output of each layer with the layer's
// title, and what follows.
func (nb *Notebook) WholeStrip(stages ...Stage) {
	s := &Strip{Stages: stages, Whole: true}
	nb.show(s, s.check())
}

// names are the stages that are chosen, as text.
func (s *Strip) names(chosen func(Stage) bool) []string {
	var names []string
	for _, stage := range s.Stages {
		if chosen(stage) {
			names = append(names, texText(stage.Name))
		}
	}
	return names
}

// Kind is "strip".
func (*Strip) Kind() string { return "strip" }

// Text is the row, the stage of the chapter in brackets, and under it what is
// known and what is wanted.
func (s *Strip) Text(width int) string {
	var row strings.Builder
	for i, stage := range s.Stages {
		if i > 0 && s.Whole {
			if stage.Layer != "" {
				row.WriteString(" → " + stage.Layer)
			}
			row.WriteString(" → ")
		} else if i > 0 {
			row.WriteString(" " + s.joint(stage) + glue)
		}
		name := texText(stage.Name)
		if len(stage.Shape) > 0 {
			name += glue + stage.Shape.String()
		}
		if stage.Here {
			name = "[" + name + "]"
		}
		row.WriteString(name)
	}
	if s.Whole {
		return strings.Join(wrap(row.String(), width), "\n")
	}
	lines := hang(wrap(row.String(), width-2), "", "  ")
	return strings.Join(append(lines, wrap(s.legend(), width)...), "\n")
}

// joint is what stands between a stage and the one before it.
func (s *Strip) joint(stage Stage) string {
	switch {
	case stage.Beside:
		return "and"
	case s.Backward:
		return "←"
	}
	return "→"
}

// legend says in words what the row shows. The loss's own gradient is 1 and
// not worth a word.
func (s *Strip) legend() string {
	known := s.names(func(st Stage) bool { return st.Known && !(s.Backward && st.Name == "L") })
	wanted := s.names(func(st Stage) bool { return st.Here })
	if s.Backward {
		slices.Reverse(known)
		for _, names := range [][]string{known, wanted} {
			for i := range names {
				names[i] = "∂L/∂" + names[i]
			}
		}
	}
	want := strings.Join(wanted, ", ")
	switch {
	case len(known) > 0:
		return "known: " + strings.Join(known, ", ") + "; wanted: " + want
	case s.Backward:
		return "known: all values, from the forward pass; wanted: " + want
	}
	return "given: " + want
}

func (s *Strip) check() error {
	for _, stage := range s.Stages {
		if _, err := tex.Parse(stage.Name); err != nil {
			return fmt.Errorf("strip: %w", err)
		}
		for _, length := range stage.Shape {
			if length < 1 || length > cnn.MaxElements {
				return fmt.Errorf("strip: stage %s has shape %s", stage.Name, stage.Shape)
			}
		}
	}
	return nil
}
