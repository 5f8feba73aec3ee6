package format

import (
	"fmt"
	"slices"
	"strings"
)

// next reports whether another element follows in an array or object that
// ends with the given byte, and steps over what lies between.
func (r *strictReader) next(first bool, end byte) (bool, error) {
	if !r.space() {
		return false, r.syntax(r.at, "the file ends before a closing %q; add what is missing", string(end))
	}
	if r.data[r.at] == end {
		r.at++
		return false, nil
	}
	if first {
		return true, nil
	}
	if r.data[r.at] != ',' {
		return false, r.syntax(r.at, "found %s, expected \",\" or %q", r.found(), string(end))
	}
	comma := r.at
	r.at++
	if r.space() && r.data[r.at] == end {
		return false, r.syntax(comma, "found a comma before %q; remove it", string(end))
	}
	return true, nil
}

// object reads an object that holds none but the given keys, each at most
// once, in any order. member reads the value of each.
func (r *strictReader) object(keys []string, member func(key string) error) error {
	var seen []string
	r.at++
	for first := true; ; first = false {
		if more, err := r.next(first, '}'); err != nil || !more {
			return err
		}
		key, err := r.key()
		switch {
		case err != nil:
			return err
		case !slices.Contains(keys, key):
			return unknownKey(key, keys)
		case slices.Contains(seen, key):
			return fmt.Errorf("key %q stands here twice; keep one", key)
		}
		seen = append(seen, key)
		if err := member(key); err != nil {
			return err
		}
	}
}

// either lists words as in `"a", "b" or "c"`.
func either(words []string) string {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = fmt.Sprintf("%q", word)
	}
	last := len(quoted) - 1
	if last < 1 {
		return strings.Join(quoted, "")
	}
	return strings.Join(quoted[:last], ", ") + " or " + quoted[last]
}

// key reads a key and the colon after it.
func (r *strictReader) key() (string, error) {
	if !r.space() || r.data[r.at] != '"' {
		return "", r.syntax(r.at, "found %s, expected a key in double quotes", r.found())
	}
	key, err := r.text()
	if err != nil {
		return "", err
	}
	if !r.space() || r.data[r.at] != ':' {
		return "", r.syntax(r.at, "found %s after the key %q, expected \":\"", r.found(), brief([]byte(key)))
	}
	r.at++
	return key, nil
}

// array reads an array. element reads the element i; n is their number.
func (r *strictReader) array(element func(i int) error) (n int, err error) {
	r.at++
	for ; ; n++ {
		if more, err := r.next(n == 0, ']'); err != nil || !more {
			return n, err
		}
		if err := element(n); err != nil {
			return n, err
		}
	}
}

// maxNesting bounds the arrays and objects inside one another that skip steps
// over. A layer needs four, the axes of a kernel.
const maxNesting = 10

// skip reads a value of any kind and forgets it.
func (r *strictReader) skip(nesting int) error {
	kind, err := r.kind()
	if err != nil {
		return err
	}
	if nesting > maxNesting {
		return r.syntax(r.at, "arrays and objects are nested more than %d deep; nothing in a network is", maxNesting)
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
			if err := r.skip(nesting + 1); err != nil {
				return err
			}
		}
	case jsonArray:
		_, err = r.array(func(int) error { return r.skip(nesting + 1) })
	case jsonString:
		_, err = r.text()
	case jsonNumber:
		_, err = r.numeral()
	default:
		r.at += len(kind)
	}
	return err
}
