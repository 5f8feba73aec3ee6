package main

import (
	"fmt"
	"math"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// windows is how the pooling windows lie.
func windows(pool cnn.Window) notebook.Let {
	size, by := pool.Size, pool.Stride
	return notebook.Let{"rows": size.Down, "columns": size.Across,
		"across": notebook.Counted(by.Across, "cell", "cells"),
		"down":   notebook.Counted(by.Down, "cell", "cells")}
}

// parameters is the table of what each layer learns, and of how many
// numbers that is up to and with this layer.
func parameters(ex *cnn.Classic) (string, []string, [][]any) {
	names := []string{"convolution", "ReLU", "max pooling", "flatten",
		"fully connected", "softmax"}
	letters := map[int][]string{
		cnn.ConvLayer: {"K", "b"}, cnn.DenseLayer: {"W", "c"},
	}
	var rows [][]any
	total := 0
	for i, layer := range ex.Network.Layers {
		text, count := "", 0
		for j, p := range cnn.ParametersOf(layer) {
			if j > 0 {
				text += ", "
			}
			text += fmt.Sprintf("$%s$: %v",
				letters[i][j], p.Value.Shape.Plain())
			count += len(p.Value.Data)
		}
		if text == "" {
			text = "none"
		}
		total += count
		rows = append(rows, []any{names[i], text, count, total})
	}
	return "The parameters of each layer", []string{"layer", "parameters", "count", "total"}, rows
}

// raisedWeights raises one weight of the kernel after the other and is the table
// of the losses, as nb.Table takes it.
func raisedWeights(ex *cnn.Classic, step float64, loss func(k [][]float64) float64) (string, []string, [][]any) {
	var rows [][]any
	for m, weights := range ex.K.Rows() {
		for n := range weights {
			k := ex.K.Rows()
			k[m][n] += step
			rows = append(rows, raised(ex, m, n, step, loss(k)))
		}
	}
	by := notebook.Num(step)
	return "Each weight raised by " + by, []string{"weight", "loss before", "loss after",
		"change divided by " + by, `$\partial L/\partial K$`}, rows
}

// verdict says in words whether the likeliest class is the true one.
func verdict(ex *cnn.Classic) (string, notebook.Let) {
	leading, truth := cnn.Leading(ex.S.Reals()), cnn.Leading(ex.Y.Reals())
	said := leading[0]
	let := notebook.Let{"said": said, "p": notebook.At(ex.Prob, said)}
	switch {
	case len(ex.S.Data) == 1:
		return "the only answer", let
	case len(leading) > 1:
		let["classes"] = len(leading)
		if len(truth) > 1 {
			return "no answer is asked for", let
		}
		let["truth"] = truth[0]
		return "no answer", let
	case said == truth[0]:
		return "the answer is right", let
	}
	let["truth"] = truth[0]
	let["p of the truth"] = notebook.At(ex.Prob, truth[0])
	return "the answer is wrong", let
}

// twoGradients is the mistake of the other gradient, and says whether their shapes
// tell the two apart.
func twoGradients(nb *notebook.Notebook, ex *cnn.Classic) (section string, let notebook.Let, right, wrong []any) {
	said := "the kernel is smaller"
	if ex.K.Shape.Plain().Equal(ex.X.Shape.Plain()) {
		said = "the kernel is as large"
	}
	return "two gradients", notebook.Let{"kernel and image": nb.Phrase(said, nil)}, []any{ex.DK}, []any{ex.DX}
}

// raised is the row of the table for a weight that was raised by a step, with
// the loss that the loops gave. Divided by so small a step the digits that they
// rounded away would show, so the loss gets these back; a loss that is another
// one stays what it is.
func raised(ex *cnn.Classic, m, n int, step, loops float64) []any {
	z, columns := ex.Z.Reals(), ex.Z.Shape.Plain()[1]
	for at := range z {
		x := ex.X.RealAt(at/columns+m, at%columns+n)
		z[at] = z[at].Plus(cnn.Written(step).Times(x))
	}
	before, after := ex.L.Real(0), notebook.Must(ex.LossFrom(z))
	size := 1.0
	for _, s := range ex.S.Values() {
		size = max(size, math.Abs(s))
	}
	if math.Abs(after.Float()-loops) > 1e-9*size {
		after = cnn.Written(loops)
	}
	return []any{fmt.Sprintf("$K_{%d,%d}$", m, n),
		notebook.Places(before, 7), notebook.Places(after, 7),
		after.Minus(before).Over(cnn.Written(step)), ex.DK.RealAt(m, n)}
}

// otherKernel is the parameters of the network with another kernel: one row
// and one column larger if pooling windows still fit on the map then, else
// of one cell.
func otherKernel(ex *cnn.Classic) notebook.Let {
	x, k := ex.X.Shape.Plain(), ex.K.Shape.Plain()
	size, stride := ex.Pool.Size, ex.Pool.Stride
	classes := len(ex.S.Data)
	kh, kw := k[0]+1, k[1]+1
	if x[0]-kh+1 < size.Down || x[1]-kw+1 < size.Across {
		kh, kw = 1, 1
	}
	zh, zw := x[0]-kh+1, x[1]-kw+1
	ph := (zh-size.Down)/stride.Down + 1
	pw := (zw-size.Across)/stride.Across + 1
	w := classes * ph * pw
	count := kh*kw + 1 + w + classes
	return notebook.Let{"height": kh, "width": kw, "kernel": kh * kw,
		"Z height": zh, "Z width": zw, "P height": ph, "P width": pw,
		"classes": classes, "features": ph * pw, "W": w,
		"count": count, "no biases": kh*kw + w,
		"old W": count - w + len(ex.W.Data)}
}

// products is how many of them a forward pass computes.
func products(ex *cnn.Classic) notebook.Let {
	x, k, z := len(ex.X.Data), len(ex.K.Data), len(ex.Z.Data)
	return notebook.Let{"Z": z, "K": k, "products": z * k,
		"every cell of X": x * k,
		"s":               len(ex.S.Data), "f": len(ex.F.Data), "W": len(ex.W.Data),
		"weights": notebook.Counted(k, "weight", "weights"),
		"times":   notebook.Counted(z, "time", "times"),
		"terms":   notebook.Counted(z, "term", "terms")}
}
