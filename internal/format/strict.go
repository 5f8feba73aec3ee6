package format

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// strictReader reads JSON (RFC 8259) value by value, each where the caller
// expects one, and builds nothing that the caller does not ask for. It is
// stricter than encoding/json: a key that is unknown, misspelt in its case or
// repeated is an error, and so is text that is not UTF-8. It knows the line of
// what it reads.
type strictReader struct {
	data []byte
	at   int // the next byte to read
}

// A jsonKind is what stands at a place, in the words of an error message.
type jsonKind string

const (
	jsonObject jsonKind = "an object"
	jsonArray  jsonKind = "an array"
	jsonString jsonKind = "a string"
	jsonNumber jsonKind = "a number"
	jsonTrue   jsonKind = "true"
	jsonFalse  jsonKind = "false"
	jsonNull   jsonKind = "null"
)

// A syntaxError is text that is not JSON. It has a line where other errors
// have a layer or a key.
type syntaxError struct {
	line int // from 1
	text string
}

// Error leaves out the line, which stands beside the file's name.
func (e *syntaxError) Error() string { return e.text }

// syntax makes an error about a place in the text.
func (r *strictReader) syntax(at int, format string, args ...any) error {
	return &syntaxError{1 + bytes.Count(r.data[:at], []byte("\n")), fmt.Sprintf(format, args...)}
}

// space skips white space and reports whether anything follows it.
func (r *strictReader) space() bool {
	for r.at < len(r.data) {
		switch r.data[r.at] {
		case ' ', '\t', '\r', '\n':
			r.at++
		default:
			return true
		}
	}
	return false
}

// found quotes what stands at the reader's place, for an error message.
func (r *strictReader) found() string {
	if r.at == len(r.data) {
		return "the end of the file"
	}
	if end := r.wordEnd(); end > r.at {
		return strconv.Quote(brief(r.data[r.at:end]))
	}
	_, size := utf8.DecodeRune(r.data[r.at:])
	return fmt.Sprintf("%q", r.data[r.at:r.at+size])
}

// isWordByte says whether a byte belongs to a word such as NaN or True.
func isWordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_'
}

// brief is a text, or its beginning where it is too long for a message.
func brief(text []byte) string {
	most := 40
	if len(text) > most {
		for most > 0 && !utf8.RuneStart(text[most]) {
			most--
		}
		return string(text[:most]) + "…"
	}
	return string(text)
}

// kind is the kind of the next value, which stays unread.
func (r *strictReader) kind() (jsonKind, error) {
	if !r.space() {
		if len(bytes.TrimSpace(r.data)) == 0 {
			return "", r.syntax(0, "the file is empty, expected an object in braces; was it saved?")
		}
		return "", r.syntax(r.at, "the file ends where a value is expected; add the rest")
	}
	switch c := r.data[r.at]; {
	case c == '{':
		return jsonObject, nil
	case c == '[':
		return jsonArray, nil
	case c == '"':
		return jsonString, nil
	case c == '-' || '0' <= c && c <= '9':
		return jsonNumber, nil
	}
	for _, word := range []jsonKind{jsonTrue, jsonFalse, jsonNull} {
		rest, ok := bytes.CutPrefix(r.data[r.at:], []byte(word))
		if ok && (len(rest) == 0 || !isWordByte(rest[0])) {
			return word, nil
		}
	}
	return "", r.syntax(r.at, "found %s, expected a value; %s", r.found(), r.remedy())
}

// remedy is how to write what stands at the reader's place, where somebody
// may have meant a number by it.
func (r *strictReader) remedy() string {
	c, size := utf8.DecodeRune(r.data[r.at:])
	rest := r.data[r.at+size:]
	word := strings.ToLower(brief(r.data[r.at:r.wordEnd()]))
	switch {
	case c == utf8.RuneError && size == 1:
		return "save the file as UTF-8"
	case c == '.' && len(rest) > 0 && '0' <= rest[0] && rest[0] <= '9':
		return "write a digit before the point, as in 0.5"
	case c == '+':
		return "leave the plus sign out"
	case c == '−' || c == '–' || c == '—':
		return "write a minus sign as on the keyboard, -, as in -0.5"
	case word == "nan" || word == "inf" || word == "infinity":
		return "only finite numbers can be computed with"
	}
	return "write numbers as in 0.5 or -2e-3"
}

// wordEnd is where the word at the reader's place ends.
func (r *strictReader) wordEnd() int {
	end := r.at
	for end < len(r.data) && isWordByte(r.data[end]) {
		end++
	}
	return end
}

// expect reports a next value of another kind than the wanted one. The value
// stays unread.
func (r *strictReader) expect(want jsonKind, form string) error {
	kind, err := r.kind()
	if err == nil && kind != want {
		err = fmt.Errorf("found %s, expected %s", kind, form)
	}
	return err
}

// end reports anything that stands after the document.
func (r *strictReader) end(of string) error {
	if !r.space() {
		return nil
	}
	return r.syntax(r.at, "found %s after the end of the %s; remove what follows the last brace", r.found(), of)
}
