package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"backprop/internal/folder"
)

// Pages have the mode that any program's files have here.
func TestPagesFollowTheUmask(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("there is no umask here")
	}
	root := project(t, map[string]string{"01-good": goodChapter})
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", "-c", `umask 007 && exec "$0"`, self)
	cmd.Dir, cmd.Env = root, append(os.Environ(), "RENDER_IS_THE_COMMAND=1")
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	for name, want := range map[string]os.FileMode{"": 0o770, "index.html": 0o660, "assets": 0o770, "assets/book.css": 0o660, bookList: 0o660} {
		if info, err := os.Stat(filepath.Join(root, "docs", name)); err != nil || info.Mode().Perm() != want {
			t.Errorf("docs/%s: have %v, %v, want %v", name, info.Mode().Perm(), err, want)
		}
	}
}

func TestCompare(t *testing.T) {
	docs := t.TempDir()
	for name, text := range map[string]string{"a.html": "1", "b.html": "1", "x/c.css": ""} {
		save(t, filepath.Join(docs, name), text)
	}
	pages := map[string][]byte{"a.html": []byte("1"), "b.html": []byte("2"), "d.html": nil}
	list := folder.ListingOf(map[string][]byte{"a.html": nil, "old.html": nil}).Text(byRender)
	save(t, filepath.Join(docs, "old.html"), "")
	save(t, filepath.Join(docs, bookList), string(list))
	pages[bookList] = list
	for whole, want := range map[bool][2][]string{
		true:  {{"differs: b.html", "missing: d.html", "left by another render: old.html"}, {"x/c.css"}},
		false: {{"differs: b.html", "missing: d.html"}, nil},
	} {
		have, others, err := compare(docs, pages, whole)
		if err != nil || !slices.Equal(have, want[0]) || !slices.Equal(others, want[1]) {
			t.Errorf("whole %v: have %v, others %v, %v, want %v", whole, have, others, err, want)
		}
	}
	have, _, err := compare(filepath.Join(docs, "nothing"), map[string][]byte{"a.html": nil}, true)
	if want := []string{"missing: a.html"}; err != nil || !slices.Equal(have, want) {
		t.Errorf("no folder: have %v, %v, want %v", have, err, want)
	}
}
