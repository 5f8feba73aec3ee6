package main

import (
	"fmt"
	"slices"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// A tour leads through a pass, layer by layer, and shows every array of it:
// the formula, one element in full, the values.
type tour struct {
	nb    *notebook.Notebook
	net   *cnn.Network
	pass  *cnn.Pass
	whole bool // large arrays are shown in whole
}

// quantity is the array at a place that the pass has.
func (t tour) quantity(place cnn.Place) cnn.Quantity {
	q, err := t.pass.Quantity(place)
	if err != nil {
		panic(err)
	}
	return q
}

func (t tour) activation(i int) cnn.Quantity { return t.quantity(cnn.ActivationPlace(i)) }
func (t tour) gradient(i int) cnn.Quantity   { return t.quantity(cnn.GradientPlace(i)) }

// learned are the parameters of a layer.
func (t tour) learned(layer int) []cnn.Quantity {
	var all []cnn.Quantity
	for _, l := range t.pass.Parameters[layer] {
		all = append(all, t.quantity(cnn.ValuePlace(layer, l.Name)))
	}
	return all
}

// array shows an array with its formula and what it was made of.
func (t tour) array(place cnn.Place, f formula, note string, from []any) {
	t.nb.Equation(f.left, "= "+f.right)
	if note != "" {
		t.nb.Markdownf("%s", note)
	}
	t.element(place)
	t.made(place, from...)
}

// diagram shows the layers with what goes in and out of them. Where the
// reader gave no network, it tells what the chapter's own is about.
func (t tour) diagram(given bool) {
	if !given {
		t.nb.Markdownf("%s", story)
	}
	line := withShape(t.activation(0))
	rows := [][]any{{"", "input", "$" + notebook.TeX(t.activation(0).Sign) + "$",
		t.net.Input.Shape.Plain().String(), "", len(t.pass.Activations[0].Data)}}
	for i, layer := range t.net.Layers {
		out := t.activation(i + 1)
		sign, shape := "$"+notebook.TeX(out.Sign)+"$", out.Shape.Plain().String()
		line += " → " + titles[layer.Op()] + " → " + withShape(out)
		var learned []string
		for _, q := range t.learned(i) {
			learned = append(learned, withShape(q))
		}
		rows = append(rows, []any{fmt.Sprint(i), titles[layer.Op()], sign, shape,
			strings.Join(learned, ", "), len(out.Data)})
	}
	switch {
	case t.net.Loss != nil:
		line += " → $L$"
	case t.net.Upstream != nil:
		line += " ← $" + notebook.TeX(t.gradient(len(t.net.Layers)).Sign) + "$ (given)"
	}
	if len(t.net.Layers) <= 20 {
		t.nb.Markdownf("%s", line)
	}
	t.nb.Table("", []string{"layer", "kind", "output", "shape", "learned", "numbers"}, rows)
}

// withShape is an array's symbol and its shape, which no line tears apart.
func withShape(q cnn.Quantity) string {
	shape := strings.ReplaceAll(q.Shape.Plain().String(), "×", ` \times `)
	return "$" + notebook.TeX(q.Sign) + `\; ` + shape + "$"
}

// input shows what the network is given.
func (t tour) input() {
	t.nb.Markdownf("### The input")
	t.values(cnn.ActivationPlace(0))
}

// forward shows what a layer makes of its input.
func (t tour) forward(i int) {
	layer, x, y := t.net.Layers[i], t.activation(i), t.activation(i+1)
	t.nb.Markdownf("### Layer %d: %s", i, titles[layer.Op()])
	t.nb.Markdownf("%s In: %s. Out: %s.", inWords(layer, x.Shape), withShape(x), withShape(y))
	row := forwardRow(layer, x, t.learned(i))
	if !t.fitsBehind(y.Place, row) {
		for _, q := range t.learned(i) {
			t.values(q.Place)
		}
	}
	t.array(y.Place, forwardFormula(layer, x, y, t.learned(i)), borders(layer, x), row)
}

// loss shows what the output is compared with.
func (t tour) loss() {
	if t.net.Loss == nil {
		t.nb.Markdownf("### The end")
		t.nb.Markdownf("%s", lossInWords(t.net))
		return
	}
	t.nb.Markdownf("### The loss")
	t.nb.Markdownf("%s", lossInWords(t.net))
	out, target := t.activation(len(t.net.Layers)), t.quantity(cnn.TargetPlace)
	row := []any{out, `\text{and}`, target, `\to`}
	if !t.fitsBehind(cnn.LossPlace, row) {
		t.values(target.Place)
	}
	t.array(cnn.LossPlace, lossFormula(t.net.Loss, out, target), "", row)
}

// start shows where the way back begins: the slope of the loss at each
// output, or the gradient that the file gives.
func (t tour) start() {
	last := len(t.net.Layers)
	gradient := t.gradient(last)
	if t.net.Loss == nil {
		t.nb.Markdownf("### The gradient that the file gives")
		t.values(gradient.Place)
		return
	}
	t.nb.Markdownf("### The loss, backward")
	out, target := t.activation(last), t.quantity(cnn.TargetPlace)
	t.array(gradient.Place, lossGradientFormula(t.net.Loss, out, target, gradient), "", lossGradientRow(t.net.Loss, out, target))
}

// backward shows what a layer makes of the gradient at its output: the
// gradient of each of its parameters, and the one at its input.
func (t tour) backward(i int) {
	layer := t.net.Layers[i]
	x, y, dx, dy := t.activation(i), t.activation(i+1), t.gradient(i), t.gradient(i+1)
	t.nb.Markdownf("### Layer %d, backward: %s", i, titles[layer.Op()])
	for j, l := range t.pass.Parameters[i] {
		q := t.quantity(cnn.ParameterPlace(i, l.Name))
		t.array(q.Place, parameterFormula(layer, j, x, dy, q), "", parameterRow(layer, j, x, dy))
	}
	if i == len(t.net.Layers)-1 && t.pass.Beyond() {
		target := t.quantity(cnn.TargetPlace)
		t.array(dx.Place, formula{at(dx, "i"), at(y, "i") + " - " + at(target, "i")}, farApart(x, y, dy), []any{y, "-", target, "="})
		return
	}
	t.array(dx.Place, inputGradientFormula(layer, x, y, dx, dy, t.learned(i)), t.backwardNote(i),
		inputGradientRow(layer, x, y, dy, t.learned(i)))
}

// backwardNote says what the formula of an input gradient leaves unsaid.
func (t tour) backwardNote(i int) string {
	switch layer := t.net.Layers[i].(type) {
	case cnn.Conv:
		return "The sum runs over the windows that contain the cell $(u,v)$, which are those for which the kernel has such a weight."
	case cnn.Softmax:
		if t.net.Loss == nil || t.net.Loss.Op != cnn.CrossEntropy || i != len(t.net.Layers)-1 {
			return ""
		}
		sign := t.gradient(i).Sign
		return fmt.Sprintf("With cross entropy right after it, this simplifies to $%s = %s - y$, as [chapter 08](08-softmax-cross-entropy-backward) shows.",
			notebook.TeX(sign), notebook.TeX(t.activation(i+1).Sign))
	case cnn.AvgPool:
		return borders(layer, t.activation(i))
	case cnn.ReLU:
		return allClosed(i, t.activation(i))
	}
	return ""
}

// allClosed is what the ReLU of layer i does to the layers before it if none
// of its gates is open; "" where one is.
func allClosed(i int, x cnn.Quantity) string {
	if slices.ContainsFunc(x.Data, func(z float64) bool { return z > 0 }) {
		return ""
	}
	if i == 0 {
		return "No cell of this layer's input is above 0, so every gate is closed and the gradient ends here, whatever it was: this is a **dead ReLU**."
	}
	return "No cell of this layer's input is above 0, so every gate is closed and the gradient ends here, whatever it was: this is a **dead ReLU**. The layers before it learn nothing from this example. A larger bias, other weights or a leaky ReLU would let something through ([chapter 16](16-training))."
}

// updates shows one step of gradient descent for each parameter.
func (t tour) updates() {
	count := 0
	for i := range t.net.Layers {
		for _, l := range t.pass.Parameters[i] {
			if count++; count == 1 {
				t.nb.Equation(`\text{new }\theta`, `= \theta - \eta \cdot \partial L/\partial \theta`)
				t.nb.Markdownf("The learning rate is $\\eta = %v$.", t.net.LearningRate)
			}
			place := cnn.UpdatedPlace(i, l.Name)
			t.element(place)
			t.made(place, t.quantity(cnn.ValuePlace(i, l.Name)), "-", t.net.LearningRate, `\cdot`,
				t.quantity(cnn.ParameterPlace(i, l.Name)), "=")
		}
	}
	if count == 0 {
		t.nb.Markdownf("No layer of this network has anything to learn, so there is nothing to update.")
	}
}
