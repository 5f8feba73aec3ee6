package site

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"backprop/internal/tex"
	"backprop/internal/weave"
)

// One letter has one meaning in the whole book: each letter in the math of a
// chapter is declared among the symbols, for this chapter or for all, and none
// is declared twice.
func TestLetters(t *testing.T) {
	files, err := filepath.Glob("../../chapters/*/*.go")
	words, _ := filepath.Glob("../../chapters/*/words.md") // the pattern is a good one
	files = append(files, words...)
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	used := map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		chapter, err := strconv.Atoi(filepath.Base(filepath.Dir(file))[:2])
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range mathOf(t, file, string(source)) {
			for _, letter := range lettersOf(m.tex) {
				used[letter] = true
				if fault := undeclared(letter, chapter); fault != "" {
					t.Errorf("%s:%d: $%s$: %s", file, m.line, m.tex, fault)
				}
			}
		}
	}
	for _, s := range symbols {
		for _, letter := range strings.Fields(s.letters) {
			if !used[letter] {
				t.Errorf("%s is declared as %q, and no chapter uses it: take it out of symbol.go", letter, s.meaning)
			}
		}
	}
}

func TestNoLetterTwice(t *testing.T) {
	meanings := map[string]string{}
	for _, s := range symbols {
		for _, letter := range strings.Fields(s.letters) {
			if other, ok := meanings[letter]; ok {
				t.Errorf("%s has two meanings, %q and %q: choose another letter for one of them", letter, other, s.meaning)
			}
			meanings[letter] = s.meaning
		}
	}
}

func TestLettersOf(t *testing.T) {
	for _, test := range []struct{ tex, want string }{
		{`Z_{i,j} = \sum_{m,n} X_{i+m,j+n} \, K_{m,n} + b`, "Z i j m n X K b"},
		{`k_h - 1`, "k_h"},
		{`n'_H`, "n_H"},
		{`\frac{\partial L}{\partial s_i}`, "L s i"},
		{`\begin{cases} 1 & z > 0 \\ q & \text{else} \end{cases}`, "z q"},
		{`\hat g + e^{-x}`, "g e x"},
		{`W^\top \delta`, "W δ"},
	} {
		if have := strings.Join(lettersOf(test.tex), " "); have != test.want {
			t.Errorf("%s: have %q, want %q", test.tex, have, test.want)
		}
	}
	for _, test := range []struct {
		letter  string
		chapter int
		fault   bool
	}{{"X", 3, false}, {"D", 8, false}, {"D", 9, true}, {"Q", 8, true}} {
		if fault := undeclared(test.letter, test.chapter); (fault != "") != test.fault {
			t.Errorf("%s in chapter %d: have %q", test.letter, test.chapter, fault)
		}
	}
}

// undeclared is what is wrong with a letter in a chapter, or "".
func undeclared(letter string, chapter int) string {
	for _, s := range symbols {
		if !slices.Contains(strings.Fields(s.letters), letter) {
			continue
		}
		if s.in == nil || slices.Contains(s.in, chapter) {
			return ""
		}
		return fmt.Sprintf("%s is %q, in the chapters %v only: take another letter, or add chapter %d in internal/site/symbol.go if it is the same thing", letter, s.meaning, s.in, chapter)
	}
	return fmt.Sprintf("the letter %s is not declared: take a declared one, or say in internal/site/symbol.go what it means", letter)
}

// A piece of math and the line of the source on which it begins.
type piece struct {
	tex  string
	line int
}

var (
	dollars = regexp.MustCompile(`\$\$?([^$]+)\$\$?`)
	verbs   = regexp.MustCompile(`%(\[\d+\])?[.0-9]*[a-zA-Z]`)
	holes   = regexp.MustCompile(`‹[^‹›]*›`)
)

// mathOf is all math of a Go file: between dollars in its prose and in its
// strings, and what is TeX without them, the names of answers and the sides of
// equations. Of a words.md it is what is between dollars. What a verb or a hole
// will put there is left out.
func mathOf(t *testing.T, name, source string) (all []piece) {
	t.Helper()
	if filepath.Ext(name) == ".md" {
		source = holes.ReplaceAllString(source, "0")
		for _, m := range dollars.FindAllStringSubmatchIndex(source, -1) {
			all = append(all, piece{source[m[2]:m[3]], 1 + strings.Count(source[:m[2]], "\n")})
		}
		return all
	}
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, source, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	take := func(text string, line int) {
		for _, m := range dollars.FindAllStringSubmatch(text, -1) {
			all = append(all, piece{m[1], line})
		}
	}
	if filepath.Base(name) == "main.go" {
		c, err := weave.Parse(name, source)
		if err != nil {
			t.Fatal(err)
		}
		for _, cell := range c.Cells {
			if cell.Kind == weave.Prose {
				take(strings.ReplaceAll(cell.Text, "\n> ", "\n"), cell.Line)
			}
		}
	}
	literal := func(e ast.Expr) (string, bool) {
		l, ok := e.(*ast.BasicLit)
		if !ok || l.Kind != token.STRING {
			return "", false
		}
		s, err := strconv.Unquote(l.Value)
		return verbs.ReplaceAllString(s, "0"), err == nil
	}
	bare := func(e ast.Expr) {
		if s, ok := literal(e); ok {
			all = append(all, piece{s, fset.Position(e.Pos()).Line})
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if s, ok := literal(n); ok {
				take(s, fset.Position(n.Pos()).Line)
			}
		case *ast.CompositeLit:
			if strings.HasSuffix(typeName(n.Type), "Answer") {
				for _, e := range n.Elts {
					if kv, ok := e.(*ast.KeyValueExpr); ok && typeName(kv.Key) == "Name" {
						bare(kv.Value)
					}
				}
			}
		case *ast.CallExpr:
			if typeName(n.Fun) == "Equation" {
				for _, a := range n.Args {
					bare(a)
				}
			}
		}
		return true
	})
	return all
}

func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.ArrayType:
		return typeName(e.Elt)
	}
	return ""
}

// suffixes are what a subscript can be that makes another letter of its base:
// height and width, top, bottom, left and right, channels.
const suffixes = "hwtblrHWC"

// lettersOf is the letters of a formula, each once, in order. A base with a
// suffix is a letter of its own. What is no formula has none.
func lettersOf(src string) (all []string) {
	f, err := tex.Parse(strings.TrimSpace(src))
	if err != nil {
		return nil
	}
	add := func(letter string) {
		if first, _ := utf8.DecodeRuneInString(letter); unicode.IsLetter(first) && !slices.Contains(all, letter) {
			all = append(all, letter)
		}
	}
	var walk func(nodes []tex.Node)
	walk = func(nodes []tex.Node) {
		for _, n := range nodes {
			if n.Kind == tex.Letter {
				add(n.Text)
				continue
			}
			if n.Kind == tex.Scripted && len(n.Kids) == 1 && n.Kids[0].Kind == tex.Letter {
				if suffix := single(n.Sub); suffix != "" && strings.Contains(suffixes, suffix) {
					add(n.Kids[0].Text + "_" + suffix)
					walk(n.Sup)
					continue
				}
			}
			walk(n.Kids)
			walk(n.Sub)
			walk(n.Sup)
		}
	}
	walk(f.Tree())
	return all
}

// single is the letter that some nodes are, or "".
func single(nodes []tex.Node) string {
	for len(nodes) == 1 && nodes[0].Kind == tex.Group {
		nodes = nodes[0].Kids
	}
	if len(nodes) == 1 && nodes[0].Kind == tex.Letter {
		return nodes[0].Text
	}
	return ""
}
