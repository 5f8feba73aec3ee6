package main

import (
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// sizes are those of a larger layer, and how many parameters it has.
func sizes() notebook.Let {
	const (
		c, h, w        = 3, 11, 7
		o, kh, kw      = 4, 3, 4
		down, across   = 2, 3
		above, onRight = 1, 1 // the padding; one row below too
	)
	roomDown, roomAcross := h+above+1-kh, w+onRight-kw
	return notebook.Let{
		"channels": c, "height": h, "width": w,
		"kernels": o, "kernel height": kh, "kernel width": kw,
		"down": down, "across": across,
		"room down": roomDown, "room across": roomAcross,
		"rows":                 roomDown/down + 1,
		"rows without padding": (h-kh)/down + 1,
		"rows at stride 1":     roomDown + 1,
		"columns":              roomAcross/across + 1,
		"columns at stride 1":  roomAcross + 1,
		"left over":            roomAcross % across,
		"weights":              o * c * kh * kw,
		"weights of one plane": o * kh * kw,
		"planes":               o * c,
	}
}

// corner is the gradient of a corner cell of the second channel.
func corner(e *example) notebook.Let {
	last := e.X.Shape[1] - 1
	i, m := e.Z.Shape[1]-1, e.K.Shape[2]-1
	var products []string
	for o := range e.K.Shape[0] {
		products = append(products, notebook.Factor(e.DZ.At(o, i, i))+
			` \cdot `+notebook.Factor(e.K.At(o, 1, m, m)))
	}
	return notebook.Let{"i": i, "m": m,
		"name":     notebook.TeX(e.DX.Sign, 1, last, last),
		"dX":       notebook.At(e.DX, 1, last, last),
		"products": strings.Join(products, " + "),
		"mistakes": marking.Mistaken(e.Network, e.DX.Place, 1, last,
			last),
	}
}

// shared is the gradient of the cell that all windows with stride share, when
// every number that arrives is 1.
func shared(e *example) notebook.Let {
	k := e.K.Rows()
	end := len(k) - 1
	at := e.Window.Stride.Down
	all1 := *e.Network
	all1.Upstream = cnn.NewTensor(e.Z.Shape...)
	for i := range all1.Upstream.Data {
		all1.Upstream.Data[i] = 1
	}
	corners := []float64{k[end][end], k[end][0], k[0][end], k[0][0]}
	sum, terms := 0.0, []string{}
	for _, weight := range corners {
		sum += weight
		terms = append(terms, notebook.Factor(weight))
	}
	return notebook.Let{"name": notebook.TeX(e.DX.Sign, at, at),
		"step": at, "at": at, "dX": sum,
		"terms":    strings.Join(terms, " + "),
		"mistakes": marking.Mistaken(&all1, e.DX.Place, at, at)}
}

// lost is where the sum of the gradients goes.
func lost(e *example) notebook.Let {
	arrived, passed := e.DZ.Sum(), e.DX.Sum()
	return notebook.Let{"arrived": arrived, "passed": passed,
		"missing":  arrived - passed,
		"mistakes": marking.Mistaken(e.Network, e.DX.Place)}
}
