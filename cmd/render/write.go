package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
)

// write puts pages into a folder, only those whose bytes differ, and counts
// them. Each is written beside its place and then renamed, so that a reader
// never sees half a page.
func write(folder string, pages map[string][]byte) (int, error) {
	sweep(folder, pages)
	changed := 0
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		file := filepath.Join(folder, filepath.FromSlash(name))
		if have, err := os.ReadFile(file); err == nil && bytes.Equal(have, pages[name]) {
			continue
		}
		if err := replace(file, pages[name]); err != nil {
			return changed, fmt.Errorf("%s could not be written: %w; the page that was there is untouched", file, err)
		}
		changed++
	}
	return changed, nil
}

// beside names the files that are not yet in their place.
const beside = ".new-*"

// sweep removes what a render that was killed left beside the pages.
func sweep(folder string, pages map[string][]byte) {
	for _, file := range leftovers(folder, maps.Keys(pages)) {
		os.Remove(file)
	}
}

// leftovers are the files that a render which was killed left beside the
// pages.
func leftovers(folder string, names iter.Seq[string]) []string {
	folders := map[string]bool{}
	for name := range names {
		folders[filepath.Join(folder, filepath.FromSlash(path.Dir(name)))] = true
	}
	var all []string
	for folder := range folders {
		left, _ := filepath.Glob(filepath.Join(folder, beside)) // the pattern is a good one
		all = append(all, left...)
	}
	return all
}

// replace writes a file whole or not at all. Where the folder or the file
// beside it is taken away meanwhile, as another render that
// tidies up does, it begins again.
func replace(path string, data []byte) error {
	err := replaceOnce(path, data)
	for again := 0; again < 3 && errors.Is(err, fs.ErrNotExist); again++ {
		err = replaceOnce(path, data)
	}
	return err
}

func replaceOnce(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), beside)
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // gone already after the rename
	_, err = file.Write(data)
	err = errors.Join(err, file.Chmod(0o644), file.Close())
	if err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
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
