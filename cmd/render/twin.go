package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
	"backprop/internal/site"
)

// readTwin reads a chapter's twin in NumPy, given the numbers of the book's
// network, and what it prints. There is none where the chapter has none, and
// where the network has other sizes. What it prints is known for the book's own
// numbers alone.
func (p *press) readTwin(chapter *site.Chapter) error {
	text, err := readIfThere(filepath.Join(p.root, "chapters", chapter.Name, "main.py"))
	if err != nil || text == "" {
		return err
	}
	if p.network == "" && p.seed == nil {
		chapter.Twin = text
		chapter.Printed, err = readIfThere(filepath.Join(p.root, "testdata", "golden", "numpy", chapter.Name+".golden"))
		return err
	}
	example, _, err := p.example()
	if err != nil {
		return err
	}
	ex, err := cnn.AsClassic(example.Network)
	if err != nil {
		return err
	}
	given, ok, err := notebook.GiveTwin(text, ex)
	if ok {
		chapter.Twin = given
	}
	return err
}

// readIfThere reads a file, and nothing where there is none.
func readIfThere(path string) (string, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return string(text), err
}
