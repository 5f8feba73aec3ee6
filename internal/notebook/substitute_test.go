package notebook

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/witness"
)

// A calculator evaluates the text of a substitution as a reader would, with
// nothing but the digits that are printed. It shares no code with the
// notebook.
type calculator struct {
	t     testing.TB
	in    []rune
	float bool // an exp or a ln took part
}

func calculate(t testing.TB, text string) (value *big.Rat, float bool) {
	t.Helper()
	c := &calculator{t: t, in: []rune(strings.ReplaceAll(text, " ", ""))}
	v := c.sum()
	if len(c.in) > 0 {
		t.Fatalf("%q: cannot read %q", text, string(c.in))
	}
	return v, c.float
}

func (c *calculator) take(s string) bool {
	if strings.HasPrefix(string(c.in), s) {
		c.in = c.in[len([]rune(s)):]
		return true
	}
	return false
}

func (c *calculator) sum() *big.Rat {
	v := new(big.Rat)
	minus := c.take("−")
	for {
		x := c.product()
		if minus {
			x.Neg(x)
		}
		v.Add(v, x)
		if minus = c.take("−"); !minus && !c.take("+") {
			return v
		}
	}
}

func (c *calculator) product() *big.Rat {
	v := c.power()
	for {
		switch {
		case c.take("·"):
			v.Mul(v, c.power())
		case c.take("/"):
			v.Quo(v, c.power())
		default:
			return v
		}
	}
}

var superscripts = []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")

// power reads an atom with its superscript.
func (c *calculator) power() *big.Rat {
	v := c.atom()
	negative := c.take("⁻")
	exponent := -1
	for len(c.in) > 0 && slices.Contains(superscripts, c.in[0]) {
		exponent = 10*max(exponent, 0) + slices.Index(superscripts, c.in[0])
		c.in = c.in[1:]
	}
	if exponent < 0 {
		return v
	}
	out := big.NewRat(1, 1)
	for range exponent {
		out.Mul(out, v)
	}
	if negative {
		out.Inv(out)
	}
	return out
}

func (c *calculator) atom() *big.Rat {
	switch {
	case c.take("max("):
		v := c.sum()
		for c.take(",") {
			if x := c.sum(); x.Cmp(v) > 0 {
				v = x
			}
		}
		c.take(")")
		return v
	case c.take("ln"):
		return c.real(witness.Decimal.Ln, c.atom())
	case c.take("e^("):
		v := c.sum()
		c.take(")")
		return c.real(witness.Decimal.Exp, v)
	case c.take("e"):
		return c.real(witness.Decimal.Exp, big.NewRat(1, 1))
	case c.take("("):
		v := c.sum()
		c.take(")")
		return v
	}
	digits := ""
	for len(c.in) > 0 && (c.in[0] == '.' || '0' <= c.in[0] && c.in[0] <= '9') {
		digits += string(c.in[0])
		c.in = c.in[1:]
	}
	v, ok := new(big.Rat).SetString(digits)
	if !ok {
		c.t.Fatalf("cannot read a number before %q", string(c.in))
	}
	return v
}

func (c *calculator) real(f func(witness.Decimal) witness.Decimal, x *big.Rat) *big.Rat {
	c.float = true
	v, err := witness.Parse(x.FloatString(60))
	if err != nil {
		c.t.Fatal(err)
	}
	return f(v).Rat()
}

// lastPlace is where the last digit of a printed result stands: behind its
// four decimals, whose zeros are cut, or those before a power of ten.
func lastPlace(printed string) int {
	mantissa, exponent, power := strings.Cut(printed, "10⁻")
	_, behind, _ := strings.Cut(strings.TrimSuffix(mantissa, "·"), ".")
	if !power {
		return 4
	}
	n := 0
	for _, r := range exponent {
		n = 10*n + slices.Index(superscripts, r)
	}
	return len([]rune(behind)) + n
}

// checkComesOut holds an equation to the promise: what a reader computes from
// the digits of the substitution is the result, and "=" is said only where it
// is so.
func checkComesOut(t *testing.T, what string, e *Equation) bool {
	t.Helper()
	last := e.Steps[len(e.Steps)-1]
	result := termText(last.Terms[0])
	exact := fmt.Sprintf("%.10f", e.Value) == fmt.Sprintf("%.4f000000", e.Value)
	if last.Relation == "=" && !exact && math.Abs(e.Value) < 1e5 {
		t.Errorf("%s: %s is not exact\n%s", what, result, e.Text(80))
	}
	if len(e.Steps) < 3 || strings.Contains(e.Note, "too far apart") {
		return false
	}
	step := e.Steps[len(e.Steps)-2]
	var terms []string
	for _, term := range step.Terms {
		terms = append(terms, termText(term))
	}
	v, float := calculate(t, strings.Join(terms, " "))
	shown, _ := calculate(t, result)
	place := lastPlace(result)
	if have, want := v.FloatString(place), shown.FloatString(place); have != want && have != "-"+want && !strings.Contains(result, "·10¹") {
		t.Errorf("%s: the substitution comes to %s, the result is %s\n%s", what, have, result, e.Text(80))
	}
	difference, _ := new(big.Rat).Sub(v, shown).Float64()
	if last.Relation == "=" && (!float && difference != 0 || math.Abs(difference) > 1e-10) {
		t.Errorf("%s: = before the result, but the substitution is %v away from it\n%s", what, difference, e.Text(80))
	}
	f, _ := v.Float64()
	if step.Relation == "=" && math.Abs(f-e.Value) > 1e-8*max(1, math.Abs(f)) {
		t.Errorf("%s: = before the substitution, but it is %v and not %v\n%s", what, f, e.Value, e.Text(80))
	}
	return true
}

func everyElement(t *testing.T, p *cnn.Pass) (compared int) {
	t.Helper()
	for _, place := range p.Places() {
		q := quantityAt(t, p, place)
		for at := range q.Tensor.Data {
			index := q.Tensor.Shape.Index(at)
			for _, full := range []bool{false, true} {
				if checkComesOut(t, fmt.Sprintf("%s %v", place, index), deriveElement(t, q, full, index...)) {
					compared++
				}
			}
		}
	}
	return compared
}

func TestSubstitutionsComeOut(t *testing.T) {
	everyElement(t, smallNet(t).Pass)
	for name, n := range otherNets() {
		t.Run(name, func(t *testing.T) { everyElement(t, passOf(t, n)) })
	}
}

// Networks of random numbers: with few decimals, with many, and with ties at
// the fifth decimal.
func TestRandomSubstitutionsComeOut(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	r := rand.New(rand.NewPCG(1, 2))
	number := []func() float64{
		func() float64 { return float64(r.IntN(81)-40) / 20 },
		func() float64 { return r.NormFloat64() },
		func() float64 { return float64(r.IntN(2001)-1000) / 2000 * 0.1 },
		func() float64 { return math.Round(r.NormFloat64()*1e5) / 1e5 },
	}
	compared := 0
	for seed := range 24 {
		fill := func(shape ...int) *cnn.Tensor {
			out := cnn.NewTensor(shape...)
			for i := range out.Data {
				out.Data[i] = number[(seed+seed/4)%len(number)]()
			}
			return out
		}
		two := cnn.Steps{Down: 2, Across: 2}
		one := cnn.Steps{Down: 1, Across: 1}
		middle := []cnn.Layer{cnn.ReLU{}, cnn.Sigmoid{}, cnn.Tanh{}, cnn.LeakyReLU{Leak: 0.01}}[seed/2%4]
		var pool cnn.Layer = cnn.MaxPool{Window: cnn.Window{Size: two, Stride: one}}
		if seed%3 == 0 {
			pool = cnn.AvgPool{Window: cnn.Window{Size: two, Stride: two}}
		}
		layers := []cnn.Layer{cnn.Conv{Kernel: fill(1, 1, 2, 2), Bias: fill(1), Stride: one}, middle, pool, cnn.Flatten{Order: cnn.CHW}}
		shapes, err := (&cnn.Network{Input: fill(1, 4, 4), Layers: layers}).Shapes()
		if err != nil {
			t.Fatal(err)
		}
		layers = append(layers, cnn.Dense{Weights: fill(3, shapes[4][0]), Bias: fill(3)})
		loss := &cnn.Loss{Op: cnn.SquaredError, Target: fill(3)}
		if seed%2 == 0 {
			layers = append(layers, cnn.Softmax{})
			loss = &cnn.Loss{Op: cnn.CrossEntropy, Target: cnn.Vector(0.25, 0, 0.75)}
		}
		p := passOf(t, &cnn.Network{Input: fill(1, 4, 4), Layers: layers, Loss: loss, LearningRate: 0.05})
		compared += everyElement(t, p)
	}
	if compared < 2000 {
		t.Errorf("have %d substitutions, want at least 2000: the test tests too little", compared)
	}
}

// The classic case: three rounded products that do not add up at four
// decimals.
func TestMoreDecimals(t *testing.T) {
	element := func(letter string, v float64) cnn.Factor {
		return cnn.Factor{Kind: cnn.Element, Sign: cnn.Sign{Letter: letter}, Index: []int{0}, Element: v, Value: v}
	}
	log := func(v float64) cnn.Factor {
		return cnn.Factor{Kind: cnn.Logarithm, Sign: cnn.Sign{Letter: "p"}, Index: []int{0}, Element: v, Value: math.Log(v)}
	}
	minusOne := cnn.Factor{Kind: cnn.Constant, Element: -1, Value: -1}
	cases := []struct {
		title   string
		factors [][]cnn.Factor
		want    string
	}{
		{"exact", [][]cnn.Factor{{element("a", 0.5), element("b", -0.25)}}, "= 0.5·(−0.25) = −0.125"},
		{"exact factors, rounded result", [][]cnn.Factor{{element("a", 0.3333), element("b", 0.1)}}, "= 0.3333·0.1 ≈ 0.0333"},
		{"four decimals do", [][]cnn.Factor{{element("a", 1.0/3), element("b", 2)}, {element("a", 0.1)}}, "≈ 0.33333·2 + 0.1 ≈ 0.7667"},
		{"a large factor", [][]cnn.Factor{{element("a", 1.0/3), element("b", 1000)}}, "≈ 0.3333333·1000 ≈ 333.3333"},
		{"a tie", [][]cnn.Factor{{element("a", 0.2469), element("b", 0.5)}}, "= 0.2469·0.5 ≈ 0.1235"},
		{"five decimals are exact", [][]cnn.Factor{{element("a", 0.12345), element("b", 1000)}}, "= 0.12345·1000 = 123.45"},
		{"rounded, comes to an exact value", [][]cnn.Factor{{element("a", 1.0/3), element("b", 3)}}, "≈ 0.33333·3 ≈ 1"},
		{"ten decimals are too few", [][]cnn.Factor{{element("a", 1.0/3e8), element("b", 2e8)}}, "≈ (3.3333·10⁻⁹)·200000000 ≈ 0.6667"},
		{"signs", [][]cnn.Factor{{minusOne, element("a", 2), minusOne}, {minusOne, element("a", -3)}, {element("a", 1), minusOne}}, "= 2 − (−3) − 1 = 4"},
		{"a small factor is not 0", [][]cnn.Factor{{element("a", 1.0/3e8), element("b", 2e8)}, {element("a", 1.5e-16), element("b", 2)}}, "≈ (3.3333·10⁻⁹)·200000000 + (1.5·10⁻¹⁶)·2 ≈ 0.6667"},
		{"no digits suffice", [][]cnn.Factor{{element("a", 1.0/3), element("b", 1e12)}}, "≈ 333333333333.333"},
		{"a small logarithm", [][]cnn.Factor{{log(2.5e-12)}}, "= ln(2.5·10⁻¹²) ≈ −26.7147"},
	}
	for _, c := range cases {
		d := cnn.Derivation{Sign: cnn.Sign{Letter: "s"}, Rule: cnn.Sum}
		for _, factors := range c.factors {
			v := 1.0
			for _, f := range factors {
				v *= f.Value
			}
			d.Terms = append(d.Terms, cnn.Term{Factors: factors, Value: v})
			d.Value += v
		}
		e, err := newDerivation(d, false)
		if err != nil {
			t.Fatal(err)
		}
		if have, want := stepsText(e.Steps[:1]), "= a[0] − a[0] − a[0]"; c.title == "signs" && have != want {
			t.Errorf("%s, symbols\nhave %s\nwant %s", c.title, have, want)
		}
		if have := stepsText(e.Steps[1:]); have != c.want {
			t.Errorf("%s\nhave %s\nwant %s", c.title, have, c.want)
		}
	}
}

// A line comes to a result only where it is that number, computed in decimals
// or up to the last of many digits: next to it is not there.
func TestSubstitutionIs(t *testing.T) {
	half := form{digits: "0.5"}
	near := func(gap int) *big.Rat { return new(big.Rat).Add(big.NewRat(1, 2), tenToThe(gap)) }
	for _, test := range []struct {
		name string
		line substitution
		want bool
	}{
		{"the number", substitution{value: big.NewRat(1, 2), decimal: true}, true},
		{"decimals next to it", substitution{value: near(-45), decimal: true}, false},
		{"a function's last digits", substitution{value: near(-45)}, true},
		{"next to it", substitution{value: near(-30)}, false},
		{"no number", substitution{}, false},
	} {
		if have := test.line.is(half); have != test.want {
			t.Errorf("%s: have %v, want %v", test.name, have, test.want)
		}
		if test.line.is(form{digits: "∞"}) {
			t.Errorf("%s is ∞", test.name)
		}
	}
}
