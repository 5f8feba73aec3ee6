package cnn

import (
	"fmt"
	"math"
	"testing"
)

// TestDerivationsOfRandomNetworks derives every element of every place and
// computes it again from the terms.
func TestDerivationsOfRandomNetworks(t *testing.T) {
	elements, exact := 0, 0
	rules, kinds := map[Rule]int{}, map[FactorKind]int{}
	count := uint64(200)
	if testing.Short() {
		count = 40
	}
	for seed := range count {
		p, err := Run(Dyadic(seed).Network())
		if err != nil {
			t.Fatal(err)
		}
		places := append(p.Places(), inputsOf(p)...)
		for _, place := range places {
			q, err := p.Quantity(place)
			if err != nil {
				t.Fatal(err)
			}
			for offset := range q.Tensor.Data {
				d, err := p.Derive(place, offset)
				if err != nil {
					t.Fatal(err)
				}
				elements++
				rules[d.Rule]++
				for _, term := range d.Terms {
					for _, f := range term.Factors {
						kinds[f.Kind]++
					}
				}
				problem := checkDerivation(p, q, d, offset)
				if problem != "" {
					t.Fatalf("network %d (%s), %s %v: %s\n%+v", seed, Describe(p.Network), place, d.Index, problem, d)
				}
				if d.Rule == Sum && plain(d) {
					exact++
				}
			}
		}
	}
	for _, rule := range []Rule{Given, Sum, Largest, Rectified, Logistic, HyperbolicTangent, Share} {
		if rules[rule] == 0 {
			t.Errorf("no derivation with rule %q", rule)
		}
	}
	for _, kind := range []FactorKind{Element, Complement, SquareComplement, Gate, Logarithm, Reciprocal, Constant, Fraction, Rate, Difference, SquareDifference} {
		if kinds[kind] == 0 {
			t.Errorf("no factor of kind %q", kind)
		}
	}
	t.Logf("%d elements derived, %d of them sums that come out exactly", elements, exact)
}

// inputsOf lists the places that stand in the network and not in the pass.
func inputsOf(p *Pass) []Place {
	var places []Place
	for i, learned := range p.Parameters {
		for _, l := range learned {
			places = append(places, ValuePlace(i, l.Name))
		}
	}
	if p.Network.Loss != nil {
		places = append(places, TargetPlace)
	}
	return places
}

// plain reports whether all factors are elements as they stand, so that the
// terms are the very products that the pass added.
func plain(d Derivation) bool {
	for _, term := range d.Terms {
		for _, f := range term.Factors {
			switch f.Kind {
			case Element, Gate, Rate:
			case Constant:
				if f.Value != -1 {
					return false
				}
			default:
				return false
			}
		}
	}
	return true
}

// checkDerivation says what is wrong with a derivation, or "".
func checkDerivation(p *Pass, q Quantity, d Derivation, offset int) string {
	if d.Value != q.Tensor.Data[offset] || d.Sign != q.Sign || d.Place != q.Place {
		return fmt.Sprintf("it is not about %+v[%d] = %v", q.Sign, offset, q.Tensor.Data[offset])
	}
	if len(q.Tensor.Data) == 1 {
		if len(d.Index) != 0 {
			return fmt.Sprintf("index %v of the only element", d.Index)
		}
	} else if at := q.Plain().Offset(d.Index...); at != offset {
		return fmt.Sprintf("index %v is element %d, want %d", d.Index, at, offset)
	}
	for k, term := range d.Terms {
		product := 1.0
		for _, f := range term.Factors {
			if problem := checkFactor(p, f); problem != "" {
				return fmt.Sprintf("term %d: %s", k, problem)
			}
			if f.Minus != nil {
				if problem := checkFactor(p, *f.Minus); problem != "" {
					return fmt.Sprintf("term %d, subtracted: %s", k, problem)
				}
			}
			product *= f.Value
		}
		if term.Value != product {
			return fmt.Sprintf("term %d: its factors make %v", k, product)
		}
	}
	return checkRule(d)
}

// checkFactor looks up the element that a factor names.
func checkFactor(p *Pass, f Factor) string {
	switch f.Kind {
	case Constant, Fraction, Rate, Decay, KeptScale:
		if !f.Place.IsZero() {
			return fmt.Sprintf("a %s has a place %q", f.Kind, f.Place)
		}
	default:
		q, err := p.Quantity(f.Place)
		if err != nil {
			return err.Error()
		}
		shape := q.Plain()
		if shape.Size() == 1 {
			shape = nil
		}
		if len(f.Index) != len(shape) {
			return fmt.Sprintf("index %v into shape %s", f.Index, shape)
		}
		for axis, i := range f.Index {
			if i < 0 || i >= shape[axis] {
				return fmt.Sprintf("index %v outside shape %s", f.Index, shape)
			}
		}
		if have := q.At(f.Index...); f.Element != have || f.Sign != q.Sign {
			return fmt.Sprintf("factor %+v, but %s %v is %v of %+v", f, f.Place, f.Index, have, q.Sign)
		}
	}
	if (f.Minus != nil) != (f.Kind == Difference || f.Kind == SquareDifference || f.Kind == Shortfall || f.Kind == ShortfallGate) {
		return fmt.Sprintf("a %s with the subtrahend %v", f.Kind, f.Minus)
	}
	if want := contribution(p, f); !(math.Abs(f.Value-want) <= 1e-12*max(1e-3, math.Abs(want))) {
		return fmt.Sprintf("the factor %+v contributes %v, want %v", f, f.Value, want)
	}
	return ""
}

// contribution is what a factor is by its kind.
func contribution(p *Pass, f Factor) float64 {
	t := f.Element
	switch f.Kind {
	case Element, Constant:
		return t
	case Complement:
		return 1 - t
	case SquareComplement:
		return 1 - t*t
	case Gate:
		if t > 0 {
			return 1
		}
		return 0
	case Logarithm:
		return math.Log(t)
	case Reciprocal, Fraction:
		return 1 / t
	case Rate:
		return p.Network.LearningRate
	case Decay:
		return p.Network.WeightDecay
	case PowerOf:
		return math.Exp(t)
	case PowerLessOne:
		return math.Expm1(t)
	case LogisticOf:
		return 1 / (1 + math.Exp(-t))
	case SelfGatedSlope:
		return 1 + t/(1+math.Exp(t))
	case ShareBelowSlope:
		return math.Erfc(-t/math.Sqrt2)/2 + t*math.Exp(-t*t/2)/math.Sqrt(2*math.Pi)
	case ComplementOfPower:
		return -math.Expm1(t)
	case KeptScale:
		return 1 / (1 - f.Constant)
	case LogOfComplement: // from the score, since 1 − t has lost its digits where t is next to 1
		return -math.Log1p(math.Exp(scoreOf(p, f)))
	case ReciprocalOfComplement:
		return 1 + math.Exp(scoreOf(p, f))
	case Shortfall:
		return max(0, t-f.Minus.Value+f.Constant)
	case ShortfallGate:
		if t-f.Minus.Value+f.Constant > 0 {
			return 1
		}
		return 0
	case Difference:
		return t - f.Minus.Value
	case SquareDifference:
		return (t - f.Minus.Value) * (t - f.Minus.Value)
	}
	return math.NaN()
}

// scoreOf is what the last layer read at the place of a factor of its output.
func scoreOf(p *Pass, f Factor) float64 {
	last := len(p.Activations) - 1
	q, _ := p.Quantity(ActivationPlace(last))
	return p.Activations[last-1].Data[q.Offset(f.Index)]
}

// checkRule computes the value from the terms.
func checkRule(d Derivation) string {
	have, scale := 0.0, 0.0
	for _, term := range d.Terms {
		scale = max(scale, math.Abs(term.Value))
	}
	chosen := map[int]bool{}
	switch d.Rule {
	case Given:
		if len(d.Terms) != 0 {
			return "it is given and has terms"
		}
		return ""
	case Sum:
		for _, term := range d.Terms {
			have += term.Value
		}
		if plain(d) {
			scale = 0
		}
	case Largest:
		winner := 0
		for k, term := range d.Terms {
			if term.Value > d.Terms[winner].Value {
				winner = k
			}
		}
		have, scale, chosen[winner] = d.Terms[winner].Value, 0, true
	case Rectified:
		have, scale, chosen[0] = max(0, d.Terms[0].Value), 0, d.Terms[0].Value > 0
	case Logistic:
		have = 1 / (1 + math.Exp(-d.Terms[0].Value))
	case HyperbolicTangent:
		have = math.Tanh(d.Terms[0].Value)
	case SmoothRectified:
		z := d.Terms[0].Value
		have = max(0, z) + math.Log1p(math.Exp(-math.Abs(z)))
		scale = max(scale, have)
	case SelfGated:
		have = d.Terms[0].Value / (1 + math.Exp(-d.Terms[0].Value))
	case ShareBelow:
		have = d.Terms[0].Value * math.Erfc(-d.Terms[0].Value/math.Sqrt2) / 2
	case Share, LogShare:
		return checkShare(d)
	default:
		return fmt.Sprintf("unknown rule %q", d.Rule)
	}
	if len(d.Terms) != 1 && d.Rule != Sum && d.Rule != Largest {
		return fmt.Sprintf("%d terms for rule %q", len(d.Terms), d.Rule)
	}
	if !(math.Abs(have-d.Value) <= 1e-12*scale) {
		return fmt.Sprintf("its terms make %v", have)
	}
	return checkChosen(d, chosen)
}

// checkShare is the softmax, or its logarithm: the chosen term is the element's own score.
func checkShare(d Derivation) string {
	total := 0.0
	for _, term := range d.Terms {
		total += math.Exp(term.Value)
	}
	own := 0
	if len(d.Index) > 0 {
		own = d.Index[0]
	}
	have, scale := math.Exp(d.Terms[own].Value)/total, d.Value
	if d.Rule == LogShare {
		have, scale = math.Log(have), 1-d.Value
	}
	if !(math.Abs(have-d.Value) <= 1e-12*scale) {
		return fmt.Sprintf("its terms make %v", have)
	}
	return checkChosen(d, map[int]bool{own: true})
}

func checkChosen(d Derivation, chosen map[int]bool) string {
	for k, term := range d.Terms {
		if term.Chosen != chosen[k] {
			return fmt.Sprintf("term %d: chosen is %v", k, term.Chosen)
		}
	}
	return ""
}

// TestDerivationTerms holds the terms of some elements, written by hand.
func TestDerivationTerms(t *testing.T) {
	p, err := Run(classicNetwork())
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		place  Place
		offset int
		rule   Rule
		want   string
	}{
		{ActivationPlace(0), 3, Given, ""},
		{TargetPlace, 1, Given, ""},
		{ValuePlace(0, "kernel"), 2, Given, ""},
		{ActivationPlace(1), 5, Sum, "X[1 1]·K[0 0] + X[1 2]·K[0 1] + X[2 1]·K[1 0] + X[2 2]·K[1 1] + b[]"},
		{ActivationPlace(2), 5, Rectified, "Z[1 1]"},
		{ActivationPlace(3), 1, Largest, "A[0 2] + A[0 3] + A[1 2]! + A[1 3]"},
		{ActivationPlace(4), 2, Sum, "P[1 0]"},
		{ActivationPlace(5), 1, Sum, "W[1 0]·f[0] + W[1 1]·f[1] + W[1 2]·f[2] + W[1 3]·f[3] + c[1]"},
		{ActivationPlace(6), 2, Share, "s[0] + s[1] + s[2]!"},
		{LossPlace, 0, Sum, "-1·y[1]·logarithm p[1]"},
		{GradientPlace(6), 1, Sum, "-1·y[1]·reciprocal p[1]"},
		{GradientPlace(5), 0, Sum, "∂p[0]·p[0]·complement p[0] + ∂p[1]·-1·p[1]·p[0] + ∂p[2]·-1·p[2]·p[0]"},
		{GradientPlace(4), 3, Sum, "W[0 3]·∂s[0] + W[1 3]·∂s[1] + W[2 3]·∂s[2]"},
		{GradientPlace(3), 1, Sum, "∂f[1]"},
		{GradientPlace(2), 6, Sum, "∂P[0 1]"},
		{GradientPlace(2), 7, Sum, ""},
		{GradientPlace(1), 7, Sum, "∂A[1 3]·gate Z[1 3]"},
		{GradientPlace(0), 6, Sum, "∂Z[0 0]·K[1 1] + ∂Z[0 1]·K[1 0] + ∂Z[1 0]·K[0 1] + ∂Z[1 1]·K[0 0]"},
		{GradientPlace(0), 0, Sum, "∂Z[0 0]·K[0 0]"},
		{ParameterPlace(4, "weights"), 6, Sum, "∂s[1]·f[2]"},
		{ParameterPlace(4, "bias"), 2, Sum, "∂s[2]"},
		{UpdatedPlace(4, "weights"), 6, Sum, "W[1 2] + -1·rate·∂W[1 2]"},
		{UpdatedPlace(0, "bias"), 0, Sum, "b[] + -1·rate·∂b[]"},
	} {
		d, err := p.Derive(test.place, test.offset)
		if err != nil {
			t.Fatal(err)
		}
		if have := written(d); d.Rule != test.rule || have != test.want {
			t.Errorf("%s, element %d: have %s of %q, want %s of %q", test.place, test.offset, d.Rule, have, test.rule, test.want)
		}
	}
	// ∂L/∂K[1,0] has a term for each output, ∂L/∂b too.
	for place, want := range map[Place]string{
		ParameterPlace(0, "kernel"): "∂Z[0 0]·X[1 0]",
		ParameterPlace(0, "bias"):   "∂Z[0 0]",
	} {
		offset := map[Place]int{ParameterPlace(0, "kernel"): 2}[place]
		d, err := p.Derive(place, offset)
		if err != nil || len(d.Terms) != 16 {
			t.Fatalf("%s: %d terms, %v, want 16", place, len(d.Terms), err)
		}
		d.Terms = d.Terms[:1]
		if have := written(d); have != want {
			t.Errorf("%s: first term %q, want %q", place, have, want)
		}
	}
}

// written is a derivation in short, with ! after a chosen term.
func written(d Derivation) string {
	s := ""
	for k, term := range d.Terms {
		if k > 0 {
			s += " + "
		}
		for i, f := range term.Factors {
			if i > 0 {
				s += "·"
			}
			s += writtenFactor(f)
		}
		if term.Chosen && d.Rule != Rectified {
			s += "!"
		}
	}
	return s
}

func writtenFactor(f Factor) string {
	letter := f.Sign.Letter
	if f.Sign.Gradient {
		letter = "∂" + letter
	}
	switch f.Kind {
	case Constant:
		return fmt.Sprint(f.Value)
	case Rate:
		return "rate"
	case Element:
		return fmt.Sprintf("%s%v", letter, f.Index)
	}
	return fmt.Sprintf("%s %s%v", f.Kind, letter, f.Index)
}

// TestComplementKeepsItsDigits: next to 1, where 1 − a as a difference has
// lost its digits, the terms still make the value, as they do for tanh.
func TestComplementKeepsItsDigits(t *testing.T) {
	for _, n := range []*Network{
		{Input: Vector(20, -20, 40), Layers: []Layer{Sigmoid{}}, Upstream: Vector(1, 1, 1)},
		{Input: Vector(20, -20, 12), Layers: []Layer{Tanh{}}, Upstream: Vector(1, 1, 1)},
		{Input: Vector(30, 0), Layers: []Layer{Softmax{}}, Upstream: Vector(1, 0)},
	} {
		p, err := Run(n)
		if err != nil {
			t.Fatal(err)
		}
		for offset, want := range p.Gradients[0].Data {
			d, err := p.Derive(GradientPlace(0), offset)
			if err != nil {
				t.Fatal(err)
			}
			sum := 0.0
			for _, term := range d.Terms {
				sum += term.Value
			}
			if !(math.Abs(sum-want) <= 1e-12*math.Abs(want)) {
				t.Errorf("%s of %v: the terms make %v, want %v", n.Layers[0].Op(), n.Input.Data[offset], sum, want)
			}
		}
	}
}

// TestReciprocalBesideNoTarget: −0/p is 0, but its factor 1/p is a number
// like any other, to be shown in a substitution.
func TestReciprocalBesideNoTarget(t *testing.T) {
	c, err := AsClassic(classicNetwork())
	if err != nil {
		t.Fatal(err)
	}
	d, err := c.DProb.Derive(0)
	if err != nil || d.Value != 0 || d.Terms[0].Value != 0 {
		t.Fatalf("have %+v, %v", d, err)
	}
	if f := d.Terms[0].Factors[2]; f.Kind != Reciprocal || f.Value != 1/c.Prob.Tensor.At(0) {
		t.Errorf("the factor %+v, want the value 1/p = %v", f, 1/c.Prob.Tensor.At(0))
	}
}

// TestReciprocalOfNextToNothing: where p is so small that 1/p overflows, or
// is 0, a class that is not the target still gets the gradient 0.
func TestReciprocalOfNextToNothing(t *testing.T) {
	for _, score := range []float64{700, 712, 800} { // p is 1e-304, 1e-309 and 0
		p, err := Run(&Network{Input: Vector(0, score), Layers: []Layer{Softmax{}}, Loss: &Loss{Op: CrossEntropy, Target: Vector(0, 1)}})
		if err != nil {
			t.Fatal(err)
		}
		d, err := p.Derive(GradientPlace(1), 0)
		if err != nil || len(d.Terms) != 1 || d.Value != 0 || d.Terms[0].Value != 0 {
			t.Errorf("beside a score of %v: have %+v, %v, want one term of 0", score, d.Terms, err)
		}
	}
}

func TestDeriveErrors(t *testing.T) {
	p, err := Run(classicNetwork())
	if err != nil {
		t.Fatal(err)
	}
	forward := *classicNetwork()
	forward.Loss = nil
	bare, err := Run(&forward)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		pass   *Pass
		place  Place
		offset int
	}{
		{p, Place{}, 0}, {p, ActivationPlace(7), 0}, {p, ActivationPlace(-1), 0},
		{p, ActivationPlace(1), 16}, {p, ActivationPlace(1), -1}, {p, GradientPlace(7), 0},
		{p, ParameterPlace(1, "kernel"), 0}, {p, ParameterPlace(0, "weights"), 0}, {p, ParameterPlace(9, "kernel"), 0},
		{p, ValuePlace(0, "kernel/updated"), 0}, {p, LossPlace, 1}, {p, OwnPlace("kernel"), 0},
		{bare, GradientPlace(0), 0}, {bare, LossPlace, 0}, {bare, TargetPlace, 0},
		{bare, ParameterPlace(0, "kernel"), 0}, {bare, UpdatedPlace(0, "kernel"), 0},
	} {
		if d, err := test.pass.Derive(test.place, test.offset); err == nil {
			t.Errorf("place %q, element %d: no error, %+v", test.place, test.offset, d)
		}
	}
	if _, err := (Quantity{Sign: Sign{Letter: "Q"}, Tensor: Vector(1)}).Derive(0); err == nil {
		t.Error("a quantity without a pass is derived")
	}
	c, err := AsClassic(classicNetwork())
	if err != nil {
		t.Fatal(err)
	}
	if d, err := c.L.Derive(); err != nil || d.Value != c.L.Data[0] {
		t.Errorf("L: have %v, %v, want %v: one number needs no index", d.Value, err, c.L.Data[0])
	}
	for _, index := range [][]int{{1, 1}, {0, 1, 1}} {
		if d, err := c.Z.Derive(index...); err != nil || d.Value != c.Z.Tensor.At(1, 1) {
			t.Errorf("Z %v: have %v, %v", index, d.Value, err)
		}
	}
}
