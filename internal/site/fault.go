package site

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

// A fault is something that is wrong in a chapter's source.
type fault struct {
	file    string
	line    int
	message string
}

// faults are what went wrong so far.
type faults []fault

// add keeps a fault at a line of a file.
func (f *faults) add(file string, line int, format string, args ...any) {
	*f = append(*f, fault{file, line, fmt.Sprintf(format, args...)})
}

// join returns the faults as one error, by file and line, each once; nil if
// there are none.
func (f faults) join() error {
	sorted := slices.Clone(f)
	slices.SortStableFunc(sorted, func(a, b fault) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.line, b.line))
	})
	var all []error
	for _, g := range slices.Compact(sorted) {
		all = append(all, fmt.Errorf("%s:%d: %s", g.file, g.line, g.message))
	}
	return errors.Join(all...)
}

var located = regexp.MustCompile(`^(.+?):([0-9]+): (?s:(.*))$`)

// addLocated keeps an error that names its own line, as "file:line: message".
func (f *faults) addLocated(file string, err error) {
	line, message := 1, err.Error()
	if m := located.FindStringSubmatch(message); m != nil && m[1] == file {
		line, _ = strconv.Atoi(m[2])
		message = m[3]
	}
	f.add(file, line, "%s", message)
}
