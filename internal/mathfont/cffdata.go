package mathfont

import (
	"errors"
	"slices"
)

// readIndex reads a list of byte strings, and says where it ends.
func readIndex(v view, at int) (list [][]byte, end int) {
	n := v.u16(at)
	if n == 0 {
		return nil, at + 2
	}
	size := v.u8(at + 2)
	offset := func(i int) int { return v.uint(at+3+i*size, size) }
	data := at + 2 + (n+1)*size
	for i := range n {
		list = append(list, v.bytes(data+offset(i), offset(i+1)-offset(i)))
	}
	return list, data + offset(n)
}

// index writes a list of byte strings.
func index(list [][]byte) []byte {
	var w writer
	w.u16(len(list))
	if len(list) == 0 {
		return w.data
	}
	total := 1
	for _, data := range list {
		total += len(data)
	}
	size := 1
	for total >= 1<<(8*size) {
		size++
	}
	w.u8(size)
	put := func(offset int) {
		for shift := 8 * (size - 1); shift >= 0; shift -= 8 {
			w.u8(offset >> shift)
		}
	}
	offset := 1
	put(offset)
	for _, data := range list {
		offset += len(data)
		put(offset)
	}
	for _, data := range list {
		w.raw(data)
	}
	return w.data
}

// A dict is a list of operators with their operands. An entry that was read is
// kept as it was written.
type dict []dictEntry

type dictEntry struct {
	operator int
	operands []int // a real number among them counts as 0
	written  []byte
}

func readDict(data []byte) (dict, error) {
	var d dict
	v := newView(data)
	var operands []int
	start := 0
	for at := 0; at < len(data); {
		b := v.u8(at)
		switch {
		case b == opEscape:
			b = b<<8 | v.u8(at+1)
			at++
			fallthrough
		case b <= 21:
			at++
			d = append(d, dictEntry{b, operands, v.bytes(start, at-start)})
			operands, start = nil, at
		case b == 30: // a real number ends with a half byte of ones
			for at++; at < len(data) && v.u8(at)&15 != 15 && v.u8(at)>>4 != 15; at++ {
			}
			at++
			operands = append(operands, 0)
		case b == 29:
			operands = append(operands, int(int32(v.u32(at+1))))
			at += 5
		default:
			n, size := shortNumber(v, at)
			if size == 0 {
				return nil, errors.New("a dictionary of the outlines holds an unknown byte")
			}
			operands = append(operands, n)
			at += size
		}
	}
	return d, sound(v, "CFF ")
}

// shortNumber reads a number of one to three bytes, as dictionaries and
// charstrings share it; it has no size if there is none.
func shortNumber(v view, at int) (n, size int) {
	switch b := v.u8(at); {
	case b == 28:
		return int(int16(v.u16(at + 1))), 3
	case b >= 32 && b <= 246:
		return b - 139, 1
	case b >= 247 && b <= 250:
		return (b-247)*256 + v.u8(at+1) + 108, 2
	case b >= 251 && b <= 254:
		return -(b-251)*256 - v.u8(at+1) - 108, 2
	}
	return 0, 0
}

// find is the operands of an operator, or nil.
func (d dict) find(operator int) []int {
	for _, e := range d {
		if e.operator == operator {
			return e.operands
		}
	}
	return nil
}

func (d dict) without(operator int) dict {
	return slices.DeleteFunc(slices.Clone(d), func(e dictEntry) bool { return e.operator == operator })
}

// with is the dictionary with one more entry, its numbers five bytes long.
func (d dict) with(operator int, operands ...int) dict {
	var w writer
	for _, n := range operands {
		w.u8(29)
		w.u32(n)
	}
	w.u8(operator)
	return append(slices.Clone(d), dictEntry{operator, operands, w.data})
}

func (d dict) bytes() []byte {
	var w writer
	for _, e := range d {
		w.raw(e.written)
	}
	return w.data
}
