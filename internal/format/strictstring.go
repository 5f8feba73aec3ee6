package format

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// text reads a string.
func (r *strictReader) text() (string, error) { return r.quoted(false) }

// lines reads a string that holds an array. Line ends and tabs in it may be
// those of the print, which JSON would have as \n and \t: nothing else can be
// meant by them.
func (r *strictReader) lines() (string, error) { return r.quoted(true) }

// quoted reads a string, in which line ends and tabs may be as they are.
func (r *strictReader) quoted(raw bool) (string, error) {
	end := r.closingQuote()
	if end < 0 {
		return "", r.syntax(r.at, "the string that begins here does not end; close it with a double quote")
	}
	r.at++
	var decoded strings.Builder
	decoded.Grow(end - r.at)
	for r.at < end {
		switch c := r.data[r.at]; {
		case c == '\\':
			char, err := r.escape()
			if err != nil {
				return "", err
			}
			decoded.WriteRune(char)
		case raw && (c == '\n' || c == '\r' || c == '\t'):
			decoded.WriteByte(c)
			r.at++
		case c < 0x20:
			return "", r.syntax(r.at, "found %q in a string; close the string before it, or write it as an escape, %s", string(rune(c)), controlEscape(c))
		default:
			char, size := utf8.DecodeRune(r.data[r.at:])
			if char == utf8.RuneError && size == 1 {
				return "", r.syntax(r.at, "found the byte 0x%02x in a string, which is not UTF-8; save the file as UTF-8", c)
			}
			decoded.Write(r.data[r.at : r.at+size])
			r.at += size
		}
	}
	r.at++
	return decoded.String(), nil
}

// controlEscape is a control character as JSON writes it.
func controlEscape(c byte) string {
	switch c {
	case '\n':
		return `\n`
	case '\r':
		return `\r`
	case '\t':
		return `\t`
	}
	return fmt.Sprintf(`\u%04x`, c)
}

// closingQuote is the place of the quote that ends the string at the reader's
// place, or −1.
func (r *strictReader) closingQuote() int {
	for at := r.at + 1; at < len(r.data); at++ {
		switch r.data[at] {
		case '"':
			return at
		case '\\':
			at++
		}
	}
	return -1
}

// escape reads a backslash and what follows it.
func (r *strictReader) escape() (rune, error) {
	first := r.at
	r.at += 2
	switch c := r.data[first+1]; c {
	case '"', '\\', '/':
		return rune(c), nil
	case 'b':
		return '\b', nil
	case 'f':
		return '\f', nil
	case 'n':
		return '\n', nil
	case 'r':
		return '\r', nil
	case 't':
		return '\t', nil
	case 'u':
		return r.unicodeEscape(first)
	}
	r.at = first + 1
	return 0, r.syntax(first, "found %s after a backslash in a string; write a backslash itself as \\\\", r.found())
}

// unicodeEscape reads the digits of \uXXXX, and the second half of a pair of
// surrogates. A half alone is no character.
func (r *strictReader) unicodeEscape(first int) (rune, error) {
	char, ok := r.hexDigits()
	if !ok {
		return 0, r.syntax(first, "found \\u without four hexadecimal digits after it; write it as in \\u00e9")
	}
	if !utf16.IsSurrogate(char) {
		return char, nil
	}
	if r.skipByte(`\`) && r.skipByte("u") {
		if low, ok := r.hexDigits(); ok {
			if pair := utf16.DecodeRune(char, low); pair != utf8.RuneError {
				return pair, nil
			}
		}
	}
	return 0, r.syntax(first, "found \\u%04x, which is half of a character; write the character itself", char)
}

// hexDigits reads four hexadecimal digits.
func (r *strictReader) hexDigits() (rune, bool) {
	if len(r.data)-r.at < 4 {
		return 0, false
	}
	v, err := strconv.ParseUint(string(r.data[r.at:r.at+4]), 16, 16)
	r.at += 4
	return rune(v), err == nil
}
