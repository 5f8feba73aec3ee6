package mathfont

import (
	"maps"
	"slices"
)

// mathTable is the table MATH: what a formula is set with.
type mathTable struct {
	constants      []byte
	italics        map[int]int // glyph → correction
	accents        map[int]int // glyph → where an accent stands
	extended       map[int]bool
	overlap        int             // of parts, at least
	upright, level map[int]stretch // what stretches up and down, and across
}

// A stretch is how a glyph grows: to larger forms, and then built of parts.
type stretch struct {
	forms      [][2]int // glyph, size
	parts      [][5]int // glyph, connectors at its start and end, size, flags
	correction int      // of the built glyph
}

// constantsSize is the length of the constants: two percentages, two heights,
// 51 values with their tables for devices, and a percentage.
const (
	constantsSize = 2*2 + 2*2 + 51*4 + 2
	firstValue    = 8
	lastValue     = firstValue + 50*4
)

func (f *font) math() (*mathTable, error) {
	v, err := f.table("MATH")
	if err != nil {
		return nil, err
	}
	m := &mathTable{constants: slices.Clone(v.bytes(v.u16(4), constantsSize)), extended: map[int]bool{}}
	if err := sound(v, "MATH"); err != nil {
		return nil, err
	}
	for at := firstValue; at <= lastValue; at += 4 {
		(&writer{m.constants}).put16(at+2, 0) // no table for devices
	}
	info := v.from(v.u16(6))
	values := func(at int) map[int]int {
		found := map[int]int{}
		if offset := info.u16(at); offset > 0 {
			t := info.from(offset)
			for i, glyph := range coverage(t.from(t.u16(0))) {
				found[glyph] = t.u16(4 + 4*i)
			}
		}
		return found
	}
	m.italics, m.accents = values(0), values(2)
	if offset := info.u16(4); offset > 0 {
		for _, glyph := range coverage(info.from(offset)) {
			m.extended[glyph] = true
		}
	}
	variants := v.from(v.u16(8))
	m.overlap = variants.u16(0)
	down := variants.u16(6)
	m.upright = stretches(variants, 2, 10)
	m.level = stretches(variants, 4, 10+2*down)
	return m, sound(v, "MATH")
}

// coverage is the list of glyphs that a table speaks about, in order: each by
// itself in format 1, by their runs in format 2.
func coverage(v view) (glyphs []int) {
	next := 0
	for i := range v.u16(2) {
		first, last := v.u16(4+2*i), v.u16(4+2*i)
		if v.u16(0) != 1 {
			first, last = v.u16(4+6*i), v.u16(6+6*i)
		}
		if first < next || *v.fault {
			*v.fault = true
			return glyphs
		}
		for glyph := first; glyph <= last; glyph++ {
			glyphs = append(glyphs, glyph)
		}
		next = last + 1
	}
	return glyphs
}

// stretches reads how the glyphs of a coverage grow.
func stretches(v view, covered, first int) map[int]stretch {
	all := map[int]stretch{}
	if v.u16(covered) == 0 {
		return all
	}
	for i, glyph := range coverage(v.from(v.u16(covered))) {
		t := v.from(v.u16(first + 2*i))
		var s stretch
		for k := range t.u16(2) {
			s.forms = append(s.forms, [2]int{t.u16(4 + 4*k), t.u16(6 + 4*k)})
		}
		if t.u16(0) > 0 {
			built := t.from(t.u16(0))
			s.correction = built.u16(0)
			for k := range built.u16(4) {
				p := built.from(6 + 10*k)
				s.parts = append(s.parts, [5]int{p.u16(0), p.u16(2), p.u16(4), p.u16(6), p.u16(8)})
			}
		}
		all[glyph] = s
	}
	return all
}

// closure is the glyphs with all that they stretch to.
func (m *mathTable) closure(glyphs []int) []int {
	found := map[int]bool{}
	for len(glyphs) > 0 {
		glyph := glyphs[0]
		glyphs = glyphs[1:]
		if found[glyph] {
			continue
		}
		found[glyph] = true
		for _, s := range []stretch{m.upright[glyph], m.level[glyph]} {
			for _, form := range s.forms {
				glyphs = append(glyphs, form[0])
			}
			for _, part := range s.parts {
				glyphs = append(glyphs, part[0])
			}
		}
	}
	return slices.Collect(maps.Keys(found))
}

// only is the table for some glyphs, under new numbers. What they stretch to
// must be among them.
func (m *mathTable) only(renumbered map[int]int) *mathTable {
	values := func(all map[int]int) map[int]int {
		kept := map[int]int{}
		for glyph, value := range all {
			if to, ok := renumbered[glyph]; ok {
				kept[to] = value
			}
		}
		return kept
	}
	grown := func(all map[int]stretch) map[int]stretch {
		kept := map[int]stretch{}
		for glyph, s := range all {
			to, ok := renumbered[glyph]
			if !ok {
				continue
			}
			s.forms, s.parts = slices.Clone(s.forms), slices.Clone(s.parts)
			for i := range s.forms {
				s.forms[i][0] = renumbered[s.forms[i][0]]
			}
			for i := range s.parts {
				s.parts[i][0] = renumbered[s.parts[i][0]]
			}
			kept[to] = s
		}
		return kept
	}
	extended := map[int]bool{}
	for glyph := range m.extended {
		if to, ok := renumbered[glyph]; ok {
			extended[to] = true
		}
	}
	return &mathTable{m.constants, values(m.italics), values(m.accents), extended, m.overlap, grown(m.upright), grown(m.level)}
}
