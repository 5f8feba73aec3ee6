// # Fully connected
//
// Every class looks at every feature and gets a score. How is a score computed,
// and what does a single weight say?
//
// > [!SHORT]
// > Each score is a weighted sum of all features, with weights of its own, plus
// > a bias:
// >
// > $$s_i = \sum_j W_{i,j} \, f_j + c_i, \qquad s = W\,f + c$$
// >
// > $W$ has a row for each score and a column for each feature. $W_{i,j}$ says
// > how much a feature $j$ that is larger by 1 raises the score of class $i$,
// > so it is also the slope of $s_i$ along $f_j$. The scores are not
// > probabilities yet; only their differences mean something.

package main

import (
	_ "embed"
	"fmt"
	"slices"

	"backprop/internal/cnn"
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

	nb.Strip("s", false)

	// ## What you have and what you want
	//
	// You have the features $f$ from [chapter 05](05-flatten), and you want the
	// scores $s$, one for each class. The layer has two kinds of numbers of its
	// own, the weights $W$ and the biases $c$, which training will change but
	// which are given here.

	nb.Shapes(notebook.Known(ex.F), notebook.Given(ex.W, ex.C),
		notebook.Wanted(ex.S))

	// The shape of $W$ says what it joins: it has a row for each score and a
	// column for each feature.
	//
	// ## One score is a weighted sum {#the-formula}
	//
	// Multiply each feature by the weight that the class has for it, add the
	// products, and add the bias of the class:
	//
	// $$s_i = \sum_j W_{i,j} \, f_j + c_i$$
	//
	// For all scores at once, that is a matrix times a vector plus a vector:
	//
	// $$s = W\,f + c$$
	//
	// Scores are also called **logits**.
	//
	// ## One score in full
	//
	// Take the first class:

	nb.DeriveFull(ex.S, 0)

	// Where a weight is positive, a larger feature raises the score of the
	// class, and where it is negative, a larger feature lowers it. The bias is
	// what the class gets when all features are 0.
	//
	// **Row $i$ of $W$ belongs to class $i$.** A column belongs to a feature
	// and says what this one feature means to each of the classes.

	w, f, c := ex.W.Rows(), ex.F.Values(), ex.C.Values()
	var row [][2]int
	for j := range f {
		row = append(row, [2]int{0, j})
	}
	nb.Captioned("Row 0 of $W$ meets $f$ and makes $s_0$.",
		notebook.Show(ex.W).Mark("here", row...), `\cdot`, ex.F,
		"+", notebook.Show(ex.C).Mark("here", [2]int{0, 0}),
		"=", notebook.Show(ex.S).Mark("here", [2]int{0, 0}))

	// ## All scores

	nb.DeriveAll(ex.S)

	// ## The same in code {#the-same-in-loops}
	//
	// Each class adds up its weights times the features:

	s := make([]float64, len(c))
	for i := range s {
		for j := range f {
			s[i] += float64(w[i][j] * f[j])
		}
		s[i] += c[i]
	}
	nb.Check("loops and engine agree on $s$", s, ex.S)

	// ## How many numbers are learned
	//
	// “Fully connected”, and also “dense”, means that every score reads every
	// feature. So there is a weight for each pair and a bias for each score.

	classes, features := len(c), len(f)
	nb.Equation(`\text{parameters}`,
		fmt.Sprintf(`= %d \cdot %d + %d`, classes, features, classes),
		fmt.Sprintf(`= %d`, classes*features+classes))
	small := len(ex.K.Data) + len(ex.B.Data)
	pixels := len(ex.X.Data)
	nb.Markdownf(`The convolution has %d, its kernel and its bias,
however large the image is, whereas a dense layer on the image itself,
with its %s, would need $%d \cdot %d + %[3]d = %[5]d$. This is
one reason to convolve and to pool first: it leaves fewer numbers for
the dense layer to read.`,
		small, notebook.Counted(pixels, "pixel", "pixels"),
		classes, pixels, classes*pixels+classes)

	// ## A feature that is 0
	//
	// A dead pooling window, one in which ReLU has closed every cell, makes a
	// feature of 0. The product with it is then 0 in every score, whatever the
	// weights say.

	silent, places := zeros(f, classes)
	nb.Markdownf("%s", aboutZeros(silent, f, w))
	if len(silent) > 0 {
		nb.Captioned("Marked are the weights that play no part.",
			notebook.Show(ex.W).Mark("here", places...),
			`\cdot`, ex.F)
	}
	other := ex.W.Rows()
	for _, place := range places {
		other[place[0]][place[1]] = 1000
	}
	if len(silent) > 0 {
		nb.Check("with 1000 for each of these weights, $s$ is the same",
			dense(other, f, c), ex.S)
	}

	// This returns in [chapter 09](09-fully-connected-backward). A weight that
	// played no part in the scores did not contribute to the loss either, so
	// its gradient will be 0.
	//
	// ## Which class leads

	order := ranked(s)
	target := slices.Index(ex.Y.Values(), slices.Max(ex.Y.Values()))
	nb.Table("The classes, ordered by score",
		[]string{"place", "class", "score", "note"},
		ranking(order, s, target))
	nb.Markdownf("%s", verdict(order[0], target))

	// The scores are not probabilities yet. Probabilities are never negative
	// and sum to 1, but scores need not keep either rule:

	sum, negative := tally(s)
	nb.Markdownf(`Here %s %s negative, and the sum of all is
$\sum_i s_i %s$.`,
		notebook.OfAll(negative, classes, "score", "scores"),
		notebook.Plural(negative, "is", "are"), notebook.Eq(sum))

	// Only their order and their differences mean something. How a difference
	// becomes a probability is the subject of the next chapter.
	//
	// ## Common mistakes {#what-goes-wrong}

	bare := dense(w, f, make([]float64, classes))
	leads := slices.Index(bare, slices.Max(bare))
	nb.Slip("bias-forgotten", fmt.Sprintf(`“The scores are $W\,f$.”
Without $c$ the shape is right and the numbers look as good as any. Here
class %d leads %s. Since each score is off by the bias of its class, you
can subtract your scores from the right ones: if the biases come out,
this is why.`,
		leads, instead(leads, order[0])),
		[]any{notebook.Show(ex.S).Named(`W\,f + c`)},
		[]any{notebook.Vector(`W\,f`, bare)})

	// The other mistake is to read the weights by columns. It shows best on a
	// layer with two features and two scores, where both ways have the same
	// shape and no program notices:

	weights := [][]float64{{0.5, -1}, {2, 0.25}}
	two := []float64{2, 1}
	var right, wrong [2]float64
	for i := range weights {
		for j := range two {
			right[i] += float64(weights[i][j] * two[j])
			wrong[j] += float64(two[i] * weights[i][j])
		}
	}

	// The two sums differ only in which index of the weights is added up:

	nb.Row(notebook.Matrix("W", weights), notebook.Vector("f", two))
	nb.Slip("", fmt.Sprintf(`“The vector goes before the matrix,
$f^\top\,W$.” PyTorch keeps a row of weights for each score, as this
book does, while Keras keeps a column, so both ways of writing exist and
are easily mixed up. With $W$ as it is here, $f^\top\,W$ reads its
columns where the rows are meant. %s`, passes(classes, features)),
		[]any{notebook.Vector(`W\,f`, right[:])},
		[]any{notebook.Vector(`f^\top\,W`, wrong[:]).AsRow()})

	// ## Exercises {#try-it}

	top := slices.Index(f, slices.Max(f))
	var raised []cnn.Real
	for i := range s {
		raised = append(raised, ex.S.Real(i).Plus(
			ex.W.RealAt(i, top)))
	}
	nb.Exercise(notebook.Exercise{
		Question: fmt.Sprintf(`Suppose that $f_{%d}$ were larger by 1.
What are the scores?`, top),
		Answers: answers(raised, ex.Network, plusOne(f, top)),
		Hint: `You need not compute everything again. Which numbers of
$W$ does this feature meet?`,
		Solution: fmt.Sprintf(`Each score grows by its weight for this
feature, so $s$ grows by column %d of $W$, which is (%s), and the scores
become (%s). The weight is therefore also the slope: $\partial s_i /
\partial f_j = W_{i,j}$.`,
			top, notebook.List(column(w, top)), notebook.List(raised)),
	})

	first, second := order[0], order[min(1, classes-1)]
	lead := ex.S.Real(first).Minus(ex.S.Real(second))
	nb.Exercise(notebook.Exercise{
		Question: fmt.Sprintf(`By how much does class %d lead over class
%d? And how much must be added to $c_{%[2]d}$ for class %[2]d to draw
level?`, first, second),
		Answers: []notebook.Answer{
			{Name: fmt.Sprintf("s_{%d} - s_{%d}", first, second),
				Value: lead.Float(), Exact: lead.Exact()},
			{Name: fmt.Sprintf(`\text{added to } c_{%d}`, second),
				Value: lead.Float(), Exact: lead.Exact()},
		},
		Hint: `A bias appears in one score only, with the factor 1.`,
		Solution: fmt.Sprintf(`The lead is $%s$. A bias moves
its score by exactly its own change, so the same number answers both
questions.`,
			notebook.Worked(lead, notebook.Plus(ex.S.Real(first)),
				notebook.Minus(ex.S.Real(second)))),
	})

	const image, kernel, window, digits = 28, 3, 2, 10
	const side = (image - kernel + 1) / window
	nb.Exercise(notebook.Exercise{
		Question: fmt.Sprintf(`An image has %d rows and %[1]d
columns. One kernel of %d×%[2]d goes over it, then a pooling window
of %d×%[3]d that does not overlap, then a dense layer with %d
classes. How many features are there, and how many weights and biases
does the dense layer have together?`,
			image, kernel, window, digits),
		Answers: []notebook.Answer{
			{Name: `\text{features}`, Value: side * side,
				Wrong: []notebook.Wrong{
					{Value: side, Did: "counted one row"}}},
			{Name: `\text{parameters}`,
				Value: digits*side*side + digits,
				Wrong: []notebook.Wrong{{Value: digits * side * side,
					Did: "forgot the biases"}}},
		},
		Hint: `Follow the shapes, first of $Z$, then of $P$, then of
$f$.`,
		Solution: fmt.Sprintf(`$Z$ has $%d - %d + 1 = %d$ rows and
as many columns, $P$ has %d of each, so $f$ has $%[4]d \cdot %[4]d =
%[5]d$ features. The layer has $%[6]d \cdot %[5]d + %[6]d = %[7]d$
weights and biases.`,
			image, kernel, image-kernel+1, side, side*side, digits,
			digits*side*side+digits),
	})

	// ## What comes next
	//
	// Each class has a score. [Chapter 07](07-softmax-cross-entropy) turns the
	// scores into probabilities, and then into one number that says how wrong
	// they are.

	return nil
}
