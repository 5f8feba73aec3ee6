package notebooktest

import (
	"strings"
	"testing"

	"backprop/internal/format"
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

// SaysOf plays the chapter on a network that is given as the text of a file, and
// looks which sentences are on its page: those that are true of it, and none
// that is not. Line breaks do not count.
func SaysOf(t *testing.T, source string, run func(*notebook.Notebook) error, network string, sentences map[string]bool) {
	t.Helper()
	n, err := format.ParseNetwork("network.json", []byte(network))
	if err != nil {
		t.Fatal(err)
	}
	p, err := notebook.Play(source, run, notebook.Example{File: "network.json", Network: n, Given: true})
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(p.Text()), " ")
	for sentence, want := range sentences {
		if have := strings.Contains(text, sentence); have != want {
			t.Errorf("%s: says %q: %v, want %v", network, sentence, have, want)
		}
	}
}
