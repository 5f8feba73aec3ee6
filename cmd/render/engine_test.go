package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os/exec"
	"testing"
)

// TestPacker: a book that is published has its engine packed by zopfli, where
// that is installed, and smaller than a book that is being written; both are what
// a browser unpacks.
func TestPacker(t *testing.T) {
	program := bytes.Repeat([]byte("the program of the engine, "), 500)
	for i := range program {
		program[i] += byte(i * i % 7)
	}
	size := map[string]int{}
	for _, address := range []string{"", "https://example.org/"} {
		p := &press{bin: t.TempDir(), address: address}
		name, pack := p.packer(t.Context())
		want := "gzip"
		if _, err := exec.LookPath("zopfli"); err == nil && address != "" {
			want = "zopfli"
		}
		if name != want {
			t.Errorf("published at %q: packed by %s, want %s", address, name, want)
		}
		packed, err := pack(program)
		if err != nil {
			t.Fatal(err)
		}
		size[name] = len(packed)
		r, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil {
			t.Fatal(err)
		}
		if have, err := io.ReadAll(r); err != nil || !bytes.Equal(have, program) {
			t.Errorf("%s: the program is not what it was: %v", name, err)
		}
	}
	if size["zopfli"] > size["gzip"] {
		t.Errorf("sizes %v: want zopfli's to be smaller", size)
	}
}

// TestPackerFails: what goes wrong is said.
func TestPackerFails(t *testing.T) {
	if _, err := exec.LookPath("zopfli"); err != nil {
		t.Skip("zopfli is not installed")
	}
	p := &press{bin: t.TempDir() + "/missing", address: "https://example.org/"}
	if _, pack := p.packer(t.Context()); pack != nil {
		if _, err := pack(nil); err == nil {
			t.Error("a program that cannot be written is packed")
		}
	}
}
