package certify

import (
	"errors"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
	"backprop/internal/witness"
)

// A chapter, as text: what PlayWatched needs to know of it is its prose.
const chapter = `// # A chapter
//
// Lead.

package main

import (
	_ "embed"

	"backprop/internal/notebook"
)

//go:embed main.go
var source string

func main() { notebook.Main(source, run) }

func run(nb *notebook.Notebook) error {
	return nil
}
`

// certified certifies what a function shows of the worked example.
func certified(t *testing.T, source string, show func(nb *notebook.Notebook, ex *cnn.Classic), own func(*Catalogue)) *Report {
	t.Helper()
	worked, err := notebook.WorkedExample()
	if err != nil {
		t.Fatal(err)
	}
	p, err := notebook.PlayWatched(source, func(nb *notebook.Notebook) error {
		ex, err := nb.Classic()
		if err == nil {
			show(nb, ex)
		}
		return err
	}, worked)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Chapter(p, own)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestChapter(t *testing.T) {
	type shows = func(nb *notebook.Notebook, ex *cnn.Classic)
	prob := func(ex *cnn.Classic) float64 { return ex.Prob.Data[2] } // 0.3134…
	tests := []struct {
		name        string
		show        shows
		fault, gaps string // in them; "": none
	}{
		{"a row", func(nb *notebook.Notebook, ex *cnn.Classic) { nb.Row(ex.X, `\star`, ex.K, "+", ex.B, "=", ex.Z) }, "", ""},
		{"derivations", func(nb *notebook.Notebook, ex *cnn.Classic) { nb.DeriveAll(ex.DK); nb.Derive(ex.L) }, "", ""},
		{"a number in a sentence", func(nb *notebook.Notebook, ex *cnn.Classic) { nb.Markdownf("It is %v.", prob(ex)) }, "", ""},
		{"another number", func(nb *notebook.Notebook, ex *cnn.Classic) { nb.Markdownf("It is %v.", prob(ex)+1e-7) }, "", "sentence"},
		{"≈ is right", func(nb *notebook.Notebook, ex *cnn.Classic) { nb.Markdownf("$p_2 %s$", notebook.Eq(prob(ex))) }, "", ""},
		{"= is wrong", func(nb *notebook.Notebook, ex *cnn.Classic) { nb.Markdownf("$p_2 = %v$", prob(ex)) },
			"= stands before 0.3135", ""},
		{"≈ is wrong", func(nb *notebook.Notebook, ex *cnn.Classic) { nb.Markdownf("$s_1 ≈ %v$", ex.S.Data[1]) },
			"≈ stands before 0.95", ""},
		{"= is wrong among words", func(nb *notebook.Notebook, ex *cnn.Classic) { nb.Markdownf("the share = %v", prob(ex)) },
			"= stands before 0.3135", ""},
		{"another element", func(nb *notebook.Notebook, ex *cnn.Classic) { nb.Markdownf("$p_1 %s$", notebook.Eq(prob(ex))) },
			"does not hold", ""},
		{"a wrong sign", func(nb *notebook.Notebook, ex *cnn.Classic) {
			nb.Equation(`\partial L/\partial s_2`, "= y_2 - p_2", notebook.Eq(ex.DS.Data[2]))
		}, "does not hold", ""},
		{"a right equation", func(nb *notebook.Notebook, ex *cnn.Classic) {
			nb.Equation(`\partial L/\partial s_2`, "= p_2 - y_2", notebook.Eq(ex.DS.Data[2]))
		}, "", ""},
		{"numbers that do not come out", func(nb *notebook.Notebook, _ *cnn.Classic) { nb.Markdownf(`$2 \cdot 3 = 7$`) }, "come to 6", ""},
		{"among words", func(nb *notebook.Notebook, _ *cnn.Classic) { nb.Markdownf("so −0.5 · (−0.2) ≈ 0.2") }, "come to 0.10", ""},
		{"a digit is missing", func(nb *notebook.Notebook, _ *cnn.Classic) { nb.Markdownf(`$2 \cdot 0.2505 \approx 0.5009$`) }, "come to 0.5010", "sentence, typed, sentence, typed"},
		{"typed", func(nb *notebook.Notebook, _ *cnn.Classic) { nb.Markdownf("It is 0.3135.") }, "", "sentence, typed"},
		{"a cell", func(nb *notebook.Notebook, _ *cnn.Classic) { nb.Row(notebook.Vector("v", []float64{0.123456789})) }, "", "row cell"},
		{"a table", func(nb *notebook.Notebook, ex *cnn.Classic) {
			nb.Table("", []string{"a"}, [][]any{{prob(ex)}, {0.123456789}})
		}, "", "table"},
		{"an answer", func(nb *notebook.Notebook, ex *cnn.Classic) {
			nb.Exercise(notebook.Exercise{Question: "q", Answers: []notebook.Answer{{Name: "p_2", Value: prob(ex)}, {Name: "p_2", Value: 0.123456789}}})
		}, "", "answer"},
		{"a case that is supposed", func(nb *notebook.Notebook, ex *cnn.Classic) {
			nb.Exercise(notebook.Exercise{Question: "q", Solution: "$p_1 " + notebook.Eq(prob(ex)) + "$"})
		}, "", "exercise, supposed"},
		{"a figure", func(nb *notebook.Notebook, ex *cnn.Classic) {
			nb.Figure(notebook.Figure{Title: "t", Maps: []notebook.HeatMap{{Name: "m", Rows: [][]float64{{prob(ex), 0.123456789}}}}})
		}, "", "figure"},
		{"a grid of the test", func(nb *notebook.Notebook, _ *cnn.Classic) { nb.Row(notebook.Vector("own", []float64{0.25, 1.0 / 3})) }, "", ""},
		{"not as the test has it", func(nb *notebook.Notebook, _ *cnn.Classic) { nb.Row(notebook.Vector("own", []float64{0.95, 0.5})) }, "none of the numbers", ""},
		{"a curve", func(nb *notebook.Notebook, _ *cnn.Classic) {
			nb.Figure(notebook.Figure{Title: "t", Curves: []notebook.Curve{{Name: "twice", X: []float64{1, 2}, Y: []float64{2, 4.001}}}})
		}, "curve twice: at 2", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := certified(t, chapter, test.show, func(c *Catalogue) {
				c.Grid("own", []witness.Decimal{witness.New(0.25), witness.New(1).Over(witness.New(3))})
				c.Curve("twice", func(x witness.Decimal) witness.Decimal { return x.Plus(x) })
			})
			var kinds []string
			for _, g := range r.Gaps {
				kinds = append(kinds, g.Kind)
			}
			faults, gaps := strings.Join(r.Faults, "\n"), strings.Join(kinds, ", ")
			if (faults == "") != (test.fault == "") || !strings.Contains(faults, test.fault) {
				t.Errorf("have the faults %q, want %q", faults, test.fault)
			}
			if gaps != test.gaps {
				t.Errorf("have the gaps %q, want %q", gaps, test.gaps)
			}
		})
	}
}

// What fills a hole is held against its place or its name, whatever else of the
// network it looks like.
func TestHoles(t *testing.T) {
	tests := []struct {
		name  string
		value func(ex *cnn.Classic) any
		by    way
		fault string
	}{
		{"an element", func(ex *cnn.Classic) any { return notebook.At(ex.Prob, 2) }, byPlace, ""},
		{"a value with its name", func(ex *cnn.Classic) any { return ex.L.Data[0] }, byName, ""},
		{"another than it is called", func(ex *cnn.Classic) any { return ex.Prob.Data[2] }, 0, "‹a/n›"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := certified(t, chapter, func(nb *notebook.Notebook, ex *cnn.Classic) {
				nb.Words("## a\n\nWhat?\n\n- = ‹n›\n\nIt is ‹n›.")
				nb.Ask("a", notebook.Let{"n": test.value(ex)})
			}, func(c *Catalogue) {
				if test.by != byPlace {
					c.Hole("a", "n", c.Classic().L)
				}
			})
			have := strings.Join(r.Faults, "\n")
			if (have == "") != (test.fault == "") || !strings.Contains(have, test.fault) || test.by > 0 && r.Counts[test.by] != 2 {
				t.Errorf("have %q, %v", have, r)
			}
		})
	}
}

func TestProse(t *testing.T) {
	nothing := func(*notebook.Notebook, *cnn.Classic) {}
	tests := []struct{ lead, fault string }{
		{"A third is near 0.333, a step is 0.01, and −1 is a slope.", ""},
		{"The share is 0.313.", "0.313 is typed, but it is p_{2}"},
		{"The weight is −0.5.", "−0.5 is typed"},
		{"Write `0.313` into the program.", ""},
	}
	for _, test := range tests {
		r := certified(t, strings.Replace(chapter, "Lead.", test.lead, 1), nothing, nil)
		if have := strings.Join(r.Faults, "\n"); (have == "") != (test.fault == "") || !strings.Contains(have, test.fault) {
			t.Errorf("%s: have %q, want %q", test.lead, have, test.fault)
		}
	}
}

func TestRounds(t *testing.T) {
	tests := []struct{ digits, value, fault string }{
		{"0.1235", "0.12345", ""}, // a tie goes away from zero
		{"−0.1235", "-0.12345", ""},
		{"0.1234", "0.12345", "which rounds to 0.1235"},
		{"0.1234", "0.12344999999", ""}, // however near to a tie
		{"0.1235", "0.12345000001", ""},
		{"0.1234567890", "0.12345678901", ""}, // ten decimals are not taken to ten first
		{"5.6·10⁻¹⁷", "5.55e-17", ""},
		{"5.5·10⁻¹⁷", "5.56e-17", "rounds"},
		{"−10⁻¹¹", "-1e-11", ""},
		{"10⁻¹¹", "2e-11", "rounds"},
		{"1 − 3.5·10⁻¹⁷", "0.999999999999999965123", ""},
		{"1 − 3.5·10⁻¹⁷", "0.99999999999999996", "rounds"},
		{"−1 + 3·10⁻⁹", "-0.9999999971", ""},
		{"1 + 10⁻⁸", "1.00000001", ""},
		{"−1 + 1.1·10⁻⁵¹", "-0.9999999999999999999999999999999999999999999999999989", ""},
		{"0", "1e-60", "near it and not the same"},
		{"0.0000", "-0.00001", "near it and not the same"},
		{"1", "0.9999999999999999999999", "near it and not the same"},
		{"−1.0000", "-1.00001", "near it and not the same"},
		{"1.2·10³⁴", "1.2e34", ""},
		{"1.2·10³⁴", "1.26e34", "rounds"},
		{"123456789012345678901234567890123456789012345678901234567890", "123456789012345678901234567890123456789012345678901234567890", ""},
	}
	for _, test := range tests {
		p, ok := read(test.digits)
		v, err := witness.Parse(test.value)
		if !ok || err != nil {
			t.Fatalf("%s, %s: %v", test.digits, test.value, err)
		}
		have := ""
		if err := p.rounds(v); err != nil {
			have = err.Error()
		}
		if (have == "") != (test.fault == "") || !strings.Contains(have, test.fault) {
			t.Errorf("%s for %s: have %q, want %q", test.digits, test.value, have, test.fault)
		}
	}
}

// numbers is an environment of two symbols.
type numbers struct{}

func (numbers) symbol(sign cnn.Sign, index []int) (witness.Decimal, bool) {
	if sign.Letter == "K" && len(index) == 2 {
		v := witness.New(float64(10*index[0] + index[1]))
		if sign.Gradient {
			v = v.Negated()
		}
		return v, true
	}
	return witness.New(7), sign.Letter == "b" && index == nil
}

func (numbers) decay() (witness.Decimal, bool) { return witness.New(0.01), true }

func (numbers) rate() (witness.Decimal, bool) { return witness.New(0.1), true }

func TestExpression(t *testing.T) {
	tests := []struct{ source, want string }{ // "": no value
		{`2 + 3 \cdot 4`, "14"},
		{`-2^2 + (-2)^2`, "0"},
		{`2 (3 - 5)`, "-4"},
		{`\frac{1}{4} \cdot (7 - 3)`, "1"},
		{`\partial L/\partial K_{1,2} / 2`, "-6"},
		{`\frac{\partial L}{\partial K_{1,2}}`, "-12"},
		{`K_{2,1} \, b`, "147"},
		{`K_{0,1} - \eta \cdot \partial L/\partial K_{0,1}`, "1.1"},
		{`\max(0, -3, 2.5)`, "2.5"},
		{`[K_{0,1} > 0] + [b \le 6]`, "1"},
		{`e^{0} + \ln 1`, "1"},
		{`|{-3}|`, "3"},
		{`\left\lfloor \frac{7}{2} \right\rfloor + 1`, "4"},
		{`\sqrt{2.25}`, "1.5"},
		{`\tanh 0`, "0"},
		{`K_{i,j}`, ""},
		{`L(0.5)`, ""},
		{`\sum_i K_{0,1}`, ""},
		{`1/0`, ""},
		{`x`, ""},
	}
	for _, test := range tests {
		tree, err := parse(test.source)
		if err != nil {
			t.Fatalf("%s: %v", test.source, err)
		}
		var have witness.Decimal
		e, err := readExpression(tree)
		if err == nil {
			have, err = e.value(numbers{})
		}
		if test.want == "" {
			if !errors.Is(err, errNoValue) {
				t.Errorf("%s: have %v, %v, want no value", test.source, have, err)
			}
			continue
		}
		want, _ := witness.Parse(test.want)
		if err != nil || !have.Is(want) {
			t.Errorf("%s: have %v, %v, want %s", test.source, have, err, test.want)
		}
	}
}

func TestHold(t *testing.T) {
	r := Report{Gaps: []Gap{{"on", 1, "table", "0.5"}, {"on", 2, "table", "0.6"}, {"on", 3, "figure", "1"}}}
	tests := []struct{ name, list, want string }{
		{"all", "# why\n\ntable: 2: they are drawn\nfigure: 1: it is too", ""},
		{"grown", "table: 1: they are drawn\nfigure: 1: it is", "table: 2 numbers are not certified, but the list allows 1"},
		{"shrunk", "table: 3: they are drawn\nfigure: 1: it is", "the list allows 3"},
		{"not listed", "table: 2: they are drawn", "figure: 1 numbers"},
		{"gone", "table: 2: a\nfigure: 1: b\nrow: 1: c", "row: every number is certified; take the line away"},
		{"without a reason", "table: 2: \nfigure: 1: b", "expected KIND: COUNT: REASON"},
		{"without a count", "table: some: a\nfigure: 1: b", "expected KIND: COUNT: REASON"},
	}
	for _, test := range tests {
		again := r
		have := strings.Join(again.Hold(test.list), "\n")
		if (have == "") != (test.want == "") || !strings.Contains(have, test.want) {
			t.Errorf("%s: have %q, want %q", test.name, have, test.want)
		}
	}
}
