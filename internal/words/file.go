package words

import (
	"fmt"
	"regexp"
	"strings"
)

// A File is a words.md, read.
type File struct{ sections []Section }

// A Section is what stands under a heading.
type Section struct {
	Name string // the heading
	ID   string // behind it, as in {#tie-last}; may be empty
	Line int    // of the heading, from 1
	Text Text
}

// An Error is what is wrong with a file, and where.
type Error struct {
	Line    int // from 1
	Message string
}

// Error is "line 7: message".
func (e *Error) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Message) }

func errorAt(line int, format string, args ...any) *Error {
	return &Error{line, fmt.Sprintf(format, args...)}
}

var heading = regexp.MustCompile(`^(#{1,6}) +(.*?)(?: +\{#([^{} ]+)\})?$`)

// Parse reads a file. Its error is an *Error.
func Parse(source string) (*File, error) {
	f := &File{}
	var body []string
	end := func() error {
		if n := len(f.sections); n > 0 {
			s := &f.sections[n-1]
			s.Text = textOf(body, s.Line+1)
			if s.Text.Source == "" {
				return errorAt(s.Line, "nothing stands under the heading %q", s.Name)
			}
		}
		body = nil
		return nil
	}
	fenced := false
	for i, line := range strings.Split(strings.ReplaceAll(source, "\r\n", "\n"), "\n") {
		at := i + 1
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			fenced = !fenced
		}
		m := heading.FindStringSubmatch(line)
		if fenced || m == nil || len(m[1]) == 1 && len(f.sections) == 0 {
			body = append(body, line)
			continue
		}
		if len(m[1]) != 2 {
			return nil, errorAt(at, "found a heading of level %d; expected ## before the name of a section, and # only before the title", len(m[1]))
		}
		if err := end(); err != nil {
			return nil, err
		}
		for _, other := range f.sections {
			if other.Name == m[2] {
				return nil, errorAt(at, "the section %q was there already, in line %d; give it another name", m[2], other.Line)
			}
		}
		f.sections = append(f.sections, Section{Name: m[2], ID: m[3], Line: at})
	}
	if err := end(); err != nil {
		return nil, err
	}
	for _, s := range f.sections {
		if _, err := s.Text.holes(); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// Sections are all sections in the order of the file.
func (f *File) Sections() []Section { return f.sections }

// Section finds a section by its name. Its error is an *Error that lists the
// names there are.
func (f *File) Section(name string) (Section, error) {
	var names []string
	for _, s := range f.sections {
		if s.Name == name {
			return s, nil
		}
		names = append(names, fmt.Sprintf("%q", s.Name))
	}
	return Section{}, errorAt(1, "no section %q; there are %s", name, strings.Join(names, ", "))
}
