package site

import (
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	shared "backprop/internal/site/assets"
	"backprop/internal/tex"
)

// characters are what a file beside a face says it has; .ci/fonts holds the
// face itself against it.
func characters(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("assets", "fonts", file))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(text), "\n", "")
}

// missing are the characters of a text that the faces do not have, each once.
// Spaces of any width a browser makes of the space between words.
func missing(text, faces string) string {
	var lacking []rune
	for _, r := range text {
		if !unicode.IsSpace(r) && !strings.ContainsRune(faces, r) && !slices.Contains(lacking, r) {
			lacking = append(lacking, r)
		}
	}
	slices.Sort(lacking)
	return string(lacking)
}

// TestMathFace: the face of the formulas has every character that a formula
// can have, and of each letter the slanted form that a browser takes for it.
func TestMathFace(t *testing.T) {
	text := string(tex.Alphabet())
	for _, r := range text {
		text += string(slanted(r))
	}
	if lacking := missing(text, characters(t, "math.txt")); lacking != "" {
		t.Errorf("assets/fonts/math.txt is without %q; write them into it and run .ci/fonts", lacking)
	}
}

// slanted is the form in Unicode's mathematical alphabets that a browser takes
// for a lone letter, or the character itself where there is none. Capital Greek
// letters stand upright in this book. MathML Core, section "Italic mappings".
func slanted(r rune) rune {
	switch {
	case r == 'h':
		return 'ℎ'
	case r >= 'A' && r <= 'Z':
		return r - 'A' + '𝐴'
	case r >= 'a' && r <= 'z':
		return r - 'a' + '𝑎'
	case r >= 'α' && r <= 'ω':
		return r - 'α' + '𝛼'
	case r == 'ϵ':
		return '𝜖'
	case r == 'ϕ':
		return '𝜙'
	}
	return r
}

var (
	unread = regexp.MustCompile(`(?s)<(pre|code|script|style)\b.*?</(pre|code|script|style)>`)
	words  = regexp.MustCompile(`<mtext[^>]*>[^<]*`)
	tag    = regexp.MustCompile(`<[^>]*>`)
)

// TestFacesOfThePages: the faces have what the pages say. No face for text has
// a raised T; it stands in a sentence or two, and there the reader's own system
// has one.
func TestFacesOfThePages(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	math := characters(t, "math.txt")
	text := characters(t, "text.txt") + math + "ᵀ"
	files, err := filepath.Glob(filepath.Join("..", "..", "docs", "*.html"))
	if err != nil || len(files) == 0 {
		t.Fatalf("have the pages %q, %v", files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		page := string(data)
		if lacking := missing(html.UnescapeString(tag.ReplaceAllString(unread.ReplaceAllString(page, ""), "")), text); lacking != "" {
			t.Errorf("%s: the faces are without %q; write them into assets/fonts/math.txt and run .ci/fonts, or write otherwise", file, lacking)
		}
		said := strings.Join(words.FindAllString(page, -1), "")
		if lacking := missing(html.UnescapeString(tag.ReplaceAllString(said, "")), math); lacking != "" {
			t.Errorf("%s: the face of the formulas is without %q, which stand in \\text{…}; write them into assets/fonts/math.txt and run .ci/fonts", file, lacking)
		}
	}
}

// TestFacesAreSmall: a reader waits for them.
func TestFacesAreSmall(t *testing.T) {
	files, err := shared.Fonts()
	if err != nil {
		t.Fatal(err)
	}
	sum := 0
	for name, data := range files {
		if strings.HasSuffix(name, ".woff2") {
			sum += len(data)
		}
	}
	if most := 110 << 10; sum < 1<<10 || sum > most {
		t.Errorf("have %d bytes of faces, want at most %d", sum, most)
	}
}
