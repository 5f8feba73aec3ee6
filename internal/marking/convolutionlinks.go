package marking

import (
	"iter"

	"backprop/internal/cnn"
)

// The layers that a mistake can be made at.

func isConv(s *stage) bool {
	_, ok := s.layer.(cnn.Conv)
	return ok
}

func isConvTranspose(s *stage) bool {
	_, ok := s.layer.(cnn.ConvTranspose)
	return ok
}

func hasKernel(s *stage) bool { return isConv(s) || isConvTranspose(s) }

func hasWideKernel(s *stage) bool { return isConv(s) && planeSize(s) > 1 }

func hasWideStamp(s *stage) bool { return isConvTranspose(s) && planeSize(s) > 1 }

func hasBias(s *stage) bool { return len(s.learned) > 0 }

func hasStride(s *stage) bool {
	w, ok := slidingWindow(s)
	return ok && w.Stride != (cnn.Steps{Down: 1, Across: 1})
}

func hasPadBefore(s *stage) bool {
	w, ok := slidingWindow(s)
	return ok && (w.Pad.Top > 0 || w.Pad.Left > 0)
}

// slidingWindow is the window of a convolution, or the one that a transposed
// convolution slides over its output, where Pad is what is cropped.
func slidingWindow(s *stage) (w cnn.Window, ok bool) {
	if c, ok := s.layer.(cnn.ConvTranspose); ok {
		return c.Window(), true
	}
	return convWindow(s)
}

func hasDilation(s *stage) bool {
	w, ok := convWindow(s)
	return ok && w.Reach() != w.Size
}

func hasGroups(s *stage) bool {
	c, ok := s.layer.(cnn.Conv)
	return ok && c.Parts() > 1
}

// convWindow is the window of a convolution, with the padding that it has on the
// input of the stage; ok is false for other layers.
func convWindow(s *stage) (w cnn.Window, ok bool) {
	c, ok := s.layer.(cnn.Conv)
	if !ok {
		return w, false
	}
	return c.Window().On(s.in), true
}

func hasKernels(s *stage) bool { return hasKernel(s) && s.out[0] > 1 }

// kernelSize is the number of a convolution's weights, which come before its
// biases.
func kernelSize(s *stage) int { return s.learned[0].next }

// planeSize is the number of weights in a plane of a kernel.
func planeSize(s *stage) int {
	var kernel *cnn.Tensor
	switch l := s.layer.(type) {
	case cnn.Conv:
		kernel = l.Kernel
	case cnn.ConvTranspose:
		kernel = l.Kernel
	}
	return kernel.Shape[2] * kernel.Shape[3]
}

// kernelOf is the output map that a weight helps to make.
func kernelOf(s *stage, param int) int {
	if isConvTranspose(s) {
		return param / planeSize(s) % s.out[0]
	}
	return param / (kernelSize(s) / s.out[0])
}

// rotated is the parameter at the place of another in its kernel plane turned
// by 180°.
func rotated(s *stage, param int) int { return turned(param, planeSize(s)) }

// turned is the place opposite to one in its plane of a tensor: rotated by
// 180° about the centre.
func turned(at, plane int) int { return at/plane*plane + plane - 1 - at%plane }

// rotatedWeights reads each kernel rotated by 180°.
var rotatedWeights = slope(func(s *stage, _ *run, l link) span { return s.theta[rotated(s, l.param)] })

// rotatedParameters gives each weight what belongs to the one opposite.
var rotatedParameters = eachLink(func(s *stage, _ *run, l *link) bool {
	if l.in != cnn.One {
		l.param = rotated(s, l.param)
	}
	return true
})

// rotatedError reads the arriving error rotated by 180°.
var rotatedError = eachLink(func(s *stage, _ *run, l *link) bool {
	if l.in != cnn.One {
		l.out = turned(l.out, s.out[1]*s.out[2])
	}
	return true
})

// rotatedInput reads the input rotated by 180°.
var rotatedInput = eachLink(func(s *stage, _ *run, l *link) bool {
	if l.in != cnn.One {
		l.in = turned(l.in, s.in[1]*s.in[2])
	}
	return true
})

// withoutBias drops the links that read the constant 1.
var withoutBias = eachLink(func(_ *stage, _ *run, l *link) bool { return l.in != cnn.One })

// averagedBias divides the bias's gradient by the number of positions.
var averagedBias = eachLink(func(s *stage, _ *run, l *link) bool {
	if l.in == cnn.One {
		l.weight = 1 / float64(s.out[1]*s.out[2])
	}
	return true
})

// onlyKernel keeps the links of one kernel, chosen by the number of kernels.
func onlyKernel(which func(kernels int) int) reading {
	return eachLink(func(s *stage, _ *run, l *link) bool {
		return l.in == cnn.One || kernelOf(s, l.param) == which(s.out[0])
	})
}

// averagedOverKernels divides every weight by the number of kernels.
var averagedOverKernels = slope(func(s *stage, _ *run, l link) span {
	return l.slope.times(point(1 / float64(s.out[0])))
})

// strideOne reads the input as if neighbouring windows were one step apart.
func strideOne(s *stage, _ *run, _ iter.Seq[link]) iter.Seq[link] {
	w, _ := slidingWindow(s)
	apart := w.Apart()
	return movedWindows(s, func(i, j, m, n int) (int, int) {
		return i + m*apart.Down - w.Pad.Top, j + n*apart.Across - w.Pad.Left
	})
}

// paddedTopLeft takes the padded input's top left part for the input, or what
// a transposed convolution leaves for the whole before it is cropped.
func paddedTopLeft(s *stage, _ *run, _ iter.Seq[link]) iter.Seq[link] {
	w, _ := slidingWindow(s)
	apart := w.Apart()
	return movedWindows(s, func(i, j, m, n int) (int, int) {
		return i*w.Stride.Down + m*apart.Down, j*w.Stride.Across + n*apart.Across
	})
}

// undilated reads the input as if the cells of a window were neighbours.
func undilated(s *stage, _ *run, _ iter.Seq[link]) iter.Seq[link] {
	w, _ := convWindow(s)
	return movedWindows(s, func(i, j, m, n int) (int, int) {
		return i*w.Stride.Down + m - w.Pad.Top, j*w.Stride.Across + n - w.Pad.Left
	})
}

// ungrouped lets each plane of a kernel meet the map of the same number, as if
// every kernel read the first group.
var ungrouped = eachLink(func(s *stage, _ *run, l *link) bool {
	if l.in != cnn.One {
		size := s.in[1] * s.in[2]
		plane := l.param / planeSize(s) % s.layer.(cnn.Conv).Kernel.Shape[1]
		l.in = plane*size + l.in%size // whatever map another slip has put it in
	}
	return true
})

// movedWindows are a convolution's links where the cell (m,n) of the window
// (i,j) lies on another input cell than it should, or those of a transposed
// convolution, whose windows lie on its output. Cells outside are left out.
func movedWindows(s *stage, cell func(i, j, m, n int) (row, column int)) iter.Seq[link] {
	if isConvTranspose(s) {
		return movedStamps(s, cell)
	}
	c := s.layer.(cnn.Conv)
	k := c.Kernel.Shape
	return func(yield func(link) bool) {
		for out := range s.out.Size() {
			at := s.out.Index(out)
			for in := range k[1] * k[2] * k[3] {
				w := cnn.Shape(k[1:]).Index(in) // channel, row and column in the kernel
				row, column := cell(at[1], at[2], w[1], w[2])
				if row < 0 || row >= s.in[1] || column < 0 || column >= s.in[2] {
					continue
				}
				param := at[0]*k[1]*k[2]*k[3] + in
				from := ((c.FirstRead(at[0])+w[0])*s.in[1]+row)*s.in[2] + column
				if !yield(link{out, from, param, s.theta[param], 1}) {
					return
				}
			}
			if !yield(link{out, cnn.One, kernelSize(s) + at[0], s.theta[kernelSize(s)+at[0]], 1}) {
				return
			}
		}
	}
}

// movedStamps are a transposed convolution's links where the cell (m,n) of the
// stamp of the input cell (i,j) lies on another output cell than it should.
func movedStamps(s *stage, cell func(i, j, m, n int) (row, column int)) iter.Seq[link] {
	kernel := s.layer.(cnn.ConvTranspose).Kernel.Shape
	return func(yield func(link) bool) {
		for in := range s.in.Size() {
			from := s.in.Index(in) // channel, row and column
			for stamp := range kernel[1] * kernel[2] * kernel[3] {
				w := kernel[1:].Index(stamp) // output map, row and column in the kernel
				row, column := cell(from[1], from[2], w[1], w[2])
				if row < 0 || row >= s.out[1] || column < 0 || column >= s.out[2] {
					continue
				}
				param := from[0]*kernel[1]*kernel[2]*kernel[3] + stamp
				if !yield(link{s.out.Offset(w[0], row, column), in, param, s.theta[param], 1}) {
					return
				}
			}
		}
		for out := range s.out.Size() {
			bias := kernelSize(s) + s.out.Index(out)[0]
			if !yield(link{out, cnn.One, bias, s.theta[bias], 1}) {
				return
			}
		}
	}
}

// paddedInput says where the gradient of a padded input can stand in place of
// the input's.
func paddedInput(m *model, s step) bool {
	if s.kind != backwardStep {
		return false
	}
	w, ok := convWindow(m.stages[s.layer])
	return ok && w.Pad != (cnn.Padding{})
}

// uncropped is the gradient of the whole padded input.
func uncropped(r *run, at step) (cnn.Shape, []span) {
	s := r.stages[at.layer]
	w, _ := convWindow(s)
	pad := w.Pad
	shape := cnn.Shape{s.in[0], s.in[1] + pad.Top + pad.Bottom, s.in[2] + pad.Left + pad.Right}
	whole := *s
	whole.in = shape
	if at.flat { // a sequence again
		shape = cnn.Shape{shape[0], shape[2]}
	}
	grad := make([]span, shape.Size())
	for l := range paddedTopLeft(&whole, r, nil) {
		if l.in != cnn.One {
			grad[l.in] = grad[l.in].plus(r.gradients[at.layer+1][l.out].times(l.slope))
		}
	}
	return shape, grad
}
