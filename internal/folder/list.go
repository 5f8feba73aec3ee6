package folder

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

// A Listing is what the list of a folder says: the files that a render wrote
// there, with slashes in their names, each with the SHA-256 of its bytes. What
// is not listed belongs to somebody else.
type Listing map[string]string

// The first line of a list says what it is; sha256sum -c reads the rest. While
// pages are being put in their places a second line says so: whoever finds it
// later has found the pages of a render that was killed.
const underWay = "# A render is under way, or one was killed: until the next one is done, the pages may be of two books.\n"

// headBy is the first line of the list of what a command wrote.
func headBy(command string) string {
	return "# The files that " + command + " wrote here and may replace or remove, with their SHA-256. All others are yours.\n"
}

// ListingOf is the listing of pages, by their names with slashes.
func ListingOf(pages map[string][]byte) Listing {
	l := Listing{}
	for name, data := range pages {
		l[name] = sum(data)
	}
	return l
}

func sum(data []byte) string { return fmt.Sprintf("%x", sha256.Sum256(data)) }

// Text is the list as the file that a command keeps.
func (l Listing) Text(by string) []byte { return l.text(headBy(by)) }

func (l Listing) text(head string) []byte {
	text := bytes.NewBufferString(head)
	for _, name := range slices.Sorted(maps.Keys(l)) {
		fmt.Fprintf(text, "%s  %s\n", l[name], name)
	}
	return text.Bytes()
}

// A name that could lead out of the folder is none that was written.
var listLine = regexp.MustCompile(`^([0-9a-f]{64})  ([^/\\]+(?:/[^/\\]+)*)$`)

// ReadListing reads the list that a command keeps. It is false where there is none, or something else
// of its name. A line that is no entry, as after somebody's edit, is none.
func ReadListing(file, by string) (Listing, bool) {
	data, err := os.ReadFile(file)
	head, rest, _ := strings.Cut(string(data), "\n")
	if err != nil || strings.TrimSuffix(head, "\r")+"\n" != headBy(by) { // git may end lines as Windows does
		return nil, false
	}
	l := Listing{}
	for line := range strings.Lines(rest) {
		m := listLine.FindStringSubmatch(strings.TrimRight(line, "\r\n"))
		if m != nil && filepath.IsLocal(m[2]) {
			l[m[2]] = m[1]
		}
	}
	return l, true
}
