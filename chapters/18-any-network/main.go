// # Any network
//
// Your network has two convolutions, or padding, or no softmax at all. How can
// one program know its numbers, forward and backward?
//
// > [!SHORT]
// > It knows only one thing about a layer: the list of its **links**. Each link
// > says that an output reads an input, and with which slope. Read forward,
// > slope times input adds up to the output; read backward, $\delta$ times
// > slope adds up to the gradient of the input; collected by parameter,
// > $\delta$ times input adds up to the gradient of a weight. Every gradient
// > therefore has the shape of its own array. For the numbers of your own
// > network, save it in a file and run
// > `go run ./chapters/18-any-network -net my.json`.

package main

import (
	_ "embed"
	"iter"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
	"backprop/internal/report"
)

//go:embed main.go
var source string

//go:embed words.md
var words string

//go:embed strokes.json
var strokes []byte

func main() { notebook.Main(source, run) }

func run(nb *notebook.Notebook) error {
	nb.Words(words)
	n, given, err := nb.NetworkOr("strokes.json", strokes)
	if err != nil {
		return err
	}
	pass, err := cnn.Run(n)
	if err != nil {
		return err
	}
	r := report.New(nb, pass, *all)
	if done, err := asked(nb, pass, r); done || err != nil {
		return err
	}

	// ## The network

	if !given {
		nb.Say("the example", nil)
	}
	r.Diagram()

	// Every array has a letter and, where the network has several of a kind, a
	// number beside it. Indices count from 0, in the order channel, row,
	// column.
	//
	// ## One list for every layer
	//
	// One program need not know every kind of layer, as long as it knows **who
	// reads whom**.
	//
	// Say that there is a **link** where an output element reads an input
	// element. A link has a **slope**: how much the output grows for each unit
	// of the input. A layer is nothing but the list of its links:
	//
	// | layer | an output reads | slope |
	// | --- | --- | --- |
	// | convolution | each cell under its window | the weight there |
	// | fully connected | every input | the weight between them |
	// | flatten | one cell | 1 |
	// | average pooling | each cell of its window | 1 over the window's size |
	// | max pooling | each cell of its window | 1 for the winner, else 0 |
	// | ReLU | the cell at its own place | 1 if that is above 0, else 0 |
	// | leaky ReLU | the cell at its own place | 1 above 0, else the leak |
	// | any other curve | the cell at its own place | the slope there |
	// | softmax | every score | $p_i \, ([i = j] - p_j)$ |
	//
	// Here $[i = j]$ is 1 where the two indices are equal and 0 elsewhere. A
	// bias is a weight that reads the constant 1. A window that reaches into
	// the padding has fewer links, and stride and flatten order decide which
	// cells are read. All of it ends up in the list, and none of the loops
	// below has to ask.
	//
	// ### Forward is one loop
	//
	// Walk through the list, and let each link add slope times input to its
	// output:

	forward := func(links iter.Seq[cnn.Link], x, y []float64) {
		for l := range links {
			if l.In == cnn.One {
				y[l.Out] += l.Slope
			} else {
				y[l.Out] += float64(l.Slope * x[l.In])
			}
		}
	}

	// For ReLU and max pooling this works as well, once it is known which cells
	// are above 0 and which have won. Only softmax and the smooth curves, from
	// sigmoid to GELU, are not straight between two points, and there the slope
	// says how the output changes rather than what it is.
	//
	// ### Backward is the same loop, read the other way
	//
	// By the chain rule an input's gradient is a sum over all outputs that read
	// it, each contributing $\delta$, the gradient at the output, times the
	// slope. So walk through the same list, and let each link carry $\delta$
	// from its output to its input:

	backward := func(links iter.Seq[cnn.Link], dy, dx []float64) {
		for l := range links {
			if l.In != cnn.One {
				dx[l.In] += float64(dy[l.Out] * l.Slope)
			}
		}
	}

	// ### The gradient of a parameter, once more the same loop
	//
	// A weight is the slope of every link that uses it. For each unit of the
	// weight the output grows by the input, so the link contributes $\delta$
	// times input, and a weight with many links collects from all of them:

	gradient := func(links iter.Seq[cnn.Link],
		x, dy, dTheta []float64) {
		for l := range links {
			switch {
			case l.Param == cnn.None:
			case l.In == cnn.One:
				dTheta[l.Param] += dy[l.Out]
			default:
				dTheta[l.Param] += float64(dy[l.Out] * x[l.In])
			}
		}
	}

	// That is backpropagation for any network of layers: three loops over one
	// list. Here they run over every layer of this network. Two kinds of layer
	// need more than a list of their own. With a skip connection, `add`, an
	// earlier array joins in, and what goes back to that array adds to what
	// reaches it through the layers between. And in batch normalization the
	// examples of a batch read each other, which is the subject of [chapter
	// 21](21-batch#three-paths).

	var y, wantY, dx, wantDx, dTheta, wantTheta []float64
	for i, layer := range n.Layers {
		if layer.Op() == "batchnorm" {
			continue // it asks all examples at once
		}
		links, in := pass.EachLink(i), pass.Activations[i].Data
		if out := pass.Activations[i+1].Data; !bent(layer) {
			have := make([]float64, len(out))
			forward(links, in, have)
			withSkip(pass, i, have)
			y, wantY = append(y, have...), append(wantY, out...)
		}
		if pass.Gradients == nil {
			continue
		}
		if i == len(n.Layers)-1 && pass.Beyond() {
			continue // p − y without this step: see Backward
		}
		have := make([]float64, len(in))
		backward(links, pass.Gradients[i+1].Data, have)
		withSkips(pass, i, have)
		dx = append(dx, have...)
		wantDx = append(wantDx, pass.Gradients[i].Data...)

		have = make([]float64, parameters(layer))
		gradient(links, in, pass.Gradients[i+1].Data, have)
		dTheta = append(dTheta, have...)
		for _, learned := range pass.Parameters[i] {
			wantTheta = append(wantTheta, learned.Gradient.Data...)
		}
	}
	if len(y) > 0 {
		nb.Check("the loop forward and the engine", y, wantY)
	}
	if len(dx) > 0 {
		nb.Check("the loop backward and the engine", dx, wantDx)
	}
	if len(dTheta) > 0 {
		nb.Check("the loop for the parameters and the engine",
			dTheta, wantTheta)
	}

	// ## Forward
	//
	// Now the numbers. For each array there is the formula, then one element in
	// full (the first of those with the most terms that are not 0), and then
	// all values beside those that they were computed from.

	r.Input()
	for i := range n.Layers {
		r.Forward(i)
	}
	r.Loss()

	// ## Backward
	//
	// The way back begins at the end. Each layer receives the gradient at its
	// output, computes from it the gradients of its own parameters, and passes
	// on the gradient at its input, which is the output of the layer before.

	if pass.Gradients == nil {
		nb.Say("no way back", nil)
		return nil
	}
	r.Start()
	for i := len(n.Layers) - 1; i >= 0; i-- {
		r.Backward(i)
	}

	// ## The update
	//
	// With all gradients known, each parameter $\theta$ takes one step against
	// its own.

	r.Updates()

	// ## The gradient check
	//
	// Loops that read one list agree with each other even where the list is
	// wrong, so the gradients need a test that uses no list. Move one number up
	// and down by $10^{-5}$, run forward each time, and divide the difference
	// of the two losses by the distance, as in [chapter 15](15-gradient-check).

	r.Check()

	// ## Common mistakes {#where-people-slip}

	slip(nb, pass, r)

	// ## Exercises {#try-it}

	nb.Ask(linksOf(pass))
	nb.Ask("doubled", doubled(pass, r))
	inputs, parameters := len(n.Input.Data), n.ParameterCount()
	nb.Ask("how many passes", notebook.Let{
		"n": inputs, "p": parameters, "elements": inputs + parameters,
		"passes":  2 * (inputs + parameters),
		"numbers": notebook.Counted(inputs, "number", "numbers"),
		"parameters": notebook.Counted(parameters, "parameter",
			"parameters")})

	// ## Your own network
	//
	// The quickest way is [the lab](lab), which runs this chapter in your
	// browser: change any number there and everything follows. On the command
	// line, let the chapter write its network to a file, change whatever you
	// like in it, layers included, and give it back:
	//
	// ```sh
	// go run ./chapters/18-any-network -save my.json
	// go run ./chapters/18-any-network -net my.json
	// ```
	//
	// Any layers whose shapes fit will do, in any order, as long as the network
	// stays small enough to be held in memory with all of its links: at most a
	// million numbers in an array, ten million links in a layer and forty
	// million altogether, a thousand layers, and 64 MiB of file.
	//
	// Of a large array only the beginning is shown. You can ask for all of it,
	// for all of one array, or for every number with all of its digits in a
	// file:
	//
	// ```sh
	// go run ./chapters/18-any-network -net my.json -all
	// go run ./chapters/18-any-network -net my.json -only gradients/3
	// go run ./chapters/18-any-network -net my.json -values my-values.json
	// ```
	//
	// Places count like this: `activations/0` is the input, `activations/1` the
	// output of layer 0, and `gradients/1` the gradient there.
	// `parameters/0/kernel` is a gradient of layer 0, and
	// `parameters/0/kernel/updated` the kernel after the update.
	//
	// ### Check it in PyTorch or NumPy
	//
	// You need not believe this program if there is another that you already
	// trust. It can write your network as a script, for PyTorch, which finds
	// the gradients on its own, or for NumPy, with the way back written out
	// line by line. The script contains the book's values, and its last line
	// says by how much the two differ:
	//
	// ```sh
	// go run ./chapters/18-any-network -net my.json -torch check.py
	// go run ./chapters/18-any-network -net my.json -numpy check.py
	// python3 check.py > mine.txt
	// ```
	//
	// Replace a line of it with your own code, and you see at which array the
	// numbers begin to differ. What the script prints is an answers file as
	// well, so that [chapter 19](19-common-mistakes) can name the mistake. Only
	// where a pre-activation is 0 up to rounding, or two cells of a window are
	// equal up to rounding, may two programs that are both right decide
	// differently.
	//
	// And if you begin with a model in PyTorch, `-from-torch` prints a few
	// lines to append to it. They write the model as a network for this
	// chapter, and its gradients as answers for the next.
	//
	// ## What comes next
	//
	// You can now compare your own numbers with these. If they differ, [chapter
	// 19](19-common-mistakes) finds out what went wrong.

	return nil
}

// bent reports whether a layer is a curve: its slopes do not say what
// its outputs are.
func bent(layer cnn.Layer) bool {
	if _, ok := layer.(cnn.Composed); ok {
		return true
	}
	curve, ok := layer.(cnn.Nonlinear)
	if !ok || curve.Rule() == cnn.Rectified {
		return false
	}
	_, ok = curve.Rule().Expression()
	return ok
}

// parameters counts the learned numbers of a layer.
func parameters(layer cnn.Layer) int {
	count := 0
	for _, p := range layer.Parameters() {
		count += len(p.Value.Data)
	}
	return count
}
