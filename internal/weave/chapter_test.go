package weave

import (
	"strings"
	"testing"
)

// title is the prose that every source needs.
const title = "// # T\n\n"

// short writes the cells of a source in short: kind, lines, text.
func short(t *testing.T, src string) []string {
	t.Helper()
	c, err := Parse("main.go", src)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, cell := range c.Cells {
		k := cell.Kind.String()
		if cell.Presents {
			k += "!"
		}
		list = append(list, k+": "+strings.ReplaceAll(cell.Text, "\n", "⏎"))
	}
	return list
}

func TestCells(t *testing.T) {
	tests := []struct {
		name, src string
		want      []string
	}{
		{"prose before package", "// # T\n\npackage main\n",
			[]string{"prose: # T", "frame: package main"}},
		{"no final newline", "// # T\n\npackage main",
			[]string{"prose: # T", "frame: package main"}},
		{"byte order mark, CRLF", "\ufeff// # T\r\n//\r\n// x\r\n\r\npackage main\r\n",
			[]string{"prose: # T⏎⏎x", "frame: package main"}},
		{"lone carriage returns", "// # T\r\n\r\npackage main;\rvar x = 1 // \r a\n",
			[]string{"prose: # T", "code: package main; var x = 1 //   a"}},
		{"further indentation", "// # T\n//   a\n//\tb\n//c\n\npackage main\n",
			[]string{"prose: # T⏎  a⏎\tb⏎c", "frame: package main"}},
		{"comment marks of a block", "/* # T\n\n\t\ta\n\tb */\n\npackage main\n",
			[]string{"prose: # T⏎⏎\ta⏎b", "frame: package main"}},
		{"two comments on a line", "/* # T */ /* b */\n\npackage main\n",
			[]string{"prose: # T b", "frame: package main"}},
		{"comments beside code", title + "/* a */ package main\n\n/* b\n*/ /* c\n*/ var x = 1 /* d\n\n*/ /* e */\n\n// end",
			[]string{"prose: # T", "frame: /* a */ package main", "code: /* b⏎*/ /* c⏎*/ var x = 1 /* d⏎⏎*/ /* e */", "prose: end"}},
		{"directives", "//go:build linux\n\n" + title + "package main\n\nimport _ \"embed\"\n\n// the file\n//go:embed main.go\n\nvar source string\n",
			[]string{"frame: //go:build linux", "prose: # T",
				"frame: package main⏎⏎import _ \"embed\"⏎⏎// the file⏎//go:embed main.go⏎⏎var source string"}},
		{"a //line directive moves nothing", title + "package main\n\n//line x.go:900\nvar x = 1\n\n// p\n\nvar y = 2\n",
			[]string{"prose: # T", "frame: package main", "code: //line x.go:900⏎var x = 1", "prose: p", "code: var y = 2"}},
		{"inside package clause, imports, literals", title + "package\n\n// a\n\nmain\n\nimport (\n\t// b\n\n\t\"x\"\n)\n\nvar x = []int{\n\t// c\n\n\t1,\n}\n",
			[]string{"prose: # T", "frame: package⏎⏎// a⏎⏎main⏎⏎import (⏎\t// b⏎⏎\t\"x\"⏎)", "code: var x = []int{⏎\t// c⏎⏎\t1,⏎}"}},
		{"helpers between main and run", title + "package main\n\nfunc main() {}\n\n// p\n\nfunc h() {}\n\nconst c = 1\n\nfunc run(nb N) error {\n\tf()\n\n\treturn nil\n}\n\nfunc g() {}\n",
			[]string{"prose: # T", "frame: package main⏎⏎func main() {}", "prose: p", "code: func h() {}⏎⏎const c = 1",
				"frame: func run(nb N) error {", "code: f()", "frame: \treturn nil⏎}", "code: func g() {}"}},
		{"methods are not run or main", title + "package main\n\nfunc (t T) run() {}\n\nfunc (t T) main() {}\n",
			[]string{"prose: # T", "frame: package main", "code: func (t T) run() {}⏎⏎func (t T) main() {}"}},
		{"run without a body", title + "package main\n\nfunc run(nb N) error\n",
			[]string{"prose: # T", "frame: package main⏎⏎func run(nb N) error"}},
		{"run on one line", title + "package main\n\nfunc run(nb N) error { return nil }\n",
			[]string{"prose: # T", "frame: package main⏎⏎func run(nb N) error { return nil }"}},
		{"code on the line that opens run", title + "package main\n\nfunc run(nb N) error { f()\n\tg(); return nil }\n",
			[]string{"prose: # T", "frame: package main", "code: func run(nb N) error { f()⏎\tg(); return nil }"}},
		{"a comment from the opening line into the code", title + "package main\n\nfunc run(nb N) error { /*\n*/ f()\n\treturn nil\n}\n",
			[]string{"prose: # T", "frame: package main", "code: func run(nb N) error { /*⏎*/ f()", "frame: \treturn nil⏎}"}},
		{"another last statement", title + "package main\n\nfunc run(nb N) error {\n\treturn f()\n}\n",
			[]string{"prose: # T", "frame: package main⏎⏎func run(nb N) error {", "code: return f()", "frame: }"}},
		{"comments at the end", title + "package main\n\nfunc run(nb N) error {\n\tf()\n\n\t// a\n\treturn nil\n\n\t// b\n\n}\n",
			[]string{"prose: # T", "frame: package main⏎⏎func run(nb N) error {", "code: f()", "frame: \t// a⏎\treturn nil⏎⏎\t// b⏎⏎}"}},
		{"prose in a loop", title + "package main\n\nfunc run(nb N) error {\n\tfor {\n\t\tnb.A()\n\n\t\t// p\n\n\t\tnb.B()\n\t}\n}\n",
			[]string{"prose: # T", "frame: package main⏎⏎func run(nb N) error {", "code: for {⏎\tnb.A()", "prose: p", "code: \tnb.B()⏎}", "frame: }"}},
		{"prose in a case", title + "package main\n\nfunc f() {\n\tswitch {\n\tcase true:\n\t\t// p\n\n\t\tf()\n\t}\n}\n",
			[]string{"prose: # T", "frame: package main", "code: func f() {⏎\tswitch {⏎\tcase true:", "prose: p", "code: \t\tf()⏎\t}⏎}"}},
		{"raw strings keep their inside", title + "package main\n\nfunc run(nb N) error {\n\tf(`a  \n\n\tb\nc`)\n\t/* d\n\te\nf */\n\tg()\n}\n",
			[]string{"prose: # T", "frame: package main⏎⏎func run(nb N) error {", "code: f(`a  ⏎⏎\tb⏎c`)⏎/* d⏎e⏎f */⏎g()", "frame: }"}},
		{"blank lines with spaces", title + "package main\n \t \nvar x = 1\n\t\t\t\nvar y = 2\n",
			[]string{"prose: # T", "frame: package main", "code: var x = 1⏎⏎var y = 2"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			have := short(t, tt.src)
			if strings.Join(have, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("have\n%s\nwant\n%s", strings.Join(have, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
}

// Statements that set up join the frame only before the first prose of run,
// and before anything else happens.
func TestGettingStarted(t *testing.T) {
	const check = "\n\tif err != nil {\n\t\treturn err\n\t}\n"
	tests := []struct {
		body  string
		frame bool
	}{
		{"\tx, err := nb.Classic()" + check, true},
		{"\tx, y, err := nb.Classic()" + check, true},
		{"\t// c\n\tx, err := nb.Classic()" + check, true},
		{"\tf()\n\tx, err := nb.Classic()" + check, false},
		{"\tx, err := nb.Classic()" + check + "\n\t// p\n\n", true},
		{"\t// p\n\n\tx, err := nb.Classic()" + check, false},
		{"\tx, err := nb.Load(1)" + check, true},
		{"\tx, err := other.Classic()" + check, true},
		{"\tx := func() {\n\t\tfor {\n\t\t}\n\t}\n", false},
		{"\tvar x = 1\n", true},
		{"\tfor x = range 3 {\n\t}\n", false},
		{"\tif ok = f(); ok {\n\t\tf()\n\t}\n", false},
		{"\tif ok = f(); ok {\n\t\treturn nil\n\t} else {\n\t}\n", false},
	}
	for _, tt := range tests {
		src := title + "package main\n\nfunc run(nb N) error {\n" + tt.body + "\n\tf()\n\treturn nil\n}\n"
		c, err := Parse("main.go", src)
		if err != nil {
			t.Fatal(err)
		}
		before, _, _ := strings.Cut(src, "= ")
		line := 1 + strings.Count(before, "\n")
		if have := c.Cells[c.CellAt(line)].Kind == Frame; have != tt.frame {
			t.Errorf("%q\nin the frame: have %v, want %v", tt.body, have, tt.frame)
		}
	}
}

func TestPresents(t *testing.T) {
	tests := []struct {
		code string
		want bool
	}{
		{"nb.A()", true},
		{"nb.A().B(1).C()", true},
		{"// c\nnb.A()\nnb.B(x) // d", true},
		{"if err := nb.A(); err != nil {\nreturn err\n}", true},
		{"for _, x := range xs {\nnb.A(x)\n}", true},
		{"for i := 0; i < 3; i++ {\nfor range xs {\nif err := nb.A(); err != nil {\nreturn err\n}\n}\n}", true},
		{"for range xs {\n}", false},
		{"for range xs {\nnb.A()\nf()\n}", false},
		{"if err := nb.A(); err != nil {\nreturn nil\n}", false},
		{"if err := nb.A(); err != nil {\nnb.B()\nreturn err\n}", true},
		{"if err := nb.A(); err != nil {\nreturn err\n} else {\n}", false},
		{"if err := f(); err != nil {\nreturn err\n}", false},
		{"if ok {\nnb.A()\n}", true},
		{"if ok {\nnb.A()\n} else {\nnb.B()\n}", true},
		{"if ok {\nnb.A()\n} else if no {\nnb.B()\n}", true},
		{"if ok {\nnb.A()\n} else {\nx = 1\n}", false},
		{"if ok {\nx = 1\n}", false},
		{"x := nb.A()", false},
		{"nb.A()\nx := 1", true},
		{"x, err := f()\nif err != nil {\nreturn err\n}\nnb.A(x)", true},
		{"var rows []int\nfor range xs {\nrows = append(rows, 1)\n}\nnb.A(rows)", true},
		{"var rows []int\nfor range xs {\nrows = append(rows, 1)\n}", false},
		{"sum := 0\nfor range xs {\nsum += 1\n}\nnb.A(sum)", false},
		{"for i := range xs {\nxs[i] = 1\n}\nnb.A(xs)", false},
		{"x = 1\nnb.A(x)", false},
		{"for range xs {\nf = append(f, 1)\n}\nnb.Check(f)", false},
		{"g := func() {\nfor range xs {\n}\n}\nnb.A(g)", false},
		{"g := func() { f() }\nnb.A(g)", true},
		{"f(nb)", true},
		{"own.Show(1)\nx := 1", true},
		{"own.Show(1)\nfor range xs {\nsum += 1\n}", false},
		{"other.Field.Show(1)", false},
		{"nb.Field.A()", false},
		{"return nb.A()", false},
	}
	for _, tt := range tests {
		for _, name := range []string{"nb", "n"} {
			code := strings.ReplaceAll(tt.code, "nb", name)
			if name != "nb" {
				code = strings.ReplaceAll(code, "notebook", "book")
			}
			src := title + "package main\n\nfunc run(" + name + " *notebook.Notebook) error {\n\t// p\n\n" + code + "\n\n// q\n\nreturn nil\n}\n"
			c, err := Parse("main.go", src)
			if err != nil {
				t.Fatal(err)
			}
			if have := c.Cells[3].Presents; have != tt.want {
				t.Errorf("%q: have %v, want %v", code, have, tt.want)
			}
		}
	}
	// Only whole statements of run present.
	for _, src := range []string{
		title + "package main\n\nfunc helper(nb *notebook.Notebook) {\n\tnb.A()\n}\n",
		title + "package main\n\nimport \"fmt\"\n\nfunc run(nb *notebook.Notebook) error {\n\tfmt.Println(1)\n\treturn nil\n}\n",
		title + "package main\n\nimport p \"a/print\"\n\nfunc run(nb *notebook.Notebook) error {\n\tp.Line(1)\n\treturn nil\n}\n",
		title + "package main\n\nfunc run(_ *notebook.Notebook) error {\n\t_.A()\n\treturn nil\n}\n",
		title + "package main\n\nfunc run(nb *notebook.Notebook) error { nb.A()\n\treturn nil\n}\n",
		title + "package main\n\nfunc run(nb *notebook.Notebook) error {\n\tfor {\n\t\tnb.A()\n\n\t\t// p\n\n\t\tnb.A()\n\t}\n}\n",
	} {
		c, err := Parse("main.go", src)
		if err != nil {
			t.Fatal(err)
		}
		for _, cell := range c.Cells {
			if cell.Presents {
				t.Errorf("%q presents", cell.Text)
			}
		}
	}
}

func TestCellAt(t *testing.T) {
	c := &Chapter{Cells: []Cell{
		{Kind: Prose, Line: 2, End: 3},
		{Kind: Frame, Line: 5, End: 6},
		{Kind: Code, Line: 8, End: 9},
		{Kind: Prose, Line: 11, End: 12},
		{Kind: Code, Line: 14, End: 14},
		{Kind: Frame, Line: 15, End: 16},
	}}
	tests := map[int]int{-1: -1, 0: -1, 1: -1, 2: 0, 3: 0, 4: -1, 5: 1, 7: -1, 8: 2, 9: 2, 10: 2, 11: 3, 13: 2, 14: 4, 15: 5, 16: 5, 17: 4, 999: 4}
	for line, want := range tests {
		if have := c.CellAt(line); have != want {
			t.Errorf("line %d: have %d, want %d", line, have, want)
		}
	}
	if have := new(Chapter).CellAt(1); have != -1 {
		t.Errorf("no cells: have %d, want -1", have)
	}
}

func TestErrors(t *testing.T) {
	tests := []struct{ src, want string }{
		{"", "ch/main.go:1: expected 'package', found 'EOF'"},
		{title + "package main\n\nfunc run( {\n", "ch/main.go:5: expected ')', found '{'"},
		{"//line other.go:70\npackage main\n\nvar = 1\n", "ch/main.go:4: expected 'IDENT', found '='"},
		{"package main\n\nvar x = `", "ch/main.go:3: raw string literal not terminated"},
		{"package main\n/*", "ch/main.go:2: comment not terminated"},
		{"package main\n\x00\n", "ch/main.go:2: illegal character NUL"},
		{"// ## T\n\npackage main\n", "ch/main.go:1: the chapter has no title: open its first comment block with a line \"# Title\""},
		{"// # T\npackage main\n", "ch/main.go:1: the chapter has no title: open its first comment block with a line \"# Title\""},
		{"// #\n\npackage main\n", "ch/main.go:1: the chapter has no title: open its first comment block with a line \"# Title\""},
	}
	for _, tt := range tests {
		_, err := Parse("ch/main.go", tt.src)
		if err == nil || err.Error() != tt.want {
			t.Errorf("%q\nhave %v\nwant %s", tt.src, err, tt.want)
		}
	}
}
