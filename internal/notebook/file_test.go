package notebook

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFileWrite(t *testing.T) {
	folder := t.TempDir()
	plain := filepath.Join(folder, "plain")
	if err := (file{plain, []byte("first")}).write(); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(t.TempDir(), "other")
	if made, err := os.OpenFile(other, os.O_CREATE, 0o666); err != nil {
		t.Fatal(err)
	} else {
		made.Close()
	}
	info, err := os.Stat(plain)
	if want, failed := os.Stat(other); err != nil || failed != nil || info.Mode() != want.Mode() {
		t.Errorf("a new file: have %v, %v, want the mode of any other, %v", info, err, want)
	}
	if err := os.Chmod(plain, 0o600); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(folder, "link")
	if err := os.Symlink(plain, link); err != nil {
		t.Skip(err)
	}
	if err := (file{link, []byte("second")}).write(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(plain)
	if string(data) != "second" || err != nil {
		t.Errorf("through a link: have %q, %v", data, err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode().IsRegular() {
		t.Errorf("the link is gone: %v, %v", info, err)
	}
	if info, err := os.Stat(plain); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the mode is not kept: %v, %v", info, err)
	}
	if err := (file{folder, []byte("x")}).write(); err == nil {
		t.Error("a folder is no error")
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != 2 {
		t.Errorf("have %v, %v, want the file and the link", left, err)
	}
}

func TestSamePlace(t *testing.T) {
	t.Chdir(t.TempDir())
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"there", "other"} {
		if err := os.WriteFile(name, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(os.Symlink(here, "link"), os.Symlink("there", "alias")); err != nil {
		t.Skip(err)
	}
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"a", "a", true},
		{"a", "./a", true},
		{"a", filepath.Join(here, "a"), true},
		{"a", filepath.Join("link", "a"), true},
		{"a", "b", false},
		{"there", filepath.Join("link", "there"), true},
		{"there", "alias", true},
		{"there", "other", false},
		{"there", "new", false},
		{os.DevNull, os.DevNull, false},
	} {
		if have := (file{name: test.a}).samePlace(file{name: test.b}); have != test.want {
			t.Errorf("%s and %s: have %v, want %v", test.a, test.b, have, test.want)
		}
	}
}

// What is not a plain file is never replaced by one.
func TestFileWriteToSocket(t *testing.T) {
	t.Chdir(t.TempDir())
	socket, err := net.Listen("unix", "socket")
	if err != nil {
		t.Skip(err)
	}
	defer socket.Close()
	if err := (file{"socket", []byte("x")}).write(); err == nil {
		t.Error("writing to a socket is no error")
	}
	if info, err := os.Lstat("socket"); err != nil || info.Mode()&os.ModeSocket == 0 {
		t.Errorf("have %v, %v, want the socket", info, err)
	}
}

func TestFileWriteLeavesNothing(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{strings.Repeat("x", 300), filepath.Join("no", "such", "folder")} {
		err := (file{name, []byte("x")}).write()
		if err == nil || !strings.HasPrefix(err.Error(), name+" could not be written: ") || strings.Contains(err.Error(), ".writing") {
			t.Errorf("%.10s: have %v, want an error that names the file", name, err)
		}
	}
	if left, err := os.ReadDir("."); err != nil || len(left) != 0 {
		t.Errorf("have %v, %v, want an empty folder", left, err)
	}
}
