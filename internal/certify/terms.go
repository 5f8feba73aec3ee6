package certify

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/witness"
)

// addWorld puts the elements of a network into the catalogue.
func (c *Catalogue) addWorld(w *world) {
	for _, place := range w.places() {
		values := w.exact.At(place)
		for at, v := range values {
			c.known = append(c.known, entry{v.Float(), v, w.name(place, at), 0})
			if q, err := w.float.Quantity(place); err == nil && q.Sign.Gradient { // which an exercise asks for
				twice := v.Plus(v)
				c.known = append(c.known, entry{twice.Float(), twice, "twice " + w.name(place, at), 0})
			}
		}
	}
	for _, layer := range w.network.Layers {
		switch l := layer.(type) {
		case cnn.LeakyReLU:
			c.known = append(c.known, entry{l.Leak, witness.New(l.Leak), "leak", 0})
		case cnn.ELU:
			c.known = append(c.known, entry{l.Alpha, witness.New(l.Alpha), "alpha", 0})
		}
	}
	rate := w.network.LearningRate
	c.known = append(c.known, entry{rate, witness.New(rate), "η", 0})
	if decay := w.network.WeightDecay; decay != 0 {
		c.known = append(c.known, entry{decay, witness.New(decay), "λ", 0})
	}
	for _, place := range w.float.Places() {
		c.addTerms(w, place)
	}
	for i := range w.network.Layers {
		for _, place := range w.float.Statistics(i) {
			c.addTerms(w, place)
		}
	}
	c.sorted = false
}

// mostElements is how many elements of a tensor have their terms listed.
const mostElements = 512

// longSum is from how many terms a sum may be cut.
const longSum = 30

// addTerms puts in the terms and the partial sums of a tensor's derivations,
// each computed in 100 digits from the elements that it names.
func (c *Catalogue) addTerms(w *world, place cnn.Place) {
	q, err := w.float.Quantity(place)
	if err != nil || len(q.Data) > mostElements {
		return
	}
	for at := range q.Data {
		d, err := q.Derive(q.Shape.Index(at)...)
		if err != nil || d.Rule != cnn.Sum {
			continue
		}
		sum := witness.New(0)
		var sums []witness.Decimal
		name := w.name(place, at)
		for i, t := range d.Terms {
			v, err := w.term(t)
			if err != nil {
				break
			}
			sum = sum.Plus(v)
			for _, f := range t.Factors { // 1 − p, which no place holds
				if f.Kind != cnn.Element {
					if v, err := w.factor(f); err == nil {
						c.known = append(c.known, entry{v.Float(), v, "a factor of " + name, 0})
					}
				}
			}
			if len(d.Terms) > 1 {
				c.known = append(c.known,
					entry{v.Float(), v, fmt.Sprintf("term %d of %s", i, name), 0},
					entry{sum.Float(), sum, fmt.Sprintf("sum of %d terms of %s", i+1, name), 0})
			}
			if len(d.Terms) > longSum {
				sums = append(sums, sum)
			}
		}
		// A long sum is shown as a few terms and the rest.
		for i, s := range sums {
			rest := sum.Minus(s)
			c.known = append(c.known, entry{rest.Float(), rest, fmt.Sprintf("%s without %d terms", name, i+1), 0})
		}
	}
}

// term is a product of a derivation, from the elements that its factors name.
func (w *world) term(t cnn.Term) (witness.Decimal, error) {
	factors, product := w.withoutDetour(t.Factors)
	for _, f := range factors {
		v, err := w.factor(f)
		if err != nil {
			return product, err
		}
		product = product.Times(v)
	}
	return product, nil
}

func (w *world) factor(f cnn.Factor) (v witness.Decimal, err error) {
	switch f.Kind {
	case cnn.Constant:
		return witness.New(f.Value), nil
	case cnn.Fraction:
		return witness.New(1).Over(witness.New(f.Element)), nil
	case cnn.Decay:
		return witness.New(w.network.WeightDecay), nil
	case cnn.Rate:
		return witness.New(w.network.LearningRate), nil
	}
	if log, ok := w.logarithm(f); ok {
		return log, nil
	}
	form, ok := f.Kind.Expression()
	if !ok {
		return v, fmt.Errorf("certify: terms.go does not know a factor of the kind %q", f.Kind)
	}
	of := cnn.Operands[witness.Decimal]{U: witness.New(0), C: witness.New(f.Constant)}
	if f.Place.IsZero() {
		return cnn.Evaluate(decimals{}, form, of), nil // of a number alone
	}
	if of.T, err = w.element(f.Place, f.Index); err != nil {
		return of.T, err
	}
	if f.Minus != nil {
		if of.U, err = w.element(f.Minus.Place, f.Minus.Index); err != nil {
			return of.U, err
		}
	}
	return cnn.Evaluate(decimals{}, form, of), nil
}

// decimals is the arithmetic of 100 digits.
type decimals struct{}

func (decimals) Number(n int64) witness.Decimal             { return witness.New(float64(n)) }
func (decimals) Plus(a, b witness.Decimal) witness.Decimal  { return a.Plus(b) }
func (decimals) Minus(a, b witness.Decimal) witness.Decimal { return a.Minus(b) }
func (decimals) Times(a, b witness.Decimal) witness.Decimal { return a.Times(b) }
func (decimals) Root(a witness.Decimal) witness.Decimal     { return a.Root() }
func (decimals) Phi(a witness.Decimal) witness.Decimal      { return a.Phi() }
func (decimals) Density(a witness.Decimal) witness.Decimal  { return a.Density() }
func (decimals) Over(a, b witness.Decimal) witness.Decimal  { return a.Over(b) }
func (decimals) Squared(a witness.Decimal) witness.Decimal  { return a.Times(a) }
func (decimals) Exp(a witness.Decimal) witness.Decimal      { return a.Exp() }
func (decimals) Ln(a witness.Decimal) witness.Decimal       { return a.Ln() }

func (decimals) Max(a, b witness.Decimal) witness.Decimal {
	if a.Compare(b) > 0 {
		return a
	}
	return b
}

func (decimals) Positive(a witness.Decimal) witness.Decimal {
	if a.Sign() > 0 {
		return witness.New(1)
	}
	return witness.New(0)
}
