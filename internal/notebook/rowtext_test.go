package notebook

import (
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"

	"backprop/internal/cnn"
)

// golden compares with a file in testdata that a person can read.
func golden(t *testing.T, name, have string) {
	t.Helper()
	goldie.New(t, goldie.WithFixtureDir("testdata")).Assert(t, name, []byte(have+"\n"))
}

// A row of cells that just fits stays in one piece; where one column is
// missing, the last cell goes below.
func TestRowJustFits(t *testing.T) {
	v := make([][]float64, 2)
	for i := range v {
		for j := range 12 {
			v[i] = append(v[i], float64(10+j))
		}
	}
	row := rowOf(t, Matrix("M", v))
	lines := strings.Split(row.Text(1000), "\n")
	width := 0
	for _, line := range lines {
		width = max(width, columns(line))
	}
	if have := strings.Split(row.Text(width), "\n"); len(have) != len(lines) {
		t.Errorf("in %d columns: have %d lines, want %d:\n%s", width, len(have), len(lines), strings.Join(have, "\n"))
	}
	if have := strings.Split(row.Text(width-1), "\n"); len(have) <= len(lines) {
		t.Errorf("in %d columns: have %d lines, want more", width-1, len(have))
	}
}

func TestRowText(t *testing.T) {
	c := smallNet(t)
	stack := &cnn.Tensor{Shape: cnn.Shape{2, 2, 2}, Data: []float64{1, -2, 3, 4, 0.5, 0, 1.25, -1}}
	wide := make([][]float64, 3)
	for i := range wide {
		for j := range 30 {
			wide[i] = append(wide[i], float64(10*i+j)/8)
		}
	}
	captioned := rowOf(t, c.P)
	captioned.Caption = "The pooled map $P$, with **one** dead window. The caption is longer than a line of the terminal is."
	cases := []struct {
		title string
		row   *Row
	}{
		{"gradient of the kernel", rowOf(t, c.X, `\star`, c.DZ, "=", c.DK)},
		{"forward", rowOf(t, c.X, `\star`, c.K, "+", c.B, "=", c.Z)},
		{"dense", rowOf(t, c.W, c.F, "+", c.C, "=", c.S)},
		{"vector across", rowOf(t, Show(c.F).AsRow(), "=", c.P)},
		{"marks", rowOf(t, Show(c.A).Mark("winner", [2]int{0, 0}, [2]int{1, 2}).Mark("closed", [2]int{3, 1}).Mark("tie", [2]int{2, 0}))},
		{"marks of a vector", rowOf(t, Vector("v", []float64{1, -0.25, 0}).Mark("wrong", [2]int{1, 0}).Mark("here", [2]int{2, 0}))},
		{"symbols", rowOf(t, Symbols("A", [][]string{{"a", "b"}, {`c_{0}`, "d"}}), `\to`, Symbols("f", [][]string{{"a"}, {"b"}}))},
		{"numbers", rowOf(t, 0.5, `\cdot`, 2, "=", c.L)},
		{"stack of maps", rowOf(t, Show(cnn.Quantity{Tensor: stack}).Named("T"))},
		{"long name", rowOf(t, Vector(`\partial L/\partial s \text{ (scores)}`, []float64{1, 2}))},
		{"wider than the terminal", rowOf(t, Matrix("M", wide), `\to`, 1)},
		{"caption", captioned},
	}
	var b strings.Builder
	for _, x := range cases {
		b.WriteString("── " + x.title + "\n" + x.row.Text(80) + "\n\n")
	}
	golden(t, "rows", b.String())
	for _, x := range cases {
		for i, line := range strings.Split(x.row.Text(80), "\n") {
			if columns(line) > 80 || strings.HasSuffix(line, " ") {
				t.Errorf("%s, line %d: %d columns, or a space at its end: %q", x.title, i+1, columns(line), line)
			}
		}
	}
}
