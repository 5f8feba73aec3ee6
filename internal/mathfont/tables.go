package mathfont

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
)

// characters are the glyphs of all characters: the table cmap, in its form for
// the whole of Unicode (format 12).
func (f *font) characters() (map[rune]int, error) {
	v, err := f.table("cmap")
	if err != nil {
		return nil, err
	}
	for i := range v.u16(2) {
		entry := v.from(4 + 8*i)
		if entry.u16(0) != windows || entry.u16(2) != wholeUnicode {
			continue
		}
		groups := v.from(entry.u32(4))
		if groups.u16(0) != 12 {
			continue
		}
		glyphs := map[rune]int{}
		next := 0
		for g := range min(groups.u32(12), len(v.data)/12) {
			group := groups.from(16 + 12*g)
			first, last, glyph := group.u32(0), group.u32(4), group.u32(8)
			if first < next || last < first || last > unicode.MaxRune {
				*v.fault = true // groups are in order
				break
			}
			for c := first; c <= last; c++ {
				glyphs[rune(c)] = glyph + c - first
			}
			next = last + 1
		}
		return glyphs, sound(v, "cmap")
	}
	return nil, errors.New(`the table "cmap" of the font has no map of the whole of Unicode`)
}

// The numbers of the platform whose names and maps are read and written.
const (
	windows      = 3
	wholeUnicode = 10
	english      = 0x409
)

// characterMap is the table cmap, in format 12, a group for each run.
func characterMap(glyphs map[rune]int) []byte {
	var groups writer
	n := 0
	list := slices.Sorted(maps.Keys(glyphs))
	for i := 0; i < len(list); n++ {
		first := list[i]
		last := first
		for i++; i < len(list) && list[i] == last+1 && glyphs[list[i]] == glyphs[last]+1; i++ {
			last++
		}
		groups.u32(int(first))
		groups.u32(int(last))
		groups.u32(glyphs[first])
	}
	var w writer
	for _, n := range []int{0, 1, windows, wholeUnicode} {
		w.u16(n)
	}
	w.u32(12) // where the map begins
	w.u16(12) // its format
	w.u16(0)
	w.u32(16 + len(groups.data))
	w.u32(0) // no language
	w.u32(n)
	w.raw(groups.data)
	return w.data
}

// metrics adds the tables that say how wide glyphs and how high lines are.
func (f *font) metrics(tables map[string][]byte, kept []int) error {
	for _, name := range []string{"head", "hhea", "maxp", "OS/2", "post"} {
		v, err := f.table(name)
		if err != nil {
			return err
		}
		tables[name] = slices.Clone(v.data)
	}
	if len(tables["hhea"]) < 36 || len(tables["maxp"]) < 6 || len(tables["post"]) < 32 {
		return errors.New(`a table "hhea", "maxp" or "post" of the font is too short`)
	}
	long := newView(tables["hhea"]).u16(34) // so many entries have a width
	widths, err := f.table("hmtx")
	if err != nil {
		return err
	}
	var w writer
	for _, glyph := range kept {
		w.u16(widths.u16(4 * min(glyph, long-1)))
		if glyph < long {
			w.u16(widths.u16(4*glyph + 2))
		} else {
			w.u16(widths.u16(4*long + 2*(glyph-long)))
		}
	}
	tables["hmtx"] = w.data
	put := func(table string, at, n int) { (&writer{tables[table]}).put16(at, n) }
	put("hhea", 34, len(kept))
	put("maxp", 4, len(kept))
	tables["post"] = tables["post"][:32]
	put("post", 0, 3) // no names of glyphs
	put("post", 2, 0)
	return sound(widths, "hmtx")
}

// What the table name says.
const (
	copyright = 0
	familyID  = 1
	styleID   = 2
	fullName  = 4
	postName  = 6
)

// names is the table name: the copyright of the font and the new name.
func (f *font) names(family string) ([]byte, error) {
	v, err := f.table("name")
	if err != nil {
		return nil, err
	}
	said := map[int][]byte{}
	for id, text := range map[int]string{familyID: family, styleID: "Regular", fullName: family, postName: postScriptName(family)} {
		said[id] = utf16Of(text)
	}
	texts := v.from(v.u16(4))
	for i := range v.u16(2) {
		entry := v.from(6 + 12*i)
		if entry.u16(0) == windows && entry.u16(6) == copyright {
			said[copyright] = texts.bytes(entry.u16(10), entry.u16(8))
		}
	}
	var w, text writer
	w.u16(0)
	w.u16(len(said))
	w.u16(6 + 12*len(said))
	for _, id := range slices.Sorted(maps.Keys(said)) {
		for _, n := range []int{windows, 1, english, id, len(said[id]), len(text.data)} {
			w.u16(n)
		}
		text.raw(said[id])
	}
	w.raw(text.data)
	return w.data, sound(v, "name")
}

// postScriptName is a name without spaces: browsers refuse a font with any in
// this one.
func postScriptName(family string) string { return strings.ReplaceAll(family, " ", "") }

func utf16Of(s string) []byte {
	var w writer
	for _, u := range utf16.Encode([]rune(s)) {
		w.u16(int(u))
	}
	return w.data
}
