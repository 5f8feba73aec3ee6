package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// A listing is what the list of a folder says: the files that a render wrote
// there, with slashes in their names, each with the SHA-256 of its bytes. What
// is not listed belongs to somebody else.
type listing map[string]string

// The names of the lists. A worksheet may lie in the folder of a book.
const (
	bookList      = "rendered-files.txt"
	worksheetList = "worksheet-files.txt"
)

// The first line of a list says what it is; sha256sum -c reads the rest. While
// pages are being put in their places a second line says so: whoever finds it
// later has found the pages of a render that was killed.
const (
	listHead = "# The files that go run ./cmd/render wrote here and may replace or remove, with their SHA-256. All others are yours.\n"
	underWay = "# A render is under way, or one was killed: until the next one is done, the pages may be of two books.\n"
)

// listingOf is the listing of pages.
func listingOf(pages map[string][]byte) listing {
	l := listing{}
	for name, data := range pages {
		l[name] = sum(data)
	}
	return l
}

func sum(data []byte) string { return fmt.Sprintf("%x", sha256.Sum256(data)) }

// text is the list as a file.
func (l listing) text(head string) []byte {
	text := bytes.NewBufferString(head)
	for _, name := range slices.Sorted(maps.Keys(l)) {
		fmt.Fprintf(text, "%s  %s\n", l[name], name)
	}
	return text.Bytes()
}

// A name that could lead out of the folder is none that was written.
var listLine = regexp.MustCompile(`^([0-9a-f]{64})  ([^/\\]+(?:/[^/\\]+)*)$`)

// readListing reads a list. It is false where there is none, or something else
// of its name. A line that is no entry, as after somebody's edit, is none.
func readListing(file string) (listing, bool) {
	data, err := os.ReadFile(file)
	head, rest, _ := strings.Cut(string(data), "\n")
	if err != nil || strings.TrimSuffix(head, "\r")+"\n" != listHead { // git may end lines as Windows does
		return nil, false
	}
	l := listing{}
	for line := range strings.Lines(rest) {
		m := listLine.FindStringSubmatch(strings.TrimRight(line, "\r\n"))
		if m != nil && filepath.IsLocal(m[2]) {
			l[m[2]] = m[1]
		}
	}
	return l, true
}
