package marking

import "backprop/internal/cnn"

// layoutMistakes are about where numbers are written. They are slips of
// writing: the work goes on with the right array, unless a plane is square and
// nobody notices.
var layoutMistakes = []Mistake{
	{
		Name: "rows-for-columns", Group: Layout, common: 1,
		Wrong:   "The result comes out transposed, with columns for rows.",
		Did:     "exchanged rows and columns",
		Right:   "The height comes first: index (i,j) is row i and column j.",
		Instead: "Write the first row of the result from left to right, then the second. A symmetric example hides the mistake, so try one that is not.",
		Links: []string{
			"https://github.com/mlpack/mlpack/pull/3376",
			"https://github.com/Maratyszcza/NNPACK/issues/15",
		},
		ways: []fault{
			{rewrites: hasPlanes, rewrite: transposedPlanes},
			{turns: hasSquarePlanes},
		},
	},
	{
		Name: "kernel-for-input", Group: Layout, common: 1,
		Wrong:   "∂L/∂K is given for ∂L/∂X, or the reverse.",
		Did:     "mixed up ∂L/∂K and ∂L/∂X",
		Right:   "They are two gradients, each with the shape of its own array.",
		Instead: "Look at the shape: ∂L/∂K is as large as the kernel and changes the kernel, ∂L/∂X is as large as the input and goes on to the layer before. Work out both from the same ∂L/∂Z.",
		Links:   []string{"https://datascience.stackexchange.com/questions/28593"},
		ways:    []fault{{rewrites: atConvolution, rewrite: otherGradient}},
	},
}

// hasPlanes says whether a tensor is worked out, and made of planes that a
// transposition changes.
func hasPlanes(_ *model, s step) bool {
	n, axes := len(s.shape), len(s.shape)
	if s.batch {
		axes--
	}
	return s.kind != inputStep && !s.flat && axes >= 3 && s.shape[n-1]*s.shape[n-2] > 1
}

// hasSquarePlanes says whether a tensor keeps its shape when its planes are
// transposed, so that the work can go on with it.
func hasSquarePlanes(m *model, s step) bool {
	n := len(s.shape)
	return hasPlanes(m, s) && s.kind != updateStep && s.shape[n-1] == s.shape[n-2]
}

// turned is what a run goes on with after a step: transposed, where a slip
// says so.
func (r *run) turned(s step, computed []span) []span {
	for _, f := range r.slips {
		if f.fault.turns != nil && f.inPlace(r.model, s) {
			_, computed = transposed(s.shape, computed)
		}
	}
	return computed
}

// transposedPlanes is a tensor with the rows and columns of each plane
// exchanged.
func transposedPlanes(r *run, s step) (cnn.Shape, []span) {
	return transposed(s.shape, r.raw[s.index])
}

func transposed(of cnn.Shape, from []span) (cnn.Shape, []span) {
	shape := append(cnn.Shape(nil), of...)
	n := len(shape)
	height, width := shape[n-2], shape[n-1]
	shape[n-2], shape[n-1] = width, height
	to := make([]span, len(from))
	for at, v := range from {
		plane, i, j := at/(height*width), at/width%height, at%width
		to[(plane*width+j)*height+i] = v
	}
	return shape, to
}

// atConvolution says where the gradient of a kernel or of its input stands.
func atConvolution(m *model, s step) bool {
	return (s.kind == backwardStep || s.kind == parameterStep && s.param == 0) && hasKernel(m.stages[s.layer])
}

// otherGradient is the kernel's gradient for the input's, and the reverse.
func otherGradient(r *run, s step) (cnn.Shape, []span) {
	other := cnn.GradientPlace(s.layer)
	if s.kind == backwardStep {
		other = cnn.ParameterPlace(s.layer, r.stages[s.layer].learned[0].name)
	}
	at, _ := r.step(other)
	return at.shape, r.raw[at.index]
}
