package notebook

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"backprop/internal/cnn"
)

func falling(n int) Curve {
	c := Curve{Name: "loss"}
	for i := range n {
		c.X = append(c.X, float64(i))
		c.Y = append(c.Y, 1/float64(i+1))
	}
	return c
}

func TestFigureText(t *testing.T) {
	long := falling(31)
	other := falling(3)
	other.Name = "other"
	tests := []struct {
		name string
		f    Figure
		want string
	}{
		{"one curve", Figure{Title: "T", Caption: "See $x$.", X: Axis{Label: "step"}, Y: Axis{Label: "loss"}, Curves: []Curve{falling(2)}},
			"Figure: T\nSee x.\n\nstep  loss\n────  ────\n   0   1\n   1   0.5"},
		{"two curves over the same places", Figure{Title: "T", X: Axis{Label: "step"}, Y: Axis{Label: "value"}, Curves: []Curve{falling(3), other}},
			"Figure: T\n\nvalue\nstep    loss   other\n────  ──────  ──────\n   0  1       1\n   1  0.5     0.5\n   2  0.3333  0.3333"},
		{"two curves over other places", Figure{Title: "T", Curves: []Curve{falling(1), falling(2)}},
			"Figure: T\n\nx  loss\n─  ────\n0     1\n\nx  loss\n─  ────\n0   1\n1   0.5"},
		{"long", Figure{Title: "T", Curves: []Curve{long}},
			"Figure: T\n\n x    loss\n──  ──────\n 0  1\n 2  0.3333\n 4  0.2\n 6  0.1429\n 8  0.1111\n10  0.0909\n12  0.0769\n14  0.0667\n16  0.0588\n18  0.0526\n20  0.0476\n22  0.0435\n24  0.04\n26  0.037\n28  0.0345\n30  0.0323\n(16 of the 31 points)"},
		{"small numbers", Figure{Title: "T", Curves: []Curve{{X: []float64{1e-5, 0}, Y: []float64{-1.25e-9, 0.5}}}},
			"Figure: T\n\n       x          y\n────────  ─────────\n1.0·10⁻⁵  −1.3·10⁻⁹\n0          0.5"},
		{"maps", Figure{Title: "T", Maps: []HeatMap{{Name: "K", Rows: [][]float64{{1, -0.5}}}, {Rows: [][]float64{{0}}, RowName: []string{"r"}, ColName: []string{"c"}}}},
			"Figure: T\n\nK\n   0     1\n─  ─  ────\n0  1  −0.5\n\n   c\n─  ─\nr  0"},
		{"bars", Figure{Title: "T", Bars: &Bars{Label: "ms", Series: []string{"one core", "two cores"}, Groups: []BarGroup{{"loops", []float64{84.25, 42}, nil}, {"links", []float64{120, 61.5}, nil}}}},
			"Figure: T\n\nms\n       one core  two cores\n─────  ────────  ─────────\nloops     84.25       42\nlinks    120          61.5"},
		{"bars of one series", Figure{Title: "T", Bars: &Bars{Label: "ms", Series: []string{""}, Groups: []BarGroup{{"loops", []float64{84.25}, nil}}}},
			"Figure: T\n\n          ms\n─────  ─────\nloops  84.25"},
		{"sparse", Figure{Title: "T", Maps: []HeatMap{{Name: "J", Rows: [][]float64{{0, 2}, {0, 0}}, Sparse: true}}},
			"Figure: T\n\nJ: 2×2, 1 cell not zero\n· ■\n· ·"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if err := check(&test.f); err != nil {
				t.Fatal(err)
			}
			if have := test.f.Text(80); have != test.want {
				t.Errorf("have\n%s\nwant\n%s", have, test.want)
			}
		})
	}
}

func TestFigureFits(t *testing.T) {
	wide := make([][]float64, 3)
	for r := range wide {
		for c := range 30 {
			wide[r] = append(wide[r], float64(c)/8)
		}
	}
	dense := Figure{Title: "T", Maps: []HeatMap{{Name: "wide", Rows: wide}}}
	sparse := Figure{Title: "T", Maps: []HeatMap{{Rows: wide, Sparse: true}}}
	for name, f := range map[string]Figure{"dense": dense, "sparse": sparse} {
		have := f.Text(40)
		for _, line := range strings.Split(have, "\n") {
			if columns(line) > 40 {
				t.Errorf("%s: a line of %d columns: %q", name, columns(line), line)
			}
		}
	}
	if have, want := dense.Text(40), "(3 of the 3 rows, 16 of the 30 columns)"; !strings.Contains(have, want) {
		t.Errorf("have\n%s\nwant in it %s", have, want)
	}
	huge := Figure{Title: "T", Maps: []HeatMap{{Rows: [][]float64{make([]float64, 41)}, Sparse: true}}}
	if have, want := huge.Text(40), "Figure: T\n\n1×41, 0 cells not zero\n(too large to draw here)"; have != want {
		t.Errorf("have %q, want %q", have, want)
	}
}

func TestThinned(t *testing.T) {
	tests := []struct {
		n, most int
		want    string
	}{
		{0, 5, "[]"}, {1, 5, "[0]"}, {5, 5, "[0 1 2 3 4]"}, {6, 5, "[0 1 2 3 5]"}, {100, 3, "[0 49 99]"}, {10, 1, "[0]"},
	}
	for _, test := range tests {
		if have := fmt.Sprint(thinned(test.n, test.most)); have != test.want {
			t.Errorf("%d of %d: have %s, want %s", test.most, test.n, have, test.want)
		}
	}
}

// The numbers of a figure are told as well as they are known: 1 is not what is
// next to it, and 0 not what float64 holds for 10⁻⁴⁰⁰.
func TestFigureTold(t *testing.T) {
	small := cnn.Written(1e-200).Times(cnn.Written(1e-200))
	beside := cnn.Written(1).Minus(cnn.Written(1e-20))
	m := MapOf("m", [][]cnn.Real{{cnn.Written(0.5), small}, {beside, cnn.Written(0.000345)}})
	g := GroupOf("g", small, beside)
	if MapOf("m", [][]cnn.Real{{cnn.Written(0.5)}}).Exact != nil || GroupOf("g", cnn.Written(0.5)).Exact != nil {
		t.Error("something is told beside a half")
	}
	for _, f := range []*Figure{{Title: "T", Maps: []HeatMap{m}}, {Title: "T", Bars: &Bars{Label: "ms", Series: []string{"a", "b"}, Groups: []BarGroup{g}}}} {
		if err := f.check(); err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{f.Text(80), fmt.Sprint(f.Tables()[0].Rows)} {
			for _, want := range []string{"1.0·10⁻⁴⁰⁰", "1 − 10⁻²⁰"} {
				if !strings.Contains(text, want) {
					t.Errorf("%s is not in\n%s", want, text)
				}
			}
		}
	}
}

func TestFigureErrors(t *testing.T) {
	curve := []Curve{{X: []float64{1}, Y: []float64{1}}}
	tests := []struct {
		name string
		f    Figure
		want string
	}{
		{"no title", Figure{Curves: curve}, "no title"},
		{"nothing", Figure{Title: "T"}, "either curves or maps"},
		{"both", Figure{Title: "T", Curves: curve, Maps: []HeatMap{{Rows: [][]float64{{1}}}}}, "either curves or maps"},
		{"bars too", Figure{Title: "T", Curves: curve, Bars: &Bars{Label: "ms", Series: []string{""}, Groups: []BarGroup{{"g", []float64{1}, nil}}}}, "either curves or maps or bars"},
		{"bars without a label", Figure{Title: "T", Bars: &Bars{Series: []string{""}, Groups: []BarGroup{{"g", []float64{1}, nil}}}}, "bars: no label"},
		{"no bars", Figure{Title: "T", Bars: &Bars{Label: "ms", Series: []string{""}}}, "at least one series and one group"},
		{"as many bars", Figure{Title: "T", Bars: &Bars{Label: "ms", Series: []string{"a", "b"}, Groups: []BarGroup{{"g", []float64{1}, nil}}}}, "group g has 1 values; expected 2"},
		{"a bar that is not finite", Figure{Title: "T", Bars: &Bars{Label: "ms", Series: []string{""}, Groups: []BarGroup{{"g", []float64{math.NaN()}, nil}}}}, "group g: found NaN"},
		{"lengths", Figure{Title: "T", Curves: []Curve{{Name: "c", X: []float64{1, 2}, Y: []float64{1}}}}, "curve c has 2 places and 1 values"},
		{"no points", Figure{Title: "T", Curves: []Curve{{}}}, "curve number 0 has 0 places"},
		{"not finite", Figure{Title: "T", Curves: []Curve{{X: []float64{1}, Y: []float64{math.NaN()}}}}, "value 0 is NaN"},
		{"not finite across", Figure{Title: "T", Curves: []Curve{{X: []float64{math.Inf(1)}, Y: []float64{1}}}}, "value 0 is +Inf"},
		{"logarithm", Figure{Title: "T", Y: Axis{Log: true}, Curves: []Curve{{X: []float64{1}, Y: []float64{0}}}}, "logarithmic"},
		{"logarithm across", Figure{Title: "T", X: Axis{Log: true}, Curves: []Curve{{X: []float64{-1}, Y: []float64{0}}}}, "logarithmic"},
		{"ticks", Figure{Title: "T", Y: Axis{Log: true, Ticks: []float64{0}}, Curves: curve}, "ticks: value 0 is 0"},
		{"no cells", Figure{Title: "T", Maps: []HeatMap{{Name: "m"}}}, "map m: no cells"},
		{"ragged", Figure{Title: "T", Maps: []HeatMap{{Rows: [][]float64{{1, 2}, {1}}}}}, "map number 0: row 1 has 1 cells, row 0 has 2"},
		{"cell", Figure{Title: "T", Maps: []HeatMap{{Rows: [][]float64{{1, math.Inf(-1)}}}}}, "cell [0,1] is -Inf"},
		{"told cells", Figure{Title: "T", Maps: []HeatMap{{Rows: [][]float64{{1}}, Exact: [][]string{{"", ""}}}}}, "says of 1 rows what their cells are; expected one for each of the 1×1 cells"},
		{"told bars", Figure{Title: "T", Bars: &Bars{Label: "ms", Series: []string{""}, Groups: []BarGroup{{"g", []float64{1}, []string{"", ""}}}}}, "group g says of 2 values what they are; expected 1"},
		{"row names", Figure{Title: "T", Maps: []HeatMap{{Rows: [][]float64{{1}}, RowName: []string{"a", "b"}}}}, "2 names for 1 rows"},
		{"column names", Figure{Title: "T", Maps: []HeatMap{{Rows: [][]float64{{1}}, ColName: []string{"a", "b"}}}}, "2 names for 1 columns"},
		{"caption", Figure{Title: "T", Caption: `$\x$`, Curves: curve}, "caption: "},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if err := check(&test.f); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("have %v, want %q in it", err, test.want)
			}
		})
	}
}
