package notebook

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"

	"backprop/internal/disk"
)

// A file is what is to be written under a name.
type file struct {
	name string
	data []byte
}

// write writes the file whole or not at all: beside its place first, and then
// there in one step. What is not a plain file, such as a pipe, is written to.
// A new file has the mode that the user's umask gives, another keeps its own.
// The error names the file.
func (f file) write() error {
	if err := f.put(); err != nil {
		return disk.Mended(fmt.Errorf("%s could not be written: %w", f.name, disk.Bare(err)))
	}
	return nil
}

func (f file) put() error {
	name := f.name
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	info, err := os.Stat(name)
	isThere := err == nil
	if isThere && !info.Mode().IsRegular() {
		return os.WriteFile(name, f.data, 0o666)
	}
	beside := filepath.Join(filepath.Dir(name), ".writing-"+strconv.FormatUint(rand.Uint64(), 10))
	open, err := os.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	defer os.Remove(beside) // fails once it has been renamed
	_, err = open.Write(f.data)
	if isThere {
		err = errors.Join(err, open.Chmod(info.Mode().Perm()))
	}
	if err = errors.Join(err, open.Close()); err != nil {
		return err
	}
	if err := os.Rename(beside, name); err != nil {
		return errors.Unwrap(err) // without the two names
	}
	return nil
}

// samePlace reports whether two files would be one. What is not a plain file
// takes any number of them.
func (f file) samePlace(g file) bool {
	there, err := os.Stat(f.name)
	if err == nil && !there.Mode().IsRegular() {
		return false
	}
	if other, failed := os.Stat(g.name); err == nil && failed == nil {
		return os.SameFile(there, other)
	}
	return f.whole() == g.whole()
}

// whole is the file's path from the root, through no symbolic link.
func (f file) whole() string {
	path, err := filepath.Abs(f.name)
	if err != nil {
		return filepath.Clean(f.name)
	}
	if parent, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		return filepath.Join(parent, filepath.Base(path))
	}
	return path
}
