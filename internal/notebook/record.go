package notebook

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// kinds makes an empty output for each kind, to read a record into.
var kinds = map[string]func() Output{
	"sentence":    func() Output { return new(Sentence) },
	"row":         func() Output { return new(Row) },
	"equation":    func() Output { return new(Equation) },
	"derivations": func() Output { return new(Derivations) },
	"table":       func() Output { return new(Table) },
	"figure":      func() Output { return new(Figure) },
	"check":       func() Output { return new(Check) },
	"exercise":    func() Output { return new(Exercise) },
	"slip":        func() Output { return new(Slip) },
	"strip":       func() Output { return new(Strip) },
}

// recorded is one line of a record.
type recorded struct {
	Line   int             `json:"line"`
	Kind   string          `json:"kind"`
	Output json.RawMessage `json:"output"`
}

// WriteRecord writes entries as JSON, one a line.
func WriteRecord(w io.Writer, entries []Entry) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	for _, e := range entries {
		output, err := json.Marshal(e.Output)
		if err != nil {
			return fmt.Errorf("line %d: %s: %w", e.Line, e.Output.Kind(), err)
		}
		if err := encoder.Encode(recorded{e.Line, e.Output.Kind(), output}); err != nil {
			return err
		}
	}
	return nil
}

// ReadRecord reads what WriteRecord wrote. An error names the line of the
// record and what is wrong there: text that is not JSON, a key or a kind that
// is not known, an output whose parts do not fit.
func ReadRecord(r io.Reader) ([]Entry, error) {
	lines := bufio.NewReader(r)
	var entries []Entry
	for n := 1; ; n++ {
		line, err := lines.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return nil, fmt.Errorf("record:%d: %w", n, err)
		}
		if len(bytes.TrimSpace(line)) > 0 {
			entry, err := readEntry(line)
			if err != nil {
				return nil, fmt.Errorf("record:%d: %w", n, err)
			}
			entries = append(entries, entry)
		}
		if err == io.EOF {
			return entries, nil
		}
	}
}

func readEntry(line []byte) (Entry, error) {
	var read recorded
	if err := readStrictly(line, &read); err != nil {
		return Entry{}, err
	}
	empty, ok := kinds[read.Kind]
	if !ok {
		return Entry{}, fmt.Errorf("kind %q is not known; expected one that the notebook shows, such as \"row\"", read.Kind)
	}
	output := empty()
	if err := readStrictly(read.Output, output); err != nil {
		return Entry{}, fmt.Errorf("%s: %w", read.Kind, err)
	}
	if err := check(output); err != nil {
		return Entry{}, err // says the kind
	}
	return Entry{read.Line, output}, nil
}

// readStrictly reads one JSON value with known keys and nothing after it.
func readStrictly(data []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return fmt.Errorf("text after the end of the entry; expected one entry a line")
	}
	return nil
}
