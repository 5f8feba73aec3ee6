package markup

import (
	"fmt"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

func TestRows(t *testing.T) {
	c := smallNet(t)
	captioned := rowOf(t, notebook.Show(c.A).Mark("winner", [2]int{0, 0}).Mark("closed", [2]int{3, 1}), `\to`, c.P)
	captioned.Caption = "Winners & gates"
	stack := &cnn.Tensor{Shape: cnn.Shape{2, 1, 2}, Data: []float64{1, -2, 0.00001, -0.00001}}
	var b strings.Builder
	for _, x := range []struct {
		title string
		row   *notebook.Row
	}{
		{"result with its elements", rowOf(t, c.X, `\star`, c.DZ, "=", c.DK)},
		{"marks and a caption", captioned},
		{"column, row, number", rowOf(t, c.F, notebook.Show(c.F).AsRow(), c.B, 0.5)},
		{"symbols", rowOf(t, notebook.Symbols("A", [][]string{{"a < b", `c_{0}`}}).Mark("here", [2]int{0, 1}))},
		{"stack of maps", rowOf(t, stack)},
	} {
		page := HTML(x.row, oneParagraph)
		b.WriteString("<!-- " + x.title + " -->\n" + page + "\n")
		if err := wellFormed(page); err != nil {
			t.Errorf("%s: %v", x.title, err)
		}
	}
	golden(t, "rows", b.String())
}

// Each cell says which cells made it, and has the index of its element where
// that is not its own.
func TestSources(t *testing.T) {
	c := smallNet(t)
	page := HTML(rowOf(t, c.X, `\star`, c.K, "+", c.B, "=", c.Z), oneParagraph)
	for _, want := range []string{
		`data-at="0,1" data-from="0:0,1 1:0,0;~0:0,2 1:0,1;0:1,1 1:1,0;0:1,2 1:1,1;2:0" data-sums="= 0.75;= 0;= −1;= −0.5">`,
		`data-grid="3"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("want %s in\n%s", want, page)
		}
	}
	part := HTML(rowOf(t, c.X, `\star`, c.K, "+", c.B, "=", notebook.Part(c.Z, 0)), oneParagraph)
	if want := `data-at="0,0" data-from=`; !strings.Contains(part, want) {
		t.Errorf("the whole of one map has other indices than its elements: want %s in\n%s", want, part)
	}
	given := HTML(rowOf(t, c.X, `\star`, c.K), oneParagraph)
	if strings.Contains(given, "data-grid") || strings.Contains(given, "data-from") {
		t.Errorf("a row without a result explains\n%s", given)
	}
}

// A gradient wears the colour of the way back, and the mask that was made as one
// does not: it holds slopes.
func TestBackward(t *testing.T) {
	place := cnn.Place{Kind: cnn.Gradients}
	tests := []struct {
		name string
		grid notebook.Grid
		want bool
	}{
		{"a gradient", notebook.Grid{Name: `\partial L/\partial X`, Place: place}, true},
		{"one under another name", notebook.Grid{Name: `\text{channel 0}`, Place: place}, true},
		{"a stamp of one", notebook.Grid{Name: `\text{stamp of } \delta_{0,1}`}, true},
		{"a mask", notebook.Grid{Name: `\text{mask}`, Place: place}, false},
		{"an image", notebook.Grid{Name: "X"}, false},
	}
	for _, test := range tests {
		if have := backward(&test.grid); have != test.want {
			t.Errorf("%s: have %v, want %v", test.name, have, test.want)
		}
	}
}

// A part of a tensor says which element each of its cells is.
func TestElements(t *testing.T) {
	p, err := cnn.Run(&cnn.Network{
		Input:  &cnn.Tensor{Shape: cnn.Shape{2, 1, 2}, Data: []float64{1, 2, 3, 4}},
		Layers: []cnn.Layer{cnn.Sigmoid{}},
	})
	if err != nil {
		t.Fatal(err)
	}
	x, err := p.Quantity(cnn.ActivationPlace(0))
	if err != nil {
		t.Fatal(err)
	}
	a, err := p.Quantity(cnn.ActivationPlace(1))
	if err != nil {
		t.Fatal(err)
	}
	page := HTML(rowOf(t, `\sigma`, notebook.Part(x, 1), "=", notebook.Part(a, 1)), oneParagraph)
	if want := `data-at="0,1" data-of="1,0,1" data-from="0:0,1"`; !strings.Contains(page, want) {
		t.Errorf("want %s in\n%s", want, page)
	}
}

// An operator stays with the grid behind it, and the last ones with the grid
// before them, so that a line of a page breaks before an operator only.
func TestSteps(t *testing.T) {
	g := notebook.Item{Grid: &notebook.Grid{Shape: cnn.Shape{}, Values: []float64{1}}}
	op := func(s string) notebook.Item { return notebook.Item{Operator: s} }
	for _, c := range []struct {
		name  string
		items []notebook.Item
		want  string // the number of items in each step
	}{
		{"sum", []notebook.Item{g, op("+"), g, op("="), g}, "[1 2 2]"},
		{"leading operators", []notebook.Item{op("-"), op(`\ReLU`), g, g}, "[3 1]"},
		{"trailing operators", []notebook.Item{g, op("+"), g, op("+"), op(`\cdots`)}, "[1 4]"},
		{"operators only", []notebook.Item{op("="), op("+")}, "[2]"},
		{"nothing", nil, "[]"},
	} {
		sizes := []int{}
		for _, step := range steps(c.items) {
			sizes = append(sizes, len(step))
		}
		if have := fmt.Sprint(sizes); have != c.want {
			t.Errorf("%s: have %s, want %s", c.name, have, c.want)
		}
	}
}

func TestBlank(t *testing.T) {
	for _, test := range []struct {
		name                 string
		shape                cnn.Shape
		tables, rows, blanks int
	}{
		{"a matrix", cnn.Shape{2, 3}, 1, 3, 6},
		{"a vector", cnn.Shape{4}, 1, 4, 4},
		{"one number", cnn.Shape{}, 1, 1, 1},
		{"two maps", cnn.Shape{2, 3, 2}, 2, 8, 12},
	} {
		g := &notebook.Grid{Name: "Z", Place: cnn.ActivationPlace(1), Shape: test.shape}
		for range test.shape.Size() {
			g.Values = append(g.Values, -987.125)
		}
		have := Blank(g)
		for part, want := range map[string]int{
			`data-place="activations/1"`: test.tables, "<tr>": test.rows, "<caption>": test.tables,
			"987": 0, "neg": 0, "</table>": test.tables,
		} {
			if n := strings.Count(have, part); n != want {
				t.Errorf("%s: have %q %d times, want %d", test.name, part, n, want)
			}
		}
		body := have[strings.Index(have, "<tbody>"):]
		if cells := strings.Count(strings.ReplaceAll(body, "<thead><tr><td></td>", ""), "<td></td>"); cells != test.blanks {
			t.Errorf("%s: have %d cells, want %d", test.name, cells, test.blanks)
		}
		g.Values = make([]float64, len(g.Values))
		if Blank(g) != have {
			t.Errorf("%s: other values give another blank", test.name)
		}
	}
	if have := Blank(&notebook.Grid{Shape: cnn.Shape{2}, Values: []float64{1}}); have != "" {
		t.Errorf("a grid that does not fit: have %q", have)
	}
}
