package main

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// oneError asks for the gradient where a single 1 arrives.
func oneError(ex *cnn.Classic) notebook.Exercise {
	x := ex.X.Rows()
	arrives := cnn.Zeros(len(ex.Z.Rows()), len(ex.Z.Rows()[0]))
	m, n := len(ex.K.Rows())-1, len(ex.K.Rows()[0])-1
	i, j := telling(x, arrives, m, n)
	arrives[i][j] = 1
	net := layerAlone(ex, x, cnn.Map(arrives))
	ask := func(m, n int) notebook.Answer {
		return notebook.Answer{
			Name:  notebook.TeX(ex.DK.Sign, m, n),
			Value: x[i+m][j+n],
			Wrong: marking.Mistaken(net, ex.DK.Place, m, n),
		}
	}
	if m+n == 0 {
		return notebook.Exercise{
			Question: fmt.Sprintf(`Suppose that the gradient at
$Z_{%d,%d}$ were 1 and all the others 0. What would
$\partial L/\partial K$, a single number, be?`, i, j),
			Answers: []notebook.Answer{ask(0, 0)},
			Hint: `A single 1 leaves one term in the sum. Which cell of
$X$ is in it?`,
			Solution: fmt.Sprintf(`The kernel is one weight, and
$Z_{%d,%d}$ has read a single cell with it, so the gradient is that
cell, $X_{%[1]d,%[2]d} %[3]s$.`, i, j, notebook.Eq(x[i][j])),
		}
	}
	return notebook.Exercise{
		Question: fmt.Sprintf(`Suppose that the gradient at
$Z_{%d,%d}$ were 1 and all the others 0. What would
$\partial L/\partial K$ be? Give its first and its last element.`,
			i, j),
		Answers: []notebook.Answer{ask(0, 0), ask(m, n)},
		Hint: `A single 1 leaves one term in each sum. Which cell of
$X$ is in it?`,
		Solution: fmt.Sprintf(`The gradient is a copy of the window that
$Z_{%d,%d}$ has read: its first cell is $X_{%[1]d,%d} %s$ and its last
$X_{%d,%d} %s$. This makes a good test for your own program: a single 1
must give back a window of $X$, unchanged.`, i, j,
			notebook.Eq(x[i][j]), i+m, j+n, notebook.Eq(x[i+m][j+n])),
	}
}

// fromMap asks two questions about the sums over the gradient map. Where
// the map is all zeros every answer would be 0, so neither is asked.
func fromMap(ex *cnn.Classic) []notebook.Exercise {
	x, dZ := ex.X.Rows(), ex.DZ.Rows()
	if len(live(dZ)) == 0 {
		return nil
	}
	kh, dB := len(ex.K.Rows()), ex.DB.Real(0)
	i, j := firstNonZero(dZ)
	u, v := i+kh-1, j
	without := ex.DK.RealAt(kh-1, 0).Minus(
		ex.DZ.RealAt(i, j).Times(ex.X.RealAt(u, v)))
	withoutOne := notebook.Exercise{
		Question: fmt.Sprintf(`Suppose $X_{%d,%d}$ were 0 and the
gradient map stayed as it is. What would
$\partial L/\partial K_{%d,0}$ be?`,
			u, v, kh-1),
		Answers: []notebook.Answer{{
			Name:  fmt.Sprintf(`\partial L/\partial K_{%d,0}`, kh-1),
			Value: without.Float(),
			Exact: without.Exact(),
			Wrong: append([]notebook.Wrong{{Value: 0,
				Did: "dropped the whole sum instead of one term"}},
				marking.Mistaken(layerAlone(ex, emptied(ex, u, v),
					ex.DZ.Tensor), ex.DK.Place, kh-1, 0)...)}},
		Hint: `One term of the sum that you saw in numbers drops out.
Find the gradient that meets this cell.`,
		Solution: fmt.Sprintf(`The cell meets $\partial L/\partial
Z_{%d,%d}$. Without the term %s · %s the sum is %s.`,
			i, j, notebook.Factor(ex.DZ.RealAt(i, j)),
			notebook.Num(x[u][v]), notebook.Num(without)),
	}
	brighter := notebook.Exercise{
		Question: `Suppose every cell of $X$ were larger by 1 and the
gradient map stayed as it is. By how much would each element of
$\partial L/\partial K$ change?`,
		Answers: []notebook.Answer{{Name: `\text{change}`,
			Value: dB.Float(), Exact: dB.Exact(),
			Wrong: marking.Mistaken(layerAlone(ex, x, ex.DZ.Tensor),
				ex.DB.Place, 0)}},
		Hint: `Write $X_{i+m,j+n} + 1$ into the sum and take it
apart.`,
		Solution: fmt.Sprintf(`The sum of the gradient map is added to
each element, and that is $\partial L/\partial b$ %s. You can think of
the bias as one more weight, which reads an image of ones.`,
			notebook.Eq(dB)),
	}
	return []notebook.Exercise{withoutOne, brighter}
}

// telling is the first place whose window has a first cell other than its
// last: there a rotation shows.
func telling(x, places [][]float64, m, n int) (int, int) {
	for i := range places {
		for j := range places[i] {
			if x[i][j] != x[i+m][j+n] {
				return i, j
			}
		}
	}
	return 0, 0
}

// layerAlone is the convolution over an input of its own, with the
// gradient that arrives at it.
func layerAlone(ex *cnn.Classic, x [][]float64,
	arrives *cnn.Tensor) *cnn.Network {
	return cnn.SingleLayer(ex.Network.Layers[cnn.ConvLayer], cnn.Map(x),
		arrives)
}

// emptied is the input with one cell set to 0.
func emptied(ex *cnn.Classic, u, v int) [][]float64 {
	x := ex.X.Rows()
	x[u][v] = 0
	return x
}

// firstNonZero is the place of the first cell that is not zero.
func firstNonZero(rows [][]float64) (int, int) {
	for i := range rows {
		for j := range rows[i] {
			if rows[i][j] != 0 {
				return i, j
			}
		}
	}
	return 0, 0
}
