package mathfont

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// A font is the tables of an OpenType file.
type font struct{ tables map[string][]byte }

// withOutlines is how a file with outlines of the Compact Font Format begins.
const withOutlines = "OTTO"

func open(data []byte) (*font, error) {
	v := newView(data)
	if string(v.bytes(0, 4)) != withOutlines {
		return nil, fmt.Errorf("the font does not begin with %q: give one with CFF outlines", withOutlines)
	}
	f := &font{tables: map[string][]byte{}}
	for i := range v.u16(4) {
		entry := v.from(12 + 16*i)
		f.tables[string(entry.bytes(0, 4))] = v.bytes(entry.u32(8), entry.u32(12))
	}
	if *v.fault {
		return nil, errors.New("the font is cut off")
	}
	return f, nil
}

// table is the view of a table.
func (f *font) table(name string) (view, error) {
	data, ok := f.tables[name]
	if !ok {
		return view{}, fmt.Errorf("the font has no table %q", name)
	}
	return newView(data), nil
}

// sound reports a table that was read beyond its end.
func sound(v view, name string) error {
	if *v.fault {
		return fmt.Errorf("the table %q of the font is damaged", name)
	}
	return nil
}

// checkSum is the sum of a table as numbers of four bytes.
func checkSum(data []byte) uint32 {
	var sum uint32
	for len(data) >= 4 {
		sum += binary.BigEndian.Uint32(data)
		data = data[4:]
	}
	var last [4]byte
	copy(last[:], data)
	return sum + binary.BigEndian.Uint32(last[:])
}

// The sum over a whole file, with which head makes up for all others.
const (
	wholeSum       = 0xB1B0AFBA
	sumInHead      = 8
	directoryStart = 12
	directoryEntry = 16
)

// assemble writes a file of tables, in the order of their names.
func assemble(tables map[string][]byte) []byte {
	if head := tables["head"]; len(head) >= sumInHead+4 {
		head = slices.Clone(head)
		binary.BigEndian.PutUint32(head[sumInHead:], 0)
		tables["head"] = head
	}
	var w, body writer
	w.text(withOutlines)
	powers := 0
	for 2<<powers <= len(tables) {
		powers++
	}
	w.u16(len(tables))
	w.u16(16 << powers)
	w.u16(powers)
	w.u16(16*len(tables) - 16<<powers)
	start := directoryStart + directoryEntry*len(tables)
	head := 0
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		data := tables[name]
		if name == "head" {
			head = start + len(body.data)
		}
		w.text(name)
		w.u32(int(checkSum(data)))
		w.u32(start + len(body.data))
		w.u32(len(data))
		body.raw(data)
		for len(body.data)%4 != 0 {
			body.u8(0)
		}
	}
	w.raw(body.data)
	if head > 0 && head+sumInHead+4 <= len(w.data) {
		binary.BigEndian.PutUint32(w.data[head+sumInHead:], wholeSum-checkSum(w.data))
	}
	return w.data
}
