// # One step, and training
//
// You have every gradient. What do you do with them, and does the network
// get better? First one step by hand, then a few hundred on small pictures.

package main

import (
	_ "embed"
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

//go:embed main.go
var source string

func main() { notebook.Main(source, run) }

func run(nb *notebook.Notebook) error {
	ex, err := nb.Classic()
	if err != nil {
		return err
	}

	// ## One step by hand
	//
	// A gradient points to where the loss grows. So each parameter $\theta$
	// takes a small step the other way. The learning rate $\eta$ says how
	// small:
	//
	// $$\theta' = \theta - \eta \, \frac{\partial L}{\partial \theta}$$
	//
	// All parameters step at the same time, each with the gradient that was
	// computed *before* any of them moved. The kernel first:

	nb.Derive(ex.NewK, 0, 0)
	nb.Row(ex.K, "-", ex.LearningRate, `\cdot`, ex.DK, "=", ex.NewK)

	// The same for $b$, $W$ and $c$. Here are the weights $W$, and the loops
	// for both matrices. Each has a single line at its heart:

	nb.Row(ex.W, "-", ex.LearningRate, `\cdot`, ex.DW, "=", ex.NewW)

	eta := ex.LearningRate
	k, dK := ex.K.Rows(), ex.DK.Rows()
	for m := range k {
		for n := range k[m] {
			k[m][n] -= float64(eta * dK[m][n])
		}
	}
	w, dW := ex.W.Rows(), ex.DW.Rows()
	for i := range w {
		for j := range w[i] {
			w[i][j] -= float64(eta * dW[i][j])
		}
	}
	nb.Check("loops and engine agree on the new kernel", k, ex.NewK)
	nb.Check("loops and engine agree on the new weights", w, ex.NewW)

	// ## Did it help?
	//
	// Run the same image through the network with the new parameters.

	after, err := cnn.AsClassic(ex.Pass.Updated())
	if err != nil {
		return err
	}
	nb.Table("One step", []string{"", "before", "after"}, [][]any{
		{"loss $L$", ex.L.Data[0], after.L.Data[0]},
		{"probability of the target", share(ex), share(after)},
	})

	// How much should the loss fall? To first order each parameter changes
	// the loss by its gradient times its step, and the step is $-\eta$ times
	// the gradient again. So the squares of all gradients add up:
	//
	// $$\Delta L \approx -\eta \sum_\theta
	//   \left( \frac{\partial L}{\partial \theta} \right)^{2}$$

	squares := 0.0
	for _, d := range []cnn.Quantity{ex.DK, ex.DB, ex.DW, ex.DC} {
		for _, g := range d.Data {
			squares += float64(g * g)
		}
	}

	// With numbers:

	fall := after.L.Data[0] - ex.L.Data[0]
	nb.Markdownf(`The squares sum to %v, so the first order says
$\Delta L$ ≈ %v. The true change is %v. The two differ because
the loss is curved: the gradient holds at the point where you stand, and
the step leaves it. A smaller $\eta$ brings them closer.`,
		squares, -eta*squares, fall)

	climbed, err := uphill(ex)
	if err != nil {
		return err
	}
	nb.Slip("update-sign", `“The gradient is added.” Then every step
climbs. If your loss grows from the first step on, look at this sign
before anything else.`,
		[]any{ex.NewK}, []any{notebook.Show(climbed.NewK)})

	// ## Pictures to learn from
	//
	// One image can be learned by heart. To learn a difference you need many.
	// The program draws them: a horizontal bar, a vertical bar or a corner,
	// at a random place, with noise on every cell. The seed is fixed, so you
	// get the same pictures on every machine. (The file `pictures.go` beside
	// this one draws them.)

	train, test := draw(90, 1), draw(45, 2)
	nb.Figure(notebook.Figure{
		Title:   "One picture of each class",
		Caption: "The stronger the colour, the larger the number.",
		Maps:    pictures(train[:len(classes)]),
	})

	// The network is the one of the book with several kernels in place of
	// one: each learns to look for something of its own.

	net := network(cnn.ReLU{})
	nb.Markdownf(`It has %v kernels of 3×3 over the %s picture and %v
parameters in all.`,
		kernels, net.Input.Shape.Plain(), net.ParameterCount())

	// ## The gradient of a batch
	//
	// The loss of a batch is the mean of the losses of its images. A mean has
	// the mean of the gradients as its gradient: add them up, divide once.
	//
	// $$\frac{\partial L}{\partial \theta} =
	//   \frac{1}{N} \sum_{n} \frac{\partial L_n}{\partial \theta}$$

	// Once image by image, with a pass for each:

	mean := make([]float64, kernels*9)
	for _, e := range train[:batchSize] {
		pass, err := cnn.Run(net.WithExample(e.image, e.target))
		if err != nil {
			return err
		}
		for i, g := range pass.Parameters[0][0].Gradient.Data {
			mean[i] += g / batchSize
		}
	}

	// And once with the engine's batch, which adds up for you:

	batch, err := cnn.NewBatch(net)
	if err != nil {
		return err
	}
	for _, e := range train[:batchSize] {
		if err := batch.Add(e.image, e.target); err != nil {
			return err
		}
	}
	nb.Check("image by image and as a batch",
		mean, batch.Gradient(0, 0).Values())

	// The trap is the division:

	long := notebook.Num(rate * batchSize)
	nb.Slip("mean-for-sum", fmt.Sprintf(`“Add the gradients of the
batch.” With %d images the step is %d times as long, as if $\eta$ were
%s in place of %s. Divide once: by the loss or by you, not by both.`,
		batchSize, batchSize, long, notebook.Num(rate)), nil, nil)

	// ## Training
	//
	// An epoch shows every training picture once, in batches. For each batch,
	// add up the gradients and step. `Step` also sets the sums back to 0 for
	// the next batch. Forget this, and every step drags the gradients of all
	// earlier batches along: in PyTorch it is the call of `zero_grad`. After
	// each epoch, look at how it goes. The test pictures are never learned
	// from. This is the whole loop:

	learn := func(net *cnn.Network) (*cnn.Network, course, error) {
		var c course
		batch, err := cnn.NewBatch(net)
		if err != nil {
			return nil, c, err
		}
		for range epochs {
			loss := 0.0
			for at := 0; at < len(train); at += batchSize {
				for _, e := range train[at : at+batchSize] {
					err := batch.Add(e.image, e.target)
					if err != nil {
						return nil, c, err
					}
				}
				loss += batch.Loss()
				net = batch.Step(rate)
			}
			loss /= float64(len(train) / batchSize)
			if err := c.look(net, loss, train, test); err != nil {
				return nil, c, err
			}
		}
		return net, c, nil
	}

	// Train twice from the same start: once with ReLU, once with the sigmoid
	// in its place.

	start := net
	net, relu, err := learn(start)
	if err != nil {
		return err
	}
	_, sigmoid, err := learn(network(cnn.Sigmoid{}))
	if err != nil {
		return err
	}

	// The loss is the mean over the training pictures.

	nb.Figure(notebook.Figure{
		Title: "Loss over the epochs",
		Caption: `With the sigmoid the same steps go less far: its slope
is at most ¼, so at most a quarter of each error gets through to the
kernels.`,
		X: notebook.Axis{Label: "epoch"},
		Y: notebook.Axis{Label: "loss"},
		Curves: []notebook.Curve{
			{Name: "ReLU", X: relu.epoch, Y: relu.loss},
			{Name: "sigmoid", X: sigmoid.epoch, Y: sigmoid.loss,
				Dashed: true},
		},
	})
	nb.Figure(notebook.Figure{
		Title:   "Accuracy over the epochs",
		Caption: "The share of pictures with the right class (ReLU).",
		X:       notebook.Axis{Label: "epoch"},
		Y:       notebook.Axis{Label: "share right"},
		Curves: []notebook.Curve{
			{Name: "training", X: relu.epoch, Y: relu.trained},
			{Name: "test", X: relu.epoch, Y: relu.tested,
				Dashed: true},
		},
	})

	last := epochs - 1
	nb.Markdownf(`In the end %d of the %d training pictures and %d of
the %d test pictures get the right class. Where the first share is the
larger one, something was learned by heart: the noise of the training
pictures, which tells nothing about others.`,
		count(relu.trained[last], train), len(train),
		count(relu.tested[last], test), len(test))

	// ## What the kernels have learned
	//
	// Before training a kernel is noise. Afterwards look for a row or a column
	// of one sign beside one of the other sign: such a kernel answers to an
	// edge that lies flat, or to one that stands.

	nb.Figure(notebook.Figure{
		Title:   "Kernels before training",
		Caption: "As they were drawn from the seed.",
		Maps:    kernelMaps(start),
	})
	nb.Figure(notebook.Figure{
		Title:   "Kernels after training",
		Caption: "Orange cells are positive, blue ones negative.",
		Maps:    kernelMaps(net),
	})

	// ## Where it is still wrong
	//
	// Count, for the test pictures of each class, what the network said.

	table, right, err := confusion(net, test)
	if err != nil {
		return err
	}
	nb.Table("Rows: the class. Columns: what the network says",
		append([]string{""}, classes...), table)
	nb.Markdownf(`%v of %v test pictures are right.`, right, len(test))

	// ## Try it

	bias, dBias := ex.B.Data[0], ex.DB.Data[0]
	step := notebook.Num(eta) + " · " + notebook.Factor(dBias)
	nb.Exercise(notebook.Exercise{
		Question: `What is the kernel's bias after the step?`,
		Answers: []notebook.Answer{{
			Name: `\text{new } b`, Value: ex.NewB.Data[0],
			Wrong: marking.Mistaken(ex.Network, ex.NewB.Place, 0)}},
		Hint: `The rule is the same for every parameter. The gradient
$\partial L/\partial b$ is in
[chapter 13](13-convolution-backward-kernel).`,
		Solution: fmt.Sprintf(`%s − %s %s.`, notebook.Num(bias), step,
			notebook.Eq(ex.NewB.Data[0])),
	})
	change := -eta * dBias * dBias
	nb.Exercise(notebook.Exercise{
		Question: `To first order, by how much does the loss change when
only the kernel's bias takes its step?`,
		Answers: []notebook.Answer{{Name: `\Delta L`, Value: change,
			Wrong: []notebook.Wrong{
				{Value: -change, Mistake: "update-sign",
					Did: "took the step along the gradient"},
				{Value: -eta * dBias, Did: "gave the step of the bias"},
				{Value: -dBias * dBias, Did: "left out η"}}}},
		Hint: `Gradient times step; the step is $-\eta$ times the
gradient.`,
		Solution: fmt.Sprintf(`−%s · %s² %s.`, notebook.Num(eta),
			notebook.Factor(dBias), notebook.Eq(change)),
	})

	// ## What comes next
	//
	// You have followed one error from the loss to the kernel, checked it, and
	// used it. Take your own numbers: every chapter so far runs with
	// `-net FILE`. What is left out are several channels, padding and strides:
	// [chapter 17](17-channels-padding-stride).

	return nil
}

// The numbers of the training.
const (
	kernels   = 4
	batchSize = 10
	epochs    = 30
	rate      = 0.2
)
