// Package mathfont cuts an OpenType math font down to the characters that a
// book uses.
//
// Goals:
//   - formulas look as they do with the whole font: the outlines and their
//     hints, the widths, the constants of the MATH table, and for everything
//     that stretches its larger forms and the parts that it is built of
//   - the same font and the same characters give the same bytes, on every
//     machine and with every version of Go: nothing is compressed
//   - a font that is damaged, or of a kind that is not read, is an error
//
// Non-goals:
//   - fonts with TrueType outlines, or keyed by character collections
//   - what a formula in a browser does not need: substitutions and kerning, the
//     forms for small sizes among them, and the kerning of corners
//
// The formats are those of the OpenType specification, version 1.9, of Adobe's
// technical notes 5176 (the Compact Font Format) and 5177 (Type 2
// charstrings).
package mathfont

import (
	"errors"
	"fmt"
	"slices"
)

// Cut is the font with the glyphs of the characters and with all that those
// stretch to, under another family name: a changed font must not bear the name
// of the one it was made from. A character that the font does not have is left
// out, so that a browser takes it from another font.
func Cut(font []byte, family string, characters []rune) ([]byte, error) {
	f, err := open(font)
	if err != nil {
		return nil, fmt.Errorf("mathfont: %w", err)
	}
	cut, err := f.cut(family, characters)
	if err != nil {
		return nil, fmt.Errorf("mathfont: %w", err)
	}
	return cut, nil
}

// cut makes the tables of the smaller font.
func (f *font) cut(family string, characters []rune) ([]byte, error) {
	all, err := f.characters()
	if err != nil {
		return nil, err
	}
	math, err := f.math()
	if err != nil {
		return nil, err
	}
	chosen := map[rune]int{}
	kept := []int{0} // the glyph for what is missing
	for _, c := range characters {
		if glyph, ok := all[c]; ok {
			chosen[c] = glyph
			kept = append(kept, glyph)
		}
	}
	if len(chosen) == 0 {
		return nil, errors.New("the font has none of the characters")
	}
	kept = math.closure(kept)
	slices.Sort(kept) // a coverage lists its glyphs in order
	renumbered := make(map[int]int, len(kept))
	for to, from := range kept {
		renumbered[from] = to
	}
	for c, glyph := range chosen {
		chosen[c] = renumbered[glyph]
	}

	tables := map[string][]byte{
		"MATH": math.only(renumbered).bytes(),
		"cmap": characterMap(chosen),
	}
	if tables["CFF "], err = f.outlines(kept, family); err != nil {
		return nil, err
	}
	if err := f.metrics(tables, kept); err != nil {
		return nil, err
	}
	if tables["name"], err = f.names(family); err != nil {
		return nil, err
	}
	return assemble(tables), nil
}
