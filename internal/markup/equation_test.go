package markup

import (
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

func TestDerivations(t *testing.T) {
	c := smallNet(t)
	var b strings.Builder
	for _, x := range []struct {
		title string
		q     cnn.Quantity
		full  bool
		index []int
	}{
		{"given", c.X, false, []int{0, 0}},
		{"sum", c.Z, false, []int{0, 0}},
		{"rectified, closed", c.A, false, []int{0, 1}},
		{"rectified, open", c.A, false, []int{0, 0}},
		{"largest", c.P, false, []int{0, 1}},
		{"largest, all equal", c.P, false, []int{1, 0}},
		{"copy", c.F, false, []int{2}},
		{"dense", c.S, false, []int{0}},
		{"share", c.Prob, false, []int{0}},
		{"loss", c.L, false, nil},
		{"reciprocal", c.DProb, false, []int{1}},
		{"reciprocal of a class that is not the target", c.DProb, false, []int{0}},
		{"softmax, backward", c.DS, false, []int{1}},
		{"dense, backward", c.DF, false, []int{1}},
		{"weight", c.DW, false, []int{0, 0}},
		{"flatten, backward", c.DP, false, []int{0, 1}},
		{"pooling, backward, winner", c.DA, false, []int{0, 0}},
		{"pooling, backward, no window", c.DA, false, []int{0, 1}},
		{"gate, open", c.DZ, false, []int{0, 0}},
		{"gate, closed", c.DZ, false, []int{2, 0}},
		{"kernel", c.DK, false, []int{1, 0}},
		{"kernel, in full", c.DK, true, []int{1, 0}},
		{"bias", c.DB, false, []int{0}},
		{"input", c.DX, false, []int{1, 1}},
		{"update", c.NewK, false, []int{0, 0}},
	} {
		equation := shown(t, func(nb *notebook.Notebook) {
			if x.full {
				nb.DeriveFull(x.q, x.index...)
			} else {
				nb.Derive(x.q, x.index...)
			}
		})[0]
		b.WriteString("<!-- " + x.title + " -->\n" + HTML(equation, oneParagraph) + "\n")
	}
	golden(t, "derivations", b.String())
}

// A few equations stand in view, many are folded.
func TestManyDerivations(t *testing.T) {
	c := smallNet(t)
	for _, x := range []struct {
		q      cnn.Quantity
		count  int
		folded bool
	}{{c.DK, 4, false}, {c.Z, 16, true}} {
		page := HTML(shown(t, func(nb *notebook.Notebook) { nb.DeriveAll(x.q) })[0], oneParagraph)
		if n := strings.Count(page, `<div class="equation"`); n != x.count || strings.HasPrefix(page, "<details") != x.folded {
			t.Errorf("have %d equations, want %d, folded: %v\n%s", n, x.count, x.folded, page)
		}
	}
}

// A row shows every element of its result, unless they follow it.
func TestElementsOfARow(t *testing.T) {
	c := smallNet(t)
	row := rowOf(t, c.X, `\star`, c.DZ, "=", c.DK)
	if page := HTML(row, oneParagraph); !strings.Contains(page, "<details") {
		t.Errorf("no element in\n%s", page)
	}
	row.Derived = true
	if page := HTML(row, oneParagraph); strings.Contains(page, "<details") {
		t.Errorf("the row repeats the derivations that follow it:\n%s", page)
	}
}

func TestEquations(t *testing.T) {
	for _, steps := range [][]string{
		{"= a + b", "≈ 0.5"},
		{"= -a + b - c"},
		{`\leq 3`},
		{`= \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}`},
		{"= aaaaaaaaaaaaaaaaaaaaaaaaaa + bbbbbbbbbbbbbbbbbbbbbbbbbbb + cccccccccccccccccc", "= 1 - -2"},
	} {
		page := HTML(shown(t, func(nb *notebook.Notebook) { nb.Equation("L", steps...) })[0], oneParagraph)
		if strings.Contains(page, "<code>") || wellFormed(page) != nil {
			t.Errorf("%v: have %s", steps, page)
		}
		if want := `<span class="term">− <math`; steps[0] == "= -a + b - c" && !strings.Contains(page, want) {
			t.Errorf("%v: want %s in\n%s", steps, want, page)
		}
	}
}
