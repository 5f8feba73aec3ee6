package weave

import (
	"fmt"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
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
	if testing.Short() {
		t.Skip("takes long")
	}
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

// changes checks what a change that says nothing does to the cells: line ends
// of another system and a byte order mark do not move them, and a comment
// behind the end is one more cell of prose.
func changes(source string) error {
	c, err := Parse("main.go", source)
	if err != nil {
		return nil
	}
	plain := plainLines(source)
	for _, other := range []string{plain, "\ufeff" + plain, strings.ReplaceAll(plain, "\n", "\r\n")} {
		d, err := Parse("main.go", other)
		if err != nil {
			return fmt.Errorf("the same source with other line ends: %w", err)
		}
		if !reflect.DeepEqual(c, d) {
			return fmt.Errorf("with other line ends:\nhave %+v\nwant %+v", d, c)
		}
	}
	d, err := Parse("main.go", plain+"\n\n// The end.")
	if err != nil {
		return fmt.Errorf("with a comment behind the end: %w", err)
	}
	n := len(c.Cells)
	if len(d.Cells) != n+1 || !slices.Equal(d.Cells[:n], c.Cells) || d.Cells[n].Kind != Prose || d.Cells[n].Text != "The end." {
		return fmt.Errorf("with a comment behind the end:\nhave %+v\nwant %+v and the comment", d.Cells, c.Cells)
	}
	if d.Title != c.Title || !reflect.DeepEqual(d.Headings, c.Headings) {
		return fmt.Errorf("with a comment behind the end: have the title %q and %v, want %q and %v", d.Title, d.Headings, c.Title, c.Headings)
	}
	return nil
}

// wholesome checks that a Go file with a title is cut, that any other is
// refused, and that code is what the source says, but for its leading tabs.
func wholesome(source string) error {
	c, err := Parse("main.go", source)
	plain := plainLines(source)
	_, syntax := parser.ParseFile(token.NewFileSet(), "main.go", plain, parser.SkipObjectResolution)
	switch {
	case err == nil && syntax != nil:
		return fmt.Errorf("cut, but no Go file: %w", syntax)
	case err != nil && syntax == nil && !strings.Contains(err.Error(), "has no title"):
		return fmt.Errorf("a Go file that is refused: %w", err)
	case err != nil:
		return nil
	}
	lines := strings.Split(plain, "\n")
	for _, cell := range c.Cells {
		for i, have := range strings.Split(cell.Text, "\n") {
			want := lines[cell.Line-1+i]
			if cell.Kind == Prose && strings.Contains(want, "*/") {
				continue // two comments on a line are joined
			}
			if cell.Kind != Prose && have == "" && strings.TrimSpace(want) == "" {
				continue // a line of nothing but spaces is an empty one
			}
			at := strings.LastIndex(want, have)
			before := want[:max(at, 0)]
			if cell.Kind != Prose {
				before = strings.TrimLeft(before, "\t")
			}
			if at < 0 || cell.Kind != Prose && (before != "" || strings.TrimSpace(want[at+len(have):]) != "") {
				return fmt.Errorf("line %d is %q, its cell, %v, has %q", cell.Line+i, want, cell.Kind, have)
			}
		}
	}
	return nil
}

// The laws are what holds for any source.
var laws = []func(string) error{cover, changes, wholesome}

// TestGoFiles holds the laws for Go files that nobody wrote for this package:
// the chapters, and this package itself under a title.
func TestGoFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	chapters, err := filepath.Glob("../../chapters/*/*.go")
	if err != nil || len(chapters) == 0 {
		t.Fatal("no chapters", err)
	}
	own, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(chapters, own...) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, law := range laws {
			if err := law(string(text)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if err := law(title + string(text)); err != nil {
				t.Errorf("%s, under a title: %v", name, err)
			}
		}
	}
}

// FuzzParse holds the laws for any source.
func FuzzParse(f *testing.F) {
	f.Add(sample(f))
	f.Add("")
	f.Add("\ufeff// # T\r\n\r\npackage main\r\n")
	f.Add("// # T\n\npackage main\n\nfunc run(nb N) error { /*\n*/ f(`\n`) /* x\n*/; return nil }; func g() {}")
	f.Add("/* # T */ // b\n\npackage\n// x\n\nmain\n\n//line x.go:1\nvar x = `\n\n`\n//go:embed\nvar _ int")
	f.Add("// T\n// ===\n//\n// - a\n//\n// ~~~\n// $$\n\npackage main\n\nfunc f() {\nL:\n\t// p\n\n\tswitch {\n\t// q\n\n\tcase true:\n\t\tdefer f()\n\t}\n}\n")
	f.Add("// # T\n\npackage main\n\nfunc run(nb N) error {\n\tx, err := nb.Classic()\n\tif err != nil {\n\t\treturn err\n\t}\n\t// p\n\n\tfor {\n\t\tnb.A().B()\n\t}\n\tif err := nb.A(); err != nil {\n\t\treturn err\n\t}\n}\n")
	f.Add("/*# *///0\n\npackage\n \nA")
	f.Add("// # T\n\npackage main\n\nfunc run() error\nfunc main()\nfunc (N) run() {}\nimport \"x\"\n")
	f.Fuzz(func(t *testing.T, source string) {
		for _, law := range laws {
			if err := law(source); err != nil {
				t.Fatalf("%v\n%q", err, source)
			}
		}
	})
}
