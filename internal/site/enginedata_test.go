package site

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"strings"
	"testing"
)

// memory is what lies where before a program begins.
func memory(segments []segment) map[uint64]byte {
	m := map[uint64]byte{}
	for _, s := range segments {
		for i, b := range s.data {
			if b != 0 {
				m[s.at+uint64(i)] = b
			}
		}
	}
	return m
}

// programWith is the smallest program that has data, and a section before and
// one after it.
func programWith(segments []segment) []byte {
	data := writeData(segments)
	out := append([]byte(wasmHead), 5, 3, 1, 0, 1) // a memory
	out = append(binary.AppendUvarint(append(out, dataSection), uint64(len(data))), data...)
	return append(out, 0, 4, 3, 'e', 'n', 'd')
}

// TestJoinedData: the memory is what it was, in fewer segments, and all other
// sections stay.
func TestJoinedData(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 1))
		var segments []segment
		at := r.Uint64N(1 << 20)
		for range 1 + r.IntN(40) {
			data := make([]byte, r.IntN(90))
			for i := range data {
				data[i] = byte(r.IntN(3))
			}
			segments = append(segments, segment{at, data})
			at += uint64(len(data)) + r.Uint64N(3*nearby)
		}
		program := programWith(segments)
		have, err := joinedData(program)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		_, section, _ := bytes.Cut(have, []byte{5, 3, 1, 0, 1, dataSection})
		_, length := binary.Uvarint(section)
		after, found := bytes.CutSuffix(section[length:], []byte{0, 4, 3, 'e', 'n', 'd'})
		if !found {
			t.Fatalf("seed %d: the section after the data is gone", seed)
		}
		joined, err := readData(after)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		have1, want := memory(joined), memory(segments)
		if len(have1) != len(want) {
			t.Errorf("seed %d: have %d bytes other than 0, want %d", seed, len(have1), len(want))
		}
		for at, b := range want {
			if have1[at] != b {
				t.Errorf("seed %d, address %d: have %d, want %d", seed, at, have1[at], b)
			}
		}
		for i, s := range joined[1:] {
			if gap := s.at - joined[i].at - uint64(len(joined[i].data)); gap <= nearby {
				t.Errorf("seed %d: segments %d and %d are %d bytes apart", seed, i, i+1, gap)
			}
		}
		for n := range len(program) - 1 { // cut off, it is refused or ends at a section
			if _, err := joinedData(program[:n]); err == nil && n != len(wasmHead) && n != len(wasmHead)+5 && n != len(program)-6 {
				t.Errorf("seed %d: the first %d of %d bytes are taken for a program", seed, n, len(program))
			}
		}
	}
}

func TestJoinedDataRefuses(t *testing.T) {
	tests := map[string]struct {
		program []byte
		want    string
	}{
		"no program":     {[]byte("globalThis"), "expected a program for WebAssembly"},
		"nothing":        {nil, "expected a program for WebAssembly"},
		"another memory": {append([]byte(wasmHead), dataSection, 7, 1, 2, i32Const, 0, end, 1, 7), "data 0 is not at an address of the only memory"},
		"a global":       {append([]byte(wasmHead), dataSection, 7, 1, 0, 0x23, 0, end, 1, 7), "data 0 is not at an address of the only memory"},
	}
	for name, test := range tests {
		if _, err := joinedData(test.program); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: have %v, want %q", name, err, test.want)
		}
	}
}

// TestSigned: the numbers of the specification are written and read as they are.
func TestSigned(t *testing.T) {
	tests := []struct {
		n    int64
		want []byte
	}{
		{0, []byte{0}}, {2, []byte{2}}, {63, []byte{63}}, {64, []byte{0xc0, 0}}, {127, []byte{0xff, 0}}, {128, []byte{0x80, 1}},
		{-1, []byte{0x7f}}, {-64, []byte{0x40}}, {-65, []byte{0xbf, 0x7f}}, {-123456, []byte{0xc0, 0xbb, 0x78}}, {1 << 31, []byte{0x80, 0x80, 0x80, 0x80, 8}},
	}
	for _, test := range tests {
		if have := appendSigned(nil, test.n); !bytes.Equal(have, test.want) {
			t.Errorf("%d is written % x, want % x", test.n, have, test.want)
		}
		if have := (&wasmReader{rest: test.want}).signed(); have != test.n {
			t.Errorf("% x is read as %d, want %d", test.want, have, test.n)
		}
	}
}
