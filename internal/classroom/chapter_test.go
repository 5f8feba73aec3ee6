package classroom

import (
	"os"
	"path/filepath"
	"testing"

	"backprop/internal/notebook"
	"backprop/internal/notebook/notebooktest"
)

const (
	networks = "../../testdata/networks"
	frozen   = "../../testdata/faults/frozen-example.json" // the worked example that the answers in these tests are for
	allRight = "../../testdata/answers/all-right.json"
)

// source is the smallest chapter that has the flags.
const source = `// # A chapter
//
// It marks.

package main

func run(nb *notebook.Notebook) error {
	n, err := nb.Network()
	if err != nil {
		return err
	}
	_, err = flags.Do(nb, n)
	return err
}
`

var flags = New()

func run(nb *notebook.Notebook) error {
	n, err := nb.Network()
	if err != nil {
		return err
	}
	_, err = flags.Do(nb, n)
	return err
}

// chapter runs the chapter with flags.
func chapter(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	return notebooktest.Call(t, source, run, args...)
}

// fileOf is a file of the test with a text.
func fileOf(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "file.json")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}
