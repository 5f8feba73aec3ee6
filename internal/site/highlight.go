package site

import (
	"html"
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// codeHTML returns source code as a pre element. A language that is not known,
// or none, leaves the text plain.
func codeHTML(language, source string) string {
	return `<pre class="code"><code>` + highlight(language, strings.TrimRight(source, "\n")) + `</code></pre>`
}

// highlight marks the words of source code with the classes of tokenClass. It
// needs no more than five of them, so the colours stand in the style sheet,
// each with its light and its dark value side by side: neither can lie over
// the other, and the theme switch turns both.
func highlight(language, source string) string {
	lexer := lexers.Get(language)
	if language == "" || lexer == nil {
		return html.EscapeString(source)
	}
	tokens, err := chroma.Tokenise(lexer, &chroma.TokeniseOptions{State: "root"}, source)
	if err != nil {
		return html.EscapeString(source)
	}
	var b strings.Builder
	for _, t := range tokens {
		text := html.EscapeString(t.Value)
		if class := tokenClass(t.Type); class != "" {
			text = `<span class="` + class + `">` + text + `</span>`
		}
		b.WriteString(text)
	}
	return b.String()
}

// tokenClass is the class of a kind of word: k keyword, t type or built-in
// name, s string, n number or constant, c comment; "" for the rest.
func tokenClass(t chroma.TokenType) string {
	switch {
	case t.InCategory(chroma.Comment):
		return "c"
	case t == chroma.KeywordType, t == chroma.NameBuiltin:
		return "t"
	case t == chroma.KeywordConstant:
		return "n"
	case t.InCategory(chroma.Keyword):
		return "k"
	case t.InSubCategory(chroma.LiteralString):
		return "s"
	case t.InSubCategory(chroma.LiteralNumber):
		return "n"
	}
	return ""
}
