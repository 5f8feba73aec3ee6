// Package disk says what is wrong with a file that cannot be opened or written: its
// name as it was given, what was found, what was expected and what to do. It is small
// enough for a browser.
package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// Open opens a file to be read. Expected says what it should be, such as "a network
// file". The error names the file as it was given, what was found and what to do.
func Open(name, expected string) (*os.File, error) { return OpenAs(name, name, expected) }

// OpenAs is Open of the file at a path that was given by another name.
func OpenAs(path, name, expected string) (*os.File, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, Unread(name, expected, err)
	}
	if info, err := file.Stat(); err == nil && info.IsDir() {
		file.Close()
		return nil, Unread(name, expected, syscall.EISDIR)
	}
	return file, nil
}

// Unread is the error of a file that could not be opened or read, in the words of
// Open.
func Unread(name, expected string, err error) error {
	return &unread{name + ": " + found(expected, err), err}
}

// An unread is in other words than the error that it is made of.
type unread struct {
	text string
	err  error
}

func (u *unread) Error() string { return u.text }
func (u *unread) Unwrap() error { return u.err }

func found(expected string, err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "no such file; expected " + expected + ", so check the name and the folder that it is looked for in"
	case errors.Is(err, syscall.EISDIR):
		return "this is a folder; expected " + expected + ", so name a file in it"
	case errors.Is(err, syscall.ENOTDIR):
		return "a part of this path is a file and no folder; expected " + expected + ", so check the path"
	case errors.Is(err, fs.ErrPermission):
		return "permission denied; expected " + expected + " that you may read"
	}
	return fmt.Sprintf("%v; expected %s", Bare(err), expected)
}

// Mended is the error of a file that could not be written, with what to do about it
// where that can be told.
func Mended(err error) error {
	switch {
	case errors.Is(err, syscall.ENOTDIR):
		return fmt.Errorf("%w; a part of its path is a file, so name a folder", err)
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fmt.Errorf("%w; name a folder that is there and that you may write in", err)
	case errors.Is(err, syscall.EISDIR):
		return fmt.Errorf("%w; name a file", err)
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("%w; make room or name another folder", err)
	}
	return err
}

// Bare is an error without the name of the file that it happened to, which is told
// already, or is of a file beside it that nobody has asked for.
func Bare(err error) error {
	var of *fs.PathError
	if errors.As(err, &of) {
		return of.Err
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return err
}
