package cnn

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

const bits = 200

// bigExp is e^x with far more digits than float64 has: the Taylor series of
// x/2^k, squared k times.
func bigExp(x float64) *big.Float {
	const halvings = 40
	r := new(big.Float).SetPrec(bits).SetFloat64(x)
	r.SetMantExp(r, -halvings)
	sum := new(big.Float).SetPrec(bits).SetInt64(1)
	term := new(big.Float).SetPrec(bits).SetInt64(1)
	for n := int64(1); n < 30; n++ {
		term.Mul(term, r)
		term.Quo(term, new(big.Float).SetInt64(n))
		sum.Add(sum, term)
	}
	for range halvings {
		sum.Mul(sum, sum)
	}
	return sum
}

// bigLog is ln y, by Newton's method on e^t = y: the correction
// 2(y − e^t)/(y + e^t) is off by its third power.
func bigLog(y *big.Float, near float64) *big.Float {
	power := bigExp(near)
	difference := new(big.Float).SetPrec(bits).Sub(y, power)
	difference.Quo(difference, power.Add(power, y))
	difference.Mul(difference, big.NewFloat(2))
	return difference.Add(difference, big.NewFloat(near))
}

// bigTanh is (p − 1)/(p + 1) with p = e^2z.
func bigTanh(z float64) *big.Float {
	p := bigExp(2 * z)
	one := big.NewFloat(1)
	top := new(big.Float).SetPrec(bits).Sub(p, one)
	return top.Quo(top, new(big.Float).SetPrec(bits).Add(p, one))
}

// units is how many units in the last place a number is off.
func units(have float64, want *big.Float) float64 {
	off := new(big.Float).SetPrec(bits).Sub(new(big.Float).SetFloat64(have), want)
	f, _ := off.Float64()
	near, _ := want.Float64()
	near = math.Abs(near)
	return math.Abs(f) / (math.Nextafter(near, math.Inf(1)) - near)
}

func TestElementaryFunctions(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	random := rand.New(rand.NewPCG(3, 4))
	worst := map[string]float64{}
	hold := func(name string, x, have float64, want *big.Float, most float64) {
		off := units(have, want)
		worst[name] = max(worst[name], off)
		if !(off < most) {
			t.Errorf("%s(%v) is %v, want %s: %.2f units off", name, x, have, want.Text('g', 20), off)
		}
	}
	for range 1000 {
		wide := (random.Float64() - 0.5) * 1400
		small := math.Ldexp(random.Float64()-0.5, -random.IntN(60))
		for _, x := range []float64{wide, wide / 50, wide / 700, small} {
			hold("exp", x, exp(x), bigExp(x), 1)
			if math.Abs(x) < 40 && x != 0 {
				hold("tanh", x, tanh(x), bigTanh(x), 3)
			}
			if x = math.Abs(x); x > 1e-30 {
				sum := new(big.Float).SetPrec(bits).SetFloat64(x)
				sum.Add(sum, big.NewFloat(1))
				hold("log1p", x, log1p(x), bigLog(sum, math.Log1p(x)), 1.5)
			}
		}
	}
	t.Logf("units off, at the most: %v", worst)
}

func TestElementaryEnds(t *testing.T) {
	inf, nan, tiny := math.Inf(1), math.NaN(), math.SmallestNonzeroFloat64
	for _, test := range []struct {
		name       string
		have, want float64
	}{
		{"exp(0)", exp(0), 1}, {"exp(−∞)", exp(-inf), 0}, {"exp(∞)", exp(inf), inf}, {"exp(nan)", exp(nan), nan},
		{"exp(710)", exp(710), inf}, {"exp(−746)", exp(-746), 0}, {"exp(−745)", exp(-745), tiny},
		{"exp(709.78)", exp(709.78), math.Exp(709.78)}, {"exp(tiny)", exp(tiny), 1},
		{"log1p(0)", log1p(0), 0}, {"log1p(tiny)", log1p(tiny), tiny}, {"log1p(∞)", log1p(inf), inf}, {"log1p(nan)", log1p(nan), nan},
		{"log1p(1)", log1p(1), math.Ln2}, {"log1p(largest)", log1p(math.MaxFloat64), math.Log(math.MaxFloat64)},
		{"tanh(0)", tanh(0), 0}, {"tanh(−0)", tanh(math.Copysign(0, -1)), math.Copysign(0, -1)}, {"tanh(tiny)", tanh(tiny), tiny},
		{"tanh(−∞)", tanh(-inf), -1}, {"tanh(∞)", tanh(inf), 1}, {"tanh(nan)", tanh(nan), nan}, {"tanh(30)", tanh(30), 1},
	} {
		off := math.Abs(test.have - test.want)
		same := test.have == test.want && math.Signbit(test.have) == math.Signbit(test.want) || math.IsNaN(test.have) && math.IsNaN(test.want)
		if !same && !(off <= 1e-15*math.Abs(test.want)) {
			t.Errorf("%s is %v, want %v", test.name, test.have, test.want)
		}
	}
}
