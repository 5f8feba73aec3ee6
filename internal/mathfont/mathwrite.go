package mathfont

import (
	"maps"
	"slices"
)

// bytes writes the table MATH. An offset is written when what it leads to is:
// room is left for it until then.
func (m *mathTable) bytes() []byte {
	var w writer
	for _, n := range []int{1, 0, 10, 0, 0} { // the version, and where its parts stand
		w.u16(n)
	}
	w.raw(m.constants)

	info := len(w.data)
	w.put16(6, info)
	for range 4 {
		w.u16(0)
	}
	for i, values := range []map[int]int{m.italics, m.accents} {
		if len(values) > 0 {
			w.put16(info+2*i, len(w.data)-info)
			w.values(values)
		}
	}
	if len(m.extended) > 0 {
		w.put16(info+4, len(w.data)-info)
		w.coverage(slices.Sorted(maps.Keys(m.extended)))
	}

	variants := len(w.data)
	w.put16(8, variants)
	for _, n := range []int{m.overlap, 0, 0, len(m.upright), len(m.level)} {
		w.u16(n)
	}
	room := len(w.data)
	for range len(m.upright) + len(m.level) {
		w.u16(0)
	}
	for i, all := range []map[int]stretch{m.upright, m.level} {
		if len(all) == 0 {
			continue
		}
		glyphs := slices.Sorted(maps.Keys(all))
		w.put16(variants+2+2*i, len(w.data)-variants)
		w.coverage(glyphs)
		for _, glyph := range glyphs {
			w.put16(room, len(w.data)-variants)
			room += 2
			w.stretch(all[glyph])
		}
	}
	return w.data
}

func (w *writer) coverage(glyphs []int) {
	w.u16(1)
	w.u16(len(glyphs))
	for _, glyph := range glyphs {
		w.u16(glyph)
	}
}

// values writes a value for each glyph of a coverage that stands behind them.
func (w *writer) values(values map[int]int) {
	glyphs := slices.Sorted(maps.Keys(values))
	w.u16(4 + 4*len(glyphs))
	w.u16(len(glyphs))
	for _, glyph := range glyphs {
		w.u16(values[glyph])
		w.u16(0)
	}
	w.coverage(glyphs)
}

func (w *writer) stretch(s stretch) {
	start := len(w.data)
	w.u16(0)
	w.u16(len(s.forms))
	for _, form := range s.forms {
		w.u16(form[0])
		w.u16(form[1])
	}
	if len(s.parts) == 0 {
		return
	}
	w.put16(start, len(w.data)-start)
	w.u16(s.correction)
	w.u16(0)
	w.u16(len(s.parts))
	for _, part := range s.parts {
		for _, n := range part {
			w.u16(n)
		}
	}
}
