package notebooktest

import (
	"strings"
	"testing"

	"backprop/internal/notebook"
)

// Says plays the chapter on the networks of some files and looks whether a
// sentence is on the page where it is true, and only there. The files are
// below testdata, without the ending; "" is the worked example. Line breaks
// do not count.
func Says(t *testing.T, source string, run func(*notebook.Notebook) error, sentence string, files map[string]bool) {
	t.Helper()
	for file, want := range files {
		var args []string
		if file != "" {
			args = []string{"-net", "../../testdata/" + file + ".json"}
		}
		status, text, stderr := Call(t, source, run, args...)
		if have := strings.Contains(strings.Join(strings.Fields(text), " "), sentence); status != 0 || have != want {
			t.Errorf("%q: status %d, %s; says %q: %v, want %v", file, status, stderr, sentence, have, want)
		}
	}
}
