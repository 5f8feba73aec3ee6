package site

import (
	_ "embed"
	"regexp"
	"slices"

	"github.com/go-fonts/latin-modern/lmmath"
)

var (
	//go:embed assets/book.css
	styleSheet []byte
	//go:embed assets/book.js
	script []byte
	//go:embed assets/find.js
	findScript []byte
	//go:embed assets/search.js
	searchScript []byte
	//go:embed assets/explain.js
	explainScript []byte
	//go:embed assets/answers.js
	answersScript []byte
	//go:embed assets/explain.css
	explainStyle []byte
	//go:embed assets/search.css
	searchStyle []byte
	//go:embed assets/print.css
	printStyle []byte
	//go:embed assets/reload.js
	reloadScript []byte
	//go:embed assets/icon.svg
	icon []byte
	//go:embed assets/latin-modern-math.txt
	fontNotice []byte
)

// assets are the files that the pages share. The .nojekyll file, which is
// empty, makes GitHub Pages serve the folder as it is.
func assets(liveReload bool) map[string][]byte {
	js := lean(slices.Concat(script, findScript, searchScript))
	if liveReload {
		js = append(js, reloadScript...)
	}
	return map[string][]byte{
		".nojekyll":                          {},
		"assets/book.css":                    slices.Concat(styleSheet, searchStyle, explainStyle, printStyle),
		"assets/book.js":                     js,
		"assets/explain.js":                  lean(slices.Concat(explainScript, answersScript)),
		"assets/icon.svg":                    icon,
		"assets/fonts/latin-modern-math.otf": lmmath.TTF,
		"assets/fonts/latin-modern-math.txt": fontNotice,
	}
}

// What lean takes away: comments, indentation and blank lines, and the ends of
// lines behind which a statement, a block or a list goes on. No text of a
// script may hold a " // " or go over lines.
var (
	comment = regexp.MustCompile(`(?m)\s+// .*$|^//.*\n|^\s+`)
	lineEnd = regexp.MustCompile(`([;,{(])\n`)
)

// lean is a script without what only its readers need.
func lean(script []byte) []byte {
	return lineEnd.ReplaceAll(comment.ReplaceAll(script, nil), []byte("$1"))
}
