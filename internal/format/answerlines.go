package format

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"backprop/internal/cnn"
)

// placeLine is a line that begins with a place, or with what may be meant as
// one, and an equals sign.
var placeLine = regexp.MustCompile(`^[ \t]*([A-Za-z]\w*(?:/\w+)*)[ \t]*=(.*)$`)

// placeIn is the place that a line begins with, and the rest of the line. Other
// names in front of an array, as in ans =, are part of it.
func placeIn(line string, places []cnn.Place) (place cnn.Place, rest string, ok bool) {
	m := placeLine.FindStringSubmatch(line)
	if m == nil || !strings.Contains(m[1], "/") && !slices.Contains(places, cnn.Place(m[1])) {
		return "", "", false
	}
	return cnn.Place(m[1]), m[2], true
}

// hasPlaceLine reports whether a text has a line that begins with a place.
func hasPlaceLine(data []byte, places []cnn.Place) bool {
	for line := range strings.Lines(string(data)) {
		if _, _, ok := placeIn(strings.TrimRight(line, "\r\n"), places); ok {
			return true
		}
	}
	return false
}

// lines reads answers in a text. A # begins a comment.
func (a *answersReader) lines(text string) error {
	var place cnn.Place
	var array strings.Builder
	begins := 0 // the line of the place
	finish := func() error {
		if place == "" {
			return nil
		}
		answer, err := a.pasted(place, array.String())
		if err != nil {
			return &syntaxError{begins, fmt.Sprintf("place %q: %v", place, err)}
		}
		a.answers = append(a.answers, answer)
		array.Reset()
		return nil
	}
	number := 0
	for line := range strings.Lines(text) {
		number++
		line, _, _ = strings.Cut(strings.TrimRight(line, "\r\n"), "#")
		next, rest, ok := placeIn(line, a.places)
		switch {
		case ok:
			if err := finish(); err != nil {
				return err
			}
			if err := a.check(next); err != nil {
				return &syntaxError{number, err.Error()}
			}
			place, begins = next, number
			array.WriteString(rest)
		case place != "":
			array.WriteString("\n" + line)
		case strings.TrimSpace(line) != "":
			return &syntaxError{number, fmt.Sprintf("found %q, expected a place, as in activations/1 = [[0.35, 0.4], [0.1, 0]]", brief([]byte(strings.TrimSpace(line))))}
		}
	}
	return finish()
}
