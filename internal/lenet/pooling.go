package lenet

// pooling is ReLU and max pooling by 2×2 in one step, the same for every
// method. The largest cell of a window stays the largest when ReLU comes
// after it, so the gate is asked once for each window and not for each cell.
type pooling struct {
	*arrays           // whose output is pooled
	p, dP   []float64 // [O H'/2 W'/2]
	winner  []int     // the place of each winner in z, or −1 where its gate is closed
}

func newPooling(c *arrays) pooling {
	n := c.Out.Size() / 4
	return pooling{c, make([]float64, n), make([]float64, n), make([]int, n)}
}

func (l pooling) forward() {
	width, at := l.Out[2], 0
	for row := 0; row < len(l.z); row += 2 * width {
		for j := row; j < row+width; j += 2 {
			best := j
			for _, other := range [...]int{j + 1, j + width, j + width + 1} {
				if l.z[other] > l.z[best] {
					best = other
				}
			}
			l.p[at], l.winner[at] = l.z[best], best
			if !(l.z[best] > 0) {
				l.p[at], l.winner[at] = 0, -1
			}
			at++
		}
	}
}

// backward sends each gradient to its winner. All other cells of dZ are 0: at
// least three of four.
func (l pooling) backward() {
	clear(l.dZ)
	for at, winner := range l.winner {
		if winner >= 0 {
			l.dZ[winner] = l.dP[at]
		}
	}
}
