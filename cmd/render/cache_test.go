package main

import (
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
