// Package assets is the look of the book, for programs that write pages of
// their own beside it: the style, the faces and the icon, without the renderer.
//
// Non-goals: markup and templates, which each package has for its own pages.
package assets

import (
	"bytes"
	"embed"
	"fmt"
	"maps"
	"path"
	"slices"

	"backprop/internal/markup"
)

var (
	// Book is the style of every page. It takes Measures beside it.
	//
	//go:embed book.css
	Book []byte
	// Class is the style of a marked class and its feedback pages.
	//
	//go:embed class.css
	Class []byte
	// Icon is the picture of a window's tab, an SVG.
	//
	//go:embed icon.svg
	Icon []byte
)

// The faces of the pages: STIX Two Text for words and STIX Two Math for
// formulas, which were drawn for each other, with all characters that the book
// can write. The script .ci/fonts cuts them; math.txt and text.txt say which
// characters they have.
//
//go:embed fonts/*.woff2 fonts/licence.txt
var fonts embed.FS

// Fonts are the faces and their licence, by the names that the style has for
// them, such as fonts/book-text.woff2.
func Fonts() (map[string][]byte, error) {
	entries, err := fonts.ReadDir("fonts")
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, entry := range entries {
		name := path.Join("fonts", entry.Name())
		if files[name], err = fonts.ReadFile(name); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// Measures are the rules of the classes with which a grid says how wide its
// cells are, and how strong their tint.
func Measures() []byte {
	var b bytes.Buffer
	for w := range markup.WidthClasses {
		fmt.Fprintf(&b, ".w%d { --w: %[1]d; }\n", w+1)
	}
	for t := range markup.StrengthClasses + 1 {
		fmt.Fprintf(&b, ".t%d { --t: %g; }\n", t, float64(t)/markup.StrengthClasses)
	}
	return b.Bytes()
}

// Skips are the rules of the classes with which an arrow on the sheet says where
// it begins and ends: the column of an array, and that of the sum.
func Skips() []byte {
	var b bytes.Buffer
	for n := range markup.WidthClasses {
		fmt.Fprintf(&b, ".from%d { --from: --from-%[1]d; --from-back: --from-back-%[1]d; }\n.to%d { --to: --to-%[2]d; --to-back: --to-back-%[2]d; }\n", n, n+1)
	}
	return b.Bytes()
}

// parts are the rules of the classes with which a bar says how long it is, in
// twentieths.
func parts() []byte {
	var b bytes.Buffer
	for n := range 21 {
		fmt.Fprintf(&b, ".p%d { --p: %[1]d; }\n", n)
	}
	return b.Bytes()
}

// OfClass are the files that the pages of a class share, below assets/.
func OfClass() (map[string][]byte, error) {
	files := map[string][]byte{
		"assets/class.css": slices.Concat(Book, Measures(), Class, parts()),
		"assets/icon.svg":  Icon,
	}
	faces, err := Fonts()
	for name, data := range maps.All(faces) {
		files["assets/"+name] = data
	}
	return files, err
}
