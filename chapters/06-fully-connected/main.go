// # Fully connected
//
// A list of features goes in, and a score for each class comes out. What
// happens in between, weight by weight?
//
// > [!SHORT]
// > Each score is a weighted sum of all features, with weights of its own, plus
// > a bias:
// >
// > $$s_i = \sum_j W_{i,j} \, f_j + c_i, \qquad s = W\,f + c$$
// >
// > $W$ has a row for each score and a column for each feature. $W_{i,j}$ says
// > by how much the score of class $i$ rises when feature $j$ grows by 1, so it
// > is also the slope of $s_i$ along $f_j$. The scores are not probabilities
// > yet; only their differences mean something.

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

//go:embed words.md
var words string

func main() { notebook.Main(source, run) }

func run(nb *notebook.Notebook) error {
	nb.Words(words)
	ex := notebook.Must(nb.Classic())

	nb.Strip("s", false)

	// ## What you have and what you want
	//
	// The features $f$ are known from [chapter 05](05-flatten), and you want
	// the scores $s$, one for each class. The layer has two kinds of numbers of
	// its own, the weights $W$ and the biases $c$, which training will change
	// but which are given here.

	nb.Shapes(notebook.Known(ex.F), notebook.Given(ex.W, ex.C),
		notebook.Wanted(ex.S))

	// The shape of $W$ says what it joins: it has a row for each score and a
	// column for each feature.
	//
	// ## One score is a weighted sum {#the-formula}
	//
	// Multiply each feature by the weight that the class has for it, add the
	// products, and add the bias of the class. The sum is the score, also
	// called a **logit**:
	//
	// $$s_i = \sum_j W_{i,j} \, f_j + c_i$$
	//
	// For all scores at once, that is a matrix times a vector plus a vector:
	//
	// $$s = W\,f + c$$
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
	nb.Captioned(nb.Phrase("one row", nil),
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
	nb.Say("how many numbers", notebook.Let{"few": small, "n": pixels,
		"pixels":  notebook.Counted(pixels, "pixel", "pixels"),
		"classes": classes, "many": classes*pixels + classes})

	// ## A feature that is 0
	//
	// A dead pooling window, one in which ReLU has closed every cell, makes a
	// feature of 0. The product with it is then 0 in every score, whatever the
	// weights say.

	silent, places := zeros(f, classes)
	aboutZeros(nb, silent, ex)
	if len(silent) > 0 {
		nb.Captioned(nb.Phrase("idle weights", nil),
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

	// A weight that played no part in the scores did not contribute to the loss
	// either, so its gradient will be 0 ([chapter
	// 09](09-fully-connected-backward)).
	//
	// ## Which class leads

	order := ranked(ex.S.Reals())
	target := slices.Index(ex.Y.Values(), slices.Max(ex.Y.Values()))
	nb.Table("The classes, ordered by score",
		[]string{"place", "class", "score", "note"},
		ranking(order, ex.S.Reals(), target))
	nb.Say(verdict(ex.S.Reals(), ex.Y.Reals()))

	// The scores are not probabilities yet, because probabilities are never
	// negative and sum to 1, and scores need not keep either rule:

	negative := belowZero(s)
	nb.Say("no probabilities", notebook.Let{
		"sum": cnn.SumOf(ex.S.Reals()...),
		"scores are": notebook.PartOf(negative, classes, "score is",
			"scores are")})

	// Only their order and their differences mean something. How a difference
	// becomes a probability is the subject of the next chapter.
	//
	// ## Common mistakes {#what-goes-wrong}

	bare := lessBias(ex)
	nb.Mistake("no bias", notebook.Let{
		"class leads": leads(bare, ex.S.Reals())},
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
	passed, let := passes(classes, features)
	nb.Mistake("the vector first", notebook.Let{
		"whether it passes": nb.Phrase(passed, let)},
		[]any{notebook.Vector(`W\,f`, right[:])},
		[]any{notebook.Vector(`f^\top\,W`, wrong[:]).AsRow()})

	// ## Exercises {#try-it}

	top := slices.Index(f, slices.Max(f))
	var raised []cnn.Real
	for i := range s {
		raised = append(raised, ex.S.Real(i).Plus(
			ex.W.RealAt(i, top)))
	}
	nb.Ask("a feature raised", notebook.Let{"j": top,
		"scores":     answers(raised, ex.Network, plusOne(f, top)),
		"column":     notebook.List(cnn.Transposed(w)[top]),
		"new scores": notebook.List(raised)})

	first, second := order[0], order[min(1, classes-1)]
	lead := ex.S.Real(first).Minus(ex.S.Real(second))
	if lead.Sign() > 0 { // else no class leads
		nb.Ask("the lead", notebook.Let{"first": first,
			"second": second,
			"lead":   lead, "difference": notebook.Worked(lead,
				notebook.Plus(ex.S.Real(first)),
				notebook.Minus(ex.S.Real(second)))})
	}

	const image, kernel, window, digits = 28, 3, 2, 10
	const side = (image - kernel + 1) / window
	nb.Ask("a larger network", notebook.Let{"image": image,
		"kernel": kernel, "window": window, "classes": digits,
		"rows of Z": image - kernel + 1, "side": side,
		"features": side * side, "weights": digits * side * side,
		"parameters": digits*side*side + digits})
	nb.Ask("two layers", nil)

	// ## What comes next
	//
	// [Chapter 07](07-softmax-cross-entropy) turns the scores into
	// probabilities, and then into one number that says how wrong they are.

	return nil
}
