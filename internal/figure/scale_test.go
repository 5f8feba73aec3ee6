package figure

import (
	"math"
	"strings"
	"testing"

	"backprop/internal/notebook"
)

func TestScale(t *testing.T) {
	tests := []struct {
		name   string
		axis   notebook.Axis
		lo, hi float64
		wide   bool
		want   string // labels
		wantLo float64
		wantHi float64
	}{
		{"tight", notebook.Axis{}, 0, 59, false, "0 20 40", 0, 59},
		{"wide from zero", notebook.Axis{}, 0.08, 1.1, true, "0 0.25 0.50 0.75 1.00 1.25", 0, 1.25},
		{"wide far from zero", notebook.Axis{}, 0.9, 1.0, true, "0.900 0.925 0.950 0.975 1.000", 0.9, 1},
		{"both signs", notebook.Axis{}, -1, 1, true, "−1.0 −0.5 0 0.5 1.0", -1, 1},
		{"wide, zero not far", notebook.Axis{}, 0.25, 1, true, "0 0.25 0.50 0.75 1.00", 0, 1},
		{"one value but for its last bit", notebook.Axis{}, 3, 3.0000000000000004, false, "2 3 4", 1.5, 4.5},
		{"one value", notebook.Axis{}, 3, 3, false, "2 3 4", 1.5, 4.5},
		{"only zero", notebook.Axis{}, 0, 0, true, "−1.0 −0.5 0 0.5 1.0", -1, 1},
		{"small", notebook.Axis{}, 0, 4e-7, false, "0 10⁻⁷ 2·10⁻⁷ 3·10⁻⁷ 4·10⁻⁷", 0, 4e-7},
		{"large", notebook.Axis{}, 1e7, 1.4e7, false, "10⁷ 1.1·10⁷ 1.2·10⁷ 1.3·10⁷ 1.4·10⁷", 1e7, 1.4e7},
		{"close together", notebook.Axis{}, 0.693147, 0.693151, false, "0.693147 0.693148 0.693149 0.693150 0.693151", 0.693147, 0.693151},
		{"rounding at the end", notebook.Axis{}, 0.1, 0.30000000000000004, false, "0.10 0.15 0.20 0.25 0.30", 0.1, 0.30000000000000004},
		{"given", notebook.Axis{Ticks: []float64{0, 0.25, 0.5, 1}}, 0.3, 0.9, true, "0 0.25 0.50 1.00", 0, 1},
		{"decades", notebook.Axis{Log: true}, 1e-15, 1e-1, false, "10⁻¹⁵ 10⁻¹² 10⁻⁹ 10⁻⁶ 10⁻³", 1e-15, 1e-1},
		{"wide decades", notebook.Axis{Log: true}, 0.02, 30, true, "10⁻² 10⁻¹ 1 10 10²", 0.01, 100},
		{"a decade and a half", notebook.Axis{Log: true}, 0.03, 0.9, true, "10⁻² 10⁻¹ 1", 0.01, 1},
		{"many decades", notebook.Axis{Log: true}, 1e-11, 10, true, "10⁻⁹ 10⁻⁶ 10⁻³ 1", 1e-11, 10},
		{"below a decade", notebook.Axis{Log: true}, 0.21, 0.9, true, "0.2 0.5 1", 0.2, 1},
		{"one log value", notebook.Axis{Log: true}, 3, 3, true, "1 2 5 10", 1, 10},
		{"given log", notebook.Axis{Log: true, Ticks: []float64{0.01, 0.03, 1}}, 0.01, 1, false, "10⁻² 0.03 1", 0.01, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newScale(test.axis, test.lo, test.hi, test.wide)
			var labels []string
			for _, tick := range s.ticks {
				labels = append(labels, tick.Label)
			}
			if have := strings.Join(labels, " "); have != test.want {
				t.Errorf("have %s\nwant %s", have, test.want)
			}
			if size := test.wantHi - test.wantLo; math.Abs(s.lo-test.wantLo) > 1e-12*size || math.Abs(s.hi-test.wantHi) > 1e-12*size {
				t.Errorf("have range %v to %v, want %v to %v", s.lo, s.hi, test.wantLo, test.wantHi)
			}
		})
	}
}

func TestTimesPowerOfTen(t *testing.T) {
	for _, test := range []struct {
		m    float64
		e    int
		want float64
	}{{3, -1, 0.3}, {7, -2, 0.07}, {2.5, 3, 2500}, {0, -5, 0}, {1, -308, 1e-308}} {
		if have := timesPowerOfTen(test.m, test.e); have != test.want {
			t.Errorf("%v·10^%d: have %v, want %v", test.m, test.e, have, test.want)
		}
	}
}

func TestShort(t *testing.T) {
	tests := []struct {
		v    float64
		want string
	}{
		{0, "0"}, {1, "1"}, {-0.25, "−0.25"}, {0.98765, "0.988"}, {12.345, "12.3"}, {1234.5, "1234"},
		{0.000123, "0.000123"}, {0.0000123, "1.23·10⁻⁵"}, {1.23456e-5, "1.23·10⁻⁵"}, {1e6, "10⁶"}, {999999, "999999"}, {1e-4, "0.0001"}, {1000, "1000"}, {1e-9, "10⁻⁹"}, {-1e7, "−10⁷"}, {2.5e12, "2.5·10¹²"}, {1e-300, "10⁻³⁰⁰"},
	}
	for _, test := range tests {
		if have := short(test.v); have != test.want {
			t.Errorf("short(%v): have %s, want %s", test.v, have, test.want)
		}
	}
}

// Labels stand at each cell, at each second, fourth, fifth …, as soon as there
// is room.
func TestEvery(t *testing.T) {
	for label := 1.0; label <= 60; label++ {
		want := 100
		for _, n := range []int{50, 25, 20, 16, 10, 8, 5, 4, 2, 1} {
			if float64(n) >= label {
				want = n
			}
		}
		if have := every(label, 1); have != want {
			t.Errorf("a label of %v cells: have every %d, want %d", label, have, want)
		}
	}
}
