package weave

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestListing holds what the listing of a cell leaves out, and what not.
func TestListing(t *testing.T) {
	for _, test := range []struct{ code, want string }{
		{"sum := 0.0\nfor i := range x {\n\tsum += float64(x[i] * y[i])\n}\nnb.Check(\"a\", sum, 1.0)",
			"sum := 0.0\nfor i := range x {\n\tsum += x[i] * y[i]\n}"},
		{"z += float64(\n\tx[i] * y[i])", "z += x[i] * y[i]"},
		{"z := float64(w*x) + b", "z := w*x + b"},
		{"n := float64(h * w)", "n := float64(h * w)"}, // of whole numbers
		{"z += float64(n)", "z += float64(n)"},
		{"for i := range x {\n\tx[i] = 1\n}\nif err := show(nb, x); err != nil {\n\treturn err\n}", "for i := range x {\n\tx[i] = 1\n}"},
		{"x[0] = 1\n\ny, err := f(x)\nif err != nil {\n\treturn err\n}\ny[1] = 2", "x[0] = 1\n\ny := f(x)\ny[1] = 2"},
		{"x[0] = 1\n\ny := notebook.Must(f(x))\ny[1] = 2", "x[0] = 1\n\ny := f(x)\ny[1] = 2"},
		{"for i := range x {\n\tnotebook.OK(f(x))\n\tx[i] = 1\n}", "for i := range x {\n\tf(x)\n\tx[i] = 1\n}"},
		{"x[0] = 1\nif err := f(x); err != nil {\n\treturn err\n}", "x[0] = 1\nf(x)"},
		{"var rows [][]any\nfor i := range x {\n\tx[i] = 1\n\trows = append(rows, []any{x[i]})\n}\nnb.Table(\"a\", rows)", "for i := range x {\n\tx[i] = 1\n}"},
		{"x[0] = 1\n// Shown.\nnb.Row(x)", "x[0] = 1"},
		{"x[0] = 1 // given\nif ok {\n\tnb.Check(\"a\", x, y)\n}", "x[0] = 1 // given"},
		{"if ok {\n\tx[0] = 1\n\tnb.Check(\"a\", x, y)\n}", "if ok {\n\tx[0] = 1\n}"},
		{"if ok {\n\ty := f(x)\n\tnb.Row(y)\n}\nx[0] = 1", "x[0] = 1"},
		{"compare := func(x float64) {\n\tnb.Check(\"a\", x, 1.0)\n}\nx[0] = 1\ncompare(x[0])", "x[0] = 1"},
		{"f := func(x float64) (float64, error) {\n\terr := g(x)\n\tif err != nil {\n\t\treturn 0, err\n\t}\n\treturn x, nil\n}", "f := func(x float64) float64 {\n\tg(x)\n\treturn x\n}"},
		{"for i := range x {\n\tsum.Add(x[i])\n}\nnb.Check(\"a\", sum, y)", "for i := range x {\n\tsum.Add(x[i])\n}"},
		{"r.Input()\nfor i := range x {\n\tr.Forward(i)\n}", ""},
		{"y := f(x)\nnb.Row(y)", ""},
		{"x[0] = 1\nfor _, c := range cores {\n\tnb.Row(c)\n\treturn nil\n}", "x[0] = 1"},
		{"x[0] = 1\nfor _, c := range cores {\n\tnb.Row(c)\n\treturn f(c)\n}", "x[0] = 1\nfor _, c := range cores {\n\treturn f(c)\n}"},
		{"for i := range x {\n\tx[i] = 1\n\n\tnb.Row(x)\n}", "for i := range x {\n\tx[i] = 1\n}"},
		{"nb.Row(x)\nfor {\n\tf()\n\n\t// r\n\n\tg()\n}", "for {\n\tf()"}, // of a statement that prose splits nothing is known
		{"x[0] = 1\n// Shown,\n// twice.\nnb.Row(x)", "x[0] = 1"},
		{"for _, c := range cores {\n\tl := run(c)\n\tnb.Check(\"a\", l, 1)\n}", ""},
	} {
		src := "// # T\n//\n// L.\n\npackage main\n\nfunc run(nb *notebook.Notebook) error {\n\t// p\n\n\t" +
			strings.ReplaceAll(test.code, "\n", "\n\t") + "\n\n\t// q\n\n\treturn nil\n}\n"
		c, err := Parse("main.go", src)
		if err != nil {
			t.Fatal(err)
		}
		cell := c.Cells[3]
		if cell.Listing != test.want || cell.Presents != (test.want == "") {
			t.Errorf("%q\nhave %q\nwant %q", test.code, cell.Listing, test.want)
		}
	}
}

// TestListingsOfTheBook holds that no listing of the book shows how the book is
// made, and that each is Go.
func TestListingsOfTheBook(t *testing.T) {
	plumbing := regexp.MustCompile(`\bnb\.|\berr\b|[-+]=? float64\([^()]* \* `)
	files, err := filepath.Glob("../../chapters/*/main.go")
	if err != nil || len(files) < 20 {
		t.Fatalf("found %d chapters, %v", len(files), err)
	}
	shown := 0
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		c, err := Parse(name, string(source))
		if err != nil {
			t.Fatal(err)
		}
		for i, cell := range c.Cells {
			after := i > 0 && c.Cells[i-1].Kind == Frame && strings.HasSuffix(c.Cells[i-1].Text, "\n}")
			if cell.Kind != Code || cell.Presents || after {
				continue
			}
			shown++
			if found := plumbing.FindString(cell.Listing); found != "" {
				t.Errorf("%s:%d: the listing shows %q:\n%s", name, cell.Line, found, cell.Listing)
			}
			for _, around := range []string{"package p\nfunc f() {\n%\n}\n", "package p\n%\n"} {
				if _, err = parser.ParseFile(token.NewFileSet(), "", strings.Replace(around, "%", cell.Listing, 1), 0); err == nil {
					break
				}
			}
			if err != nil {
				t.Errorf("%s:%d: the listing is not Go: %v\n%s", name, cell.Line, err, cell.Listing)
			}
		}
	}
	if shown < 30 {
		t.Errorf("only %d listings were looked at", shown)
	}
}
