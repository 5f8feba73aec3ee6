package notebook

import (
	"math"
	"math/big"
	"math/rand/v2"
	"strconv"
	"testing"
)

func TestNumbers(t *testing.T) {
	tenth, fifth := 0.1, 0.2
	cases := []struct {
		v           float64
		num, eq     string
		factor, six string
	}{
		{0, "0", "= 0", "0", "0"},
		{math.Copysign(0, -1), "0", "= 0", "0", "0"},
		{1e-17, "0", "= 0", "0", "0"},
		{-1e-17, "0", "= 0", "0", "0"},
		{-0.00001, "0", "≈ 0", "0", "−0.00001"},
		{0.00005, "0.0001", "≈ 0.0001", "0.0001", "0.00005"},
		{-0.00005, "−0.0001", "≈ −0.0001", "(−0.0001)", "−0.00005"},
		{0.00015, "0.0002", "≈ 0.0002", "0.0002", "0.00015"},
		{0.12345, "0.1235", "≈ 0.1235", "0.1235", "0.12345"},
		{0.1234499999, "0.1234", "≈ 0.1234", "0.1234", "0.12345"},
		{0.12344999999999999, "0.1235", "≈ 0.1235", "0.1235", "0.12345"},
		{tenth + fifth, "0.3", "= 0.3", "0.3", "0.3"},
		{0.5, "0.5", "= 0.5", "0.5", "0.5"},
		{-1.5, "−1.5", "= −1.5", "(−1.5)", "−1.5"},
		{100, "100", "= 100", "100", "100"},
		{2.0 / 3, "0.6667", "≈ 0.6667", "0.6667", "0.666667"},
		{-0.99996, "−1", "≈ −1", "(−1)", "−0.99996"},
		{123456.78905, "123456.7891", "≈ 123456.7891", "123456.7891", "123456.78905"},
		{1e5 + tenth + fifth, "100000.3", "= 100000.3", "100000.3", "100000.3"},
		{1e15, "1000000000000000", "= 1000000000000000", "1000000000000000", "1000000000000000"},
		{-1.2345678901234567e20, "−123456789012346000000", "= −123456789012346000000", "(−123456789012346000000)", "−123456789012346000000"},
		{math.NaN(), "NaN", "= NaN", "NaN", "NaN"},
		{math.Inf(1), "∞", "= ∞", "∞", "∞"},
		{math.Inf(-1), "−∞", "= −∞", "(−∞)", "−∞"},
	}
	for _, c := range cases {
		for _, f := range []struct{ name, have, want string }{
			{"Num", Num(c.v), c.num},
			{"Eq", Eq(c.v), c.eq},
			{"Factor", Factor(c.v), c.factor},
			{"Places 6", Places(c.v, 6), c.six},
		} {
			if f.have != f.want {
				t.Errorf("%s(%g)\nhave %s\nwant %s", f.name, c.v, f.have, f.want)
			}
		}
	}
	for _, v := range []float64{math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64} {
		for _, decimals := range []int{-1, 0, 4, 10, 11, 400} {
			if Places(v, decimals) == "" {
				t.Errorf("Places(%g, %d) is empty", v, decimals)
			}
		}
	}
}

func TestPower(t *testing.T) {
	cases := []struct {
		v    float64
		want string
	}{
		{0, "0"}, {1.23e-9, "1.2·10⁻⁹"}, {-4.56e-12, "−4.6·10⁻¹²"}, {1e-10, "1.0·10⁻¹⁰"},
		{0.5, "5.0·10⁻¹"}, {12, "1.2·10¹"}, {9.99e5, "1.0·10⁶"}, {math.NaN(), "NaN"}, {math.Inf(-1), "−∞"},
	}
	for _, c := range cases {
		if have := Power(c.v); have != c.want {
			t.Errorf("Power(%g)\nhave %s\nwant %s", c.v, have, c.want)
		}
	}
}

func TestGridNumbers(t *testing.T) {
	cases := []struct {
		values []float64
		want   []string
	}{
		{[]float64{1, -2, 3}, []string{"1", "−2", "3"}},
		{[]float64{0.5, 1, 0}, []string{"0.5", "1.0", "0"}},
		{[]float64{0.1234, -1.5, 1e-17}, []string{"0.1234", "−1.5000", "0"}},
		{[]float64{1.0 / 3, 0.25}, []string{"0.3333", "0.2500"}},
		{[]float64{0.00001, -0.00001, 2}, []string{"0.0000", "0.0000", "2.0000"}},
		{[]float64{math.NaN(), math.Inf(-1), 0.25}, []string{"NaN", "−∞", "0.25"}},
	}
	for _, c := range cases {
		g := Vector("v", c.values)
		for i, have := range g.numbers() {
			if have != c.want[i] {
				t.Errorf("%v, cell %d\nhave %s\nwant %s", c.values, i, have, c.want[i])
			}
		}
	}
}

// The short way of small numbers comes to what rational numbers come to.
func TestSmallNumbers(t *testing.T) {
	exact := func(v float64) *big.Rat {
		r, _ := new(big.Rat).SetString(strconv.FormatFloat(v, 'f', snapDecimals, 64))
		return r
	}
	random := rand.New(rand.NewPCG(1, 2))
	values := []float64{0, math.Copysign(0, -1), 99999.99999999999, -99999.99999999999, 0.00005, -0.00005, 1e-11, -6e-11, 12345.67895}
	for range 2000 {
		v := math.Ldexp(random.Float64()-0.5, random.IntN(18)-2)
		values = append(values, v, math.Round(v*1e4)/1e4, math.Round(v*2e4)/2e4)
	}
	for _, v := range values {
		n, ok := small(v)
		if !ok {
			t.Fatalf("%v is small", v)
		}
		scaled := new(big.Rat).Mul(exact(v), new(big.Rat).SetInt(powerOfTen(snapDecimals)))
		if !scaled.IsInt() || scaled.Num().Cmp(big.NewInt(n)) != 0 {
			t.Errorf("small(%v)\nhave %d\nwant %s", v, n, scaled)
		}
		for decimals := range snapDecimals + 1 {
			want := roundRat(exact(v), decimals)
			if have := units(v, decimals); have.Cmp(want) != 0 {
				t.Errorf("units(%v, %d)\nhave %s\nwant %s", v, decimals, have, want)
			}
			wantExact := new(big.Rat).SetFrac(want, powerOfTen(decimals)).Cmp(exact(v)) == 0
			if have := isExact(v, decimals); have != wantExact {
				t.Errorf("isExact(%v, %d)\nhave %t\nwant %t", v, decimals, have, wantExact)
			}
		}
	}
	for _, v := range []float64{1e5, -1e5, 1e300, math.Inf(1), math.NaN()} {
		if _, ok := small(v); ok {
			t.Errorf("%v is taken for small", v)
		}
	}
}
