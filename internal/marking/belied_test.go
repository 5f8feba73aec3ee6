package marking

import (
	"fmt"
	"strings"
	"testing"

	"backprop/internal/cnn"
)

// TestRightArraysRuleOut: a mistake that would have changed an array which the
// reader has right is named only where no other gives the answer. An update with a
// plus is that of a wrong sign at p − y as well, but not beside a right gradient.
func TestRightArraysRuleOut(t *testing.T) {
	n := workedExample(t)
	p := pass(t, n)
	kernel := cnn.ParameterPlace(cnn.ConvLayer, "kernel")
	value, err := p.Quantity(cnn.ValuePlace(cnn.ConvLayer, "kernel"))
	if err != nil {
		t.Fatal(err)
	}
	gradient, err := p.Quantity(kernel)
	if err != nil {
		t.Fatal(err)
	}
	up := make([]float64, len(gradient.Data))
	for i, g := range gradient.Data {
		up[i] = value.Data[i] + n.LearningRate*g
	}
	text := func(place cnn.Place, data []float64) string {
		return fmt.Sprintf("%q: %s", place, write(gradient.Plain(), data, fixed(6)))
	}
	updated := cnn.UpdatedPlace(cnn.ConvLayer, "kernel")
	wrong := make([]float64, len(up))
	for i, g := range gradient.Data {
		wrong[i] = -g
	}
	for _, test := range []struct {
		name  string
		given []string
		want  string
	}{
		{"alone", []string{text(updated, up)}, "[[update-sign] [error-sign]]"},
		{"beside a right gradient", []string{text(kernel, gradient.Data), text(updated, up)}, "[[update-sign]]"},
		{"the gradient itself", []string{text(kernel, wrong)}, "[[error-sign]]"},
	} {
		r := marked(t, n, "{"+strings.Join(test.given, ",\n")+"}")
		if have := fmt.Sprint(r.Places[len(r.Places)-1].Mistakes); have != test.want {
			t.Errorf("%s: have %s, want %s", test.name, have, test.want)
		}
	}
}
