package mathfont

import "encoding/binary"

// A view is a part of a font file. Reading outside of it gives zeros and is
// kept as a fault, so that a reader of a table asks once, at its end, whether
// all was there.
type view struct {
	data  []byte
	fault *bool
}

func newView(data []byte) view { return view{data, new(bool)} }

// bytes are n bytes from at on; zeros where they are not there.
func (v view) bytes(at, n int) []byte {
	if at < 0 || n < 0 || at > len(v.data)-n {
		*v.fault = true
		return make([]byte, min(max(n, 0), 8))
	}
	return v.data[at : at+n]
}

func (v view) u8(at int) int  { return int(v.bytes(at, 1)[0]) }
func (v view) u16(at int) int { return int(binary.BigEndian.Uint16(v.bytes(at, 2))) }
func (v view) u32(at int) int { return int(binary.BigEndian.Uint32(v.bytes(at, 4))) }

// uint is a number of one to four bytes.
func (v view) uint(at, size int) int {
	n := 0
	for i := range size {
		n = n<<8 | v.u8(at+i)
	}
	return n
}

// from is the view that begins at an offset.
func (v view) from(at int) view {
	if at < 0 || at > len(v.data) {
		*v.fault = true
		at = len(v.data)
	}
	return view{v.data[at:], v.fault}
}

// A writer collects the bytes of a table.
type writer struct{ data []byte }

func (w *writer) u8(n int)      { w.data = append(w.data, byte(n)) }
func (w *writer) u16(n int)     { w.data = binary.BigEndian.AppendUint16(w.data, uint16(n)) }
func (w *writer) u32(n int)     { w.data = binary.BigEndian.AppendUint32(w.data, uint32(n)) }
func (w *writer) raw(b []byte)  { w.data = append(w.data, b...) }
func (w *writer) text(s string) { w.data = append(w.data, s...) }

// put16 writes a number where room was left for it.
func (w *writer) put16(at, n int) { binary.BigEndian.PutUint16(w.data[at:], uint16(n)) }
