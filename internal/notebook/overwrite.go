package notebook

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
)

// beginnings are how the files begin that chapters write: a network, values, a
// record, and a script that checks a network.
var beginnings = []*regexp.Regexp{
	regexp.MustCompile(`^\{\n("name": .*\n)?"input": `),
	regexp.MustCompile(`^\{\n("loss": .*\n)?"activations": \[\n`),
	regexp.MustCompile(`^\{"line":\d+,"kind":`),
	regexp.MustCompile(`^# In (NumPy|PyTorch), `),
}

// inTheWay is the error for an output in whose place a file stands that may be
// the reader's own: one that is not of the kind that is to be written, as its
// beginning tells, or a sealed one that was edited. Any other is replaced, so
// that a command can be given again.
func (f file) inTheWay() error {
	if info, err := os.Stat(f.name); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	old, err := os.ReadFile(f.name)
	switch {
	case err != nil, len(old) == 0:
		return nil // writing says why, or nothing is lost
	case !sameKind(old, f.data):
		return fmt.Errorf("%s is there already, and holds something else than is to be written; nothing was written. Give what is to be written another name, or remove the file first", f.name)
	case isSealed(f.data) && !isSealed(old):
		return fmt.Errorf("%s was edited after it had been written; nothing was written now. Give what is to be written another name, or remove the file first", f.name)
	}
	return nil
}

// sameKind reports whether two files are of the same kind.
func sameKind(old, data []byte) bool {
	for _, begins := range beginnings {
		if begins.Match(data) {
			return begins.Match(old)
		}
	}
	return bytes.Equal(firstLine(old), firstLine(data))
}

// firstLine is a text up to its first line end.
func firstLine(text []byte) []byte {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	return line
}
