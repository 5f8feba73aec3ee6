package site

import (
	"html"
	"regexp"
	"strings"
)

// pythonWord is a comment, a string, a name or a number of Python; where two
// could begin, the first of these.
var pythonWord = regexp.MustCompile(`#[^\n]*` +
	`|[rRbBfFuU]{0,2}(?:"""(?s:.*?)"""|'''(?s:.*?)'''|"(?:\\(?s:.)|[^"\\\n])*"|'(?:\\(?s:.)|[^'\\\n])*')` +
	`|[\pL_][\pL\pN_]*` +
	`|0[xX][0-9a-fA-F_]+|(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?`)

// highlightPython marks the words of a Python program with the classes that
// highlight has for Go. It stops at no mistake.
func highlightPython(source string) string {
	var b strings.Builder
	done := 0
	for _, at := range pythonWord.FindAllStringIndex(source, -1) {
		word := source[at[0]:at[1]]
		class := pythonClass(source[:at[0]], word, source[at[1]:])
		if class == "" {
			continue
		}
		b.WriteString(html.EscapeString(source[done:at[0]]))
		b.WriteString(`<span class="` + class + `">` + html.EscapeString(word) + `</span>`)
		done = at[1]
	}
	b.WriteString(html.EscapeString(source[done:]))
	return b.String()
}

// pythonClass is the class of a word between what stands before and behind it;
// "" for none. A name after a full stop belongs to something else: np.sum is
// not the sum of Python.
func pythonClass(before, word, behind string) string {
	switch first := word[0]; {
	case first == '#':
		return "c"
	case strings.HasSuffix(word, `"`), strings.HasSuffix(word, "'"):
		return "s"
	case '0' <= first && first <= '9', first == '.':
		return "n"
	case strings.HasSuffix(before, "."):
		return ""
	case pythonKeywords[word]:
		return "k"
	case pythonConstants[word]:
		return "n"
	case pythonFunctions[word] && strings.HasPrefix(behind, "("):
		return "t"
	}
	return ""
}

var (
	pythonConstants = wordSet("True False None")
	pythonKeywords  = wordSet("and as assert break class continue def del elif else except finally for from " +
		"global if import in is lambda nonlocal not or pass raise return try while with yield")
	pythonFunctions = wordSet("abs all any dict divmod enumerate float int len list max min print range " +
		"reversed round set sorted str sum tuple zip")
)
