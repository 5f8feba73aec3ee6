package notebook

import (
	"math"
	"math/big"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"backprop/internal/witness"
)

// readForm reads a printed number back, and where its last digit stands. It
// shares no code with the notebook.
func readForm(t *testing.T, text string) (value *big.Rat, last int) {
	t.Helper()
	plain := strings.NewReplacer("−", "-", "·10", "e", "⁻", "-", "⁰", "0", "¹", "1", "²", "2", "³", "3",
		"⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9").Replace(text)
	if one, rest, ok := strings.Cut(text, " "); ok {
		sign, digits, _ := strings.Cut(rest, " ")
		if v, place := readForm(t, digits); sign == minus {
			value, last = v.Neg(v), place
		} else {
			value, last = v, place
		}
		whole, _ := new(big.Rat).SetString(strings.Replace(one, minus, "-", 1))
		return value.Add(value, whole), last
	}
	if strings.ContainsAny(text, "⁻⁰¹²³⁴⁵⁶⁷⁸⁹") && !strings.Contains(plain, "e") {
		plain = strings.Replace(plain, "10", "1e", 1) // 10⁻⁵
	}
	mantissa, exponent, _ := strings.Cut(plain, "e")
	_, behind, _ := strings.Cut(mantissa, ".")
	n, _ := strconv.Atoi(exponent)
	value, ok := new(big.Rat).SetString(plain)
	if !ok {
		t.Fatalf("%q cannot be read back (%q)", text, plain)
	}
	if exponent == "" && len(behind) < 4 {
		return value, 4 // its zeros are cut
	}
	return value, len(behind) - n
}

// checkForm holds a printed number to what is promised of it: = only before
// the number itself, a 0 and a 1 only for those, right digits, no −0, and no
// more columns than a line has room for.
func checkForm(t *testing.T, v float64, relation, text string) {
	t.Helper()
	truth, err := witness.Parse(strconv.FormatFloat(v, 'e', -1, 64))
	if err != nil {
		t.Fatal(err)
	}
	value, last := readForm(t, text)
	gap := new(big.Rat).Sub(value, truth.Rat())
	away, _ := gap.Abs(gap).Float64()
	size := max(1, math.Abs(v))
	// A float64 so near to a short decimal is taken for it, and rounds as it does.
	taken := 1.01e-13 * size
	if relation == "=" && away > taken {
		t.Errorf("%v: = %s is %v away from it", v, text, away)
	}
	if relation == "=" && value.Sign() == 0 && v != 0 {
		t.Errorf("%v is printed as 0", v)
	}
	if one := new(big.Rat).Abs(value); relation == "≈" && (one.Sign() == 0 || one.Cmp(big.NewRat(1, 1)) == 0) {
		t.Errorf("%v is printed as %s, which is near it and not the same", v, text)
	}
	half, _ := new(big.Rat).SetFrac(big.NewInt(1), big.NewInt(2)).Float64()
	if unit := half * math.Pow10(-last); !math.IsInf(unit, 0) && unit > 0 && away > unit*(1+1e-9)+taken && size < 1e11 {
		t.Errorf("%v: %s is %v away, more than half of its last digit", v, text, away)
	}
	if strings.HasPrefix(text, "−0") && value.Sign() == 0 || columns(text) > 24 {
		t.Errorf("%v is printed as %s", v, text)
	}
}

func TestForms(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 7))
	for range 20000 {
		v := math.Ldexp(r.Float64()-0.5, r.IntN(160)-100)
		switch r.IntN(6) {
		case 0:
			v = 1 - math.Abs(v)*1e-3
		case 1:
			v = math.Round(v*1e4) / 1e4
		case 2:
			v = float64(r.IntN(2000)-1000) * math.Pow10(-r.IntN(25))
		case 3:
			v = -1 + math.Ldexp(r.Float64(), -r.IntN(50))
		}
		relation, text, _ := strings.Cut(Eq(v), " ")
		checkForm(t, v, relation, text)
		if t.Failed() {
			return
		}
	}
}

func FuzzForm(f *testing.F) {
	for _, v := range []float64{0, 1, -1, 1e-11, 0.99996, 1 - 1e-12, 1234567890123457, -235385266837019986.4, 1.7e308, 5e-324, 127.96874999999977, 89.999999999991} {
		f.Add(v)
	}
	f.Fuzz(func(t *testing.T, v float64) {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return
		}
		relation, text, _ := strings.Cut(Eq(v), " ")
		checkForm(t, v, relation, text)
	})
}

// In an array as in a sentence: no cell is a 0 or a 1 that is none.
func TestCells(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 3000 {
		values := make([]float64, 1+r.IntN(6))
		small := math.Pow10(-r.IntN(20))
		for i := range values {
			values[i] = (r.Float64() - 0.5) * small * math.Pow10(-r.IntN(1+r.IntN(8)))
			if r.IntN(5) == 0 {
				values[i] = float64(r.IntN(3) - 1)
			}
		}
		g := Vector("v", values)
		power := tenToThe(g.Power())
		for i, cell := range g.numbers() {
			value, _ := readForm(t, cell)
			value.Mul(value, power)
			if value.Sign() == 0 && values[i] != 0 {
				t.Fatalf("%v: cell %d is printed as %s with 10^%d before all", values, i, cell, g.Power())
			}
			have, _ := value.Float64()
			if math.Abs(have) == 1 && math.Abs(values[i]) != 1 && math.Abs(math.Abs(values[i])-1) > 1e-13 || math.Abs(have-values[i]) > 6e-5*max(1, math.Abs(values[i])) {
				t.Fatalf("%v: cell %d is printed as %s", values, i, cell)
			}
		}
	}
}
