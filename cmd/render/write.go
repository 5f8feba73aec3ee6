package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
)

// write puts pages into a folder, only those whose bytes differ, and counts
// them. Each is written beside its place and then renamed, so that a reader
// never sees half a page.
func write(folder string, pages map[string][]byte) (int, error) {
	changed := 0
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if have, err := os.ReadFile(path); err == nil && bytes.Equal(have, pages[name]) {
			continue
		}
		if err := replace(path, pages[name]); err != nil {
			return changed, fmt.Errorf("%s could not be written: %w; the page that was there is untouched", path, err)
		}
		changed++
	}
	return changed, nil
}

// replace writes a file whole or not at all.
func replace(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	beside, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(beside.Name()) // gone already after the rename
	_, err = beside.Write(data)
	err = errors.Join(err, beside.Chmod(0o644), beside.Close())
	if err != nil {
		return err
	}
	return os.Rename(beside.Name(), path)
}

// chapterFile is the name of a chapter's page or download: only such files
// are ever removed from the folder, whatever else a user keeps there.
var chapterFile = regexp.MustCompile(`^[0-9]{2}-[a-z0-9-]+\.(html|ipynb|md)$`)

// removeStale removes the files of chapters that are gone.
func removeStale(folder string, pages map[string][]byte) (int, error) {
	stale, err := staleFiles(folder, pages)
	for i, name := range stale {
		if err := os.Remove(filepath.Join(folder, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return i, err
		}
	}
	return len(stale), err
}

// staleFiles lists the files of chapters in the folder that are not among the
// pages.
func staleFiles[V any](folder string, pages map[string]V) ([]string, error) {
	entries, err := os.ReadDir(folder)
	var stale []string
	for _, entry := range entries {
		if _, ok := pages[entry.Name()]; !ok && chapterFile.MatchString(entry.Name()) {
			stale = append(stale, entry.Name())
		}
	}
	return stale, err
}
