package certify

import (
	"fmt"

	"backprop/internal/witness"
)

// Mistake is what a mistake of the catalogue makes of the first array that it
// spoils, in the classic network. Each wrong rule is written here once more,
// for matrices of decimals; package marking has them as rules for links.
func (ex *Classic) Mistake(name string) witness.Matrix {
	column := func(v []witness.Decimal) witness.Matrix { return witness.Rows(v, 1) }
	number := func(v witness.Decimal) witness.Matrix { return witness.Matrix{{v}} }
	withBias := func(v witness.Decimal) witness.Decimal { return v.Plus(ex.B) }
	pooling := Pooling{ex.A, ex.DP, ex.Pool}
	open := func(z witness.Decimal) bool { return z.Sign() > 0 }
	switch name {
	case "forward-flipped":
		return ex.X.Correlated(ex.K.Rotated()).Each(withBias)
	case "bias-forgotten":
		return ex.X.Correlated(ex.K)
	case "rows-for-columns":
		return ex.Z.Transposed()
	case "log-base":
		return number(ex.L.Over(witness.New(2).Ln()))
	case "error-sign":
		return column(ex.DS).Each(witness.Decimal.Negated)
	case "softmax-jacobian-twice":
		return ex.Jacobian().Dot(column(ex.DS))
	case "softmax-diagonal":
		// −y/p · p(1 − p), in which 1/p · p would lose what is next to 1.
		return witness.Of(len(ex.DS), 1, func(i, _ int) witness.Decimal {
			return ex.Y[i].Times(ex.Prob[i].Minus(witness.New(1)))
		})
	case "softmax-skipped":
		return column(ex.DProb)
	case "log-of-scores":
		loss := witness.New(0)
		for i, y := range ex.Y {
			if y.Sign() == 0 {
				continue
			}
			if ex.S[i].Sign() <= 0 {
				return number(ex.L) // there is no logarithm
			}
			loss = loss.Minus(y.Times(ex.S[i].Ln()))
		}
		return number(loss)
	case "softmax-twice":
		return column(witness.Softmax(ex.Prob))
	case "dense-outer-transposed":
		return ex.DW.Transposed()
	case "updated-too-early":
		return ex.NewW().Transposed().Dot(column(ex.DS))
	case "flatten-order":
		return witness.Rows(ex.DF, len(ex.P)).Transposed()
	case "mask-without-error":
		return pooling.Mask()
	case "error-to-whole-window":
		return pooling.Spread()
	case "error-shared":
		return pooling.Shared()
	case "tie-copied":
		return pooling.Copied()
	case "tie-last":
		return pooling.Last()
	case "gate-forgotten":
		return ex.DA
	case "gate-on-gradient":
		return ex.gated(func(_, d witness.Decimal) bool { return d.Sign() > 0 })
	case "gate-both":
		return ex.gated(func(z, d witness.Decimal) bool { return open(z) && d.Sign() > 0 })
	case "gate-as-value":
		return ex.A.Times(ex.DA)
	case "kernel-gradient-rotated":
		return ex.DK.Rotated()
	case "bias-averaged":
		return number(ex.DB.Over(witness.New(float64(len(ex.DZ) * len(ex.DZ[0])))))
	case "input-gradient-unrotated", "scatter-rotated":
		return ex.DZ.Full(ex.K)
	case "kernel-for-input":
		return ex.DX
	case "update-sign":
		return ex.K.Plus(ex.DK.Each(ex.Rate.Times))
	}
	panic(fmt.Sprintf("certify: no rule for the mistake %q", name))
}

// Mistakes are the names that Mistake knows.
var Mistakes = []string{
	"forward-flipped", "bias-forgotten", "rows-for-columns", "log-base", "log-of-scores", "error-sign", "softmax-jacobian-twice",
	"softmax-diagonal", "softmax-skipped", "softmax-twice", "dense-outer-transposed", "updated-too-early", "flatten-order",
	"mask-without-error", "error-to-whole-window", "error-shared", "tie-copied", "tie-last", "gate-forgotten",
	"gate-on-gradient", "gate-both", "gate-as-value", "kernel-gradient-rotated", "bias-averaged",
	"input-gradient-unrotated", "scatter-rotated", "kernel-for-input", "update-sign",
}

// Mistake says that the wrong side of the slips of these names shows what the
// mistakes make of the network.
func (c *Catalogue) Mistake(names ...string) {
	ex := c.Classic()
	for _, name := range names {
		c.Grid(name, ex.Mistake(name).Flat())
	}
}

// Jacobian is ∂p/∂s, with p_i([i = j] − p_j) in row i and column j.
func (ex *Classic) Jacobian() witness.Matrix {
	n := len(ex.Prob)
	return witness.Of(n, n, func(i, j int) witness.Decimal {
		slope := ex.Prob[i].Times(ex.Prob[j]).Negated()
		if i == j {
			slope = slope.Plus(ex.Prob[i])
		}
		return slope
	})
}

// NewW are the weights after the step.
func (ex *Classic) NewW() witness.Matrix {
	return ex.W.Plus(ex.DW.Each(func(g witness.Decimal) witness.Decimal { return g.Times(ex.Rate).Negated() }))
}

// Gates are 1 where Z is above 0, and 0 elsewhere.
func (ex *Classic) Gates() witness.Matrix {
	return ex.Z.Each(func(z witness.Decimal) witness.Decimal {
		if z.Sign() > 0 {
			return witness.New(1)
		}
		return witness.New(0)
	})
}

// gated lets the errors through that a rule opens the gate for.
func (ex *Classic) gated(open func(z, d witness.Decimal) bool) witness.Matrix {
	return witness.Of(len(ex.Z), len(ex.Z[0]), func(i, j int) witness.Decimal {
		if open(ex.Z[i][j], ex.DA[i][j]) {
			return ex.DA[i][j]
		}
		return witness.New(0)
	})
}
