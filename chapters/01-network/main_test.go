package main

import (
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook/notebooktest"
)

func TestGolden(t *testing.T) { notebooktest.Golden(t, source, run, exact) }

func TestRandomClassic(t *testing.T) { notebooktest.RandomClassic(t, source, run, exact) }

func TestExtreme(t *testing.T) { notebooktest.ExtremeClassic(t, source, run) }

// A single class leaves nothing to learn, and a kernel that covers the image has
// its shape.
func TestOnePixel(t *testing.T) {
	notebooktest.Says(t, source, run, "there is something left to learn", map[string]bool{"": false, "networks/other-sizes": true, "extreme/one-class": false, "extreme/one-pixel-one-class": false})
	notebooktest.Says(t, source, run, "That costs nothing, and there is nothing to learn.", map[string]bool{"": false, "extreme/one-class": true, "extreme/one-pixel-one-class": true})
	notebooktest.Says(t, source, run, "the kernel is smaller than", map[string]bool{"": true, "extreme/one-class": true, "extreme/one-pixel-one-class": false})
	notebooktest.Says(t, source, run, "large as the image, as it is here, are the two alike", map[string]bool{"": false, "extreme/one-pixel-one-class": true})
}

// Where the largest probability is shared no class is named.
func TestVerdict(t *testing.T) {
	notebooktest.Says(t, source, run, "The network is wrong", map[string]bool{"": true, "extreme/equal-scores": false})
	notebooktest.Says(t, source, run, "is shared by 2 classes, so the network names none of them: it is a tie. Training has to move probability to class 1,", map[string]bool{"": false, "extreme/equal-scores": true, "extreme/probabilities-as-the-target": false})
	notebooktest.Says(t, source, run, "it is a tie. But neither does the target.", map[string]bool{"extreme/equal-scores": false, "extreme/probabilities-as-the-target": true})
}

// TestOtherKernel: the kernel that the exercise asks for is a row and a column
// larger as long as one window of the pooling fits on the map, and one cell
// beyond that; the parameters are counted again here.
func TestOtherKernel(t *testing.T) {
	for _, test := range []struct{ h, w, kh, kw, ph, pw, wantH, wantW int }{
		{5, 5, 2, 2, 2, 2, 3, 3},
		{4, 5, 2, 2, 2, 2, 3, 3}, // one row of windows is left
		{3, 5, 2, 2, 2, 2, 1, 1}, // a row too few
		{5, 4, 2, 2, 2, 2, 3, 3}, // one column of windows
		{5, 3, 2, 2, 2, 2, 1, 1}, // a column too few
		{6, 7, 1, 3, 3, 2, 2, 4}, // not square
		{5, 7, 1, 3, 5, 2, 1, 1}, // the window is as high as the map was
	} {
		ones := func(shape ...int) *cnn.Tensor {
			t := cnn.NewTensor(shape...)
			for i := range t.Data {
				t.Data[i] = float64(i%3) + 1
			}
			return t
		}
		features := ((test.h-test.kh+1-test.ph)/test.ph + 1) * ((test.w-test.kw+1-test.pw)/test.pw + 1)
		size := cnn.Steps{Down: test.ph, Across: test.pw}
		c, err := cnn.AsClassic(&cnn.Network{Input: ones(1, test.h, test.w), LearningRate: 0.1,
			Layers: []cnn.Layer{
				cnn.Conv{Kernel: ones(1, 1, test.kh, test.kw), Bias: ones(1), Stride: cnn.Steps{Down: 1, Across: 1}},
				cnn.ReLU{}, cnn.MaxPool{Window: cnn.Window{Size: size, Stride: size}}, cnn.Flatten{Order: cnn.CHW},
				cnn.Dense{Weights: ones(2, features), Bias: ones(2)}, cnn.Softmax{}},
			Loss: &cnn.Loss{Op: cnn.CrossEntropy, Target: cnn.Vector(1, 0)}})
		if err != nil {
			t.Fatal(err)
		}
		ex := otherKernel(c)
		rows, columns := (test.h-test.wantH+1)/test.ph, (test.w-test.wantW+1)/test.pw
		want := test.wantH*test.wantW + 1 + 2*rows*columns + 2
		if ex["height"] != test.wantH || ex["width"] != test.wantW || ex["count"] != want {
			t.Errorf("%+v: have %v\nwant a kernel %d×%d and %d", test, ex, test.wantH, test.wantW, want)
		}
	}
}
