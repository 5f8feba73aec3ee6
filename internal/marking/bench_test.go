package marking

import (
	"strings"
	"testing"
)

// BenchmarkMark marks a student's file in which three steps go wrong, and one
// whose wrong numbers follow from no rule.
func BenchmarkMark(b *testing.B) {
	n := workedExample(b)
	p := pass(b, n)
	var slips []Mistake
	for _, name := range []string{"error-sign", "gate-forgotten", "bias-averaged"} {
		m, _ := Find(name)
		slips = append(slips, m)
	}
	values, err := Values(n, slips...)
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct{ name, text string }{
		{"three mistakes", file(p.Places(), values, fixed(4))},
		{"no rule", `{"parameters/0/kernel": [[0.1234, -0.4321], [0.2345, 0.6543]], "gradients/5": [0.1, 0.7, 0.9]}`},
	} {
		b.Run(c.name, func(b *testing.B) {
			a, err := ReadAnswers("a.json", strings.NewReader(c.text), p)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := Mark(n, a, 0); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
