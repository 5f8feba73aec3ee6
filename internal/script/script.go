package script

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
)

// A script is the text of one, line by line, while it is written.
type script struct {
	strings.Builder
	pass *cnn.Pass
}

// line adds a line.
func (s *script) line(format string, args ...any) { fmt.Fprintf(s, format+"\n", args...) }

// heading adds a comment after an empty line.
func (s *script) heading(format string, args ...any) { s.line("\n# "+format, args...) }

// title begins a script with what it is and what it takes.
func (s *script) title(framework, version string) {
	name := "this network"
	if n := s.pass.Network.Name; n != "" {
		name = fmt.Sprintf("%q", n) // on one line, whatever it holds
	}
	s.line("# In %s, %s or newer: %s", framework, version, name)
	s.line("#")
	s.line("# Computes every activation and every gradient, prints them by their names in")
	s.line("# the book, and says how far they are from the book's values. activations/0 is")
	s.line("# the input, activations/1 what layer 0 makes of it, gradients/1 the gradient")
	s.line("# of the loss there.")
}

// name is an array's letter in the book, with its number, as a name in Python.
func name(sign cnn.Sign) string {
	letter := strings.TrimPrefix(sign.Letter, `\`) // of \gamma
	if sign.Number == 0 {
		return letter
	}
	return fmt.Sprintf("%s%d", letter, sign.Number)
}

// label is what is printed of an array beside its place.
func label(sign cnn.Sign) string {
	switch {
	case sign.Gradient:
		return "dL/d" + name(sign)
	case sign.Updated:
		return name(sign) + " after the step"
	}
	return name(sign)
}

// at is the quantity at a place that the pass is known to have.
func (s *script) at(place cnn.Place) cnn.Quantity {
	q, err := s.pass.Quantity(place)
	if err != nil {
		panic("script: " + err.Error())
	}
	return q
}

// activation is the name of the input (0) or of the output of layer i−1.
func (s *script) activation(i int) string { return name(s.at(cnn.ActivationPlace(i)).Sign) }

// parameter is the name of a layer's parameter.
func (s *script) parameter(layer, j int) string { return name(s.pass.Parameters[layer][j].Sign) }

// shape is the shape of an activation, that of one example in a batch.
func (s *script) shape(i int) cnn.Shape { return s.pass.Shape(i) }

// batch reports whether arrays have an axis of examples.
func (s *script) batch() bool { return s.pass.Network.Batch > 0 }

// either is what is written without a batch, or what is written with one.
func (s *script) either(alone, batch string) string {
	if s.batch() {
		return batch
	}
	return alone
}

// share is what divides the loss of a batch, as an ending; "" where nothing does.
func (s *script) share() string {
	if !s.pass.Network.Averages() {
		return ""
	}
	return fmt.Sprintf(" / %d", s.pass.Network.Batch)
}

// differentiates reports whether there is a way back.
func (s *script) differentiates() bool { return s.pass.Gradients != nil }

// joined reports whether the last layer and the loss are one step, from the
// scores on, as with cross entropy.
func (s *script) joined() bool {
	loss := s.pass.Network.Loss
	return loss != nil && loss.FromScores()
}

// arrays writes everything that the network is given, as calls such as
// np.array(…, dtype=float). A learned one and the input get the ending learned.
func (s *script) arrays(call, ending, learned string) {
	given := func(name string, t *cnn.Tensor, ending string) {
		before := name + " = " + call + "("
		s.line("%s%s%s)", before, literal(t, len(before), len(ending)+1), ending)
	}
	n := s.pass.Network
	given(s.activation(0), n.Input, learned)
	for i := range n.Layers {
		for j, p := range s.pass.Parameters[i] {
			given(s.parameter(i, j), p.Value, learned)
		}
	}
	for i, l := range n.Layers {
		if d, ok := l.(cnn.Dropout); ok {
			given(fmt.Sprintf("mask%d", i), d.Mask, ending)
		}
	}
	switch {
	case n.Loss != nil:
		given("y", n.Loss.Target, ending)
	case n.Upstream != nil:
		given("upstream", n.Upstream, ending)
	}
	if s.differentiates() && n.ParameterCount() > 0 {
		s.line("eta = %s  # the learning rate", number(n.LearningRate))
		if n.WeightDecay != 0 {
			s.line("decay = %s  # the weight decay", number(n.WeightDecay))
		}
	}
}

// stepped is a parameter after the step. The decay is none of its gradient.
func (s *script) stepped(theta, gradient string) string {
	if s.pass.Network.WeightDecay == 0 {
		return fmt.Sprintf("%s - eta * %s", theta, gradient)
	}
	return fmt.Sprintf("%s - eta * (%s + decay * %s)", theta, gradient, theta)
}

// places are those of the pass that a script compares. The gradient at the
// probabilities is none of them where float64 cannot hold it.
func (s *script) places() (places []cnn.Place) {
	last := cnn.GradientPlace(len(s.pass.Activations) - 1)
	for _, place := range s.pass.Places() {
		if place != last || !s.pass.Beyond() {
			places = append(places, place)
		}
	}
	return places
}

// results lists every array with its place and its label. Of a gradient and of
// an updated parameter, given by its name, the two functions know how the
// script calls it.
func (s *script) results(gradient, updated func(name string) string) {
	s.heading("Everything, by its place in the book.")
	s.line("results = [")
	for _, place := range s.places() {
		q := s.at(place)
		array := name(q.Sign)
		switch {
		case q.Sign.Gradient:
			array = gradient(array)
		case q.Sign.Updated:
			array = updated(array)
		}
		s.line(`    ("%s", "%s", %s),`, place, label(q.Sign), array)
	}
	s.line("]")
}

// book writes the book's values, which the script is compared with.
func (s *script) book() {
	s.heading("The book's values, with all of their digits.")
	s.line(`book = json.loads("""{`)
	places := s.places()
	for i, place := range places {
		q := s.at(place)
		comma := ","
		if i == len(places)-1 {
			comma = ""
		}
		s.line(`"%s": %s%s`, place, flat(q.Shape, q.Data), comma)
	}
	s.line(`}""")`)
}

// A pair is n where both numbers are n, and else (a, b): a size or a stride.
func pair(down, across int) string {
	if down == across {
		return fmt.Sprint(down)
	}
	return fmt.Sprintf("(%d, %d)", down, across)
}

// layer is the comment on a layer: its number and what the field calls it.
func layer(i int, l cnn.Layer) string {
	k, _ := cnn.KindOf(l.Op())
	return fmt.Sprintf("Layer %d, %s", i, k.Title)
}
