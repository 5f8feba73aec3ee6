package notebook

import (
	"strings"
	"testing"
)

func TestWhy(t *testing.T) {
	x := Why("Why?", []Reason{{"It is red.", "looked at the colour"}, {"It is\nround.", ""}}, "", "Round things roll.")
	if err := x.check(); err != nil {
		t.Fatal(err)
	}
	text := x.Text(80)
	for _, want := range []string{"1. It is red.", "2. It is round.", "Answer: reason = 2", "If you have 1, you probably looked at the colour.", "Solution: Round"} {
		if !strings.Contains(text, want) {
			t.Errorf("want %q in\n%s", want, text)
		}
	}
	for name, reasons := range map[string][]Reason{
		"one":       {{"It is round.", ""}},
		"two right": {{"It is round.", ""}, {"It rolls.", ""}},
		"no right":  {{"It is red.", "looked"}, {"It is blue.", "looked"}},
	} {
		x := Why("Why?", reasons, "", "")
		if x.check() == nil {
			t.Errorf("%s: want an error", name)
		}
	}
}
