package weave

import (
	"fmt"
	"strings"
	"testing"
)

const (
	opening1 = "// # T\n\n"
	frame1   = "package main\n\nimport _ \"embed\"\n\n//go:embed main.go\nvar source string\n\nfunc main() { notebook.Main(source, run) }\n\n"
	run1     = "func run(nb *notebook.Notebook) error {\n\treturn nil\n}\n"
)

func TestLint(t *testing.T) {
	wide := func(n int, prefix string) string { return prefix + strings.Repeat("x", n-len(prefix)) }
	body := func(code string) string {
		return opening1 + frame1 + "func run(nb *notebook.Notebook) error {\n" + code + "\treturn nil\n}\n"
	}
	tests := []struct {
		name, src string
		want      []string
	}{
		{"clean", opening1 + frame1 + run1, nil},
		{"CRLF and a byte order mark", "\ufeff" + strings.ReplaceAll(opening1+frame1+run1, "\n", "\r\n"), nil},
		{"does not parse", "package main\n\nvar = 1\n", []string{"3: expected 'IDENT', found '='"}},
		{"no prose", frame1 + run1, []string{"1: no prose: open the file with a comment block, \"# Title\" on its first line"}},
		{"no title", "//\n// x\n//\n// # T\n\n" + frame1 + run1, []string{"2: the first prose should open with the title, \"# Title\""}},
		{"headings", "// # T\n// ### A\n// ## B\n// # C\n// ## D\n// #### E\n\n" + frame1 + run1, []string{
			"2: heading \"A\" skips a level: it has 3, the one before has 1",
			"4: a second title, \"C\": a chapter has one, other headings begin with ##",
			"6: heading \"E\" skips a level: it has 4, the one before has 2"}},
		{"addresses", "// # T\n// ## A {#a #b}\n// ### A {#b}\n// ## A {#c!}\n// ## A {# d}\n// ## A {#e #}\n\n" + frame1 + run1, []string{
			"3: heading \"A\" claims the address #b, which is that of line 2",
			"4: heading \"A {#c!}\": expected addresses such as {#the-winner #ties}: letters, digits, - and _ after each #",
			"5: heading \"A {# d}\": expected addresses such as {#the-winner #ties}: letters, digits, - and _ after each #",
			"6: heading \"A {#e #}\": expected addresses such as {#the-winner #ties}: letters, digits, - and _ after each #"}},
		{"addresses of the title", "// # T {#t}\n\n" + frame1 + run1, []string{"1: the title \"T\" has addresses: its own is that of the page"}},
		{"prose in a loop", body("\tfor {\n\t\t// p\n\n\t\tf()\n\t}\n"), []string{
			"14: prose inside a loop or a branch splits its code: move it out, or let it touch the code below"}},
		{"prose in a branch", body("\tswitch {\n\tcase true:\n\t\t// p\n\n\t\tf()\n\t}\n"), []string{
			"15: prose inside a loop or a branch splits its code: move it out, or let it touch the code below"}},
		{"prose on package", opening1 + "// ## A\n" + frame1 + run1, []string{
			"3: prose touches the package clause, where gofmt rewrites it: put a blank line after the prose"}},
		{"prose on a function", opening1 + frame1 + "// f is $x$.\nfunc f() {}\n\n" + run1, []string{
			"12: prose touches func f, where gofmt rewrites it: put a blank line after the prose"}},
		{"prose on declarations", opening1 + frame1 + "// A list:\n//   - x\nvar x = 1\n\nconst (\n\t// $a\n\t// b$\n\ty = 2\n)\n\n// plain, costs $5\ntype t int\n\n" + run1, []string{
			"12: prose touches a declaration, where gofmt rewrites it: put a blank line after the prose",
			"17: prose touches a declaration, where gofmt rewrites it: put a blank line after the prose"}},
		{"directives are not prose", opening1 + frame1 + "//go:generate echo $A $B\nvar x = 1\n\n" + run1, nil},
		{"code of 72 columns", body(wide(69, "\t// ") + "\n"), nil},
		{"code of 73 columns", body(wide(70, "\t// ") + "\n"), []string{"13: code is 73 columns wide, at most 72"}},
		{"columns are not bytes", body("\t// " + strings.Repeat("∂", 65) + "\n"), nil},
		{"prose of 80 columns", body(wide(77, "\t// ") + "\n\n"), nil},
		{"prose of 81 columns", body(wide(78, "\t// ") + "\n\n"), []string{"13: prose is 81 columns wide, at most 80"}},
		{"not formatted", body("\tx:=1\n"), []string{"13: not as gofmt writes it: run gofmt -w ch/main.go"}},
		{"not formatted in the first line", "\n" + opening1 + frame1 + run1, []string{"1: not as gofmt writes it: run gofmt -w ch/main.go"}},
		{"no final newline", strings.TrimSuffix(opening1+frame1+run1, "\n"), []string{"14: not as gofmt writes it: run gofmt -w ch/main.go"}},
		{"a blank line at the end", opening1 + frame1 + run1 + "\n", []string{"15: not as gofmt writes it: run gofmt -w ch/main.go"}},
		{"no heading", "// x\n\n" + frame1 + run1, []string{"1: the first prose should open with the title, \"# Title\""}},
		{"defer", body("\tdefer f()\n\tdefer func() { nb.A() }()\n"), []string{"14: nb shows in a defer: show it where its place is on the page"}},
		{"defer in a helper", opening1 + frame1 + run1 + "\nfunc f(x int, n *notebook.Notebook) {\n\tfor {\n\t\tdefer n.A()\n\t}\n}\n", []string{
			"18: n shows in a defer: show it where its place is on the page"}},
		{"no frame", opening1 + "package main\n", []string{
			"1: missing: func run(nb *notebook.Notebook) error { … }",
			"1: missing: func main() { notebook.Main(source, run) }",
			"1: missing: //go:embed main.go above var source string"}},
		{"another main", opening1 + strings.Replace(frame1, "run) }", "nil) }", 1) + run1, []string{
			"10: missing: func main() { notebook.Main(source, run) }"}},
		{"another file", opening1 + strings.Replace(frame1, "embed main.go", "embed x.go", 1) + run1, []string{
			"1: missing: //go:embed main.go above var source string"}},
		{"another variable", opening1 + strings.Replace(frame1, "var source", "var text", 1) + run1, []string{
			"1: missing: //go:embed main.go above var source string"}},
		{"a method is not run", opening1 + frame1 + strings.Replace(run1, "func ", "func (t T) ", 1), []string{
			"1: missing: func run(nb *notebook.Notebook) error { … }"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var have []string
			for _, p := range Lint("ch/main.go", tt.src) {
				have = append(have, fmt.Sprintf("%d: %s", p.Line, p.Message))
			}
			if strings.Join(have, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("have\n%s\nwant\n%s\nsource\n%s", strings.Join(have, "\n"), strings.Join(tt.want, "\n"), tt.src)
			}
		})
	}
}
