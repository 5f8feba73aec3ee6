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
