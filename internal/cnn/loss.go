package cnn

import (
	"fmt"
	"math"
)

// LossOp is a loss as network files spell it.
type LossOp string

// The losses. out is the last output, t the target, n their number of
// elements.
const (
	CrossEntropy     LossOp = "cross_entropy"      // −Σ t · ln out, after a softmax
	SquaredError     LossOp = "squared_error"      // Σ (out − t)²
	HalfSquaredError LossOp = "half_squared_error" // ½ Σ (out − t)²
	MeanSquaredError LossOp = "mean_squared_error" // (1/n) Σ (out − t)²
)

// A Loss compares the last output with a target of its shape.
type Loss struct {
	Op        LossOp
	Target    *Tensor
	Reduction Reduction // of a batch; "" without one
}

// share is the factor before the sum of squares: 1, ½ or 1/n.
func (l Loss) share(n int) float64 {
	switch l.Op {
	case HalfSquaredError:
		return 0.5
	case MeanSquaredError:
		return 1 / float64(n)
	}
	return 1
}

// value is the loss. scores is what the softmax read, for cross entropy.
func (l Loss) value(scores, out []float64) float64 {
	if l.Op == CrossEntropy {
		return SoftmaxCrossEntropy(scores, l.Target.Data)
	}
	sum := 0.0
	for i, o := range out {
		d := o - l.Target.Data[i]
		sum += float64(d * d)
	}
	return l.share(len(out)) * sum
}

// gradient fills ∂L/∂out. A class whose target is 0 gets 0 also where its
// probability is 0. Where the probability of another is below 5·10⁻³⁰⁹, −t/p
// is infinite.
func (l Loss) gradient(out, grad []float64) {
	for i, o := range out {
		t := l.Target.Data[i]
		switch {
		case l.Op != CrossEntropy:
			grad[i] = 2 * l.share(len(out)) * (o - t)
		case t == 0:
			grad[i] = 0
		default:
			grad[i] = -t / o
		}
	}
}

// SoftmaxCrossEntropy is −Σ t · ln softmax(scores), computed from the scores: with
// m the largest, −ln p_i = (m − s_i) + ln Σ_j e^{s_j − m}. All addends are
// positive and the logarithm is taken of 1 + the rest, so that no digits are
// lost where p_i is next to 1.
func SoftmaxCrossEntropy(scores, target []float64) float64 {
	top := 0
	for j, s := range scores {
		if s > scores[top] {
			top = j
		}
	}
	rest := 0.0
	for j, s := range scores {
		if j != top {
			rest += exp(s - scores[top])
		}
	}
	shift := log1p(rest)
	sum := 0.0
	for i, t := range target {
		if t != 0 {
			sum += float64(t * (scores[top] - scores[i] + shift))
		}
	}
	return sum
}

// scoreGradient fills ∂L/∂ the scores of a last softmax under cross entropy
// where the detour over −t/p leads beyond float64: p_j·Σt − t_j, which is all
// that libraries compute, since to them softmax and cross entropy are one step
// (PyTorch's F.cross_entropy; Bishop, Pattern Recognition and Machine Learning,
// 2006, equation 4.109). With 1 = p_j + the other probabilities it is p_j times
// the other targets less t_j times the other probabilities, which keeps its
// digits where p_j is next to 1.
func scoreGradient(p, target, grad []float64) {
	for j := range p {
		others, targets := 0.0, 0.0
		for i := range p {
			if i != j {
				others += p[i]
				targets += target[i]
			}
		}
		grad[j] = float64(p[j]*targets) - float64(target[j]*others)
	}
}

// check reports a target that does not fit the last layer or its output.
func (l Loss) check(last Layer, out Shape) error {
	switch l.Op {
	case CrossEntropy, SquaredError, HalfSquaredError, MeanSquaredError:
	default:
		return fmt.Errorf("loss: op %q is not known; use \"cross_entropy\", \"squared_error\", \"half_squared_error\" or \"mean_squared_error\"", string(l.Op))
	}
	if !l.Target.Shape.Equal(out) {
		return fmt.Errorf("loss: the target has shape %s, but the last output has %s; give one number for each output", l.Target.Shape, out)
	}
	if l.Op != CrossEntropy {
		return nil
	}
	if _, ok := last.(Softmax); !ok {
		return fmt.Errorf("loss: cross_entropy needs probabilities, but the last layer is %s; end with a softmax", last.Op())
	}
	sum := 0.0
	for _, t := range l.Target.Data {
		if t < 0 || t > 1 {
			return fmt.Errorf("loss: the target holds %v; the share of a class lies between 0 and 1", t)
		}
		sum += t
	}
	if math.Abs(sum-1) > 1e-9 {
		return fmt.Errorf("loss: the target sums to %v; the shares of the classes must sum to 1", sum)
	}
	return nil
}
