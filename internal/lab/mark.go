package lab

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
	"backprop/internal/report"
)

// A Marked is what is said about a reader's answers.
type Marked struct {
	HTML    string          `json:"html"`    // as chapter 19 shows it
	Report  json.RawMessage `json:"report"`  // the same for programs
	Answers string          `json:"answers"` // the file that the command line takes
}

// Mark marks what a reader worked out: for each place the cells as they were
// typed, in row-major order; an empty one is left blank. Places where all are
// blank are left out.
func Mark(network string, cells map[cnn.Place][]string) (*Marked, error) {
	work, err := workOn(network)
	if err != nil {
		return nil, err
	}
	n, pass := work.network, work.pass
	file, err := answersFile(pass, cells)
	if err != nil {
		return nil, err
	}
	answers, err := marking.ReadAnswers("your answers", strings.NewReader(file), pass)
	if err != nil {
		return nil, err
	}
	var marked *report.Marking
	entries, err := notebook.Shown(func(nb *notebook.Notebook) error {
		if marked, err = report.Mark(nb, n, answers, 0); err != nil {
			return notebook.BadInput(err)
		}
		marked.Show()
		return nil
	}, notebook.Example{File: name, Network: n, Given: true})
	if err != nil {
		return nil, err
	}
	told, err := marked.Result.JSON()
	if err != nil {
		return nil, err
	}
	return &Marked{written(entries), told, file}, nil
}

// answersFile writes cells as the answers file that says the same.
func answersFile(pass *cnn.Pass, cells map[cnn.Place][]string) (string, error) {
	var lines []string
	for _, place := range slices.Sorted(maps.Keys(cells)) {
		q, err := pass.Quantity(place)
		if err != nil {
			return "", fmt.Errorf("your answers: %w", err)
		}
		texts := cells[place]
		if len(texts) != len(q.Data) {
			return "", fmt.Errorf("your answers: %s has %d numbers, found %d", place, len(q.Data), len(texts))
		}
		numbers, some := make([]string, len(texts)), false
		for i, text := range texts {
			if numbers[i], err = asJSON(text); err != nil {
				return "", fmt.Errorf("your answers: %s, number %d: %w", place, i, err)
			}
			some = some || numbers[i] != "null"
		}
		if some {
			lines = append(lines, fmt.Sprintf("  %q: %s", string(place), nested(q.Shape.Plain(), numbers)))
		}
	}
	return "{\n" + strings.Join(lines, ",\n") + "\n}\n", nil
}

// nested writes numbers as arrays within arrays.
func nested(shape cnn.Shape, numbers []string) string {
	if len(shape) == 0 {
		return numbers[0]
	}
	var parts []string
	for part := range slices.Chunk(numbers, max(1, len(numbers)/shape[0])) {
		parts = append(parts, nested(shape[1:], part))
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// asJSON is a cell as a number of JSON with the digits that were typed, since
// they say how exact it claims to be; "null" for an empty one.
func asJSON(text string) (string, error) {
	plain := strings.ReplaceAll(strings.TrimSpace(text), "−", "-")
	switch plain {
	case "", "_", "?":
		return "null", nil
	}
	if _, err := number(plain); err != nil {
		return "", err
	}
	sign, digits := "", strings.TrimPrefix(plain, "+")
	if rest, ok := strings.CutPrefix(digits, "-"); ok {
		sign, digits = "-", rest
	}
	whole, rest := digits, ""
	if i := strings.IndexAny(digits, ".eE"); i >= 0 {
		whole, rest = digits[:i], digits[i:]
	}
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	if len(rest) == 1 || strings.HasPrefix(rest, ".e") || strings.HasPrefix(rest, ".E") { // 1. and 1.e3
		rest = rest[1:]
	}
	if written := sign + whole + rest; json.Valid([]byte(written)) {
		return written, nil
	}
	return "", fmt.Errorf("%q is not a decimal number; write one like 0.5, −1 or 1e-3", shortened(text))
}
