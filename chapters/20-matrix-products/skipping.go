package main

// skipping are the loops turned so that a zero is met before its products:
// forward a cell of X that is 0, backward an error that is 0.
type skipping struct{ *loops }

func newSkipping(c *convolution) method { return skipping{newLoops(c).(*loops)} }

// forward lets each cell that is not 0 add its products to the outputs that
// read it.
func (s skipping) forward() {
	for o, maps := range s.Z {
		for _, row := range maps {
			for j := range row {
				row[j] = s.b[o]
			}
		}
	}
	height, width := s.out[1], s.out[2]
	for c := range s.X {
		for u := range s.X[c] {
			for v, x := range s.X[c][u] {
				if x == 0 {
					continue
				}
				for o := range s.Z {
					for m := max(0, u-height+1); m <= min(u, s.kernel[2]-1); m++ {
						weights, sums := s.K[o][c][m], s.Z[o][u-m]
						for n := max(0, v-width+1); n <= min(v, s.kernel[3]-1); n++ {
							sums[v-n] += float64(x * weights[n])
						}
					}
				}
			}
		}
	}
}

// backward asks each error whether it is 0. Those that are not go to both
// factors of their products.
func (s skipping) backward() {
	s.addBias()
	clear(s.dX)
	for o := range s.DZ {
		for i := range s.DZ[o] {
			for j, d := range s.DZ[o][i] {
				if d == 0 {
					continue
				}
				for c := range s.X {
					for m, weights := range s.K[o][c] {
						cells, sums := s.X[c][i+m][j:], s.DK[o][c][m]
						for n := range sums {
							sums[n] += float64(d * cells[n])
						}
						if s.DX == nil {
							continue
						}
						back := s.DX[c][i+m][j:]
						for n, w := range weights {
							back[n] += float64(d * w)
						}
					}
				}
			}
		}
	}
}

// work leaves out the products of what is 0.
func (s skipping) work() (forward, backward int) {
	height, width := s.out[1], s.out[2]
	for c := range s.X {
		for u := range s.X[c] {
			down := min(u, s.kernel[2]-1) - max(0, u-height+1) + 1
			for v, x := range s.X[c][u] {
				if x != 0 {
					across := min(v, s.kernel[3]-1) - max(0, v-width+1) + 1
					forward += s.out[0] * down * across
				}
			}
		}
	}
	return forward, s.backwardWork()
}
