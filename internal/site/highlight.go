package site

import (
	"go/scanner"
	"go/token"
	"html"
	"strings"
)

// codeHTML returns source code as a pre element.
func codeHTML(language, source string) string {
	return `<pre class="code"><code>` + highlight(language, strings.TrimRight(source, "\n")) + `</code></pre>`
}

// highlight marks the words of source code with the classes of wordClass. It
// needs no more than five of them, so the colours stand in the style sheet,
// each with its light and its dark value side by side: neither can lie over
// the other, and the theme switch turns both.
//
// The words are those of Go's own scanner, which takes a piece of a program as
// well as a whole one and stops at no mistake. What JSON is made of are words
// of Go too. The text of another language, or of none, stays plain.
func highlight(language, source string) string {
	if language == "python" {
		return highlightPython(source)
	}
	if language != "go" && language != "json" {
		return html.EscapeString(source)
	}
	source = strings.ReplaceAll(source, "\r", "") // as the scanner does in comments
	file := token.NewFileSet().AddFile("", -1, len(source))
	var words scanner.Scanner
	words.Init(file, []byte(source), nil, scanner.ScanComments)
	var b strings.Builder
	done := 0
	for {
		pos, kind, text := words.Scan()
		if kind == token.EOF {
			break
		}
		start := file.Offset(pos)
		stop := min(start+len(text), len(source)) // a semicolon may be one that the scanner put in
		if class := wordClass(kind, text, source[stop:]); class != "" {
			b.WriteString(html.EscapeString(source[done:start]))
			b.WriteString(`<span class="` + class + `">` + html.EscapeString(source[start:stop]) + `</span>`)
			done = stop
		}
	}
	b.WriteString(html.EscapeString(source[done:]))
	return b.String()
}

// wordClass is the class of a word: k keyword, t type or built-in function, s
// string, n number or constant, c comment; "" for the rest. A built-in
// function is known by the parenthesis behind it: len may be a variable.
func wordClass(kind token.Token, text, behind string) string {
	switch {
	case kind == token.COMMENT:
		return "c"
	case kind.IsKeyword():
		return "k"
	case kind == token.STRING, kind == token.CHAR:
		return "s"
	case kind.IsLiteral() && kind != token.IDENT, constants[text]:
		return "n"
	case types[text], functions[text] && strings.HasPrefix(behind, "("):
		return "t"
	}
	return ""
}

var (
	constants = wordSet("true false iota nil")
	types     = wordSet("bool byte rune string error any uintptr int int8 int16 int32 int64 " +
		"uint uint8 uint16 uint32 uint64 float32 float64 complex64 complex128")
	functions = wordSet("append cap clear close complex copy delete imag len make max min new " +
		"panic print println real recover")
)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(words) {
		set[word] = true
	}
	return set
}
