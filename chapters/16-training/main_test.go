package main

import (
	"math"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook/notebooktest"
)

func TestGolden(t *testing.T) { notebooktest.Golden(t, source, run, exact) }

func TestRandomClassic(t *testing.T) { notebooktest.RandomClassic(t, source, run, exact) }

// A change that is lost in the digits of the loss is no 0.
func TestPromiseAlone(t *testing.T) {
	notebooktest.Says(t, source, run, "the true change is 0", map[string]bool{"": false, "extreme/gradients-below-float": false})
	notebooktest.Says(t, source, run, "So the promise is ΔL ≈ −1.28·10⁻⁸⁸¹.", map[string]bool{"extreme/gradients-below-float": true})
	for _, test := range []struct {
		change, loss float64
		want         bool
	}{{-1e-12, 1, true}, {1e-12, 1, true}, {-0.5, 1, false}, {0.5, 1, false}, {-1e-12, 0, false}} {
		if have := isBeside(cnn.Written(test.change), cnn.Written(test.loss)); have != test.want {
			t.Errorf("%+v: have %v", test, have)
		}
	}
}

// TestKernelsAsTold holds what the prose says about the trained kernels: that
// kernel 0 answers to flat strokes, kernel 3 to standing ones, and the other
// two to every class alike.
func TestKernelsAsTold(t *testing.T) {
	const flat, standing, corner = 0, 1, 2
	var net *cnn.Network
	batch, err := cnn.NewBatch(network(cnn.ReLU{}))
	if err != nil {
		t.Fatal(err)
	}
	train := draw(90, 1)
	for range epochs {
		for at, e := range train {
			if err := batch.Add(e.image, e.target); err != nil {
				t.Fatal(err)
			}
			if (at+1)%batchSize == 0 {
				net = batch.Step(rate)
			}
		}
	}
	means := answers(net, draw(45, 2))
	const clearly = 1.5
	for _, told := range []struct{ kernel, more, less int }{
		{0, flat, standing}, {0, corner, standing}, {3, standing, flat}, {3, corner, flat},
	} {
		m := means[told.kernel]
		if m[told.more] < clearly*m[told.less] {
			t.Errorf("kernel %d: have %v for %s and %v for %s, want the first much larger", told.kernel,
				m[told.more], classes[told.more], m[told.less], classes[told.less])
		}
	}
	for _, k := range []int{1, 2} {
		for _, v := range means[k] {
			if math.Abs(v-means[k][0]) > 0.25*means[k][0] {
				t.Errorf("kernel %d: have %v, want about the same for each class", k, means[k])
			}
		}
	}
	table, right := confusion(net, draw(45, 2))
	corners := 0 // mistakes in which a corner takes part
	for class, row := range table {
		for said, n := range row {
			if class != said && (class == corner || said == corner) {
				corners += n
			}
		}
	}
	if wrong := 45 - right; 2*corners <= wrong {
		t.Errorf("have %d of %d mistakes with a corner, want most of them", corners, wrong)
	}
}

func TestExtreme(t *testing.T) { notebooktest.ExtremeClassic(t, source, run) }

// A step that moves little says what it moves and why.
func TestCorners(t *testing.T) {
	if testing.Short() {
		t.Skip("plays the chapter on many networks")
	}
	notebooktest.Says(t, source, run, "Only the biases c take their step", map[string]bool{"": false, "extreme/all-gates-closed": true, "extreme/one-pixel-one-class": false})
	notebooktest.Says(t, source, run, "Nothing has moved.", map[string]bool{"": false, "extreme/one-pixel-one-class": true, "extreme/all-gates-closed": false})
	notebooktest.Says(t, source, run, "the step is so long that the numbers of the new network", map[string]bool{"": false, "extreme/kernel-at-the-end-of-float": true})
	notebooktest.Says(t, source, run, "bias c[0] after the step", map[string]bool{"": false, "extreme/all-gates-closed": true, "extreme/one-pixel-one-class": false})
	notebooktest.Says(t, source, run, "kernel's bias after the step", map[string]bool{"": true, "extreme/all-gates-closed": false, "extreme/one-pixel-one-class": false})
}
