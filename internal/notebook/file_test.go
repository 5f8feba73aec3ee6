package notebook

import (
	"os"
	"path/filepath"
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
	if err := (file{os.DevNull, []byte("x")}).write(); err != nil {
		t.Errorf("what is not a plain file: %v", err)
	}
	if err := (file{folder, []byte("x")}).write(); err == nil {
		t.Error("a folder is no error")
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != 2 {
		t.Errorf("have %v, %v, want the file and the link", left, err)
	}
}
