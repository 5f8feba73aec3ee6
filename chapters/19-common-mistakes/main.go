// # Common mistakes
//
// Your numbers differ from those of the book. Which step went wrong, and what
// did you do there?
//
// > [!SHORT]
// > Find the first array, in working order, that is wrong, because everything
// > after it is computed from it. A wrong number is seldom random: it is
// > usually a wrong *rule* followed with care, and a rule can be run. So type
// > your numbers into [the lab](lab#correct), or [write them to a
// > file](#have-your-own-numbers-marked) for
// > `go run ./chapters/19-common-mistakes -answers mine.json`: either names the
// > first wrong step and the mistake that gives exactly your numbers. By hand,
// > look your step up in [the table](#every-mistake-on-these-numbers) and
// > check, in this order, the shape, the signs, the sum and the zeros.

package main

import (
	_ "embed"
	"math"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

//go:embed main.go
var source string

//go:embed words.md
var words string

//go:embed three-slips.json
var threeSlips []byte

func main() { notebook.Main(source, run) }

func run(nb *notebook.Notebook) error {
	nb.Words(words)
	n := notebook.Must(nb.Network())
	if done, err := flags.Do(nb, n); done || err != nil {
		return err
	}
	pass := notebook.Must(cnn.Run(n))
	all := onNetwork(nb, pass)
	example := exampleOf(nb, "three-slips.json", threeSlips)
	pastes := examplePastes()

	// ## How a mistake is found
	//
	// Most wrong numbers come from a **wrong rule** that somebody has followed
	// with care. So compute the numbers by the wrong rule, too, and compare
	// them with the answer. Where all of them agree, the rule is found.
	//
	// Try it on ReLU, which read $z$ on the way forward and now receives a
	// gradient $\delta$ at each cell. Here are the right rule and four others
	// that people use instead:

	type rule struct {
		name  string
		apply func(z, delta float64) float64
	}
	rules := []rule{
		{"the right one", func(z, delta float64) float64 {
			if z > 0 {
				return delta
			}
			return 0
		}},
		{"gate-forgotten", func(z, delta float64) float64 {
			return delta
		}},
		{"gate-on-gradient", func(z, delta float64) float64 {
			return max(delta, 0)
		}},
		{"gate-both", func(z, delta float64) float64 {
			if z > 0 {
				return max(delta, 0)
			}
			return 0
		}},
		{"gate-as-value", func(z, delta float64) float64 {
			return delta * max(z, 0)
		}},
	}

	// Now somebody hands in an answer with four decimals. (It is made here by
	// forgetting the gate, which the loops below must find out.)

	gate := lastGate(n)
	z, delta := gate.z, gate.delta
	answer := make([]float64, len(z))
	for i := range z {
		answer[i] = math.Round(delta[i]*10000) / 10000
	}

	// Run each rule and count the numbers that agree, where an answer with four
	// decimals may be off by half a unit of the fourth:

	var fits []string
	var rows [][]any
	for _, r := range rules {
		agree := 0
		for i := range z {
			off := math.Abs(r.apply(z[i], delta[i]) - answer[i])
			if off < 0.0000501 {
				agree++
			}
		}
		if agree == len(z) {
			fits = append(fits, r.name)
		}
		rows = append(rows, []any{r.name, agree, len(z)})
	}
	nb.Table("Numbers that agree with the answer",
		[]string{"rule", "agree", "of"}, rows)
	found(nb, fits, gate.net == n)

	// The program has a whole catalogue of such rules and tries them at every
	// place of any network. It goes on with the wrong numbers through all later
	// steps, as you would on paper. With the wrong rules above it gives the
	// same numbers as the loops:

	var have, want []float64
	for _, r := range rules[1:] {
		for i := range z {
			have = append(have, r.apply(z[i], delta[i]))
		}
		mistake, _ := marking.Find(r.name)
		ways := notebook.Must(marking.Ways(gate.alone(), mistake))
		want = append(want, ways[0][cnn.GradientPlace(0)].Data...)
	}
	nb.Check("the loops and the catalogue", have, want)

	// ## Have your own numbers marked
	//
	// In [the lab](lab#correct) you can type your numbers into an empty grid of
	// the right shape and have them marked in your browser, by this chapter.
	//
	// On the command line, write what you worked out to a file, as much of it
	// as you have. Each array goes under its **place**: `activations/1` is the
	// output of layer 0, `gradients/1` the gradient there,
	// `parameters/0/kernel` the kernel's gradient and
	// `parameters/0/kernel/updated` the kernel after the step. Layers count
	// from 0, and `null` is a cell that you leave blank. In this file somebody
	// has worked on the book's example:

	nb.Markdownf("```json\n%s```", string(threeSlips))

	// Or paste your arrays into a plain text file, each after its place and an
	// equals sign, just as NumPy, PyTorch, MATLAB, LaTeX or a spreadsheet gives
	// them to you. Instead of its place an array may go under its symbol, such
	// as `Z`, `dK` or `dL/dK`, and the marking begins by showing how it
	// understood what you pasted:

	nb.Markdownf("```\n%s```", pastes)

	// Hand the file in, with `-net` if you do not work on the book's example:
	//
	// ```sh
	// go run ./chapters/19-common-mistakes -answers mine.json
	// go run ./chapters/19-common-mistakes -net my.json -answers mine.json
	// ```
	//
	// If you are unsure about a place or a shape, let [chapter
	// 18](18-any-network#your-own-network) write a file of answers in which
	// every number is right (`-values right.json`), and copy its form.
	//
	// This is what the marking says about the file above:

	example.Overview()

	// For each place where something goes wrong it names the likely mistake and
	// works out one element, as here for the first of them:

	example.Breaks(1)

	// If you have a whole class of such files, `-class DIR` marks them in one
	// go and writes a page of feedback for each student and one for the class,
	// which [the teacher's page](teaching) explains.
	//
	// With `-format json` the marking is printed for programs, with a verdict
	// for every number. The exit status is 0 if nothing is wrong, 1 if
	// something is, and 2 if a file cannot be read.
	//
	// ### How the marking thinks
	//
	// It goes through your places in working order: forward, then backward,
	// then the update. At each place it asks four questions and stops at the
	// first yes.
	//
	// 1. **Is it right, as exact as it claims to be?** A number claims the
	//    decimals that you wrote: 0.72 is right for everything from 0.715 to
	//    0.725. By that rule alone a bare 2 would also be right for 1.5, so a
	//    number without decimals takes as many as the most exact number of its
	//    array has or, if there is none, of your file. If the whole file has no
	//    decimals, 2 means 2.0000, and only a number of three digits or more
	//    may have been rounded.
	// 2. **Is it right except for rounding?** If you rounded on the way, the
	//    last digit may be off although every step was sound. So the work is
	//    done once more as you may have done it: with the numbers that you
	//    wrote, or with every intermediate value rounded to your decimals or to
	//    one more. One of these has to give *all* numbers of your array,
	//    because one wrong digit in an array that is otherwise exact is a
	//    mistake. A number that the network's file gives with four decimals or
	//    more counts as rounded, too.
	// 3. **Is it right from your own numbers?** After a mistake everything that
	//    follows differs from the book, even if you go on correctly. So the
	//    step is worked out again from what you wrote, and if that gives your
	//    answer, the answer is *carried*.
	// 4. **Is it a known mistake?** Only now is the step called wrong. The
	//    rules of the catalogue are run on your own numbers, one alone and
	//    then two together, and those that give your answer are named, the
	//    likeliest first.
	//
	// So each mistake is counted once, where it was made. A teacher who wants
	// four decimals adds `-decimals 4`, and a right number with fewer is then
	// called *coarse*, which does not count as wrong.
	//
	// ### What the marking cannot do
	//
	// - It sees your numbers and not your working, so it cannot tell apart
	//   rules that give the same numbers, and names them all.
	// - With one or two decimals many rules agree, so write four. A single
	//   number with fewer than three is never taken as the trace of a mistake.
	// - It knows the mistakes of the catalogue, and at most two of them at one
	//   place. A miscalculation follows no rule and has no name, but you still
	//   see the first wrong element worked out.
	// - A mistake at a place that you left out shows at the next place that you
	//   gave.
	//
	// ## Every mistake, on these numbers
	//
	// Now the catalogue itself. Each mistake is made here alone, in its usual
	// way and at every layer that has the rule, and everything after it is
	// worked out with the wrong numbers. Only `rows-for-columns` and
	// `kernel-for-input` are made on paper: whoever makes them has the right
	// array, writes it down wrongly, and goes on with the right one. (Where the
	// array is square, the marking tries going on with the wrong one, too.)

	all.summary()

	// Your first wrong array narrows the choice, so look first at the mistakes
	// that have it in the second column. A mistake that several layers allow,
	// such as `bias-forgotten`, may also show later than the table says, if it
	// was made only at the later of them. The last column says how far a
	// mistake spreads. Below, each mistake appears with the thought that leads
	// to it, the wrong rule and the right one, and the wrong numbers beside the
	// right ones at the place where they show first.
	//
	// ### Convolution

	all.group(marking.Convolution)

	// ### ReLU

	all.group(marking.ReLU)

	// ### Sigmoid and tanh

	all.group(marking.Curves)

	// ### Pooling

	all.group(marking.Pooling)

	// ### Flatten

	all.group(marking.Flatten)

	// ### The fully connected layer

	all.group(marking.Dense)

	// ### Softmax

	all.group(marking.Softmax)

	// ### The loss

	all.group(marking.Loss)

	// ### Dropout and skip connections

	all.group(marking.Branches)

	// ### The batch

	all.group(marking.Batch)

	// ### Batch normalization

	all.group(marking.Normalization)

	// ### The update

	all.group(marking.Update)

	// ### Rows, columns and places

	all.group(marking.Layout)

	// ## What does not show here
	//
	// A mistake that changes nothing here is still a mistake, and a test on
	// these numbers alone would not find it.

	all.absent()

	// ## Beliefs without a number
	//
	// Some beliefs cannot be run as a rule, because they change no number of a
	// single pass or none in particular.

	nb.Tabulate("beliefs without a number", nil)

	// > [!NOTE] An example that hides mistakes
	// > In the [well-known pooling
	// > example](11-max-pooling-backward#the-well-known-example) over the
	// > numbers 1 to 16 every winner is the last cell of its window. Overlaps
	// > and ties cannot show in it, so test on a matrix with irregular numbers
	// > as well.
	//
	// ## Exercises {#try-it}

	if let, ok := all.foreseen(); ok {
		nb.Ask("somebody's mistake", let)
	}
	if n.Loss != nil {
		nb.Ask("a right loss", all.rightLoss())
	}
	if let, ok := all.bounds(); ok {
		nb.Ask("two bounds", let)
	}

	// ## What comes next
	//
	// If an answer of yours is still marked wrong and you do not see why, open
	// the chapter of the first wrong step and work out the one element that is
	// shown in full. All rules together are on the [cheat sheet](cheat-sheet).
	//
	// Once your numbers are right, the remaining trouble is speed, because
	// loops are slow in a large network. [Chapter 20](20-matrix-products)
	// computes the same numbers as products of matrices.

	return nil
}
