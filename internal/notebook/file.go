package notebook

import (
	"os"
	"path/filepath"
)

// A file is what is to be written under a name.
type file struct {
	name string
	data []byte
}

// write writes the file whole or not at all: beside its place first, and then
// there in one step. What is not a plain file, such as a pipe, is written to.
func (f file) write() error {
	name := f.name
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	mode := os.FileMode(0o644)
	if info, err := os.Stat(name); err == nil {
		if !info.Mode().IsRegular() {
			return os.WriteFile(name, f.data, mode)
		}
		mode = info.Mode().Perm()
	}
	beside, err := os.CreateTemp(filepath.Dir(name), ".writing-*")
	if err != nil {
		return err
	}
	defer os.Remove(beside.Name()) // fails once it has been renamed
	_, err = beside.Write(f.data)
	if err == nil {
		err = beside.Chmod(mode)
	}
	if closed := beside.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return os.Rename(beside.Name(), name)
}
