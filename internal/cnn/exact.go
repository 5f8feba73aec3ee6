package cnn

// Exact is what the element at an offset of a quantity of a pass is, where
// its float64 does not tell: a decimal such as "0", "1.234567890123457e15" or
// "1-3.5e-17", with "…" behind it where its digits go on; or a size alone,
// "-10^4.34e22…", where not even all digits of the exponent are known. What is
// infinite in float64 always has one. It is "" where the
// float64 says it all: where it rounds as the element does, and is a short
// decimal (see ShortDecimal) just where the element is that decimal. It is ""
// too for a quantity without a pass and for one of a network that is too large.
func (q Quantity) Exact(offset int) string {
	if q.own != nil {
		return q.own[offset].Exact()
	}
	if q.pass == nil || q.Place.IsZero() {
		return ""
	}
	t := q.pass.truth()
	if offset += q.first(); t == nil {
		return q.pass.size(q.Place, offset)
	}
	texts, ok := t.texts[q.Place]
	if !ok {
		all := t.at(q.pass, q.Place)
		if whole, err := q.pass.Quantity(q.Place); err == nil && len(all) == len(whole.Tensor.Data) {
			texts = make([]string, len(all))
			for i := range all {
				texts[i] = exactText(whole.Tensor.Data[i], all[i])
			}
		}
		t.texts[q.Place] = texts
	}
	if offset < len(texts) {
		return texts[offset]
	}
	return ""
}

// Beside is what is said beside a float64 that stands for a number, as by Exact.
func (a Real) Beside(v float64) string { return exactText(v, a) }

// Real is the element at an offset, to be computed with.
func (q Quantity) Real(offset int) Real {
	if q.own != nil {
		return q.own[offset]
	}
	if q.pass != nil && !q.Place.IsZero() {
		if t := q.pass.truth(); t != nil {
			if all := t.at(q.pass, q.Place); q.first()+offset < len(all) {
				return all[q.first()+offset]
			}
		}
	}
	return floatAlone(q.Tensor.Data[offset])
}

// Reals are all elements, to be computed with.
func (q Quantity) Reals() []Real {
	all := make([]Real, len(q.Tensor.Data))
	for at := range all {
		all[at] = q.Real(at)
	}
	return all
}

// ToldExactly reports that Exact knows the elements of the pass. Of a network
// that is too large, or whose scores lie so far apart that nobody knows the
// digits, there is only what float64 says.
func (p *Pass) ToldExactly() bool { return p.truth() != nil }

// Known is the float64 that is nearest to an element, as far as it is known:
// the element's own, but 0 where that is only what rounding left of a sum that
// is 0.
func (q Quantity) Known(offset int) float64 {
	if q.own == nil && q.pass == nil || q.Exact(offset) == "" || q.own == nil && q.pass.truth() == nil {
		return q.Tensor.Data[offset]
	}
	return q.Real(offset).Float()
}

// Through is what a link of a layer brings to the gradient of the input that it
// reads.
func (p *Pass) Through(layer int, l Link) Real {
	t := p.truth()
	if t == nil {
		return floatAlone(float64(p.Gradients[layer+1].Data[l.Out] * l.Slope))
	}
	return t.gradients[layer+1][l.Out].Times(t.slope(p, layer, &l))
}

// TermReal is what a term of a derivation comes to.
func (p *Pass) TermReal(term Term) Real {
	t := p.truth()
	if t == nil {
		return floatAlone(term.Value)
	}
	rest, together := t.withoutDetour(p, term.Factors)
	return together.Times(t.product(p, rest))
}

// FactorReal is what a factor of such a term is.
func (p *Pass) FactorReal(f Factor) Real {
	t := p.truth()
	if t == nil {
		return floatAlone(f.Value)
	}
	return t.factor(p, f)
}

// QuantityOf is a quantity of no pass, of numbers that are known as well as
// those of one.
func QuantityOf(sign Sign, shape Shape, numbers []Real) Quantity {
	q := Quantity{Sign: sign, Tensor: NewTensor(shape...), own: numbers}
	for at, x := range numbers {
		q.Data[at] = x.Float()
	}
	return q
}

// RealAt is the element at an index, as Tensor.At reads it.
func (q Quantity) RealAt(index ...int) Real {
	if plain := q.Plain(); len(index) == len(plain) {
		return q.Real(plain.Offset(index...))
	}
	return q.Real(q.Tensor.Shape.Offset(index...))
}
