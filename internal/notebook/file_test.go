package notebook

import (
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
	info, err := os.Stat(plain)
	if err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("a new file: have %v, %v, want mode 0644", info, err)
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
	if err := (file{strings.Repeat("x", 300), []byte("x")}).write(); err == nil {
		t.Error("a name that is too long is no error")
	}
	if left, err := os.ReadDir("."); err != nil || len(left) != 0 {
		t.Errorf("have %v, %v, want an empty folder", left, err)
	}
}
