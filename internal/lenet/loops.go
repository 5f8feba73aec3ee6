package lenet

// loops compute a convolution as the textbook writes it, with a loop for each
// index of the formula. The maps and kernels are views of the flat arrays.
type loops struct {
	*arrays
	X, Z, DX, DZ [][][]float64   // [c][i][j]
	K, DK        [][][][]float64 // [o][c][m][n]
}

func newLoops(c *arrays) method {
	l := &loops{
		arrays: c,
		X:      maps(c.x, c.In), Z: maps(c.z, c.Out), DZ: maps(c.dZ, c.Out),
		K: kernels(c.k, c.Kernel), DK: kernels(c.dK, c.Kernel),
	}
	if c.dX != nil {
		l.DX = maps(c.dX, c.In)
	}
	return l
}

// forward is chapter 17's sum over channels and window.
func (l *loops) forward() {
	for o := range l.Z {
		for i := range l.Z[o] {
			for j := range l.Z[o][i] {
				sum := l.b[o]
				for c := range l.X {
					for m, weights := range l.K[o][c] {
						cells := l.X[c][i+m][j:]
						for n, w := range weights {
							sum += float64(cells[n] * w)
						}
					}
				}
				l.Z[o][i][j] = sum
			}
		}
	}
}

// backward is chapter 13's sum over places for each weight, and then chapter
// 14's first way for the input.
func (l *loops) backward() {
	l.addBias()
	for o := range l.DK {
		for c := range l.DK[o] {
			for m := range l.DK[o][c] {
				for n := range l.DK[o][c][m] {
					sum := 0.0
					for i, row := range l.DZ[o] {
						cells := l.X[c][i+m][n:]
						for j, d := range row {
							sum += float64(d * cells[j])
						}
					}
					l.DK[o][c][m][n] += sum
				}
			}
		}
	}
	if l.DX == nil {
		return
	}
	clear(l.dX)
	for o := range l.DZ {
		for i := range l.DZ[o] {
			for j, d := range l.DZ[o][i] {
				for c := range l.DX {
					for m, weights := range l.K[o][c] {
						cells := l.DX[c][i+m][j:]
						for n, w := range weights {
							cells[n] += float64(d * w)
						}
					}
				}
			}
		}
	}
}

// maps are views of flat numbers as [c][i][j].
func maps(flat []float64, shape []int) [][][]float64 {
	stack := make([][][]float64, shape[0])
	for c := range stack {
		stack[c] = make([][]float64, shape[1])
		for i := range stack[c] {
			stack[c][i], flat = flat[:shape[2]:shape[2]], flat[shape[2]:]
		}
	}
	return stack
}

// kernels are views of flat numbers as [o][c][m][n].
func kernels(flat []float64, shape []int) [][][][]float64 {
	stack := make([][][][]float64, shape[0])
	size := len(flat) / shape[0]
	for o := range stack {
		stack[o] = maps(flat[o*size:][:size], shape[1:])
	}
	return stack
}
