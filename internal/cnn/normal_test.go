package cnn

import (
	"math"
	"math/big"
	"math/rand/v2"
	"sync"
	"testing"
)

const referenceBits = 3000

// referencePhi is Φ(z) = ½ + (z − z³/(2·3) + z⁵/(2²·2!·5) − …)/√(2π), the series
// of e^(−t²/2) integrated term by term, with so many digits that what cancels
// does not matter. No other function of this package is computed so.
func referencePhi(z float64) *big.Float {
	number := func(v float64) *big.Float { return new(big.Float).SetPrec(referenceBits).SetFloat64(v) }
	square := number(z)
	square.Mul(square, square).Quo(square, number(-2))
	power, sum := number(z), number(0)
	for n := 0.0; ; n++ {
		term := number(0).Quo(power, number(2*n+1))
		sum.Add(sum, term)
		power.Mul(power, square).Quo(power, number(n+1))
		if n > z*z && (power.Sign() == 0 || power.MantExp(nil) < -referenceBits) {
			break
		}
	}
	return sum.Quo(sum, referenceRoot()).Add(sum, number(0.5))
}

// referenceRoot is √(2π), with π by the arithmetic and geometric mean (Brent and
// Salamin, 1976).
var referenceRoot = sync.OnceValue(func() *big.Float {
	number := func(v float64) *big.Float { return new(big.Float).SetPrec(referenceBits).SetFloat64(v) }
	a, b, t, power := number(1), number(0.5), number(0.25), 1.0
	b.Sqrt(b)
	for range 12 {
		mean := number(0).Add(a, b)
		mean.Quo(mean, number(2))
		b.Sqrt(b.Mul(b, a))
		d := number(0).Sub(a, mean)
		t.Sub(t, d.Mul(d, d).Mul(d, number(power)))
		a, power = mean, 2*power
	}
	pi := number(0).Add(a, b)
	pi.Mul(pi, pi).Quo(pi, t.Mul(t, number(4)))
	return pi.Sqrt(pi.Mul(pi, number(2)))
})

// referenceDensity is e^(−z²/2)/√(2π), with e^y as the series of y/2¹⁶ squared.
func referenceDensity(z float64) *big.Float {
	number := func(v float64) *big.Float { return new(big.Float).SetPrec(referenceBits).SetFloat64(v) }
	y := number(z)
	y.Mul(y, y).Quo(y, number(-1<<17))
	power, sum := number(1), number(0)
	for n := 1.0; power.Sign() != 0 && power.MantExp(nil) > -referenceBits; n++ {
		sum.Add(sum, power)
		power.Mul(power, y).Quo(power, number(n))
	}
	for range 16 {
		sum.Mul(sum, sum)
	}
	return sum.Quo(sum, referenceRoot())
}

// TestNormal holds Φ, φ and what GELU makes of them against many more digits.
func TestNormal(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 15))
	worst := map[string]float64{}
	hold := func(name string, z, have float64, want *big.Float, most float64) {
		off := units(have, want)
		worst[name] = max(worst[name], off)
		if !(off < most) {
			t.Errorf("%s(%v) is %v, want %s: %.2f units off", name, z, have, want.Text('g', 20), off)
		}
	}
	points := 600
	if testing.Short() {
		points = 90
	}
	for i := range points {
		z := (random.Float64() - 0.5) * 12
		switch i % 3 {
		case 1:
			z = (random.Float64() - 0.5) * 70
		case 2:
			z = math.Ldexp(random.Float64()-0.5, -random.IntN(60))
		}
		share, density := normal(z)
		phi := referencePhi(z)
		hold("Φ", z, share.float(), phi, 0.5001)
		bell := referenceDensity(z)
		hold("φ", z, density.float(), bell, 0.5001)

		y, links := []float64{0}, make([]Link, 1)
		GELU{}.Forward([]float64{z}, y, links)
		at := new(big.Float).SetPrec(referenceBits).SetFloat64(z)
		hold("GELU", z, y[0], new(big.Float).Mul(at, phi), 0.5001)
		hold("slope of GELU", z, links[0].Slope, new(big.Float).Add(phi, at.Mul(at, bell)), 0.5001)
	}
	t.Logf("units off, at the most: %v", worst)
}

// TestBigNormal: the functions of many bits are right to all of them, on both
// sides of where they change from one form to another.
func TestBigNormal(t *testing.T) {
	for _, z := range []float64{0, 1e-30, -1e-30, 0.7, -0.7, 3.25, -7.99, 7.99, -8, 8, -8.01, 12, -25, 37} {
		x := new(big.Float).SetFloat64(z)
		share, density := Real{near: newWide(newBig().SetFloat64(z), nil)}.normalForTest(t)
		for _, c := range []struct {
			name       string
			have, want *big.Float
			bits       int
		}{
			{"BigPhi", BigPhi(x, 250), referencePhi(z), 248},
			{"BigDensity", BigDensity(x, 250), referenceDensity(z), 248},
			{"Φ of the truth", share, referencePhi(z), 240},
			{"φ of the truth", density, referenceDensity(z), 240},
		} {
			gap := new(big.Float).SetPrec(referenceBits).Sub(c.have, c.want)
			if gap.Sign() != 0 && gap.MantExp(nil) > c.want.MantExp(nil)-c.bits {
				t.Errorf("%s(%v) is %s, want %s", c.name, z, c.have.Text('g', 80), c.want.Text('g', 80))
			}
		}
	}
}

// normalForTest is Φ and φ of the truth in one number each.
func (a Real) normalForTest(t *testing.T) (share, density *big.Float) {
	t.Helper()
	phi, ok := a.phi()
	d, known := a.density()
	if !ok || !known {
		t.Fatalf("Φ or φ of %v is not known", a.Float())
	}
	whole := func(r Real) *big.Float {
		sum := new(big.Float).SetPrec(referenceBits)
		for _, w := range []wide{r.near, r.rest} {
			if w.m != nil {
				sum.Add(sum, w.m)
			}
		}
		return sum
	}
	return whole(phi), whole(d)
}

func BenchmarkNormal(b *testing.B) {
	for i := range b.N {
		normal(float64(i%16)/2 - 4)
	}
}
