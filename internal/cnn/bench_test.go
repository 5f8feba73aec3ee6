package cnn

import (
	"math"
	"slices"
	"testing"
	"time"
)

// BenchmarkPass is one forward and backward pass and the update of the
// classic 5×5 network.
func BenchmarkPass(b *testing.B) {
	n := classicNetwork()
	p, err := NewPass(n)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := p.Run(n); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLoops is the same work in plain loops, for the ratio.
func BenchmarkLoops(b *testing.B) {
	l := newLoops(classicNetwork())
	b.ReportAllocs()
	for b.Loop() {
		l.run()
	}
}

// BenchmarkRatio is how many times as long a pass takes as the loops. Both run
// in turns, a hundred at a time, and the median of all turns counts, so that
// a busy machine slows both or falls out.
func BenchmarkRatio(b *testing.B) {
	n := classicNetwork()
	p, err := NewPass(n)
	if err != nil {
		b.Fatal(err)
	}
	l := newLoops(n)
	pass := func() {
		if failed := p.Run(n); failed != nil {
			err = failed
		}
	}
	hundred := func(run func()) float64 {
		start := time.Now()
		for range 100 {
			run()
		}
		return float64(time.Since(start))
	}
	var ratios []float64
	for b.Loop() {
		loops := hundred(l.run)
		ratios = append(ratios, hundred(pass)/loops)
	}
	if err != nil {
		b.Fatal(err)
	}
	slices.Sort(ratios)
	b.ReportMetric(ratios[len(ratios)/2], "pass/loops")
}

// TestLoops: both do the same work.
func TestLoops(t *testing.T) {
	c, err := AsClassic(classicNetwork())
	if err != nil {
		t.Fatal(err)
	}
	l := newLoops(classicNetwork())
	l.run()
	for name, pair := range map[string][2][]float64{
		"Z": {l.z, c.Z.Tensor.Data}, "P": {l.p, c.P.Tensor.Data}, "s": {l.s, c.S.Tensor.Data},
		"p": {l.prob, c.Prob.Tensor.Data}, "∂X": {l.dx, c.DX.Tensor.Data}, "∂Z": {l.dz, c.DZ.Tensor.Data},
		"∂K": {l.dk, c.DK.Tensor.Data}, "∂W": {l.dw, c.DW.Tensor.Data}, "∂c": {l.ds, c.DC.Tensor.Data},
		"new K": {l.newK, c.NewK.Tensor.Data}, "new W": {l.newW, c.NewW.Tensor.Data},
		"∂b, L": {{l.db, l.loss}, {c.DB.Tensor.Data[0], c.L.Tensor.Data[0]}},
	} {
		for i, have := range pair[0] {
			if math.Abs(have-pair[1][i]) > 1e-13 {
				t.Errorf("%s[%d]: loops %v, pass %v", name, i, have, pair[1][i])
			}
		}
	}
}

// loops is the classic network with 5×5 pixels, a 2×2 kernel, 2×2 pooling
// and three classes, in plain slices.
type loops struct {
	x, k, w, c, y              []float64
	bias, rate                 float64
	z, a, p, s, prob           []float64
	winner                     []int
	dx, dz, da, dp, dk, dw, ds []float64
	newK, newW, newC           []float64
	db, newBias, loss          float64
}

func newLoops(n *Network) *loops {
	conv, dense := n.Layers[ConvLayer].(Conv), n.Layers[DenseLayer].(Dense)
	vector := func(size int) []float64 { return make([]float64, size) }
	return &loops{
		x: n.Input.Data, k: conv.Kernel.Data, bias: conv.Bias.Data[0],
		w: dense.Weights.Data, c: dense.Bias.Data, y: n.Loss.Target.Data, rate: n.LearningRate,
		z: vector(16), a: vector(16), p: vector(4), s: vector(3), prob: vector(3), winner: make([]int, 4),
		dx: vector(25), dz: vector(16), da: vector(16), dp: vector(4), dk: vector(4), dw: vector(12), ds: vector(3),
		newK: vector(4), newW: vector(12), newC: vector(3),
	}
}

func (l *loops) run() {
	l.forward()
	l.backward()
	for i, d := range l.dk {
		l.newK[i] = l.k[i] - float64(l.rate*d)
	}
	for i, d := range l.dw {
		l.newW[i] = l.w[i] - float64(l.rate*d)
	}
	for i, d := range l.ds {
		l.newC[i] = l.c[i] - float64(l.rate*d)
	}
	l.newBias = l.bias - float64(l.rate*l.db)
}

func (l *loops) forward() {
	for i := range 4 {
		for j := range 4 {
			sum := l.bias
			for m := range 2 {
				for n := range 2 {
					sum += float64(l.x[(i+m)*5+j+n] * l.k[m*2+n])
				}
			}
			l.z[i*4+j] = sum
			l.a[i*4+j] = max(0, sum)
		}
	}
	for i := range 2 {
		for j := range 2 {
			best := 2*i*4 + 2*j
			for m := range 2 {
				for n := range 2 {
					if at := (2*i+m)*4 + 2*j + n; l.a[at] > l.a[best] {
						best = at
					}
				}
			}
			l.winner[i*2+j], l.p[i*2+j] = best, l.a[best]
		}
	}
	top := math.Inf(-1)
	for i := range l.s {
		sum := l.c[i]
		for j, f := range l.p {
			sum += float64(l.w[i*4+j] * f)
		}
		l.s[i] = sum
		top = max(top, sum)
	}
	total := 0.0
	for i, s := range l.s {
		l.prob[i] = math.Exp(s - top)
		total += l.prob[i]
	}
	l.loss = 0
	for i := range l.prob {
		l.prob[i] /= total
		if l.y[i] != 0 {
			l.loss -= float64(l.y[i] * math.Log(l.prob[i]))
		}
	}
}

func (l *loops) backward() {
	clear(l.dp)
	for i, p := range l.prob {
		l.ds[i] = p - l.y[i]
		for j, f := range l.p {
			l.dw[i*4+j] = l.ds[i] * f
			l.dp[j] += float64(l.ds[i] * l.w[i*4+j])
		}
	}
	clear(l.da)
	for i, at := range l.winner {
		l.da[at] += l.dp[i]
	}
	clear(l.dx)
	clear(l.dk)
	l.db = 0
	for i := range 4 {
		for j := range 4 {
			at := i*4 + j
			l.dz[at] = 0
			if l.z[at] > 0 {
				l.dz[at] = l.da[at]
			}
			d := l.dz[at]
			l.db += d
			for m := range 2 {
				for n := range 2 {
					l.dk[m*2+n] += float64(d * l.x[(i+m)*5+j+n])
					l.dx[(i+m)*5+j+n] += float64(d * l.k[m*2+n])
				}
			}
		}
	}
}
