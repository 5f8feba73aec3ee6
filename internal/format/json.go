package format

import (
	"cmp"
	"encoding"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// JSON writes a value as encoding/json does: texts, whole numbers, truth values,
// what has a text of its own, and of these pointers, slices, maps by text and
// structs with their tags. The library itself, with all that it brings, is a
// twentieth of what the page of the lab has to load; in the tests it is the
// second witness.
func JSON(v any) []byte { return appendValue(nil, reflect.ValueOf(v)) }

func appendValue(out []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.String:
		return appendText(out, keyText(v))
	case reflect.Int, reflect.Int64:
		return strconv.AppendInt(out, v.Int(), 10)
	case reflect.Bool:
		return strconv.AppendBool(out, v.Bool())
	case reflect.Struct:
		if _, ok := v.Interface().(encoding.TextMarshaler); ok {
			return appendText(out, keyText(v))
		}
		return appendStruct(out, v)
	}
	if v.IsNil() {
		return append(out, "null"...)
	}
	switch v.Kind() {
	case reflect.Pointer:
		return appendValue(out, v.Elem())
	case reflect.Slice:
		out = append(out, '[')
		for i := range v.Len() {
			if i > 0 {
				out = append(out, ',')
			}
			out = appendValue(out, v.Index(i))
		}
		return append(out, ']')
	}
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(keyText(a), keyText(b)) })
	out = append(out, '{')
	for i, key := range keys {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendValue(append(appendText(out, keyText(key)), ':'), v.MapIndex(key))
	}
	return append(out, '}')
}

// keyText is the text of a key, or of a value that has one.
func keyText(v reflect.Value) string {
	if v.Kind() == reflect.String {
		return v.String()
	}
	text, _ := v.Interface().(encoding.TextMarshaler).MarshalText() // a place has one
	return string(text)
}

func appendStruct(out []byte, v reflect.Value) []byte {
	out = append(out, '{')
	first := true
	for i := range v.NumField() {
		key, option, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		field := v.Field(i)
		empty := option == "omitzero" && field.IsZero()
		if option == "omitempty" {
			switch field.Kind() {
			case reflect.Slice, reflect.Map:
				empty = field.Len() == 0
			default:
				empty = field.IsZero()
			}
		}
		if key == "-" || empty {
			continue
		}
		if !first {
			out = append(out, ',')
		}
		first = false
		out = appendValue(append(appendText(out, key), ':'), field)
	}
	return append(out, '}')
}

// appendText writes what markup is made of as escapes, so that a text can stand
// in a page, and what is not UTF-8 as U+FFFD.
func appendText(out []byte, s string) []byte {
	out = append(out, '"')
	from := 0 // what has not been written yet
	for i, c := range s {
		broken := c == utf8.RuneError && !strings.HasPrefix(s[i:], "\ufffd")
		if c >= ' ' && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&' && c != '\u2028' && c != '\u2029' && !broken {
			continue
		}
		out = append(out, s[from:i]...)
		from = i + utf8.RuneLen(c)
		short := strings.IndexRune("\"\\\b\f\n\r\t", c)
		switch {
		case broken:
			from = i + 1
			out = append(out, `\ufffd`...)
		case short >= 0:
			out = append(out, '\\', `"\bfnrt`[short])
		default:
			out = fmt.Appendf(out, `\u%04x`, c)
		}
	}
	return append(append(out, s[from:]...), '"')
}

// ReadJSON reads what JSON writes into what a pointer points to. A key that is
// not known is left out, and so is null.
func ReadJSON(text string, into any) error {
	r := &strictReader{data: []byte(text)}
	if err := r.value(reflect.ValueOf(into).Elem()); err != nil {
		return err
	}
	return r.end("request")
}

// jsonKinds are the kinds of JSON for those of Go.
var jsonKinds = map[reflect.Kind]jsonKind{
	reflect.String: jsonString, reflect.Int: jsonNumber, reflect.Slice: jsonArray, reflect.Struct: jsonObject, reflect.Map: jsonObject,
}

func (r *strictReader) value(v reflect.Value) error {
	kind, err := r.kind()
	if err != nil {
		return err
	}
	isBool := kind == jsonTrue || kind == jsonFalse
	own, hasText := v.Addr().Interface().(encoding.TextUnmarshaler)
	switch {
	case kind == jsonNull:
		return r.skip(0)
	case hasText && kind == jsonString:
		text, err := r.text()
		if err == nil {
			err = own.UnmarshalText([]byte(text))
		}
		return err
	case v.Kind() == reflect.Bool && isBool:
		v.SetBool(kind == jsonTrue)
		return r.skip(0)
	case v.Kind() == reflect.Bool:
		return fmt.Errorf("found %s, expected true or false", kind)
	case kind != jsonKinds[v.Kind()]:
		return fmt.Errorf("found %s, expected %s", kind, jsonKinds[v.Kind()])
	}
	switch v.Kind() {
	case reflect.String:
		s, err := r.text()
		v.SetString(s)
		return err
	case reflect.Int:
		const most = min(1<<53, math.MaxInt) // an int has 32 bits on some machines
		n, err := r.whole(-most, most)
		v.SetInt(int64(n))
		return err
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		_, err := r.array(func(int) error {
			element := reflect.New(v.Type().Elem()).Elem()
			err := r.value(element)
			v.Set(reflect.Append(v, element))
			return err
		})
		return err
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
	}
	fields := map[string]reflect.Value{}
	if v.Kind() == reflect.Struct {
		for i := range v.NumField() {
			key, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			fields[key] = v.Field(i)
		}
	}
	r.at++
	for first := true; ; first = false {
		if more, err := r.next(first, '}'); err != nil || !more {
			return err
		}
		key, err := r.key()
		if err != nil {
			return err
		}
		field, known := fields[key]
		switch {
		case v.Kind() == reflect.Map:
			element := reflect.New(v.Type().Elem()).Elem()
			err = r.value(element)
			at := reflect.New(v.Type().Key()).Elem()
			if own, ok := at.Addr().Interface().(encoding.TextUnmarshaler); ok {
				err = cmp.Or(err, own.UnmarshalText([]byte(key)))
			} else {
				at.SetString(key)
			}
			v.SetMapIndex(at, element)
		case known:
			err = r.value(field)
		default:
			err = r.skip(0)
		}
		if err != nil {
			return err
		}
	}
}
