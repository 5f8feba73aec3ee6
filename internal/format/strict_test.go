package format

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
)

func TestStrictNumber(t *testing.T) {
	for _, test := range []struct {
		text string
		want float64
	}{
		{"0", 0}, {"-0", math.Copysign(0, -1)}, {"0.0", 0}, {"0e999", 0}, {"0.000E-999", 0},
		{"12", 12}, {"-1.5", -1.5}, {"1e3", 1000}, {"1E+3", 1000}, {"25e-1", 2.5},
		{"1.7976931348623157e308", math.MaxFloat64}, {"5e-324", math.SmallestNonzeroFloat64},
		{"0.1000000000000000055511151231257827", 0.1},
	} {
		r := strictReader{data: []byte(test.text)}
		have, err := r.number()
		if err != nil || have != test.want || math.Signbit(have) != math.Signbit(test.want) {
			t.Errorf("%s: have %v and %v, want %v", test.text, have, err, test.want)
		}
		if r.at != len(test.text) {
			t.Errorf("%s: have %d bytes read", test.text, r.at)
		}
	}
	for _, text := range []string{"1e309", "-1e309", "1e99999999999999999999", "1e-324", "-1e-400", "0.1e-999999999999", "0." + strings.Repeat("0", 400) + "1"} {
		r := strictReader{data: []byte(text)}
		if v, err := r.number(); err == nil {
			t.Errorf("%s: have %v, want an error", text, v)
		}
	}
}

func TestStrictText(t *testing.T) {
	for _, text := range []string{
		`""`, `"plain"`, `"é😀"`, `"\"\\\/\b\f\n\r\t"`, `"\u00e9\u00E9"`, `"\ud83d\ude00"`, `"\u0000"`, `"a\u2028b\\"`, "\"\x7f\"",
	} {
		var want string
		if err := json.Unmarshal([]byte(text), &want); err != nil {
			t.Fatal(err)
		}
		r := strictReader{data: []byte(text + `,"more"`)}
		have, err := r.text()
		if err != nil || have != want || r.at != len(text) {
			t.Errorf("%s: have %q, %d bytes and %v, want %q and %d bytes", text, have, r.at, err, want, len(text))
		}
	}
	for _, text := range []string{
		`"`, `"\`, `"\"`, `"\u"`, `"\u12"`, `"\u123"`, `"\u+123"`, `"\ude00"`, `"\ud83d"`, `"\ud83d\u0041"`, `"\ud83d\"`, `"\ud83d\u"`, `"\a"`,
		"\"\t\"", "\"\n\"", "\"\x00\"", "\"\xff\"", "\"\xc3\"", "\"\xed\xa0\x80\"",
	} {
		r := strictReader{data: []byte(text)}
		if have, err := r.text(); err == nil {
			t.Errorf("%q: have %q, want an error", text, have)
		}
	}
}

// FuzzStrictSkip holds that the strict reader accepts nothing that
// encoding/json refuses.
func FuzzStrictSkip(f *testing.F) {
	for _, seed := range []string{
		`{"a": [1, -0.5e+3, true, false, null, "\u00e9"], "b": {}}`, `[]`, `[[], {}]`, ` 1 `, `[1,]`, `{"a":1,}`, `tru`, `nullx`, `"\ud83d\ude00"`, `1.`, `-`, `[1 2]`, `{"a" 1}`, "\"\xff\"",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r := strictReader{data: data}
		err := r.skip(0)
		if err == nil {
			err = r.end("network")
		}
		if valid := json.Valid(data); err == nil && !valid {
			t.Errorf("%q is accepted, but is not JSON", data)
		}
	})
}
