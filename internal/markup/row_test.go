package markup

import (
	"regexp"
	"testing"

	"backprop/internal/notebook"
)

// TestCalled: a matrix without a name of its own is called by what stands before it, and
// a lone number is no table to who listens.
func TestCalled(t *testing.T) {
	matrix := notebook.Matrix("", [][]float64{{1, 2}})
	for _, test := range []struct {
		items []any
		want  string // attribute
	}{
		{[]any{"X", "=", matrix}, ` aria-label="X"`},
		{[]any{`\partial L/\partial X`, "=", matrix}, ` aria-label="gradient of X"`},
		{[]any{"X", `\to`, matrix}, ""},
		{[]any{"X", "=", notebook.Matrix("Y", [][]float64{{1, 2}})}, ` aria-label="Y"`},
		{[]any{"-", notebook.Matrix("", [][]float64{{1}})}, ` role="presentation"`},
	} {
		html := HTML(rowOf(t, test.items...), braced)
		if have := regexp.MustCompile(` (aria-label|role)="[^"]*"`).FindString(html); have != test.want {
			t.Errorf("%v: have %s, want %s", test.items[:2], have, test.want)
		}
	}
}
