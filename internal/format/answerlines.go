package format

import (
	"fmt"
	"regexp"
	"sort"
	"strings"

	"backprop/internal/cnn"
)

// nameLine is a line that begins with a name and an equals sign or a colon.
var nameLine = regexp.MustCompile(`^[ \t]*([\pL∂][^\s=:,;()<>\[\]{}"]*(?:\(\d+\)|\[\d+\])*'?)[ \t]*[=:](.*)$`)

// nameIn is the name that a line begins with, and the rest of the line.
func nameIn(line string) (name, rest string, ok bool) {
	m := nameLine.FindStringSubmatch(line)
	if m == nil || prompts.MatchString(line) || outPrompt.MatchString(line) {
		return "", "", false
	}
	return m[1], m[2], true
}

// hasNameLine reports whether a text has a line that begins with a name.
func hasNameLine(data []byte) bool {
	for line := range strings.Lines(string(data)) {
		if _, _, ok := nameIn(strings.TrimRight(line, "\r\n")); ok {
			return true
		}
	}
	return false
}

// An entry is a place in a text with the array after it.
type entry struct {
	place  cnn.Place
	begins int // the line of the place, from 1
	array  strings.Builder
	depth  int // of open brackets
}

func (e *entry) add(text string) {
	e.array.WriteString(text)
	for _, c := range text {
		switch c {
		case '(', '[', '{':
			e.depth++
		case ')', ']', '}':
			e.depth--
		}
	}
}

// filled reports whether anything stands after the place.
func (e *entry) filled() bool { return strings.TrimSpace(e.array.String()) != "" }

// ends reports whether the entry ends at a name, which begins the next. In front of an array, as
// in ans =, a name is part of the entry, unless it is one of another place; so
// it is between brackets, as in dtype=float32.
func (e *entry) ends(name string, place cnn.Place) bool {
	switch {
	case e == nil, name == place.String():
		return true
	case !place.IsZero():
		return place != e.place || e.filled()
	}
	return strings.Contains(name, "/") || e.filled() && e.depth <= 0
}

// lines reads answers in a text. A # begins a comment.
func (a *answersReader) lines(text string) error {
	var e *entry
	number := 0
	for line := range strings.Lines(text) {
		number++
		line, _, _ = strings.Cut(strings.TrimRight(line, "\r\n"), "#")
		name, rest, ok := nameIn(line)
		var place cnn.Place
		var err error
		if ok {
			place, err = a.place(name)
		}
		switch {
		case ok && e.ends(name, place):
			if failed := a.finish(e); failed != nil {
				return failed
			}
			if err == nil {
				err = a.once(place)
			}
			if err != nil {
				return &syntaxError{number, err.Error()}
			}
			e = &entry{place: place, begins: number}
			e.add(rest)
		case e != nil && ok && place == e.place:
			e.add("\n" + rest)
		case e != nil:
			e.add("\n" + line)
		case strings.TrimSpace(line) != "":
			return &syntaxError{number, fmt.Sprintf("found %q, expected a place, as in activations/1 = [[0.35, 0.4], [0.1, 0]]", brief([]byte(strings.TrimSpace(line))))}
		}
	}
	return a.finish(e)
}

// finish reads the array of an entry. An error has the line at which the array
// goes wrong.
func (a *answersReader) finish(e *entry) error {
	if e == nil {
		return nil
	}
	if !e.filled() { // not answered
		a.answers = append(a.answers, Answer{Place: e.place, Array: Array{Numbers: []Number{blank}}})
		return nil
	}
	text := e.array.String()
	answer, err := a.pasted(e.place, text)
	if err == nil {
		a.answers = append(a.answers, answer)
		return nil
	}
	return &syntaxError{e.begins + a.brokenLine(e.place, text, err), fmt.Sprintf("place %q: %v", e.place, err)}
}

// brokenLine is the line of an array, from 0, with which its error comes: up to
// the line before, with all brackets closed, there is none or another. Where it
// is none of the lines, it is the first.
func (a *answersReader) brokenLine(place cnn.Place, text string, broken error) int {
	lines := strings.Split(text, "\n")
	comes := func(i int) bool {
		part := strings.Join(lines[:i+1], "\n")
		_, err := a.pasted(place, part+closers(part))
		return err != nil && err.Error() == broken.Error()
	}
	if first := sort.Search(len(lines), comes); first < len(lines) {
		return first
	}
	return 0
}

// closers are the brackets that close those that a text leaves open.
func closers(text string) string {
	var open []byte
	for i := range len(text) {
		if end := closing[text[i]]; end != 0 {
			open = append([]byte{end}, open...)
		} else if len(open) > 0 && text[i] == open[0] {
			open = open[1:]
		}
	}
	return string(open)
}
