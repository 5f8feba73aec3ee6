package main

import (
	"math"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

type float interface{ float32 | float64 }

// values are all numbers that the loss depends on.
type values[F float] struct {
	x, k [][]F
	b    []F // one number
	w    [][]F
	c, y []F
	pool cnn.Window
}

func (v values[F]) scores() []F {
	// Convolution and ReLU.
	a := make([][]F, len(v.x)-len(v.k)+1)
	for i := range a {
		a[i] = make([]F, len(v.x[0])-len(v.k[0])+1)
		for j := range a[i] {
			z := v.b[0]
			for m := range v.k {
				for n := range v.k[m] {
					z += F(v.x[i+m][j+n] * v.k[m][n])
				}
			}
			a[i][j] = max(0, z)
		}
	}
	// Max pooling and flatten.
	var f []F
	size, stride := v.pool.Size, v.pool.Stride
	for i := 0; i+size.Down <= len(a); i += stride.Down {
		for j := 0; j+size.Across <= len(a[0]); j += stride.Across {
			largest := a[i][j]
			for m := range size.Down {
				for n := range size.Across {
					largest = max(largest, a[i+m][j+n])
				}
			}
			f = append(f, largest)
		}
	}
	// Fully connected.
	s := make([]F, len(v.c))
	for i := range s {
		for j := range f {
			s[i] += F(v.w[i][j] * f[j])
		}
		s[i] += v.c[i]
	}
	return s
}

// of is the numbers of the network, in either precision.
func of[F float](ex *cnn.Classic) values[F] {
	return values[F]{
		x: rows[F](ex.X), k: rows[F](ex.K), b: rows[F](ex.B)[0],
		w: rows[F](ex.W), c: rows[F](ex.C)[0], y: rows[F](ex.Y)[0],
		pool: ex.Pool,
	}
}

func rows[F float](q cnn.Quantity) [][]F {
	numbers := q.Rows()
	return cnn.EachCell(numbers, func(i, j int) F { return F(numbers[i][j]) })
}

// element points to the number of a comparison.
func (v values[F]) element(c cnn.Comparison) *F {
	// A vector has one index, a single number none.
	i := append([]int{0, 0}, c.Index...)[len(c.Index):]
	switch row, column := i[0], i[1]; c.Place {
	case cnn.ParameterPlace(cnn.ConvLayer, "kernel"):
		return &v.k[row][column]
	case cnn.ParameterPlace(cnn.ConvLayer, "bias"):
		return &v.b[column]
	case cnn.ParameterPlace(cnn.DenseLayer, "weights"):
		return &v.w[row][column]
	case cnn.ParameterPlace(cnn.DenseLayer, "bias"):
		return &v.c[column]
	default:
		return &v.x[row][column]
	}
}

// chosen is the number that the chapter looks at: the weight of the
// kernel with the largest gradient or, where none has a gradient
// without a kink, the parameter with the largest.
func chosen(n *cnn.Network) cnn.Comparison {
	all := notebook.Must(cnn.CheckGradients(n, 0.1))
	kernel := cnn.ParameterPlace(cnn.ConvLayer, "kernel")
	best := all[len(all)-1] // a bias after the pooling: no kinks
	score := func(c cnn.Comparison) float64 {
		size := math.Abs(c.Gradient)
		if c.Place == kernel && size > 1e-3 {
			size += 1e9
		}
		return size
	}
	for _, c := range all {
		fits := c.Place != cnn.GradientPlace(0) && c.Kink == ""
		if fits && score(c) > score(best) {
			best = c
		}
	}
	return best
}

// nameOf is the symbol of the number that a comparison moves, in TeX.
func nameOf(c cnn.Comparison) string {
	sign := c.Sign
	sign.Gradient = false
	if sign.Letter == "b" {
		return notebook.TeX(sign)
	}
	return notebook.TeX(sign, c.Index...)
}

// gradient is what backpropagation makes of p − y. The probabilities
// are computed here; from the scores on backward there are only sums
// and products.
func gradient(ex *cnn.Classic, v values[float64],
	c cnn.Comparison) float64 {
	return behindScores(ex, c, difference(v))
}

// difference is p − y, from the scores.
func difference(v values[float64]) []float64 {
	s := v.scores()
	top, total := slices.Max(s), 0.0
	for i := range s {
		s[i] = exp(s[i] - top)
		total += s[i]
	}
	for i := range s {
		s[i] = s[i]/total - v.y[i]
	}
	return s
}

// termSize is the sizes of the terms of the gradient, one for each class,
// added up. Next to 1 even p − y is what two numbers of size 1 leave. Terms of
// such sizes may be too large for float64, and are computed with less.
func termSize(ex *cnn.Classic, c cnn.Comparison) float64 {
	const less = 1. / (1 << 60)
	total := 0.0
	for i, p := range ex.Prob.Values() {
		one := make([]float64, len(ex.Y.Data))
		one[i] = less * (p + ex.Y.At(i))
		total += math.Abs(behindScores(ex, c, one)) / less
	}
	return total
}

// behindScores is the gradient that a gradient of the scores leads to.
func behindScores(ex *cnn.Classic, c cnn.Comparison,
	scores []float64) float64 {
	pass := notebook.Must(cnn.Run(&cnn.Network{
		Input:    ex.Network.Input,
		Layers:   ex.Network.Layers[:cnn.SoftmaxLayer],
		Upstream: cnn.Vector(scores...),
	}))
	q := notebook.Must(pass.Quantity(c.Place))
	if len(c.Index) == 0 {
		return q.Data[0]
	}
	return q.At(c.Index...)
}
