package main

import (
	"runtime"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
)

// peak is how many billions of operations a second one core does in Go where
// nothing is loaded or stored: twelve sums that do not wait for one another,
// each with one product after the other.
func peak() float64 {
	const turns = 200_000
	took := faster(0, func() { runtime.KeepAlive(spin(turns, 0.999999, 0.000001)) })
	return 2 * 12 * turns / took / 1e6
}

func spin(turns int, x, y float64) float64 {
	a, b, c, d, e, f := 1.0, 2.0, 3.0, 4.0, 5.0, 6.0
	g, h, i, j, k, l := 7.0, 8.0, 9.0, 10.0, 11.0, 12.0
	for range turns {
		a, b, c = float64(a*x)+y, float64(b*x)+y, float64(c*x)+y
		d, e, f = float64(d*x)+y, float64(e*x)+y, float64(f*x)+y
		g, h, i = float64(g*x)+y, float64(h*x)+y, float64(i*x)+y
		j, k, l = float64(j*x)+y, float64(k*x)+y, float64(l*x)+y
	}
	return a + b + c + d + e + f + g + h + i + j + k + l
}

// largeProduct is the same for the library's product of two matrices of
// 256×256.
func largeProduct() float64 {
	const n = 256
	x, y, z := matrix(n, n, make([]float64, n*n)), matrix(n, n, make([]float64, n*n)), matrix(n, n, make([]float64, n*n))
	for i := range x.Data {
		x.Data[i], y.Data[i] = float64(i%7)-3, float64(i%5)-2
	}
	took := faster(0, func() { blas64.Gemm(blas.NoTrans, blas.NoTrans, 1, x, y, 0, z) })
	return 2 * n * n * n / took / 1e6
}
