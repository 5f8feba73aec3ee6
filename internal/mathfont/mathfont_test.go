package mathfont

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/go-fonts/latin-modern/lmmath"
	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// sample has letters, a sum and a parenthesis, which grow and are built of
// parts, and a character that the font does not have.
const sample = " abc𝑎𝑏∑(→∂𝟎語"

func cutSample(t testing.TB) []byte {
	t.Helper()
	cut, err := Cut(lmmath.TTF, "Some Name", []rune(sample))
	if err != nil {
		t.Fatal(err)
	}
	return cut
}

// A reading is a font as it is read here, and by another package.
type reading struct {
	characters map[rune]int
	math       *mathTable
	witness    *sfnt.Font
}

func read(t *testing.T, data []byte) reading {
	t.Helper()
	f, err := open(data)
	if err != nil {
		t.Fatal(err)
	}
	r := reading{}
	if r.characters, err = f.characters(); err != nil {
		t.Fatal(err)
	}
	if r.math, err = f.math(); err != nil {
		t.Fatal(err)
	}
	if r.witness, err = sfnt.Parse(data); err != nil {
		t.Fatalf("another reader of fonts: %v", err)
	}
	return r
}

// drawn is the outline and the width of a glyph, as another package reads them.
func (r reading) drawn(t *testing.T, glyph int) (sfnt.Segments, fixed.Int26_6) {
	t.Helper()
	const size = 1000 << 6 // one unit of the font is one pixel
	outline, err := r.witness.LoadGlyph(nil, sfnt.GlyphIndex(glyph), size, nil)
	if err != nil {
		t.Fatalf("glyph %d: %v", glyph, err)
	}
	width, err := r.witness.GlyphAdvance(nil, sfnt.GlyphIndex(glyph), size, xfont.HintingNone)
	if err != nil {
		t.Fatalf("glyph %d: %v", glyph, err)
	}
	return outline, width
}

// TestCut: what is kept is drawn as before, and grows as before.
func TestCut(t *testing.T) {
	whole, cut := read(t, lmmath.TTF), read(t, cutSample(t))
	if have, want := len(cut.characters), len([]rune(sample))-1; have != want {
		t.Errorf("have %d characters, want %d", have, want)
	}
	compared := 0
	same := func(c rune, from, to int) {
		t.Helper()
		compared++
		a, wide := whole.drawn(t, from)
		b, narrow := cut.drawn(t, to)
		if !slices.Equal(a, b) || wide != narrow {
			t.Errorf("%c: glyph %d, %d wide, and glyph %d, %d wide, are drawn differently", c, from, wide, to, narrow)
		}
		if whole.math.italics[from] != cut.math.italics[to] || whole.math.accents[from] != cut.math.accents[to] || whole.math.extended[from] != cut.math.extended[to] {
			t.Errorf("%c: glyph %d and glyph %d are set differently", c, from, to)
		}
	}
	built := 0
	for c, to := range cut.characters {
		from := whole.characters[c]
		same(c, from, to)
		for i, all := range []map[int]stretch{whole.math.upright, whole.math.level} {
			a, b := all[from], []map[int]stretch{cut.math.upright, cut.math.level}[i][to]
			if len(a.forms) != len(b.forms) || len(a.parts) != len(b.parts) || a.correction != b.correction {
				t.Fatalf("%c: have %d forms and %d parts, want %d and %d", c, len(b.forms), len(b.parts), len(a.forms), len(a.parts))
			}
			for k := range a.forms {
				if a.forms[k][1] != b.forms[k][1] {
					t.Errorf("%c: form %d has the size %d, want %d", c, k, b.forms[k][1], a.forms[k][1])
				}
				same(c, a.forms[k][0], b.forms[k][0])
			}
			for k := range a.parts {
				built++
				if [4]int(a.parts[k][1:]) != [4]int(b.parts[k][1:]) {
					t.Errorf("%c: part %d is joined by %v, want %v", c, k, b.parts[k], a.parts[k])
				}
				same(c, a.parts[k][0], b.parts[k][0])
			}
		}
	}
	if compared < 25 || built < 4 {
		t.Errorf("only %d glyphs and %d parts were compared", compared, built)
	}
	if !bytes.Equal(whole.math.constants, cut.math.constants) || whole.math.overlap != cut.math.overlap {
		t.Error("the constants differ")
	}
	if have := whole.witness.NumGlyphs() / cut.witness.NumGlyphs(); have < 50 {
		t.Errorf("the whole font has %d times as many glyphs, want far more", have)
	}
}

// TestNames: a part does not bear the name of the whole, but its copyright.
func TestNames(t *testing.T) {
	cut := read(t, cutSample(t)).witness
	for id, want := range map[sfnt.NameID]string{
		sfnt.NameIDFamily: "Some Name", sfnt.NameIDFull: "Some Name", sfnt.NameIDPostScript: "SomeName",
	} {
		if have, err := cut.Name(nil, id); err != nil || have != want {
			t.Errorf("name %d: have %q, %v, want %q", id, have, err, want)
		}
	}
	if have, err := cut.Name(nil, sfnt.NameIDCopyright); err != nil || !strings.Contains(have, "GUST") {
		t.Errorf("copyright: have %q, %v", have, err)
	}
	if bytes.Contains(cutSample(t), []byte("LatinModernMath")) {
		t.Error("the outlines bear the old name")
	}
}

func TestCutIsDeterministic(t *testing.T) {
	want := cutSample(t)
	for range 3 {
		if !bytes.Equal(cutSample(t), want) {
			t.Fatal("the same characters gave other bytes")
		}
	}
}

// TestCutAgain: what was cut can be cut, and stays what it is.
func TestCutAgain(t *testing.T) {
	once := cutSample(t)
	twice, err := Cut(once, "Some Name", []rune(sample))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(once, twice) {
		t.Errorf("have %d bytes, then %d", len(once), len(twice))
	}
}

func TestChecksums(t *testing.T) {
	cut := cutSample(t)
	if have := checkSum(cut); have != wholeSum {
		t.Errorf("the sum of the file is %#x, want %#x", have, wholeSum)
	}
}

func TestBadFonts(t *testing.T) {
	without := func(name string) []byte {
		f, err := open(lmmath.TTF)
		if err != nil {
			t.Fatal(err)
		}
		delete(f.tables, name)
		return assemble(f.tables)
	}
	for _, test := range []struct {
		font []byte
		text string
		want string
	}{
		{nil, "a", `does not begin with "OTTO"`},
		{[]byte("wOF2 and so on"), "a", `does not begin with "OTTO"`},
		{lmmath.TTF[:1000], "a", "the font is cut off"},
		{without("MATH"), "a", `no table "MATH"`},
		{without("cmap"), "a", `no table "cmap"`},
		{without("CFF "), "a", `no table "CFF "`},
		{without("hmtx"), "a", `no table "hmtx"`},
		{without("name"), "a", `no table "name"`},
		{lmmath.TTF, "語", "none of the characters"},
	} {
		_, err := Cut(test.font, "Some Name", []rune(test.text))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("have %v, want %q", err, test.want)
		}
	}
}

// FuzzCut: a damaged font is an error, never a panic and never endless. Where
// the damage does not show, what comes out can be read.
func FuzzCut(f *testing.F) {
	small := cutSample(f)
	for i := 0; i < len(small); i += len(small) / 100 {
		damaged := slices.Clone(small)
		damaged[i] ^= 0xFF
		f.Add(damaged)
		f.Add(small[:i])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		cut, err := Cut(data, "Some Name", []rune(sample))
		if err != nil {
			return
		}
		if _, err := open(cut); err != nil {
			t.Errorf("what was cut cannot be read: %v", err)
		}
	})
}
