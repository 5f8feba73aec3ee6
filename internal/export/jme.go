package export

import (
	"fmt"
	"slices"
	"strings"

	"backprop/internal/cnn"
)

// A variable is an array of a classic network in JME: its definition, and the
// variables that stand in it.
type variable struct {
	cnn.Quantity
	name, definition string
	given            bool
	from             []string
}

// A writer writes the definitions of a network's variables, one after another.
// The names differ in more than capitals, which JME does not tell apart.
type writer struct {
	all []variable
}

// variables are those of a classic network, in working order. What a layer
// computes and passes back is written from its links.
func variables(c *cnn.Classic) []variable {
	w := &writer{}
	x, k, b := w.given(c.X, "ximage"), w.given(c.K, "kernel"), w.given(c.B, "kbias")
	wt, cb, y := w.given(c.W, "weights"), w.given(c.C, "wbias"), w.given(c.Y, "target")
	eta := decimal(c.LearningRate)
	layers := c.Network.Layers
	conv, pool := linksOf(layers[cnn.ConvLayer], c.Pass.Activations[0].Shape), linksOf(layers[cnn.MaxPoolLayer], c.Pass.Activations[2].Shape)
	flat, dense := linksOf(layers[cnn.FlattenLayer], c.Pass.Activations[3].Shape), linksOf(layers[cnn.DenseLayer], c.Pass.Activations[4].Shape)

	z := w.sums(c.Z, "zmap", forward(conv, x, k, b), x, k, b)
	a := w.each(c.A, "amap", func(at int) string { return "max(0," + z.at(at) + ")" }, z)
	p := w.each(c.P, "pmap", func(at int) string { return "max([" + strings.Join(read(pool, a, at), ",") + "])" }, a)
	f := w.sums(c.F, "feats", forward(flat, p), p)
	s := w.sums(c.S, "scores", forward(dense, f, wt, cb), f, wt, cb)
	prob := w.each(c.Prob, "probs", func(at int) string {
		var powers []string
		for i := range c.S.Data {
			powers = append(powers, "exp("+s.at(i)+")")
		}
		return "exp(" + s.at(at) + ")/(" + strings.Join(powers, "+") + ")"
	}, s)
	w.each(c.L, "loss", func(int) string {
		var terms []string
		for i := range c.Y.Data {
			terms = append(terms, y.at(i)+"*ln("+prob.at(i)+")")
		}
		return "-(" + strings.Join(terms, "+") + ")"
	}, prob, y)

	w.each(c.DProb, "dprobs", func(at int) string { return "-" + y.at(at) + "/" + prob.at(at) }, prob, y)
	ds := w.each(c.DS, "dscores", func(at int) string { return prob.at(at) + "-" + y.at(at) }, prob, y)
	dw := w.sums(c.DW, "dweights", learned(dense, 0, f, ds), f, ds)
	dc := w.sums(c.DC, "dwbias", learned(dense, len(c.W.Data), f, ds), f, ds)
	df := w.sums(c.DF, "dfeats", backward(dense, ds, wt, cb), wt, ds)
	dp := w.sums(c.DP, "dpmap", backward(flat, df), df)
	da := w.each(c.DA, "damap", func(at int) string { return won(pool, a, dp, at) }, a, dp)
	dz := w.each(c.DZ, "dzmap", func(at int) string { return "if(" + z.at(at) + ">0," + da.at(at) + ",0)" }, z, da)
	dk := w.sums(c.DK, "dkernel", learned(conv, 0, x, dz), x, dz)
	db := w.sums(c.DB, "dkbias", learned(conv, len(c.K.Data), x, dz), x, dz)
	w.sums(c.DX, "dximage", backward(conv, dz, k, b), k, dz)
	for _, step := range []struct {
		cnn.Quantity
		name         string
		old, towards variable
	}{{c.NewK, "newkernel", k, dk}, {c.NewB, "newkbias", b, db}, {c.NewW, "newweights", wt, dw}, {c.NewC, "newwbias", cb, dc}} {
		w.each(step.Quantity, step.name, func(at int) string { return step.old.at(at) + "-" + eta + "*" + step.towards.at(at) }, step.old, step.towards)
	}
	return inOrder(w.all, c.Pass)
}

// inOrder puts the variables that are asked for in the order of the places.
func inOrder(all []variable, p *cnn.Pass) []variable {
	places := p.Places()
	slices.SortStableFunc(all, func(a, b variable) int {
		return position(places, a) - position(places, b)
	})
	return all
}

func position(places []cnn.Place, v variable) int {
	if v.given {
		return -1
	}
	return slices.Index(places, v.Place)
}

// at is an element of a variable.
func (v variable) at(at int) string {
	if len(v.Data) == 1 {
		return v.name
	}
	_, columns := size(v.Quantity)
	return fmt.Sprintf("%s[%d][%d]", v.name, at/columns, at%columns)
}

func (w *writer) given(q cnn.Quantity, name string) variable {
	v := variable{Quantity: q, name: name, definition: literal(q, q.Data), given: true}
	w.all = append(w.all, v)
	return v
}

// each defines a variable element by element.
func (w *writer) each(q cnn.Quantity, name string, element func(at int) string, from ...variable) variable {
	v := variable{Quantity: q, name: name, definition: inJME(q, element)}
	for _, other := range from {
		v.from = append(v.from, other.name)
	}
	w.all = append(w.all, v)
	return v
}

// sums defines a variable whose elements are sums of terms.
func (w *writer) sums(q cnn.Quantity, name string, terms map[int][]string, from ...variable) variable {
	return w.each(q, name, func(at int) string {
		if len(terms[at]) == 0 {
			return "0"
		}
		return strings.Join(terms[at], "+")
	}, from...)
}

func linksOf(layer cnn.Layer, in cnn.Shape) []cnn.Link {
	return slices.Collect(layer.Links(in))
}

// parameter is the parameter of a link, of those that are numbered through.
func parameter(link cnn.Link, learned []variable) string {
	at := link.Param
	for _, v := range learned {
		if at < len(v.Data) {
			return v.at(at)
		}
		at -= len(v.Data)
	}
	panic("a link has a parameter that its layer has not")
}

// forward are the terms of each output: parameter times input, over the links.
func forward(links []cnn.Link, in variable, learned ...variable) map[int][]string {
	terms := map[int][]string{}
	for _, l := range links {
		var factors []string
		if l.Param != cnn.None {
			factors = append(factors, parameter(l, learned))
		}
		if l.In != cnn.One {
			factors = append(factors, in.at(l.In))
		}
		terms[l.Out] = append(terms[l.Out], strings.Join(factors, "*"))
	}
	return terms
}

// backward are the terms of each input's gradient: parameter times the gradient
// of each output that has read it.
func backward(links []cnn.Link, out variable, learned ...variable) map[int][]string {
	terms := map[int][]string{}
	for _, l := range links {
		if l.In == cnn.One {
			continue
		}
		term := out.at(l.Out)
		if l.Param != cnn.None {
			term = parameter(l, learned) + "*" + term
		}
		terms[l.In] = append(terms[l.In], term)
	}
	return terms
}

// learned are the terms of the gradient of a layer's parameters from the number
// first on: input times the gradient of the output, over the links that have
// it.
func learned(links []cnn.Link, first int, in, out variable) map[int][]string {
	terms := map[int][]string{}
	for _, l := range links {
		if l.Param < first {
			continue
		}
		term := out.at(l.Out)
		if l.In != cnn.One {
			term = in.at(l.In) + "*" + term
		}
		terms[l.Param-first] = append(terms[l.Param-first], term)
	}
	return terms
}

// read are the elements that an output reads.
func read(links []cnn.Link, in variable, out int) []string {
	var all []string
	for _, l := range links {
		if l.Out == out {
			all = append(all, in.at(l.In))
		}
	}
	return all
}

// won is the gradient that a cell of a map gets from max pooling: that of each
// window in which it is larger than what comes before it and no smaller than
// what comes after.
func won(links []cnn.Link, in, out variable, cell int) string {
	var terms []string
	for _, l := range links {
		if l.In != cell {
			continue
		}
		var conditions []string
		before := true
		for _, other := range links {
			switch {
			case other.Out != l.Out:
			case other.In == cell:
				before = false
			case before:
				conditions = append(conditions, in.at(cell)+">"+in.at(other.In))
			default:
				conditions = append(conditions, in.at(cell)+">="+in.at(other.In))
			}
		}
		if len(conditions) == 0 {
			terms = append(terms, out.at(l.Out))
			continue
		}
		terms = append(terms, "if("+strings.Join(conditions, " and ")+","+out.at(l.Out)+",0)")
	}
	if len(terms) == 0 {
		return "0"
	}
	return strings.Join(terms, "+")
}
