package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/fsnotify/fsnotify"
)

func TestWriteOnlyWhatDiffers(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "docs")
	pages := map[string][]byte{"index.html": []byte("front"), "assets/book.css": []byte("style")}
	for round, want := range []int{2, 0, 1} {
		if round == 2 {
			pages["index.html"] = []byte("other")
		}
		have, err := write(folder, pages)
		if err != nil || have != want {
			t.Errorf("round %d: have %d files changed, %v, want %d", round, have, err, want)
		}
	}
	if have, _ := os.ReadFile(filepath.Join(folder, "index.html")); string(have) != "other" {
		t.Errorf("have %q, want %q", have, "other")
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 2 {
		t.Errorf("have %v, %v, want the page and assets alone", entries, err)
	}
}

func TestWriteIntoAFileFails(t *testing.T) {
	file := filepath.Join(t.TempDir(), "docs")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := write(file, map[string][]byte{"index.html": nil}); err == nil {
		t.Error("writing below a file: have no error")
	}
}

// A page whose file is taken away before it is in its place, as another
// render's sweep may do, is written again.
func TestWriteThoughItIsSwept(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		t.Fatal(err)
	}
	defer watcher.Close()
	if err := watcher.Add(folder); err != nil {
		t.Fatal(err)
	}
	pages := map[string][]byte{"index.html": make([]byte, 64<<20)} // takes a while to write
	swept := make(chan bool)
	go func() {
		defer close(swept)
		if _, ok := <-watcher.Events; ok {
			sweep(folder, pages)
		}
	}()
	if changed, err := write(folder, pages); changed != 1 || err != nil {
		t.Errorf("have %d files changed, %v, want 1", changed, err)
	}
	<-swept
	if info, err := os.Stat(filepath.Join(folder, "index.html")); err != nil || info.Size() != 64<<20 {
		t.Errorf("have %v, %v, want the page whole", info, err)
	}
}

func TestRemoveStale(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"03-gone.html", "03-gone.ipynb", "03-gone.md", "04-here.html", "mine.html", "03-gone.txt", "CNAME"} {
		if err := os.WriteFile(filepath.Join(folder, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	removed, err := removeStale(folder, map[string][]byte{"04-here.html": nil})
	if err != nil || removed != 3 {
		t.Errorf("have %d removed, %v, want 3", removed, err)
	}
	if exists(filepath.Join(folder, "03-gone.html")) {
		t.Error("03-gone.html is still there")
	}
}

func TestCompare(t *testing.T) {
	folder := t.TempDir()
	if _, err := write(folder, map[string][]byte{"a.html": []byte("1"), "b.html": []byte("1"), "x/c.css": nil}); err != nil {
		t.Fatal(err)
	}
	pages := map[string][]byte{"a.html": []byte("1"), "b.html": []byte("2"), "d.html": nil}
	for whole, want := range map[bool][]string{
		true:  {"differs: b.html", "missing: d.html", "not part of the book: x/c.css"},
		false: {"differs: b.html", "missing: d.html"},
	} {
		have, err := compare(folder, pages, whole)
		if err != nil || !slices.Equal(have, want) {
			t.Errorf("whole %v: have %v, %v, want %v", whole, have, err, want)
		}
	}
	have, err := compare(filepath.Join(folder, "nothing"), map[string][]byte{"a.html": nil}, true)
	if want := []string{"missing: a.html"}; err != nil || !slices.Equal(have, want) {
		t.Errorf("no folder: have %v, %v, want %v", have, err, want)
	}
}
