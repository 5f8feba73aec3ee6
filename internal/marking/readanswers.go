package marking

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/format"
)

// MaxFile is the size of an answers file in bytes, at the most.
const MaxFile = format.MaxFile

// answersForm is what an answers file looks like, for error messages.
const answersForm = `an object such as {"activations/1": [[0.35, 0.4], [0.1, 0]]}`

// ReadAnswers reads an answers file for a pass: a JSON object whose keys are
// places of the pass and whose values are arrays of numbers, with null for a
// cell left blank, or a single number. A place that the pass does not have, a
// place given twice, text that is not JSON or not UTF-8, anything behind the
// object, arrays whose rows differ in length and numbers that float64 cannot
// hold are errors, which name the file and the line or the place. A wrong
// shape is not an error: it is for Mark to say.
func ReadAnswers(name string, r io.Reader, p *cnn.Pass) (*Answers, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(data) > MaxFile {
		return nil, fmt.Errorf("%s: the file is larger than %d MiB; give fewer places", name, MaxFile>>20)
	}
	a := answersReader{data: data, places: p.Places()}
	if err := a.read(); err != nil {
		var line *lineError
		if errors.As(err, &line) {
			return nil, fmt.Errorf("%s:%d: %w", name, line.line, err)
		}
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	answers := &Answers{Name: name, Places: a.answers}
	slices.SortFunc(answers.Places, func(x, y Answer) int {
		return slices.Index(a.places, x.Place) - slices.Index(a.places, y.Place)
	})
	answers.claim()
	return answers, nil
}

// A lineError is text that is not JSON. It has a line where other errors have
// a place.
type lineError struct {
	line int // from 1
	text string
}

func (e *lineError) Error() string { return e.text }

// answersReader reads an answers file.
type answersReader struct {
	data    []byte
	tokens  *json.Decoder
	places  []cnn.Place // of the pass
	answers []Answer
}

func (r *answersReader) read() error {
	if err := r.checkSyntax(); err != nil {
		return err
	}
	r.tokens = json.NewDecoder(bytes.NewReader(r.data))
	r.tokens.UseNumber()
	if token, _ := r.tokens.Token(); token != json.Delim('{') {
		return fmt.Errorf("found %s, expected %s", kindOf(token), answersForm)
	}
	for r.tokens.More() {
		token, _ := r.tokens.Token()
		key, _ := token.(string)
		if err := r.answer(cnn.Place(key)); err != nil {
			return err
		}
	}
	return nil
}

// checkSyntax reports the line of anything that is not JSON. What passes can
// be read token by token without an error.
func (r *answersReader) checkSyntax() error {
	text, line, err := format.CheckJSON(r.data, "answers")
	if err != nil {
		return &lineError{line, err.Error()}
	}
	r.data = text
	return nil
}

// answer reads the value of a key.
func (r *answersReader) answer(place cnn.Place) error {
	if !slices.Contains(r.places, place) {
		return fmt.Errorf("place %q is not one of the network; use one of %s", brief(string(place)), r.known())
	}
	if slices.ContainsFunc(r.answers, func(a Answer) bool { return a.Place == place }) {
		return fmt.Errorf("place %q stands here twice; keep one", place)
	}
	array := arrayReader{tokens: r.tokens}
	if err := array.read(0); err != nil {
		return fmt.Errorf("place %q: %w", place, err)
	}
	r.answers = append(r.answers, Answer{place, array.shape, array.numbers})
	return nil
}

// known lists the places of the pass, without the middle of a long list.
func (r *answersReader) known() string {
	const most = 30
	var words []string
	for i, p := range r.places {
		if len(r.places) > most && i >= most/2 && i < len(r.places)-most/2 {
			if i == most/2 {
				words = append(words, "…")
			}
			continue
		}
		words = append(words, string(p))
	}
	return strings.Join(words, ", ")
}

// brief is a text, or its beginning where it is too long for a message.
func brief(text string) string {
	const most = 40
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
