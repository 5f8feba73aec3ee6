package site

import (
	"bytes"
	"fmt"
	"html"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-fonts/latin-modern/lmmath"

	"backprop/internal/mathfont"
)

// mathFontFile is where the font of the formulas stands, and mathFontName its
// name: that of the whole font must not be borne by a part of it.
const (
	mathFontFile = "assets/fonts/book-math.otf"
	mathFontName = "Book Math"
)

// alphabet is in the font whether a formula has it or not: some systems measure
// a font by its letters before they fit its outlines to the pixels.
const alphabet = " ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// addMathFont adds the font of the formulas, with the characters that the
// formulas of the pages have: the whole font is twenty times as large, and a
// page would wait for it.
func addMathFont(files map[string][]byte) error {
	used := map[rune]bool{}
	for _, r := range alphabet {
		used[r] = true
	}
	for name, page := range files {
		if path.Ext(name) == ".html" && name != "book.html" { // it repeats the others
			mathCharacters(used, page)
		}
	}
	font, err := mathfont.Cut(lmmath.TTF, mathFontName, slices.Sorted(maps.Keys(used)))
	if err != nil {
		return fmt.Errorf("site: %w", err)
	}
	files[mathFontFile] = font
	return nil
}

// mathCharacters adds the characters that a browser sets in the formulas of a
// page. It slants the single letter of an identifier.
func mathCharacters(used map[rune]bool, page []byte) {
	for {
		_, rest, found := bytes.Cut(page, []byte("<m"))
		if !found {
			return
		}
		page = rest
		tag, rest, _ := bytes.Cut(rest, []byte(">"))
		element, attributes, _ := strings.Cut(string(tag), " ")
		switch element {
		case "sqrt":
			used['√'] = true
		case "i", "n", "o", "text":
			content, _, _ := bytes.Cut(rest, []byte("<"))
			text := html.UnescapeString(string(content))
			if r, size := utf8.DecodeRuneInString(text); element == "i" && size == len(text) && !strings.Contains(attributes, "mathvariant") {
				used[slanted(r)] = true
				continue
			}
			for _, r := range text {
				used[r] = true
			}
		}
	}
}

// slanted is the italic form of a letter in Unicode's mathematical alphabets,
// or the character itself where it has none. MathML Core, section "Italic
// mappings".
func slanted(r rune) rune {
	switch {
	case r == 'h':
		return 'ℎ'
	case r >= 'A' && r <= 'Z':
		return r - 'A' + '𝐴'
	case r >= 'a' && r <= 'z':
		return r - 'a' + '𝑎'
	case r >= 'Α' && r <= 'Ω':
		return r - 'Α' + '𝛢'
	case r >= 'α' && r <= 'ω':
		return r - 'α' + '𝛼'
	}
	if i := slices.Index([]rune("∂ϵϑϰϕϱϖ∇ϴıȷ"), r); i >= 0 {
		return []rune("𝜕𝜖𝜗𝜘𝜙𝜚𝜛𝛻𝛳𝚤𝚥")[i]
	}
	return r
}
