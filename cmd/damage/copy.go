package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// A copied is a copy of a tree, made when it is first asked for. Whoever works
// in it holds the lock.
type copied struct {
	sync.Mutex
	folder string
}

// of is the copy of a tree, in a folder for temporary files.
func (c *copied) of(root, temp string) (string, error) {
	if c.folder != "" {
		return c.folder, nil
	}
	folder, err := os.MkdirTemp(temp, "tree-")
	if err == nil {
		err = copyTree(folder, root)
	}
	if err == nil {
		c.folder = folder
	}
	return folder, err
}

// copyTree copies what is in a folder, but no history and no links.
func copyTree(to, from string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, name)
		switch {
		case entry.Name() == ".git":
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir():
			return os.MkdirAll(target, 0o755)
		case !entry.Type().IsRegular():
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(target, text, 0o644)
	})
}
