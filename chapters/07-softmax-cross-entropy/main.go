// # Softmax and cross entropy
//
// The scores say which class the network prefers, but not how sure it is. How
// do they become probabilities, and how can one number say how wrong these are?
//
// > [!SHORT]
// > **Softmax** raises $e$ to each score and divides by the sum, so that each
// > class gets its share of 1. **Cross entropy** looks at the share of the true
// > class $t$ and takes minus its logarithm:
// >
// > $$p_i = \frac{e^{s_i}}{\sum_j e^{s_j}}, \qquad L = -\sum_i y_i \ln p_i =
// > -\ln p_t$$
// >
// > There are as many probabilities as scores, and the loss is one number. Only
// > differences of scores matter, so programs subtract the largest score first,
// > and they compute $\ln p_t$ from the scores instead of from $p_t$, because a
// > very small $p_t$ would be rounded to 0. Does a softmax belong before the
// > loss, then? That depends on the loss: PyTorch's takes scores and has the
// > softmax in it.

package main

import (
	_ "embed"
	"math"
	"slices"

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
	s, y := ex.S.Values(), ex.Y.Values()
	t := slices.Index(y, slices.Max(y)) // the true class

	nb.Strip("p", false)

	// ## What you have and what you want
	//
	// [Chapter 06](06-fully-connected) gave each class a score, which can be
	// any number. You want probabilities $p$ instead, of which none is negative
	// and which together are 1. Then you want the loss $L$, one number that
	// says how far the probabilities are from the target $y$. The target is
	// given with the image and is 1 for the true class and 0 for every other
	// one, which is called **one-hot**.

	nb.Shapes(notebook.Known(ex.S), notebook.Given(ex.Y),
		notebook.Wanted(ex.Prob, ex.L))

	// ## Softmax: every class gets a share {#softmax}
	//
	// $$p_i = \frac{e^{s_i}}{\sum_j e^{s_j}}$$
	//
	// Start from the inside. The power $e^{s_i}$ is positive, whatever the sign
	// of the score. The denominator is the same for all classes, so each class
	// gets its share of the whole, and the shares sum to 1. And because $e^s$
	// grows with $s$, a larger score has a larger share.
	//
	// ## One probability in full
	//
	// Take the first class:

	nb.Derive(ex.Prob, 0)

	// ## All probabilities
	//
	// From class to class the denominator stays the same, and only the power in
	// the numerator changes.

	nb.Row(`\softmax`, ex.S, "=", ex.Prob)
	nb.DeriveAll(ex.Prob)

	nb.Say(largest(ex))

	if bars := shares(ex); bars != nil {
		nb.Figure(notebook.Figure{
			Title:   "From scores to probabilities",
			Caption: nb.Phrase("shares", nil),
			Bars:    bars,
		})
	}

	// Shares of a whole have to sum to 1, so the program adds them up:

	total := 0.0
	for _, p := range ex.Prob.Values() {
		total += p
	}
	nb.Check("the probabilities sum to 1", total, 1.0)

	// ## Only differences matter {#only-differences-count}
	//
	// Divide one probability by another, and the denominator cancels:
	//
	// $$\frac{p_i}{p_j} = \frac{e^{s_i}}{e^{s_j}} = e^{s_i - s_j}$$
	//
	// So it is the difference of their scores that decides how two classes
	// share. If you subtract the same number $q$ from every score, no
	// difference changes, and therefore no probability does:
	//
	// $$\frac{e^{s_i - q}}{\sum_j e^{s_j - q}} =
	//   \frac{e^{-q} \, e^{s_i}}{e^{-q} \sum_j e^{s_j}} = p_i$$
	//
	// ## The same in code {#the-same-in-loops}
	//
	// First come the powers and their sum, and then the division. A shift is
	// subtracted from every score, which the formula does not ask for; the next
	// section says why programs do it.

	softmax := func(s []float64, shift float64) []float64 {
		p, sum := make([]float64, len(s)), 0.0
		for i := range s {
			p[i] = math.Exp(s[i] - shift)
			sum += p[i]
		}
		for i := range p {
			p[i] /= sum
		}
		return p
	}

	p := softmax(s, slices.Max(s))
	nb.Check("loops and engine agree on $p$", p, ex.Prob)

	// ## Why the largest score is subtracted
	//
	// Powers grow fast. A `float64`, the kind of number that this book's
	// programs compute with, holds nothing above $1.8 \cdot 10^{308}$, and
	// $e^{710}$ is larger than that. What does not fit becomes infinite, and
	// infinity divided by infinity is NaN, “not a number”, which then spreads
	// into the loss and into every gradient.
	//
	// For scores near 1000 the formula as it is therefore fails. But with the
	// largest score as the shift $q$, the largest power is $e^0 = 1$, so none
	// can overflow:

	large := []float64{1000, 1001, 1002}
	plain, shifted := softmax(large, 0), softmax(large, 1002)

	nb.Table("Large scores, $q = 1002$", []string{"$i$", "$s_i$",
		"$e^{s_i}$", "$p_i$ without shift",
		"$e^{s_i - q}$", "$p_i$ with shift"},
		steps(large, 1002, plain, shifted))
	nb.Check("the scores 0, 1, 2 give the same $p$",
		softmax([]float64{0, 1, 2}, 0), shifted)

	// At the other end, a score far below the largest gives a power so near 0
	// that `float64` rounds it to 0. As a probability that is good enough. For
	// the loss it may not be, as the [section on log-softmax](#log-softmax)
	// shows.
	//
	// ## Cross entropy
	//
	// $$L = -\sum_i y_i \ln p_i$$
	//
	// With a one-hot target all terms are 0 but one. What is left is minus the
	// logarithm of the probability that the network gave to the true class $t$:
	//
	// $$L = -\ln p_t$$

	nb.Row(ex.Prob, `\quad`, ex.Y)
	nb.Derive(ex.L)

	// The other probabilities do not appear in this formula, but they matter
	// just as much, because all of them together are 1 and whatever they get,
	// $p_t$ loses.

	loss := 0.0
	for i := range y {
		if y[i] > 0 {
			loss -= float64(y[i] * math.Log(p[i]))
		}
	}
	if storable(p, y) {
		nb.Check("loops and engine agree on $L$", loss, ex.L)
	}

	// The condition skips the classes whose target is 0. It does more than save
	// time: if such a probability is so small that it is stored as 0, then $0
	// \cdot \ln 0$ would be NaN. (The NumPy line has no such condition, so it
	// is safe only as long as no probability is stored as 0.)
	//
	// ## When the true class is far behind {#log-softmax}
	//
	// What if it is the *true* class whose probability is stored as 0? Then
	// these loops give $-\ln 0$, which is infinite. The right answer is an
	// ordinary number, and you find it by taking the logarithm before dividing:
	//
	// $$\ln p_i = \ln \frac{e^{s_i - q}}{\sum_j e^{s_j - q}} = s_i - q - \ln
	// \sum_j e^{s_j - q}$$
	//
	// In this form, called **log-softmax**, no quotient can be rounded to 0.
	// And if $q$ is the largest score, the sum is at least 1, so its logarithm
	// is harmless as well.

	logSoftmax := func(s []float64) []float64 {
		top, sum := slices.Max(s), 0.0
		for i := range s {
			sum += math.Exp(s[i] - top)
		}
		ln := make([]float64, len(s))
		for i := range s {
			ln[i] = s[i] - top - math.Log(sum)
		}
		return ln
	}

	stable := 0.0
	for i, ln := range logSoftmax(s) {
		stable -= float64(y[i] * ln)
	}
	nb.Check("from the scores, $L$ is the same", stable, ex.L)

	// For the example the two ways agree. Now let one score be 1000 and the
	// others 0, and let each class in turn be the true one:

	far := []float64{1000, 0, 0}
	nb.Table("The loss if class $i$ is the true one", []string{"$i$",
		"$s_i$", "$p_i$ as stored", `$-\ln p_i$ from $p_i$`,
		`$-\ln p_i$ from the scores`},
		behind(far, softmax(far, 1000), logSoftmax(far)))
	nb.Check("loops and engine agree on the loss of class 1",
		-logSoftmax(far)[1], cnn.SoftmaxCrossEntropy(far,
			[]float64{0, 1, 0}))

	// A network that is as wrong as this one deserves a large loss, but not an
	// infinite one, which would turn into NaN on the long route back through
	// $p$ ([chapter 08](08-softmax-cross-entropy-backward)). This is a good
	// reason for a loss that takes scores, as PyTorch's does: only from the
	// scores can it compute the logarithm in this way.
	//
	// ## What the loss says
	//
	// A network that is sure and right pays nothing, and one that is half sure
	// pays $\ln 2$. Being sure and wrong is expensive, because the loss grows
	// without bound as $p_t$ approaches 0.

	nb.Table("What a probability costs",
		[]string{"$p_t$", `$-\ln p_t$`}, costs(1, 0.5, 0.1, 0.01))
	nb.Figure(lossCurve(nb.Phrase("the curve", nil), ex.Prob.Real(t),
		ex.L.Real(0)))
	nb.Say(guess(ex))

	// ## Common mistakes

	nb.Mistake("another base", nil,
		[]any{number(`L \text{ with } \ln`, ex.L.Real(0))},
		[]any{number(`L \text{ with } \log_2`, inBase(ex.L, 2)),
			`\quad`,
			number(`L \text{ with } \log_{10}`, inBase(ex.L, 10))})
	nb.Mistake(softmaxTwice(ex, softmax))

	// ## Exercises {#try-it}

	if len(s) > 1 {
		nb.Ask("another score", raiseOther(ex, t))
	}
	nb.Ask("every score", raiseAll(ex, softmax, t))
	nb.Ask("a loss of 2", notebook.Let{
		"p": math.Exp(-2), "ln 2": math.Ln2, "L": 2 + math.Ln2,
		"base 10": math.Pow(10, -2), "base 2": math.Pow(2, -2),
		"doubled": 2 * 2, "no minus": 2 - math.Ln2})
	nb.Ask("two classes", nil)

	// ## What comes next
	//
	// The forward pass ends here, with one number. Now the question turns
	// around: which way should each of the numbers before it move so that the
	// loss falls? The first ones on the way back are the scores: [chapter
	// 08](08-softmax-cross-entropy-backward).

	return nil
}
