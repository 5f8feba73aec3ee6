// Package worked is about networks like the one of the book: what a worked example
// must be like so that its numbers tell mistakes apart, and as many of them as
// there are seeds.
//
// Non-goals: the book's own network, which is testdata/networks/worked-example.json.
package worked

import (
	"errors"
	"fmt"
	"math"

	"backprop/internal/cnn"
)

// How far apart the numbers of a worked example are, at least. Seeded keeps a
// wider distance, so that the last bit of a power decides nothing.
const (
	leastProbability = 0.05  // of a class; of three, none is above 0.9 then
	leastLead        = 0.02  // between the probabilities of two classes
	leastError       = 0.02  // size of an element of ∂L/∂P
	leastGradient    = 0.005 // size of an element of ∂L/∂K and ∂L/∂b
	leastDistance    = 0.001 // between two sizes in ∂L/∂K and two elements of ∂L/∂P
)

// Check reports the first thing that keeps a network from being a
// worked example: one with short decimals that tells mistakes apart. It has a
// 5×5 image, a 2×2 kernel, 2×2 windows and three classes, and
//
//   - X, K, b, W and c have at most two decimals, Z and s at most four; no
//     parameter is zero, the target is one-hot;
//   - K differs from its transpose and from its rotation by 180°, and its
//     weights add up to neither 0 nor 1, so that a check by sums can fail; at
//     most a fifth of X is zero, and no element of Z is;
//   - one window of A is dead, and the winners of the other three stand at
//     three different places of their windows, without a tie;
//   - no probability is near 0, 1 or another;
//   - ∂L/∂P has both signs where a gate is open, and no element near zero or
//     another;
//   - each element of ∂L/∂K has three terms or more that are not zero, and
//     none is near zero or, signs aside, near another.
func Check(c *cnn.Classic) error {
	for _, holds := range []func(*cnn.Classic) error{
		checkShape, checkDecimals, checkFront, checkWindows, checkClasses, checkErrors, checkKernelGradient,
	} {
		if err := holds(c); err != nil {
			return err
		}
	}
	return nil
}

func checkShape(c *cnn.Classic) error {
	for _, part := range []struct {
		name string
		have cnn.Quantity
		want cnn.Shape
	}{
		{"image", c.X, cnn.Shape{5, 5}}, {"kernel", c.K, cnn.Shape{2, 2}}, {"pooled map", c.P, cnn.Shape{2, 2}}, {"score vector", c.S, cnn.Shape{3}},
	} {
		if have := part.have.Tensor.Shape.Plain(); !have.Equal(part.want) {
			return fmt.Errorf("the %s has shape %s, expected %s", part.name, have, part.want)
		}
	}
	if square := (cnn.Steps{Down: 2, Across: 2}); c.Pool.Size != square || c.Pool.Stride != square {
		return fmt.Errorf("the pooling windows are %d×%d with stride [%d, %d], expected 2×2 side by side",
			c.Pool.Size.Down, c.Pool.Size.Across, c.Pool.Stride.Down, c.Pool.Stride.Across)
	}
	return nil
}

// checkDecimals looks at the decimals of everything before the softmax. The
// features are elements of Z or zero.
func checkDecimals(c *cnn.Classic) error {
	for _, part := range []struct {
		q         cnn.Quantity
		decimals  int
		parameter bool
	}{
		{c.X, 2, false}, {c.K, 2, true}, {c.B, 2, true}, {c.W, 2, true}, {c.C, 2, true}, {c.Z, 4, false}, {c.S, 4, false},
	} {
		for _, v := range part.q.Data {
			if !isShort(v, part.decimals) {
				return fmt.Errorf("%s has the element %v, expected less than 100 and at most %d decimals", part.q.Sign.Letter, v, part.decimals)
			}
			if part.parameter && v == 0 {
				return fmt.Errorf("%s has a zero: who forgets that parameter would be right", part.q.Sign.Letter)
			}
		}
	}
	for _, y := range c.Y.Data { // they sum to 1
		if y != 0 && y != 1 {
			return fmt.Errorf("the target has the element %v, expected one 1 and zeros", y)
		}
	}
	return nil
}

// isShort reports whether a number is below 100 and has few decimals, up to
// the rounding of a sum.
func isShort(v float64, decimals int) bool {
	scaled := v * math.Pow10(decimals)
	return math.Abs(v) < 100 && math.Abs(scaled-math.Round(scaled)) < 1e-6
}

func checkFront(c *cnn.Classic) error {
	k := c.K.Tensor
	if k.At(0, 1) == k.At(1, 0) {
		if k.At(0, 0) == k.At(1, 1) {
			return errors.New("the kernel equals its rotation by 180°: a flipped kernel would change nothing")
		}
		return errors.New("the kernel equals its transpose: rows taken for columns would change nothing")
	}
	sum := 0.0
	for _, w := range k.Data {
		sum += w
	}
	for _, blind := range []float64{0, 1} {
		if math.Abs(sum-blind) < 1e-9 {
			return fmt.Errorf("the weights of the kernel sum to %v: a check by sums would tell too little", blind)
		}
	}
	zeros := 0
	for _, x := range c.X.Data {
		if x == 0 {
			zeros++
		}
	}
	if 5*zeros > len(c.X.Data) {
		return fmt.Errorf("the image has %d zeros among %d elements, expected at most a fifth", zeros, len(c.X.Data))
	}
	for at, z := range c.Z.Data {
		if z == 0 {
			return fmt.Errorf("the pre-activation Z[%d,%d] is zero: whether ReLU is open there would be a matter of taste", at/4, at%4)
		}
	}
	return nil
}

// checkWindows looks for one dead window and three winners.
func checkWindows(c *cnn.Classic) error {
	dead := 0
	at := map[[2]int][2]int{} // the window whose winner stands at a place
	for i := range 2 {
		for j := range 2 {
			place, largest := [2]int{}, 0.0
			var live []float64
			for m := range 2 {
				for n := range 2 {
					z := c.Z.At(2*i+m, 2*j+n)
					if z < 0 {
						continue
					}
					if holds(live, z, 0) {
						return fmt.Errorf("the window of P[%d,%d] has two live cells of %v: a tie", i, j, z)
					}
					live = append(live, z)
					if z > largest {
						place, largest = [2]int{m, n}, z
					}
				}
			}
			if live == nil {
				dead++
				continue
			}
			if other, taken := at[place]; taken {
				return fmt.Errorf("the windows of P[%d,%d] and P[%d,%d] have their winners at the same place [%d,%d]", other[0], other[1], i, j, place[0], place[1])
			}
			at[place] = [2]int{i, j}
		}
	}
	if dead != 1 {
		return fmt.Errorf("%d windows are dead, expected one", dead)
	}
	return nil
}

func checkClasses(c *cnn.Classic) error {
	for i, p := range c.Prob.Data {
		if p < leastProbability {
			return fmt.Errorf("p[%d] is %.4f, expected at least %v", i, p, leastProbability)
		}
		if holds(c.Prob.Data[:i], p, leastLead) {
			return fmt.Errorf("p[%d] is %.4f, less than %v from another class", i, p, leastLead)
		}
	}
	return nil
}

func checkErrors(c *cnn.Classic) error {
	positive, live := 0, 0 // errors that reach an open gate
	for at, d := range c.DP.Data {
		if math.Abs(d) < leastError {
			return fmt.Errorf("∂L/∂P[%d,%d] is %.4f, expected at least %v in size", at/2, at%2, d, leastError)
		}
		if holds(c.DP.Data[:at], d, leastDistance) {
			return fmt.Errorf("∂L/∂P[%d,%d] is %.4f, less than %v from another element", at/2, at%2, d, leastDistance)
		}
		if c.P.Data[at] == 0 {
			continue
		}
		live++
		if d > 0 {
			positive++
		}
	}
	if positive == 0 || positive == live {
		return errors.New("all errors that reach an open gate have the same sign: a gate on the error would show nowhere")
	}
	if d := c.DB.Data[0]; math.Abs(d) < leastGradient {
		return fmt.Errorf("∂L/∂b is %.4f, expected at least %v in size", d, leastGradient)
	}
	return nil
}

func checkKernelGradient(c *cnn.Classic) error {
	var sizes []float64
	for m := range 2 {
		for n := range 2 {
			terms := 0
			for i := range 4 {
				for j := range 4 {
					if c.X.At(i+m, j+n) != 0 && c.DZ.At(i, j) != 0 {
						terms++
					}
				}
			}
			if terms < 3 {
				return fmt.Errorf("∂L/∂K[%d,%d] has %d terms that are not zero, expected three or more", m, n, terms)
			}
			d := c.DK.At(m, n)
			if math.Abs(d) < leastGradient {
				return fmt.Errorf("∂L/∂K[%d,%d] is %.4f, expected at least %v in size", m, n, d, leastGradient)
			}
			if holds(sizes, math.Abs(d), leastDistance) {
				return fmt.Errorf("∂L/∂K[%d,%d] is %.4f, in size less than %v from another element", m, n, d, leastDistance)
			}
			sizes = append(sizes, math.Abs(d))
		}
	}
	return nil
}

// holds reports whether one of the values is as near to v as the distance
// says, or equal to it.
func holds(values []float64, v, distance float64) bool {
	for _, w := range values {
		if v == w || math.Abs(v-w) < distance {
			return true
		}
	}
	return false
}
