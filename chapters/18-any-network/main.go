// # Any network
//
// Your network has two convolutions, or padding, or no softmax at all. How can
// one program know its numbers, forward and backward?
//
// > [!SHORT]
// > It knows only one thing about a layer: the list of its **links**. Each link
// > says that an output reads an input, and with which slope. Read forward,
// > slope times input adds up to the output. (A softmax or a smooth curve has a
// > formula of its own for that, and only its slopes are in the list.) Read
// > backward, $\delta$ times slope adds up to the gradient of the input,
// > whatever the layer; collected by parameter, $\delta$ times input adds up to
// > the gradient of a weight. Every gradient therefore has the shape of its own
// > array. For the numbers of your own network, save it in a file and run
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

	// Every array has a letter and, where there are several of a kind, a
	// number. Indices count from 0, in the order channel, row, column.
	//
	// ## One list for every layer
	//
	// A program need not know the kinds of layers, as long as it knows **who
	// reads whom**. Wherever an output reads an input there is a **link**, and
	// a link has a **slope**: how much the output grows for each unit of the
	// input. A layer is nothing but the list of its links:

	nb.Tabulate("the links of each layer", nil)

	// Padding, stride and the order of flatten decide which links there are,
	// and none of the loops below has to ask.
	//
	// ### Forward is one loop
	//
	// Walk through the list, and let each link add slope times input to its
	// output:

	forward := func(links iter.Seq[cnn.Link], x, y []float64) {
		for l := range links {
			if l.In == cnn.One { // a bias
				y[l.Out] += l.Slope
			} else {
				y[l.Out] += float64(l.Slope * x[l.In])
			}
		}
	}

	// This works for ReLU and max pooling as well, once it is known which cells
	// are above 0 and which have won. For softmax and the smooth curves, from
	// sigmoid to GELU, a slope says only how the output changes, not what it
	// is.
	//
	// ### Backward is the same loop, read the other way
	//
	// By the chain rule an input's gradient is a sum over all outputs that read
	// it, each contributing $\delta$, the gradient at the output, times the
	// slope. So let each link of the list carry $\delta$ from its output to its
	// input:

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
			case l.Param == cnn.None: // a slope that nobody learns
			case l.In == cnn.One:
				dTheta[l.Param] += dy[l.Out]
			default:
				dTheta[l.Param] += float64(dy[l.Out] * x[l.In])
			}
		}
	}

	// That is backpropagation for any network: three loops over one list. Only
	// two kinds of layer need more than that. A skip connection, `add`, reads
	// an earlier array as well, which then gets its gradient [on two
	// paths](22-backward-is-the-transpose), and in batch normalization [the
	// examples of a batch read each other](21-batch#three-paths).

	agree(nb, pass, forward, backward, gradient)

	// ### Sigmoid, tanh and squared error, backward {#curves}
	//
	// The slopes of these two curves can be read off what came out of them. If
	// that is $a$, the sigmoid's slope is $a(1 - a)$ and that of tanh is
	// $1 - a^2$. A squared error begins the way back with $2(a - y)$ if it is
	// $\sum_i (a_i - y_i)^2$, which a network file calls `squared_error`, and
	// with $a - y$ if it is half of that, `half_squared_error`.

	curves(nb)

	// ## Forward
	//
	// For each array there is the formula, then one element in full, and then
	// all values beside those that they were computed from.

	r.Input()
	for i := range n.Layers {
		r.Forward(i)
	}
	r.Loss()

	// ## Backward
	//
	// Each layer receives the gradient at its output, computes from it the
	// gradients of its own parameters, and passes on the gradient at its input,
	// which is the output of the layer before.

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
	// Loops that read one list agree even where the list is wrong, so the
	// gradients need a test without one. As in [chapter 15](15-gradient-check),
	// move a number up and down by $10^{-5}$, run forward each time, and divide
	// the difference of the losses by the distance.

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
	nb.Ask("why it need not ask", nil)

	// ## Your own network
	//
	// The quickest way is [the lab](lab), which runs this chapter in your
	// browser: change any number there and everything follows. On the command
	// line, have the network written to a file, change whatever you like in it,
	// layers included, and give it back:
	//
	// ```sh
	// go run ./chapters/18-any-network -save my.json
	// go run ./chapters/18-any-network -net my.json
	// ```
	//
	// Any layers whose shapes fit will do, in any order.

	nb.Say("the layers", ops())
	writtenOtherwise(nb)
	nb.Tabulate("the flags", nil)
	nb.Tabulate("the places", nil)
	nb.Say("the limits", nil)

	// ### Check it in PyTorch or NumPy
	//
	// You need not believe this program if there is another that you already
	// trust. It can write your network as a script that computes everything
	// again: PyTorch finds the gradients on its own, and NumPy has the way back
	// written out. Its last line says by how much it differs from the book.
	//
	// ```sh
	// go run ./chapters/18-any-network -net my.json -torch check.py
	// python3 check.py > mine.txt
	// ```
	//
	// Replace a line of it with your own code, and you see at which array the
	// numbers begin to differ. What it prints is also a file of answers, in
	// which [chapter 19](19-common-mistakes) can name the mistake. (Where a
	// pre-activation is 0, or two cells of a window are equal, up to rounding,
	// two programs that are both right may decide differently.)
	//
	// ## What comes next
	//
	// You can now compare your own numbers with these. If they differ, [chapter
	// 19](19-common-mistakes) finds out what went wrong.

	return nil
}
