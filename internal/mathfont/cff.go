package mathfont

import (
	"errors"
	"fmt"
	"slices"
)

// The operators of dictionaries that are read or written anew.
const (
	opNotice      = 1
	opFullName    = 2
	opFamilyName  = 3
	opCharset     = 15
	opCharStrings = 17
	opPrivate     = 18
	opSubrs       = 19
	opEscape      = 12
	opKeyed       = opEscape<<8 | 30 // ROS: keyed by a character collection
)

// renewed are the entries of a top dictionary that hold strings or lead
// somewhere, and the number that is a font's own.
var renewed = []int{
	0, opNotice, opFullName, opFamilyName, 4, opEscape << 8, opEscape<<8 | 21, opEscape<<8 | 22,
	13, 14, opCharset, 16, opCharStrings, opPrivate,
}

// standardStrings is how many strings every font has without writing them.
const standardStrings = 391

// outlines is the table CFF with the glyphs named, each outline whole in
// itself.
func (f *font) outlines(kept []int, family string) ([]byte, error) {
	v, err := f.table("CFF ")
	if err != nil {
		return nil, err
	}
	at := v.u8(2)
	var lists [4][][]byte
	for i := range lists {
		lists[i], at = readIndex(v, at)
	}
	tops, texts, global := lists[1], lists[2], lists[3]
	if len(tops) != 1 {
		return nil, fmt.Errorf("the font file holds %d fonts, not one", len(tops))
	}
	top, err := readDict(tops[0])
	if err != nil {
		return nil, err
	}
	place, own, drawn := top.find(opCharset), top.find(opPrivate), top.find(opCharStrings)
	if top.find(opKeyed) != nil || len(place) != 1 || len(own) != 2 || len(drawn) != 1 {
		return nil, errors.New("the outlines are keyed by a character collection, or have no charset, charstrings or private dictionary")
	}
	private, err := readDict(v.bytes(own[1], own[0]))
	if err != nil {
		return nil, err
	}
	var local [][]byte
	if subrs := private.find(opSubrs); len(subrs) == 1 {
		local, _ = readIndex(v, own[1]+subrs[0])
	}
	charstrings, _ := readIndex(v, drawn[0])
	names := readCharset(v.from(place[0]), len(charstrings))
	if err := sound(v, "CFF "); err != nil {
		return nil, err
	}

	t := &stringList{old: texts}
	var whole [][]byte
	var charset writer
	charset.u8(0)
	for _, glyph := range kept {
		if glyph >= len(charstrings) {
			return nil, fmt.Errorf("the font has %d outlines, none for the glyph %d", len(charstrings), glyph)
		}
		outline, err := flatten(charstrings[glyph], local, global)
		if err != nil {
			return nil, fmt.Errorf("the outline of the glyph %d: %w", glyph, err)
		}
		whole = append(whole, outline)
		if glyph > 0 {
			charset.u16(t.moved(names[glyph]))
		}
	}
	var said dict
	for _, entry := range top {
		switch {
		case entry.operator == opNotice && len(entry.operands) == 1:
			said = said.with(opNotice, t.moved(entry.operands[0]))
		case !slices.Contains(renewed, entry.operator):
			said = append(said, entry)
		}
	}
	name := t.add([]byte(family))
	said = said.with(opFullName, name).with(opFamilyName, name)
	return writeOutlines(said, private.without(opSubrs), family, t.kept, charset.data, index(whole)), t.err
}

// writeOutlines writes the table: a header, four lists, and what the top
// dictionary leads to. Its numbers have five bytes each, so that its length
// does not depend on them.
func writeOutlines(top, private dict, family string, texts [][]byte, charset, outlines []byte) []byte {
	own := private.bytes()
	front := func(start int) []byte {
		var w writer
		w.raw([]byte{1, 0, 4, 4}) // version 1.0, a header of four bytes
		w.raw(index([][]byte{[]byte(postScriptName(family))}))
		w.raw(index([][]byte{top.with(opCharset, start).
			with(opCharStrings, start+len(charset)).
			with(opPrivate, len(own), start+len(charset)+len(outlines)).bytes()}))
		w.raw(index(texts))
		w.raw(index(nil)) // no subroutines
		return w.data
	}
	var w writer
	w.raw(front(len(front(0))))
	w.raw(charset)
	w.raw(outlines)
	w.raw(own)
	return w.data
}

// readCharset is the number of the name of each glyph.
func readCharset(v view, glyphs int) []int {
	names := []int{0}
	format := v.u8(0)
	if format == 0 {
		for i := range glyphs - 1 {
			names = append(names, v.u16(1+2*i))
		}
		return names
	}
	for at := 1; len(names) < glyphs && !*v.fault; at += 2 + format {
		first := v.u16(at)
		for i := range 1 + v.uint(at+2, format) {
			names = append(names, first+i)
		}
	}
	return names
}

// A stringList is the strings of a font, and those kept of them.
type stringList struct {
	old, kept [][]byte
	err       error
}

func (s *stringList) add(text []byte) int {
	s.kept = append(s.kept, text)
	return standardStrings + len(s.kept) - 1
}

// moved is the new number of a string.
func (s *stringList) moved(number int) int {
	if number < standardStrings {
		return number
	}
	if number-standardStrings >= len(s.old) {
		s.err = fmt.Errorf("the font has no string %d", number)
		return 0
	}
	return s.add(s.old[number-standardStrings])
}
