package witness

import "backprop/internal/cnn"

// exampleLoss is the loss of one example.
func (t *tape) exampleLoss(loss *cnn.Loss, scores, out []*node) *node {
	target := loss.Target.Data
	switch loss.Op {
	case cnn.CrossEntropy:
		return t.crossEntropy(scores, target)
	case cnn.NLL:
		sum := t.leaf(0)
		for i, o := range out {
			sum = t.sub(sum, t.mul(t.leaf(target[i]), o))
		}
		return sum
	case cnn.BinaryCrossEntropy:
		return t.binaryCrossEntropy(scores, target)
	case cnn.MeanBinaryCrossEntropy:
		return t.div(t.binaryCrossEntropy(scores, target), t.leaf(float64(len(out))))
	case cnn.Hinge:
		return t.hinge(out, target, loss.Margin)
	case cnn.SquaredError, cnn.HalfSquaredError, cnn.MeanSquaredError:
		return t.squares(loss.Op, out, target)
	}
	panic("witness: losses.go does not know the loss " + string(loss.Op) + "; write it there once more, from its definition")
}

// joined reports a loss that is made from what the last layer reads, so that
// ∂L/∂ the last output is not on the tape.
func (p *Pass) joined() bool {
	if p.Network.Loss == nil {
		return false
	}
	switch p.Network.Loss.Op {
	case cnn.CrossEntropy, cnn.BinaryCrossEntropy, cnn.MeanBinaryCrossEntropy:
		return true
	}
	return false
}

// sharesOf are ∂L/∂ the last output for such a loss, −t/p, or −t/a + (1 − t)/(1
// − a), and in a mean the Nth part of it; nil where one is beyond all digits.
func (p *Pass) sharesOf(n *cnn.Network, out []*node) []Decimal {
	if !p.joined() {
		return nil
	}
	count := 1
	if n.Loss.Op == cnn.MeanBinaryCrossEntropy {
		count = len(out) / max(n.Batch, 1)
	}
	if n.Batch > 0 && n.Loss.Reduction != "sum" {
		count *= n.Batch
	}
	shares := p.valuesOf(out)
	for i, a := range shares {
		t := n.Loss.Target.Data[i]
		share, ok := over(-t, a)
		if n.Loss.Op != cnn.CrossEntropy && t != 1 {
			no, fine := over(1, New(1).Minus(a))
			share, ok = share.Plus(New(1).Minus(New(t)).Times(no)), ok && fine
		}
		if !ok {
			return nil
		}
		shares[i] = share.Over(New(float64(count)))
	}
	return shares
}

// over is t/a, and 0 where t is, whatever a is.
func over(t float64, a Decimal) (quotient Decimal, ok bool) {
	if t == 0 || a.Sign() == 0 {
		return New(0), t == 0
	}
	return New(t).Over(a), true
}

// below is a − b, and 0 where the two are the same, whatever they are off by.
func (t *tape) below(a, b *node) *node {
	n := t.sub(a, b)
	if n.value.Sign() == 0 {
		n.value = New(0)
	}
	return n
}

// logSoftmax is s less ln Σ e^s.
func (t *tape) logSoftmax(scores []*node) []*node {
	_, total, shift := t.powers(scores)
	ln := t.ln(total)
	var out []*node
	for _, s := range scores {
		out = append(out, t.sub(t.below(s, shift), ln))
	}
	return out
}

// binaryCrossEntropy is Σ t·ln(1 + e^−z) + (1 − t)·ln(1 + e^z).
func (t *tape) binaryCrossEntropy(scores []*node, target []float64) *node {
	sum := t.leaf(0)
	for i, z := range scores {
		yes := t.leaf(target[i])
		if target[i] != 0 {
			sum = t.add(sum, t.mul(yes, t.softplus(t.mul(t.leaf(-1), z))))
		}
		if target[i] != 1 {
			sum = t.add(sum, t.mul(t.sub(t.leaf(1), yes), t.softplus(z)))
		}
	}
	return sum
}

// hinge adds up what the score of the true class does not exceed another's by
// the margin.
func (t *tape) hinge(scores []*node, target []float64, margin float64) *node {
	var own *node
	for i, s := range scores {
		if target[i] == 1 {
			own = s
		}
	}
	sum := t.leaf(0)
	for _, s := range scores {
		if s == own {
			continue
		}
		short := t.add(t.add(s, t.mul(t.leaf(-1), own)), t.leaf(margin))
		if t.above(short, t.leaf(0)) {
			sum = t.add(sum, short)
		}
	}
	return sum
}

// crossEntropy is Σ t·(ln Σ e^s − s): −ln of the probabilities, without them,
// so that the loss is there also where a probability is as good as 0.
func (t *tape) crossEntropy(scores []*node, target []float64) *node {
	_, total, shift := t.powers(scores)
	ln := t.ln(total)
	sum := t.leaf(0)
	for i, s := range scores {
		if target[i] != 0 {
			sum = t.add(sum, t.mul(t.leaf(target[i]), t.add(ln, t.below(shift, s))))
		}
	}
	return sum
}

// squares is the loss of the last output for a loss of squares.
func (t *tape) squares(op cnn.LossOp, out []*node, target []float64) *node {
	sum := t.leaf(0)
	for i, o := range out {
		d := t.sub(o, t.leaf(target[i]))
		sum = t.add(sum, t.mul(d, d))
	}
	switch op {
	case cnn.HalfSquaredError:
		return t.div(sum, t.leaf(2))
	case cnn.MeanSquaredError:
		return t.div(sum, t.leaf(float64(len(out))))
	}
	return sum
}
