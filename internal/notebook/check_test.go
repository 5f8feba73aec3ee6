package notebook

import (
	"math"
	"strings"
	"testing"

	"backprop/internal/cnn"
)

func TestCheck(t *testing.T) {
	m := [][]float64{{1, 2}, {3, 4}}
	tests := []struct {
		name       string
		have, want any
		text       string
	}{
		{"equal", m, m, "✓ what: 4 numbers, largest difference 0 to twelve decimals"},
		{"one number", 1.5, 1.5, "✓ what: 1 number, largest difference 0 to twelve decimals"},
		{"last bits", 1.0, 1 + 4e-13, "✓ what: 1 number, largest difference 0 to twelve decimals"},
		{"next to zero", 0.0, 4e-13, "✓ what: 1 number, largest difference 0 to twelve decimals"},
		{"more of a large number", 1e6, 1e6 + 5e-7, "✓ what: 1 number, largest difference below 10⁻⁶"},
		{"the largest of several", []float64{1e6, 1}, []float64{1e6 + 5e-7, 1}, "✓ what: 2 numbers, largest difference below 10⁻⁶"},
		{"at a power of ten", 1e14, 1e14 + 100, "✓ what: 1 number, largest difference below 10³"},
		{"left of large ones", []float64{3e-5, 1e14}, []float64{0, 1e14}, "✓ what: 2 numbers, largest difference below 10⁻⁴"},
		{"just above", 2.0, 2 + 1e-12, "✓ what: 1 number, largest difference below 10⁻¹¹"},
		{"map of one channel", cnn.Map(m), m, "✓ what: 4 numbers, largest difference 0 to twelve decimals"},
		{"kernel", cnn.Filter(m), [][][][]float64{{m}}, "✓ what: 4 numbers, largest difference 0 to twelve decimals"},
		{"maps", [][][]float64{m, m}, &cnn.Tensor{Shape: cnn.Shape{2, 2, 2}, Data: []float64{1, 2, 3, 4, 1, 2, 3, 4}}, "✓ what: 8 numbers, largest difference 0 to twelve decimals"},
		{"vector", []float64{1, 2}, cnn.Quantity{Tensor: cnn.Vector(1, 2)}, "✓ what: 2 numbers, largest difference 0 to twelve decimals"},
		{"bias as a number", 0.5, cnn.Quantity{Tensor: cnn.Vector(0.5)}, "✓ what: 1 number, largest difference 0 to twelve decimals"},
		{"infinities", math.Inf(1), math.Inf(1), "✓ what: 1 number, largest difference 0 to twelve decimals"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c, err := newCheck("what", test.have, test.want)
			if err != nil {
				t.Fatal(err)
			}
			if have := c.Text(80); have != test.text {
				t.Errorf("have %q, want %q", have, test.text)
			}
		})
	}
}

// TestCheckOfSums: terms of 10¹⁰⁰ that cancel leave 10⁸⁴, and no more.
func TestCheckOfSums(t *testing.T) {
	want, sizes := []float64{0, 3}, []float64{1e100, 4}
	for _, test := range []struct {
		have []float64
		text string // "" where it agrees
	}{
		{[]float64{9e84, 3}, ""},
		{[]float64{2e85, 3}, "element [0] is 2e+85"},
		{[]float64{0, 3 + 1e-11}, "element [1]"},
	} {
		_, err := newCheck("what", test.have, want, sizes)
		if (err == nil) != (test.text == "") || err != nil && !strings.Contains(err.Error(), test.text) {
			t.Errorf("%v: have %v, want %q", test.have, err, test.text)
		}
	}
	if _, err := newCheck("what", want, want, sizes[:1]); err == nil || !strings.Contains(err.Error(), "the sizes are of 1 numbers, expected 2") {
		t.Errorf("a size is missing: have %v", err)
	}
}

func TestCheckFails(t *testing.T) {
	m := [][]float64{{1, 2}, {3, 4}}
	tests := []struct {
		name       string
		have, want any
		text       string
	}{
		{"apart", m, [][]float64{{1, 2}, {3.5, 4}}, "element [1 0] is 3, expected 3.5: 0.5 apart"},
		{"a little apart", 1.0, 1 + 3e-12, "the number is 1, expected 1.000000000003"},
		{"smaller than one", 0.0, 1.1e-12, "apart"},
		{"more than large ones leave", []float64{0.2, 1e14}, []float64{0, 1e14}, "element [0] is 0.2, expected 0: 0.2 apart"},
		{"tolerance is of what is expected", 2 + 2.5e-12, 2.0, "apart"},
		{"not a number", math.NaN(), math.NaN(), "the number is NaN"},
		{"infinite", math.Inf(1), 1.0, "expected 1"},
		{"shapes", m, []float64{1, 2, 3, 4}, "shapes [2×2] and [4] do not fit"},
		{"transposed", [][]float64{{1, 2, 3}}, [][]float64{{1}, {2}, {3}}, "shapes [1×3] and [3×1] do not fit"},
		{"one and many", 1.0, m, "shapes one number and [2×2] do not fit"},
		{"ragged", [][]float64{{1, 2}, {3}}, m, "what is compared: part 1 has shape [1], part 0 has [2]"},
		{"wrong type", m, "4", "what it is compared with: a string; expected"},
		{"nil", (*cnn.Tensor)(nil), m, "a tensor that is nil"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c, err := newCheck("what", test.have, test.want)
			if err == nil || !strings.Contains(err.Error(), test.text) || !strings.HasPrefix(err.Error(), `check "what": `) {
				t.Errorf("have %v, want %q in it", err, test.text)
			}
			if c.OK || c.Text(80) != "✗ what: does not agree" {
				t.Errorf("have %v, %q, want one that failed", c.OK, c.Text(80))
			}
		})
	}
}
