package format

import (
	"strings"
	"testing"
	"unicode/utf16"
)

// inUTF16 is a text as Windows calls Unicode, with its mark or without.
func inUTF16(text string, mark bool, bigEndian bool) string {
	var b strings.Builder
	units := utf16.Encode([]rune(text))
	if mark {
		units = append([]uint16{0xfeff}, units...)
	}
	for _, u := range units {
		if bigEndian {
			b.WriteString(string([]byte{byte(u >> 8), byte(u)}))
		} else {
			b.WriteString(string([]byte{byte(u), byte(u >> 8)}))
		}
	}
	return b.String()
}

func TestByteOrderMark(t *testing.T) {
	const network = `{"input": [1], "layers": [{"op": "relu"}]}`
	if _, err := ParseNetwork("n.json", []byte("\xef\xbb\xbf"+network)); err != nil {
		t.Errorf("with a byte order mark: have %v", err)
	}
	for _, mark := range []bool{true, false} {
		for _, bigEndian := range []bool{true, false} {
			_, err := ParseNetwork("n.json", []byte(inUTF16(network, mark, bigEndian)))
			if err == nil || !strings.HasPrefix(err.Error(), "n.json:1: the file is in UTF-16; save it as UTF-8") {
				t.Errorf("in UTF-16, mark %v, big end first %v: have %v", mark, bigEndian, err)
			}
		}
	}
}

// What is said of a text that is not JSON, wherever numbers are read.
func TestCheckJSON(t *testing.T) {
	for _, test := range []struct {
		text string
		line int
		want string // "" for none
	}{
		{`{"a": [[0.5, -2e-3], [null, "x"]], "b": {}, "c": true}`, 1, ""},
		{"\xef\xbb\xbf{}", 1, ""},
		{"[1]\n", 1, ""},
		{"", 1, "the file ends where a value is expected"},
		{"{\n\"a\": −0.5}", 2, `found "−", expected a value; write a minus sign as on the keyboard`},
		{`[–1]`, 1, "write a minus sign as on the keyboard"},
		{`[-Infinity]`, 1, `found "-Infinity"; only finite numbers`},
		{`[Infinity]`, 1, `found "Infinity", expected a value; only finite numbers`},
		{`[nan]`, 1, `found "nan", expected a value; only finite numbers`},
		{`[.5]`, 1, `found ".", expected a value; write a digit before the point`},
		{`[-.5]`, 1, "found a minus sign and a point; write a digit between them"},
		{`[- 5]`, 1, "found a minus sign without a digit"},
		{`[1.]`, 1, "ends with a point"},
		{`[+1]`, 1, "leave the plus sign out"},
		{`[01]`, 1, "begins with a zero"},
		{`[True]`, 1, `found "True", expected a value; write numbers as in`},
		{"[1,\n2,\n]", 2, "found a comma before"},
		{"{\n'a': 1}", 2, "expected a key in double quotes"},
		{"[1] [2]", 1, `found "[" after the end of the answers`},
		{"[\"\xff\"]", 1, "which is not UTF-8"},
		{"[\xff]", 1, "save the file as UTF-8"},
		{strings.Repeat("[", 101) + strings.Repeat("]", 101), 1, "more than 100 arrays"},
		{strings.Repeat("[", 10_000_000), 1, "more than 100 arrays"},
	} {
		_, line, err := CheckJSON([]byte(test.text), "answers")
		have := ""
		if err != nil {
			have = err.Error()
		}
		if line != test.line || !strings.Contains(have, test.want) || (have == "") != (test.want == "") {
			t.Errorf("%.40q: have line %d, %q\nwant line %d, %q", test.text, line, have, test.line, test.want)
		}
	}
}
