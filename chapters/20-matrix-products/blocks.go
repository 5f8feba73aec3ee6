package main

// blocks compute a convolution with what the other methods teach. Forward the
// windows are laid out, and the product is computed in blocks whose sums stay
// in the processor's registers. Backward only the errors that are not 0 are
// multiplied.
//
// The windows are the rows of the matrix here, not its columns: then a window
// lies beside a kernel in memory, cell for weight, and so do their gradients.
type blocks struct {
	*convolution
	offsets []int     // from a window's first cell to each of its cells
	rows    []float64 // [places taps]
	dRow    []float64 // [taps]

	byKernel, byPlace [][]term // the errors that are not 0
}

// A term is a row of a matrix and what it is multiplied by.
type term struct {
	row    int
	factor float64
}

// newBlocks needs a layer of two kernels and three windows at least.
func newBlocks(c *convolution) method {
	list, offsets := windowCells(c.in, c.window(), c.out), make([]int, c.taps())
	for t := range offsets {
		offsets[t] = list[t*c.places()]
	}
	b := &blocks{
		convolution: c,
		offsets:     offsets,
		rows:        make([]float64, c.places()*c.taps()),
		dRow:        make([]float64, c.taps()),
		byKernel:    make([][]term, c.kernel[0]),
		byPlace:     make([][]term, c.places()),
	}
	for o := range b.byKernel {
		b.byKernel[o] = make([]term, 0, c.places())
	}
	for at := range b.byPlace {
		b.byPlace[at] = make([]term, 0, c.kernel[0])
	}
	return b
}

// first is the offset in X of the first cell of a window.
func (b *blocks) first(place int) int {
	return place/b.out[2]*b.in[2] + place%b.out[2]
}

// forward lays the windows out and then takes them three at a time, the last
// three again where they are too few.
func (b *blocks) forward() {
	taps, places := b.taps(), b.places()
	for at := range places {
		row, x := b.rows[at*taps:][:taps], b.x[b.first(at):]
		for t, offset := range b.offsets {
			row[t] = x[offset]
		}
	}
	for at := 0; at < places; at += 3 {
		b.three(min(at, places-3))
	}
}

// three computes what all kernels make of three windows, two kernels at a
// time. The six sums stay in registers and do not wait for one another, and
// each number that is loaded takes part in two or three products.
func (b *blocks) three(at int) {
	taps, places := b.taps(), b.places()
	x, y, z := b.rows[at*taps:][:taps], b.rows[(at+1)*taps:][:taps], b.rows[(at+2)*taps:][:taps]
	for o := 0; o < len(b.b); o += 2 {
		o := min(o, len(b.b)-2)
		k, l := b.k[o*taps:][:taps], b.k[(o+1)*taps:][:taps]
		kx, ky, kz, lx, ly, lz := 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
		for t, v := range x {
			w := k[t]
			kx += float64(w * v)
			ky += float64(w * y[t])
			kz += float64(w * z[t])
			w = l[t]
			lx += float64(w * v)
			ly += float64(w * y[t])
			lz += float64(w * z[t])
		}
		first, next := b.z[o*places+at:][:3], b.z[(o+1)*places+at:][:3]
		first[0], first[1], first[2] = kx+b.b[o], ky+b.b[o], kz+b.b[o]
		next[0], next[1], next[2] = lx+b.b[o+1], ly+b.b[o+1], lz+b.b[o+1]
	}
}

// backward is ∂L/∂K = ∂L/∂Z · rows and ∂L/∂rows = (∂L/∂Z)ᵀ · K, without the
// zeros of ∂L/∂Z.
func (b *blocks) backward() {
	b.addBias()
	b.sort()
	taps := b.taps()
	for o, terms := range b.byKernel {
		addRows(b.dK[o*taps:][:taps], terms, b.rows)
	}
	if b.dX == nil {
		return
	}
	clear(b.dX)
	for at, terms := range b.byPlace {
		if len(terms) == 0 {
			continue
		}
		clear(b.dRow)
		addRows(b.dRow, terms, b.k)
		dX := b.dX[b.first(at):]
		for t, offset := range b.offsets {
			dX[offset] += b.dRow[t]
		}
	}
}

// work leaves out the products of the errors that are 0.
func (b *blocks) work() (forward, backward int) {
	forward, _ = b.convolution.work()
	return forward, b.backwardWork()
}

// sort finds the errors that are not 0, for each kernel and for each place.
func (b *blocks) sort() {
	for at := range b.byPlace {
		b.byPlace[at] = b.byPlace[at][:0]
	}
	for o := range b.byKernel {
		b.byKernel[o] = b.byKernel[o][:0]
		for at, d := range b.dZ[o*b.places():][:b.places()] {
			if d != 0 {
				b.byKernel[o] = append(b.byKernel[o], term{at, d})
				b.byPlace[at] = append(b.byPlace[at], term{o, d})
			}
		}
	}
}

// addRows adds rows of a flat matrix to a sum, each times its factor, two at a
// time: so the sum is loaded and stored once for two products.
func addRows(sum []float64, terms []term, matrix []float64) {
	n := len(sum)
	for ; len(terms) >= 2; terms = terms[2:] {
		a, b := terms[0], terms[1]
		x, y := matrix[a.row*n:][:n], matrix[b.row*n:][:n]
		for i := range sum {
			sum[i] += float64(a.factor*x[i]) + float64(b.factor*y[i])
		}
	}
	for _, a := range terms {
		x := matrix[a.row*n:][:n]
		for i := range sum {
			sum[i] += float64(a.factor * x[i])
		}
	}
}
