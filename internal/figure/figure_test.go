package figure

import (
	"encoding/xml"
	"io"
	"maps"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/sebdah/goldie/v2"

	"backprop/internal/notebook"
)

func svgOf(t *testing.T, f *notebook.Figure) string {
	t.Helper()
	s, err := SVG(f)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestGolden(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(samples)) {
		t.Run(name, func(t *testing.T) {
			goldie.New(t, goldie.WithNameSuffix(".svg"), goldie.WithDiffEngine(goldie.ColoredDiff)).
				Assert(t, name, []byte(svgOf(t, samples[name])))
		})
	}
}

func TestErrors(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	curve := func(x, y []float64) *notebook.Figure {
		return &notebook.Figure{Title: "T", Curves: []notebook.Curve{{Name: "first", X: []float64{1}, Y: []float64{1}}, {Name: "loss", X: x, Y: y}}}
	}
	heat := func(m notebook.HeatMap) *notebook.Figure {
		m.Name = "K"
		return &notebook.Figure{Title: "T", Maps: []notebook.HeatMap{m}}
	}
	bars := func(series []string, groups ...notebook.BarGroup) *notebook.Figure {
		return &notebook.Figure{Title: "T", Bars: &notebook.Bars{Series: series, Groups: groups}}
	}
	group := func(values ...float64) notebook.BarGroup { return notebook.BarGroup{Name: "g", Values: values} }
	barsToo := curve([]float64{1}, []float64{1})
	barsToo.Bars = bars([]string{"s"}, group(1)).Bars
	log := func(f *notebook.Figure, x, y bool) *notebook.Figure {
		f.X.Log, f.Y.Log = x, y
		return f
	}
	ticks := curve([]float64{1}, []float64{1})
	ticks.Y.Ticks = []float64{0, nan}
	both := curve([]float64{1}, []float64{1})
	both.Maps = heat(notebook.HeatMap{}).Maps
	nameless := curve([]float64{1}, nil)
	nameless.Curves[1].Name = ""

	tests := []struct {
		name   string
		figure *notebook.Figure
		want   string
	}{
		{"nil", nil, "figure: found nil, expected a figure"},
		{"no title", &notebook.Figure{}, "figure: it has no title; give it one, for a screen reader says it"},
		{"empty", &notebook.Figure{Title: "T"}, `figure "T": it is empty; give it curves or maps or bars`},
		{"bars and curves", barsToo, `figure "T": it has bars and something else; make two figures of it`},
		{"no series", bars(nil, group()), `figure "T": found 0 series and 1 groups of bars, expected at least one of both`},
		{"no groups", bars([]string{"s"}), `figure "T": found 1 series and 0 groups of bars, expected at least one of both`},
		{"values", bars([]string{"s"}, group(1, 2)), `figure "T": group "g": found 2 values, expected 1, one for each series`},
		{"NaN bar", bars([]string{"s", "t"}, group(1, nan)), `figure "T": group "g": found NaN, expected a finite number`},
		{"huge bar", bars([]string{"s"}, notebook.BarGroup{Values: []float64{2e300}}), `figure "T": group 0: found 2e+300, expected at most ±1e+300`},
		{"both", both, `figure "T": it has curves and maps; make two figures of it`},
		{"lengths", curve([]float64{1, 2}, []float64{1}), `figure "T": curve "loss": found 2 values of X and 1 of Y, expected as many of both`},
		{"nameless", nameless, `figure "T": curve 1: found 1 values of X and 0 of Y, expected as many of both`},
		{"no points", curve(nil, nil), `figure "T": curve "loss": it has no points`},
		{"NaN", curve([]float64{1, 2}, []float64{1, nan}), `figure "T": curve "loss": value 1 of Y: found NaN, expected a finite number`},
		{"Inf", curve([]float64{inf, 2}, []float64{1, 2}), `figure "T": curve "loss": value 0 of X: found +Inf, expected a finite number`},
		{"log X", log(curve([]float64{0}, []float64{1}), true, false), `figure "T": curve "loss": value 0 of X: found 0 on a logarithmic axis, expected a positive number; leave the point out`},
		{"log Y", log(curve([]float64{1}, []float64{-2}), false, true), `figure "T": curve "loss": value 0 of Y: found -2 on a logarithmic axis, expected a positive number; leave the point out`},
		{"huge", curve([]float64{1}, []float64{-2e300}), `figure "T": curve "loss": value 0 of Y: found -2e+300, expected at most ±1e+300`},
		{"tiny", log(curve([]float64{1}, []float64{1e-301}), false, true), `figure "T": curve "loss": value 0 of Y: found 1e-301, expected at least 1e-300`},
		{"tick", ticks, `figure "T": tick 1 of axis Y: found NaN, expected a finite number`},
		{"no rows", heat(notebook.HeatMap{}), `figure "T": map "K": it has no cells`},
		{"no columns", heat(notebook.HeatMap{Rows: [][]float64{{}}}), `figure "T": map "K": it has no cells`},
		{"ragged", heat(notebook.HeatMap{Rows: [][]float64{{1, 2}, {3}}}), `figure "T": map "K": row 1: found 1 values, expected 2 as in row 0`},
		{"NaN cell", heat(notebook.HeatMap{Rows: [][]float64{{1, nan}}}), `figure "T": map "K": cell [0,1]: found NaN, expected a finite number`},
		{"row names", heat(notebook.HeatMap{Rows: [][]float64{{1}}, RowName: []string{"a", "b"}}), `figure "T": map "K": found 2 names of rows, expected 1 or none`},
		{"column names", heat(notebook.HeatMap{Rows: [][]float64{{1}}, ColName: []string{"a", "b"}}), `figure "T": map "K": found 2 names of columns, expected 1 or none`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, err := SVG(test.figure)
			if s != "" || err == nil || err.Error() != test.want {
				t.Errorf("have %v\nwant %s", err, test.want)
			}
		})
	}
}

var (
	paints   = regexp.MustCompile(`(?:fill|stroke|color|background)(?:="|:)([^";]*)`)
	variable = regexp.MustCompile(`^(none|var\(--[a-z0-9-]+,.+\)|color-mix\(in srgb,var\(--[a-z0-9-]+,.+\))$`)
)

func TestEveryColourIsAVariable(t *testing.T) {
	for name, f := range samples {
		svg := svgOf(t, f)
		found := paints.FindAllStringSubmatch(svg, -1)
		if len(found) < 5 {
			t.Errorf("%s: have %d colours, want more", name, len(found))
		}
		for _, m := range found {
			if !variable.MatchString(m[1]) {
				t.Errorf("%s: have colour %q, want a CSS variable", name, m[1])
			}
		}
	}
}

func TestWellFormed(t *testing.T) {
	for name, f := range samples {
		svg := svgOf(t, f)
		var titles []string
		ids := map[string]bool{}
		labelled := ""
		var box []string
		d := xml.NewDecoder(strings.NewReader(svg))
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			start, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			for _, a := range start.Attr {
				switch a.Name.Local {
				case "id":
					ids[a.Value] = true
				case "aria-labelledby":
					labelled = a.Value
				case "viewBox":
					box = strings.Fields(a.Value)
				case "width": // on a wide page; a narrower one overrules it
					have, _ := strconv.ParseFloat(a.Value, 64)
					if want, err := strconv.ParseFloat(box[2], 64); err != nil || have != want*Zoom {
						t.Errorf("%s: have width %s, want %v times the %s of the drawing", name, a.Value, Zoom, box[2])
					}
				case "style":
					t.Errorf("%s: have the style %s, want none: a page may forbid it", name, a.Value)
				case "height":
					t.Errorf("%s: have a height, want none", name)
				}
			}
			if start.Name.Local == "title" {
				var text string
				if err := d.DecodeElement(&text, &start); err != nil {
					t.Fatal(err)
				}
				titles = append(titles, text)
			}
		}
		if !ids[labelled] || len(ids) != 2 {
			t.Errorf("%s: have ids %v, want two, and among them %q", name, ids, labelled)
		}
		if want := []string{f.Title}; !slices.Equal(titles, want) {
			t.Errorf("%s: have titles %q, want %q", name, titles, want)
		}
		if !strings.HasPrefix(svg, "<svg ") {
			t.Errorf("%s: have a header before <svg>, want none", name)
		}
	}
}

// Runs beside each other must not disturb each other: the fonts are shared.
func TestEqualBytes(t *testing.T) {
	var wg sync.WaitGroup
	for name, f := range samples {
		want := svgOf(t, f)
		for range 4 {
			wg.Go(func() {
				if have, err := SVG(f); have != want || err != nil {
					t.Errorf("%s: two runs differ, or %v", name, err)
				}
			})
		}
	}
	wg.Wait()
}

func TestIDsFollowTheContent(t *testing.T) {
	id := regexp.MustCompile(`id="([^"]*)"`)
	seen := map[string]string{}
	other := *samples["loss"]
	other.Title += " again"
	for name, f := range map[string]*notebook.Figure{"loss": samples["loss"], "accuracy": samples["accuracy"], "retitled": &other} {
		for _, m := range id.FindAllStringSubmatch(svgOf(t, f), -1) {
			if before, ok := seen[m[1]]; ok {
				t.Errorf("id %s is in %s and in %s, want two", m[1], before, name)
			}
			seen[m[1]] = name
		}
	}
}

// Figures that nobody would draw are drawn or refused, and never panic.
func TestOddFigures(t *testing.T) {
	odd := []float64{0, 1, -1, 1e-300, 1e-310, 5e-324, 1e300, -1e300, 1e308, 1 + 1e-15, 1 - 1e-12, 0.1, 123456789, math.Pi, math.NaN(), math.Inf(-1)}
	random := rand.New(rand.NewPCG(1, 2))
	pick := func() []float64 {
		v := make([]float64, 1+random.IntN(3))
		for i := range v {
			v[i] = odd[random.IntN(len(odd)-2*random.IntN(2))]
		}
		return v
	}
	drawn := 0
	for range 3000 {
		f := &notebook.Figure{Title: "odd", X: notebook.Axis{Label: "x", Log: random.IntN(2) == 0}, Y: notebook.Axis{Log: random.IntN(2) == 0}}
		for range random.IntN(4) {
			x := pick()
			y := pick()
			for len(y) < len(x) {
				y = append(y, pick()...)
			}
			f.Curves = append(f.Curves, notebook.Curve{Name: strings.Repeat("long name ", random.IntN(9)), X: x, Y: y[:len(x)], Points: random.IntN(2) == 0})
		}
		if random.IntN(3) == 0 {
			f.Y.Ticks = pick()
		}
		if len(f.Curves) == 0 {
			x := pick()
			f.Maps = []notebook.HeatMap{{Rows: [][]float64{x, x}, Numbers: random.IntN(2) == 0}}
		}
		s, err := SVG(f)
		if err == nil {
			drawn++
		}
		if strings.Contains(s, "NaN") || strings.Contains(s, "Inf") {
			t.Fatalf("have NaN or Inf in the drawing of %+v", f)
		}
	}
	if drawn < 300 {
		t.Errorf("have %d figures drawn, want a good part of 3000", drawn)
	}
}

// The longest bar with its number is as wide as the figure, and the others are
// as long as their share of it. A bar of 0 has no length.
func TestBarLengths(t *testing.T) {
	tests := []struct {
		values []float64
		shares []float64
	}{
		{[]float64{2, 1, 0}, []float64{1, 0.5, 0}},
		{[]float64{1e300, 1e300}, []float64{1, 1}},
		{[]float64{5e-324, 0}, []float64{1, 0}},
		{[]float64{0, 0}, []float64{0, 0}},
	}
	bar := regexp.MustCompile(`<path d="M3 [^H]*H([^V]*)V[^"]*" fill=`)
	for _, test := range tests {
		f := &notebook.Figure{Title: "T", Bars: &notebook.Bars{Label: "l", Series: make([]string, len(test.values)),
			Groups: []notebook.BarGroup{{Name: "g", Values: test.values}}}}
		found := bar.FindAllStringSubmatch(svgOf(t, f), -1)
		var ends []float64
		for _, m := range found {
			x, err := strconv.ParseFloat(m[1], 64)
			if err != nil {
				t.Fatal(err)
			}
			ends = append(ends, x-margin)
		}
		i := 0
		for at, share := range test.shares {
			if share == 0 {
				continue
			}
			if i >= len(ends) || math.Abs(ends[i]-share*ends[0]) > 0.02 || ends[0] < Width/2 {
				t.Errorf("%v: bar %d: have the lengths %v, want shares %v of more than half the width", test.values, at, ends, test.shares)
				break
			}
			i++
		}
	}
}
