package site

import (
	"slices"
	"testing"

	"golang.org/x/image/font/sfnt"
)

// TestMathCharacters: what a browser sets in formulas is found, and what stands
// around them is not.
func TestMathCharacters(t *testing.T) {
	for page, want := range map[string]string{
		`<p>語 a &lt; b</p>`:                                                             ``,
		`<math><mi>x</mi><mo>=</mo><mn>0.5</mn></math>`:                                 `𝑥=0.5`,
		`<math><mi mathvariant="normal">∂</mi><mi>L</mi></math>`:                        `∂𝐿`,
		`<math><mi>∂</mi><mi>h</mi><mi>η</mi><mi>Δ</mi></math>`:                         `𝜕ℎ𝜂𝛥`,
		`<math><mi>max</mi><mtext> if é</mtext></math>`:                                 `max ifé`,
		`<math><mo stretchy="false">&lt;</mo><mo class="prime">′</mo></math>`:           `<′`,
		`<math><msqrt><mi>k</mi></msqrt><msup><mi>W</mi><mo>⊤</mo></msup></math>`:       `√𝑘𝑊⊤`,
		`<main><math display="block"><mtable><mtr><mtd><mn>7</mn></mtd></mtr></mtable>`: `7`,
		`<math><mi>x`: `𝑥`,
		`<m`:          ``,
	} {
		used, all := map[rune]bool{}, map[rune]bool{}
		mathCharacters(used, []byte(page))
		for _, r := range want {
			all[r] = true
		}
		for r := range used {
			if !all[r] {
				t.Errorf("%s: have %q, which is not set", page, r)
			}
		}
		for r := range all {
			if !used[r] {
				t.Errorf("%s: %q is missing", page, r)
			}
		}
	}
}

// TestSlanted: the letters at the ends of the alphabets and the signs have the
// slanted form that Unicode names.
func TestSlanted(t *testing.T) {
	upright := []rune("AZazhΑΩαω∂ϵϑϰϕϱϖ∇ϴıȷ0é")
	want := []rune("𝐴𝑍𝑎𝑧ℎ𝛢𝛺𝛼𝜔𝜕𝜖𝜗𝜘𝜙𝜚𝜛𝛻𝛳𝚤𝚥0é")
	for i, r := range upright {
		if have := slanted(r); have != want[i] {
			t.Errorf("%c: have %c (%U), want %c (%U)", r, have, have, want[i], want[i])
		}
	}
}

// TestMathFont: the font of a book has what its formulas need, and little else.
func TestMathFont(t *testing.T) {
	files, err := Render(sampleBook(t))
	if err != nil {
		t.Fatal(err)
	}
	if have := len(files[mathFontFile]); have > 64<<10 {
		t.Errorf("the font weighs %d bytes, want at most %d", have, 64<<10)
	}
	font, err := sfnt.Parse(files[mathFontFile])
	if err != nil {
		t.Fatal(err)
	}
	used := map[rune]bool{}
	for name, page := range files {
		if name != "book.html" {
			mathCharacters(used, page)
		}
	}
	var missing []rune
	for r := range used {
		if glyph, err := font.GlyphIndex(nil, r); err != nil || glyph == 0 {
			missing = append(missing, r)
		}
	}
	slices.Sort(missing)
	if len(used) < 30 || len(missing) > 0 {
		t.Errorf("of %d characters %q are missing", len(used), string(missing))
	}
	for _, r := range "𝐀∮ж" {
		if glyph, _ := font.GlyphIndex(nil, r); glyph != 0 {
			t.Errorf("the font has %q, which no formula has", r)
		}
	}
}
