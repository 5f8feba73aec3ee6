package report

import (
	"strconv"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// forwardFormula is what a layer makes of x. The parameters are its own.
func forwardFormula(layer cnn.Layer, x, y cnn.Quantity, theta []cnn.Quantity) formula {
	one, other := onMaps(y, "c", "i", "j"), onMaps(x, "c", "i", "j")
	if len(y.Shape) == 1 {
		one, other = at(y, "i"), at(x, "i")
	}
	switch l := layer.(type) {
	case cnn.Conv1d, cnn.MaxPool1d, cnn.AvgPool1d:
		return forwardAlong(layer, x, y, theta)
	case cnn.Conv:
		k, b := theta[0], theta[1]
		return formula{onMaps(y, "o", "i", "j"),
			sum(channels("c", l.Kernel.Shape[1], "m", "n")...) + under(x, y, read(l), l.Window()) +
				` \cdot ` + ofKernel(k, "m", "n") + " + " + at(b, "o")}
	case cnn.ConvTranspose:
		w := l.Window()
		return formula{onMaps(y, "o", "u", "v"),
			sum(channels("c", x.Shape[0], "i", "j")...) + onMaps(x, "c", "i", "j") +
				` \cdot ` + stamp(theta[0], y, w) + " + " + at(theta[1], "o")}
	case cnn.MaxPool:
		return formula{pooledTo(y, l.Window), `\max_{m,n} ` + under(x, y, "c", l.Window)}
	case cnn.AvgPool:
		return formula{pooledTo(y, l.Window), share(l, x.Shape, of(y, "i"), of(y, "j")) + sum("m", "n") + under(x, y, "c", l.Window)}
	case cnn.LeakyReLU:
		return formula{one, other + ` \cdot ([` + other + " > 0]" + leak(l) + other + ` \le 0])`}
	case cnn.ELU:
		return formula{one, other + ` \cdot [` + other + ` > 0]` + alpha(l) + `(e^{` + other + `} - 1) \cdot [` + other + ` \le 0]`}
	case cnn.Dropout:
		return formula{one, masked(l, other, ownLetters(x))}
	case cnn.Add:
		return formula{one, other + " + " + strings.Replace(one, notebook.TeX(y.Sign), notebook.TeX(theta[0].Sign), 1)}
	case cnn.Flatten:
		return formula{at(y, flatIndex(l, x)), flattened(x, x)}
	case cnn.Dense:
		w, c := theta[0], theta[1]
		return formula{at(y, "i"), sum("j") + at(w, of(y, "i"), "j") + ` \cdot ` +
			at(x, "j") + " + " + at(c, "i")}
	case cnn.Softmax:
		return formula{one, `\frac{e^{` + at(x, "i") + "}}{" + sum("j") +
			"e^{" + at(x, "j") + "}}"}
	case cnn.LogSoftmax:
		return formula{one, at(x, "i") + ` - \ln ` + sum("j") + "e^{" + at(x, "j") + "}"}
	case cnn.Nonlinear:
		if name := l.Rule().Function(); name != "" {
			return formula{one, `\` + name + " " + other}
		}
		if form, ok := l.Rule().Expression(); ok && !form.Has(cnn.SumAll) {
			return formula{one, notebook.Formula(form, other, false)}
		}
	}
	panic("report: formula.go has no formula for the layer " + layer.Op())
}

// leak is the slope at and below 0 with the sign before it, up to what it
// stands before.
func leak(l cnn.LeakyReLU) string { return signed(l.Leak) + " [" }

// alpha is the factor below 0 with the sign before it, up to what it stands
// before.
func alpha(l cnn.ELU) string {
	if l.Alpha == 1 {
		return " + "
	}
	return signed(l.Alpha) + ` \cdot `
}

// signed is a factor that follows a sum, with its sign.
func signed(v float64) string {
	if negative, ok := strings.CutPrefix(notebook.Num(v), "−"); ok {
		return " - " + negative
	}
	return " + " + notebook.Num(v)
}

// flattened is the cell of a map of x, or its gradient, that flatten puts at
// flatIndex.
func flattened(q, x cnn.Quantity) string {
	if len(x.Shape) == 1 {
		return onMaps(q, "c", "i", "j")
	}
	if x.IsSequence() {
		return onMaps(q, "c", along(x.Shape[1], "i"), "")
	}
	return onMaps(q, "c", along(x.Shape[1], "i"), along(x.Shape[2], "j"))
}

// flatIndex is where flatten puts the cell c,i,j.
func flatIndex(l cnn.Flatten, x cnn.Quantity) string {
	if len(x.Shape) == 1 {
		return "j"
	}
	var terms []string
	add := func(letter string, times, length int) {
		switch {
		case length == 1:
		case times == 1:
			terms = append(terms, letter)
		default:
			terms = append(terms, strconv.Itoa(times)+letter)
		}
	}
	maps, column := x.Shape, "j"
	if x.IsSequence() {
		maps, column = maps.OnMaps(), "i"
	}
	c, h, w := maps[0], maps[1], maps[2]
	switch l.Order {
	case cnn.HWC:
		add("i", w*c, h)
		add(column, c, w)
		add("c", 1, c)
	case cnn.CWH:
		add("c", h*w, c)
		add(column, h, w)
		add("i", 1, h)
	default:
		add("c", h*w, c)
		add("i", w, h)
		add(column, 1, w)
	}
	if len(terms) == 0 {
		return "0"
	}
	return strings.Join(terms, "+")
}
