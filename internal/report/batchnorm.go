package report

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// normIndex is how the elements of a batchnorm layer are counted.
type normIndex struct {
	channel string   // of the means; "" where there is one channel
	all     []string // of an element, without the example
	over    []string // what a sum over a channel runs over
	count   int      // how many numbers a channel has
}

func (r *Report) normIndex(x cnn.Quantity) normIndex {
	n := normIndex{all: letters(x), count: r.net.Examples() * len(x.Data) / x.Shape[0]}
	positions := n.all
	if len(x.Shape) == 1 || x.Shape[0] > 1 {
		n.channel, positions = n.all[0], n.all[1:]
	}
	n.over = overExamples(x, positions...)
	return n
}

// of is an array with one number for each channel.
func (n normIndex) of(q cnn.Quantity) string { return at(q, n.channel) }

// share is 1/m.
func (n normIndex) share() string { return oneOver(n.count) }

// normForward shows what batch normalization computes: for each channel the mean,
// the variance and the deviation, then each element in these, and the output.
func (r *Report) normForward(i int, b cnn.BatchNorm) {
	x, y, theta := r.one(r.Activation(i)), r.one(r.Activation(i+1)), r.Learned(i)
	n := r.normIndex(x)
	r.nb.Markdownf("%s In: %s. Out: %s.", r.normInWords(x, n), withShape(r.Activation(i)), withShape(r.Activation(i+1)))
	places := r.pass.Statistics(i)
	mean, variance, deviation := r.Quantity(places[0]), r.Quantity(places[1]), r.Quantity(places[2])
	normal := r.one(r.Quantity(places[3]))
	from := at(x, n.all...)
	r.array(places[0], formula{n.of(mean), n.share() + sum(n.over...) + from}, "", []any{r.Activation(i), `\to`})
	r.array(places[1], formula{n.of(variance), n.share() + sum(n.over...) + "(" + from + " - " + n.of(mean) + ")^2"}, "",
		[]any{r.Activation(i), `\text{and}`, mean, `\to`})
	r.array(places[2], formula{n.of(deviation), `\sqrt{` + n.of(variance) + " + " + notebook.Num(b.Eps) + "}"},
		"The small number keeps the root away from 0.", []any{variance, `\to`})
	r.array(places[3], formula{at(normal, n.all...), "(" + from + " - " + n.of(mean) + ") / " + n.of(deviation)}, "",
		[]any{x, `\text{and}`, mean, `\text{and}`, deviation, `\to`})
	row := []any{theta[0], `\text{and}`, normal, `\text{and}`, theta[1], `\to`}
	if !r.fitsBehind(y.Place, row) {
		r.values(theta[0].Place)
		r.values(theta[1].Place)
	}
	r.array(y.Place, formula{at(y, n.all...), n.of(theta[0]) + ` \cdot ` + at(normal, n.all...) + " + " + n.of(theta[1])}, "", row)
}

// normInWords says what batch normalization does.
func (r *Report) normInWords(x cnn.Quantity, n normIndex) string {
	of := "Each map"
	if len(x.Shape) == 1 {
		of = "Each element of the vector"
	}
	over := "all of its positions"
	switch {
	case r.net.Batch > 1 && len(x.Shape) == 1:
		over = "all examples"
	case r.net.Batch > 1:
		over = "all examples and all of its positions"
	}
	return fmt.Sprintf("%s is shifted and scaled so that its numbers have the mean 0 and the deviation 1, over %s: %d numbers each. A factor and a summand of its own, both learned, come after that.", of, over, n.count)
}

// normParameters are the gradients of γ and β.
func (r *Report) normParameters(i int) {
	x, dy := r.one(r.Activation(i)), r.one(r.Gradient(i+1))
	n := r.normIndex(x)
	whole := r.Quantity(r.pass.Statistics(i)[3])
	normal := r.one(whole)
	for j, l := range r.pass.Parameters[i] {
		q := r.Quantity(cnn.ParameterPlace(i, l.Name))
		f, row := sum(n.over...)+at(dy, n.all...), []any{r.Gradient(i + 1), `\to`}
		if j == 0 {
			f += ` \cdot ` + at(normal, n.all...)
			row = []any{r.Gradient(i + 1), `\text{and}`, whole, `\to`}
		}
		if len(n.over) == 0 {
			f = f[len(sum(n.over...)):]
		}
		r.array(q.Place, formula{n.of(q), f}, r.sumInWords(i, j), row)
	}
}

// normGradient is the gradient at the input: three paths.
func (r *Report) normGradient(i int) {
	dx, dy := r.one(r.Gradient(i)), r.one(r.Gradient(i+1))
	places := r.pass.Statistics(i)
	deviation, normal := r.Quantity(places[2]), r.one(r.Quantity(places[3]))
	n := r.normIndex(r.one(r.Activation(i)))
	theta := r.Learned(i)
	dGamma, dBeta := r.Quantity(cnn.ParameterPlace(i, "gamma")), r.Quantity(cnn.ParameterPlace(i, "beta"))
	gamma, shared := n.of(theta[0]), fmt.Sprintf(`\frac{%s}{%d %s} `, n.of(theta[0]), n.count, n.of(deviation))
	f, row := r.withSkips(i, formula{at(dx, n.all...), `\frac{` + gamma + "}{" + n.of(deviation) + `} \cdot ` + at(dy, n.all...) +
		" - " + shared + `\cdot ` + n.of(dBeta) + " - " + shared + `\cdot ` + at(normal, n.all...) + ` \cdot ` + n.of(dGamma)},
		[]any{dy, `\text{and}`, normal, `\to`})
	terms, together := "the three terms are these", "Together they make the gradients of a channel sum to 0"
	if len(r.net.Uses(i)) > 0 {
		terms, together = "the first three terms are these", "Without what a skip connection brings, the gradients of a channel would sum to 0"
	}
	r.array(dx.Place, f, strings.TrimSpace("An element reaches the output on three paths, and "+terms+": through itself, through the mean, which it moves for the whole channel, and through the variance, which it moves too. "+
		"The sums over the channel that the last two need are there already, as the gradients of the two parameters. "+
		together+", because adding the same number to all of its elements changes nothing. "+r.skipNote(i)), row)
}
