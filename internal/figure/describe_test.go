package figure

import (
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// TestDescribeNumbers: a 0 or a 1 that float64 alone takes for one is not called so.
func TestDescribeNumbers(t *testing.T) {
	tiny := cnn.Written(1e-300).Times(cnn.Written(1e-300))
	curve := func(values ...cnn.Real) *notebook.Figure {
		c := notebook.Curve{Name: "loss"}
		for i, v := range values {
			c.Add(float64(i), v)
		}
		return &notebook.Figure{Curves: []notebook.Curve{c}}
	}
	zero, one := cnn.Written(0), cnn.Written(1)
	for _, test := range []struct {
		name   string
		figure *notebook.Figure
		want   string
	}{
		{"0", curve(zero, zero), "A plot of values over positions: loss, 2 values of 0, the first 0 and the last 0, positions from 0 to 1."},
		{"below float64", curve(tiny, tiny), "A plot of values over positions: loss, 2 values of almost 0, the first almost 0 and the last almost 0, positions from 0 to 1."},
		{"both", curve(zero, tiny, one), "A plot of values over positions: loss, 3 values from almost 0 to 1, the first 0 and the last 1, positions from 0 to 2."},
		{"next to 1", curve(one.Minus(tiny), cnn.Written(2)), "A plot of values over positions: loss, 2 values from almost 1 to 2, the first almost 1 and the last 2, positions from 0 to 1."},
		{"three digits", curve(cnn.Written(0.99996), cnn.Written(2)), "A plot of values over positions: loss, 2 values from almost 1 to 2, the first almost 1 and the last 2, positions from 0 to 1."},
		{"bars", &notebook.Figure{Bars: &notebook.Bars{Label: "p", Series: []string{""}, Groups: []notebook.BarGroup{notebook.GroupOf("g", tiny)}}}, "Bars of p. g: almost 0."},
		{"map", &notebook.Figure{Maps: []notebook.HeatMap{notebook.MapOf("m", [][]cnn.Real{{tiny, zero}})}}, "Numbers as tinted cells: m, 1 row by 2 columns, values of almost 0."},
	} {
		if have := describe(test.figure); have != test.want {
			t.Errorf("%s: have %q, want %q", test.name, have, test.want)
		}
	}
}
