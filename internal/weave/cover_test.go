package weave

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

// errorForm is the form of every error that Parse returns for main.go.
var errorForm = regexp.MustCompile(`(?s)^main\.go:[1-9]\d*: .`)

// cover checks what holds for the cells of any source: each line that is not
// blank is in one cell, cells are in order and have no blank edges, and a
// cell's text has as many lines as the cell.
func cover(source string) error {
	c, err := Parse("main.go", source)
	problems := Lint("main.go", source)
	lines := strings.Split(strings.TrimPrefix(source, "\ufeff"), "\n")
	for _, p := range problems {
		if p.Line < 1 || p.Line > len(lines) || p.Message == "" {
			return fmt.Errorf("problem %v of %d lines", p, len(lines))
		}
	}
	if err != nil {
		if !errorForm.MatchString(err.Error()) {
			return fmt.Errorf("error is not name:line: message: %w", err)
		}
		return nil
	}
	blank := func(line int) bool { return strings.TrimSpace(lines[line-1]) == "" }
	next := 1
	for i, cell := range c.Cells {
		for ; next < cell.Line; next++ {
			if !blank(next) {
				return fmt.Errorf("no cell holds line %d, %q", next, lines[next-1])
			}
		}
		if cell.Line != next || cell.End < cell.Line || cell.End > len(lines) {
			return fmt.Errorf("cell %d, lines %d to %d, comes after line %d of %d", i, cell.Line, cell.End, next-1, len(lines))
		}
		if blank(cell.Line) || blank(cell.End) {
			return fmt.Errorf("cell %d, lines %d to %d, has a blank edge", i, cell.Line, cell.End)
		}
		if have, want := 1+strings.Count(cell.Text, "\n"), cell.End-cell.Line+1; have != want {
			return fmt.Errorf("text of cell %d has %d lines, want %d", i, have, want)
		}
		if cell.Kind != Code && cell.Presents {
			return fmt.Errorf("cell %d presents and is %v", i, cell.Kind)
		}
		for line := cell.Line; line <= cell.End; line++ {
			if c.CellAt(line) != i {
				return fmt.Errorf("CellAt(%d) is %d, want %d", line, c.CellAt(line), i)
			}
		}
		next = cell.End + 1
	}
	for ; next <= len(lines); next++ {
		if !blank(next) {
			return fmt.Errorf("no cell holds line %d, %q", next, lines[next-1])
		}
	}
	ids := map[string]bool{}
	for _, h := range c.Headings {
		if at := c.CellAt(h.Line); at < 0 || c.Cells[at].Kind != Prose {
			return fmt.Errorf("heading %v is not in prose", h)
		}
		if ids[h.ID] || h.ID == "" || h.Level < 1 || h.Level > 6 {
			return fmt.Errorf("heading %v has no anchor of its own or no level", h)
		}
		ids[h.ID] = true
	}
	return nil
}

// Sources put together from lines at random: what parses is covered.
func TestCellsCoverEveryLine(t *testing.T) {
	lines := []string{
		"", "", "", "// # T", "// p", "/* b", "b */", "//go:embed main.go", "//line x:3",
		"package main", "var source string", "var x = `", "`", "import \"x\"", "func main() {}",
		"func run(nb N) error {", "\tnb.A()", "\tx, err := nb.Classic()", "\tif err != nil {", "\t\treturn err",
		"\t// p", "\tfor {", "\t}", "\treturn nil", "}", "func f() {", "/* a */ f() // b", "\r",
	}
	random := rand.New(rand.NewPCG(1, 2))
	parsed := 0
	for range 20000 {
		src := []string{"// # T", "", "package main", ""}
		depth := 0
		for range random.IntN(24) {
			l := lines[random.IntN(len(lines))]
			depth += strings.Count(l, "{") - strings.Count(l, "}")
			src = append(src, l)
		}
		for range depth {
			src = append(src, "}")
		}
		text := strings.Join(src, "\n")
		if err := cover(text); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if _, err := Parse("main.go", text); err == nil {
			parsed++
		}
	}
	if parsed < 500 {
		t.Errorf("only %d sources parse: the test looks at too little", parsed)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(sample(f))
	f.Add("")
	f.Add("\ufeff// # T\r\n\r\npackage main\r\n")
	f.Add("// # T\n\npackage main\n\nfunc run(nb N) error { /*\n*/ f(`\n`) /* x\n*/; return nil }; func g() {}")
	f.Add("/* # T */ // b\n\npackage\n// x\n\nmain\n\n//line x.go:1\nvar x = `\n\n`\n//go:embed\nvar _ int")
	f.Add("// T\n// ===\n//\n// - a\n//\n// ~~~\n// $$\n\npackage main\n\nfunc f() {\nL:\n\t// p\n\n\tswitch {\n\t// q\n\n\tcase true:\n\t\tdefer f()\n\t}\n}\n")
	f.Add("// # T\n\npackage main\n\nfunc run(nb N) error {\n\tx, err := nb.Classic()\n\tif err != nil {\n\t\treturn err\n\t}\n\t// p\n\n\tfor {\n\t\tnb.A().B()\n\t}\n\tif err := nb.A(); err != nil {\n\t\treturn err\n\t}\n}\n")
	f.Add("// # T\n\npackage main\n\nfunc run() error\nfunc main()\nfunc (N) run() {}\nimport \"x\"\n")
	f.Fuzz(func(t *testing.T, source string) {
		if err := cover(source); err != nil {
			t.Fatalf("%v\n%s", err, source)
		}
	})
}
