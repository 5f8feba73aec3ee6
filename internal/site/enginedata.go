package site

import (
	"encoding/binary"
	"fmt"
)

// The sections of a program for WebAssembly, and the codes of its data that Go's
// linker writes: https://webassembly.github.io/spec/core/binary/modules.html
const (
	wasmHead    = "\x00asm\x01\x00\x00\x00"
	dataSection = 11
	i32Const    = 0x41
	end         = 0x0b
	// nearby is how many zeros between two segments of data are written out.
	nearby = 32
)

// A segment is data with its address in the memory of a program, which is 0
// wherever no segment lies.
type segment struct {
	at   uint64
	data []byte
}

// joinedData writes the data of a program in few large segments. Go's linker leaves
// out every gap of zeros and so writes a hundred thousand small ones, mostly of
// the table that finds a function by its address, and the address of each costs
// more, packed, than the zeros do: of the lab's engine it is a twelfth. The
// program is the same. It is an error if the program is not one of Go's.
func joinedData(program []byte) ([]byte, error) {
	r := &wasmReader{rest: program}
	if string(r.bytes(len(wasmHead))) != wasmHead {
		return nil, fmt.Errorf("found %.8q at the beginning, expected a program for WebAssembly", program)
	}
	out := []byte(wasmHead)
	for len(r.rest) > 0 && r.err == nil {
		kind := r.byte()
		section := r.bytes(int(r.unsigned()))
		if kind == dataSection && r.err == nil {
			segments, err := readData(section)
			if err != nil {
				return nil, err
			}
			section = writeData(joined(segments))
		}
		out = append(binary.AppendUvarint(append(out, kind), uint64(len(section))), section...)
	}
	return out, r.err
}

// joined are segments whose gaps, where they are small, are filled with zeros. The
// segments follow one another in memory.
func joined(segments []segment) []segment {
	var all []segment
	for _, p := range segments {
		if len(all) > 0 {
			last := &all[len(all)-1]
			if after := last.at + uint64(len(last.data)); p.at >= after && p.at-after <= nearby {
				last.data = append(append(last.data, make([]byte, p.at-after)...), p.data...)
				continue
			}
		}
		all = append(all, segment{p.at, append([]byte(nil), p.data...)})
	}
	return all
}

func readData(section []byte) ([]segment, error) {
	r := &wasmReader{rest: section}
	segments := make([]segment, r.unsigned())
	for i := range segments {
		memory, code := r.unsigned(), r.byte()
		segments[i].at = uint64(r.signed())
		if memory != 0 || code != i32Const || r.byte() != end {
			return nil, fmt.Errorf("data %d is not at an address of the only memory", i)
		}
		segments[i].data = r.bytes(int(r.unsigned()))
		if r.err != nil {
			return nil, r.err
		}
	}
	return segments, r.err
}

func writeData(segments []segment) []byte {
	out := binary.AppendUvarint(nil, uint64(len(segments)))
	for _, p := range segments {
		out = appendSigned(append(out, 0, i32Const), int64(p.at))
		out = append(binary.AppendUvarint(append(out, end), uint64(len(p.data))), p.data...)
	}
	return out
}

// A wasmReader reads numbers as WebAssembly writes them (LEB128: seven bits a
// byte, the lowest first). What is cut off is its error.
type wasmReader struct {
	rest []byte
	err  error
}

func (r *wasmReader) bytes(n int) []byte {
	if n < 0 || n > len(r.rest) {
		r.err = fmt.Errorf("the program is cut off: %d bytes are left where %d are announced", len(r.rest), n)
		r.rest = nil
		return nil
	}
	part := r.rest[:n]
	r.rest = r.rest[n:]
	return part
}

func (r *wasmReader) byte() byte {
	if b := r.bytes(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *wasmReader) unsigned() uint64 {
	n, length := binary.Uvarint(r.rest)
	r.bytes(max(length, 1))
	return n
}

func (r *wasmReader) signed() int64 {
	var n int64
	for shift := 0; shift < 64; shift += 7 {
		b := r.byte()
		n |= int64(b&0x7f) << shift
		if b < 0x80 {
			if b&0x40 != 0 {
				n |= -1 << (shift + 7)
			}
			break
		}
	}
	return n
}

func appendSigned(out []byte, n int64) []byte {
	for {
		b := byte(n & 0x7f)
		n >>= 7
		if n == 0 && b&0x40 == 0 || n == -1 && b&0x40 != 0 {
			return append(out, b)
		}
		out = append(out, b|0x80)
	}
}
