package notebook

import (
	"encoding/json"
	"fmt"
	"io"
)

// A Markdown function turns prose with $…$ math into HTML. The notebook knows
// no Markdown of its own for pages: whoever renders them brings it.
type Markdown func(source string) string

// An Output is one thing that a chapter shows. Each writes itself twice, from
// the same data: for a terminal and for a page.
type Output interface {
	// Kind names the type in a record, such as "row".
	Kind() string
	// Text is the output for a terminal of the given width, without a
	// newline at its end.
	Text(width int) string
	// HTML is the output for a page: block content, valid inside <main>.
	HTML(markdown Markdown) string
}

// An Entry is an output and the line of the chapter's source that showed it.
type Entry struct {
	Line   int
	Output Output
}

// kinds makes an empty output for each kind, to read a record into.
var kinds = map[string]func() Output{
	"sentence": func() Output { return new(Sentence) },
	"row":      func() Output { return new(Row) },
	"equation": func() Output { return new(Equation) },
	"table":    func() Output { return new(Table) },
	"figure":   func() Output { return new(Figure) },
	"check":    func() Output { return new(Check) },
	"exercise": func() Output { return new(Exercise) },
	"slip":     func() Output { return new(Slip) },
	"strip":    func() Output { return new(Strip) },
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
// record and what was expected there.
func ReadRecord(r io.Reader) ([]Entry, error) {
	decoder := json.NewDecoder(r)
	decoder.DisallowUnknownFields()
	var entries []Entry
	for n := 1; ; n++ {
		var line recorded
		if err := decoder.Decode(&line); err == io.EOF {
			return entries, nil
		} else if err != nil {
			return nil, fmt.Errorf("record, entry %d: %w", n, err)
		}
		make, ok := kinds[line.Kind]
		if !ok {
			return nil, fmt.Errorf("record, entry %d: kind %q is not known", n, line.Kind)
		}
		output := make()
		if err := json.Unmarshal(line.Output, output); err != nil {
			return nil, fmt.Errorf("record, entry %d (%s): %w", n, line.Kind, err)
		}
		entries = append(entries, Entry{line.Line, output})
	}
}
