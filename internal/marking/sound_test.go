package marking

import (
	"slices"
	"testing"

	"backprop/internal/cnn"
)

// TestRightAnswersAreRight writes right values with 2 to 6 decimals, with and
// without trailing zeros, all places or some: none is called anything but
// right.
func TestRightAnswersAreRight(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	for seed := range uint64(300) {
		g := newGenerator(seed)
		n := g.network()
		p := pass(t, n)
		values, err := Values(n)
		if err != nil {
			t.Fatal(err)
		}
		for decimals := 2; decimals <= 6; decimals++ {
			var some []cnn.Place
			for _, place := range p.Places() {
				if g.IntN(2) == 0 {
					some = append(some, place)
				}
			}
			for _, text := range []string{file(p.Places(), values, fixed(decimals)), file(some, values, short(decimals))} {
				for _, have := range marked(t, n, text).Places {
					if have.Verdict != Right || have.Right != have.Elements || have.First != nil || len(have.Mistakes) != 0 {
						t.Fatalf("seed %d, %d decimals, %s: have %+v\n%s", seed, decimals, have.Place, have, text)
					}
				}
			}
		}
	}
}

// TestRoundedWorkIsNotWrong works with every intermediate value rounded to 2
// to 6 decimals: nothing of it is wrong, given as a whole or one place alone.
func TestRoundedWorkIsNotWrong(t *testing.T) {
	count := uint64(120)
	if testing.Short() {
		count = 40
	}
	seen := map[Verdict]int{}
	for seed := range count {
		g := newGenerator(2*seed + 1)
		n := g.network()
		m, err := newModel(n)
		if err != nil {
			t.Fatal(err)
		}
		decimals := 2 + g.IntN(5)
		r := m.begin(course{rounded: rounding{decimals: decimals}}).all()
		values := r.values()
		places := m.pass.Places()
		one := places[g.IntN(len(places))]
		for _, text := range []string{file(places, values, fixed(decimals)), file([]cnn.Place{one}, values, fixed(decimals))} {
			for _, have := range marked(t, n, text).Places {
				seen[have.Verdict]++
				if have.Verdict != Right && have.Verdict != Rounded {
					t.Fatalf("seed %d, %d decimals, %s: have %+v\n%s", seed, decimals, have.Place, have, text)
				}
			}
		}
	}
	if seen[Rounded] < int(count)/3 || seen[Right] < int(count)/3 {
		t.Errorf("have %v: too few to tell", seen)
	}
}

// TestWorkAfterAMistakeIsCarried makes one mistake, keeps all digits and
// writes all places with four decimals: nothing is wrong but where the
// mistake's own rule stands.
func TestWorkAfterAMistakeIsCarried(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	seen := map[Verdict]int{}
	for seed := range uint64(40) {
		n := newGenerator(seed).network()
		p := pass(t, n)
		list, err := Applicable(n)
		if err != nil {
			t.Fatal(err)
		}
		for i, mistake := range list {
			if (uint64(i)+seed)%5 > 0 {
				continue
			}
			values, err := Values(n, mistake)
			if err != nil {
				t.Fatal(err)
			}
			touched, _ := mistake.Touches(n)
			text := file(p.Places(), values, fixed(4))
			for _, have := range marked(t, n, text).Places {
				seen[have.Verdict]++
				if (have.Verdict == Wrong || have.Verdict == Shape) && !slices.Contains(touched, have.Place) {
					t.Errorf("seed %d, %s, %s: have %s %v", seed, mistake.Name, have.Place, have.Verdict, have.Mistakes)
				}
			}
		}
	}
	if seen[Carried] < 300 || seen[Wrong] < 100 {
		t.Errorf("have %v: too few to tell", seen)
	}
}

// TestSinglePrecision gives values as programs with 32-bit numbers print them.
func TestSinglePrecision(t *testing.T) {
	n := workedExample(t)
	p := pass(t, n)
	values, _ := Values(n)
	for _, v := range values {
		for i := range v.Data {
			v.Data[i] = float64(float32(v.Data[i] * (1 + 3e-7)))
		}
	}
	for _, have := range marked(t, n, file(p.Places(), values, short(9))).Places {
		if have.Verdict != Right && have.Verdict != Rounded {
			t.Errorf("%s: have %s", have.Place, have.Verdict)
		}
	}
}
