package main

import (
	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// exercises asks about the cell at which the most stamps meet, and about more.
// Where there is no stamp, some would have nothing to ask for.
func exercises(nb *notebook.Notebook, ex *cnn.Classic, u, v int) {
	live := len(living(ex)) > 0
	if live {
		onPaper(nb, ex, u, v)
	}
	singleOne(nb, ex)
	if live {
		total(nb, ex)
		overwritten(nb, ex, u, v)
	}
	nb.Ask("why the rotation", nil)
}

// overwritten asks for a bug, and for what it makes of a cell at which
// stamps overlap.
func overwritten(nb *notebook.Notebook, ex *cnn.Classic, u, v int) {
	last := readers(ex, u, v)[0] // the one that comes last in the loops
	for _, r := range readers(ex, u, v) {
		if last.outside && !r.outside {
			last = r
		}
	}
	left := ex.DZ.RealAt(last.i, last.j).Times(
		ex.K.RealAt(last.m, last.n))
	nb.Ask("the bug", notebook.Let{
		"name": notebook.TeX(ex.DX.Sign, u, v), "u": u, "v": v,
		"i": last.i, "j": last.j, "m": last.m, "n": last.n,
		"left":  left,
		"right": notebook.At(ex.DX, u, v)})
}

// onPaper asks for the cell at which the most stamps meet, but one.
func onPaper(nb *notebook.Notebook, ex *cnn.Classic, u, v int) {
	u, v = meeting(ex, [2]int{u, v})
	letters, numbers := terms(ex, u, v)
	nb.Ask("on paper", notebook.Let{
		"name": notebook.TeX(ex.DX.Sign, u, v), "u": u, "v": v,
		"dX": notebook.At(ex.DX, u, v), "letters": letters,
		"numbers":  numbers,
		"mistakes": marking.Mistaken(ex.Network, ex.DX.Place, u, v)})
}

// singleOne asks for what a gradient map with a single 1 leaves.
func singleOne(nb *notebook.Notebook, ex *cnn.Classic) {
	let := notebook.Let{}
	ask := func(which string, m, n int) {
		let[which] = notebook.At(ex.K, m, n)
		let[which+" name"] = notebook.TeX(ex.DX.Sign, m, n)
		let[which+" mistakes"] = marking.Mistaken(single(ex),
			ex.DX.Place, m, n)
	}
	ask("first", 0, 0)
	if len(ex.K.Data) == 1 {
		nb.Ask("a single 1 and one weight", let)
		return
	}
	k := ex.K.Shape.Plain()
	ask("last", k[0]-1, k[1]-1)
	nb.Ask("a single 1", let)
}

// total asks for the sum of all elements.
func total(nb *notebook.Notebook, ex *cnn.Classic) {
	arrived := cnn.SumOf(ex.DZ.Reals()...)
	weight := cnn.SumOf(ex.K.Reals()...)
	all := arrived.Times(weight)
	nb.Ask("the sum", notebook.Let{"n": len(ex.X.Data), "total": all,
		"product":  notebook.Worked(all, notebook.Plus(arrived, weight)),
		"mistakes": marking.Mistaken(ex.Network, ex.DX.Place)})
}
