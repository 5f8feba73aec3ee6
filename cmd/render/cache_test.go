package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func TestCache(t *testing.T) {
	c := cache{filepath.Join(t.TempDir(), "cache")}
	k, other := keyOf([]byte("a")), keyOf([]byte("b"))
	if _, ok := c.get(k); ok {
		t.Error("an empty cache has an entry")
	}
	for _, want := range []string{"", "what was made"} {
		c.put(k, []byte(want))
		if have, ok := c.get(k); !ok || string(have) != want {
			t.Errorf("have %q, %v, want %q", have, ok, want)
		}
	}
	whole, err := os.ReadFile(c.path(k))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"empty":     nil,
		"cut":       whole[:len(whole)-1],
		"half":      whole[:len(k)/2],
		"longer":    append(slices.Clone(whole), '.'),
		"overwrote": append(slices.Clone(whole[:len(whole)-1]), '.'),
	} {
		if err := os.WriteFile(c.path(k), data, 0o644); err != nil {
			t.Fatal(err)
		}
		if have, ok := c.get(k); ok {
			t.Errorf("%s: have %q, want no entry", name, have)
		}
	}
	if err := os.WriteFile(c.path(other), whole, 0o644); err != nil {
		t.Fatal(err)
	}
	if have, ok := c.get(other); ok {
		t.Errorf("under another name: have %q, want no entry", have)
	}
}

// A cache in a place where nothing can be kept keeps nothing.
func TestCacheWithoutAFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	c := cache{file}
	c.put(key{}, []byte("x"))
	c.tidy()
	if have, ok := c.get(key{}); ok {
		t.Errorf("have %q, want no entry", have)
	}
}

func TestKeyOf(t *testing.T) {
	seen := map[key]string{}
	for _, parts := range [][]string{nil, {""}, {"", ""}, {"ab"}, {"a", "b"}, {"", "ab"}, {"ab", ""}, {"b", "a"}} {
		var list [][]byte
		for _, part := range parts {
			list = append(list, []byte(part))
		}
		k := keyOf(list...)
		if other, ok := seen[k]; ok {
			t.Errorf("%q and %s have the same key", parts, other)
		}
		seen[k] = fmt.Sprintf("%q", parts)
	}
}

func TestTidyKeepsTheNewest(t *testing.T) {
	c := cache{t.TempDir()}
	for i, name := range []string{"newest", "newer", "old", "oldest"} {
		path := filepath.Join(c.folder, name)
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(path, cacheSize*2/5); err != nil {
			t.Fatal(err)
		}
		if at := time.Now().Add(-time.Duration(i) * time.Hour); os.Chtimes(path, at, at) != nil {
			t.Skip("this file system keeps no times")
		}
	}
	c.tidy()
	entries, err := os.ReadDir(c.folder)
	if err != nil || len(entries) != 2 || entries[0].Name() != "newer" || entries[1].Name() != "newest" {
		t.Errorf("have %v, %v, want newer and newest", entries, err)
	}
}

func TestIsWritten(t *testing.T) {
	pages := map[string][]byte{"index.html": []byte("front"), "01-a.html": []byte("one"), "assets/book.css": nil}
	list := manifest(pages)
	written := func() string {
		folder := t.TempDir()
		if _, err := write(folder, pages); err != nil {
			t.Fatal(err)
		}
		return folder
	}
	for name, test := range map[string]struct {
		change func(folder string) error
		want   bool
	}{
		"as it was":      {func(string) error { return nil }, true},
		"with more":      {func(f string) error { return os.WriteFile(filepath.Join(f, "CNAME"), nil, 0o644) }, true},
		"other bytes":    {func(f string) error { return os.WriteFile(filepath.Join(f, "index.html"), []byte("fronT"), 0o644) }, false},
		"a file is gone": {func(f string) error { return os.Remove(filepath.Join(f, "assets", "book.css")) }, false},
		"a stale page":   {func(f string) error { return os.WriteFile(filepath.Join(f, "02-b.md"), nil, 0o644) }, false},
		"no folder":      {os.RemoveAll, false},
	} {
		folder := written()
		if err := test.change(folder); err != nil {
			t.Fatal(err)
		}
		if have := isWritten(folder, list); have != test.want {
			t.Errorf("%s: have %v, want %v", name, have, test.want)
		}
	}
	if want := manifest(map[string][]byte{"index.html": []byte("front"), "01-a.html": []byte("one")}); bytes.Equal(list, want) {
		t.Error("two lists of files have the same manifest")
	}
}
