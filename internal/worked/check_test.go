package worked_test

import (
	"os"
	"strings"
	"testing"

	"backprop/internal/format"
	"backprop/internal/worked"

	"backprop/internal/cnn"
)

// workedExample is the network of the book.
func workedExample(t *testing.T) *cnn.Network {
	t.Helper()
	name := "../../testdata/networks/worked-example.json"
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n, err := format.ReadNetwork(name, f)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestCheck(t *testing.T) {
	c, err := cnn.AsClassic(workedExample(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := worked.Check(c); err != nil {
		t.Error(err)
	}
	// A fifth of the image may be zero: three cells are, and no winner of
	// the pass reads these two.
	for _, at := range []int{10, 15} {
		c.X.Data[at] = 0
	}
	if err := worked.Check(c); err != nil {
		t.Errorf("with five zeros: %v", err)
	}
}

// Each condition is broken in the parts of a pass, and none before it.
func TestCheckSaysWhatFails(t *testing.T) {
	pool := func(c *cnn.Classic, size, stride cnn.Steps) { c.Pool = cnn.Window{Size: size, Stride: stride} }
	shape := func(q *cnn.Quantity, s ...int) { q.Tensor = cnn.NewTensor(s...) }
	for _, test := range []struct {
		name   string
		change func(*cnn.Classic)
		want   string
	}{
		{"image", func(c *cnn.Classic) { shape(&c.X, 1, 6, 5) }, "the image has shape 6×5, expected 5×5"},
		{"kernel", func(c *cnn.Classic) { shape(&c.K, 1, 1, 1, 2) }, "the kernel has shape 1×2"},
		{"pooled map", func(c *cnn.Classic) { shape(&c.P, 1, 4, 4) }, "the pooled map has shape 4×4"},
		{"classes", func(c *cnn.Classic) { shape(&c.S, 4) }, "the score vector has shape 4"},
		{"window", func(c *cnn.Classic) { pool(c, cnn.Steps{Down: 3, Across: 2}, cnn.Steps{Down: 2, Across: 2}) }, "the pooling windows are 3×2 with stride [2, 2]"},
		{"window's stride", func(c *cnn.Classic) { pool(c, cnn.Steps{Down: 2, Across: 2}, cnn.Steps{Down: 1, Across: 2}) }, "the pooling windows are 2×2 with stride [1, 2]"},
		{"decimals of X", func(c *cnn.Classic) { c.X.Data[24] = 0.125 }, "X has the element 0.125, expected less than 100 and at most 2 decimals"},
		{"decimals of K", func(c *cnn.Classic) { c.K.Data[3] = 0.125 }, "K has the element 0.125"},
		{"decimals of b", func(c *cnn.Classic) { c.B.Data[0] = 0.001 }, "b has the element 0.001"},
		{"decimals of W", func(c *cnn.Classic) { c.W.Data[11] = 1.0 / 3 }, "W has the element 0.33"},
		{"decimals of c", func(c *cnn.Classic) { c.C.Data[2] = 0.301 }, "c has the element 0.301"},
		{"decimals of Z", func(c *cnn.Classic) { c.Z.Data[15] = 0.00001 }, "Z has the element 1e-05, expected less than 100 and at most 4 decimals"},
		{"decimals of s", func(c *cnn.Classic) { c.S.Data[2] = 0.12345 }, "s has the element 0.12345"},
		{"size", func(c *cnn.Classic) { c.X.Data[0] = -100 }, "X has the element -100"},
		{"no weight", func(c *cnn.Classic) { c.W.Data[5] = 0 }, "W has a zero"},
		{"no bias", func(c *cnn.Classic) { c.B.Data[0] = 0 }, "b has a zero"},
		{"target", func(c *cnn.Classic) { c.Y.Data[0], c.Y.Data[2] = 0.5, 0.5 }, "the target has the element 0.5"},
		{"transpose", func(c *cnn.Classic) { c.K.Data[1] = c.K.Data[2] }, "the kernel equals its transpose"},
		{"rotation", func(c *cnn.Classic) { c.K.Data[1], c.K.Data[3] = c.K.Data[2], c.K.Data[0] }, "the kernel equals its rotation"},
		{"kernel sum 0", func(c *cnn.Classic) { c.K.Data[3] = 1.5 }, "the weights of the kernel sum to 0"},
		{"kernel sum 1", func(c *cnn.Classic) { c.K.Data[3] = 2.5 }, "the weights of the kernel sum to 1"},
		{"zeros", func(c *cnn.Classic) {
			for at := range 3 {
				c.X.Data[at] = 0
			}
		}, "the image has 6 zeros among 25 elements"},
		{"pre-activation", func(c *cnn.Classic) { c.Z.Data[6] = 0 }, "the pre-activation Z[1,2] is zero"},
		{"tie of winners", func(c *cnn.Classic) { c.Z.Data[11] = 4 }, "the window of P[1,1] has two live cells of 4"},
		{"tie of losers", func(c *cnn.Classic) { c.Z.Data[0] = 0.5 }, "the window of P[0,0] has two live cells of 0.5"},
		{"same place", func(c *cnn.Classic) { c.Z.Data[3] = 7 }, "the windows of P[0,0] and P[0,1] have their winners at the same place [0,1]"},
		{"no dead window", func(c *cnn.Classic) { c.Z.Data[13] = 7 }, "0 windows are dead"},
		{"two dead windows", func(c *cnn.Classic) { c.Z.Data[2], c.Z.Data[3] = -7, -7 }, "2 windows are dead"},
		{"probability near 0", func(c *cnn.Classic) { c.Prob.Data[2] = 0.049 }, "p[2] is 0.0490, expected at least 0.05"},
		{"probability near another", func(c *cnn.Classic) { c.Prob.Data[2] = c.Prob.Data[0] - 0.019 }, "p[2] is 0.0963, less than 0.02 from another"},
		{"error near 0", func(c *cnn.Classic) { c.DP.Data[3] = -0.019 }, "∂L/∂P[1,1] is -0.0190, expected at least 0.02"},
		{"errors alike", func(c *cnn.Classic) { c.DP.Data[3] = c.DP.Data[1] }, "∂L/∂P[1,1] is -0.0802, less than 0.001 from another"},
		{"no negative error", func(c *cnn.Classic) { c.DP.Data[0], c.DP.Data[1] = 0.1, 0.2 }, "all errors that reach an open gate have the same sign"},
		{"no positive error", func(c *cnn.Classic) { c.DP.Data[3] = -0.2 }, "all errors that reach an open gate have the same sign"},
		{"bias gradient", func(c *cnn.Classic) { c.DB.Data[0] = 0.0049 }, "∂L/∂b is 0.0049"},
		{"two terms by X", func(c *cnn.Classic) { c.X.Data[2] = 0 }, "∂L/∂K[0,0] has 2 terms"},
		{"two terms by ∂L/∂Z", func(c *cnn.Classic) { c.DZ.Data[14] = 0 }, "∂L/∂K[0,0] has 2 terms"},
		{"kernel gradient near 0", func(c *cnn.Classic) { c.DK.Data[3] = -0.0049 }, "∂L/∂K[1,1] is -0.0049, expected at least 0.005"},
		{"kernel gradients equal", func(c *cnn.Classic) { c.DK.Data[3] = c.DK.Data[0] }, "∂L/∂K[1,1] is -0.1494, in size less than 0.001 from another"},
		{"kernel gradients alike", func(c *cnn.Classic) { c.DK.Data[3] = -c.DK.Data[0] + 0.0009 }, "∂L/∂K[1,1] is 0.1503, in size less than 0.001 from another"},
	} {
		c, err := cnn.AsClassic(workedExample(t))
		if err != nil {
			t.Fatal(err)
		}
		test.change(c)
		if err := worked.Check(c); err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%s: have %v, want %q", test.name, err, test.want)
		}
	}
}
