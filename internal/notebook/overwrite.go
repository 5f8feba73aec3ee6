package notebook

import (
	"bytes"
	"fmt"
	"io"
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

// foreign reports whether a file is there already that is not of the kind that
// is to be written, as its beginning tells: then it may be the reader's own. One
// of the same kind is replaced, so that a command can be given again.
func (f file) foreign() bool {
	const enough = 1 << 16
	if info, err := os.Stat(f.name); err != nil || !info.Mode().IsRegular() {
		return false
	}
	there, err := os.Open(f.name)
	if err != nil {
		return false // writing says why
	}
	defer there.Close()
	old, err := io.ReadAll(io.LimitReader(there, enough))
	if err != nil || len(old) == 0 {
		return false
	}
	for _, begins := range beginnings {
		if begins.Match(f.data) {
			return !begins.Match(old)
		}
	}
	return !bytes.Equal(firstLine(old), firstLine(f.data))
}

// firstLine is a text up to its first line end.
func firstLine(text []byte) []byte {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	return line
}

// inTheWay is the error for an output in whose place another file stands.
func inTheWay(name string) error {
	return fmt.Errorf("%s is there already, and holds something else than is to be written; nothing was written. Give what is to be written another name, or remove the file first", name)
}
