package format

import (
	"bytes"
	"errors"
)

// CheckJSON reports what keeps a text from being one JSON value in UTF-8, as
// strictly and in the words in which a network file is read, with its line
// from 1. It is for the files of others that hold numbers; of is what the file
// holds. The text is returned without a byte order mark.
func CheckJSON(data []byte, of string) (text []byte, line int, err error) {
	if data, err = plainText(data); err == nil {
		r := strictReader{data: data}
		if err = r.value(0); err == nil {
			err = r.end(of)
		}
	}
	var syntax *syntaxError
	if errors.As(err, &syntax) {
		return nil, syntax.line, err
	}
	return data, 1, err
}

// plainText is the text without the byte order mark that editors of Windows
// put in front of it, and reports one in UTF-16, which begins with a mark of
// its own or holds a zero byte beside its first character.
func plainText(data []byte) ([]byte, error) {
	for _, mark := range []string{"\xff\xfe", "\xfe\xff", "{\x00", "\x00{"} {
		if bytes.HasPrefix(data, []byte(mark)) {
			return nil, &syntaxError{1, "the file is in UTF-16; save it as UTF-8 (in PowerShell with Out-File -Encoding utf8, in Notepad under Save as, Encoding)"}
		}
	}
	return bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), nil
}

// mostNested is how deep values may stand in each other: far more than any
// file of numbers needs.
const mostNested = 100

// value steps over any value.
func (r *strictReader) value(depth int) error {
	kind, err := r.kind()
	if err != nil {
		return err
	}
	if depth == mostNested {
		return r.syntax(r.at, "more than %d arrays or objects stand in each other; no number stands so deep", mostNested)
	}
	switch kind {
	case jsonObject:
		r.at++
		for first := true; ; first = false {
			if more, err := r.next(first, '}'); err != nil || !more {
				return err
			}
			if _, err := r.key(); err != nil {
				return err
			}
			if err := r.value(depth + 1); err != nil {
				return err
			}
		}
	case jsonArray:
		r.at++
		for first := true; ; first = false {
			if more, err := r.next(first, ']'); err != nil || !more {
				return err
			}
			if err := r.value(depth + 1); err != nil {
				return err
			}
		}
	case jsonString:
		_, err = r.text()
	case jsonNumber:
		_, err = r.numeral()
	default: // true, false or null
		r.at += len(kind)
	}
	return err
}
