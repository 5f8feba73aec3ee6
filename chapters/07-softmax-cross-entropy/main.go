// # Softmax and cross entropy
//
// The scores say which class the network prefers. How do they become
// probabilities, and how does one number say how wrong these are?

package main

import (
	_ "embed"
	"fmt"
	"math"
	"slices"

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
	s, y := ex.S.Values(), ex.Y.Values()
	top := slices.Index(s, slices.Max(s))
	t := slices.Index(y, slices.Max(y)) // the true class

	nb.Strip("p", false)

	// ## What you have and what you want
	//
	// You have the scores $s$ from [chapter 06](06-fully-connected), one for
	// each class. A score can be any number, negative ones too. You want
	// probabilities $p$: none negative, all together 1. Then you want the
	// loss $L$, one number that says how far the probabilities are from the
	// target $y$. The target is given with the image: 1 for the true class
	// and 0 for every other one. Such a vector is called one-hot.

	nb.Table("The shapes", []string{"array", "shape", "state"}, [][]any{
		{"$s$", ex.S.Shape.String(), "known"},
		{"$y$", ex.Y.Shape.String(), "given"},
		{"$p$", ex.Prob.Shape.String(), "wanted"},
		{"$L$", "one number", "wanted"},
	})

	// ## Softmax
	//
	// $$p_i = \frac{e^{s_i}}{\sum_j e^{s_j}}$$
	//
	// Read it from the inside. $e^{s_i}$ is positive, whatever the sign of
	// the score. The sum below the line is the same for all classes, so that
	// each class gets its share of the whole, and the shares sum to 1. And
	// $e^s$ grows with $s$, so the larger score has the larger share.
	//
	// ## One probability in full
	//
	// Take the first class.

	nb.Derive(ex.Prob, 0)

	// ## All probabilities
	//
	// The sum below the line stays. Only the power above it changes.

	nb.Row(`\softmax`, ex.S, "=", ex.Prob)
	nb.DeriveAll(ex.Prob)

	nb.Markdownf(`The largest score is $s_{%d} %s$, and
$p_{%[1]d} %[3]s$ is the largest probability.`,
		top, notebook.Eq(s[top]), notebook.Eq(ex.Prob.At(top)))

	// All shares together must be 1:

	total := 0.0
	for _, p := range ex.Prob.Values() {
		total += p
	}
	nb.Check("the probabilities sum to 1", total, 1.0)

	// ## Only differences count
	//
	// Divide two probabilities, and the sum below the line cancels:
	//
	// $$\frac{p_i}{p_j} = \frac{e^{s_i}}{e^{s_j}} = e^{s_i - s_j}$$
	//
	// So two classes share by the difference of their scores. If you
	// subtract the same number $m$ from every score, no difference changes,
	// and no probability does:
	//
	// $$\frac{e^{s_i - m}}{\sum_j e^{s_j - m}} =
	//   \frac{e^{-m} \, e^{s_i}}{e^{-m} \sum_j e^{s_j}} = p_i$$
	//
	// ## The same in loops
	//
	// One loop for the powers and their sum, one for the division. The loops
	// subtract a shift from every score. The formula does not ask for one.
	// The next section says why programs have it.

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
	// The power grows fast. A `float64` holds no number above
	// $1.8 \cdot 10^{308}$, and $e^{710}$ is above that. What does not fit
	// becomes infinite, and infinite divided by infinite is no number, NaN.
	// From there NaN spreads into the loss and into every gradient.
	//
	// Take scores near 1000. The formula as it stands fails. With the
	// largest score as the shift $m$ the largest power is $e^0 = 1$, and
	// nothing can overflow.

	large := []float64{1000, 1001, 1002}
	plain, shifted := softmax(large, 0), softmax(large, 1002)

	// What comes out, step by step:

	nb.Table("Large scores, $m = 1002$", []string{"$i$", "$s_i$",
		"$e^{s_i}$", "$p_i$ without shift",
		"$e^{s_i - m}$", "$p_i$ with shift"},
		steps(large, 1002, plain, shifted))
	nb.Check("the scores 0, 1, 2 give the same $p$",
		softmax([]float64{0, 1, 2}, 0), shifted)

	// The other end is no danger then. A score far below the largest gives a
	// power near 0, and `float64` rounds it to 0. Without the shift all
	// powers could become 0, and 0 divided by 0 is NaN again.
	//
	// ## Cross entropy
	//
	// $$L = -\sum_i y_i \ln p_i$$
	//
	// With a one-hot target all terms are 0 but one. What is left is the
	// logarithm of the probability that the network gave to the true class
	// $t$:
	//
	// $$L = -\ln p_t$$

	nb.Row(ex.Prob, `\quad`, ex.Y)
	nb.Derive(ex.L)

	// The other probabilities do not stand in this formula. They count all
	// the same: what they take is missing in $p_t$, since all of them
	// together are 1.

	loss := 0.0
	for i := range y {
		if y[i] > 0 {
			loss -= float64(y[i] * math.Log(p[i]))
		}
	}
	nb.Check("loops and engine agree on $L$", loss, ex.L)

	// The condition leaves out the classes with target 0. It does more than
	// save time: a probability can be so small that it is stored as 0, and
	// then $0 \cdot \ln 0$ would be NaN.
	//
	// ## What the loss says
	//
	// A network that is sure and right pays nothing. Half sure costs
	// $\ln 2$. Sure and wrong is expensive: toward $p_t = 0$ the loss grows
	// without bound.

	nb.Table("What a probability costs",
		[]string{"$p_t$", `$-\ln p_t$`}, costs(1, 0.5, 0.1, 0.01))
	nb.Figure(lossCurve(p[t]))
	nb.Markdownf(`A network that knows nothing gives each of %d classes
the same probability and pays $\ln %[1]d %[2]s$. The example pays
$L %[3]s$: %[4]s.`, len(s), notebook.Eq(math.Log(float64(len(s)))),
		notebook.Eq(loss), guess(loss, len(s)))

	nb.Slip("log-base", `“The logarithm” is $\log_2$ in one book and
$\log_{10}$ on a calculator's key. Here it is the natural one, $\ln$.
With another base the loss is off by a constant factor, and so is every
gradient after it: $p - y$ in the next chapter holds for $\ln$ only.`,
		[]any{number(`L \text{ with } \ln`, loss)},
		[]any{number(`L \text{ with } \log_2`, loss/math.Ln2), `\quad`,
			number(`L \text{ with } \log_{10}`, loss/math.Ln10)})
	nb.Slip(softmaxTwice(ex, softmax))

	// ## Try it

	nb.Exercise(raiseOther(ex.Network, softmax, s, t))
	nb.Exercise(raiseAll(softmax, s, t))
	nb.Exercise(notebook.Exercise{
		Question: `Which probability of the true class gives a loss
of 2? And which loss does half of that probability give?`,
		Answers: []notebook.Answer{
			{Name: `p_t`, Value: math.Exp(-2), Wrong: []notebook.Wrong{
				{Value: math.Pow(10, -2), Mistake: "log-base",
					Did: "turned around the logarithm to base 10"},
				{Value: math.Pow(2, -2), Mistake: "log-base",
					Did: "turned around the logarithm to base 2"}}},
			{Name: `L`, Value: 2 + math.Ln2, Wrong: []notebook.Wrong{
				{Value: 2 * 2, Did: "doubled the loss"},
				{Value: 2 - math.Ln2,
					Did: "lost the minus before ln"}}},
		},
		Hint: `Turn $L = -\ln p_t$ around.`,
		Solution: fmt.Sprintf(`$p_t = e^{-L} = e^{-2} %s$. Halving the
probability adds $\ln 2 %s$ to the loss, wherever you start.`,
			notebook.Eq(math.Exp(-2)), notebook.Eq(math.Ln2)),
	})

	// ## What comes next
	//
	// The forward pass ends here, with one number. Now the question turns
	// around: which way should each number before it move, so that the loss
	// falls? The first to be asked are the scores:
	// [chapter 08](08-softmax-cross-entropy-backward).

	return nil
}
