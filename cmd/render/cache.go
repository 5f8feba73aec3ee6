package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"backprop/internal/folder"
)

// A cache keeps bytes that would come out the same if they were made again,
// each under a key made of everything that they depend on. There is nothing
// to invalidate: another input is another key, and an old entry is one that
// nobody asks for any more. An entry that is damaged counts as none, so the
// worst that a broken cache does is nothing.
type cache struct{ folder string }

// cacheSize is how many bytes of entries stay in the cache: about forty books.
const cacheSize = 64 << 20

// A key names an entry: the SHA-256 of its parts, each led by its length, so
// that no two lists of parts run together into the same bytes.
type key [sha256.Size]byte

func keyOf(parts ...[]byte) key {
	sum := sha256.New()
	for _, part := range parts {
		sum.Write(binary.BigEndian.AppendUint64(nil, uint64(len(part))))
		sum.Write(part)
	}
	return key(sum.Sum(nil))
}

// programHead is how much of a program is read: its build ID, which the go command
// makes of the program's content, stands in the first 32 KB.
const programHead = 64 << 10

// keyOfProgram is the key of a program that the go command has built. Two
// programs with the same head and the same length are the same.
func keyOfProgram(path string) (key, error) {
	file, err := os.Open(path)
	if err != nil {
		return key{}, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return key{}, err
	}
	head, err := io.ReadAll(io.LimitReader(file, programHead))
	return keyOfHead(head, info.Size()), err
}

func keyOfHead(head []byte, size int64) key {
	return keyOf(head[:min(len(head), programHead)], binary.BigEndian.AppendUint64(nil, uint64(size)))
}

func (c cache) path(k key) string { return filepath.Join(c.folder, fmt.Sprintf("%x", k)) }

// get returns the entry of a key. It begins with the key of the key and the
// rest: a cut, changed or renamed file is not an entry.
func (c cache) get(k key) ([]byte, bool) {
	data, err := os.ReadFile(c.path(k))
	if err != nil || len(data) < len(k) {
		return nil, false
	}
	seal, data := key(data[:len(k)]), data[len(k):]
	return data, seal == keyOf(k[:], data)
}

// put keeps an entry. That it cannot be kept is no error: it is made again.
func (c cache) put(k key, data []byte) {
	seal := keyOf(k[:], data)
	_ = folder.Replace(c.path(k), slices.Concat(seal[:], data))
}

// tidy removes the oldest entries that are too many.
func (c cache) tidy() {
	entries, _ := os.ReadDir(c.folder)
	var files []os.FileInfo
	for _, entry := range entries {
		if info, err := entry.Info(); err == nil {
			files = append(files, info)
		}
	}
	slices.SortFunc(files, func(a, b os.FileInfo) int {
		return cmp.Or(b.ModTime().Compare(a.ModTime()), strings.Compare(a.Name(), b.Name()))
	})
	left := int64(cacheSize)
	for _, file := range files {
		if left -= file.Size(); left < 0 {
			_ = os.Remove(filepath.Join(c.folder, file.Name()))
		}
	}
}

// rendererKey is the key of this program itself, with the styles, templates
// and fonts that are part of it. It is false where the program cannot be read.
var rendererKey = sync.OnceValues(func() (key, bool) {
	// Where the system names the running program, a new one put in its place
	// meanwhile is not taken for it.
	if k, err := keyOfProgram("/proc/self/exe"); err == nil {
		return k, true
	}
	path, err := os.Executable()
	if err != nil {
		return key{}, false
	}
	k, err := keyOfProgram(path)
	return k, err == nil
})
