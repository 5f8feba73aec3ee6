package report

import (
	"fmt"
	"slices"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// A Report leads through a pass, layer by layer, and shows every array of it:
// the formula, one element in full, the values. Each method shows one step, so
// that a chapter can put its text between them.
type Report struct {
	nb    *notebook.Notebook
	net   *cnn.Network
	pass  *cnn.Pass
	whole bool // large arrays are shown in whole
	all   bool // so are all examples of a batch
}

// New reports on a pass in a notebook. Of a large array only the beginning is
// shown, or all of it where whole is true.
func New(nb *notebook.Notebook, pass *cnn.Pass, whole bool) *Report {
	return &Report{nb: nb, net: pass.Network, pass: pass, whole: whole}
}

// Quantity is the array at a place that the pass has; at any other place it
// panics.
func (r *Report) Quantity(place cnn.Place) cnn.Quantity {
	q, err := r.pass.Quantity(place)
	if err != nil {
		panic(err)
	}
	return q
}

// Activation is the array that layer i reads: the input, and then the output
// of each layer.
func (r *Report) Activation(i int) cnn.Quantity { return r.Quantity(cnn.ActivationPlace(i)) }

// Gradient is the gradient of the loss at what layer i reads.
func (r *Report) Gradient(i int) cnn.Quantity { return r.Quantity(cnn.GradientPlace(i)) }

// Learned are the parameters of a layer.
func (r *Report) Learned(layer int) []cnn.Quantity {
	var all []cnn.Quantity
	for _, l := range r.pass.Parameters[layer] {
		all = append(all, r.Quantity(cnn.ValuePlace(layer, l.Name)))
	}
	return all
}

// array shows an array with its formula and what it was made of.
func (r *Report) array(place cnn.Place, f formula, note string, from []any) {
	r.nb.Equation(f.left, "= "+f.right)
	if note != "" {
		r.nb.Markdownf("%s", note)
	}
	r.element(place)
	r.made(place, from...)
	if place.Kind == cnn.Activations && r.pass.ToldExactly() {
		r.nb.TooClose(r.Quantity(place))
	}
	r.others(place)
}

// Diagram shows the layers with what goes in and out of them.
func (r *Report) Diagram() {
	line := withShape(r.Activation(0))
	stages := []notebook.Stage{stage(r.Activation(0), "")}
	rows := [][]any{{"", "input", "$" + notebook.TeX(r.Activation(0).Sign) + "$",
		r.Activation(0).Plain().String(), "", len(r.pass.Activations[0].Data)}}
	for i, layer := range r.net.Layers {
		out := r.Activation(i + 1)
		sign, shape := "$"+notebook.TeX(out.Sign)+"$", out.Plain().String()
		line += " → " + Title(layer.Op()) + " → " + withShape(out)
		stages = append(stages, stage(out, Title(layer.Op())))
		var learned []string
		for _, q := range r.Learned(i) {
			learned = append(learned, withShape(q))
		}
		rows = append(rows, []any{fmt.Sprint(i), Title(layer.Op()), sign, shape,
			strings.Join(learned, ", "), len(out.Data)})
	}
	switch {
	case r.net.Loss != nil:
		stages = append(stages, notebook.Stage{Name: "L"})
	case r.net.Upstream != nil:
		line += " ← $" + notebook.TeX(r.Gradient(len(r.net.Layers)).Sign) + "$ (given)"
	}
	switch {
	case len(r.net.Layers) > 20:
	case r.net.Upstream != nil: // it comes from the other side
		r.nb.Markdownf("%s", line)
	default:
		r.nb.WholeStrip(stages...)
	}
	r.nb.Table("", []string{"layer", "kind", "output", "shape", "learned", "numbers"}, rows)
}

// stage is an array in the picture of the network, with the layer that made it.
func stage(q cnn.Quantity, layer string) notebook.Stage {
	return notebook.Stage{Name: notebook.TeX(q.Sign), Shape: q.Plain(), Across: q.IsFlat(), Known: true, Layer: layer}
}

// withShape is an array's symbol and its shape, which no line tears apart.
func withShape(q cnn.Quantity) string {
	shape := strings.ReplaceAll(q.Plain().String(), "×", ` \times `)
	return "$" + notebook.TeX(q.Sign) + `\; ` + shape + "$"
}

// Input shows what the network is given.
func (r *Report) Input() {
	r.heading(r.inputTitle())
	if r.net.Batch > 0 {
		r.nb.Markdownf("%s", r.batchInWords())
	}
	r.values(cnn.ActivationPlace(0))
	r.others(cnn.ActivationPlace(0))
}

// Forward shows what a layer makes of its input.
func (r *Report) Forward(i int) {
	layer, x, y := r.net.Layers[i], r.one(r.Activation(i)), r.one(r.Activation(i+1))
	r.heading(r.forwardTitle(i))
	if b, ok := layer.(cnn.BatchNorm); ok {
		r.normForward(i, b)
		return
	}
	r.nb.Markdownf("%s In: %s. Out: %s.", r.inWords(i), withShape(r.Activation(i)), withShape(r.Activation(i+1)))
	row := forwardRow(layer, x, r.beside(i))
	if !r.fitsBehind(y.Place, row) {
		for _, q := range r.Learned(i) {
			r.values(q.Place)
		}
	}
	r.array(y.Place, forwardFormula(layer, x, y, r.beside(i)), borders(layer, x), row)
}

// Loss shows what the output is compared with.
func (r *Report) Loss() {
	r.heading(r.lossTitle())
	r.nb.Markdownf("%s", lossInWords(r.net))
	if r.net.Loss == nil {
		return
	}
	out, target := r.Activation(len(r.net.Layers)), r.Quantity(cnn.TargetPlace)
	row := []any{out, `\text{and}`, target, `\to`}
	if !r.fitsBehind(cnn.LossPlace, row) {
		r.values(target.Place)
		r.others(target.Place)
	}
	r.array(cnn.LossPlace, lossFormula(r.net, r.one(out), r.one(target)), "", row)
}

// Start shows where the way back begins: the slope of the loss at each
// output, or the gradient that the file gives.
func (r *Report) Start() {
	last := len(r.net.Layers)
	gradient := r.one(r.Gradient(last))
	r.heading(r.startTitle())
	if r.net.Loss == nil {
		r.values(gradient.Place)
		r.others(gradient.Place)
		return
	}
	out, target := r.one(r.Activation(last)), r.one(r.Quantity(cnn.TargetPlace))
	r.array(gradient.Place, lossGradientFormula(r.net, out, target, gradient), r.lossGradientNote(gradient), lossGradientRow(r.net, out, target))
}

// Backward shows what a layer makes of the gradient at its output: the
// gradient of each of its parameters, and the one at its input.
func (r *Report) Backward(i int) {
	layer := r.net.Layers[i]
	x, y, dx, dy := r.one(r.Activation(i)), r.one(r.Activation(i+1)), r.one(r.Gradient(i)), r.one(r.Gradient(i+1))
	r.heading(r.backwardTitle(i))
	if _, ok := layer.(cnn.BatchNorm); ok {
		r.normParameters(i)
		r.normGradient(i)
		return
	}
	for j, l := range r.pass.Parameters[i] {
		q := r.Quantity(cnn.ParameterPlace(i, l.Name))
		r.array(q.Place, parameterFormula(layer, j, x, dy, q), r.sumInWords(i, j), r.parameterRow(i, j))
	}
	if i == len(r.net.Layers)-1 && r.pass.BeyondIn(shownExample) {
		r.together(x, y, dx, dy)
		return
	}
	f, row := r.withSkips(i, inputGradientFormula(layer, x, y, dx, dy, r.Learned(i)), inputGradientRow(layer, x, y, dy, r.Learned(i)))
	r.array(dx.Place, f, strings.TrimSpace(r.backwardNote(i)+" "+r.skipNote(i)), row)
}

// backwardNote says what the formula of an input gradient leaves unsaid.
func (r *Report) backwardNote(i int) string {
	switch layer := r.net.Layers[i].(type) {
	case cnn.Conv1d:
		return "The sum runs over the windows that contain the place $u$, which are those for which the kernel has such a weight." + gaps(cnn.OnMaps(layer).(cnn.Conv))
	case cnn.AvgPool1d:
		return bordersAlong(layer, r.one(r.Activation(i)))
	case cnn.Conv:
		return "The sum runs over the windows that contain the cell $(u,v)$, which are those for which the kernel has such a weight." + gaps(layer)
	case cnn.ConvTranspose:
		return "This is an ordinary convolution of the arriving gradient, with the kernel as it stands: forward and backward have changed places."
	case cnn.Softmax, cnn.LogSoftmax, cnn.Sigmoid:
		if r.net.Loss == nil || i != len(r.net.Layers)-1 {
			return ""
		}
		return joinedNote(r.net, r.one(r.Gradient(i)), r.Activation(i+1))
	case cnn.AvgPool:
		return borders(layer, r.one(r.Activation(i)))
	case cnn.ReLU:
		return allClosed(i, r.one(r.Activation(i)))
	}
	return ""
}

// gaps says which windows and kernels a dilation and groups leave out.
func gaps(l cnn.Conv) string {
	s := ""
	if w := l.Window(); w.Reach() != w.Size {
		s += " A dilated window passes over the cells between its weights: where the quotient is no whole number, it does not read the cell."
	}
	if l.Parts() > 1 && l.Kernel.Shape[0] == l.Parts() {
		s += " Only one kernel reads each map of a group, so $o$ is the one of the group of $c$."
	} else if l.Parts() > 1 {
		s += " Only the kernels of its own group read the map $c$, so $o$ counts those alone."
	}
	return s
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

// step says what one step of gradient descent is.
func (r *Report) step() {
	if r.net.WeightDecay == 0 {
		r.nb.Equation(`\text{new }\theta`, `= \theta - \eta \cdot \partial L/\partial \theta`)
		r.nb.Markdownf("The learning rate is $\\eta = %v$.", r.net.LearningRate)
		return
	}
	pull := "pulls every parameter towards 0, by the same share of it in each step, whatever the example says"
	if r.net.WeightDecay < 0 {
		pull = "is negative, so it pushes every parameter away from 0, where a positive one would pull it back"
	}
	r.nb.Equation(`\text{new }\theta`, `= \theta - \eta \cdot (\partial L/\partial \theta + \lambda \cdot \theta)`)
	r.nb.Markdownf("The learning rate is $\\eta = %v$ and the weight decay $\\lambda = %v$. The decay %s. "+
		"It belongs to the step alone: $\\partial L/\\partial \\theta$ is the gradient of the loss, and the loss knows nothing of $\\lambda$.", r.net.LearningRate, r.net.WeightDecay, pull)
}

// Updates shows one step of gradient descent for each parameter.
func (r *Report) Updates() {
	count := 0
	for i := range r.net.Layers {
		for _, l := range r.pass.Parameters[i] {
			if count++; count == 1 {
				r.step()
				if r.net.LearningRate < 0 {
					r.nb.Markdownf("It is negative, so this step goes along the gradient and the loss grows. To go down, leave the minus sign out.")
				}
			}
			place := cnn.UpdatedPlace(i, l.Name)
			r.element(place)
			value, gradient := r.Quantity(cnn.ValuePlace(i, l.Name)), r.Quantity(cnn.ParameterPlace(i, l.Name))
			if r.net.WeightDecay != 0 {
				r.made(place, value, `\text{and}`, gradient, `\to`)
			} else {
				r.made(place, value, "-", r.net.LearningRate, `\cdot`, gradient, "=")
			}
		}
	}
	if count == 0 {
		r.nb.Markdownf("No layer of this network has anything to learn, so there is nothing to update.")
	}
}
