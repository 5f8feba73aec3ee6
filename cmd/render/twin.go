package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// twin is a chapter's main.py, given the numbers of the book's network. It is
// empty where the chapter has none, and where the network has other sizes.
func (p *press) twin(name string) (string, error) {
	text, err := os.ReadFile(filepath.Join(p.root, "chapters", name, "main.py"))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil || p.network == "" && p.seed == nil {
		return string(text), err
	}
	example, _, err := p.example()
	if err != nil {
		return "", err
	}
	ex, err := cnn.AsClassic(example.Network)
	if err != nil {
		return "", err
	}
	given, ok, err := notebook.GiveTwin(string(text), ex)
	if !ok {
		return "", err
	}
	return given, err
}
