package certify

import (
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
	"backprop/internal/witness"
)

// product is a row of u, ν and their product under a name of its own. The terms
// of the product are those of u and other numbers in place of ν.
func product(u, nu, terms []float64) []any {
	sign := func(letter string) cnn.Sign { return cnn.Sign{Letter: letter} }
	vector := func(letter string, values []float64) notebook.Grid {
		g := notebook.Vector(letter, values)
		g.Place = cnn.OwnPlace(letter)
		return g
	}
	d := cnn.Derivation{Sign: sign(`\text{uv}`), Place: cnn.OwnPlace(`\text{uv}`), Index: []int{0}, Rule: cnn.Sum}
	for i, f := range terms {
		d.Terms = append(d.Terms, cnn.Term{Value: u[i] * f, Factors: []cnn.Factor{
			{Kind: cnn.Element, Sign: sign("u"), Place: cnn.OwnPlace("u"), Index: []int{i}, Element: u[i], Value: u[i]},
			{Kind: cnn.Element, Sign: sign(`\nu`), Place: cnn.OwnPlace(`\nu`), Index: []int{i}, Element: f, Value: f},
		}})
		d.Value += u[i] * f
	}
	uv := vector(`\text{uv}`, []float64{d.Value})
	uv.Derivations = []cnn.Derivation{d}
	return []any{vector("u", u), vector(`\nu`, nu), "=", uv}
}

func TestNames(t *testing.T) {
	one, three := []float64{1, 2}, []float64{3, 4}
	quarter, two := []float64{0.25, 0.5}, []float64{2, 2}
	tests := []struct {
		name  string
		show  func(nb *notebook.Notebook)
		fault string // "": none
	}{
		{"an equation", func(nb *notebook.Notebook) {
			nb.Equation(`\text{uv}_{0}`, `= u_0 \cdot \nu_0 + u_1 \cdot \nu_1`, "= 11")
		}, ""},
		{"of the other set", func(nb *notebook.Notebook) {
			nb.Equation(`\text{uv}_{0}`, `= u_0 \cdot \nu_0 + u_1 \cdot \nu_1`, "= 1.5")
		}, ""},
		{"of no set", func(nb *notebook.Notebook) { nb.Equation(`\text{uv}_{0}`, `= u_0 \cdot \nu_1`, "= 4") }, "does not hold"},
		{"where names are not looked at it would hold", func(nb *notebook.Notebook) { nb.Equation(`\text{uv}_{0}`, "= X_{0,0}", "= 2") }, "does not hold"},
		{"a gradient", func(nb *notebook.Notebook) { nb.Equation(`\partial L/\partial u_1`, "= 9") }, ""},
		{"a wrong gradient", func(nb *notebook.Notebook) { nb.Equation(`\partial L/\partial u_1`, "= X_{0,0}", "= 2") }, "does not hold"},
		{"beside the network's", func(nb *notebook.Notebook) { nb.Equation("u_1", "= X_{0,0}", "= 2") }, ""},
		{"a row", func(nb *notebook.Notebook) { nb.Row(product(one, three, three)...) }, ""},
		{"a row of the other set", func(nb *notebook.Notebook) { nb.Row(product(quarter, two, two)...) }, ""},
		{"a row of other numbers", func(nb *notebook.Notebook) { nb.Row(product(one, []float64{3, 5}, []float64{3, 5})...) }, "none of the numbers"},
		{"other partial sums", func(nb *notebook.Notebook) { nb.Row(product(one, three, []float64{5, 3})...) }, `partial sum 0 of \text{uv}[0]: 5 is printed for 3`},
		{"bars", func(nb *notebook.Notebook) { nb.Figure(barsOf(1.5, 2.25)) }, ""},
		{"other bars", func(nb *notebook.Notebook) { nb.Figure(barsOf(2.25, 1.5)) }, "the cells of height are none"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := certified(t, chapter, func(nb *notebook.Notebook, _ *cnn.Classic) { test.show(nb) }, func(c *Catalogue) {
				n := c.Names()
				n.Array("u", cnn.Shape{2}, Decimals(one...))
				n.Array(`\nu`, cnn.Shape{2}, Decimals(three...))
				n.Array(`\text{uv}`, cnn.Shape{1}, Decimals(11))
				n.Array(`\partial L/\partial u`, cnn.Shape{2}, Decimals(8, 9))
				n = c.Names()
				n.Array("u", cnn.Shape{2}, Decimals(quarter...))
				n.Array(`\nu`, cnn.Shape{2}, Decimals(two...))
				n.Array(`\text{uv}`, cnn.Shape{1}, Decimals(1.5))
				c.Grid("height", []witness.Decimal{witness.New(1.5), witness.New(2.25)})
			})
			have := strings.Join(r.Faults, "\n")
			if (have == "") != (test.fault == "") || !strings.Contains(have, test.fault) {
				t.Errorf("have the faults %q, want %q", have, test.fault)
			}
			if test.fault == "" && len(r.Gaps) > 0 {
				t.Errorf("have the gaps %v, want none", r.Gaps)
			}
		})
	}
}

func barsOf(first, second float64) notebook.Figure {
	return notebook.Figure{Title: "t", Bars: &notebook.Bars{Label: "height", Series: []string{""},
		Groups: []notebook.BarGroup{{Name: "first", Values: []float64{first}}, {Name: "second", Values: []float64{second}}}}}
}

func TestArray(t *testing.T) {
	for _, name := range []string{"u + v", "u_0", "2", `\text{two} words`} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s is taken for the name of an array", name)
				}
			}()
			(&Catalogue{}).Names().Array(name, cnn.Shape{1}, Decimals(1))
		}()
	}
}
