package notebook

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
)

func sheetOf(t *testing.T, n *cnn.Network) (*Sheet, *cnn.Pass) {
	t.Helper()
	pass, err := cnn.Run(n)
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewSheet(pass)
	if err != nil {
		t.Fatal(err)
	}
	return s, pass
}

// elementAt is the element that a label names.
func elementAt(q cnn.Quantity, label []int) float64 {
	for at := range q.Data {
		if slices.Equal(q.Label(at), label) {
			return q.Data[at]
		}
	}
	return math.NaN()
}

// TestSheet: of every network each number that is shown is the pass's own at
// its place, rounded as it is shown, and what it comes from is on the sheet.
func TestSheet(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	files, err := filepath.Glob("../../testdata/networks/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no networks: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			example, err := ReadExample(file)
			if err != nil {
				t.Fatal(err)
			}
			s, pass := sheetOf(t, example.Network)
			for k, a := range s.Arrays {
				q, err := pass.Quantity(a.Place)
				if err != nil {
					t.Fatal(err)
				}
				shown := 0
				a.each(func(c *SheetCell) {
					shown++
					if want := elementAt(q, c.At); c.Value != want {
						t.Errorf("%s%v: have %v, want %v", a.Plain, c.At, c.Value, want)
					}
					checkShort(t, c.Text, c.Value)
					if !strings.HasPrefix(c.Line, a.Plain) || strings.Contains(c.Line, "\n") {
						t.Errorf("%s%v: have the line %q", a.Plain, c.At, c.Line)
					}
					for _, from := range c.From {
						if from.Array == k || from.Array >= len(s.Arrays) {
							t.Errorf("%s%v comes from array %d", a.Plain, c.At, from.Array)
						}
					}
				})
				if shown+a.Hidden != len(q.Tensor.Data) {
					t.Errorf("%s: %d shown and %d hidden of %d", a.Plain, shown, a.Hidden, len(q.Tensor.Data))
				}
			}
		})
	}
}

// checkShort holds a cell's text against its number: off by half a unit of the
// last digit at most, and 0 only for 0. A sum of decimals that is 1 may be the
// float64 next to it.
func checkShort(t *testing.T, text string, v float64) {
	t.Helper()
	plain := strings.ReplaceAll(strings.TrimPrefix(text, "≈"), minus, "-")
	have, err := strconv.ParseFloat(plain, 64)
	if err != nil {
		t.Errorf("%v is shown as %q", v, text)
		return
	}
	unit := 1.0
	if mantissa, exponent, ok := strings.Cut(plain, "e"); ok {
		n, _ := strconv.Atoi(exponent)
		unit, plain = math.Pow10(n), mantissa
	}
	if _, decimals, ok := strings.Cut(plain, "."); ok {
		unit = math.Pow10(-len(decimals))
	}
	if math.Abs(have-v) > unit*(0.5+1e-9) || (have == 0) != (v == 0) || (plain == "1" || plain == "-1") && text == plain && math.Abs(have-v) > 0x1p-52 {
		t.Errorf("%v is shown as %q", v, text)
	}
}

func TestShort(t *testing.T) {
	for _, tt := range []struct {
		v    float64
		want string
	}{
		{0, "0"}, {1, "1"}, {-0.5, "−0.5"}, {0.4017, ".402"}, {-0.43808, "−.438"}, {1.0839687, "1.08"}, {12.345, "12.3"},
		{123.4, "≈123"}, {-0.123, "−0.123"}, {0.99996, "≈1"}, {1.0001, "≈1"}, {2.4e-20, "2e−20"}, {-0.0004, "−4e−4"}, {12345, "1e4"}, {0.0005, ".001"},
	} {
		if have := short(known(tt.v, "")); have != tt.want {
			t.Errorf("%v: have %q, want %q", tt.v, have, tt.want)
		}
	}
}

// TestSheetOfOnePixel: a network of single numbers has a sheet, too.
func TestSheetOfOnePixel(t *testing.T) {
	n, err := format.ParseNetwork("one.json", []byte(`{"input": [[1]], "layers": [{"op": "conv", "kernel": [[-1]]}, {"op": "relu"},
		{"op": "maxpool", "size": 1}, {"op": "flatten"}, {"op": "dense", "weights": [[1]]}, {"op": "softmax"}],
		"loss": {"op": "cross_entropy", "target": [1]}}`))
	if err != nil {
		t.Fatal(err)
	}
	s, _ := sheetOf(t, n)
	if a := s.Arrays[3]; a.Plain != "Z" || a.Planes[0].Rows[0][0].Mark != "closed" {
		t.Errorf("have %s, %+v", a.Plain, a.Planes)
	}
}

// TestSheetOfTheBook: the gradient of the first weight comes from the three
// open winners, that of a score is p − y, and gates, winners and the dead
// window are marked.
func TestSheetOfTheBook(t *testing.T) {
	example, err := WorkedExample()
	if err != nil {
		t.Fatal(err)
	}
	s, pass := sheetOf(t, example.Network)
	array := func(plain string) *SheetArray {
		return &s.Arrays[slices.IndexFunc(s.Arrays, func(a SheetArray) bool { return a.Plain == plain })]
	}
	for _, tt := range []struct {
		array, mark string
		is          func(at []int) bool
	}{
		{"Z", "closed", func(at []int) bool { return elementAt(cnn.Quantity{Tensor: pass.Activations[1]}, at) <= 0 }},
		{"A", "winner", func(at []int) bool {
			return elementAt(cnn.Quantity{Tensor: pass.Gradients[2]}, at) != 0 && elementAt(cnn.Quantity{Tensor: pass.Activations[2]}, at) > 0
		}},
		{"P", "dead", func(at []int) bool { return elementAt(cnn.Quantity{Tensor: pass.Activations[3]}, at) == 0 }},
	} {
		marked := 0
		array(tt.array).each(func(c *SheetCell) {
			if (c.Mark == tt.mark) != tt.is(c.At) {
				t.Errorf("%s%v has the mark %q", tt.array, c.At, c.Mark)
			}
			if c.Mark == tt.mark {
				marked++
			}
		})
		if marked == 0 {
			t.Errorf("nothing of %s is marked %q", tt.array, tt.mark)
		}
	}
	array("∂L/∂s").each(func(c *SheetCell) {
		if !strings.Contains(c.Line, "p[") || !strings.Contains(c.Line, "− y[") || len(c.From) != 2 {
			t.Errorf("a score's gradient is %q, from %v", c.Line, c.From)
		}
	})
	array("∂L/∂K").each(func(c *SheetCell) {
		if len(c.From) != 6 {
			t.Errorf("∂L/∂K%v comes from %v, want three products", c.At, c.From)
		}
	})
}

// TestSheetBeyondFloat: a sheet of scores far apart has no 0 that is none.
func TestSheetBeyondFloat(t *testing.T) {
	for _, test := range []struct{ gap, want, line string }{
		{"1000", "5e−435", "p[1] = e^(x[1])/(e^(x[0]) + e^(x[1])) = e⁰/(e¹⁰⁰⁰ + e⁰) ≈ 5.08·10⁻⁴³⁵"},
		{"1000000", "3e−434295", "p[1] = e^(x[1])/(e^(x[0]) + e^(x[1])) ≈ 3.3·10⁻⁴³⁴²⁹⁵"},
		{"1e12", "10^(−4.34·10¹¹)", "p[1] = e^(x[1])/(e^(x[0]) + e^(x[1])) ≈ 10^(−4.34·10¹¹)"},
		{"1e300", "10^(−4.34·10²⁹⁹)", "p[1] = e^(x[1])/(e^(x[0]) + e^(x[1])) ≈ 10^(−4.34·10²⁹⁹)"},
	} {
		n, err := format.ReadNetwork("n.json", strings.NewReader(
			`{"input": [`+test.gap+`, 0], "layers": [{"op": "softmax"}], "loss": {"op": "cross_entropy", "target": [0, 1]}}`))
		if err != nil {
			t.Fatal(err)
		}
		s, _ := sheetOf(t, n)
		for _, a := range s.Arrays {
			a.each(func(c *SheetCell) {
				if math.IsNaN(c.Size) || c.Size < 0 || c.Size > 1 {
					t.Errorf("gap %s: %s%v has the size %v", test.gap, a.Plain, c.At, c.Size)
				}
				if a.Place == cnn.ActivationPlace(1) && c.At[0] == 1 && (c.Text != test.want || c.Line != test.line) {
					t.Errorf("gap %s: have %s and %s, want %s and %s", test.gap, c.Text, c.Line, test.want, test.line)
				}
			})
		}
	}
	if have := sizeBeside(math.Inf(-1), math.Inf(1)); have != 1 {
		t.Errorf("the size of −∞ beside ∞: have %v, want 1", have)
	}
}

// TestExplained: a quick sheet, explained array by array, is the whole sheet.
func TestExplained(t *testing.T) {
	for _, name := range []string{"worked-example", "skip-connection", "batch-normalization", "overlap-and-ties"} {
		example, err := ReadExample("../../testdata/networks/" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		pass, err := cnn.Run(example.Network)
		if err != nil {
			t.Fatal(err)
		}
		whole, err := NewSheet(pass)
		if err != nil {
			t.Fatal(err)
		}
		quick, err := QuickSheet(pass)
		if err != nil {
			t.Fatal(err)
		}
		for k := range whole.Arrays {
			cells, err := quick.Explained(pass, k)
			if err != nil {
				t.Fatal(err)
			}
			at := 0
			whole.Arrays[k].each(func(want *SheetCell) {
				if have := cells[at]; have.Line != want.Line || fmt.Sprint(have.From) != fmt.Sprint(want.From) || have.Mark != want.Mark {
					t.Errorf("%s, %s: have %+v, want %+v", name, whole.Arrays[k].Place, have, want)
				}
				at++
			})
		}
	}
}

// TestSheetTooClose: where float64 decides a gate, the line of the cell says so, on
// the way forward and on the way back.
func TestSheetTooClose(t *testing.T) {
	example, err := ReadExample("../../testdata/extreme/classic-gate-below-float.json")
	if err != nil {
		t.Fatal(err)
	}
	s, pass := sheetOf(t, example.Network)
	for _, place := range []cnn.Place{cnn.ActivationPlace(2), cnn.GradientPlace(1)} {
		array := slices.IndexFunc(s.Arrays, func(a SheetArray) bool { return a.Place == place })
		cells, err := s.Explained(pass, array)
		if err != nil {
			t.Fatal(err)
		}
		for at, c := range cells {
			have, want := strings.Contains(c.Line, "for float64 to tell"), at == 10
			if have != want {
				t.Errorf("%v, cell %d: %q; says that it is too close: %v, want %v", place, at, c.Line, have, want)
			}
		}
	}
}
