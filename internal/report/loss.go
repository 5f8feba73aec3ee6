package report

import (
	"fmt"
	"strconv"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// lossInWords says what is at the end of a network.
func lossInWords(n *cnn.Network) string {
	switch {
	case n.Upstream != nil:
		return "This file has no loss. Instead it gives the gradient at the last output, as the next layer would send it (`upstream`), and the way back begins with that."
	case n.Loss == nil:
		return "The file has neither a `loss` nor an `upstream` gradient, so there is only a forward pass and nothing to go back from."
	}
	kind, _ := n.Loss.Kind()
	switch {
	case n.Averages():
		return kind.Sentence + fmt.Sprintf(" The losses of the %d examples are added and divided by %[1]d.", n.Batch)
	case n.Batch > 1:
		return kind.Sentence + " The losses of the examples are added."
	}
	return kind.Sentence
}

// lossFormula is the loss, and lossGradientFormula its slope at one output. In a
// batch they are those of its examples, which are added, with the 1/N of a mean.
func lossFormula(n *cnn.Network, out, target cnn.Quantity) formula {
	kind, _ := n.Loss.Kind()
	if hasNoOther(n, out) {
		return formula{"L", "0"}
	}
	f := inLetters(kind.Formula, n.Loss, out, target)
	if n.Batch > 0 {
		f = summedOver(batchShare(n)+sum(exampleLetter), f)
	}
	return formula{"L", f}
}

// summedOver puts a sum over the examples before the loss of one. A loss of two
// sums, such as binary cross entropy, gets it twice, so that the line can break
// between them.
func summedOver(sum, f string) string {
	first, second, two := strings.Cut(f, ` - \`)
	if first, negative := strings.CutPrefix(first, "-"); two && negative {
		return "-" + sum + " " + first + " - " + sum + ` \` + second
	}
	return sum + "(" + f + ")"
}

// shareOf is summedOver for the slope of a loss and its 1/N.
func shareOf(share, f string) string {
	first, second, two := strings.Cut(f, ` + \`)
	if first, negative := strings.CutPrefix(first, "-"); two && negative {
		return "-" + share + ` \cdot ` + first + " + " + share + ` \cdot \` + second
	}
	return share + `\cdot (` + f + ")"
}

// hasNoOther reports a loss that compares the true class with the others, of
// which there is none.
func hasNoOther(n *cnn.Network, out cnn.Quantity) bool {
	kind, _ := n.Loss.Kind()
	examples := max(1, n.Batch)
	if out.Lead() != nil { // it is one example's part
		examples = 1
	}
	return kind.Target == cnn.OnlyClass && len(out.Data) == examples
}

func lossGradientFormula(n *cnn.Network, out, target, gradient cnn.Quantity) formula {
	kind, _ := n.Loss.Kind()
	if hasNoOther(n, out) {
		return formula{at(gradient, letters(out)...), "0"}
	}
	f := inLetters(kind.Slope, n.Loss, out, target)
	if n.Averages() {
		f = shareOf(batchShare(n), f)
	}
	return formula{at(gradient, letters(out)...), f}
}

// inLetters puts letters into the formula of a loss; see cnn.LossKind.
func inLetters(tex string, l *cnn.Loss, out, target cnn.Quantity) string {
	index := letters(out)
	class, own := "t_n", ""
	if out.Lead() == nil {
		number, _ := l.Class()
		class = strconv.Itoa(number)
	}
	own = at(out, class)
	margin := " + " + notebook.Num(l.Margin)
	if negative, ok := strings.CutPrefix(margin, " + −"); ok {
		margin = " - " + negative
	}
	if len(out.Data) == 1 {
		tex = meanOfOne.Replace(tex)
	}
	return strings.NewReplacer(
		"OUT", at(out, index...), "TARGET", at(target, index...), "INDEX", strings.Join(index, ","),
		"COUNT", strconv.Itoa(len(out.Data)),
		"TRUE", class, "OWN", own, "MARGIN", margin,
	).Replace(tex)
}

// meanOfOne leaves out the divisor of a mean over one output.
var meanOfOne = strings.NewReplacer(`\frac{1}{COUNT} \cdot `, "", `\frac{1}{COUNT} `, "", `\frac{2}{COUNT} `, `2 \cdot `)

// oneOver is the factor 1/n, which nobody writes where n is 1.
func oneOver(n int) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf(`\frac{1}{%d} `, n)
}

// meanOf is the factor 1/n before a difference.
func meanOf(n int, difference string) string {
	if n == 1 {
		return difference
	}
	return oneOver(n) + "(" + difference + ")"
}

// lossGradientNote says what the formula of the slope leaves unsaid.
func (r *Report) lossGradientNote(gradient cnn.Quantity) string {
	l := r.net.Loss
	if hasNoOther(r.net, gradient) {
		return "There is no other class whose score could come too close, so nothing is to be paid and no gradient comes back."
	}
	if kind, _ := l.Kind(); kind.Target != cnn.OnlyClass || r.net.Batch > 0 {
		return r.shareInWords()
	}
	class, _ := l.Class()
	own := at(gradient, strconv.Itoa(class))
	return fmt.Sprintf("So every class whose score comes too close gets a 1. The score of the true class, %d, stands in each of these terms with a minus, and therefore $%s$ is minus their number.", class, own)
}

// lossGradientRow is what the slope of the loss is made of.
func lossGradientRow(n *cnn.Network, out, target cnn.Quantity) []any {
	op := n.Loss.Op
	if n.Averages() {
		op = "" // with 1/N in it
	}
	switch op {
	case cnn.CrossEntropy:
		return []any{"-", target, "/", out, "="}
	case cnn.NLL:
		return []any{"-", target, "="}
	case cnn.HalfSquaredError:
		return []any{out, "-", target, "="}
	}
	return []any{out, `\text{and}`, target, `\to`}
}

// joinedNote says what a loss and the layer before it come to together.
func joinedNote(n *cnn.Network, ds, out cnn.Quantity) string {
	s, a := notebook.TeX(ds.Sign), notebook.TeX(out.Sign)
	shared := func(difference string) string {
		if n.Averages() {
			return batchShare(n) + "(" + difference + ")"
		}
		return difference
	}
	const chapter = "[chapter 08](08-softmax-cross-entropy-backward)"
	switch n.Loss.Op {
	case cnn.CrossEntropy:
		return fmt.Sprintf("With cross entropy right after it, this simplifies to $%s = %s$, as %s shows.", s, shared(a+" - y"), chapter)
	case cnn.NLL:
		return fmt.Sprintf("With the negative log-likelihood right after it, this simplifies to $%s = %s$: probabilities minus target, as in %s.", s, shared("e^{"+a+"} - y"), chapter)
	case cnn.BinaryCrossEntropy:
		return fmt.Sprintf("With binary cross entropy right after it, this simplifies to $%s = %s$: the slope $%[3]s \\cdot (1 - %[3]s)$ cancels both denominators.", s, shared(a+" - y"), a)
	case cnn.MeanBinaryCrossEntropy:
		return fmt.Sprintf(`With binary cross entropy right after it, this simplifies to $%s = %s$: the slope $%[3]s \cdot (1 - %[3]s)$ cancels both denominators.`, s, times(batchShare(n), meanOf(len(ds.Data), a+" - y")), a)
	}
	return ""
}

// together shows the gradient of the scores where it is computed at once, as
// output minus target.
func (r *Report) together(x, y, dx, dy cnn.Quantity) {
	target := r.one(r.Quantity(cnn.TargetPlace))
	difference, row := at(y, "i")+" - "+at(target, "i"), []any{y, "-", target, "="}
	index := "i"
	if len(y.Shape) != 1 {
		difference = at(y, letters(y)...) + " - " + at(target, letters(y)...)
		index = strings.Join(letters(y), ",")
	}
	if r.net.Loss.Op == cnn.MeanBinaryCrossEntropy {
		difference = meanOf(len(y.Data), difference)
		row = []any{y, `\text{and}`, target, `\to`}
	}
	if r.net.Averages() {
		difference = batchShare(r.net) + "(" + difference + ")"
		row = []any{y, `\text{and}`, target, `\to`}
	}
	note := farApart(x, y, dy)
	if r.net.Loss.Op != cnn.CrossEntropy {
		note = farFrom0(x, y, dy)
	}
	r.array(dx.Place, formula{at(dx, index), difference}, note, row)
}

// farApart says why the gradient of the scores is not computed from that of
// the probabilities.
func farApart(s, p, dp cnn.Quantity) string {
	return fmt.Sprintf("These scores are so far apart that float64 cannot tell the smallest probability from 0, and $%s$ grows beyond everything it can hold. "+
		"Multiplied by the slopes of the softmax, which are just as small, it would come down to $%s - y$ again. "+
		"So programs never take that detour: they treat softmax and cross entropy as one step and subtract, which works for any scores $%s$ ([chapter 08](08-softmax-cross-entropy-backward)).",
		notebook.TeX(dp.Sign), notebook.TeX(p.Sign), notebook.TeX(s.Sign))
}

// farFrom0 is farApart for a sigmoid.
func farFrom0(s, a, da cnn.Quantity) string {
	return fmt.Sprintf("One of these scores is so far from 0, and its answer so wrong, that $%s$ grows beyond everything that float64 can hold. "+
		"Multiplied by the slope of the sigmoid, which is just as small, it would come down to the difference of $%s$ and $y$ again. "+
		"So programs never take that detour: they treat sigmoid and binary cross entropy as one step and subtract, which works for any scores $%s$.",
		notebook.TeX(da.Sign), notebook.TeX(a.Sign), notebook.TeX(s.Sign))
}
