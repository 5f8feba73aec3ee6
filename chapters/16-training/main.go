// # One step, and training
//
// You have every gradient. What do you do with them, how long may a step be,
// and why does the loss sometimes refuse to fall?
//
// > [!SHORT]
// > Every parameter takes one step against its own gradient,
// > $\theta' = \theta - \eta \, \partial L/\partial\theta$, and all of them
// > step at once, with gradients that were computed before any of them moved.
// > For a batch of $N$ examples, add up the $N$ gradients of a parameter,
// > divide by $N$ once, step, and begin the next batch with sums of 0. The
// > learning rate $\eta$ says how long the step is: too small, and the loss
// > creeps down; too large, and it jumps up or stays where it is, because every
// > ReLU has closed for good.

package main

import (
	_ "embed"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

//go:embed main.go
var source string

//go:embed words.md
var words string

func main() { notebook.Main(source, run) }

func run(nb *notebook.Notebook) error {
	nb.Words(words)
	ex := notebook.Must(nb.Classic())

	// ## One step by hand
	//
	// A gradient points to where the loss grows, so each parameter $\theta$
	// takes a small step the other way, by the **learning rate** $\eta$:
	//
	// $$\theta' = \theta - \eta \, \frac{\partial L}{\partial \theta}$$
	//
	// All step at the same time, each with the gradient that was computed
	// *before* any of them moved. For the kernel it looks like this:

	nb.Derive(ex.NewK, 0, 0)
	nb.Row(ex.K, "-", ex.LearningRate, `\cdot`, ex.DK, "=", ex.NewK)

	// The bias $b$, the weights $W$ and the biases $c$ follow the same rule,
	// because nothing in it depends on the shape of the parameter:

	nb.Row(ex.W, "-", ex.LearningRate, `\cdot`, ex.DW, "=", ex.NewW)

	// In loops it is one line per array:

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
	if still := stays(ex); still != "" {
		nb.Say(still, nil)
	}

	// ## Did it help?
	//
	// Run the same image through the network once more, with the new
	// parameters, and compare:

	after, _ := ex.Stepped() // none where the numbers get too large
	compared(nb, ex, after)

	// How much should the loss have fallen? As long as the slopes stay what
	// they are, which is what **to first order** means, each parameter changes
	// the loss by its gradient times its step. The step is $-\eta$ times that
	// gradient, so the squares of all gradients add up:
	//
	// $$\Delta L \approx -\eta \sum_\theta
	//   \left( \frac{\partial L}{\partial \theta} \right)^{2}$$

	squares := cnn.Written(0)
	for _, d := range []cnn.Quantity{ex.DK, ex.DB, ex.DW, ex.DC} {
		for _, g := range d.Reals() {
			squares = squares.Plus(g.Times(g))
		}
	}

	// That is a promise for small steps only. A gradient holds at one point,
	// and a step leaves that point while the loss curves away.

	promised(nb, ex, squares, after)

	// ## Pictures to learn from
	//
	// A network can learn a single image by heart and know nothing about the
	// next one, so training needs many. The program draws them: a flat bar, an
	// upright bar or a corner, at a random place, with noise on every cell. The
	// random numbers come from a fixed start, their **seed**, so you get the
	// same pictures on every machine.

	train, test := draw(90, 1), draw(45, 2)
	nb.Figure(pictureFigure(train[:len(classes)],
		nb.Phrase("the pictures", nil)))

	// The network is the one of this book, except that it has several kernels.
	// Each makes a map, and the fully connected layer reads all the maps
	// ([chapter 17](17-channels-padding-stride) says how).

	net := network(cnn.ReLU{})
	nb.Say("the network", notebook.Let{"kernels": kernels,
		"shape":      net.Input.Shape.Plain().String(),
		"parameters": net.ParameterCount()})

	// ## The gradient of a batch
	//
	// A **batch** is a handful of examples that share one step, so that the
	// peculiarities of a single picture average out. Its loss is the mean of
	// their losses, and a mean has the mean of the gradients as its gradient:
	//
	// $$\frac{\partial L}{\partial \theta} =
	//   \frac{1}{N} \sum_{k} \frac{\partial L_k}{\partial \theta}$$
	//
	// A batch of two is enough to see where the $1/N$ belongs. Take the image
	// of the book and its mirror image, run each through the network, and look
	// at the biases $c$, whose gradient is $p - y$:

	nb.Table(batchOfTwo(ex))

	// You may divide at the end, as here, or each $p - y$ by $N$ at the very
	// beginning of the way back, because every later step only multiplies and
	// adds. What you may not do is both ([chapter 21](21-batch) says more).
	//
	// ## The training loop {#training}
	//
	// One step on a batch is all there is to learning. Every sum begins at 0,
	// each example adds its gradients, and then all parameters move. (In the
	// program, `gradients` lists the gradients of a pass in the order in which
	// `parameters` lists what they belong to.)

	step := func(net *cnn.Network, pass *cnn.Pass, batch []example,
		rate float64) float64 {
		theta, n := parameters(net), float64(len(batch))
		sums, loss := zeros(theta), 0.0
		for _, e := range batch {
			notebook.OK(pass.Run(net.WithExample(e.image, e.target)))
			loss += pass.Loss
			for t, g := range gradients(pass) {
				for at := range g {
					sums[t][at] += g[at]
				}
			}
		}
		for t := range theta {
			for at := range theta[t] {
				theta[t][at] -= float64(rate * (sums[t][at] / n))
			}
		}
		return loss / n
	}

	// Then repeat. An **epoch** goes through all training pictures once, and
	// after each the loop measures how far it has come. The test pictures are
	// only ever looked at and never learned from:

	learn := func(rate float64) (*cnn.Network, course) {
		var c course
		net := network(cnn.ReLU{}) // the same start each time
		pass := notebook.Must(cnn.NewPass(net))
		for range epochs {
			loss := 0.0
			for at := 0; at < len(train); at += batchSize {
				batch := train[at : at+batchSize]
				l := step(net, pass, batch, rate)
				loss += float64(l * batchSize / float64(len(train)))
			}
			c.look(net, loss, train, test)
		}
		return net, c
	}

	// The engine has a batch of its own, which does the same for any network:

	once, engine := besideEngine(step, train[:batchSize])
	nb.Check("the loop and the engine after one batch", once, engine)

	// ## A learning rate too small, right, too large
	//
	// How long should a step be? Theory is little help here, so try it. These
	// three trainings begin with the same parameters, go through the same
	// pictures in the same order, and differ in $\eta$ alone:

	slow, small := learn(rate / 10)
	net, right := learn(rate)
	dead, large := learn(rate * 10)
	nb.Figure(lossFigure(small, right, large,
		nb.Phrase("three rates", notebook.Let{"small": rate / 10,
			"right": rate, "large": rate * 10})))
	nb.Table(rateTable(train, test, tried{rate / 10, slow, small},
		tried{rate, net, right}, tried{rate * 10, dead, large}))

	// The smallest rate is not wrong, only slow: its curve would get there in
	// the end. The largest one throws the loss about for a few epochs and then
	// leaves it where it is. A step that is too long lands beyond the valley,
	// on higher ground, and the larger gradient there sends the next step even
	// farther. If your loss grows or swings, divide $\eta$ by 10; if it falls
	// smoothly but slowly, multiply it by 3.

	nb.Figure(accuracyFigure(right,
		nb.Phrase("accuracy", notebook.Let{"rate": rate})))
	last := epochs - 1
	nb.Say("by heart", notebook.Let{"rate": rate,
		"trained": count(right.trained[last], train),
		"train":   len(train),
		"tested":  count(right.tested[last], test), "test": len(test)})

	// ## A dead ReLU stays dead
	//
	// Why does the largest rate not recover? Long steps have pushed one kernel
	// after another so far that its pre-activations are below 0 for every
	// training picture. A ReLU whose input is never positive is called
	// **dead**. Its gate is closed, so no gradient passes, so its kernel does
	// not change, so its gate stays closed. After that training, these are the
	// largest gradients that any training picture gives:

	nb.Table(largestGradients(dead, train))
	nb.Say("what still learns", notebook.Let{"ln 3": logOf3(),
		"loss": large.loss[last], "a batch": notebook.Capital(
			notebook.Numeral(batchSize, "picture", "pictures"))})

	// Three things help: a smaller rate, biases that start a little above 0,
	// and a leaky ReLU, whose closed gate still lets a little through.
	//
	// ## A gradient that vanishes
	//
	// A gradient can also fade by degrees, and is then called a **vanishing
	// gradient**. Every layer multiplies it by its slope, and a sigmoid's slope
	// is at most ¼, so that a few sigmoids in a row leave next to nothing.

	nb.Say("the deep network", notebook.Let{"input": deepInput,
		"layers": notebook.Numeral(depth, "layer", "layers")})
	nb.Table(depthTable())

	// An open ReLU has slope 1 and passes the gradient on undiminished, which
	// is a large part of why deep networks use it. The sigmoid's small numbers
	// are not wrong, and they pass every gradient check, but a step of $\eta$
	// times almost nothing goes nowhere.
	//
	// ## What the kernels have learned
	//
	// Before training a kernel is noise, and afterward it is whatever has
	// helped. Some of them can be read:

	nb.Figure(kernelFigure(network(cnn.ReLU{}), net,
		nb.Phrase("the kernels", nil)))

	// Kernel 0 has its large positive weights in its middle row, so it answers
	// where bright cells lie side by side. Kernel 3 has them in its middle
	// column, between columns that mostly subtract: it answers where bright
	// cells lie one above the other. Their activation maps show it:

	nb.Figure(answerMaps(net, train[:len(classes)],
		nb.Phrase("the activation maps", nil), 0, 3))
	nb.Table(answerTable(net, test))

	// So kernel 0 answers to a flat bar, kernel 3 to an upright one, and both
	// to a corner, which is all that the last layer needs to tell the three
	// apart. What kernels 1 and 2 are for cannot be read from the table. That
	// is the usual case: nothing in training rewards being readable.
	//
	// ## What it still gets wrong {#where-it-is-still-wrong}
	//
	// For the test pictures of each class, count which class the network chose.
	// The table is called a **confusion matrix**, and everything off its
	// diagonal is wrong.

	nb.Table(confusionTable(net, test))

	// Most mistakes confuse a bar with a corner that contains it, when the
	// noise has swallowed the second stroke or painted one.
	//
	// ## My loss does not fall
	//
	// Look at a single step before you look at a long training: compute the
	// loss of one batch, step, and compute the loss of the *same* batch again.
	//
	// > [!NOTE] What to look for
	// > - **If it rose,** divide $\eta$ by 10. If it still rises, the step goes
	// >   the wrong way: $+$ instead of $-$, or $y - p$ instead of $p - y$.
	// > - **If it did not move at all,** either some gradient is 0 that should
	// >   not be ([chapter 15](15-gradient-check#my-gradient-is-0) has a list),
	// >   or the new parameters are not those that the next pass uses.
	// > - **If it fell as promised and the training still fails,** the sums are
	// >   not set back to 0 between batches, the labels have been shuffled
	// >   without their images, or each batch holds a single class.
	// > - **If it settles near the logarithm of the number of classes,** the
	// >   network ignores the image: its ReLUs are dead, or the numbers in it
	// >   are so large that nothing useful comes through, in which case it
	// >   helps to scale the inputs to about $-1$ … $1$.
	// > - **If it is NaN,** a power has overflowed or a logarithm has met 0.
	// >   Compute both from the scores, as [chapter
	// >   07](07-softmax-cross-entropy#log-softmax) does, and make $\eta$
	// >   smaller.
	// > - **If it falls, but slowly,** make $\eta$ larger before you change
	// >   anything else.
	//
	// ## Common mistakes {#common-mistakes #mean-for-sum}

	climbed := notebook.Must(uphill(ex))
	nb.Mistake("uphill", nil, []any{ex.NewK}, []any{climbed.NewK})
	nb.Mistake("a sum for a mean", notebook.Let{"n": batchSize,
		"long": rate * batchSize, "rate": rate}, nil, nil)
	nb.Mistake("the sums of before", nil, nil, nil)

	// ## Exercises {#try-it}

	biasStep(nb, ex)
	nb.Ask("a batch of two", notebook.Let{"after": 0.9, "sum": 0.8,
		"climb": 1.1, "first": 0.7, "quarter": 0.95})
	nb.Ask("three sigmoids", notebook.Let{"gradient": 0.125,
		"no weights": 1.0 / 64, "no slopes": 8, "one layer": 0.5,
		"weight": 4, "no slope": 1})
	nb.Ask("the bug", nil)
	nb.Ask("why ln 3", nil)

	// ## What comes next
	//
	// You have followed one gradient to the kernel, checked it, and used it.
	// [Chapter 17](17-channels-padding-stride) has several channels.

	return nil
}

// The numbers of the training.
const (
	kernels   = 4
	batchSize = 10
	epochs    = 30
	rate      = 0.2
)
