package cnn

// A truth is a pass computed once more in Reals, so that rounding plays no
// part: the numbers of the network are the decimals as they are written,
// and every step is made with bits to spare. Gates and winners are those of
// the float64 pass, which is what the book shows and what other systems get.
//
// It is there to tell what float64 cannot: whether a sum that ends in
// 5·10⁻¹⁷ is 0, whether a sigmoid of 1 is 1 or next to it, whether 0.25 is
// all there is. The truth of a network of given decimals, of the layers that
// only multiply and add, is exact. Behind a curve a sum counts as 0, and a
// number as a decimal, where they agree to more than 45 digits; nobody has
// shown that they are the same.
type truth struct {
	activations [][]Real
	gradients   [][]Real
	theta       [][]Real // of each layer, laid end to end as its links number them
	slopes      [][]Real // ∂L/∂ these
	updated     [][]Real
	target      []Real
	loss        Real
	wholes      map[int]realWhole // of the layers over the whole batch
	shares      map[int][]Real    // that the log-softmaxes make logarithms of
	texts       map[Place][]string
}

// mostTruthWork is up to how many products the truth is computed, which takes
// a second or so. Of larger networks float64 alone is known.
const mostTruthWork = 2_000_000

// curveWork is how many products a value of a curve takes about as long as.
const curveWork = 40

// truth is computed when it is first asked for; nil for a network that is too
// large, whose scores are too far apart, or that has a layer it does not know.
func (p *Pass) truth() *truth {
	if !p.asked {
		p.asked, p.exact = true, newTruth(p)
	}
	return p.exact
}

func newTruth(p *Pass) *truth { return truthFrom(p, allWritten(p.Activations[0].Data)) }

// truthFrom is the truth of a pass whose input is known better than in float64.
func truthFrom(p *Pass, input []Real) *truth {
	work := 0
	for i, layer := range p.Network.Layers {
		work += p.LinkCount(i)
		if p.stages[i].nonlin != nil && !piecewise(layer) {
			work += curveWork * len(p.Activations[i].Data)
		}
	}
	t := &truth{texts: map[Place][]string{}, wholes: map[int]realWhole{}, shares: map[int][]Real{}}
	if work > mostTruthWork || !t.forward(p, input) {
		return nil
	}
	if p.Gradients != nil {
		t.backward(p)
	}
	return t
}

// at is a tensor of the truth; nil where there is none.
func (t *truth) at(p *Pass, place Place) []Real {
	number, from := place.Number, t.theta
	switch {
	case place.Kind == "":
		return nil
	case place.Kind == Activations:
		return t.activations[number]
	case place.Kind == Gradients:
		return t.gradients[number]
	case place == LossPlace:
		return []Real{t.loss}
	case place == TargetPlace:
		return t.target
	case place.Updated:
		from = t.updated
	case place.Kind == Parameters:
		from = t.slopes
	case t.wholes[number] != nil:
		if all := t.wholes[number].statistic(place.Name); all != nil {
			return all
		}
	}
	first := 0
	for _, l := range p.Parameters[number] {
		next := first + len(l.Value.Data)
		if l.Name == place.Name {
			return from[number][first:next]
		}
		first = next
	}
	return nil
}

// allWritten makes decimals of float64s.
func allWritten(vs []float64) []Real {
	all := make([]Real, len(vs))
	for i, v := range vs {
		all[i] = Written(v)
	}
	return all
}

// totals are finished sums.
func totals(sums []realSum) []Real {
	all := make([]Real, len(sums))
	for i := range sums {
		all[i] = sums[i].total()
	}
	return all
}
