package disk_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"backprop/internal/disk"
)

// TestOpen: an error names the file as it was given, what was found and what to do.
func TestOpen(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := errors.Join(os.WriteFile("n.json", []byte("{}"), 0o666), os.Mkdir("dir", 0o777)); err != nil {
		t.Fatal(err)
	}
	const expected = "a network file"
	for _, test := range []struct{ name, want string }{
		{"n.json", ""},
		{"nofile.json", "nofile.json: no such file; expected a network file, so check the name and the folder that it is looked for in"},
		{filepath.Join("dir", "n.json"), filepath.Join("dir", "n.json") + ": no such file; expected a network file, so check the name and the folder that it is looked for in"},
		{"dir", "dir: this is a folder; expected a network file, so name a file in it"},
		{"n.json/x", "n.json/x: a part of this path is a file and no folder; expected a network file, so check the path"},
	} {
		have := ""
		file, err := disk.Open(test.name, expected)
		if err != nil {
			have = err.Error()
		} else {
			file.Close()
		}
		if have != test.want {
			t.Errorf("%s: have %q, want %q", test.name, have, test.want)
		}
	}
	if err := disk.Unread("x", expected, fs.ErrNotExist); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v is no longer fs.ErrNotExist", err)
	}
	for _, test := range []struct {
		err  error
		want string
	}{
		{fs.ErrPermission, "x: permission denied; expected a network file that you may read"},
		{&fs.PathError{Op: "open", Path: "x", Err: syscall.EIO}, "x: " + syscall.EIO.Error() + "; expected a network file"},
	} {
		if have := disk.Unread("x", expected, test.err).Error(); have != test.want {
			t.Errorf("%v: have %q, want %q", test.err, have, test.want)
		}
	}
}

// TestMended: an error of writing says what to do where that can be told.
func TestMended(t *testing.T) {
	for _, test := range []struct {
		err  error
		want string
	}{
		{syscall.ENOENT, "; name a folder that is there and that you may write in"},
		{syscall.EACCES, "; name a folder that is there and that you may write in"},
		{syscall.EROFS, "; name a folder that is there and that you may write in"},
		{syscall.ENOTDIR, "; a part of its path is a file, so name a folder"},
		{syscall.EISDIR, "; name a file"},
		{syscall.ENOSPC, "; make room or name another folder"},
		{syscall.EIO, ""},
	} {
		if have, want := disk.Mended(test.err).Error(), test.err.Error()+test.want; have != want {
			t.Errorf("have %q, want %q", have, want)
		}
	}
}
