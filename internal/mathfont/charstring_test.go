package mathfont

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// Bytes of charstrings: a zero, and the number of the first subroutine of a
// short list, which is −107.
const (
	zero     = 139
	first    = 32
	rmoveto  = 21
	hflex    = 34
	fraction = 255
)

func TestFlatten(t *testing.T) {
	repeat := func(n int, b byte) []byte { return bytes.Repeat([]byte{b}, n) }
	// Two stems with an operator and seven without make a mask of two bytes,
	// which look like operators here.
	masked := slices.Concat(repeat(4, zero), []byte{hstemhm}, repeat(14, zero), []byte{hintmask, callLocal, returns, endchar})
	for _, test := range []struct {
		name       string
		charstring []byte
		local      [][]byte
		global     [][]byte
		want       []byte
		fault      string
	}{
		{"whole in itself", []byte{zero, zero, rmoveto, endchar}, nil, nil, []byte{zero, zero, rmoveto, endchar}, ""},
		{"a call", []byte{zero, first, callLocal, endchar}, [][]byte{{zero, rmoveto, returns}}, nil, []byte{zero, zero, rmoveto, endchar}, ""},
		{"a call that ends it", []byte{first, callGlobal, zero}, nil, [][]byte{{zero, endchar}}, []byte{zero, endchar}, ""},
		{"a call in a call", []byte{first, callLocal, endchar}, [][]byte{{first + 1, callLocal, rmoveto, returns}, {zero, zero, returns}}, nil, []byte{zero, zero, rmoveto, endchar}, ""},
		{"two numbers wait", []byte{first + 1, first, callLocal, callLocal, endchar}, [][]byte{{returns}, {zero, zero, rmoveto}}, nil, []byte{zero, zero, rmoveto, endchar}, ""},
		{"a mask", masked, nil, nil, masked, ""},
		{"a flex", []byte{zero, opEscape, hflex, endchar}, nil, nil, []byte{zero, opEscape, hflex, endchar}, ""},
		{"a number with a fraction", []byte{fraction, 0, 1, 128, 0, endchar}, nil, nil, []byte{fraction, 0, 1, 128, 0, endchar}, ""},

		{"no number", []byte{callLocal, endchar}, nil, nil, nil, "without a number"},
		{"no subroutine", []byte{first + 2, callLocal}, [][]byte{{returns}, {returns}}, nil, nil, "the subroutine 2 of 2"},
		{"calls without end", []byte{first, callLocal}, [][]byte{{first, callLocal}}, nil, nil, "more than 10 deep"},
		{"no end", []byte{zero, rmoveto}, nil, nil, nil, "it does not end"},
		{"arithmetic", []byte{zero, opEscape, 9, endchar}, nil, nil, nil, "operator 12 9"},
		{"cut off in a number", []byte{28, 0}, nil, nil, nil, "damaged"},
		{"too long", repeat(longest+1, zero), nil, nil, nil, "more than 65536 steps"},
	} {
		have, err := flatten(test.charstring, test.local, test.global)
		if test.fault == "" && (err != nil || !bytes.Equal(have, test.want)) {
			t.Errorf("%s: have %v, %v, want %v", test.name, have, err, test.want)
		}
		if test.fault != "" && (err == nil || !strings.Contains(err.Error(), test.fault)) {
			t.Errorf("%s: have %v, want %q", test.name, err, test.fault)
		}
	}
}
