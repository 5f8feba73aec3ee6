package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// moduleRoot is the nearest folder from a start upward that holds go.mod and
// chapters/.
func moduleRoot(start string) (string, error) {
	for folder := start; ; folder = filepath.Dir(folder) {
		if exists(filepath.Join(folder, "go.mod")) && exists(filepath.Join(folder, "chapters")) {
			return folder, nil
		}
		if folder == filepath.Dir(folder) {
			return "", fmt.Errorf("%s is not inside the book: no folder upward has go.mod and chapters/; change into the project first", start)
		}
	}
}

// findChapters lists the folders under chapters/ that hold a main.go. Their
// numbers put them in order.
func findChapters(root string) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(root, "chapters", "*", "main.go"))
	if err != nil {
		return nil, err
	}
	var names []string
	for _, file := range files {
		names = append(names, filepath.Base(filepath.Dir(file)))
	}
	if len(names) == 0 {
		return nil, errors.New("chapters/ holds no chapter; each is a folder with a main.go")
	}
	slices.Sort(names)
	return names, nil
}

// onlyFiles is the page and the downloads of the one chapter asked for.
func (p *press) onlyFiles(pages map[string][]byte) map[string][]byte {
	files := map[string][]byte{}
	for name, data := range pages {
		if strings.TrimSuffix(name, filepath.Ext(name)) == p.only {
			files[name] = data
		}
	}
	return files
}

// relative is a path as seen from where the command was started, where that is
// shorter.
func (p *press) relative(path string) string {
	if short, err := filepath.Rel(p.dir, path); err == nil && len(short) < len(path) {
		return short
	}
	return path
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// isTerminal reports whether a writer is a terminal, where progress is worth
// a line.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
